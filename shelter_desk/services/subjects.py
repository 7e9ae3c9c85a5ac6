"""Whom a watch line or a task is about, and how lists show her."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Bed, Guest, Presence
from shelter_desk.services.calling import Tx
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import UnknownGuestError, known_guest


@dataclass(frozen=True)
class About:
    """A card, or an anonymous presence, or nobody."""

    guest_id: int | None = None
    presence_id: int | None = None


class HasSubject(Protocol):
    """A row about a woman, a place, or both."""

    guest_id: int | None
    presence_id: int | None
    bed_id: int | None


def about(tx: Tx, guest_id: int | None, presence_id: int | None) -> About:
    """Return whom a new row is about: her card where there is one, else her presence.

    Raises :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    if guest_id is None and presence_id is not None:
        presence = tx.session.get(Presence, presence_id)
        if presence is None or presence.voided_at is not None:
            raise UnknownGuestError
        guest_id = presence.guest_id
    if guest_id is not None:
        return About(guest_id=known_guest(tx, guest_id).id)
    return About(presence_id=presence_id)


class NoCardError(RefusedError):
    """An anonymous visit: there is nobody to decide about."""

    sentence = mark(
        "She is here without a card, so nothing can be decided about her."
        " Write a line in the log, or make her a card first."
    )


def card_of(tx: Tx, guest_id: int | None, presence_id: int | None) -> Guest:
    """Return the card of a woman, also of one who is only shown as shielded in the house.

    Raises :class:`NoCardError`, :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    whom = about(tx, guest_id, presence_id)
    if whom.guest_id is None:
        raise UnknownGuestError if whom.presence_id is None else NoCardError
    return known_guest(tx, whom.guest_id)


class Subjects:
    """Shows whom rows are about; rows about a woman hidden from this reader are left out."""

    def __init__(self, tx: Tx, rows: Iterable[HasSubject]) -> None:
        listed = list(rows)
        self._shower = Shower(
            tx, (row.guest_id for row in listed), (row.presence_id for row in listed)
        )
        wanted = {row.bed_id for row in listed if row.bed_id is not None}
        query = select(Bed.id, Bed.code).where(Bed.id.in_(wanted))
        self._codes = {row.id: row.code for row in tx.session.execute(query)}

    def person(self, row: HasSubject) -> Person | None:
        """Return how she is shown."""
        return self._shower.person(row.guest_id, row.presence_id)

    def bed_code(self, row: HasSubject) -> str | None:
        """Return the code of the place a row is about."""
        return None if row.bed_id is None else self._codes.get(row.bed_id)

    def hidden(self, row: HasSubject) -> bool:
        """Say whether the row is about a woman who does not exist for this reader."""
        about_somebody = row.guest_id is not None or row.presence_id is not None
        return about_somebody and self.person(row) is None
