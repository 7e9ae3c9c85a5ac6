"""Shifts: which one runs, which one a line belongs to, and which comes next."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.clock import from_local, local_date
from shelter_desk.models import HandoverPrint, Shift
from shelter_desk.terms import ShiftName

Hours = Mapping[ShiftName, tuple[int, int]]
"""Start and end of each shift in local minutes after midnight."""

DEFAULT_HOURS: Hours = {
    ShiftName.DAY: (7 * 60 + 30, 15 * 60 + 15),
    ShiftName.EVENING: (14 * 60 + 45, 22 * 60 + 15),
    ShiftName.NIGHT: (21 * 60 + 45, 7 * 60 + 45),
}
"""A new house's shifts (domain.md g); they overlap by half an hour for reading and talking."""

NEXT_SHIFT = {
    ShiftName.DAY: ShiftName.EVENING,
    ShiftName.EVENING: ShiftName.NIGHT,
    ShiftName.NIGHT: ShiftName.DAY,
}

GRACE = timedelta(minutes=15)
"""How long after its planned end a shift stays open when no sheet was printed."""


@dataclass(frozen=True)
class ShiftSpan:
    """One run of a shift, both ends aware UTC; ``day`` is the local date it starts on."""

    name: ShiftName
    day: date
    starts_at: datetime
    ends_at: datetime


def hours_of(session: Session) -> Hours:
    """Return the house's shift hours; asked once a transaction."""
    known: Hours | None = session.info.get("shift_hours")
    if known is None:
        rows = session.execute(select(Shift.name, Shift.starts_minute, Shift.ends_minute))
        known = {row.name: (row.starts_minute, row.ends_minute) for row in rows} or DEFAULT_HOURS
        session.info["shift_hours"] = known
    return known


def span(hours: Hours, name: ShiftName, day: date) -> ShiftSpan:
    """Return the run of shift ``name`` that starts on the local date ``day``."""
    first, last = hours[name]
    last_day = day if last > first else day + timedelta(days=1)
    return ShiftSpan(name, day, _instant(day, first), _instant(last_day, last))


def span_of(hours: Hours, name: ShiftName, starts_at: datetime) -> ShiftSpan:
    """Return the run of a shift that a line belongs to, by when it began.

    The house may have changed its hours since: the run begins when the line says.
    """
    run = span(hours, name, local_date(starts_at))
    return ShiftSpan(name, run.day, starts_at, max(run.ends_at, starts_at))


def _instant(day: date, minute: int) -> datetime:
    return from_local(day, time(minute // 60, minute % 60))


def spans_around(hours: Hours, at: datetime) -> list[ShiftSpan]:
    """Return the runs of the day before, the day and the day after ``at``, oldest first."""
    today = local_date(at)
    days = [today + timedelta(days=n) for n in (-1, 0, 1)]
    return sorted(
        (span(hours, name, day) for day in days for name in hours),
        key=lambda run: run.starts_at,
    )


def open_shift(session: Session, at: datetime) -> ShiftSpan:
    """Return the shift a line written at ``at`` belongs to.

    The outgoing shift is open until its first numbered sheet is printed or, without one, until
    its planned end and 15 minutes; then the next one is.
    """
    runs = spans_around(hours_of(session), at)
    return run_of(runs, at, lambda run: first_print(session, run))


def run_of(
    runs: Iterable[ShiftSpan], at: datetime, printed_at: Callable[[ShiftSpan], datetime | None]
) -> ShiftSpan:
    """Return which of ``runs`` (oldest first) is open at ``at``; see :func:`open_shift`."""
    known = list(runs)
    running = [run for run in known if run.starts_at <= at < run.ends_at + GRACE]
    for run in running:
        printed = printed_at(run)
        if printed is None or at <= printed:
            return run
    if running:
        return running[-1]
    # A house may leave a gap between shifts: what is written there belongs to the one before.
    return [run for run in known if run.starts_at <= at][-1]


def first_print(session: Session, run: ShiftSpan) -> datetime | None:
    """Return when the first numbered copy of this shift's sheet was printed: the cut-off."""
    return session.scalar(
        select(HandoverPrint.printed_at)
        .where(
            HandoverPrint.night == run.day,
            HandoverPrint.from_shift == run.name,
            HandoverPrint.copies > 0,
            HandoverPrint.not_made_at.is_(None),
        )
        .order_by(HandoverPrint.edition)
        .limit(1)
    )
