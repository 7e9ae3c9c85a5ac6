"""The house as the leader arranges it: every floor, room and bed, the closed ones too."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from shelter_desk.clock import local_date
from shelter_desk.models import Bed, BedAttributeLink, BedCategoryPeriod, Floor, Room
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.plan_changes import in_use
from shelter_desk.terms import BedAttribute, BedCategory, Right, RoomKind


@dataclass(frozen=True)
class PlanBed:
    """A bed. ``next_category`` is what it will be from a day to come."""

    bed_id: int
    code: str
    category: BedCategory | None
    next_category: tuple[date, BedCategory] | None
    approved: bool
    shielded: bool
    attributes: frozenset[BedAttribute]
    in_use: bool
    closed: bool


@dataclass(frozen=True)
class PlanRoom:
    """A room with its place on the plan: left, top, width, height."""

    room_id: int
    floor_id: int
    name: str
    kind: RoomKind
    zone: str
    own_toilet: bool
    place: tuple[int, int, int, int]
    beds: tuple[PlanBed, ...]
    closed: bool


@dataclass(frozen=True)
class PlanFloor:
    """A floor and its rooms."""

    floor_id: int
    name: str
    level: int
    rooms: tuple[PlanRoom, ...]
    closed: bool


@dataclass(frozen=True)
class PlanOverview:
    """The whole house, highest floor first; ``approved`` counts the capacity of today."""

    floors: tuple[PlanFloor, ...]
    approved: int
    extra: int
    today: date


@reads(Right.HOUSE_PLAN)
def plan_overview(tx: Tx) -> PlanOverview:
    """Return every floor, room and bed of the house."""
    beds = _beds(tx)
    rooms: defaultdict[int, list[PlanRoom]] = defaultdict(list)
    for row in tx.session.scalars(select(Room).order_by(Room.plan_y, Room.plan_x, Room.id)):
        rooms[row.floor_id].append(
            PlanRoom(
                room_id=row.id,
                floor_id=row.floor_id,
                name=row.name,
                kind=row.kind,
                zone=row.zone,
                own_toilet=row.own_toilet,
                place=(row.plan_x, row.plan_y, row.plan_width, row.plan_height),
                beds=tuple(beds[row.id]),
                closed=row.closed_at is not None,
            )
        )
    floors = tuple(
        PlanFloor(row.id, row.name, row.level, tuple(rooms[row.id]), row.closed_at is not None)
        for row in tx.session.scalars(select(Floor).order_by(Floor.level.desc()))
    )
    in_plan = [bed for found in beds.values() for bed in found if not bed.closed]
    return PlanOverview(
        floors=floors,
        approved=sum(bed.approved for bed in in_plan),
        extra=sum(not bed.approved for bed in in_plan),
        today=local_date(tx.now),
    )


def _beds(tx: Tx) -> defaultdict[int, list[PlanBed]]:
    today = local_date(tx.now)
    now: dict[int, BedCategory] = {}
    later: dict[int, tuple[date, BedCategory]] = {}
    query = select(BedCategoryPeriod).order_by(BedCategoryPeriod.valid_from)
    for period in tx.session.scalars(query):
        if period.valid_from <= today:
            now[period.bed_id] = period.category
        else:
            later.setdefault(period.bed_id, (period.valid_from, period.category))
    attributes: defaultdict[int, set[BedAttribute]] = defaultdict(set)
    for link in tx.session.scalars(select(BedAttributeLink)):
        attributes[link.bed_id].add(link.attribute)
    rows = list(tx.session.scalars(select(Bed).order_by(Bed.sort, Bed.id)))
    used = in_use(tx, [row.id for row in rows])
    found: defaultdict[int, list[PlanBed]] = defaultdict(list)
    for row in rows:
        found[row.room_id].append(
            PlanBed(
                bed_id=row.id,
                code=row.code,
                category=now.get(row.id),
                next_category=later.get(row.id),
                approved=row.approved,
                shielded=row.shielded,
                attributes=frozenset(attributes[row.id]),
                in_use=row.id in used,
                closed=row.closed_at is not None and row.closed_at <= tx.now,
            )
        )
    return found
