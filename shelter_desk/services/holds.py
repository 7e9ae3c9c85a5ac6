"""A bed is kept for her until an hour of the clock; then it is free by itself.

The database keeps one hold to a bed and night; the checks here are for the kind sentence.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from shelter_desk.clock import night_of
from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import BedStay, Hold, HoldNight
from shelter_desk.services.bed_answers import bed_answers
from shelter_desk.services.beds import bed_of, end_hold, refuse_unless_usable
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.collisions import HasBedAlreadyError
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.snapshots import Verdict
from shelter_desk.services.standing import known_guest, open_hold
from shelter_desk.terms import LogKind, Right

LONGEST = timedelta(days=14)
"""How long a bed can be kept at most: longer than that it is a stay."""


class HoldPastError(BadInputError):
    """The hour lies behind."""

    sentence = mark("{until} is past already. Say until when the place is kept.")


class HoldTooLongError(BadInputError):
    """Longer than any bed is kept."""

    sentence = mark("A place is kept for at most {days} days. Choose an earlier time.")


class NoFreeBedError(RefusedError):
    """There is no bed to keep."""

    sentence = mark("No place is free to keep for her. Choose one on the map.")


@writes(Right.BOARD)
def hold_bed(tx: Tx, *, guest_id: int, bed_id: int, until_at: datetime) -> Done:
    """Keep a bed for a known woman until ``until_at`` (aware UTC), every night till then.

    A place kept for her before is let go of. Raises
    :class:`~shelter_desk.services.standing.UnknownGuestError`, :class:`HoldPastError`,
    :class:`HoldTooLongError`, :class:`~shelter_desk.services.collisions.HasBedAlreadyError` and
    what :func:`shelter_desk.services.beds.give_bed` raises.
    """
    hold = _hold(tx, guest_id, bed_id, until_at)
    line = automatic_line(
        tx,
        LogKind.BED_HELD,
        about=[("guest", hold.guest_id)],
        bed_id=bed_id,
        until=until_at.isoformat(),
    )
    return tx.done(entry_id=line.id, row_id=hold.id)


@writes(Right.BOARD)
def comes_later(tx: Tx, *, guest_id: int, at: datetime, bed_id: int | None = None) -> Done:
    """Note that she comes later, and keep a bed for her until then (domain.md e2).

    ``at`` is aware UTC; without ``bed_id`` the bed that suits best is kept. Raises
    :class:`NoFreeBedError` and what :func:`hold_bed` raises.
    """
    guest = known_guest(tx, guest_id)
    hold = _hold(tx, guest.id, _best(tx, guest.id) if bed_id is None else bed_id, at)
    line = automatic_line(
        tx,
        LogKind.EXPECTED,
        about=[("guest", guest.id)],
        bed_id=hold.bed_id,
        expected=at.isoformat(),
    )
    return tx.done(entry_id=line.id, row_id=hold.id)


@writes(Right.BOARD)
def release_hold(tx: Tx, *, hold_id: int) -> Done:
    """Let go of a bed that was kept.

    Raises :class:`~shelter_desk.services.standing.HoldOverError`.
    """
    hold = open_hold(tx, hold_id)
    end_hold(tx, hold, tx.now)
    line = automatic_line(
        tx, LogKind.BED_HELD, about=[("guest", hold.guest_id)], bed_id=hold.bed_id, released=True
    )
    tx.touch(guest=hold.guest_id, bed=hold.bed_id)
    return tx.done(entry_id=line.id, row_id=hold.id)


def nights_of(first: datetime, last: datetime) -> tuple[date, ...]:
    """Return the labels of the nights that an interval (aware UTC) touches."""
    label, end = night_of(first), night_of(last)
    return tuple(label + timedelta(days=n) for n in range((end - label).days + 1))


def _hold(tx: Tx, guest_id: int, bed_id: int, until_at: datetime) -> Hold:
    guest = known_guest(tx, guest_id)
    if until_at <= tx.now:
        raise HoldPastError(until=until_at)
    if until_at - tx.now > LONGEST:
        raise HoldTooLongError(days=LONGEST.days)
    bed_of(tx, bed_id)
    _refuse_with_bed(tx, guest.id)
    _let_go_of_hers(tx, guest.id)
    _clear_run_out(tx, bed_id)
    refuse_unless_usable(tx, bed_id, tx.now, guest.id)
    hold = Hold(guest_id=guest.id, bed_id=bed_id, made_at=tx.now, until_at=until_at)
    tx.footprint.make(hold)
    for night in nights_of(tx.now, until_at):
        tx.footprint.make(HoldNight(hold_id=hold.id, night=night, bed_id=bed_id, active=True))
    tx.touch(guest=guest.id, bed=bed_id)
    return hold


def _best(tx: Tx, guest_id: int) -> int:
    for answer in bed_answers(tx, guest_id):
        if answer.verdict is Verdict.BEST:
            return answer.bed_id
    raise NoFreeBedError


def _refuse_with_bed(tx: Tx, guest_id: int) -> None:
    query = select(BedStay.id).where(
        BedStay.guest_id == guest_id, BedStay.ends_at.is_(None), BedStay.voided_at.is_(None)
    )
    if tx.session.scalar(query.limit(1)) is not None:
        raise HasBedAlreadyError


def _let_go_of_hers(tx: Tx, guest_id: int) -> None:
    query = select(Hold).where(
        Hold.guest_id == guest_id, Hold.ended_at.is_(None), Hold.until_at > tx.now
    )
    for hold in tx.session.scalars(query).all():
        end_hold(tx, hold, tx.now)
        tx.touch(bed=hold.bed_id)


def _clear_run_out(tx: Tx, bed_id: int) -> None:
    """Free the nights of holds that have run out: nobody had to end them."""
    query = (
        select(HoldNight)
        .join(Hold, Hold.id == HoldNight.hold_id)
        .where(HoldNight.bed_id == bed_id, HoldNight.active, Hold.until_at <= tx.now)
    )
    for night in tx.session.scalars(query):
        night.active = False
    tx.session.flush()
