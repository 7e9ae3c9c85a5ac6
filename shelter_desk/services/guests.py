"""A woman's card: made with as little as can be (domain.md b1, b6)."""

from sqlalchemy import delete, select

from shelter_desk.clock import local
from shelter_desk.models import Guest, GuestOtherName, GuestPair
from shelter_desk.services.calling import Tx
from shelter_desk.services.collisions import AliasTakenError
from shelter_desk.services.names import alias_key, check_birth_year, clean_alias, pairs_of
from shelter_desk.services.showing import Shower
from shelter_desk.terms import PresenceKind


def make_guest(tx: Tx, *, alias: str, second_word: str, birth_year: int | None) -> Guest:
    """Add a card with its search pairs; the rules are ``arrivals.check_in_new``'s."""
    clean = clean_alias(alias)
    second = clean_alias(second_word) if second_word.strip() else ""
    check_birth_year(birth_year, local(tx.now).year)
    guest = Guest(
        alias=clean,
        second_word=second,
        alias_key=alias_key(clean),
        second_key=alias_key(second),
        birth_year=birth_year,
        awaiting_review=equals_hidden(tx, alias_key(clean), alias_key(second)),
        created_at=tx.now,
    )
    tx.footprint.make(guest)
    set_pairs(tx, guest)
    return guest


def set_pairs(tx: Tx, guest: Guest) -> None:
    """Write the character pairs a search finds this card by."""
    tx.session.execute(delete(GuestPair).where(GuestPair.guest_id == guest.id))
    others = select(GuestOtherName.name).where(GuestOtherName.guest_id == guest.id)
    names = (guest.alias, guest.second_word, *tx.session.scalars(others))
    pairs = pairs_of(" ".join(names))
    tx.session.add_all(GuestPair(pair=pair, guest_id=guest.id) for pair in sorted(pairs))


def equals_hidden(tx: Tx, key: str, second: str) -> bool:
    """Say whether these names are those of a woman this writer must not learn of.

    Such a card is saved like any other and waits for the shift lead's look: neither a refusal
    nor its absence tells that a shielded woman, or one this colleague is shut out from, exists
    (domain.md b11). Raises :class:`~shelter_desk.services.collisions.AliasTakenError` when the
    writer sees a card of these names herself.
    """
    query = select(Guest.id).where(
        Guest.alias_key == key,
        Guest.second_key == second,
        Guest.merged_into.is_(None),
        Guest.anonymised_at.is_(None),
    )
    same = tx.session.scalars(query).all()
    shower = Shower(tx, same)
    for guest_id in same:
        shown = shower.person(guest_id)
        if shown is not None and shown.kind is PresenceKind.NAMED:
            raise AliasTakenError
    return bool(same)
