"""What is done from the board: each act one service call, one line in the status bar."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from shelter_desk.errors import DeskError
from shelter_desk.phrases import label, lowered, status_words
from shelter_desk.services.snapshots import Person
from shelter_desk.terms import CheckResult, Destination, LogKind, ProvisionKind
from shelter_desk.ui import naming
from shelter_desk.ui.board import wording
from shelter_desk.ui.board.calls import BoardCalls
from shelter_desk.ui.board.who import Coming, Here
from shelter_desk.ui.desk import Desk

Failed = Callable[[DeskError], object] | None


class BoardActs(QObject):
    """Runs the acts. ``arrived(presence_id)`` follows every check-in and coming back.

    ``done`` follows every act that succeeded; the frame's Ctrl+Z takes it back. ``failed`` of an
    act gets the error instead of the message bar: a form keeps what was typed and says it there.
    """

    arrived = Signal(int)
    done = Signal()

    def __init__(self, desk: Desk, calls: BoardCalls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls

    # -- coming ----------------------------------------------------------------------------

    def check_in(
        self,
        who: Coming,
        *,
        at: datetime | None = None,
        bed: tuple[int, str] | None = None,
        failed: Failed = None,
    ) -> None:
        """Check a known woman in; with ``bed`` (id and code) give it to her at once.

        One who is known by her hold alone gets the bed that is kept for her, or none.
        """
        name = self._name(who.person)
        if who.guest_id is not None:
            self._arrive(self._calls.check_in, name, bed, at, failed, guest_id=who.guest_id)
        elif who.hold_id is not None:
            sentence = self._sentence(LogKind.ARRIVAL, name, at=at, bed=bed[1] if bed else "")
            self._desk.tasks.run(
                self._calls.check_in_expected,
                then=partial(self._on_arrived, sentence),
                failed=failed,
                at=at,
                hold_id=who.hold_id,
                with_bed=bed is not None,
            )

    def check_in_new(
        self,
        *,
        alias: str,
        second_word: str = "",
        birth_year: int | None = None,
        at: datetime | None = None,
        failed: Failed = None,
    ) -> None:
        """Make a card for a woman who is new here and check her in."""
        name = naming.embedded(naming.plain(f"{alias} {second_word}"))
        self._arrive(
            self._calls.check_in_new,
            name,
            None,
            at,
            failed,
            alias=alias,
            second_word=second_word,
            birth_year=birth_year,
        )

    def check_in_anonymous(self, *, at: datetime | None = None, failed: Failed = None) -> None:
        """Count a visit of somebody who wants nothing kept."""
        name = self._desk.words.say("Anonymous visit")
        self._arrive(self._calls.check_in_anonymous, name, None, at, failed)

    def _arrive(
        self,
        service: Callable[..., Any],
        who: str,
        bed: tuple[int, str] | None,
        at: datetime | None,
        failed: Failed,
        **values: Any,  # noqa: ANN401 - a service's own values
    ) -> None:
        code = bed[1] if bed else ""
        sentence = self._sentence(LogKind.ARRIVAL, who, at=at, bed=code)
        self._desk.tasks.run(
            service,
            then=partial(self._on_arrived, sentence),
            failed=failed,
            at=at,
            bed_id=bed[0] if bed else None,
            **values,
        )

    def _on_arrived(self, sentence: str, done: Any) -> None:  # noqa: ANN401 - a service's Done
        self._on_done(sentence, done)
        if done.row_id is not None:
            self.arrived.emit(done.row_id)

    # -- going -----------------------------------------------------------------------------

    def go_out(
        self,
        who: Here,
        *,
        at: datetime | None = None,
        back: datetime | None = None,
        failed: Failed = None,
    ) -> None:
        """Note that she is out for a while."""
        params = {"back": back.isoformat()} if back else {}
        self._act(
            self._calls.go_out,
            self._sentence(LogKind.OUT_FOR_A_WHILE, self._name(who.person), at=at, **params),
            failed,
            presence_id=who.presence_id,
            at=at,
            expected_back=back,
        )

    def come_back(self, who: Here, *, at: datetime | None = None) -> None:
        """Note that she is back."""
        sentence = self._sentence(LogKind.BACK, self._name(who.person), at=at)
        self._desk.tasks.run(
            self._calls.come_back,
            then=partial(self._on_arrived, sentence),
            presence_id=who.presence_id,
            at=at,
        )

    def check_out(
        self,
        whom: list[Here],
        *,
        at: datetime | None = None,
        destination: Destination | None = None,
        without_notice: bool = False,
        keep_bed: bool | None = None,
        failed: Failed = None,
    ) -> None:
        """Check one or several out, each an operation of its own."""
        kind = LogKind.LEFT_WITHOUT_NOTICE if without_notice else LogKind.CHECKED_OUT
        params = {"destination": destination.value} if destination else {}
        for who in whom:
            self._act(
                self._calls.check_out,
                self._sentence(kind, self._name(who.person), at=at, **params),
                failed,
                presence_id=who.presence_id,
                at=at,
                destination=destination,
                without_notice=without_notice,
                keep_bed=keep_bed,
            )

    # -- beds and provisions -----------------------------------------------------------------

    def give_bed(
        self, who: Here, *, bed_id: int, code: str, stay_id: int | None, failed: Failed = None
    ) -> None:
        """Give her a bed, or move her to it when she has a stay."""
        name = self._name(who.person)
        if stay_id is None:
            sentence = self._sentence(LogKind.BED_GIVEN, name, bed=code)
            self._act(
                self._calls.give_bed,
                sentence,
                failed,
                presence_id=who.presence_id,
                bed_id=bed_id,
            )
            return
        sentence = self._sentence(LogKind.BED_MOVED, name, bed=code, from_bed=who.bed_code or "")
        self._act(self._calls.move_bed, sentence, failed, stay_id=stay_id, bed_id=bed_id)

    def give(self, whom: list[Here], kind: ProvisionKind) -> None:
        """Note that each of them was given something."""
        words = self._desk.words
        what = lowered(label(words.texts, kind))
        for who in whom:
            sentence = words.say(
                "{who}: {what}, at {at}",
                who=self._name(who.person),
                what=what,
                at=self._desk.clock.now(),
            )
            self._act(self._calls.give, sentence, None, presence_id=who.presence_id, kind=kind)

    def note_seen(self, who: Here, due_at: datetime | None) -> None:
        """Note an agreed check: she was seen and breathes normally."""
        result = CheckResult.SEEN_BREATHING
        sentence = self._desk.words.say(
            "{who}: {what}, at {at}",
            who=self._name(who.person),
            what=lowered(label(self._desk.words.texts, result)),
            at=self._desk.clock.now(),
        )
        self._act(
            self._calls.record_check,
            sentence,
            None,
            presence_id=who.presence_id,
            result=result,
            due_at=due_at,
        )

    def give_message(self, who: Here, message_id: int) -> None:
        """Note that she has got a message."""
        sentence = self._desk.words.say("{who} has got the message", who=self._name(who.person))
        self._act(self._calls.give_message, sentence, None, message_id=message_id)

    # -- shared ----------------------------------------------------------------------------

    def _act(
        self,
        service: Callable[..., Any],
        sentence: str,
        failed: Failed,
        **values: Any,  # noqa: ANN401 - a service's own values
    ) -> None:
        self._desk.tasks.run(
            service, then=partial(self._on_done, sentence), failed=failed, **values
        )

    def _on_done(self, sentence: str, done: Any) -> None:  # noqa: ANN401 - a service's Done
        operation = done.operation if done.can_undo else None
        self._desk.notices.act(sentence, operation=operation)
        self.done.emit()

    def _name(self, person: Person) -> str:
        return wording.said_name(self._desk.words, person, curtained=self._desk.curtain.down)

    def _sentence(
        self,
        kind: LogKind,
        who: str,
        *,
        at: datetime | None = None,
        bed: str = "",
        **params: object,
    ) -> str:
        texts, now = self._desk.words.texts, self._desk.clock.now()
        return status_words(texts, kind, params, who=who, bed=bed, at=at or now, now=now)
