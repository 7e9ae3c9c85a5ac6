"""A woman's card: made with as little as can be (domain.md b1, b6)."""

from sqlalchemy import delete, or_, select

from shelter_desk.clock import local
from shelter_desk.models import Guest, GuestPair
from shelter_desk.services.calling import Tx
from shelter_desk.services.names import alias_key, check_birth_year, clean_alias, pairs_of
from shelter_desk.terms import Protection


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
        awaiting_review=_equals_shielded(tx, alias_key(clean), alias_key(second)),
        created_at=tx.now,
    )
    tx.footprint.make(guest)
    set_pairs(tx, guest)
    return guest


def set_pairs(tx: Tx, guest: Guest) -> None:
    """Write the character pairs a search finds this card by."""
    tx.session.execute(delete(GuestPair).where(GuestPair.guest_id == guest.id))
    pairs = pairs_of(f"{guest.alias} {guest.second_word}")
    tx.session.add_all(GuestPair(pair=pair, guest_id=guest.id) for pair in sorted(pairs))


def _equals_shielded(tx: Tx, key: str, second: str) -> bool:
    hidden = or_(Guest.protection != Protection.OPEN, Guest.awaiting_review)
    query = select(Guest.id).where(
        Guest.alias_key == key,
        Guest.second_key == second,
        Guest.merged_into.is_(None),
        Guest.anonymised_at.is_(None),
        hidden,
    )
    return tx.session.scalar(query.limit(1)) is not None
