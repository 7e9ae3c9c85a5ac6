"""What she is given: one tap, undone with Ctrl+Z (screens.md, Tavla)."""

from datetime import datetime

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.models import Provision
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.standing import known_guest, open_presence
from shelter_desk.services.times import moment
from shelter_desk.terms import ProvisionKind, Right

AT_DOOR = frozenset(
    {
        ProvisionKind.PACKED_LUNCH,
        ProvisionKind.FOOD_BAG,
        ProvisionKind.EQUIPMENT,
        ProvisionKind.NALOXONE,
    }
)
"""What is given at the door, without a check-in and whatever is decided (domain.md a2, b21)."""

MOST = 500


class NotAtDoorError(BadInputError):
    """It belongs inside."""

    sentence = mark("This is given to somebody who is checked in. Check her in first.")


class AmountError(BadInputError):
    """None, or more than anybody carries."""

    sentence = mark("The number given must be from 1 to {most}.")


@writes(Right.BOARD)
def give(
    tx: Tx,
    *,
    presence_id: int,
    kind: ProvisionKind,
    amount: int = 1,
    first_time: bool | None = None,
    at: datetime | None = None,
) -> Done:
    """Note something given to somebody present; counted, not written in the log.

    ``first_time`` is for naloxone. Raises :class:`AmountError`,
    :class:`~shelter_desk.services.standing.NotInsideError`.
    """
    _check_amount(amount)
    presence = open_presence(tx, presence_id)
    row = Provision(
        presence_id=presence.id,
        guest_id=presence.guest_id,
        kind=kind,
        amount=amount,
        first_time=first_time if kind is ProvisionKind.NALOXONE else None,
        given_at=moment(tx, at),
        given_by=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    tx.audit("provision.give", subject=("presence", presence.id), kind=kind.value, amount=amount)
    tx.touch(guest=presence.guest_id, presence=presence.id)
    return tx.done(row_id=row.id)


@writes(Right.BOARD)
def give_at_door(
    tx: Tx,
    *,
    kind: ProvisionKind,
    amount: int = 1,
    guest_id: int | None = None,
    first_time: bool | None = None,
    at: datetime | None = None,
) -> Done:
    """Note food, equipment or naloxone given at the door; no check-in, no name needed.

    Nothing that was decided about her is asked here (domain.md b21). ``first_time`` is for
    naloxone. Raises :class:`NotAtDoorError`, :class:`AmountError`,
    :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    if kind not in AT_DOOR:
        raise NotAtDoorError
    _check_amount(amount)
    whom = None if guest_id is None else known_guest(tx, guest_id).id
    row = Provision(
        guest_id=whom,
        kind=kind,
        amount=amount,
        first_time=first_time if kind is ProvisionKind.NALOXONE else None,
        given_at=moment(tx, at),
        given_by=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    tx.audit("provision.give", subject=("provision", row.id), kind=kind.value, amount=amount)
    tx.touch(guest=whom)
    return tx.done(row_id=row.id)


def _check_amount(amount: int) -> None:
    if not 1 <= amount <= MOST:
        raise AmountError(most=MOST)
