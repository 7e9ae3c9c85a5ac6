"""What she is given: one tap, undone with Ctrl+Z (screens.md, Tavla)."""

from datetime import datetime

from shelter_desk.models import Provision
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.standing import open_presence
from shelter_desk.services.times import moment
from shelter_desk.terms import ProvisionKind, Right


@writes(Right.BOARD)
def give(
    tx: Tx,
    *,
    presence_id: int,
    kind: ProvisionKind,
    amount: int = 1,
    at: datetime | None = None,
) -> Done:
    """Note something given to somebody present; counted, not written in the log."""
    presence = open_presence(tx, presence_id)
    row = Provision(
        presence_id=presence.id,
        guest_id=presence.guest_id,
        kind=kind,
        amount=amount,
        given_at=moment(tx, at),
        given_by=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    tx.audit("provision.give", subject=("presence", presence.id), kind=kind.value, amount=amount)
    tx.touch(guest=presence.guest_id, presence=presence.id)
    return tx.done(row_id=row.id)
