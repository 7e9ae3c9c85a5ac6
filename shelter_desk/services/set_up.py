"""A new house: what stands in it before anybody comes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.clock import from_local, local_date
from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import (
    Base,
    Bed,
    BedAttributeLink,
    BedCategoryPeriod,
    Contact,
    Floor,
    House,
    HouseSetting,
    RoleRight,
    Room,
    RoomNeighbour,
    Shift,
    Staff,
)
from shelter_desk.services.calling import Changed, Done, Tx, writes
from shelter_desk.services.house_plan import HousePlan, PlannedBed, PlannedFloor
from shelter_desk.services.partners import AT_FIRST
from shelter_desk.services.rights import DEFAULT_RIGHTS
from shelter_desk.terms import Right, Role


class HouseSetUpAlreadyError(RefusedError):
    """The database has its house."""

    sentence = mark("This house has been made already. Nothing was changed.")


@dataclass(frozen=True)
class FirstAccount:
    """The manager a new house begins with; a one-time password is changed at first log-in."""

    login: str
    name: str
    initials: str
    password_hash: str = field(repr=False)
    language: str = "nb"
    must_change_password: bool = True


@writes(Right.HOUSE_PLAN)
def set_up_house(
    tx: Tx,
    *,
    house_id: UUID,
    plan: HousePlan,
    demo: bool = False,
    first: FirstAccount | None,
    key_wrap: str | None = None,
) -> Done:
    """Write house, shifts, floors, rooms, beds, rights, settings and the first manager.

    ``key_wrap`` is the key file with the recovery code as its only way in, for the next desk on
    a server. Raises :class:`HouseSetUpAlreadyError`.
    """
    session = tx.session
    if session.scalar(select(House.id)) is not None:
        raise HouseSetUpAlreadyError
    session.add(
        House(
            id=1,
            house_uuid=str(house_id),
            unit_code=plan.unit_code,
            demo=demo,
            created_at=tx.now,
            key_wrap=key_wrap,
        )
    )
    session.add_all(_constants(plan, demo=demo))
    opened_on = plan.opened_on or local_date(tx.now)
    sort = 0
    for floor in plan.floors:
        sort = _add_floor(session, floor, opened_on, sort)
    if first is not None:
        session.add(_manager(tx, first))
    tx.audit("set_up_house", beds=len(plan.beds()), floors=len(plan.floors))
    return Done(Changed.all(), tx.caller.operation)


def _constants(plan: HousePlan, *, demo: bool) -> Iterator[Base]:
    for name, (starts, ends) in plan.hours.items():
        yield Shift(name=name, starts_minute=starts, ends_minute=ends)
    for role, rights in DEFAULT_RIGHTS.items():
        for right in sorted(rights):
            yield RoleRight(role=role, right_name=right)
    # The demo house has partners of its own.
    for institution in () if demo else AT_FIRST:
        yield Contact(institution=institution)
    for setting, value in plan.settings.chosen.items():
        yield HouseSetting(name=setting, value={"value": value})


def _add_floor(session: Session, planned: PlannedFloor, opened_on: date, sort: int) -> int:
    """Add a floor with all that is on it; return the sort number of its last bed."""
    floor = Floor(name=planned.name, level=planned.level)
    session.add(floor)
    session.flush()
    numbers: dict[str, int] = {}
    for room in planned.rooms:
        left, top, width, height = room.place
        row = Room(
            floor_id=floor.id,
            name=room.name,
            kind=room.kind,
            plan_x=left,
            plan_y=top,
            plan_width=width,
            plan_height=height,
            own_toilet=room.own_toilet,
        )
        session.add(row)
        session.flush()
        numbers[room.name] = row.id
        for bed in room.beds:
            sort += 1
            _add_bed(session, bed, row.id, opened_on, sort)
    for one, two in planned.neighbours():
        smaller, larger = sorted((numbers[one.name], numbers[two.name]))
        session.add(RoomNeighbour(room_id=smaller, other_room_id=larger))
    return sort


def _add_bed(
    session: Session, planned: PlannedBed, room_id: int, opened_on: date, sort: int
) -> None:
    bed = Bed(
        code=planned.code,
        room_id=room_id,
        sort=sort,
        approved=planned.approved,
        shielded=planned.shielded,
        opened_at=from_local(opened_on, time(0)),
        closed_at=None,
    )
    session.add(bed)
    session.flush()
    session.add(BedCategoryPeriod(bed_id=bed.id, valid_from=opened_on, category=planned.category))
    session.add_all(
        BedAttributeLink(bed_id=bed.id, attribute=attribute)
        for attribute in sorted(planned.attributes)
    )


def _manager(tx: Tx, first: FirstAccount) -> Staff:
    return Staff(
        login=first.login,
        name=first.name,
        initials=first.initials,
        role=Role.MANAGER,
        password_hash=first.password_hash,
        must_change_password=first.must_change_password,
        language=first.language,
        created_at=tx.now,
    )
