"""Which handover comes next: from which run of a shift to which, as which report.

The outgoing shift hands over until its sheet is printed and its planned end has passed; a
reprint in the overlap is another edition of the same report (domain.md c1, c3).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.models import HandoverPrint
from shelter_desk.services.shifts import (
    GRACE,
    NEXT_SHIFT,
    ShiftSpan,
    first_print,
    hours_of,
    spans_around,
)
from shelter_desk.terms import ShiftName

SHRED_AFTER = timedelta(minutes=30)
"""How long after the end of the receiving shift its copies are to be shredded (domain.md c3)."""

_LETTER = {ShiftName.DAY: "D", ShiftName.EVENING: "K", ShiftName.NIGHT: "N"}
"""Of the receiving shift in a report's id: dag, kveld, natt, whatever the sheet's language."""


@dataclass(frozen=True)
class Turn:
    """One handover: who gives, who receives, and what was printed of it before."""

    giving: ShiftSpan
    receiving: ShiftSpan
    editions: int
    replaces_id: int | None
    replaces: str | None

    @property
    def report_id(self) -> str:
        """The id of the next edition: ``2026-11-20-N1``, by the date the receiver begins."""
        run = self.receiving
        return f"{run.day.isoformat()}-{_LETTER[run.name]}{self.editions + 1}"

    @property
    def shred_by(self) -> datetime:
        """When the copies are to be shredded at the latest (aware UTC)."""
        return self.receiving.ends_at + SHRED_AFTER


def coming_turn(session: Session, at: datetime) -> Turn:
    """Return the handover that comes next at ``at`` (aware UTC)."""
    hours = hours_of(session)
    spans = spans_around(hours, at)
    giving = _giving(session, spans, at)
    following = NEXT_SHIFT[giving.name]
    receiving = next(
        run for run in spans if run.name is following and run.starts_at > giving.starts_at
    )
    printed = session.scalars(
        select(HandoverPrint)
        .where(HandoverPrint.night == giving.day, HandoverPrint.from_shift == giving.name)
        .order_by(HandoverPrint.edition.desc())
    ).all()
    last = printed[0] if printed else None
    return Turn(
        giving=giving,
        receiving=receiving,
        editions=last.edition if last else 0,
        replaces_id=last.id if last else None,
        replaces=last.report_id if last else None,
    )


def _giving(session: Session, spans: list[ShiftSpan], at: datetime) -> ShiftSpan:
    running = [run for run in spans if run.starts_at <= at < run.ends_at + GRACE]
    for run in running:
        if at < run.ends_at or first_print(session, run) is None:
            return run
    if running:
        return running[-1]
    return [run for run in spans if run.starts_at <= at][-1]
