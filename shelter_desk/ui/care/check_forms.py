"""Checks are agreed with her, and ended (domain.md b23, e2 «Tilsyn»)."""

from typing import Any

from shelter_desk.marking import mark
from shelter_desk.services import check_plans
from shelter_desk.services.check_plans import (
    AGREED_LIMIT,
    INTERVALS,
    REASON_LIMIT,
    IntervalError,
    NothingAgreedError,
    PlanEndsError,
    WhoDecidedError,
)
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.written import NothingWrittenError
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.picked import Choice, OneOf, Option, said, staff_field
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import LongText, ShortText, When
from shelter_desk.ui.widgets.moments import Toward
from shelter_desk.ui.words import Words

_HOUR = 60
_USUAL = 60


def interval_words(words: Words, minutes: int) -> str:
    """Return «hvert 30. minutt» or «hver 2. time»."""
    if minutes < _HOUR:
        return words.say("every {count} minutes", count=minutes)
    hours = minutes // _HOUR
    return words.say("every hour") if hours == 1 else words.say("every {count} hours", count=hours)


def _intervals(words: Words) -> list[Option]:
    return [Option(minutes, interval_words(words, minutes)) for minutes in INTERVALS]


class AgreeChecksForm(Form):
    """How often, from when to when, what is done, and that she wants it or who decided."""

    rule = mark("A check is agreed with her. It is never done behind her back.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who", Who(desk, mark("Who"), required=True), UnknownGuestError, NothingAgreedError
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
