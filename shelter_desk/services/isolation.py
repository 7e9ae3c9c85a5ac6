"""«Eget rom»: a woman has a room to herself because of an infection (domain.md e2, Smitte).

Kept are precautions and times, never an illness. The room is hers alone: no other bed in it can
be given, and it is cleaned before anybody else gets it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.incident_terms import InfectionRoute
from shelter_desk.marking import mark
from shelter_desk.models import Bed, BedStay, Cleaning, Isolation, Presence, Room
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.isolated import isolations_now, owner_in
from shelter_desk.services.lines import Subject, automatic_line
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import waiting_cleaning
from shelter_desk.services.subjects import About, about
from shelter_desk.services.times import after, moment
from shelter_desk.services.written import clean_note, refuse_past
from shelter_desk.terms import LogKind, Right

NOTE_LIMIT = 200


class IsolatedAlreadyError(RefusedError):
    """She has a room to herself."""

    sentence = mark("She has a room to herself already, since {at}. Look at the board again.")


class IsolationOverError(RefusedError):
    """It has ended."""

    sentence = mark("This has ended already. Look at the board again.")


class NeedsPlaceError(RefusedError):
    """She has no bed."""

    sentence = mark("She has no place yet. Give her a room to herself first.")


class RoomSharedError(RefusedError):
    """Others have a bed in the room."""

    sentence = mark(
        "Place {bed} shares its room with {others}. Move one of them first: the room is to be for"
        " her alone."
    )


class ReviewMissingError(BadInputError):
    """Nobody would look at it again."""

    sentence = mark("Say when it is looked at again.")


@dataclass(frozen=True)
class IsolationPicture:
    """A woman who has a room to herself."""

    isolation_id: int
    person: Person
    bed_code: str | None
    room: str | None
    route: InfectionRoute
    confirmed: bool
    own_toilet: bool
    meals_on_tray: bool
    note: str
    since: datetime
    review_at: datetime
    review_due: bool


@writes(Right.BOARD)
def start_isolation(
    tx: Tx,
    *,
    route: InfectionRoute,
    review_at: datetime,
    guest_id: int | None = None,
    presence_id: int | None = None,
    confirmed: bool = False,
    own_toilet: bool = False,
    meals_on_tray: bool = True,
    note: str = "",
    at: datetime | None = None,
) -> Done:
    """Give a woman her room to herself, from ``at`` until somebody ends it (aware UTC).

    ``review_at`` is when it is looked at again. Raises :class:`NeedsPlaceError`,
    :class:`RoomSharedError`, :class:`IsolatedAlreadyError`,
    :class:`~shelter_desk.services.written.DueInPastError`, and the errors of
    :mod:`shelter_desk.services.times` and :mod:`shelter_desk.services.written`.
    """
    when, words = moment(tx, at), clean_note(note, NOTE_LIMIT)
    refuse_past(review_at, tx.now)
    if review_at <= when:
        raise ReviewMissingError
    if guest_id is None and presence_id is None:
        raise NeedsPlaceError
    whom = about(tx, guest_id, presence_id)
    bed = _bed_of(tx, whom)
    known = next((row for row in isolations_now(tx) if owner_in(row) == _subject(whom)), None)
    if known is not None:
        raise IsolatedAlreadyError(at=known.starts_at)
    _refuse_shared(tx, bed, whom)
    row = Isolation(
        guest_id=whom.guest_id,
        presence_id=whom.presence_id,
        bed_id=bed.id,
        room_id=bed.room_id,
        route=route,
        confirmed=confirmed,
        own_toilet=own_toilet,
        meals_on_tray=meals_on_tray,
        note=words,
        starts_at=when,
        review_at=review_at,
        by_staff=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    line = automatic_line(
        tx,
        LogKind.INFECTION,
        about=[_subject(whom)],
        at=when,
        bed_id=bed.id,
        route=route.value,
        tray=meals_on_tray,
        review=review_at.isoformat(),
    )
    tx.touch(guest=whom.guest_id, presence=whom.presence_id, bed=bed.id)
    return tx.done(entry_id=line.id, row_id=row.id)


@writes(Right.BOARD)
def review_isolation(
    tx: Tx, *, isolation_id: int, review_at: datetime, confirmed: bool | None = None
) -> Done:
    """Note that it was looked at and stands until ``review_at`` (aware UTC).

    Raises :class:`IsolationOverError`, :class:`~shelter_desk.services.written.DueInPastError`.
    """
    row = _standing(tx, isolation_id)
    refuse_past(review_at, tx.now)
    if review_at <= row.starts_at:
        raise ReviewMissingError
    sure = row.confirmed if confirmed is None else confirmed
    tx.footprint.change(row, review_at=review_at, confirmed=sure)
    line = automatic_line(
        tx,
        LogKind.INFECTION,
        about=[owner_in(row)],
        route=row.route.value,
        tray=row.meals_on_tray,
        review=review_at.isoformat(),
        stands=True,
    )
    tx.touch(guest=row.guest_id, presence=row.presence_id)
    return tx.done(entry_id=line.id, row_id=row.id)


@writes(Right.BOARD)
def end_isolation(tx: Tx, *, isolation_id: int, at: datetime | None = None) -> Done:
    """End it: the room is to be cleaned before anybody else gets a bed in it.

    ``at`` is aware UTC, now unless said. Raises :class:`IsolationOverError`,
    :class:`~shelter_desk.services.times.FutureTimeError`.
    """
    row = _standing(tx, isolation_id)
    when = after(row.starts_at, moment(tx, at), at)
    if when <= row.starts_at:
        raise IsolationOverError
    tx.footprint.change(row, ends_at=when)
    for bed_id in _beds_to_clean(tx, row):
        if waiting_cleaning(tx, bed_id) is None:
            tx.footprint.make(Cleaning(bed_id=bed_id, needed_at=when))
        tx.touch(bed=bed_id)
    line = automatic_line(tx, LogKind.INFECTION, about=[owner_in(row)], at=when, ended=True)
    tx.touch(guest=row.guest_id, presence=row.presence_id)
    return tx.done(entry_id=line.id, row_id=row.id, tasks=True)


@reads(Right.BOARD)
def isolated(tx: Tx) -> tuple[IsolationPicture, ...]:
    """Return who has a room to herself now, as this reader may see them."""
    rows = isolations_now(tx)
    shower = Shower(tx, (row.guest_id for row in rows), (row.presence_id for row in rows))
    pictures = []
    for row in rows:
        person = shower.person(row.guest_id, row.presence_id)
        if person is None:
            continue
        stay = _stay_of(tx, About(row.guest_id, row.presence_id))
        bed = tx.session.get(Bed, stay.bed_id) if stay else None
        room = tx.session.get(Room, bed.room_id) if bed else None
        pictures.append(
            IsolationPicture(
                isolation_id=row.id,
                person=person,
                bed_code=bed.code if bed else None,
                room=room.name if room else None,
                route=row.route,
                confirmed=row.confirmed,
                own_toilet=row.own_toilet,
                meals_on_tray=row.meals_on_tray,
                note=row.note,
                since=row.starts_at,
                review_at=row.review_at,
                review_due=row.review_at <= tx.now,
            )
        )
    return tuple(pictures)


# -- steps -----------------------------------------------------------------------------------


def _standing(tx: Tx, isolation_id: int) -> Isolation:
    row = tx.session.get(Isolation, isolation_id, with_for_update=True)
    if row is None or row.ends_at is not None or row.voided_at is not None:
        raise IsolationOverError
    if Shower(tx, [row.guest_id], [row.presence_id]).person(row.guest_id, row.presence_id) is None:
        raise IsolationOverError
    return row


def _subject(whom: About) -> Subject:
    if whom.guest_id is not None:
        return ("guest", whom.guest_id)
    return ("presence", whom.presence_id or 0)


def _stay_of(tx: Tx, whom: About) -> BedStay | None:
    mine = (
        BedStay.guest_id == whom.guest_id
        if whom.guest_id is not None
        else BedStay.presence_id == whom.presence_id
    )
    query = select(BedStay).where(mine, BedStay.ends_at.is_(None), BedStay.voided_at.is_(None))
    return tx.session.scalars(query).first()


def _bed_of(tx: Tx, whom: About) -> Bed:
    if whom.guest_id is None and whom.presence_id is not None:
        presence = tx.session.get(Presence, whom.presence_id)
        if presence is not None and presence.ends_at is not None:
            raise NeedsPlaceError
    stay = _stay_of(tx, whom)
    bed = tx.session.get(Bed, stay.bed_id, with_for_update=True) if stay else None
    if bed is None:
        raise NeedsPlaceError
    return bed


def _refuse_shared(tx: Tx, bed: Bed, whom: About) -> None:
    # Every bed of the room is locked, so that none is given meanwhile.
    room = select(Bed).where(Bed.room_id == bed.room_id).order_by(Bed.id).with_for_update()
    codes = {row.id: row.code for row in tx.session.scalars(room)}
    query = select(BedStay).where(
        BedStay.bed_id.in_(codes), BedStay.ends_at.is_(None), BedStay.voided_at.is_(None)
    )
    others = sorted(
        codes[stay.bed_id]
        for stay in tx.session.scalars(query)
        if (stay.guest_id, stay.presence_id) != (whom.guest_id, whom.presence_id)
    )
    if others:
        raise RoomSharedError(bed=bed.code, others=", ".join(others))


def _beds_to_clean(tx: Tx, row: Isolation) -> list[int]:
    """Return the bed she has, or the one she had; nothing when it was cleaned since."""
    stay = _stay_of(tx, About(row.guest_id, row.presence_id))
    return [stay.bed_id] if stay is not None else []
