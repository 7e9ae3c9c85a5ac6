"""Violence and threats in the house: always reported, never made less of (domain.md a3, b19)."""

from typing import Any

from shelter_desk.incident_terms import AssaultAgainst, AssaultBy, Measure
from shelter_desk.marking import mark
from shelter_desk.services import incidents
from shelter_desk.services.incident_fields import (
    NAME_LIMIT,
    HitColleague,
    KindOfForceError,
    NobodyHurtError,
    ToldMissingError,
)
from shelter_desk.services.incidents import Force
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.written import BODY_LIMIT
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.picked import Choice, OneOf, Ticks, each, said, staff_field
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import Day, LongText, ShortText
from shelter_desk.ui.incidents.parts import IncidentForm, yes_no

_KINDS = said(
    ("physical", mark("Physical")),
    ("verbal", mark("Verbal")),
    ("sexual", mark("Sexual")),
    ("weapon", mark("With a weapon")),
)
_PROTECTED = said(("moved", mark("Somebody was moved")), ("apart", mark("They are kept apart")))
_HURT_LIMIT = 400


class AssaultForm(IncidentForm):
    """What violence and threats share."""

    rule = mark("Always reported, and it stays what it is. What is wrong is corrected beside.")
    service: Any = None

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.add_when_and_where()
        self.by_whom = self.add(
            "by_whom", OneOf(desk, mark("Who did it"), each(AssaultBy), required=True)
        )
        self.against = self.add(
            "against", OneOf(desk, mark("Against"), each(AssaultAgainst), required=True)
        )
        self.beside(self.by_whom, self.against)
        self.by_her = self.add(
            "by_her", Who(desk, mark("Which woman did it"), known_only=True), UnknownGuestError
        )
        self.against_her = self.add(
            "against_her", Who(desk, mark("Against which woman"), known_only=True)
        )
        self.beside(self.by_her, self.against_her)
        self.kinds = self.add(
            "kinds", Ticks(desk, mark("What kind"), _KINDS, required=True), KindOfForceError
        )
        self.add_told(mark("What was seen: before, during, after"), ToldMissingError, required=True)
        self.her_words = self.add(
            "her_words",
            LongText(
                desk, mark("Her own account"), limit=BODY_LIMIT,
                help_line=mark("What she says herself; it can be added later"),
            ),
        )  # fmt: skip
        self._more()
        self.add_short()
        self.by_whom.changed.connect(self._on_who)
        self.against.changed.connect(self._on_who)
        self._on_who()

    def _more(self) -> None:
        desk = self._desk
        self.said = self.add("said", LongText(desk, mark("What was said"), limit=BODY_LIMIT))
        self.seen_by = self.add("seen_by", ShortText(desk, mark("Seen and heard by"), limit=200))
        self.group(mark("Words and witnesses"), self.said, self.seen_by)
        self.alarm = self.add("alarm_used", yes_no(desk, mark("Alarm used")))
        self.first_aid = self.add("first_aid", yes_no(desk, mark("First aid given")))
        self.beside(self.alarm, self.first_aid)
        self.group(mark("Police and alarm"), self.alarm, self.first_aid, *self.add_police())
        self.measure = self.add("measure", Choice(desk, mark("What was decided"), each(Measure)))
        self.protected = self.add("protected", Ticks(desk, mark("To protect others"), _PROTECTED))
        self.group(mark("What was decided"), self.measure, self.protected)
        self._colleague()
        self.group(mark("Staffing and follow-up"), *self.add_staffing())

    def _colleague(self) -> None:
        desk = self._desk
        self.hurt = self.add("hurt", staff_field(desk, mark("Colleague who was hit")))
        self.hurt_name = self.add(
            "hurt_name", ShortText(desk, mark("Or the name of a temp"), limit=NAME_LIMIT),
            NobodyHurtError,
        )  # fmt: skip
        self.beside(self.hurt, self.hurt_name)
        self.work = self.add("work", ShortText(desk, mark("Work being done"), limit=_HURT_LIMIT))
        self.cause = self.add("cause", ShortText(desk, mark("Assumed cause"), limit=_HURT_LIMIT))
        self.injury = self.add("injury", ShortText(desk, mark("Injury"), limit=_HURT_LIMIT))
        self.injured = self.add("injured", yes_no(desk, mark("Injured")))
        self.follow_by = self.add(
            "follow_by", ShortText(desk, mark("Followed up by"), limit=NAME_LIMIT)
        )
        self.follow_on = self.add("follow_on", Day(desk, mark("Followed up on")))
        self.beside(self.follow_by, self.follow_on)
        self.group(
            mark("A colleague was hit"),
            self.hurt, self.hurt_name, self.work, self.cause, self.injury, self.injured,
            self.follow_by, self.follow_on,
        )  # fmt: skip

    def _on_who(self) -> None:
        self.by_her.setVisible(self.by_whom.value is AssaultBy.WOMAN)
        self.against_her.setVisible(self.against.value is AssaultAgainst.WOMAN)

    def check(self) -> tuple[Field, str] | None:
        """Ask for a name where something is written about a colleague."""
        wrote = [field for field in (self.work, self.cause, self.injury) if field.value]
        if wrote and self.hurt.value is None and not self.hurt_name.value:
            return self.hurt_name, self._desk.words.say("Who was it? A first name is enough.")
        return None

    def save(self) -> None:
        """Report it."""
        kinds = self.kinds.value
        by_her, against_her = self.by_her.value, self.against_her.value
        by_woman = self.by_whom.value is AssaultBy.WOMAN and by_her is not None
        against_woman = self.against.value is AssaultAgainst.WOMAN and against_her is not None
        self.run(
            self.service,
            self._desk.words.say("Reported: {what}", what=self.title.text()),
            force=Force(
                self.by_whom.value,
                self.against.value,
                by_guest_id=by_her.guest_id if by_woman and by_her else None,
                against_guest_id=against_her.guest_id if against_woman and against_her else None,
                physical="physical" in kinds,
                verbal="verbal" in kinds,
                sexual="sexual" in kinds,
                weapon="weapon" in kinds,
            ),
            told=self.told.value,
            known=self.known(first_aid=self.first_aid.value),
            seen_by=self.seen_by.value,
            said=self.said.value,
            her_words=self.her_words.value,
            alarm_used=self.alarm.value,
            moved_bed="moved" in self.protected.value,
            kept_apart="apart" in self.protected.value,
            measure=self.measure.value,
            hit=self._hit(),
            short=self.short.value,
            language=self.language,
        )

    def _hit(self) -> tuple[HitColleague, ...]:
        if self.hurt.value is None and not self.hurt_name.value:
            return ()
        return (
            HitColleague(
                staff_id=self.hurt.value,
                name=self.hurt_name.value,
                work=self.work.value,
                cause=self.cause.value,
                injury=self.injury.value,
                injured=self.injured.value,
                follow_up_by=self.follow_by.value,
                follow_up_on=self.follow_on.value,
            ),
        )


class ViolenceForm(AssaultForm):
    """Violence."""

    service = staticmethod(incidents.report_violence)


class ThreatForm(AssaultForm):
    """A threat."""

    service = staticmethod(incidents.report_threat)
