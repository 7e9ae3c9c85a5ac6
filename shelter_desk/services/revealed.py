"""Whether a reader may be shown who a shielded woman is (domain.md b8a, b11).

Who may see shielded women may open her card; everybody else gives a reason first, which opens
that one card for a quarter of an hour of the same log-in. The audit is what remembers it.
"""

from datetime import timedelta

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import AuditEntry, Guest
from shelter_desk.services.calling import Tx
from shelter_desk.services.reading import READ
from shelter_desk.services.showing import Shower, sees_shielded
from shelter_desk.services.standing import known_guest
from shelter_desk.terms import Right

REVEAL_SCREEN = "reveal"
REVEAL_LASTS = timedelta(minutes=15)
"""How long a reason that was given opens her card."""


class ShieldedCardError(RefusedError):
    """She is shielded and this reader has given no reason (lately)."""

    sentence = mark("This woman is shielded. Write why you need to open her card.")


def named_guest(tx: Tx, guest_id: int) -> Guest:
    """Return the card if this reader may be shown whose it is now.

    Raises :class:`ShieldedCardError` and
    :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    guest = known_guest(tx, guest_id)
    if not Shower(tx, [guest.id]).shielded(guest.id):
        return guest
    if sees_shielded(tx) or _revealed(tx, guest.id):
        return guest
    raise ShieldedCardError


def editable_guest(tx: Tx, guest_id: int) -> Guest:
    """Return the card for somebody who may read it whole, and so write on it.

    Raises as :func:`named_guest`, and
    :class:`~shelter_desk.services.rights.NotAllowedError`.
    """
    tx.allow(Right.CARD)
    return named_guest(tx, guest_id)


def _revealed(tx: Tx, guest_id: int) -> bool:
    query = (
        select(AuditEntry.sequence)
        .where(
            AuditEntry.at > tx.caller.house.looked_at() - REVEAL_LASTS,
            AuditEntry.action == READ,
            AuditEntry.screen == REVEAL_SCREEN,
            AuditEntry.subject_kind == "guest",
            AuditEntry.subject_id == guest_id,
            AuditEntry.staff_id == tx.actor.staff_id,
            AuditEntry.details["login"].as_string() == str(tx.actor.login),
        )
        .limit(1)
    )
    return tx.session.scalar(query) is not None
