"""Who has read about one woman: for the leader, from the audit (domain.md b9)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shelter_desk.models import AuditEntry
from shelter_desk.services.calling import Caller, Tx, reads
from shelter_desk.services.log_reading import cards_of
from shelter_desk.services.reading import READ, note_reading
from shelter_desk.services.revealed import named_guest
from shelter_desk.terms import Right

MOST = 200


@dataclass(frozen=True)
class ReadingRow:
    """One look: who, as what, where in the program, and why where a reason was given."""

    at: datetime
    name: str
    role: str
    screen: str
    reason: str


def card_readers(caller: Caller, *, guest_id: int) -> tuple[ReadingRow, ...]:
    """Return who has read about her, newest first; asking is a read of the audit itself."""
    rows, known = _readers(caller, guest_id=guest_id)
    note_reading(caller, screen="readers", guest_id=known)
    return rows


@reads(Right.READ_AUDIT)
def _readers(tx: Tx, *, guest_id: int) -> tuple[tuple[ReadingRow, ...], int]:
    guest = named_guest(tx, guest_id)
    query = (
        select(AuditEntry)
        .where(
            AuditEntry.action == READ,
            AuditEntry.subject_kind == "guest",
            AuditEntry.subject_id.in_(cards_of(tx, guest.id)),
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(MOST)
    )
    rows = tuple(
        ReadingRow(row.at, row.actor_name, row.role, row.screen or "", row.reason or "")
        for row in tx.session.scalars(query)
    )
    return rows, guest.id
