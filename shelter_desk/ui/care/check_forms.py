"""Checks are agreed with her, noted with a word, and ended (domain.md b23, e2 «Tilsyn»)."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from shelter_desk.marking import mark
from shelter_desk.phrases import label, lowered
from shelter_desk.services import check_lists, check_plans, rounds
from shelter_desk.services.check_lists import AgreedChecks
from shelter_desk.services.check_plans import (
    AGREED_LIMIT,
    INTERVALS,
    NOTE_LIMIT,
    REASON_LIMIT,
    CheckNoteMissingError,
    IntervalError,
    NothingAgreedError,
    PlanEndsError,
    WhoDecidedError,
)
from shelter_desk.services.standing import NotInsideError, UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.written import NoteTooLongError, NothingWrittenError
from shelter_desk.terms import CheckResult
from shelter_desk.ui.care.restriction_forms import shown_name
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.forms.picked import Choice, OneOf, Option, each, said, staff_field
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import LongText, ShortText, When
from shelter_desk.ui.pieces import interval_words
from shelter_desk.ui.widgets.moments import Toward
from shelter_desk.ui.words import Words

if TYPE_CHECKING:
    from datetime import datetime

_USUAL = 60


def _intervals(words: Words) -> list[Option]:
    return [Option(minutes, interval_words(words, minutes)) for minutes in INTERVALS]


class AgreeChecksForm(Form):
    """How often, from when to when, what is done, and that she wants it or who decided."""

    rule = mark("A check is agreed with her. It is never done behind her back.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who",
            Who(desk, mark("Who"), required=True),
            UnknownGuestError,
            NotInsideError,
            NothingAgreedError,
        )
        self.interval = self.add(
            "interval",
            Choice(desk, mark("How often"), _intervals, start=_USUAL, required=True),
            IntervalError,
        )
        self.starts = self.add(
            "starts",
            When(desk, mark("From"), toward=Toward.FUTURE, hint=mark("now, or for example 23:00")),
        )
        self.ends = self.add(
            "ends", When(desk, mark("To"), toward=Toward.FUTURE, required=True), PlanEndsError
        )
        self.beside(self.starts, self.ends)
        self.agreed = self.add(
            "agreed",
            LongText(
                desk,
                mark("What is agreed"),
                limit=AGREED_LIMIT,
                required=True,
                help_line=mark("For example: knock, open the door, get an answer"),
            ),
            NothingWrittenError,
        )
        self.reason = self.add("reason", ShortText(desk, mark("Why"), limit=REASON_LIMIT))
        self.consent = self.add(
            "consent",
            OneOf(
                desk,
                mark("Has she agreed?"),
                said((True, mark("Yes, she wants it")), (False, mark("No, a colleague decided"))),
                start=True,
                required=True,
            ),
        )
        self.decided_by = self.add(
            "decided_by",
            staff_field(desk, mark("Who decided it"), required=True),
            WhoDecidedError,
        )
        self.consent.changed.connect(self._on_consent)
        self._on_consent()

    def _on_consent(self) -> None:
        self.decided_by.setVisible(self.consent.value is False)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with her, until tomorrow morning."""
        super().begin(about, **given)
        self.ends.put(self._desk.words.say("tomorrow 07:00"))

    def save(self) -> None:
        """Agree them."""
        consent = bool(self.consent.value)
        self.run(
            check_plans.agree_checks,
            self._desk.words.say("Checks are agreed with {name}", name=self.who.shown_name),
            interval_minutes=self.interval.value,
            starts_at=self.starts.value,
            ends_at=self.ends.value,
            agreed=self.agreed.value,
            reason=self.reason.value,
            consent=consent,
            decided_by=None if consent else self.decided_by.value,
            **self.who.subject,
        )


class CheckNoteForm(Form):
    """A check with a few words; given ``round_id`` of the round, or ``due_at`` of the plan."""

    names_her = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._about = Chosen()
        self._round_id: int | None = None
        self._due_at: datetime | None = None

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.result = self.add(
            "result",
            OneOf(
                desk,
                mark("What was found"),
                each(CheckResult),
                start=CheckResult.SEE_NOTE,
                required=True,
            ),
        )
        self.note = self.add(
            "note",
            LongText(desk, mark("Note"), limit=NOTE_LIMIT, required=True),
            CheckNoteMissingError,
            NoteTooLongError,
        )
        self.at = self.add("at", When(desk, mark("When")), FutureTimeError)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with whom and which check it is."""
        super().begin(about, **given)
        self._about = about
        self._round_id, self._due_at = given.get("round_id"), given.get("due_at")

    def focus_first(self) -> None:
        """Put the keyboard into the note."""
        self.go_to(self.note)

    def save(self) -> None:
        """Note it."""
        name = shown_name(self._desk, self._about.person)
        found = label(self._desk.words.texts, self.result.value)
        sentence = self._desk.words.say("{name}: {found}", name=name, found=lowered(found))
        values = {
            "presence_id": self._about.presence_id,
            "result": self.result.value,
            "note": self.note.value,
            "at": self.at.value,
        }
        if self._round_id is not None:
            self.run(rounds.tick_round, sentence, round_id=self._round_id, **values)
        else:
            self.run(check_plans.record_check, sentence, due_at=self._due_at, **values)


class AgreedChecksSheet(Listing):
    """Every agreement that binds now or later; ended before its time with one press."""

    def ask(self) -> None:
        """Ask for the agreements."""
        self._desk.tasks.run(
            check_lists.agreed_checks,
            then=self.answered,
            failed=self.failed,
            latest="care.agreed",
        )

    def sections(self, answer: Sequence[AgreedChecks]) -> Sequence[Section]:
        """One list, the first to begin first."""
        empty = self._desk.words.say("No checks are agreed.")
        return (Section("", tuple(self._row(one) for one in answer), empty),)

    def _row(self, one: AgreedChecks) -> Row:
        words, texts = self._desk.words, self._desk.words.texts
        span = interval_words(words, one.interval_minutes)
        if one.ends_at is not None:
            span = words.say(
                "{how_often}, from {since} to {until}",
                how_often=span,
                since=texts.moment(one.starts_at),
                until=texts.moment(one.ends_at),
            )
        who = (
            words.say("She wants it")
            if one.consent
            else words.say("Decided by {name}", name=one.decided_by)
        )
        why = words.say("Why: {text}", text=one.reason) if one.reason else ""
        return Row(
            one.plan_id,
            shown_name(self._desk, one.person),
            code=one.bed_code or "",
            lines=tuple(line for line in (span, one.agreed, why, who) if line),
            deeds=(Deed(words.say("End"), partial(self._end, one)),),
        )

    def _end(self, one: AgreedChecks) -> None:
        name = shown_name(self._desk, one.person)
        self.act(
            check_plans.end_checks,
            self._desk.words.say("The checks of {name} are ended", name=name),
            plan_id=one.plan_id,
        )
