"""Who is on duty now: put oneself or a colleague on duty, and off again.

The fire list and the handover sheet count whoever is on duty, so it is one step at log-in. A
temp without an account is on duty by name. Volunteers are visitors (domain.md b8: no log-in).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import House, ShiftDuty, Staff
from shelter_desk.services.calling import Changed, Done, Tx, reads, writes
from shelter_desk.services.names import alias_key
from shelter_desk.services.shifts import ShiftSpan, hours_of, spans_around
from shelter_desk.services.written import clean_note
from shelter_desk.terms import ActorKind, Right, ShiftName

NAME_LIMIT = 80
EARLY = timedelta(minutes=30)
"""How long before its start somebody who comes belongs to the next shift."""
LONGEST = timedelta(hours=24)
"""How long a duty can be at most."""


class DutyWhoError(BadInputError):
    """Nobody was named."""

    sentence = mark("Choose a colleague, or write the name of the temp.")


class OnDutyAlreadyError(RefusedError):
    """Already on duty then."""

    sentence = mark("{name} is on duty already, until {until}. Nobody was counted twice.")


class NotOnDutyError(RefusedError):
    """Not on duty (any more)."""

    sentence = mark("This duty has ended already. Look at the board again.")


class DutyTimesError(BadInputError):
    """Ends before it starts, in the past, or much too late."""

    sentence = mark("A duty must end after it begins, after now, and within {hours} hours.")


@dataclass(frozen=True)
class OnDutyRow:
    """Somebody on duty, or on call, now."""

    duty_id: int
    staff_id: int | None
    name: str
    shift: ShiftName
    starts_at: datetime
    ends_at: datetime
    on_call: bool


@dataclass(frozen=True)
class DutyOffer:
    """What log-in offers to somebody who is not on duty yet: this run of a shift."""

    shift: ShiftName
    starts_at: datetime
    ends_at: datetime


@writes(Right.BOARD)
def on_duty(
    tx: Tx,
    *,
    staff_id: int | None = None,
    name: str = "",
    shift: ShiftName | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    on_call: bool = False,
) -> Done:
    """Put somebody on duty: oneself unless ``staff_id`` or the ``name`` of a temp is given.

    Without times the duty runs from now to the end of the shift (the one that has begun or
    begins within half an hour); times are aware UTC. A duty of another shift that still runs
    ends where this one begins. Raises :class:`DutyWhoError`, :class:`OnDutyAlreadyError`,
    :class:`DutyTimesError`, :class:`~shelter_desk.services.written.NoteTooLongError`.
    """
    who, called = _who(tx, staff_id, name)
    run = _run(tx, shift)
    begins, ends = starts_at or tx.now, ends_at or run.ends_at
    if ends <= max(begins, tx.now) or ends - begins > LONGEST:
        raise DutyTimesError(hours=LONGEST // timedelta(hours=1))
    # Two desks that put the same colleague on duty go one after the other.
    tx.session.get(House, 1, with_for_update=True)
    for row in _rows(tx, begins, ends):
        same = row.staff_id == who if who is not None else alias_key(row.name) == alias_key(called)
        if not same or row.on_call is not on_call:
            continue
        if row.shift is run.name or row.starts_at >= begins:
            raise OnDutyAlreadyError(name=_name(tx, row), until=row.ends_at)
        tx.footprint.change(row, ends_at=begins)
    row = ShiftDuty(
        staff_id=who,
        name="" if who is not None else called,
        shift=run.name,
        starts_at=begins,
        ends_at=ends,
        on_call=on_call,
    )
    tx.footprint.make(row)
    tx.audit("duty.on", subject=("shift_duty", row.id), shift=run.name.value, on_call=on_call)
    return _done(tx, row)


@writes(Right.BOARD)
def off_duty(tx: Tx, *, duty_id: int | None = None) -> Done:
    """End a duty now: one's own unless ``duty_id`` is given. Raises :class:`NotOnDutyError`."""
    if duty_id is None:
        mine = [row for row in _rows(tx, tx.now, tx.now) if row.staff_id == tx.actor.staff_id]
        duty_id = mine[0].id if mine and tx.actor.staff_id is not None else 0
    row = tx.session.get(ShiftDuty, duty_id, with_for_update=True)
    if row is None or row.voided_at is not None or row.ends_at <= tx.now:
        raise NotOnDutyError
    if row.starts_at < tx.now:
        tx.footprint.change(row, ends_at=tx.now)
    else:
        tx.footprint.change(row, voided_at=tx.now)
    tx.audit("duty.off", subject=("shift_duty", row.id))
    return _done(tx, row)


@reads(Right.BOARD)
def duty_now(tx: Tx) -> tuple[OnDutyRow, ...]:
    """Return who is on duty now, those on call last."""
    rows = sorted(_rows(tx, tx.now, tx.now), key=lambda row: (row.on_call, row.starts_at, row.id))
    return tuple(
        OnDutyRow(
            row.id, row.staff_id, _name(tx, row), row.shift, row.starts_at, row.ends_at,
            row.on_call,
        )
        for row in rows
    )  # fmt: skip


@reads(Right.BOARD)
def duty_offer(tx: Tx) -> DutyOffer | None:
    """Return the shift to offer whoever has logged in; None when she is on duty already."""
    if tx.actor.kind is not ActorKind.STAFF or tx.actor.staff_id is None:
        return None
    if any(row.staff_id == tx.actor.staff_id for row in _rows(tx, tx.now, tx.now)):
        return None
    run = _run(tx, None)
    return DutyOffer(run.name, run.starts_at, run.ends_at)


def _who(tx: Tx, staff_id: int | None, name: str) -> tuple[int | None, str]:
    called = clean_note(name, NAME_LIMIT)
    if staff_id is None and not called:
        staff_id = tx.actor.staff_id
    if staff_id is None:
        if not called:
            raise DutyWhoError
        return None, called
    staff = tx.session.get(Staff, staff_id)
    ended = staff is not None and (
        staff.closed_at is not None
        or (staff.valid_until is not None and staff.valid_until <= tx.now)
    )
    if staff is None or ended:
        raise DutyWhoError
    return staff_id, staff.name


def _run(tx: Tx, shift: ShiftName | None) -> ShiftSpan:
    """Return the run of a shift that a duty from now belongs to."""
    spans = spans_around(hours_of(tx.session), tx.now)
    if shift is not None:
        named = [run for run in spans if run.name is shift and run.ends_at > tx.now]
        return named[0]
    begun = [run for run in spans if run.starts_at <= tx.now + EARLY]
    running = [run for run in begun if run.ends_at > tx.now]
    return (running or begun)[-1]


def _rows(tx: Tx, begins: datetime, ends: datetime) -> list[ShiftDuty]:
    query = (
        select(ShiftDuty)
        .where(
            ShiftDuty.voided_at.is_(None),
            ShiftDuty.starts_at <= ends,
            ShiftDuty.ends_at > begins,
        )
        .order_by(ShiftDuty.starts_at, ShiftDuty.id)
    )
    return list(tx.session.scalars(query))


def _name(tx: Tx, row: ShiftDuty) -> str:
    staff = tx.session.get(Staff, row.staff_id) if row.staff_id is not None else None
    return staff.name if staff is not None else row.name


def _done(tx: Tx, row: ShiftDuty) -> Done:
    return Done(
        Changed(staff=True),
        tx.caller.operation,
        can_undo=not tx.footprint.empty,
        row_id=row.id,
    )
