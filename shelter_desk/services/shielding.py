"""Shielded women: grade, arrival without a search, the link to her card (domain.md b11).

No automatic line of the log says that a grade was set or lifted: only the audit knows.
"""

from datetime import datetime

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import (
    BedStay,
    CheckPlan,
    GuestExclusion,
    Presence,
    Provision,
    Staff,
    Task,
    WatchLine,
)
from shelter_desk.services import beds
from shelter_desk.services.arrivals import next_number, refuse_when_inside
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.collisions import HasBedAlreadyError
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.shifts import open_shift
from shelter_desk.services.standing import known_guest, open_presence, open_stay_of, subject_of
from shelter_desk.services.tasks import tick
from shelter_desk.services.times import moment
from shelter_desk.terms import LogKind, PresenceKind, Protection, Right, TaskKind


class NotShieldedArrivalError(RefusedError):
    """The presence is not one that waits to be linked."""

    sentence = mark("This arrival is linked to a card already, or is no shielded arrival.")


class UnknownColleagueError(RefusedError):
    """There is no such account."""

    sentence = mark("This colleague cannot be found any more. Look at the list again.")


class ExcludedAlreadyError(RefusedError):
    """The colleague is shut out, or is not."""

    sentence = mark("This stands already as you want it. Nothing was changed.")


@writes(Right.SHIELD_GRADE)
def set_protection(tx: Tx, *, guest_id: int, protection: Protection) -> Done:
    """Set or clear the grade of a woman's address protection; any grade shields her.

    Clearing it also settles a card that waited for the shift lead's look. Raises
    :class:`~shelter_desk.services.standing.UnknownGuestError` and
    :class:`~shelter_desk.services.collisions.AliasTakenError`, when an open card has her alias.
    """
    guest = known_guest(tx, guest_id)
    opens = protection is Protection.OPEN
    tx.footprint.change(
        guest, protection=protection, awaiting_review=False if opens else guest.awaiting_review
    )
    tx.audit("shield.grade", subject=("guest", guest.id), grade=protection.value)
    tx.touch(guest=guest.id)
    return tx.done(row_id=guest.id)


@writes(Right.BOARD)
def shielded_arrival(tx: Tx, *, bed_id: int | None = None, at: datetime | None = None) -> Done:
    """Check in a woman nobody names: only a place, or waiting for one.

    She is shown as «Skjermet n», and the shift lead gets a task to link her to her card. Raises
    what :func:`shelter_desk.services.beds.give_bed` raises.
    """
    when = moment(tx, at)
    presence = Presence(
        kind=PresenceKind.SHIELDED,
        number=next_number(tx, PresenceKind.SHIELDED, when),
        starts_at=when,
    )
    tx.footprint.make(presence)
    tx.touch(presence=presence.id)
    line = automatic_line(tx, LogKind.ARRIVAL, about=[subject_of(presence)], at=when, bed_id=bed_id)
    if bed_id is not None:
        beds.open_stay_on(tx, presence, bed_id, when)
    task = Task(
        kind=TaskKind.LINK_SHIELDED,
        due_at=max(open_shift(tx.session, tx.now).ends_at, tx.now),
        presence_id=presence.id,
        bed_id=bed_id,
        made_at=tx.now,
        made_by=tx.actor.staff_id,
    )
    tx.footprint.make(task)
    return tx.done(entry_id=line.id, row_id=presence.id, tasks=True)


@writes(Right.SHIELDED)
def link_shielded(tx: Tx, *, presence_id: int, guest_id: int) -> Done:
    """Link a shielded arrival to her card; what was noted for the arrival becomes hers.

    On board, map, search and paper she stays shielded for as long as she is here, whatever her
    card says. Raises :class:`NotShieldedArrivalError`,
    :class:`~shelter_desk.services.standing.NotInsideError`,
    :class:`~shelter_desk.services.standing.UnknownGuestError`,
    :class:`~shelter_desk.services.collisions.AlreadyInsideError`,
    :class:`~shelter_desk.services.collisions.HasBedAlreadyError`.
    """
    presence = open_presence(tx, presence_id)
    if presence.kind is not PresenceKind.SHIELDED or presence.guest_id is not None:
        raise NotShieldedArrivalError
    guest = known_guest(tx, guest_id)
    refuse_when_inside(tx, guest.id, presence.starts_at)
    stay = open_stay_of(tx, presence)
    if stay is not None:
        _refuse_other_bed(tx, guest.id)
    for own in tx.session.scalars(select(BedStay).where(BedStay.presence_id == presence.id)).all():
        tx.footprint.change(own, guest_id=guest.id, presence_id=None)
    tx.footprint.change(
        presence,
        guest_id=guest.id,
        needs_help_out=presence.needs_help_out or bool(guest.help_out),
        children=presence.children or guest.children,
    )
    _hand_over(tx, presence.id, guest.id)
    for task in _link_tasks(tx, presence.id):
        tick(tx, task)
    tx.audit("shield.link", subject=("guest", guest.id), presence=presence.id)
    tx.touch(guest=guest.id, presence=presence.id, bed=stay.bed_id if stay else None)
    return tx.done(row_id=presence.id, tasks=True)


@writes(Right.SHIELD_GRADE)
def exclude_colleague(tx: Tx, *, guest_id: int, staff_id: int) -> Done:
    """Shut a colleague out from one woman: to that person she does not exist.

    Raises :class:`UnknownColleagueError`, :class:`ExcludedAlreadyError`,
    :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    guest = known_guest(tx, guest_id)
    if tx.session.get(Staff, staff_id) is None:
        raise UnknownColleagueError
    if tx.session.get(GuestExclusion, (guest.id, staff_id)) is not None:
        raise ExcludedAlreadyError
    tx.session.add(GuestExclusion(guest_id=guest.id, staff_id=staff_id))
    tx.audit("shield.exclude", subject=("guest", guest.id), staff=staff_id)
    tx.touch(guest=guest.id)
    return tx.done(row_id=guest.id)


@writes(Right.SHIELD_GRADE)
def readmit_colleague(tx: Tx, *, guest_id: int, staff_id: int) -> Done:
    """Let a colleague know of her again. Raises :class:`ExcludedAlreadyError` and as above."""
    guest = known_guest(tx, guest_id)
    row = tx.session.get(GuestExclusion, (guest.id, staff_id))
    if row is None:
        raise ExcludedAlreadyError
    tx.session.delete(row)
    tx.audit("shield.readmit", subject=("guest", guest.id), staff=staff_id)
    tx.touch(guest=guest.id)
    return tx.done(row_id=guest.id)


# -- steps -----------------------------------------------------------------------------------


def _refuse_other_bed(tx: Tx, guest_id: int) -> None:
    query = select(BedStay.id).where(
        BedStay.guest_id == guest_id, BedStay.ends_at.is_(None), BedStay.voided_at.is_(None)
    )
    if tx.session.scalar(query.limit(1)) is not None:
        raise HasBedAlreadyError


def _hand_over(tx: Tx, presence_id: int, guest_id: int) -> None:
    """Make hers what was noted for the arrival: checks, watch lines, tasks, what she got."""
    for table in (CheckPlan, WatchLine, Task, Provision):
        query = select(table).where(table.presence_id == presence_id, table.guest_id.is_(None))
        for row in tx.session.scalars(query).all():
            tx.footprint.change(row, guest_id=guest_id)


def _link_tasks(tx: Tx, presence_id: int) -> list[Task]:
    query = select(Task).where(
        Task.kind == TaskKind.LINK_SHIELDED,
        Task.presence_id == presence_id,
        Task.done_at.is_(None),
        Task.voided_at.is_(None),
    )
    return list(tx.session.scalars(query))
