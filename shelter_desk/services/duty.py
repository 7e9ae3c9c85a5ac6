"""Who is on duty, and on call, in one run of a shift."""

from datetime import timedelta

from sqlalchemy import select

from shelter_desk.models import ShiftDuty, Staff
from shelter_desk.services.calling import Tx
from shelter_desk.services.looking_back import not_yet
from shelter_desk.services.shifts import ShiftSpan

_EARLY = timedelta(hours=2)
"""How long before the planned start of a shift somebody on it may begin."""


def first_names(tx: Tx, run: ShiftSpan, *, on_call: bool = False) -> tuple[str, ...]:
    """Return the first names of those on duty (or on call) in this run, by when they begin."""
    query = (
        select(ShiftDuty.name, Staff.name.label("known_as"))
        .outerjoin(Staff, Staff.id == ShiftDuty.staff_id)
        .where(
            ShiftDuty.shift == run.name,
            ShiftDuty.starts_at >= run.starts_at - _EARLY,
            ShiftDuty.starts_at < run.ends_at,
            ShiftDuty.on_call.is_(on_call),
            not_yet(tx, ShiftDuty.voided_at),
        )
        .order_by(ShiftDuty.starts_at, ShiftDuty.id)
    )
    names = (first_name(row.known_as or row.name) for row in tx.session.execute(query))
    return tuple(dict.fromkeys(names))


def first_name(name: str) -> str:
    """Return what a colleague is called on lists and paper (domain.md c5)."""
    return name.partition(" ")[0]
