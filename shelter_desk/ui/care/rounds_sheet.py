"""«Tilsyn»: agreed checks that are due, and the round in progress as a list to tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from shelter_desk.marking import mark
from shelter_desk.phrases import label, lowered
from shelter_desk.services import check_plans, rounds
from shelter_desk.services.calling import Caller
from shelter_desk.services.check_plans import CheckRow, ChecksDue
from shelter_desk.services.rounds import RoundPicture, RoundWoman
from shelter_desk.services.snapshots import Person
from shelter_desk.terms import CheckResult
from shelter_desk.ui.care.restriction_forms import shown_name
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.pieces import interval_words
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.buttons import Button, Kind

_SHORT = {
    CheckResult.SEEN_BREATHING: mark("Seen"),
    CheckResult.SPOKEN: mark("Spoken with"),
    CheckResult.OUT: mark("Out"),
    CheckResult.NO_ANSWER: mark("No answer"),
    CheckResult.SEE_NOTE: mark("Note …"),
}
"""What stands on the buttons; the whole is their name."""

OPEN_THE_DOOR = mark("No answer: open the door. If she does not breathe normally, call 113.")


@dataclass(frozen=True)
class Looks:
    """Everything that is to be looked at."""

    due: ChecksDue
    round: RoundPicture | None


def looks_now(caller: Caller) -> Looks:
    """Return agreed checks and the running round; raises what both services raise."""
    return Looks(check_plans.checks_due(caller), rounds.running_round(caller))


class RoundsSheet(Listing):
    """Agreed checks by when they are due, then the round. Numbers 1 to 5 tick the row."""

    rule = mark("1 seen and breathing normally · 2 spoken with · 3 out · 4 no answer · 5 note")

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        self.round_button = Button(theme, kind=Kind.PRIMARY, height=38)
        self.agree_button = Button(theme, icon="eye-check-outline")
        self.plans_button = Button(theme, kind=Kind.QUIET)
        self._order: dict[int, int] = {}
        super().__init__(desk)
        self.buttons.insertWidget(0, self.round_button)
        self.buttons.insertWidget(1, self.agree_button)
        self.buttons.insertWidget(2, self.plans_button)
        self.round_button.clicked.connect(self._on_round)
        self.agree_button.clicked.connect(partial(desk.forms.open, "agree_checks"))
        self.plans_button.clicked.connect(partial(desk.forms.open, "agreed_checks"))

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        self.agree_button.setText(say("Agree checks"))
        self.plans_button.setText(say("Agreements"))
        self._say_round()

    def _say_round(self) -> None:
        looks, say = self._answer, self._desk.words.say
        running = isinstance(looks, Looks) and looks.round is not None
        self.round_button.setText(say("End the round") if running else say("Begin a round"))
        for button in (self.round_button, self.agree_button, self.plans_button):
            button.updateGeometry()

    def ask(self) -> None:
        """Ask for both."""
        self._desk.tasks.run(
            looks_now, then=self.answered, failed=self.failed, latest="care.rounds"
        )

    def answered(self, answer: Any) -> None:  # noqa: ANN401 - what the service said
        """Show it."""
        super().answered(answer)
        self._say_round()

    # -- what is shown -------------------------------------------------------------------------

    def sections(self, answer: Looks) -> Sequence[Section]:
        """Agreed checks (beside a round only those overdue), then the round."""
        say, many = self._desk.words.say, self._desk.words.say_many
        running = answer.round
        for one in answer.due.rows:
            # Rows do not move under the hand: who is ticked off keeps her place in the list.
            self._order.setdefault(one.presence_id, len(self._order))
        due = [one for one in answer.due.rows if running is None or one.overdue]
        due.sort(key=lambda one: self._order[one.presence_id])
        found = []
        if due or running is None:
            title = say("Overdue checks") if running is not None else say("Agreed checks")
            empty = say("No checks are agreed with anybody in the house now.")
            found.append(Section(title, tuple(self._due_row(one) for one in due), empty))
        if running is not None:
            left = many("{count} left", "{count} left", running.left)
            title = say("Round begun {at} · {left}", at=running.starts_at, left=left)
            rows = tuple(self._round_row(running, woman) for woman in running.women)
            found.append(Section(title, rows, say("Nobody is in the house.")))
        return found

    def _due_row(self, one: CheckRow) -> Row:
        words = self._desk.words
        chip = (Status.INFO, words.say("due {at}", at=one.due_at))
        if one.out:
            chip = (Status.TAKEN_OUT, words.say("out for a while"))
        elif one.overdue:
            chip = (Status.URGENT, words.say("overdue since {at}", at=one.due_at))
        return Row(
            ("due", one.presence_id),
            shown_name(self._desk, one.person),
            code=one.bed_code or "",
            chip=chip,
            lines=(interval_words(words, one.interval_minutes),),
            deeds=self._deeds(None, partial(self._check, one), partial(self._note_due, one)),
        )

    def _round_row(self, running: RoundPicture, woman: RoundWoman) -> Row:
        words, chip = self._desk.words, None
        if woman.result is not None:
            silent = woman.result is CheckResult.NO_ANSWER
            chip = (Status.URGENT if silent else Status.OK, label(words.texts, woman.result))
        elif woman.out:
            chip = (Status.TAKEN_OUT, words.say("out for a while"))
        return Row(
            ("round", woman.presence_id),
            shown_name(self._desk, woman.person),
            code=woman.bed_code or "",
            chip=chip,
            deeds=self._deeds(
                woman.result,
                partial(self._tick, running, woman),
                partial(self._note_round, running, woman),
            ),
            slim=True,
        )

    def _deeds(self, result: CheckResult | None, tick: Any, note: Any) -> tuple[Deed, ...]:  # noqa: ANN401 - bound methods
        words = self._desk.words
        return tuple(
            Deed(
                words.say(text),
                note if one is CheckResult.SEE_NOTE else partial(tick, one),
                label(words.texts, one),
                given=one is result,
            )
            for one, text in _SHORT.items()
        )

    # -- what is done --------------------------------------------------------------------------

    def _said(self, person: Person, result: CheckResult) -> str:
        words = self._desk.words
        name, found = shown_name(self._desk, person), label(words.texts, result)
        return words.say("{name}: {found}", name=name, found=lowered(found))

    def _check(self, one: CheckRow, result: CheckResult) -> None:
        self.act(
            check_plans.record_check,
            self._said(one.person, result),
            result=result,
            presence_id=one.presence_id,
            due_at=one.due_at,
        )
        self._warn(result)

    def _tick(self, running: RoundPicture, woman: RoundWoman, result: CheckResult) -> None:
        self.act(
            rounds.tick_round,
            self._said(woman.person, result),
            round_id=running.round_id,
            presence_id=woman.presence_id,
            result=result,
        )
        self._warn(result)

    def _warn(self, result: CheckResult) -> None:
        if result is CheckResult.NO_ANSWER and not self.trouble.text():
            self.say_trouble(self._desk.words.say(OPEN_THE_DOOR))

    def _note_due(self, one: CheckRow) -> None:
        about = Chosen(one.person.guest_id, one.presence_id, person=one.person)
        self._desk.forms.open("check_note", about, due_at=one.due_at)

    def _note_round(self, running: RoundPicture, woman: RoundWoman) -> None:
        about = Chosen(woman.person.guest_id, woman.presence_id, person=woman.person)
        self._desk.forms.open("check_note", about, round_id=running.round_id)

    def _on_round(self) -> None:
        looks, say = self._answer, self._desk.words.say
        if isinstance(looks, Looks) and looks.round is not None:
            self.act(rounds.end_round, say("The round is ended"), round_id=looks.round.round_id)
        else:
            self.act(rounds.start_round, say("A round is begun"))
