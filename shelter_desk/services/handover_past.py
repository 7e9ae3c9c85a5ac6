"""Handovers that have been: the numbered reports, and the shifts that printed nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from shelter_desk.models import HandoverPrint, House, Staff
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.handover import Earlier
from shelter_desk.services.handover_turn import coming_turn, cut_off, left_out, runs_before
from shelter_desk.services.shifts import NEXT_SHIFT
from shelter_desk.terms import Right, ShiftName

_BACK = timedelta(days=7)
_RUNS = 21
"""As many runs of shifts as seven days have."""


@dataclass(frozen=True)
class PastSheet:
    """A handover to look at or print again; without a ``report_id`` nothing was printed."""

    earlier: Earlier
    report_id: str | None
    to_shift: ShiftName
    at: datetime
    """When it was printed, or when the shift ended by itself (aware UTC)."""
    copies: int = 0
    printed_by: str = ""
    """Initials; empty for the command line."""
    shredded: bool = False
    made: bool = True
    """False where nothing came of the number."""


@reads(Right.PRINT_HANDOVER)
def past_sheets(tx: Tx) -> tuple[PastSheet, ...]:
    """Return the handovers of the last seven days, the newest first."""
    found = [*_printed(tx), *_left_out(tx)]
    return tuple(sorted(found, key=lambda sheet: sheet.at, reverse=True))


def _printed(tx: Tx) -> list[PastSheet]:
    query = (
        select(HandoverPrint, Staff.initials)
        .outerjoin(Staff, Staff.id == HandoverPrint.printed_by)
        .where(HandoverPrint.printed_at > tx.now - _BACK, HandoverPrint.printed_at <= tx.now)
    )
    return [
        PastSheet(
            Earlier(row.night, row.from_shift, row.id),
            row.report_id,
            NEXT_SHIFT[row.from_shift],
            row.printed_at,
            row.copies,
            initials or "",
            row.shredded_at is not None,
            row.not_made_at is None,
        )
        for row, initials in tx.session.execute(query)
    ]


def _left_out(tx: Tx) -> list[PastSheet]:
    house = tx.session.get(House, 1)
    giving = coming_turn(tx.session, tx.now, past=tx.past).giving
    return [
        PastSheet(Earlier(run.day, run.name), None, NEXT_SHIFT[run.name], cut_off(run))
        for run in runs_before(tx.session, giving, _RUNS)
        if left_out(tx.session, house, run)
    ]
