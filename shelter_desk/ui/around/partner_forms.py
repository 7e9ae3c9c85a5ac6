"""The house's list of partners: who is called, on which direct line."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from shelter_desk.marking import mark
from shelter_desk.services import partners
from shelter_desk.services.partners import Partner, PartnerGoneError
from shelter_desk.services.woman_links import (
    INSTITUTION_LIMIT,
    LINE_LIMIT,
    NOTE_LIMIT,
    PERSON_LIMIT,
    InstitutionMissingError,
)
from shelter_desk.ui import naming
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.forms.written import ShortText


class PartnerForm(Form):
    """A new partner, or one that is changed: then opened with ``partner``."""

    rule = mark("A named person with a direct line, not a switchboard. Nothing about any woman.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self._partner_id: int | None = None
        self.institution = self.add(
            "institution",
            ShortText(desk, mark("Institution"), limit=INSTITUTION_LIMIT, required=True),
            InstitutionMissingError, PartnerGoneError,
        )  # fmt: skip
        self.person = self.add("person", ShortText(desk, mark("Named person"), limit=PERSON_LIMIT))
        self.direct = self.add("direct", ShortText(desk, mark("Direct line"), limit=LINE_LIMIT))
        self.beside(self.person, self.direct)
        self.note = self.add("note", ShortText(desk, mark("Remark"), limit=NOTE_LIMIT))

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Show what stands there."""
        super().begin(about, **given)
        one: Partner | None = given.get("partner")
        if one is None:
            return
        self._partner_id = one.partner_id
        self.institution.put(one.institution)
        self.person.put(one.person)
        self.direct.put(one.direct_line)
        self.note.put(one.note)

    def save(self) -> None:
        """Keep it."""
        name = naming.plain(self.institution.value)
        values = {
            "institution": self.institution.value,
            "person": self.person.value,
            "direct_line": self.direct.value,
            "note": self.note.value,
        }
        say = self._desk.words.say
        if self._partner_id is None:
            self.run(partners.add_partner, say("{name} is on the list", name=name), **values)
        else:
            sentence = say("{name} is changed", name=name)
            self.run(partners.change_partner, sentence, partner_id=self._partner_id, **values)


class PartnersSheet(Listing):
    """The list."""

    def ask(self) -> None:
        """Ask for it."""
        self._desk.tasks.run(
            partners.partners, then=self.answered, failed=self.failed, latest="around.partners"
        )

    def sections(self, answer: Sequence[Partner]) -> Sequence[Section]:
        """One list, by institution."""
        empty = self._desk.words.say("Nobody is on the list yet.")
        return (Section("", tuple(self._row(one) for one in answer), empty),)

    def _row(self, one: Partner) -> Row:
        say = self._desk.words.say
        who = " · ".join(naming.plain(part) for part in (one.person, one.direct_line) if part)
        lines = [who or say("No named person yet")]
        if one.note:
            lines.append(naming.plain(one.note))
        return Row(
            one.partner_id,
            naming.plain(one.institution),
            lines=tuple(lines),
            deeds=(
                Deed(say("Change"), partial(self._change, one)),
                Deed(say("Take off the list"), partial(self._close, one)),
            ),
        )

    def _change(self, one: Partner) -> None:
        self._desk.forms.open("partner_change", None, draft=one.partner_id, partner=one)

    def _close(self, one: Partner) -> None:
        self.act(
            partners.close_partner,
            self._desk.words.say(
                "{name} is taken off the list", name=naming.plain(one.institution)
            ),
            partner_id=one.partner_id,
        )
