"""Who a shielded woman is: for those who may ask, with a reason, audited first (domain.md b11)."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.models import Guest, GuestExclusion, Presence, Staff
from shelter_desk.services.calling import Caller, Tx, reads
from shelter_desk.services.names import clean_text
from shelter_desk.services.reading import note_reading
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import UnknownGuestError, known_guest
from shelter_desk.services.written import says_something
from shelter_desk.terms import PresenceKind, Protection, Right

REASON_LIMIT = 200
_MAY_ASK = (Right.SHIELDED, Right.SHIELDED_ON_SHIFT, Right.SHIELDED_WITH_REASON)


class ReasonMissingError(BadInputError):
    """A shielded woman is not looked up without a reason."""

    sentence = mark("Write why you need to know who she is. The reason is kept with your name.")


@dataclass(frozen=True)
class ShieldedCard:
    """A shielded woman as those with the right choose her; ``inside`` says she is here."""

    guest_id: int
    person: Person
    grade: Protection | None
    """None for a reader who may not see grades."""
    awaiting_review: bool
    inside: bool


def reveal(
    caller: Caller, *, reason: str, guest_id: int | None = None, presence_id: int | None = None
) -> Person:
    """Return who a shielded woman is; the reason stands in the audit before she is named.

    ``presence_id`` is what board and map know of her. Raises :class:`ReasonMissingError`,
    :class:`~shelter_desk.services.rights.NotAllowedError`,
    :class:`~shelter_desk.services.standing.UnknownGuestError` when there is no card (yet).
    """
    why = clean_text(reason)[:REASON_LIMIT]
    if not says_something(why):
        raise ReasonMissingError
    person = _who(caller, guest_id=guest_id, presence_id=presence_id)
    note_reading(caller, screen="reveal", guest_id=person.guest_id, reason=why)
    return person


def shielded_cards(caller: Caller, *, reason: str) -> tuple[ShieldedCard, ...]:
    """Return every shielded card, so that an arrival can be linked to one; audited first.

    Raises :class:`ReasonMissingError`, :class:`~shelter_desk.services.rights.NotAllowedError`.
    """
    why = clean_text(reason)[:REASON_LIMIT]
    if not says_something(why):
        raise ReasonMissingError
    cards = _cards(caller)
    note_reading(caller, screen="shielded", reason=why)
    return cards


@reads(Right.SHIELD_GRADE)
def excluded_colleagues(tx: Tx, *, guest_id: int) -> tuple[tuple[int, str], ...]:
    """Return number and name of each colleague shut out from a woman."""
    query = (
        select(Staff.id, Staff.name)
        .join(GuestExclusion, GuestExclusion.staff_id == Staff.id)
        .where(GuestExclusion.guest_id == known_guest(tx, guest_id).id)
        .order_by(Staff.name)
    )
    return tuple((row.id, row.name) for row in tx.session.execute(query))


@reads(Right.BOARD)
def _who(tx: Tx, *, guest_id: int | None, presence_id: int | None) -> Person:
    if not any(tx.may(right) for right in _MAY_ASK):
        raise NotAllowedError
    if guest_id is None and presence_id is not None:
        presence = tx.session.get(Presence, presence_id)
        guest_id = presence.guest_id if presence is not None else None
    if guest_id is None:
        raise UnknownGuestError
    guest = known_guest(tx, guest_id)
    shown = Shower(tx, [guest.id]).person(guest.id)
    return Person(
        PresenceKind.NAMED,
        alias=guest.alias,
        second_word=guest.second_word,
        place=shown.place if shown else None,
        guest_id=guest.id,
        presence_id=presence_id,
    )


@reads(Right.SHIELDED)
def _cards(tx: Tx) -> tuple[ShieldedCard, ...]:
    query = (
        select(Guest)
        .where(
            Guest.merged_into.is_(None),
            Guest.anonymised_at.is_(None),
            or_(Guest.protection != Protection.OPEN, Guest.awaiting_review),
        )
        .order_by(Guest.alias_key, Guest.second_key, Guest.id)
    )
    guests = tx.session.scalars(query).all()
    ids = [guest.id for guest in guests]
    shower = Shower(tx, ids, by_right=True)
    inside = set(
        tx.session.scalars(
            select(Presence.guest_id).where(
                Presence.guest_id.in_(ids), Presence.ends_at.is_(None), Presence.voided_at.is_(None)
            )
        )
    )
    return tuple(
        ShieldedCard(
            guest.id,
            person,
            guest.protection if tx.may(Right.SHIELD_GRADE) else None,
            guest.awaiting_review,
            guest.id in inside,
        )
        for guest in guests
        if (person := shower.person(guest.id)) is not None
    )
