"""What must be true of a house whatever was done to it."""

from sqlalchemy import select, text

from shelter_desk.models import AuditEntry, Operation
from shelter_desk.security.audit_chain import verify
from shelter_desk.services.auditing import content_of
from shelter_desk.services.calling import House

_OVERLAPS = {
    "bed": "SELECT count(*) FROM bed_stay a JOIN bed_stay b ON a.bed_id = b.bed_id",
    "woman": "SELECT count(*) FROM bed_stay a JOIN bed_stay b ON a.guest_id = b.guest_id",
    "anonymous": "SELECT count(*) FROM bed_stay a JOIN bed_stay b ON a.presence_id = b.presence_id",
}
_WHEN = (
    " AND a.id < b.id AND a.voided_at IS NULL AND b.voided_at IS NULL"
    " AND a.starts_at < coalesce(b.ends_at, 9223372036854775807)"
    " AND b.starts_at < coalesce(a.ends_at, 9223372036854775807)"
)


def nothing_taken_twice(house: House) -> None:
    """Fail if a bed or a woman has two stays at a time."""
    with house.store.read() as session:
        for what, query in _OVERLAPS.items():
            assert session.scalar(text(query + _WHEN)) == 0, what


def operations_in(house: House) -> set[str]:
    """Return the numbers of every operation that happened."""
    with house.store.read() as session:
        return set(session.scalars(select(Operation.id)))


def audit_is_whole(house: House) -> None:
    """Fail unless the chain of the audit holds from the first row to the last."""
    with house.store.read() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
        verdict = verify(((content_of(row), row.mac) for row in rows), house.audit_key)
    assert verdict.whole, verdict
