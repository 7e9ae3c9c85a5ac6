"""An overdose: what was done and when. It says nothing about how much to give (domain.md e2)."""

from shelter_desk.incident_terms import Breathing
from shelter_desk.marking import mark
from shelter_desk.services import overdoses
from shelter_desk.services.incident_fields import (
    NAME_LIMIT,
    DoseTimesError,
    TimesCrossError,
    TooManyDosesError,
    WhomNeededError,
)
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.written import BODY_LIMIT
from shelter_desk.ui.forms.picked import Choice, each
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import LongText, ShortText
from shelter_desk.ui.incidents.doses_field import Doses
from shelter_desk.ui.incidents.parts import IncidentForm, known_at, yes_no


class OverdoseForm(IncidentForm):
    """Reported at once with what is known; checks start by themselves."""

    rule = mark(
        "Call 113 first. Follow the package leaflet. Checks start by themselves, every 15 minutes"
        " for two hours; the rest can be added later."
    )

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add("who", Who(desk, mark("Who")), UnknownGuestError, WhomNeededError)
        self.add_when_and_where()
        self.called_at = self.add(
            "ambulance_called_at", known_at(desk, mark("113 called at")), FutureTimeError
        )
        self.doses = self.add(
            "doses",
            Doses(
                desk, mark("Naloxone"), help_line=mark("Follow the package leaflet – call 113")
            ),
            DoseTimesError, TooManyDosesError,
        )  # fmt: skip
        self.add_outcome()
        self.add_told(mark("What happened"), required=False)
        self._found()
        self.group(mark("Ambulance"), *self.add_ambulance(called=False, outcome=False))
        self._rescue()
        self._afterwards()
        self.add_short()

    def _found(self) -> None:
        desk = self._desk
        self.found_by = self.add("found_by", ShortText(desk, mark("Found by"), limit=NAME_LIMIT))
        self.responsive = self.add("responsive", yes_no(desk, mark("She answered")))
        self.breathing = self.add("breathing", Choice(desk, mark("Breathing"), each(Breathing)))
        self.beside(self.responsive, self.breathing)
        self.group(mark("How she was found"), self.found_by, self.responsive, self.breathing)

    def _rescue(self) -> None:
        desk = self._desk
        self.rescue_from = self.add("rescue_from", known_at(desk, mark("From")))
        self.rescue_until = self.add("rescue_until", known_at(desk, mark("Until")), TimesCrossError)
        self.beside(self.rescue_from, self.rescue_until)
        self.group(mark("Rescue breathing or CPR"), self.rescue_from, self.rescue_until)

    def _afterwards(self) -> None:
        desk = self._desk
        self.asked = self.add(
            "suicide_asked", yes_no(desk, mark("Asked whether she wanted to die"))
        )
        self.doctor = self.add(
            "doctor_consulted",
            yes_no(
                desk, mark("A doctor was asked"),
                help_line=mark("Needed when it is not the first time that day"),
            ),
        )  # fmt: skip
        self.her_words = self.add(
            "her_words", LongText(desk, mark("Her own account"), limit=BODY_LIMIT)
        )
        self.group(
            mark("Afterwards"), self.asked, self.doctor, self.her_words, *self.add_staffing()
        )

    def save(self) -> None:
        """Report it."""
        name = self.who.shown_name
        say = self._desk.words.say
        sentence = say("Overdose reported: {name}", name=name) if name else say("Overdose reported")
        self.run(
            overdoses.report_overdose,
            sentence,
            known=self.known(),
            found_by=self.found_by.value,
            responsive=self.responsive.value,
            breathing=self.breathing.value,
            doses=self.doses.value,
            rescue_from=self.rescue_from.value,
            rescue_until=self.rescue_until.value,
            suicide_asked=self.asked.value,
            doctor_consulted=self.doctor.value,
            told=self.told.value,
            her_words=self.her_words.value,
            short=self.short.value,
            language=self.language,
            **self.who.subject,
        )
