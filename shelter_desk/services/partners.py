"""The house's own list of partners: an institution, a named person, a direct line (domain.md a5).

A direct line to a person is what the house asks for, not a switchboard. A new house begins with
the institutions, and nobody named.
"""

from dataclasses import dataclass

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Contact
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.woman_links import (
    INSTITUTION_LIMIT,
    LINE_LIMIT,
    NOTE_LIMIT,
    PERSON_LIMIT,
    InstitutionMissingError,
)
from shelter_desk.services.written import clean_note
from shelter_desk.terms import Right

AT_FIRST = (
    "Ambulansetjenesten (113)",
    "Barnevernvakta",
    "Boligoppfølging",
    "Fastlege",
    "Gryta",
    "Helse- og overdoseteamet",
    "Kirkens Bymisjon",
    "Kirkens Sosialtjeneste",
    "Klinikk for rus og avhengighet (LAR)",
    "Kriminalomsorgen",
    "Krisesenteret",
    "Legevakt (116 117)",
    "MO-senteret",
    "Nav",
    "Overgrepsmottaket",
    "Politiet (02800)",
    "ProLAR Nett",
    "Psykisk helsetjeneste",
    "Statsforvalteren",
)
"""Institutions of a new house, without personal data: names, so they are not translated."""


class PartnerGoneError(RefusedError):
    """The row is closed."""

    sentence = mark("This partner is not on the list any more. Look at the list again.")


@dataclass(frozen=True)
class Partner:
    """One row of the list."""

    partner_id: int
    institution: str
    person: str
    direct_line: str
    note: str


@reads(Right.BOARD)
def partners(tx: Tx) -> tuple[Partner, ...]:
    """Return the list by institution; those with a named person first within one."""
    query = (
        select(Contact)
        .where(Contact.closed_at.is_(None))
        .order_by(Contact.institution, Contact.person.desc(), Contact.id)
    )
    return tuple(
        Partner(row.id, row.institution, row.person, row.direct_line, row.note)
        for row in tx.session.scalars(query)
    )


@writes(Right.BOARD)
def add_partner(
    tx: Tx, *, institution: str, person: str = "", direct_line: str = "", note: str = ""
) -> Done:
    """Add a partner. Raises
    :class:`~shelter_desk.services.woman_links.InstitutionMissingError` and
    :class:`~shelter_desk.services.written.NoteTooLongError`.
    """  # noqa: D205 - one sentence
    row = Contact(**_clean(institution, person, direct_line, note))
    tx.session.add(row)
    tx.session.flush()
    tx.audit("partner.add", subject=("contact", row.id))
    return tx.done(row_id=row.id)


@writes(Right.BOARD)
def change_partner(
    tx: Tx,
    *,
    partner_id: int,
    institution: str,
    person: str = "",
    direct_line: str = "",
    note: str = "",
) -> Done:
    """Change a partner; Ctrl+Z takes it back. Raises :class:`PartnerGoneError` and as above."""
    row = _open(tx, partner_id)
    tx.footprint.change(row, **_clean(institution, person, direct_line, note))
    tx.audit("partner.change", subject=("contact", row.id))
    return tx.done(row_id=row.id)


@writes(Right.BOARD)
def close_partner(tx: Tx, *, partner_id: int) -> Done:
    """Take a partner off the list; Ctrl+Z takes it back. Raises :class:`PartnerGoneError`."""
    row = _open(tx, partner_id)
    tx.footprint.change(row, closed_at=tx.now)
    tx.audit("partner.close", subject=("contact", row.id))
    return tx.done(row_id=row.id)


def _clean(institution: str, person: str, direct_line: str, note: str) -> dict[str, str]:
    where = clean_note(institution, INSTITUTION_LIMIT)
    if not where:
        raise InstitutionMissingError
    return {
        "institution": where,
        "person": clean_note(person, PERSON_LIMIT),
        "direct_line": clean_note(direct_line, LINE_LIMIT),
        "note": clean_note(note, NOTE_LIMIT),
    }


def _open(tx: Tx, partner_id: int) -> Contact:
    row = tx.session.get(Contact, partner_id, with_for_update=True)
    if row is None or row.closed_at is not None:
        raise PartnerGoneError
    return row
