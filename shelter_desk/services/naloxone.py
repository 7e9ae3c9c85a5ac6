"""How many sprays of naloxone lie in the house (domain.md a2, b26)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.models import Incident, NaloxoneCount, NaloxoneDose, Provision
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.terms import ProvisionKind, Right

MOST = 1000


class SpraysError(BadInputError):
    """Not a number of sprays."""

    sentence = mark("Write how many sprays there are, from 0 to {limit}.")


@dataclass(frozen=True)
class NaloxoneStock:
    """What was counted, and what has gone since: used in the house, and handed out."""

    counted: int
    counted_at: datetime
    used: int
    handed_out: int

    @property
    def left(self) -> int:
        """Return how many should be left."""
        return max(0, self.counted - self.used - self.handed_out)


@writes(Right.BOARD)
def count_naloxone(tx: Tx, *, sprays: int) -> Done:
    """Note how many sprays lie in the house now. Raises :class:`SpraysError`."""
    if not 0 <= sprays <= MOST:
        raise SpraysError(limit=MOST)
    row = NaloxoneCount(sprays=sprays, counted_at=tx.now, by_staff=tx.actor.staff_id)
    tx.footprint.make(row)
    tx.audit("naloxone.count", subject=("naloxone_count", row.id), sprays=sprays)
    return tx.done(row_id=row.id)


@reads(Right.BOARD)
def naloxone_stock(tx: Tx) -> NaloxoneStock | None:
    """Return what should be in the house by the newest count; None where nobody counted."""
    counted = tx.session.scalars(
        select(NaloxoneCount)
        .where(NaloxoneCount.voided_at.is_(None))
        .order_by(NaloxoneCount.counted_at.desc(), NaloxoneCount.id.desc())
        .limit(1)
    ).first()
    if counted is None:
        return None
    used = (
        select(func.count())
        .select_from(NaloxoneDose)
        .join(Incident, Incident.id == NaloxoneDose.incident_id)
        .where(
            NaloxoneDose.from_house,
            NaloxoneDose.given_at >= counted.counted_at,
            Incident.voided_at.is_(None),
        )
    )
    handed_out = select(func.coalesce(func.sum(Provision.amount), 0)).where(
        Provision.kind == ProvisionKind.NALOXONE,
        Provision.voided_at.is_(None),
        Provision.given_at >= counted.counted_at,
    )
    return NaloxoneStock(
        counted.sprays,
        counted.counted_at,
        tx.session.scalar(used) or 0,
        int(tx.session.scalar(handed_out) or 0),
    )
