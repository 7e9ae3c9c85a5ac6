"""Fear for her life, violence elsewhere, and threats from outside (domain.md e2)."""

from typing import Any

from shelter_desk.incident_terms import HerWish, ThreatChannel
from shelter_desk.marking import mark
from shelter_desk.services import incidents
from shelter_desk.services.check_plans import INTERVALS, IntervalError, PlanEndsError
from shelter_desk.services.incident_fields import ToldMissingError, WhomNeededError
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.written import BODY_LIMIT, ShortTooLongError
from shelter_desk.terms import Visibility
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.picked import Choice, OneOf, Option, Tick, each
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import LongText, ShortText, When
from shelter_desk.ui.incidents.parts import IncidentForm, known_at, yes_no
from shelter_desk.ui.widgets.moments import Toward
from shelter_desk.ui.words import Words

STEP_LIMIT = 80


def _intervals(words: Words) -> list[Option]:
    return [Option(minutes, words.say("every {count} min", count=minutes)) for minutes in INTERVALS]


class SuicideForm(IncidentForm):
    """Staff fear for her life: what the shift does now."""

    rule = mark(
        "Do not leave her alone. In danger now: 113. The line stands urgent under «Watch» at once."
    )

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who", Who(desk, mark("Who"), required=True), UnknownGuestError, WhomNeededError
        )
        self.deed = self.add(
            "step",
            ShortText(
                desk, mark("What the shift does: if … then …"), limit=STEP_LIMIT, required=True,
                hint=mark("for example: sit with her; if she leaves, call the emergency doctor"),
            ),
            ToldMissingError, ShortTooLongError,
        )  # fmt: skip
        self.every = self.add(
            "every", Choice(desk, mark("Checks"), _intervals, start=15), IntervalError
        )
        self.until = self.add(
            "until", When(desk, mark("Checks until"), toward=Toward.FUTURE), PlanEndsError
        )
        self.beside(self.every, self.until)
        self.add_told(mark("What happened"), required=False)
        self.asked = self.add("asked", yes_no(desk, mark("Asked directly")))
        self.not_alone = self.add("not_alone", yes_no(desk, mark("Somebody is with her")))
        self.beside(self.asked, self.not_alone)
        self.her_words = self.add(
            "her_words", LongText(desk, mark("Her own account"), limit=BODY_LIMIT)
        )
        self.add_when_and_where()
        self.doctor_at = self.add(
            "doctor_called_at", known_at(desk, mark("Emergency doctor called at")), FutureTimeError
        )
        self.group(
            mark("More"), self.asked, self.not_alone, self.her_words, self.at, self.place,
            self.doctor_at,
        )  # fmt: skip
        self.add_short()

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Let checks go on until morning unless somebody says otherwise."""
        super().begin(about, **given)
        self.until.put("07:00")

    def save(self) -> None:
        """Report it."""
        self.run(
            incidents.report_suicide_concern,
            self._desk.words.say("{name} is followed closely", name=self.who.shown_name),
            step=self.deed.value,
            known=self.known(doctor_called_at=self.doctor_at.value),
            asked_directly=self.asked.value,
            not_alone=self.not_alone.value,
            told=self.told.value,
            her_words=self.her_words.value,
            check_every=self.every.value,
            check_until=self.until.value,
            short=self.short.value,
            language=self.language,
            **self.who.subject,
        )


class ExposedForm(IncidentForm):
    """She was exposed to violence or abuse elsewhere: what she wants."""

    rule = mark("Only «see app» is printed. Write what she wants, not more than she wants kept.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who", Who(desk, mark("Who"), required=True), UnknownGuestError, WhomNeededError
        )
        self.add_told(mark("What she tells"), ToldMissingError, required=True)
        self.police = self.add(
            "police", OneOf(desk, mark("Police"), each(HerWish), start=HerWish.NOT_ASKED)
        )
        self.centre = self.add(
            "centre", OneOf(desk, mark("Assault centre"), each(HerWish), start=HerWish.NOT_ASKED)
        )
        self.beside(self.police, self.centre)
        self.wishes = self.add("wishes", LongText(desk, mark("What she wants"), limit=BODY_LIMIT))
        self.readers = self.add(
            "readers", OneOf(desk, mark("Who may read it"), each(Visibility), start=Visibility.ALL)
        )
        self.add_when_and_where()
        self.group(mark("When and where"), self.at, self.place)

    def save(self) -> None:
        """Note it."""
        self.run(
            incidents.was_exposed,
            self._desk.words.say("Noted: {name}", name=self.who.shown_name),
            police=self.police.value,
            assault_centre=self.centre.value,
            told=self.told.value,
            known=self.known(),
            wishes=self.wishes.value,
            visibility=self.readers.value,
            language=self.language,
            **self.who.subject,
        )


class OutsideThreatForm(IncidentForm):
    """Somebody outside threatens, at the door, on the phone or otherwise."""

    rule = mark("«We can neither confirm nor deny that anybody is here.» In danger: 112.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.channel = self.add(
            "channel",
            OneOf(
                desk, mark("How it came"), each(ThreatChannel), start=ThreatChannel.DOOR,
                required=True,
            ),
        )  # fmt: skip
        self.who = self.add(
            "who",
            Who(
                desk, mark("Whom it is about"),
                help_line=mark("Left open when it is about nobody or not known"),
            ),
            UnknownGuestError,
        )  # fmt: skip
        self.add_told(mark("What happened"), ToldMissingError, required=True)
        self.nothing = self.add(
            "nothing",
            OneOf(
                desk, mark("Was anything told about her"),
                _told_or_not, required=True,
            ),
        )  # fmt: skip
        self.described = self.add(
            "described",
            LongText(
                desk, mark("Description of him or her"), limit=BODY_LIMIT,
                help_line=mark("For you and the manager alone"),
            ),
        )  # fmt: skip
        self.tonight = self.add(
            "tonight", Tick(desk, mark("Everybody on duty must know tonight (on the sheet)"))
        )
        self.tonight.box.setChecked(True)
        self.deed = self.add(
            "step",
            ShortText(
                desk, mark("What they do: if … then …"), limit=STEP_LIMIT,
                hint=mark("Let nobody in; call 112"),
            ),
            ShortTooLongError,
        )  # fmt: skip
        self.add_when_and_where()
        self.group(mark("When, where and police"), self.at, self.place, *self.add_police())
        self.add_short()

    def save(self) -> None:
        """Report it."""
        self.run(
            incidents.report_threat_from_outside,
            self._desk.words.say("Threat from outside reported"),
            channel=self.channel.value,
            nothing_disclosed=self.nothing.value == "nothing",
            told=self.told.value,
            known=self.known(),
            described=self.described.value,
            tonight=self.tonight.value,
            step=self.deed.value,
            short=self.short.value,
            language=self.language,
            **self.who.subject,
        )


def _told_or_not(words: Words) -> list[Option]:
    return [
        Option("nothing", words.say("No, nothing")),
        Option("told", words.say("Yes, or not sure")),
    ]
