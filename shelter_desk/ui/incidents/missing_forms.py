"""Not seen: what was tried, reported missing, found again (domain.md e2)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from shelter_desk.incident_terms import ContactWay
from shelter_desk.marking import mark
from shelter_desk.services import missing
from shelter_desk.services.incident_fields import NAME_LIMIT, TimesCrossError
from shelter_desk.services.missing import (
    NOTE_LIMIT,
    WHERE_LIMIT,
    InsideNowError,
    MissingAlreadyError,
    MissingPicture,
)
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.ui import naming
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.forms.picked import OneOf, Tick, each
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import ShortText, When
from shelter_desk.ui.incidents.parts import IncidentForm, known_at


class ContactTriedForm(Form):
    """Staff tried to reach her."""

    saves = mark("Note it")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who", Who(desk, mark("Who"), required=True, known_only=True), UnknownGuestError
        )
        self.way = self.add("way", OneOf(desk, mark("How"), each(ContactWay), required=True))
        self.reached = self.add(
            "reached", Tick(desk, mark("Got hold of her: she counts as seen from then"))
        )
        self.at = self.add("at", When(desk, mark("When")), FutureTimeError)
        self.note = self.add("note", ShortText(desk, mark("Remark"), limit=NOTE_LIMIT))

    def save(self) -> None:
        """Note it."""
        say = self._desk.words.say
        name = self.who.shown_name
        self.run(
            missing.contact_tried,
            say("Got hold of {name}", name=name)
            if self.reached.value
            else say("Tried to reach {name}", name=name),
            way=self.way.value,
            reached=self.reached.value,
            at=self.at.value,
            note=self.note.value,
            **self.who.subject,
        )


class MissingForm(IncidentForm):
    """She is reported missing: there is no waiting time before the police are called."""

    rule = mark("There is no waiting time before the police are called.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who",
            Who(desk, mark("Who"), required=True, known_only=True),
            UnknownGuestError, InsideNowError, MissingAlreadyError,
        )  # fmt: skip
        self.seen_at = self.add("seen_at", known_at(desk, mark("Last seen")), TimesCrossError)
        self.seen_by = self.add("seen_by", ShortText(desk, mark("By whom"), limit=NAME_LIMIT))
        self.beside(self.seen_at, self.seen_by)
        self.seen_where = self.add(
            "seen_where", ShortText(desk, mark("Where she was seen"), limit=WHERE_LIMIT)
        )
        self.clothing = self.add("clothing", ShortText(desk, mark("Clothing"), limit=NOTE_LIMIT))
        self.add_told(mark("What gives reason to worry"), required=False)
        self.told_whom = self.add(
            "told_whom", ShortText(desk, mark("Who has been told"), limit=NOTE_LIMIT)
        )
        self.at = self.add("at", When(desk, mark("Reported at")), FutureTimeError)
        self.group(mark("Police"), *self.add_police())
        self.add_short()

    def save(self) -> None:
        """Report her missing."""
        self.run(
            missing.reported_missing,
            self._desk.words.say("{name} is reported missing", name=self.who.shown_name),
            known=self.known(),
            told=self.told.value,
            told_whom=self.told_whom.value,
            last_seen_at=self.seen_at.value,
            last_seen_by=self.seen_by.value,
            last_seen_where=self.seen_where.value,
            clothing=self.clothing.value,
            short=self.short.value,
            language=self.language,
            **self.who.subject,
        )


class FoundForm(Form):
    """She was found; opened from the list with ``row_id``."""

    names_her = True
    saves = mark("Found again")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self._row_id = 0
        self._about = Chosen()
        self.how = self.add("how", ShortText(desk, mark("How"), limit=NOTE_LIMIT))
        self.at = self.add("at", When(desk, mark("When")), FutureTimeError, TimesCrossError)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Hold which report."""
        super().begin(about, **given)
        self._about, self._row_id = about, int(given["row_id"])

    def save(self) -> None:
        """Close the report."""
        person = self._about.person
        name = naming.name_of(self._desk.words, person) if person is not None else ""
        self.run(
            missing.found_again,
            self._desk.words.say("{name} is found", name=naming.embedded(name)),
            missing_id=self._row_id,
            how=self.how.value,
            at=self.at.value,
        )


class MissingSheet(Listing):
    """Who is reported missing and not found."""

    def ask(self) -> None:
        """Ask who."""
        self._desk.tasks.run(
            missing.missing_now, then=self.answered, failed=self.failed, latest="incidents.missing"
        )

    def sections(self, answer: Sequence[MissingPicture]) -> Sequence[Section]:
        """One list, the oldest report first."""
        empty = self._desk.words.say("Nobody is reported missing.")
        return (Section("", tuple(self._row(one) for one in answer), empty),)

    def _row(self, one: MissingPicture) -> Row:
        words, now = self._desk.words, self._desk.clock.now()
        texts = words.texts
        lines = [words.say("Reported {at}", at=texts.moment_then(one.reported_at, now))]
        if one.last_seen_at is not None:
            seen = texts.moment_then(one.last_seen_at, now)
            lines.append(words.say("Last seen {at}", at=seen))
        if one.last_seen_where:
            lines.append(naming.plain(one.last_seen_where))
        if one.told:
            lines.append(words.say("Told: {whom}", whom=naming.plain(one.told)))
        return Row(
            one.missing_id,
            naming.embedded(naming.name_of(words, one.person)),
            code=one.person.place or "",
            lines=tuple(lines),
            deeds=(Deed(words.say("Found again"), partial(self._found, one)),),
        )

    def _found(self, one: MissingPicture) -> None:
        about = Chosen(guest_id=one.person.guest_id, person=one.person)
        self._desk.forms.open("found", about, row_id=one.missing_id, draft=f"|{one.missing_id}")
