"""What state each bed is in now: derived from stays, holds, outages and cleaning."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, or_, select, true

from shelter_desk.clock import local_date, night_of
from shelter_desk.models import (
    Bed,
    BedCategoryPeriod,
    BedStay,
    Cleaning,
    Hold,
    HoldNight,
    Outage,
    OutSpell,
    Presence,
)
from shelter_desk.services.calling import Tx
from shelter_desk.services.isolated import isolated_rooms
from shelter_desk.services.looking_back import not_yet, stood
from shelter_desk.services.standing import owner_of
from shelter_desk.terms import BedCategory, BedState

Row = TypeVar("Row", BedStay, Outage, Cleaning)


@dataclass(frozen=True)
class BedFact:
    """One bed that is in use now, with the rows behind its state."""

    bed_id: int
    code: str
    room_id: int
    approved: bool
    shielded: bool
    category: BedCategory | None
    state: BedState
    stay: BedStay | None
    presence_id: int | None
    hold: Hold | None
    outage: Outage | None
    cleaning: Cleaning | None
    expected_back: datetime | None
    isolated: bool = False
    """Whether who has it is to have the room to herself."""


def bed_facts(tx: Tx) -> tuple[BedFact, ...]:
    """Return every bed in use now, in the house's order.

    A bed never says free while someone is in it, nor taken without a stay behind it
    (screens.md, Plasskart): a stay outweighs outage, cleaning and hold.
    """
    stays = _by_bed(tx, select(BedStay).where(_open(tx, BedStay)))
    outages = _by_bed(tx, select(Outage).where(_open(tx, Outage)))
    cleanings = _by_bed(
        tx,
        select(Cleaning).where(stood(tx, Cleaning.needed_at, Cleaning.done_at, Cleaning.voided_at)),
    )
    holds = _holds(tx)
    inside, away = _whereabouts(tx)
    categories = _categories(tx)
    alone = isolated_rooms(tx)
    facts = []
    for bed in tx.session.scalars(_beds_in_use(tx)):
        stay = stays.get(bed.id)
        key = (stay.guest_id, stay.presence_id) if stay else None
        presence_id = inside.get(key) if key else None
        spell = away.get(presence_id) if presence_id is not None else None
        present = presence_id is not None and spell is None
        facts.append(
            BedFact(
                bed_id=bed.id,
                code=bed.code,
                room_id=bed.room_id,
                approved=bed.approved,
                shielded=bed.shielded,
                category=categories.get(bed.id),
                state=_state(
                    taken=stay is not None,
                    present=present,
                    outage=bed.id in outages,
                    cleaning=bed.id in cleanings,
                    held=bed.id in holds,
                    isolated=bed.room_id in alone,
                ),
                stay=stay,
                presence_id=presence_id,
                hold=holds.get(bed.id),
                outage=outages.get(bed.id),
                cleaning=cleanings.get(bed.id),
                expected_back=spell.expected_back if spell else None,
                isolated=stay is not None and alone.get(bed.room_id) == owner_of(stay),
            )
        )
    return tuple(facts)


def _state(
    *, taken: bool, present: bool, outage: bool, cleaning: bool, held: bool, isolated: bool
) -> BedState:
    if taken:
        return BedState.TAKEN_INSIDE if present else BedState.TAKEN_OUT
    if outage:
        return BedState.OUT_OF_SERVICE
    if cleaning:
        return BedState.CLEANING
    if isolated:
        return BedState.ISOLATED
    return BedState.HELD if held else BedState.FREE


def _open(
    tx: Tx,
    table: type[BedStay | Outage | OutSpell | Presence],
) -> ColumnElement[bool]:
    return stood(tx, table.starts_at, table.ends_at, table.voided_at)


def _by_bed(tx: Tx, query: Select[Row]) -> dict[int, Row]:
    return {row.bed_id: row for row in tx.session.scalars(query)}


def _beds_in_use(tx: Tx) -> Select[Bed]:
    return (
        select(Bed)
        .where(Bed.opened_at <= tx.now, or_(Bed.closed_at.is_(None), Bed.closed_at > tx.now))
        .order_by(Bed.sort, Bed.id)
    )


def _holds(tx: Tx) -> dict[int, Hold]:
    query = (
        select(Hold)
        .join(HoldNight, HoldNight.hold_id == Hold.id)
        .where(
            # A night of a hold that has ended counts no more, but it did.
            or_(HoldNight.active, Hold.ended_at > tx.now) if tx.past else HoldNight.active,
            HoldNight.night == night_of(tx.now),
            not_yet(tx, Hold.ended_at),
            Hold.until_at > tx.now,
            Hold.made_at <= tx.now if tx.past else true(),
        )
    )
    return {row.bed_id: row for row in tx.session.scalars(query)}


def _whereabouts(
    tx: Tx,
) -> tuple[dict[tuple[int | None, int | None], int], dict[int, OutSpell]]:
    """Return who is checked in, by how a stay names its owner, and who of them is out."""
    inside: dict[tuple[int | None, int | None], int] = {}
    query = select(Presence.id, Presence.guest_id).where(_open(tx, Presence))
    for presence_id, guest_id in tx.session.execute(query):
        owner = (guest_id, None) if guest_id is not None else (None, presence_id)
        inside[owner] = presence_id
    spells = tx.session.scalars(select(OutSpell).where(_open(tx, OutSpell)))
    return inside, {row.presence_id: row for row in spells}


def _categories(tx: Tx) -> dict[int, BedCategory]:
    today = local_date(tx.now)
    query = (
        select(BedCategoryPeriod)
        .where(BedCategoryPeriod.valid_from <= today)
        .order_by(BedCategoryPeriod.valid_from)
    )
    return {row.bed_id: row.category for row in tx.session.scalars(query)}
