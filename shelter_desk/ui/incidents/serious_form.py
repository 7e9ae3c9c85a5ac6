"""A serious injury or a death, with its checklist (domain.md b20)."""

from typing import Any

from shelter_desk.incident_terms import IncidentKind
from shelter_desk.marking import mark
from shelter_desk.services import incidents
from shelter_desk.services.incident_fields import ToldMissingError
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.picked import OneOf, each
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import ShortText
from shelter_desk.ui.incidents.parts import IncidentForm, known_at, yes_no

_WHY_LIMIT = 400


class SeriousForm(IncidentForm):
    """Which of the two, what happened, and who is told."""

    rule = mark("Call 113 first. The manager is told at once, by night too.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.kind = self.add(
            "kind",
            OneOf(
                desk, mark("What it is"),
                each((IncidentKind.SERIOUS_INJURY, IncidentKind.DEATH)), required=True,
            ),
        )  # fmt: skip
        self.who = self.add("who", Who(desk, mark("Who")), UnknownGuestError)
        self.add_when_and_where()
        self.add_told(mark("What happened"), ToldMissingError, required=True)
        self.manager_at = self.add(
            "manager_told_at", known_at(desk, mark("Manager told at")), FutureTimeError
        )
        self.inspectorate = self.add(
            "inspectorate",
            yes_no(
                desk, mark("Helsetilsynet is told"),
                help_line=mark("Unexpected death or very serious injury; open: it becomes a task"),
            ),
        )  # fmt: skip
        self.why = self.add(
            "why",
            ShortText(
                desk, mark("Why, or why not"), limit=_WHY_LIMIT,
                help_line=mark("For you and the manager alone"),
            ),
        )  # fmt: skip
        self.group(mark("Ambulance"), *self.add_ambulance(outcome=False))
        self.group(mark("Police"), *self.add_police())
        self.group(mark("Staffing and follow-up"), *self.add_staffing())
        self.add_short()

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Choose nobody beforehand: this is not to be about the wrong woman."""
        del about
        super().begin(Chosen(), **given)

    def check(self) -> tuple[Field, str] | None:
        """Ask for the reason of a decision about the inspectorate."""
        if self.inspectorate.value is not None and not self.why.value:
            return self.why, self._desk.words.say("Write why in a few words")
        return None

    def save(self) -> None:
        """Report it."""
        self.run(
            incidents.report_serious,
            self._desk.words.say("Reported. What is still to be done stands under the tasks"),
            kind=self.kind.value,
            told=self.told.value,
            known=self.known(manager_told_at=self.manager_at.value),
            inspectorate_told=self.inspectorate.value,
            why=self.why.value,
            short=self.short.value,
            language=self.language,
            **self.who.subject,
        )
