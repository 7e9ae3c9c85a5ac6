"""What each bed says to one woman: yes, no, and why (screens.md, Plasskart)."""

from collections import defaultdict
from dataclasses import dataclass, replace

from sqlalchemy import or_, select

from shelter_desk.clock import local_date
from shelter_desk.models import (
    Bed,
    BedAttributeLink,
    BedStay,
    GuestNeed,
    KeepApart,
    Room,
    RoomNeighbour,
    Vedtak,
)
from shelter_desk.services.bed_facts import BedFact, bed_facts
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.isolated import must_be_alone
from shelter_desk.services.snapshots import BedAnswer, Verdict, VerdictReason
from shelter_desk.services.standing import known_guest, open_presence
from shelter_desk.terms import BedAttribute, BedCategory, BedState, Right

_NO_BY_STATE = {
    BedState.TAKEN_INSIDE: VerdictReason.TAKEN,
    BedState.TAKEN_OUT: VerdictReason.TAKEN,
    BedState.CLEANING: VerdictReason.CLEANING,
    BedState.OUT_OF_SERVICE: VerdictReason.OUT_OF_SERVICE,
    BedState.HELD: VerdictReason.HELD,
    BedState.ISOLATED: VerdictReason.ISOLATED_ROOM,
}


@dataclass(frozen=True)
class _Asker:
    guest_id: int | None
    apart_rooms: frozenset[int]
    next_rooms: frozenset[int]
    has_vedtak: bool
    alone: bool = False
    """She is to have a room to herself, with its own toilet if there is one."""
    shared_rooms: frozenset[int] = frozenset()
    toilets: frozenset[int] = frozenset()
    needs: frozenset[BedAttribute] = frozenset()
    """What a bed should have for her."""
    own: BedFact | None = None
    """The bed she has: only then can two change places."""


@reads(Right.BOARD)
def answers(
    tx: Tx, *, presence_id: int | None = None, guest_id: int | None = None
) -> tuple[BedAnswer, ...]:
    """Return every bed's answer to somebody present, or to a card that may arrive."""
    if presence_id is not None:
        guest_id = open_presence(tx, presence_id).guest_id
    elif guest_id is not None:
        guest_id = known_guest(tx, guest_id).id
    return bed_answers(tx, guest_id)


def bed_answers(tx: Tx, guest_id: int | None) -> tuple[BedAnswer, ...]:
    """Return every bed's answer, in the house's order; the best free one is marked."""
    facts = bed_facts(tx)
    asker = _asker(tx, guest_id, facts)
    attributes = _attributes(tx)
    given = [_answer(fact, asker, attributes.get(fact.bed_id, frozenset())) for fact in facts]
    best = _best(facts, given, attributes)
    return tuple(
        BedAnswer(answer.bed_id, Verdict.BEST, answer.reasons) if answer.bed_id == best else answer
        for answer in given
    )


def _attributes(tx: Tx) -> dict[int, frozenset[BedAttribute]]:
    found: defaultdict[int, set[BedAttribute]] = defaultdict(set)
    for row in tx.session.scalars(select(BedAttributeLink)):
        found[row.bed_id].add(row.attribute)
    return {bed_id: frozenset(has) for bed_id, has in found.items()}


def _answer(fact: BedFact, asker: _Asker, has: frozenset[BedAttribute]) -> BedAnswer:
    kept = _kept_for(fact, asker.guest_id)
    no = _refusal(fact, asker)
    if kept and no is VerdictReason.HELD:
        no = _not_this_room(fact, asker)
    if no is VerdictReason.TAKEN and _can_swap(asker, fact):
        return BedAnswer(fact.bed_id, Verdict.SWAP, (no,))
    if no is not None:
        return BedAnswer(fact.bed_id, Verdict.NO, (no,))
    warnings = _warnings(fact, asker, kept=kept)
    if warnings:
        return BedAnswer(fact.bed_id, Verdict.WARNING, warnings)
    reason = VerdictReason.FREE if fact.approved else VerdictReason.EXTRA_PLACE
    fits = (VerdictReason.FITS_WISHES,) if asker.needs and asker.needs <= has else ()
    return BedAnswer(
        fact.bed_id, Verdict.YES, (VerdictReason.HELD_FOR_HER if kept else reason, *fits)
    )


def _refusal(fact: BedFact, asker: _Asker) -> VerdictReason | None:
    if fact.stay is not None and asker.own is not None and fact.bed_id == asker.own.bed_id:
        return VerdictReason.HERS
    if fact.state in _NO_BY_STATE:
        return _NO_BY_STATE[fact.state]
    return _not_this_room(fact, asker)


def _not_this_room(fact: BedFact, asker: _Asker) -> VerdictReason | None:
    if fact.room_id in asker.apart_rooms:
        return VerdictReason.SAME_ROOM
    if asker.alone and fact.room_id in asker.shared_rooms:
        return VerdictReason.NOT_ALONE
    return None


def _warnings(fact: BedFact, asker: _Asker, *, kept: bool) -> tuple[VerdictReason, ...]:
    warnings: list[VerdictReason] = []
    if fact.room_id in asker.next_rooms:
        warnings.append(VerdictReason.NEXT_ROOM)
    if asker.alone and fact.room_id not in asker.toilets:
        warnings.append(VerdictReason.NO_OWN_TOILET)
    # What is kept for her was decided when it was kept.
    if fact.category is BedCategory.TEMPORARY and not asker.has_vedtak and not kept:
        warnings.append(VerdictReason.NEEDS_VEDTAK)
    if fact.category is BedCategory.CRISIS and not kept:
        warnings.append(VerdictReason.CRISIS_PLACE)
    return tuple(warnings)


def _can_swap(asker: _Asker, fact: BedFact) -> bool:
    """Say whether it is worth trying: the swap itself asks again about both women."""
    apart = fact.room_id in asker.apart_rooms
    return asker.own is not None and not asker.alone and not apart and not fact.isolated


def _kept_for(fact: BedFact, guest_id: int | None) -> bool:
    held = fact.hold if fact.state is BedState.HELD else None
    return held is not None and guest_id is not None and held.guest_id == guest_id


def _best(
    facts: tuple[BedFact, ...],
    given: list[BedAnswer],
    attributes: dict[int, frozenset[BedAttribute]],
) -> int | None:
    """Return the bed to offer first: kept for her, what she needs, an emergency place.

    Among those, one near the staff.
    """
    free = [
        (
            VerdictReason.HELD_FOR_HER not in answer.reasons,
            VerdictReason.FITS_WISHES not in answer.reasons,
            fact.category is not BedCategory.EMERGENCY,
            BedAttribute.NEAR_STAFF not in attributes.get(fact.bed_id, frozenset()),
            place,
        )
        for place, (fact, answer) in enumerate(zip(facts, given, strict=True))
        if answer.verdict is Verdict.YES
        and (fact.approved or VerdictReason.HELD_FOR_HER in answer.reasons)
    ]
    return facts[min(free)[-1]].bed_id if free else None


def _asker(tx: Tx, guest_id: int | None, facts: tuple[BedFact, ...]) -> _Asker:
    if guest_id is None:
        return _Asker(None, frozenset(), frozenset(), has_vedtak=False)
    others, rooms = _kept_apart(tx, guest_id)
    rooms |= {
        fact.room_id for fact in facts if fact.stay is not None and fact.stay.guest_id in others
    }
    own = next((fact for fact in facts if fact.stay and fact.stay.guest_id == guest_id), None)
    asker = _Asker(
        guest_id,
        frozenset(rooms),
        _neighbours(tx, rooms),
        _has_vedtak(tx, guest_id),
        needs=_needs(tx, guest_id),
        own=own,
    )
    if not must_be_alone(tx, ("guest", guest_id)):
        return asker
    taken = {fact.room_id for fact in facts if fact.stay and fact.stay.guest_id != guest_id}
    toilets = tx.session.scalars(select(Room.id).where(Room.own_toilet))
    return replace(asker, alone=True, shared_rooms=frozenset(taken), toilets=frozenset(toilets))


def _needs(tx: Tx, guest_id: int) -> frozenset[BedAttribute]:
    query = select(GuestNeed.attribute).where(
        GuestNeed.guest_id == guest_id, GuestNeed.ended_at.is_(None)
    )
    return frozenset(tx.session.scalars(query))


def must_not_share(tx: Tx, guest_id: int, room_id: int) -> bool:
    """Say whether a room, or somebody with a place in it, is kept apart from her now."""
    others, rooms = _kept_apart(tx, guest_id)
    if room_id in rooms:
        return True
    query = (
        select(BedStay.id)
        .join(Bed, Bed.id == BedStay.bed_id)
        .where(
            Bed.room_id == room_id,
            BedStay.guest_id.in_(others),
            BedStay.ends_at.is_(None),
            BedStay.voided_at.is_(None),
        )
    )
    return bool(others) and tx.session.scalar(query.limit(1)) is not None


def _kept_apart(tx: Tx, guest_id: int) -> tuple[set[int], set[int]]:
    query = select(KeepApart).where(
        KeepApart.ended_at.is_(None),
        or_(KeepApart.guest_id == guest_id, KeepApart.other_guest_id == guest_id),
    )
    others: set[int] = set()
    rooms: set[int] = set()
    for row in tx.session.scalars(query):
        if row.room_id is not None:
            rooms.add(row.room_id)
        elif row.other_guest_id is not None:
            others.add(row.other_guest_id if row.guest_id == guest_id else row.guest_id)
    return others, rooms


def _neighbours(tx: Tx, rooms: set[int]) -> frozenset[int]:
    query = select(RoomNeighbour.room_id, RoomNeighbour.other_room_id).where(
        or_(RoomNeighbour.room_id.in_(rooms), RoomNeighbour.other_room_id.in_(rooms))
    )
    found = {room for pair in tx.session.execute(query) for room in pair}
    return frozenset(found - rooms)


def _has_vedtak(tx: Tx, guest_id: int) -> bool:
    today = local_date(tx.now)
    query = select(Vedtak.id).where(
        Vedtak.guest_id == guest_id,
        Vedtak.voided_at.is_(None),
        Vedtak.first_day <= today,
        Vedtak.last_day >= today,
    )
    return tx.session.scalar(query.limit(1)) is not None
