"""The bed map as one picture: floors, rooms, beds and who has them."""

from collections import defaultdict

from sqlalchemy import select

from shelter_desk.clock import night_of
from shelter_desk.models import BedAttributeLink, Floor, Room
from shelter_desk.services.bed_facts import BedFact, bed_facts
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.checks import NextCheck, next_checks
from shelter_desk.services.flags import watch_levels
from shelter_desk.services.lines import Subject
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import (
    BedPicture,
    FloorPicture,
    MapSnapshot,
    Person,
    RoomPicture,
)
from shelter_desk.services.standing import open_presences, owner_of, subject_of
from shelter_desk.terms import BedAttribute, BedState, Level, Right


@reads(Right.BOARD)
def map_snapshot(tx: Tx) -> MapSnapshot:
    """Return the map at this moment, highest floor first; shielded women are not named."""
    facts = bed_facts(tx)
    pictures = _pictures(tx, facts)
    rooms: defaultdict[int, list[BedPicture]] = defaultdict(list)
    for picture in pictures:
        rooms[picture.room_id].append(picture)
    return MapSnapshot(
        at=tx.now,
        night=night_of(tx.now),
        floors=_floors(tx, rooms),
        counts={
            state: sum(fact.approved and _shown(fact) is state for fact in facts)
            for state in BedState
        },
        extra_free=sum(not f.approved and f.state is BedState.FREE for f in facts),
        extra_taken=sum(not f.approved and f.stay is not None for f in facts),
        without_bed=_without_bed(tx, facts),
    )


def _floors(tx: Tx, beds: dict[int, list[BedPicture]]) -> tuple[FloorPicture, ...]:
    rooms: defaultdict[int, list[RoomPicture]] = defaultdict(list)
    for room in tx.session.scalars(
        select(Room).where(Room.closed_at.is_(None)).order_by(Room.plan_y, Room.plan_x)
    ):
        rooms[room.floor_id].append(
            RoomPicture(
                room_id=room.id,
                name=room.name,
                kind=room.kind,
                x=room.plan_x,
                y=room.plan_y,
                width=room.plan_width,
                height=room.plan_height,
                own_toilet=room.own_toilet,
                beds=tuple(beds.get(room.id, ())),
            )
        )
    floors = tx.session.scalars(
        select(Floor).where(Floor.closed_at.is_(None)).order_by(Floor.level.desc())
    )
    return tuple(
        FloorPicture(floor.id, floor.name, floor.level, tuple(rooms[floor.id])) for floor in floors
    )


def _pictures(tx: Tx, facts: tuple[BedFact, ...]) -> list[BedPicture]:
    shower = Shower(
        tx,
        [f.stay.guest_id for f in facts if f.stay] + [f.hold.guest_id for f in facts if f.hold],
        [f.presence_id for f in facts],
    )
    attributes = _attributes(tx)
    checks = next_checks(tx)
    levels = watch_levels(tx)
    return [
        _picture(fact, _person(fact, shower), attributes[fact.bed_id], checks, levels)
        for fact in facts
    ]


def _person(fact: BedFact, shower: Shower) -> Person | None:
    if fact.stay is not None:
        return shower.person(fact.stay.guest_id, fact.presence_id or fact.stay.presence_id)
    if fact.state is BedState.HELD and fact.hold is not None:
        return shower.person(fact.hold.guest_id)
    return None


def _picture(
    fact: BedFact,
    person: Person | None,
    attributes: list[BedAttribute],
    checks: dict[Subject, NextCheck],
    levels: dict[Subject, Level],
) -> BedPicture:
    owner = owner_of(fact.stay) if fact.stay else None
    check = checks.get(owner) if owner else None
    until = {
        BedState.HELD: fact.hold.until_at if fact.hold else None,
        BedState.OUT_OF_SERVICE: fact.outage.expected_until if fact.outage else None,
        BedState.TAKEN_OUT: fact.expected_back,
    }.get(fact.state)
    since = fact.cleaning.needed_at if fact.cleaning else None
    return BedPicture(
        bed_id=fact.bed_id,
        code=fact.code,
        room_id=fact.room_id,
        approved=fact.approved,
        shielded=fact.shielded,
        category=fact.category,
        attributes=tuple(attributes),
        state=_shown(fact),
        person=person,
        stay_id=fact.stay.id if fact.stay else None,
        presence_id=fact.presence_id,
        since=fact.stay.starts_at if fact.stay else since,
        until=until,
        outage=fact.outage.reason if fact.outage else None,
        outage_note=fact.outage.note if fact.outage else "",
        cleaning_id=fact.cleaning.id if fact.cleaning else None,
        hold_id=fact.hold.id if fact.hold else None,
        outage_id=fact.outage.id if fact.outage else None,
        level=levels.get(owner, Level.INFO) if owner else Level.INFO,
        next_check=check.due_at if check else None,
    )


def _shown(fact: BedFact) -> BedState:
    """Return the state the map shows: who is to be alone and is in has her room to herself."""
    alone = fact.isolated and fact.state is BedState.TAKEN_INSIDE
    return BedState.ISOLATED if alone else fact.state


def _attributes(tx: Tx) -> defaultdict[int, list[BedAttribute]]:
    found: defaultdict[int, list[BedAttribute]] = defaultdict(list)
    query = select(BedAttributeLink).order_by(BedAttributeLink.attribute)
    for row in tx.session.scalars(query):
        found[row.bed_id].append(row.attribute)
    return found


def _without_bed(tx: Tx, facts: tuple[BedFact, ...]) -> tuple[Person, ...]:
    have = {owner_of(fact.stay) for fact in facts if fact.stay is not None}
    waiting = [row for row in open_presences(tx) if subject_of(row) not in have]
    shower = Shower(tx, [row.guest_id for row in waiting], [row.id for row in waiting])
    shown = (shower.person(row.guest_id, row.id) for row in waiting)
    return tuple(person for person in shown if person is not None)
