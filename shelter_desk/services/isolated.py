"""Which rooms somebody has to herself now: what other services ask (domain.md e2, Smitte)."""

from sqlalchemy import select

from shelter_desk.models import Bed, BedStay, Isolation
from shelter_desk.services.calling import Tx
from shelter_desk.services.lines import Subject
from shelter_desk.services.looking_back import stood


def isolations_now(tx: Tx) -> list[Isolation]:
    """Return the isolations that have not ended, oldest first."""
    query = (
        select(Isolation)
        .where(stood(tx, Isolation.starts_at, Isolation.ends_at, Isolation.voided_at))
        .order_by(Isolation.starts_at, Isolation.id)
    )
    return list(tx.session.scalars(query))


def owner_in(row: Isolation) -> Subject:
    """Return whom an isolation is about."""
    if row.guest_id is not None:
        return ("guest", row.guest_id)
    return ("presence", row.presence_id or 0)


def isolated_rooms(tx: Tx) -> dict[int, Subject]:
    """Return the rooms that are for one woman alone, by the bed she has now."""
    owners = {owner_in(row) for row in isolations_now(tx)}
    if not owners:
        return {}
    query = (
        select(BedStay.guest_id, BedStay.presence_id, Bed.room_id)
        .join(Bed, Bed.id == BedStay.bed_id)
        .where(stood(tx, BedStay.starts_at, BedStay.ends_at, BedStay.voided_at))
    )
    found: dict[int, Subject] = {}
    for guest_id, presence_id, room_id in tx.session.execute(query):
        owner = ("guest", guest_id) if guest_id is not None else ("presence", presence_id or 0)
        if owner in owners:
            found[room_id] = owner
    return found


def must_be_alone(tx: Tx, subject: Subject) -> bool:
    """Say whether she is to have a room to herself."""
    return any(owner_in(row) == subject for row in isolations_now(tx))
