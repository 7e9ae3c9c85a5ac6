"""Who has a bed: give, move, release, clean (architecture.md 3 and 4).

What the desk relies on is the database: no bed and no woman has two stays at a time. The
checks here are for the kind sentence that says who and when.
"""

from datetime import datetime

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import (
    Bed,
    BedStay,
    Cleaning,
    Hold,
    HoldNight,
    LogEntry,
    Presence,
    Staff,
)
from shelter_desk.services.bed_answers import must_not_share
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.collisions import HasBedAlreadyError
from shelter_desk.services.isolated import isolated_rooms, must_be_alone
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.showing import Shower
from shelter_desk.services.standing import (
    active_hold,
    open_presence,
    open_stay,
    open_stay_of,
    out_of_service,
    owner_of,
    subject_of,
    waiting_cleaning,
)
from shelter_desk.services.times import after, moment
from shelter_desk.terms import LogKind, PresenceKind, Right, StayEnd


class BedTakenError(RefusedError):
    """Somebody has the bed; the sentence says who, by whom and when."""

    sentence = mark("Place {bed} was just given to {who} by {by} at {at}.")


class BedOutOfServiceError(RefusedError):
    """The bed cannot be used."""

    sentence = mark("Place {bed} is out of service. Take it into service first.")


class BedNotCleanError(RefusedError):
    """The bed waits to be cleaned."""

    sentence = mark("Place {bed} waits to be cleaned. Mark it as cleaned first.")


class BedKeptError(RefusedError):
    """The bed is kept for somebody until an hour of the clock."""

    sentence = mark("Place {bed} is kept until {until}.")


class SameRoomError(RefusedError):
    """Somebody in that room and she are kept apart; the sentence does not say who."""

    sentence = mark(
        "Place {bed} does not suit her just now. Choose another room, or ask the shift lead."
    )


class RoomIsolatedError(RefusedError):
    """Somebody has the room to herself."""

    sentence = mark(
        "Place {bed} lies in a room that is for one woman alone just now. Choose another room."
    )


class NotAloneError(RefusedError):
    """She is to have a room to herself, and this one has others in it."""

    sentence = mark("She is to have a room to herself; place {bed} lies in a shared room.")


class UnknownBedError(RefusedError):
    """There is no such bed at that time."""

    sentence = mark("This place is not in use at that time.")


class NothingToCleanError(RefusedError):
    """The bed does not wait to be cleaned."""

    sentence = mark("This place does not wait to be cleaned any more.")


@writes(Right.BOARD)
def give_bed(tx: Tx, *, bed_id: int, presence_id: int, at: datetime | None = None) -> Done:
    """Give a bed to somebody present, from ``at`` (aware UTC; now unless said).

    Raises :class:`BedTakenError`, :class:`BedOutOfServiceError`, :class:`BedNotCleanError`,
    :class:`BedKeptError`, :class:`SameRoomError`, :class:`HasBedAlreadyError`.
    """
    presence = open_presence(tx, presence_id)
    when = moment(tx, at)
    stay = open_stay_on(tx, presence, bed_id, when)
    line = automatic_line(
        tx, LogKind.BED_GIVEN, about=[subject_of(presence)], at=when, bed_id=bed_id
    )
    return tx.done(entry_id=line.id, row_id=stay.id)


@writes(Right.BOARD)
def move_bed(tx: Tx, *, stay_id: int, bed_id: int, at: datetime | None = None) -> Done:
    """Close a stay and open the next on another bed; the bed left waits to be cleaned."""
    stay = open_stay(tx, stay_id)
    when = after(stay.starts_at, moment(tx, at), at)
    refuse_unless_usable(tx, bed_id, when, stay.guest_id)
    end_stay(tx, stay, when, StayEnd.MOVED)
    onward = BedStay(
        bed_id=bed_id,
        guest_id=stay.guest_id,
        presence_id=stay.presence_id,
        starts_at=when,
        moved_from=stay.id,
    )
    tx.footprint.make(onward)
    line = automatic_line(
        tx,
        LogKind.BED_MOVED,
        about=[owner_of(stay)],
        at=when,
        bed_id=bed_id,
        from_bed=bed_of(tx, stay.bed_id).code,
    )
    tx.touch(guest=stay.guest_id, presence=stay.presence_id, bed=bed_id)
    return tx.done(entry_id=line.id, row_id=onward.id)


@writes(Right.BOARD)
def release_bed(tx: Tx, *, stay_id: int, at: datetime | None = None) -> Done:
    """End a stay; the bed waits to be cleaned before it is shown free."""
    stay = open_stay(tx, stay_id)
    when = after(stay.starts_at, moment(tx, at), at)
    end_stay(tx, stay, when, StayEnd.RELEASED)
    line = automatic_line(
        tx, LogKind.BED_RELEASED, about=[owner_of(stay)], at=when, bed_id=stay.bed_id
    )
    tx.touch(guest=stay.guest_id, presence=stay.presence_id)
    return tx.done(entry_id=line.id, row_id=stay.id)


@writes(Right.BOARD)
def mark_for_cleaning(tx: Tx, *, bed_id: int) -> Done:
    """Note that a bed must be cleaned: it is not shown free before that is done.

    A bed somebody has is cleaned when she leaves. Raises :class:`UnknownBedError`,
    :class:`BedTakenError`, :class:`BedNotCleanError`.
    """
    bed = bed_of(tx, bed_id)
    refuse_taken(tx, bed)
    if waiting_cleaning(tx, bed_id) is not None:
        raise BedNotCleanError(bed=bed.code)
    row = Cleaning(bed_id=bed_id, needed_at=tx.now)
    tx.footprint.make(row)
    tx.audit("bed.needs_cleaning", subject=("bed", bed_id))
    tx.touch(bed=bed_id)
    return tx.done(row_id=row.id, tasks=True)


@writes(Right.BOARD)
def bed_cleaned(tx: Tx, *, bed_id: int) -> Done:
    """Note that a bed is cleaned: it is free again. Raises :class:`NothingToCleanError`."""
    waiting = waiting_cleaning(tx, bed_id)
    if waiting is None:
        raise NothingToCleanError
    done = max(tx.now, waiting.needed_at)
    tx.footprint.change(waiting, done_at=done, done_by=tx.actor.staff_id)
    line = automatic_line(tx, LogKind.CLEANED, bed_id=bed_id)
    tx.touch(bed=bed_id)
    return tx.done(entry_id=line.id, row_id=waiting.id, tasks=True)


# -- steps shared with other services --------------------------------------------------------


def open_stay_on(tx: Tx, presence: Presence, bed_id: int, when: datetime) -> BedStay:
    """Open a stay on ``bed_id`` for somebody present; the caller writes the log line."""
    if open_stay_of(tx, presence) is not None:
        raise HasBedAlreadyError
    refuse_unless_usable(tx, bed_id, when, presence.guest_id)
    named = presence.guest_id is not None
    stay = BedStay(
        bed_id=bed_id,
        guest_id=presence.guest_id,
        presence_id=None if named else presence.id,
        starts_at=when,
    )
    tx.footprint.make(stay)
    _use_hold(tx, bed_id, presence.guest_id, when)
    tx.touch(guest=presence.guest_id, presence=presence.id, bed=bed_id)
    return stay


def end_stay(tx: Tx, stay: BedStay, when: datetime, reason: StayEnd) -> None:
    """Close a stay and put its bed on the cleaning list."""
    tx.footprint.change(stay, ends_at=when, end_reason=reason)
    tx.touch(bed=stay.bed_id)
    if waiting_cleaning(tx, stay.bed_id) is None:
        tx.footprint.make(Cleaning(bed_id=stay.bed_id, needed_at=when))


def refuse_unless_usable(tx: Tx, bed_id: int, when: datetime, guest_id: int | None) -> None:
    """Raise the sentence that says why a bed cannot be hers from ``when``, if it cannot."""
    bed = bed_of(tx, bed_id)
    if bed.opened_at > when or (bed.closed_at is not None and bed.closed_at <= when):
        raise UnknownBedError
    refuse_taken(tx, bed)
    if out_of_service(tx, bed_id):
        raise BedOutOfServiceError(bed=bed.code)
    if waiting_cleaning(tx, bed_id) is not None:
        raise BedNotCleanError(bed=bed.code)
    if guest_id is not None and must_not_share(tx, guest_id, bed.room_id):
        raise SameRoomError(bed=bed.code)
    _refuse_isolated(tx, bed, guest_id)
    held = active_hold(tx, bed_id, when)
    if held is not None and held.guest_id != guest_id:
        raise BedKeptError(bed=bed.code, until=held.until_at)


def _refuse_isolated(tx: Tx, bed: Bed, guest_id: int | None) -> None:
    alone = isolated_rooms(tx).get(bed.room_id)
    if alone is not None and alone != ("guest", guest_id):
        raise RoomIsolatedError(bed=bed.code)
    if guest_id is None or not must_be_alone(tx, ("guest", guest_id)):
        return
    others = (
        select(BedStay.id)
        .join(Bed, Bed.id == BedStay.bed_id)
        .where(
            Bed.room_id == bed.room_id,
            BedStay.guest_id.is_distinct_from(guest_id),
            BedStay.ends_at.is_(None),
            BedStay.voided_at.is_(None),
        )
    )
    if tx.session.scalar(others.limit(1)) is not None:
        raise NotAloneError(bed=bed.code)


def bed_of(tx: Tx, bed_id: int) -> Bed:
    """Return a bed, locked: what two desks do with one bed happens one after the other."""
    bed = tx.session.get(Bed, bed_id, with_for_update=True)
    if bed is None:
        raise UnknownBedError
    return bed


def refuse_taken(tx: Tx, bed: Bed) -> None:
    """Raise :class:`BedTakenError` for a bed somebody has."""
    taken = tx.session.scalars(
        select(BedStay).where(
            BedStay.bed_id == bed.id, BedStay.ends_at.is_(None), BedStay.voided_at.is_(None)
        )
    ).first()
    if taken is None:
        return
    shown = Shower(tx, [taken.guest_id], [taken.presence_id]).person(
        taken.guest_id, taken.presence_id
    )
    named = shown is not None and shown.kind is PresenceKind.NAMED
    raise BedTakenError(
        bed=bed.code,
        who=shown.alias if shown is not None and named else "–",
        by=_given_by(tx, bed.id),
        at=taken.starts_at,
    )


def _given_by(tx: Tx, bed_id: int) -> str:
    name = tx.session.scalar(
        select(Staff.name)
        .join(LogEntry, LogEntry.author_id == Staff.id)
        .where(
            LogEntry.bed_id == bed_id,
            LogEntry.kind.in_([LogKind.BED_GIVEN, LogKind.BED_MOVED, LogKind.ARRIVAL]),
        )
        .order_by(LogEntry.id.desc())
        .limit(1)
    )
    return name or "–"


def _use_hold(tx: Tx, bed_id: int, guest_id: int | None, when: datetime) -> None:
    """End the hold that was hers: she has the bed now."""
    held = active_hold(tx, bed_id, when)
    if held is None or held.guest_id != guest_id:
        return
    end_hold(tx, held, when)


def end_hold(tx: Tx, held: Hold, when: datetime) -> None:
    """End a hold with its nights."""
    tx.footprint.change(held, ended_at=when)
    for night in tx.session.scalars(select(HoldNight).where(HoldNight.hold_id == held.id)):
        if night.active:
            tx.footprint.change(night, active=False)
