"""Forms of what ties her to others: decisions of a place, and people at agencies."""

import re
from datetime import date, timedelta
from typing import Any

from shelter_desk.clock import local_date
from shelter_desk.marking import mark
from shelter_desk.services import woman_links
from shelter_desk.services.woman_links import (
    ContactGoneError,
    InstitutionMissingError,
    VedtakEndsError,
    VedtakGoneError,
    VedtakLongError,
    VedtakTwiceError,
)
from shelter_desk.services.woman_pictures import ContactPicture, VedtakPicture
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.keeper import Half
from shelter_desk.ui.forms.picked import Tick
from shelter_desk.ui.forms.written import Day, LongText, ShortText
from shelter_desk.ui.people.card_forms import CardForm
from shelter_desk.ui.widgets.days import read_day

_WITH_YEAR = re.compile(r"\d{1,2}[./ ].*\d{4}")
_HALF_A_YEAR = timedelta(days=183)
_LONG_AGO = date(1990, 1, 1)


class AnyDay(Day):
    """A day that may lie behind: without a year the nearest one is meant."""

    def read(self, text: str) -> date:
        """Return the day; raises what :func:`read_day` raises."""
        today = local_date(self._desk.clock.now())
        if not text.strip()[:1].isdigit():
            return read_day(text, today)
        return read_day(text, _LONG_AGO if _WITH_YEAR.search(text) else today - _HALF_A_YEAR)

    def set_day(self, day: date) -> None:
        """Write a day with its year."""
        self.line.setText(f"{day.day}.{day.month}.{day.year}")


class _OneOfSeveral(CardForm):
    """A form for one of several rows of a card: a draft for another row is not shown in it."""

    _of: int = 0

    def half(self) -> Half | None:
        """Return what is half typed, and of which row."""
        half = super().half()
        return None if half is None else {**half, "of": self._of}

    def put(self, half: Half) -> None:
        """Show what was half typed of the same row."""
        if half.get("of") == self._of:
            super().put(half)


class VedtakForm(_OneOfSeveral):
    """A decision: from, to, and the office that made it."""

    _vedtak: VedtakPicture | None = None

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.first = self.add("first_day", AnyDay(desk, mark("From"), required=True))
        self.last = self.add(
            "last_day",
            AnyDay(desk, mark("To, that day too"), required=True),
            VedtakEndsError,
            VedtakLongError,
            VedtakTwiceError,
        )
        self.beside(self.first, self.last)
        self.office = self.add(
            "office",
            ShortText(
                desk,
                mark("Office"),
                limit=woman_links.OFFICE_LIMIT,
                help_line=mark("Who decided, for example Nav Heimdal"),
            ),
        )
        self.gone = self.add(
            "gone", Tick(desk, mark("Registered by mistake: take it off her card")), VedtakGoneError
        )

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the decision that is to be changed, if there is one."""
        self._vedtak = given.get("vedtak")
        self._of = self._vedtak.vedtak_id if self._vedtak else 0
        super().begin(about, **given)

    def fill(self) -> None:
        """Write the decision."""
        self.gone.setVisible(self._vedtak is not None)
        if self._vedtak is not None:
            self.first.set_day(self._vedtak.first_day)
            self.last.set_day(self._vedtak.last_day)
            self.office.put(self._vedtak.office)

    def check(self) -> tuple[Field, str] | None:
        """See that it ends after it begins."""
        first, last = self.first.value, self.last.value
        if first is not None and last is not None and last < first:
            error = VedtakEndsError(first=first, last=last)
            return self.last, self._desk.words.explain(error)
        return None

    def save(self) -> None:
        """Register, change or take away."""
        said = self.saved_words()
        values = {
            "first_day": self.first.value,
            "last_day": self.last.value,
            "office": self.office.value,
        }
        if self._vedtak is None:
            self.run(woman_links.add_vedtak, said, guest_id=self.card.guest_id, **values)
        elif self.gone.value:
            self.run(woman_links.void_vedtak, said, vedtak_id=self._of)
        else:
            self.run(woman_links.change_vedtak, said, vedtak_id=self._of, **values)


class ContactForm(_OneOfSeveral):
    """A named person at an agency, with a direct line."""

    _contact: ContactPicture | None = None
    rule = mark("Only whom she has said yes to. Nobody is called without asking her.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.institution = self.add(
            "institution",
            ShortText(
                desk, mark("Agency"), limit=woman_links.INSTITUTION_LIMIT, required=True,
                hint=mark("for example Nav, MO-senteret, LAR"),
            ),
            InstitutionMissingError,
        )  # fmt: skip
        self.person = self.add(
            "person", ShortText(desk, mark("Who"), limit=woman_links.PERSON_LIMIT)
        )
        self.line_field = self.add(
            "direct_line", ShortText(desk, mark("Direct line"), limit=woman_links.LINE_LIMIT)
        )
        self.note = self.add("note", LongText(desk, mark("Note"), limit=woman_links.NOTE_LIMIT))
        self.gone = self.add(
            "gone", Tick(desk, mark("Not any more: take it off her card")), ContactGoneError
        )

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the contact that is to be changed, if there is one."""
        self._contact = given.get("contact")
        self._of = self._contact.contact_id if self._contact else 0
        super().begin(about, **given)

    def fill(self) -> None:
        """Write the contact."""
        self.gone.setVisible(self._contact is not None)
        if self._contact is not None:
            self.institution.put(self._contact.institution)
            self.person.put(self._contact.person)
            self.line_field.put(self._contact.direct_line)
            self.note.put(self._contact.note)

    def save(self) -> None:
        """Add, change or take away."""
        said = self.saved_words()
        values = {
            "institution": self.institution.value,
            "person": self.person.value,
            "direct_line": self.line_field.value,
            "note": self.note.value,
        }
        if self._contact is None:
            self.run(woman_links.add_contact, said, guest_id=self.card.guest_id, **values)
        elif self.gone.value:
            self.run(woman_links.close_contact, said, contact_id=self._of)
        else:
            self.run(woman_links.change_contact, said, contact_id=self._of, **values)
