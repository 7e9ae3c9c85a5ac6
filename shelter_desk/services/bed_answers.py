"""What each bed says to one woman: yes, no, and why (screens.md, Plasskart)."""

from dataclasses import dataclass, replace

from sqlalchemy import or_, select

from shelter_desk.clock import local_date
from shelter_desk.models import (
    Bed,
    BedAttributeLink,
    BedStay,
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
    given = [_answer(fact, asker) for fact in facts]
    best = _best(tx, facts, given)
    return tuple(
        BedAnswer(answer.bed_id, Verdict.BEST, answer.reasons) if answer.bed_id == best else answer
        for answer in given
    )


def _answer(fact: BedFact, asker: _Asker) -> BedAnswer:
    no = _NO_BY_STATE.get(fact.state)
    if fact.stay is not None and asker.guest_id is not None:
        no = VerdictReason.HERS if fact.stay.guest_id == asker.guest_id else no
    if fact.hold is not None and fact.state is BedState.HELD:
        no = None if fact.hold.guest_id == asker.guest_id else no
    if no is not None:
        return BedAnswer(fact.bed_id, Verdict.NO, (no,))
    if fact.room_id in asker.apart_rooms:
        return BedAnswer(fact.bed_id, Verdict.NO, (VerdictReason.SAME_ROOM,))
    if asker.alone and fact.room_id in asker.shared_rooms:
        return BedAnswer(fact.bed_id, Verdict.NO, (VerdictReason.NOT_ALONE,))
    warnings = _warnings(fact, asker)
    if warnings:
        return BedAnswer(fact.bed_id, Verdict.WARNING, tuple(warnings))
    reason = VerdictReason.FREE if fact.approved else VerdictReason.EXTRA_PLACE
    return BedAnswer(fact.bed_id, Verdict.YES, (reason,))


def _warnings(fact: BedFact, asker: _Asker) -> list[VerdictReason]:
    warnings: list[VerdictReason] = []
    if fact.room_id in asker.next_rooms:
        warnings.append(VerdictReason.NEXT_ROOM)
    if asker.alone and fact.room_id not in asker.toilets:
        warnings.append(VerdictReason.NO_OWN_TOILET)
    if fact.category is BedCategory.TEMPORARY and not asker.has_vedtak:
        warnings.append(VerdictReason.NEEDS_VEDTAK)
    if fact.category is BedCategory.CRISIS:
        warnings.append(VerdictReason.CRISIS_PLACE)
    return warnings


def _best(tx: Tx, facts: tuple[BedFact, ...], given: list[BedAnswer]) -> int | None:
    """Return the bed to offer first: an approved emergency place, near the staff if any."""
    near = set(
        tx.session.scalars(
            select(BedAttributeLink.bed_id).where(
                BedAttributeLink.attribute == BedAttribute.NEAR_STAFF
            )
        )
    )
    free = [
        fact
        for fact, answer in zip(facts, given, strict=True)
        if answer.verdict is Verdict.YES and fact.approved
    ]
    free.sort(
        key=lambda fact: (fact.category is not BedCategory.EMERGENCY, fact.bed_id not in near)
    )
    return free[0].bed_id if free else None


def _asker(tx: Tx, guest_id: int | None, facts: tuple[BedFact, ...]) -> _Asker:
    if guest_id is None:
        return _Asker(None, frozenset(), frozenset(), has_vedtak=False)
    others, rooms = _kept_apart(tx, guest_id)
    rooms |= {
        fact.room_id for fact in facts if fact.stay is not None and fact.stay.guest_id in others
    }
    asker = _Asker(guest_id, frozenset(rooms), _neighbours(tx, rooms), _has_vedtak(tx, guest_id))
    if not must_be_alone(tx, ("guest", guest_id)):
        return asker
    taken = {fact.room_id for fact in facts if fact.stay and fact.stay.guest_id != guest_id}
    toilets = tx.session.scalars(select(Room.id).where(Room.own_toilet))
    return replace(asker, alone=True, shared_rooms=frozenset(taken), toilets=frozenset(toilets))


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
