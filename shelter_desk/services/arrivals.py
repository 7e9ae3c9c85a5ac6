"""Who is in the house: check in, out for a while, back, check out (architecture.md 3)."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from shelter_desk.clock import local
from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Guest, OutSpell, Presence
from shelter_desk.services import beds
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.collisions import AlreadyInsideError
from shelter_desk.services.guests import make_guest
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.standing import (
    known_guest,
    open_hold,
    open_presence,
    open_spell,
    open_stay_of,
    subject_of,
)
from shelter_desk.services.times import after, moment
from shelter_desk.terms import Destination, LogKind, PresenceKind, Right, StayEnd


class NotOutError(RefusedError):
    """She is not out for a while."""

    sentence = mark("She is not out for a while. Look at the board again.")


class BeforeArrivalError(RefusedError):
    """Something happened before she came."""

    sentence = mark("{at} is before she came, {came}. Look at the time.")


@writes(Right.BOARD)
def check_in(
    tx: Tx, *, guest_id: int, at: datetime | None = None, bed_id: int | None = None
) -> Done:
    """Check a known woman in, from ``at`` (aware UTC; now unless said), with a bed if given.

    Raises :class:`UnknownGuestError`, :class:`AlreadyInsideError` and what
    :func:`shelter_desk.services.beds.give_bed` raises.
    """
    guest = known_guest(tx, guest_id)
    return _arrive(tx, PresenceKind.NAMED, at=at, guest=guest, bed_id=bed_id)


@writes(Right.BOARD)
def check_in_expected(
    tx: Tx, *, hold_id: int, at: datetime | None = None, with_bed: bool = True
) -> Done:
    """Check in the woman a bed is kept for, and give it to her unless ``with_bed`` is False.

    So a shielded woman who is expected comes in without the desk knowing her card. Raises
    :class:`~shelter_desk.services.standing.HoldOverError` and what :func:`check_in` raises.
    """
    hold = open_hold(tx, hold_id)
    guest, bed_id = known_guest(tx, hold.guest_id), hold.bed_id if with_bed else None
    return _arrive(tx, PresenceKind.NAMED, at=at, guest=guest, bed_id=bed_id)


@writes(Right.BOARD)
def check_in_new(
    tx: Tx,
    *,
    alias: str,
    second_word: str = "",
    birth_year: int | None = None,
    at: datetime | None = None,
    bed_id: int | None = None,
) -> Done:
    """Make a card for a woman who is new here and check her in.

    An alias that equals a shielded one is saved without any sign to the writer and waits for
    the shift lead's look (domain.md b11). Raises the errors of ``names`` and
    :class:`shelter_desk.services.collisions.AliasTakenError`.
    """
    guest = make_guest(tx, alias=alias, second_word=second_word, birth_year=birth_year)
    return _arrive(tx, PresenceKind.NAMED, at=at, guest=guest, bed_id=bed_id)


@writes(Right.BOARD)
def check_in_anonymous(tx: Tx, *, at: datetime | None = None, bed_id: int | None = None) -> Done:
    """Count a visit of somebody who wants nothing kept: a presence, no person (domain.md b6)."""
    return _arrive(tx, PresenceKind.ANONYMOUS, at=at, guest=None, bed_id=bed_id)


@writes(Right.BOARD)
def go_out(
    tx: Tx,
    *,
    presence_id: int,
    at: datetime | None = None,
    expected_back: datetime | None = None,
) -> Done:
    """Note that she is out for a while; her bed stays hers. Raises :class:`NotInsideError`."""
    presence = open_presence(tx, presence_id)
    when = _after_arrival(presence, after(presence.starts_at, moment(tx, at), at))
    tx.footprint.make(
        OutSpell(presence_id=presence.id, starts_at=when, expected_back=expected_back)
    )
    line = automatic_line(
        tx,
        LogKind.OUT_FOR_A_WHILE,
        about=[subject_of(presence)],
        at=when,
        back=expected_back.isoformat() if expected_back else None,
    )
    tx.touch(guest=presence.guest_id, presence=presence.id, bed=_bed_of(tx, presence))
    return tx.done(entry_id=line.id, row_id=presence.id)


@writes(Right.BOARD)
def come_back(tx: Tx, *, presence_id: int, at: datetime | None = None) -> Done:
    """Note that she is back. Raises :class:`NotInsideError`, :class:`NotOutError`."""
    presence = open_presence(tx, presence_id)
    spell = open_spell(tx, presence.id)
    if spell is None:
        raise NotOutError
    when = after(spell.starts_at, moment(tx, at), at)
    tx.footprint.change(spell, ends_at=when)
    line = automatic_line(tx, LogKind.BACK, about=[subject_of(presence)], at=when)
    tx.touch(guest=presence.guest_id, presence=presence.id, bed=_bed_of(tx, presence))
    return tx.done(entry_id=line.id, row_id=presence.id)


@writes(Right.BOARD)
def check_out(
    tx: Tx,
    *,
    presence_id: int,
    at: datetime | None = None,
    destination: Destination | None = None,
    without_notice: bool = False,
    keep_bed: bool | None = None,
) -> Done:
    """Check her out; her bed is released and waits to be cleaned unless it is kept.

    One who left without notice keeps her bed unless said otherwise: she may come back in the
    night. Raises :class:`NotInsideError`, :class:`BeforeArrivalError`.
    """
    presence = open_presence(tx, presence_id)
    when = _after_arrival(presence, after(presence.starts_at, moment(tx, at), at))
    spell = open_spell(tx, presence.id)
    if spell is not None:
        when = after(spell.starts_at, when, at)
        tx.footprint.change(spell, ends_at=when)
    tx.footprint.change(
        presence, ends_at=when, destination=destination, left_without_notice=without_notice
    )
    kept = without_notice if keep_bed is None else keep_bed
    stay = open_stay_of(tx, presence)
    if stay is not None:
        tx.touch(bed=stay.bed_id)
        if not kept or stay.presence_id is not None:
            beds.end_stay(tx, stay, after(stay.starts_at, when, at), StayEnd.CHECKED_OUT)
    kind = LogKind.LEFT_WITHOUT_NOTICE if without_notice else LogKind.CHECKED_OUT
    line = automatic_line(
        tx,
        kind,
        about=[subject_of(presence)],
        at=when,
        bed_id=stay.bed_id if stay else None,
        destination=destination.value if destination else None,
    )
    tx.touch(guest=presence.guest_id, presence=presence.id)
    return tx.done(entry_id=line.id, row_id=presence.id)


def _arrive(
    tx: Tx,
    kind: PresenceKind,
    *,
    at: datetime | None,
    guest: Guest | None,
    bed_id: int | None,
) -> Done:
    when = moment(tx, at)
    if guest is not None:
        refuse_when_inside(tx, guest.id, when)
    presence = Presence(
        kind=kind,
        guest_id=guest.id if guest else None,
        number=None if guest else next_number(tx, kind, when),
        starts_at=when,
        # What stands on her card holds for the visit: who counts the house at a fire needs it.
        needs_help_out=guest is not None and bool(guest.help_out),
        children=guest.children if guest is not None else 0,
    )
    tx.footprint.make(presence)
    tx.touch(guest=presence.guest_id, presence=presence.id)
    line = automatic_line(tx, LogKind.ARRIVAL, about=[subject_of(presence)], at=when, bed_id=bed_id)
    if bed_id is not None:
        beds.open_stay_on(tx, presence, bed_id, when)
    return tx.done(entry_id=line.id, row_id=presence.id)


def refuse_when_inside(tx: Tx, guest_id: int, when: datetime) -> None:
    """Raise :class:`AlreadyInsideError` for a woman who is in the house after ``when``."""
    overlapping = select(Presence.id).where(
        Presence.guest_id == guest_id,
        Presence.voided_at.is_(None),
        or_(Presence.ends_at.is_(None), Presence.ends_at > when),
    )
    if tx.session.scalar(overlapping.limit(1)) is not None:
        raise AlreadyInsideError


def next_number(tx: Tx, kind: PresenceKind, when: datetime) -> int:
    """Return the next number of today's visits without a name, counted from 06:00 local."""
    morning = local(when).replace(hour=6, minute=0, second=0, microsecond=0)
    if local(when).hour < morning.hour:
        morning -= timedelta(days=1)
    query = select(func.max(Presence.number)).where(
        Presence.kind == kind,
        or_(Presence.starts_at >= morning, Presence.ends_at.is_(None)),
    )
    return (tx.session.scalar(query) or 0) + 1


def _after_arrival(presence: Presence, when: datetime) -> datetime:
    if when <= presence.starts_at:
        raise BeforeArrivalError(at=when, came=presence.starts_at)
    return when


def _bed_of(tx: Tx, presence: Presence) -> int | None:
    stay = open_stay_of(tx, presence)
    return stay.bed_id if stay else None
