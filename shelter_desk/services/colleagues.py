"""Who works here: for forms that name a colleague who decided or was told."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from shelter_desk.models import Staff
from shelter_desk.services.calling import Tx, reads
from shelter_desk.terms import Right, Role


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account that is open now."""

    staff_id: int
    name: str
    initials: str
    role: Role


@reads(Right.BOARD)
def colleagues(tx: Tx) -> tuple[Colleague, ...]:
    """Return everybody with an open account, by name."""
    query = (
        select(Staff)
        .where(
            Staff.closed_at.is_(None),
            or_(Staff.valid_until.is_(None), Staff.valid_until > tx.now),
        )
        .order_by(Staff.name, Staff.id)
    )
    return tuple(
        Colleague(row.id, row.name, row.initials, row.role) for row in tx.session.scalars(query)
    )
