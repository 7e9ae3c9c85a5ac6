"""Not seen: what staff tried, reporting her missing, and finding her again (domain.md e2).

There is no waiting time before the police are called.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.incident_terms import ContactWay, IncidentKind
from shelter_desk.marking import mark
from shelter_desk.models import ContactAttempt, Guest, MissingReport, Presence
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.incident_fields import (
    NAME_LIMIT,
    NONE_KNOWN,
    Circumstances,
    TimesCrossError,
    body_from,
    check_times,
)
from shelter_desk.services.incident_steps import write_incident
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.overdoses import TOLD
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import known_guest
from shelter_desk.services.times import moment
from shelter_desk.services.written import clean_note
from shelter_desk.terms import Level, LogKind, Right

NOTE_LIMIT = 200
WHERE_LIMIT = 120


class InsideNowError(RefusedError):
    """She is in the house."""

    sentence = mark("She is checked in now. Look at the board again.")


class MissingAlreadyError(RefusedError):
    """She was reported missing and not found."""

    sentence = mark("She was reported missing already, {at}. Add what is new to that report.")


class FoundAlreadyError(RefusedError):
    """The report is closed."""

    sentence = mark("She has been found, or the report is closed. Look at the list again.")


@dataclass(frozen=True)
class MissingPicture:
    """A woman who was reported missing and is not found yet."""

    missing_id: int
    person: Person
    reported_at: datetime
    told: str
    last_seen_at: datetime | None
    last_seen_where: str


@dataclass(frozen=True)
class Attempt:
    """One try to reach a woman."""

    at: datetime
    way: ContactWay
    reached: bool
    note: str


@writes(Right.BOARD)
def contact_tried(
    tx: Tx,
    *,
    guest_id: int,
    way: ContactWay,
    reached: bool = False,
    note: str = "",
    at: datetime | None = None,
) -> Done:
    """Note that staff tried to reach her, ``at`` (aware UTC; now unless said).

    Reached, she counts as in contact from then. Raises
    :class:`~shelter_desk.services.standing.UnknownGuestError` and the errors of
    :mod:`shelter_desk.services.times` and :mod:`shelter_desk.services.written`.
    """
    guest, when = known_guest(tx, guest_id), moment(tx, at)
    row = ContactAttempt(
        guest_id=guest.id,
        at=when,
        way=way,
        reached=reached,
        note=clean_note(note, NOTE_LIMIT),
        by_staff=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    line = automatic_line(
        tx,
        LogKind.NOT_SEEN,
        about=[("guest", guest.id)],
        at=when,
        way=way.value,
        reached=reached or None,
    )
    tx.touch(guest=guest.id)
    return tx.done(entry_id=line.id, row_id=row.id)


@writes(Right.BOARD)
def reported_missing(
    tx: Tx,
    *,
    guest_id: int,
    known: Circumstances = NONE_KNOWN,
    told: str = "",
    told_whom: str = "",
    last_seen_at: datetime | None = None,
    last_seen_by: str = "",
    last_seen_where: str = "",
    clothing: str = "",
    short: str = "",
    language: str = "nb",
) -> Done:
    """Note that she is reported missing. Raises :class:`InsideNowError`,
    :class:`MissingAlreadyError` and the errors of
    :mod:`shelter_desk.services.incident_fields`.
    """  # noqa: D205 - one sentence
    guest = known_guest(tx, guest_id)
    # Two desks that report the same woman go one after the other.
    tx.session.get(Guest, guest.id, with_for_update=True)
    inside = select(Presence.id).where(
        Presence.guest_id == guest.id, Presence.ends_at.is_(None), Presence.voided_at.is_(None)
    )
    if tx.session.scalar(inside.limit(1)) is not None:
        raise InsideNowError
    standing = _open(tx, guest.id)
    if standing is not None:
        raise MissingAlreadyError(at=standing.reported_at)
    when = moment(tx, known.at)
    check_times(tx, [last_seen_at, when])
    incident = write_incident(
        tx,
        IncidentKind.REPORTED_MISSING,
        known,
        subjects=[("guest", guest.id)],
        body=body_from(language, [(TOLD, told)]),
        short=short,
        level=Level.URGENT,
        police=known.police_called_at is not None or None,
    )
    row = MissingReport(
        guest_id=guest.id,
        incident_id=incident.id,
        reported_at=when,
        told=clean_note(told_whom, NOTE_LIMIT),
        last_seen_at=last_seen_at,
        last_seen_by=clean_note(last_seen_by, NAME_LIMIT),
        last_seen_where=clean_note(last_seen_where, WHERE_LIMIT),
        clothing=clean_note(clothing, NOTE_LIMIT),
        by_staff=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    return tx.done(entry_id=incident.entry_id, row_id=row.id)


@writes(Right.BOARD)
def found_again(tx: Tx, *, missing_id: int, how: str = "", at: datetime | None = None) -> Done:
    """Note that she was found, ``at`` (aware UTC). Raises :class:`FoundAlreadyError`,
    :class:`~shelter_desk.services.incident_fields.TimesCrossError`.
    """  # noqa: D205 - one sentence
    row = tx.session.get(MissingReport, missing_id, with_for_update=True)
    if row is None or row.found_at is not None or row.voided_at is not None:
        raise FoundAlreadyError
    known_guest(tx, row.guest_id)
    when = moment(tx, at)
    if row.last_seen_at is not None and when < row.last_seen_at:
        raise TimesCrossError(late=when, early=row.last_seen_at)
    tx.footprint.change(row, found_at=when, found_how=clean_note(how, NOTE_LIMIT))
    line = automatic_line(
        tx, LogKind.REPORTED_MISSING, about=[("guest", row.guest_id)], at=when, found=True
    )
    tx.touch(guest=row.guest_id)
    return tx.done(entry_id=line.id, row_id=row.id)


@reads(Right.BOARD)
def missing_now(tx: Tx) -> tuple[MissingPicture, ...]:
    """Return who is reported missing and not found, oldest report first."""
    rows = open_reports(tx)
    shower = Shower(tx, (row.guest_id for row in rows))
    return tuple(
        MissingPicture(
            row.id, person, row.reported_at, row.told, row.last_seen_at, row.last_seen_where
        )
        for row in rows
        if (person := shower.person(row.guest_id)) is not None
    )


@reads(Right.BOARD)
def attempts_of(tx: Tx, *, guest_id: int) -> tuple[Attempt, ...]:
    """Return the tries to reach her, newest first."""
    guest = known_guest(tx, guest_id)
    query = (
        select(ContactAttempt)
        .where(ContactAttempt.guest_id == guest.id, ContactAttempt.voided_at.is_(None))
        .order_by(ContactAttempt.at.desc(), ContactAttempt.id.desc())
        .limit(30)
    )
    return tuple(
        Attempt(row.at, row.way, row.reached, row.note) for row in tx.session.scalars(query)
    )


def open_reports(tx: Tx) -> list[MissingReport]:
    """Return the reports of women not found yet, inside somebody else's question."""
    query = (
        select(MissingReport)
        .where(MissingReport.found_at.is_(None), MissingReport.voided_at.is_(None))
        .order_by(MissingReport.reported_at, MissingReport.id)
    )
    return list(tx.session.scalars(query))


def _open(tx: Tx, guest_id: int) -> MissingReport | None:
    return next((row for row in open_reports(tx) if row.guest_id == guest_id), None)
