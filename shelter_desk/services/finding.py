"""Type-ahead over aliases: best first, slips forgiven, the same hits on both engines.

One own table of character pairs finds candidates; at most 500 are ranked again (architecture.md
8). A shielded woman is never found here (domain.md b11).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio
from sqlalchemy import ColumnElement, exists, func, select

from shelter_desk.models import (
    Bed,
    BedStay,
    Guest,
    GuestExclusion,
    GuestOtherName,
    GuestPair,
    Presence,
    Staff,
)
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.names import pairs_of, search_key
from shelter_desk.services.snapshots import Person, SearchHit
from shelter_desk.services.standing import holds_for
from shelter_desk.terms import PresenceKind, Protection, Right

_CANDIDATES = 500
_TOO_SHORT_FOR_SLIPS = 2
_PREFIX = 1000.0


@dataclass(frozen=True)
class _Candidate:
    guest_id: int
    alias: str
    second_word: str
    key_worker: str
    names: tuple[str, ...]


@reads(Right.BOARD)
def type_ahead(tx: Tx, *, words: str, limit: int = 8) -> tuple[SearchHit, ...]:
    """Return women whose alias, second word or other name matches ``words``, best first."""
    return _hits(tx, search_key(words).strip(), _ranked(tx, words)[:limit])


def matching(tx: Tx, words: str) -> tuple[int, ...]:
    """Return the numbers of the cards that match ``words``, best first."""
    return tuple(candidate.guest_id for candidate in _ranked(tx, words))


def findable(tx: Tx) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which a card may stand in a list or be found by a search.

    Nobody shielded, by her card or by where she is, is listed for anybody (domain.md b11), and
    to a colleague who is shut out from her a woman does not exist.
    """
    on_shielded_place = exists().where(
        BedStay.guest_id == Guest.id,
        BedStay.ends_at.is_(None),
        BedStay.voided_at.is_(None),
        BedStay.bed_id == Bed.id,
        Bed.shielded,
    )
    arrived_shielded = exists().where(
        Presence.guest_id == Guest.id,
        Presence.kind == PresenceKind.SHIELDED,
        Presence.ends_at.is_(None),
        Presence.voided_at.is_(None),
    )
    shut_out = exists().where(
        GuestExclusion.guest_id == Guest.id, GuestExclusion.staff_id == tx.actor.staff_id
    )
    return (
        Guest.merged_into.is_(None),
        Guest.anonymised_at.is_(None),
        Guest.protection == Protection.OPEN,
        ~Guest.awaiting_review,
        ~on_shielded_place,
        ~arrived_shielded,
        ~shut_out,
    )


def _ranked(tx: Tx, words: str) -> list[_Candidate]:
    key = search_key(words).strip()
    pairs = pairs_of(words)
    if not pairs:
        return []
    ranked = sorted(
        (
            (-score, candidate.alias.casefold(), candidate)
            for candidate in _candidates(tx, pairs)
            if (score := _score(key, candidate)) > 0
        ),
        key=lambda entry: entry[:2],
    )
    return [candidate for _, _, candidate in ranked]


def _candidates(tx: Tx, pairs: Iterable[str]) -> list[_Candidate]:
    shared = (
        select(GuestPair.guest_id, func.count().label("n"))
        .where(GuestPair.pair.in_(sorted(pairs)))
        .group_by(GuestPair.guest_id)
        .order_by(func.count().desc(), GuestPair.guest_id.desc())
        .limit(_CANDIDATES)
        .subquery()
    )
    query = (
        select(Guest.id, Guest.alias, Guest.second_word, Staff.name)
        .join(shared, shared.c.guest_id == Guest.id)
        .outerjoin(Staff, Staff.id == Guest.key_worker_id)
        .where(*findable(tx))
    )
    rows = list(tx.session.execute(query))
    others = _other_names(tx, [row.id for row in rows])
    return [
        _Candidate(
            row.id, row.alias, row.second_word, row.name or "", tuple(others.get(row.id, ()))
        )
        for row in rows
    ]


def _other_names(tx: Tx, guest_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if guest_ids:
        query = select(GuestOtherName.guest_id, GuestOtherName.name).where(
            GuestOtherName.guest_id.in_(guest_ids)
        )
        for row in tx.session.execute(query):
            found.setdefault(row.guest_id, []).append(row.name)
    return found


def _score(key: str, candidate: _Candidate) -> float:
    """Return how well ``key`` matches: beginnings first, then slips; 0 is no match."""
    names = (f"{candidate.alias} {candidate.second_word}".strip(), *candidate.names)
    return max(_score_name(key, search_key(name)) for name in names)


def _score_name(key: str, name: str) -> float:
    if name.startswith(key):
        return _PREFIX + 100 - min(len(name), 99)
    if any(word.startswith(key) for word in name.split()):
        return _PREFIX - min(len(name), 99)
    # What is typed may be a beginning with a slip in it: a letter too few, too many or wrong.
    size = len(key)
    slips = min(OSA.distance(key, name[:length]) for length in (size - 1, size, size + 1))
    if slips > max(1, size // 3) or size <= _TOO_SHORT_FOR_SLIPS:
        return 0.0
    return float(ratio(key, name)) / (1 + slips)


def _hits(tx: Tx, key: str, found: list[_Candidate]) -> tuple[SearchHit, ...]:
    ids = [candidate.guest_id for candidate in found]
    inside = _inside(tx, ids)
    seen = last_seen(tx, ids)
    beds = _beds(tx, ids)
    holds = holds_for(tx, ids)
    codes = _codes(tx, [hold.bed_id for hold in holds.values()])
    aliases = [candidate.alias.casefold() for candidate in found]
    return tuple(
        SearchHit(
            guest_id=candidate.guest_id,
            person=Person(
                PresenceKind.NAMED,
                alias=candidate.alias,
                second_word=candidate.second_word,
                place=beds.get(candidate.guest_id),
                guest_id=candidate.guest_id,
                presence_id=inside.get(candidate.guest_id, (None, None))[0],
            ),
            matched=_spans(key, candidate.alias),
            key_worker=candidate.key_worker,
            last_seen=seen.get(candidate.guest_id),
            inside_since=inside.get(candidate.guest_id, (None, None))[1],
            presence_id=inside.get(candidate.guest_id, (None, None))[0],
            bed_code=beds.get(candidate.guest_id),
            same_alias=aliases.count(candidate.alias.casefold()) > 1,
            held_bed_id=held.bed_id if held else None,
            held_bed_code=codes.get(held.bed_id) if held else None,
        )
        for candidate, held in ((one, holds.get(one.guest_id)) for one in found)
    )


def _spans(key: str, alias: str) -> tuple[tuple[int, int], ...]:
    """Return where ``key`` stands in ``alias``, letter by letter, for underlining."""
    if any(len(search_key(letter)) != 1 for letter in alias):
        return ()
    folded = search_key(alias)
    starts = [0, *(i + 1 for i, letter in enumerate(folded) if letter == " ")]
    return next((((start, len(key)),) for start in starts if folded.startswith(key, start)), ())


def _codes(tx: Tx, bed_ids: list[int]) -> dict[int, str]:
    query = select(Bed.id, Bed.code).where(Bed.id.in_(bed_ids))
    return {row.id: row.code for row in tx.session.execute(query)}


def _inside(tx: Tx, ids: list[int]) -> dict[int, tuple[int, datetime]]:
    query = select(Presence.guest_id, Presence.id, Presence.starts_at).where(
        Presence.guest_id.in_(ids), Presence.ends_at.is_(None), Presence.voided_at.is_(None)
    )
    return {
        row.guest_id: (row.id, row.starts_at)
        for row in tx.session.execute(query)
        if row.guest_id is not None
    }


def last_seen(tx: Tx, ids: list[int]) -> dict[int, datetime]:
    """Return when each woman was last seen: checked in or out."""
    query = (
        select(
            Presence.guest_id,
            func.max(func.coalesce(Presence.ends_at, Presence.starts_at)).label("seen"),
        )
        .where(Presence.guest_id.in_(ids), Presence.voided_at.is_(None))
        .group_by(Presence.guest_id)
    )
    return {row.guest_id: row.seen for row in tx.session.execute(query) if row.guest_id is not None}


def _beds(tx: Tx, ids: list[int]) -> dict[int, str]:
    query = (
        select(BedStay.guest_id, Bed.code)
        .join(Bed, Bed.id == BedStay.bed_id)
        .where(BedStay.guest_id.in_(ids), BedStay.ends_at.is_(None), BedStay.voided_at.is_(None))
    )
    return {row.guest_id: row.code for row in tx.session.execute(query) if row.guest_id is not None}
