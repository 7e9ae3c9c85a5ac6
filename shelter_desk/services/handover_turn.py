"""Which handover comes next: from which run of a shift to which, as which report.

The outgoing shift hands over until its sheet is printed and its planned end has passed; a
reprint in the overlap is another edition of the same report (domain.md c1, c3). A shift that
prints nothing is cut off a quarter of an hour after its planned end: it was not handed over, and
the sheets that follow say so and bring its lines until somebody has.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from shelter_desk import settings
from shelter_desk.models import HandoverPrint, House, LogEntry
from shelter_desk.services.house_settings import settings_of
from shelter_desk.services.shifts import (
    GRACE,
    NEXT_SHIFT,
    ShiftSpan,
    first_print,
    hours_of,
    span,
    spans_around,
)
from shelter_desk.terms import ShiftName

LATE_SHRED = timedelta(hours=8)
_MOST_MISSED = 3
"""Shifts a sheet brings along that were never handed over: a whole day of them."""

_LETTER = {ShiftName.DAY: "D", ShiftName.EVENING: "K", ShiftName.NIGHT: "N"}
"""Of the receiving shift in a report's id: dag, kveld, natt, whatever the sheet's language."""


@dataclass(frozen=True)
class Turn:
    """One handover: who gives, who receives, and what was printed of it before.

    ``missed`` are the shifts right before that were never handed over, the oldest first;
    ``handed_over`` is false for a turn that went by without a copy on paper.
    """

    giving: ShiftSpan
    receiving: ShiftSpan
    editions: int
    replaces_id: int | None
    replaces: str | None
    missed: tuple[ShiftSpan, ...] = ()
    handed_over: bool = True
    shred_after: timedelta = timedelta(minutes=settings.SHRED_AFTER_MINUTES.default)
    """How long after the receiving shift copies are to be shredded (domain.md c3; Oppsett)."""

    @property
    def report_id(self) -> str:
        """The id of the next edition: ``2026-11-20-N1``, by the date the receiver begins."""
        run = self.receiving
        return f"{run.day.isoformat()}-{_LETTER[run.name]}{self.editions + 1}"

    @property
    def since(self) -> datetime:
        """From when on lines belong on the sheet: the shift's, or those of missed ones too."""
        return (self.missed or (self.giving,))[0].starts_at

    @property
    def shred_by(self) -> datetime:
        """When the copies are to be shredded at the latest (aware UTC)."""
        return self.receiving.ends_at + self.shred_after

    def shred_by_at(self, now: datetime) -> datetime:
        """Return the same for a print made ``now``.

        A sheet of a shift that is long over gets about as long as a shift has.
        """
        return self.shred_by if self.shred_by > now else now + LATE_SHRED


def coming_turn(session: Session, at: datetime, *, past: bool = False) -> Turn:
    """Return the handover that comes next at ``at`` (aware UTC).

    ``past`` says that the moment is only looked at: later prints were not known then.
    """
    giving = _giving(session, spans_around(hours_of(session), at), at, past=past)
    return _turn(session, giving, at if past else None)


def turn_of(session: Session, *, night: date, from_shift: ShiftName, now: datetime) -> Turn:
    """Return the handover of a run of a shift that has been, as it stands ``now``."""
    giving = span(hours_of(session), from_shift, night)
    late = now >= giving.ends_at + GRACE and _copies(session, giving) is None
    return _turn(session, giving, None, handed_over=not late)


def night_turn(session: Session, at: datetime) -> Turn:
    """Return the handover to the night that runs at ``at``, or to the next one."""
    hours = hours_of(session)
    night = next(
        run for run in spans_around(hours, at) if run.name is ShiftName.NIGHT and run.ends_at > at
    )
    before = next(name for name, after in NEXT_SHIFT.items() if after is ShiftName.NIGHT)
    giving, after = span(hours, before, night.day), _shred_after(session)
    return Turn(giving, night, 0, None, None, shred_after=after)


def cut_off(run: ShiftSpan) -> datetime:
    """Return when a shift ends by itself that printed nothing (aware UTC)."""
    return run.ends_at + GRACE


def runs_before(session: Session, run: ShiftSpan, count: int) -> list[ShiftSpan]:
    """Return the ``count`` runs of shifts before ``run``, the newest first."""
    hours = hours_of(session)
    days = (run.day - timedelta(days=back) for back in range(count // len(hours) + 2))
    runs = (span(hours, name, day) for day in days for name in hours)
    before = [one for one in runs if one.starts_at < run.starts_at]
    return sorted(before, key=lambda one: one.starts_at, reverse=True)[:count]


def _turn(
    session: Session, giving: ShiftSpan, until: datetime | None, *, handed_over: bool = True
) -> Turn:
    following = NEXT_SHIFT[giving.name]
    receiving = next(
        run
        for run in spans_around(hours_of(session), giving.ends_at)
        if run.name is following and run.starts_at > giving.starts_at
    )
    query = _prints(giving).order_by(HandoverPrint.edition.desc())
    if until is not None:
        query = query.where(HandoverPrint.printed_at <= until)
    last = session.scalars(query).first()
    return Turn(
        giving=giving,
        receiving=receiving,
        editions=last.edition if last else 0,
        replaces_id=last.id if last else None,
        replaces=last.report_id if last else None,
        missed=_missed(session, giving, until),
        handed_over=handed_over,
        shred_after=_shred_after(session),
    )


def _shred_after(session: Session) -> timedelta:
    return timedelta(minutes=settings_of(session).get(settings.SHRED_AFTER_MINUTES))


def _prints(run: ShiftSpan) -> Select[HandoverPrint]:
    return select(HandoverPrint).where(
        HandoverPrint.night == run.day, HandoverPrint.from_shift == run.name
    )


def _copies(
    session: Session, run: ShiftSpan, until: datetime | None = None
) -> HandoverPrint | None:
    query = _prints(run).where(HandoverPrint.copies > 0, HandoverPrint.not_made_at.is_(None))
    if until is not None:
        query = query.where(HandoverPrint.printed_at <= until)
    return session.scalars(query.limit(1)).first()


def _missed(session: Session, giving: ShiftSpan, until: datetime | None) -> tuple[ShiftSpan, ...]:
    """Return the shifts right before that printed nothing although somebody wrote in them."""
    house = session.get(House, 1)
    found: list[ShiftSpan] = []
    for run in runs_before(session, giving, _MOST_MISSED):
        if not left_out(session, house, run, until):
            break
        found.append(run)
    return tuple(reversed(found))


def left_out(
    session: Session, house: House | None, run: ShiftSpan, until: datetime | None = None
) -> bool:
    """Say whether a run that is over printed nothing although somebody wrote in it.

    ``until`` is the moment that is looked at: later prints were not known then.
    """
    new = house is not None and house.created_at >= run.ends_at
    return not new and _copies(session, run, until) is None and _written(session, run)


def _written(session: Session, run: ShiftSpan) -> bool:
    query = select(LogEntry.id).where(
        LogEntry.shift == run.name, LogEntry.shift_starts_at == run.starts_at
    )
    return session.scalar(query.limit(1)) is not None


def _giving(session: Session, spans: list[ShiftSpan], at: datetime, *, past: bool) -> ShiftSpan:
    running = [run for run in spans if run.starts_at <= at < run.ends_at + GRACE]
    for run in running:
        printed = first_print(session, run)
        if at < run.ends_at or printed is None or (past and printed > at):
            return run
    if running:
        return running[-1]
    return [run for run in spans if run.starts_at <= at][-1]
