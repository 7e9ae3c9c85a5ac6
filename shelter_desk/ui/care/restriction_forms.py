"""Sending away and barring, and what follows: written out, reviewed (domain.md b21)."""

from datetime import date, datetime, time
from typing import Any

from shelter_desk.clock import from_local, local_date
from shelter_desk.marking import mark
from shelter_desk.services import restrictions
from shelter_desk.services.restriction_fields import (
    LONG_LIMIT,
    MIDDLE_LIMIT,
    REVIEW_WITHIN,
    SHORT_LIMIT,
    BarEndsError,
    ComplaintMissingError,
    FactsMissingError,
    ManagerDecidesError,
    MilderMissingError,
    NavMissingError,
    OfferedMissingError,
    ReviewDateError,
    RuleMissingError,
    StatementMissingError,
    WentToMissingError,
    next_morning,
)
from shelter_desk.services.restrictions import RestrictedAlreadyError
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.terms import RestrictionScope
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.picked import OneOf, Tick, each
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import Day, LongText, ShortText, When

_LAST_MINUTE = time(23, 59)
ALWAYS_ALLOWED = mark("Food at the door, equipment, naloxone and health help are always allowed.")


class _Decision(Form):
    """What sending away and barring share."""

    def _add_who(self) -> None:
        self.who = self.add(
            "who",
            Who(self._desk, mark("Who"), required=True, known_only=True),
            UnknownGuestError,
            RestrictedAlreadyError,
        )

    def _add_facts(self) -> None:
        self.facts = self.add(
            "facts",
            LongText(
                self._desk, mark("What happened, and who saw it"), limit=LONG_LIMIT, required=True
            ),
            FactsMissingError,
        )

    def _add_statement(self) -> None:
        desk = self._desk
        self.statement = self.add(
            "statement",
            LongText(desk, mark("Her own statement"), limit=LONG_LIMIT),
            StatementMissingError,
        )
        self.missing = self.add(
            "missing",
            ShortText(desk, mark("If it was not obtained: why"), limit=SHORT_LIMIT),
        )

    def _add_offered(self) -> None:
        self.offered = self.add(
            "offered",
            LongText(
                self._desk,
                mark("What she was offered instead"),
                limit=MIDDLE_LIMIT,
                required=True,
                help_line=mark("For example: a crisis centre, a place elsewhere, food to take"),
            ),
            OfferedMissingError,
        )

    def _add_scope(self) -> None:
        self.scope = self.add(
            "scope",
            OneOf(
                self._desk,
                mark("What it is about"),
                each(RestrictionScope),
                start=RestrictionScope.BOTH,
                required=True,
            ),
        )

    def check(self) -> tuple[Field, str] | None:
        """Her statement, or why there is none."""
        if self.statement.is_empty() and self.missing.is_empty():
            say = self._desk.words.say
            return self.statement, say("Write what she says, or why it was not obtained")
        return None


class SendAwayForm(_Decision):
    """Away until the next morning: three things at once, the rest is the shift lead's."""

    saves = mark("Send away")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self._add_who()
        self._add_facts()
        self._add_offered()
        self.went_to = self.add(
            "went_to",
            ShortText(
                desk,
                mark("Where she went"),
                limit=SHORT_LIMIT,
                required=True,
                hint=mark("or: not known"),
            ),
            WentToMissingError,
        )
        self._add_statement()
        self._add_scope()
        self.at = self.add("at", When(desk, mark("When")), FutureTimeError)
        self.at.changed.connect(self._say_until)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self._say_until()

    def _say_until(self) -> None:
        words = self._desk.words
        until = next_morning(self.at.value or self._desk.clock.now())
        holds = words.say("It ends by itself {until}.", until=words.texts.moment(until))
        self.say_line(f"{holds} {words.say(ALWAYS_ALLOWED)}")

    def save(self) -> None:
        """Send her away."""
        self.run(
            restrictions.send_away,
            self._desk.words.say("{name} is sent away until morning", name=self.who.shown_name),
            facts=self.facts.value,
            offered=self.offered.value,
            went_to=self.went_to.value,
            statement=self.statement.value,
            statement_missing=self.missing.value,
            scope=self.scope.value,
            at=self.at.value,
            **self.who.subject,
        )


class BarForm(_Decision):
    """Barred for a period: every field, an end, and a review within fourteen days."""

    rule = ALWAYS_ALLOWED
    saves = mark("Bar her")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self._proposed: date | None = None
        self._add_who()
        self._add_facts()
        self.broken = self.add(
            "rule",
            ShortText(
                desk,
                mark("Which rule of the house it is about"),
                limit=SHORT_LIMIT,
                required=True,
            ),
            RuleMissingError,
        )
        self._add_statement()
        self.milder = self.add(
            "milder",
            LongText(
                desk,
                mark("Which milder measure was considered"),
                limit=MIDDLE_LIMIT,
                required=True,
            ),
            MilderMissingError,
        )
        self._add_offered()
        self._add_scope()
        self.last = self.add(
            "last",
            Day(
                desk,
                mark("To the end of"),
                help_line=mark("Without an end, or for more than 180 days, the manager decides"),
            ),
            BarEndsError,
            ManagerDecidesError,
        )
        self.review = self.add(
            "review",
            Day(
                desk,
                mark("Reviewed on"),
                required=True,
                help_line=mark("Within 14 days, and not after the end"),
            ),
            ReviewDateError,
        )
        self.beside(self.last, self.review)
        self.complaint = self.add(
            "complaint",
            Tick(desk, mark("She has been told how to complain"), required=True),
            ComplaintMissingError,
        )
        self.nav = self.add(
            "nav",
            Tick(desk, mark("Nav has been told (needed when she has a decision of a place)")),
            NavMissingError,
        )
        self.went_to = self.add(
            "went_to", ShortText(desk, mark("Where she went"), limit=SHORT_LIMIT)
        )
        self.last.changed.connect(self._propose_review)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with her, and the latest review there may be."""
        super().begin(about, **given)
        self._propose_review()

    def _propose_review(self) -> None:
        # A date somebody wrote is hers; only our own proposal moves with the end.
        if not self.review.is_empty() and self.review.value != self._proposed:
            return
        latest = local_date(self._desk.clock.now()) + REVIEW_WITHIN
        self._proposed = min(latest, self.last.value or latest)
        self.review.set_day(self._proposed)

    def _ends_at(self) -> datetime | None:
        last = self.last.value
        return None if last is None else from_local(last, _LAST_MINUTE)

    def save(self) -> None:
        """Bar her."""
        self.run(
            restrictions.bar,
            self._desk.words.say("{name} is barred", name=self.who.shown_name),
            scope=self.scope.value,
            facts=self.facts.value,
            rule=self.broken.value,
            milder=self.milder.value,
            offered=self.offered.value,
            statement=self.statement.value,
            statement_missing=self.missing.value,
            went_to=self.went_to.value,
            ends_at=self._ends_at(),
            review_on=self.review.value,
            complaint_told=self.complaint.value,
            nav_told=self.nav.value or None,
            **self.who.subject,
        )


class CompleteForm(Form):
    """The rest of a sending away, written by the shift lead; given ``restriction_id``."""

    names_her = True
    rule = mark("This is what the night left to the shift lead.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._restriction_id = 0
        self._name = ""

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.broken = self.add(
            "rule",
            ShortText(
                desk, mark("Which rule of the house it is about"), limit=SHORT_LIMIT, required=True
            ),
            RuleMissingError,
        )
        self.milder = self.add(
            "milder",
            LongText(
                desk,
                mark("Which milder measure was considered"),
                limit=MIDDLE_LIMIT,
                required=True,
            ),
            MilderMissingError,
        )
        self.statement = self.add(
            "statement",
            LongText(desk, mark("Her own statement, if it came since"), limit=LONG_LIMIT),
        )
        self.complaint = self.add(
            "complaint",
            Tick(desk, mark("She has been told how to complain"), required=True),
            ComplaintMissingError,
        )
        self.nav = self.add(
            "nav",
            Tick(desk, mark("Nav has been told (needed when she has a decision of a place)")),
            NavMissingError,
        )

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the restriction it completes."""
        super().begin(about, **given)
        self._restriction_id = given["restriction_id"]
        self._name = shown_name(self._desk, about.person)

    def save(self) -> None:
        """Write it down."""
        self.run(
            restrictions.complete_sent_away,
            self._desk.words.say("The rest is written down: {name}", name=self._name),
            restriction_id=self._restriction_id,
            rule=self.broken.value,
            milder=self.milder.value,
            statement=self.statement.value,
            complaint_told=self.complaint.value,
            nav_told=self.nav.value or None,
        )


class ReviewForm(Form):
    """A bar was looked at again and stands until the next look; given ``restriction_id``."""

    names_her = True
    rule = mark("Is it still needed? If not, lift it in the list instead.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._restriction_id = 0
        self._name = ""

    def build(self) -> None:
        """Declare the field."""
        self.on = self.add(
            "on",
            Day(
                self._desk,
                mark("Reviewed next on"),
                required=True,
                help_line=mark("Within 14 days, and not after the end"),
            ),
            ReviewDateError,
        )

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the bar it is about."""
        super().begin(about, **given)
        self._restriction_id = given["restriction_id"]
        self._name = shown_name(self._desk, about.person)

    def save(self) -> None:
        """Note the look."""
        self.run(
            restrictions.review,
            self._desk.words.say("Reviewed: {name}", name=self._name),
            restriction_id=self._restriction_id,
            next_review_on=self.on.value,
        )


def shown_name(desk: Desk, person: Person | None) -> str:
    """Return a name as it may stand in a sentence; empty for nobody."""
    return "" if person is None else naming.embedded(naming.name_of(desk.words, person))
