"""Decisions of a place and the people at agencies who work with her (domain.md a2, a5)."""

from datetime import date, timedelta

from sqlalchemy import select

from shelter_desk.clock import local_date
from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import GuestContact, Vedtak
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.revealed import editable_guest
from shelter_desk.services.written import clean_note
from shelter_desk.terms import LogKind, Right

OFFICE_LIMIT = 80
INSTITUTION_LIMIT = 120
PERSON_LIMIT = 120
LINE_LIMIT = 60
NOTE_LIMIT = 400
_LONGEST = timedelta(days=3 * 366)
_ODD = timedelta(days=10 * 366)


class VedtakEndsError(BadInputError):
    """The decision would end before it begins."""

    sentence = mark("The decision would end {last}, before it begins {first}. Look at the dates.")


class VedtakLongError(BadInputError):
    """A year typed wrong, most likely."""

    sentence = mark("From {first} to {last}: look at the years, a decision is not that long.")


class VedtakTwiceError(RefusedError):
    """The same decision stands on her card."""

    sentence = mark("A decision with these dates stands on her card already.")


class VedtakGoneError(RefusedError):
    """Somebody has taken the decision away."""

    sentence = mark("This decision stands on her card no more. Look at the card again.")


class InstitutionMissingError(BadInputError):
    """A contact without where she works."""

    sentence = mark("Write which agency it is, for example Nav.")


class ContactGoneError(RefusedError):
    """Somebody has taken the contact away."""

    sentence = mark("This contact stands on her card no more. Look at the card again.")


@writes(Right.CARD)
def add_vedtak(tx: Tx, *, guest_id: int, first_day: date, last_day: date, office: str = "") -> Done:
    """Register a decision of a place, both days inclusive; the log says that it came.

    Raises :class:`VedtakEndsError`, :class:`VedtakLongError`, :class:`VedtakTwiceError`.
    """
    guest = editable_guest(tx, guest_id)
    _check_days(tx, first_day, last_day)
    _refuse_twice(tx, guest.id, first_day, last_day)
    row = Vedtak(
        guest_id=guest.id,
        first_day=first_day,
        last_day=last_day,
        office=clean_note(office, OFFICE_LIMIT),
    )
    tx.footprint.make(row)
    line = automatic_line(
        tx, LogKind.DECISION, about=[("guest", guest.id)], until=last_day.isoformat()
    )
    tx.touch(guest=guest.id)
    return tx.done(entry_id=line.id, row_id=row.id)


@writes(Right.CARD)
def change_vedtak(
    tx: Tx, *, vedtak_id: int, first_day: date, last_day: date, office: str = ""
) -> Done:
    """Correct a decision. Raises :class:`VedtakGoneError` and as :func:`add_vedtak`."""
    row = _vedtak(tx, vedtak_id)
    _check_days(tx, first_day, last_day)
    _refuse_twice(tx, row.guest_id, first_day, last_day, but=row.id)
    tx.footprint.change(
        row, first_day=first_day, last_day=last_day, office=clean_note(office, OFFICE_LIMIT)
    )
    tx.audit("vedtak.change", subject=("guest", row.guest_id), vedtak=row.id)
    tx.touch(guest=row.guest_id)
    return tx.done(row_id=row.id)


@writes(Right.CARD)
def void_vedtak(tx: Tx, *, vedtak_id: int) -> Done:
    """Take away a decision that was registered by mistake. Raises :class:`VedtakGoneError`."""
    row = _vedtak(tx, vedtak_id)
    tx.footprint.change(row, voided_at=tx.now)
    tx.audit("vedtak.void", subject=("guest", row.guest_id), vedtak=row.id)
    tx.touch(guest=row.guest_id)
    return tx.done(row_id=row.id)


@writes(Right.CARD)
def add_contact(
    tx: Tx,
    *,
    guest_id: int,
    institution: str,
    person: str = "",
    direct_line: str = "",
    note: str = "",
) -> Done:
    """Add a named person at an agency, with a direct line. Raises :class:`InstitutionMissingError`.

    Whom she has said yes to: nobody is called without her consent (domain.md a2).
    """
    guest = editable_guest(tx, guest_id)
    row = GuestContact(guest_id=guest.id, **_contact(institution, person, direct_line, note))
    tx.footprint.make(row)
    tx.audit("contact.add", subject=("guest", guest.id), contact=row.id)
    tx.touch(guest=guest.id)
    return tx.done(row_id=row.id)


@writes(Right.CARD)
def change_contact(
    tx: Tx,
    *,
    contact_id: int,
    institution: str,
    person: str = "",
    direct_line: str = "",
    note: str = "",
) -> Done:
    """Correct a contact. Raises :class:`ContactGoneError`, :class:`InstitutionMissingError`."""
    row = _open_contact(tx, contact_id)
    tx.footprint.change(row, **_contact(institution, person, direct_line, note))
    tx.audit("contact.change", subject=("guest", row.guest_id), contact=row.id)
    tx.touch(guest=row.guest_id)
    return tx.done(row_id=row.id)


@writes(Right.CARD)
def close_contact(tx: Tx, *, contact_id: int) -> Done:
    """Take a contact off her card. Raises :class:`ContactGoneError`."""
    row = _open_contact(tx, contact_id)
    tx.footprint.change(row, closed_at=tx.now)
    tx.audit("contact.close", subject=("guest", row.guest_id), contact=row.id)
    tx.touch(guest=row.guest_id)
    return tx.done(row_id=row.id)


# -- steps -----------------------------------------------------------------------------------


def _check_days(tx: Tx, first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise VedtakEndsError(first=first_day, last=last_day)
    far = abs(first_day - local_date(tx.now)) > _ODD
    if far or last_day - first_day > _LONGEST:
        raise VedtakLongError(first=first_day, last=last_day)


def _refuse_twice(
    tx: Tx, guest_id: int, first_day: date, last_day: date, *, but: int | None = None
) -> None:
    query = select(Vedtak.id).where(
        Vedtak.guest_id == guest_id,
        Vedtak.first_day == first_day,
        Vedtak.last_day == last_day,
        Vedtak.voided_at.is_(None),
        Vedtak.id != (but or 0),
    )
    if tx.session.scalar(query.limit(1)) is not None:
        raise VedtakTwiceError


def _vedtak(tx: Tx, vedtak_id: int) -> Vedtak:
    row = tx.session.get(Vedtak, vedtak_id, with_for_update=True)
    if row is None or row.voided_at is not None:
        raise VedtakGoneError
    editable_guest(tx, row.guest_id)
    return row


def _contact(institution: str, person: str, direct_line: str, note: str) -> dict[str, str]:
    where = clean_note(institution, INSTITUTION_LIMIT)
    if not where:
        raise InstitutionMissingError
    return {
        "institution": where,
        "person": clean_note(person, PERSON_LIMIT),
        "direct_line": clean_note(direct_line, LINE_LIMIT),
        "note": clean_note(note, NOTE_LIMIT),
    }


def _open_contact(tx: Tx, contact_id: int) -> GuestContact:
    row = tx.session.get(GuestContact, contact_id, with_for_update=True)
    if row is None or row.closed_at is not None:
        raise ContactGoneError
    editable_guest(tx, row.guest_id)
    return row
