"""What is done from the map: each act one service call, one line in the foot, one undo."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from shelter_desk.errors import DeskError
from shelter_desk.phrases import status_words
from shelter_desk.services.snapshots import BedPicture, Person
from shelter_desk.terms import LogKind
from shelter_desk.ui import naming
from shelter_desk.ui.bed_map import wording
from shelter_desk.ui.bed_map.calls import MapCalls
from shelter_desk.ui.desk import Desk


class MapActs(QObject):
    """Runs the acts. ``done(bed_id)`` follows a success, ``refused(error)`` a refusal."""

    done = Signal(int)
    refused = Signal(object)

    def __init__(self, desk: Desk, calls: MapCalls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls

    def give(self, person: Person, presence_id: int, bed: BedPicture) -> None:
        """Give her a bed."""
        self._run(
            self._calls.give_bed, bed, LogKind.BED_GIVEN, {}, person,
            presence_id=presence_id, bed_id=bed.bed_id,
        )  # fmt: skip

    def move(self, person: Person, stay_id: int, from_code: str, bed: BedPicture) -> None:
        """Move her to another bed."""
        params = {"from_bed": wording.short(naming.plain(from_code))}
        self._run(
            self._calls.move_bed, bed, LogKind.BED_MOVED, params, person,
            stay_id=stay_id, bed_id=bed.bed_id,
        )  # fmt: skip

    def swap(self, person: Person, stay_id: int, from_code: str, bed: BedPicture) -> None:
        """Let her and whoever has ``bed`` change places."""
        params = {"from_bed": wording.short(naming.plain(from_code))}
        self._run(
            self._calls.swap_beds, bed, LogKind.BED_MOVED, params, person,
            stay_id=stay_id, other_stay_id=bed.stay_id,
        )  # fmt: skip

    def release(self, bed: BedPicture) -> None:
        """End the stay on a bed."""
        self._run(
            self._calls.release_bed, bed, LogKind.BED_RELEASED, {}, bed.person,
            stay_id=bed.stay_id,
        )  # fmt: skip

    def cleaned(self, bed: BedPicture) -> None:
        """Note that a bed is cleaned."""
        self._run(self._calls.bed_cleaned, bed, LogKind.CLEANED, {}, None, bed_id=bed.bed_id)

    def release_hold(self, bed: BedPicture) -> None:
        """Let go of a bed that is kept."""
        params = {"released": True}
        self._run(
            self._calls.release_hold, bed, LogKind.BED_HELD, params, bed.person,
            hold_id=bed.hold_id,
        )  # fmt: skip

    def into_service(self, bed: BedPicture) -> None:
        """Take a bed into service again."""
        self._run(
            self._calls.back_in_service, bed, LogKind.BACK_IN_SERVICE, {}, None, bed_id=bed.bed_id
        )

    def to_clean(self, bed: BedPicture) -> None:
        """Mark a bed for cleaning."""
        words = self._desk.words
        code = wording.short(naming.plain(bed.code))
        sentence = words.say("Place {code} is to be cleaned.", code=code)
        self._say(self._calls.mark_for_cleaning, bed, sentence, bed_id=bed.bed_id)

    def _run(
        self,
        service: Callable[..., Any],
        bed: BedPicture,
        kind: LogKind,
        params: Mapping[str, object],
        person: Person | None,
        **values: Any,  # noqa: ANN401 - what the service takes
    ) -> None:
        words = self._desk.words
        sentence = status_words(
            words.texts,
            kind,
            params,
            who=wording.said_name(words, person) if person is not None else "",
            bed=wording.short(naming.plain(bed.code)),
            at=self._desk.clock.now(),
        )
        self._say(service, bed, sentence, **values)

    def _say(
        self,
        service: Callable[..., Any],
        bed: BedPicture,
        sentence: str,
        **values: Any,  # noqa: ANN401 - what the service takes
    ) -> None:
        self._desk.tasks.run(
            service,
            then=partial(self._on_done, sentence, bed.bed_id),
            failed=self._on_refused,
            **values,
        )

    def _on_done(self, sentence: str, bed_id: int, done: Any) -> None:  # noqa: ANN401 - a service's Done
        operation = done.operation if done.can_undo else None
        self._desk.notices.act(sentence, operation=operation)
        self.done.emit(bed_id)

    def _on_refused(self, error: DeskError) -> None:
        self.refused.emit(error)
