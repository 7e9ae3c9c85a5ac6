"""The plan of a house as the manager changes it: floors, rooms, beds, on both engines."""

from datetime import date, timedelta

import pytest

from shelter_desk.services import bed_changes, plan_changes
from shelter_desk.services.arrivals import check_in
from shelter_desk.services.bed_map import map_snapshot
from shelter_desk.services.beds import give_bed
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.plan_overview import PlanBed, PlanRoom, plan_overview
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.terms import BedAttribute, BedCategory, Role, RoomKind
from tests.engines import as_role, bed_id, woman

TODAY = date(2026, 11, 20)


@pytest.fixture
def liv(house: House) -> Caller:
    return as_role(house, Role.MANAGER)


def room(caller: Caller, name: str) -> PlanRoom:
    plan = plan_overview(caller.again())
    return next(room for floor in plan.floors for room in floor.rooms if room.name == name)


def bed(caller: Caller, code: str) -> PlanBed:
    plan = plan_overview(caller.again())
    return next(b for f in plan.floors for r in f.rooms for b in r.beds if b.code == code)


def add_bed(caller: Caller, code: str, in_room: str, **other: object) -> int:
    values = {"category": BedCategory.EMERGENCY, **other}
    room_id = room(caller, in_room).room_id
    done = bed_changes.add_bed(caller.again(), room_id=room_id, code=code, **values)  # type: ignore[arg-type]  # plain values
    return done.row_id or 0


def test_a_new_bed_is_on_the_map_and_can_be_given(house: House, liv: Caller) -> None:
    a1 = room(liv, "Rom 201")
    number = add_bed(liv, "A9", a1.name, attributes=(BedAttribute.SOCKET,))
    codes = [b.code for f in map_snapshot(liv).floors for r in f.rooms for b in r.beds]
    assert codes.index("A9") == codes.index("A1") + 1
    mina = as_role(house, Role.MILIEU)
    arrived = check_in(mina, guest_id=woman(house, "Lise"))
    give_bed(mina.again(), presence_id=arrived.row_id or 0, bed_id=number)
    assert bed(liv, "A9").in_use


def test_two_beds_never_have_one_code(liv: Caller) -> None:
    with pytest.raises(bed_changes.BedCodeTakenError) as taken:
        add_bed(liv, "a1", "Rom 202")
    assert taken.value.values == {"code": "A1", "room": "Rom 201"}
    for code in ("", "  ", "A1/2", "altfor lang kode"):
        with pytest.raises(bed_changes.BedCodeError):
            add_bed(liv, code, "Rom 202")


def test_a_category_changes_from_a_day_on_and_never_backwards(liv: Caller) -> None:
    number = bed(liv, "A1").bed_id
    bed_changes.set_category(
        liv.again(), bed_id=number, category=BedCategory.FLEX, valid_from=TODAY + timedelta(days=7)
    )
    assert bed(liv, "A1").category is BedCategory.EMERGENCY
    assert bed(liv, "A1").next_category == (TODAY + timedelta(days=7), BedCategory.FLEX)
    with pytest.raises(bed_changes.CategoryDayError):
        bed_changes.set_category(
            liv.again(),
            bed_id=number,
            category=BedCategory.CRISIS,
            valid_from=TODAY - timedelta(days=1),
        )


def test_what_somebody_has_is_not_closed(house: House, liv: Caller) -> None:
    a1, room_id = bed_id(house, "A1"), room(liv, "Rom 201").room_id
    check_in(as_role(house, Role.MILIEU), guest_id=woman(house, "Lise"), bed_id=a1)
    with pytest.raises(bed_changes.BedInUseError):
        bed_changes.close_bed(liv.again(), bed_id=a1)
    with pytest.raises(plan_changes.RoomInUseError) as used:
        plan_changes.close_room(liv.again(), room_id=room_id)
    assert used.value.values["beds"] == "A1"
    assert not room(liv, "Rom 201").closed


def test_a_closed_room_is_off_the_map_and_comes_back(house: House, liv: Caller) -> None:
    room_id = room(liv, "Rom 201").room_id
    plan_changes.close_room(liv.again(), room_id=room_id)
    assert "Rom 201" not in {r.name for f in map_snapshot(liv).floors for r in f.rooms}
    assert bed(liv, "A1").closed
    with pytest.raises(bed_changes.RoomClosedError):
        bed_changes.reopen_bed(liv.again(), bed_id=bed_id(house, "A1"))
    plan_changes.reopen_room(liv.again(), room_id=room_id)
    assert not bed(liv, "A1").closed
    bed_changes.close_bed(liv.again(), bed_id=bed_id(house, "A1"))
    bed_changes.reopen_bed(liv.again(), bed_id=bed_id(house, "A1"))
    assert not bed(liv, "A1").closed


def test_a_shielded_place_keeps_its_shield_while_somebody_sleeps_there(
    house: House, liv: Caller
) -> None:
    k1 = bed(liv, "K1")
    check_in(as_role(house, Role.MILIEU), guest_id=woman(house, "Lise"), bed_id=k1.bed_id)
    with pytest.raises(bed_changes.BedInUseError):
        bed_changes.change_bed(
            liv.again(),
            bed_id=k1.bed_id,
            code="K1",
            approved=True,
            shielded=False,
            attributes=k1.attributes,
        )


def test_rooms_do_not_lie_on_each_other_and_know_their_neighbours(
    house: House, liv: Caller
) -> None:
    first = room(liv, "Rom 201")
    other = next(r for r in _rooms_beside(liv, first) if r.beds)
    with pytest.raises(plan_changes.RoomOnRoomError):
        plan_changes.place_room(liv.again(), room_id=first.room_id, place=other.place)
    with pytest.raises(plan_changes.RoomPlaceError):
        plan_changes.place_room(liv.again(), room_id=first.room_id, place=(-10, 0, 100, 100))
    plan_changes.place_room(liv.again(), room_id=first.room_id, place=(2000, 2000, 120, 100))
    assert room(liv, "Rom 201").place == (2000, 2000, 120, 100)
    assert _neighbours(house, first.room_id) == set()
    plan_changes.place_room(liv.again(), room_id=first.room_id, place=first.place)
    assert _neighbours(house, first.room_id)


def _rooms_beside(caller: Caller, one: PlanRoom) -> list[PlanRoom]:
    plan = plan_overview(caller.again())
    return [r for f in plan.floors for r in f.rooms if r.floor_id == one.floor_id and r != one]


def _neighbours(house: House, room_id: int) -> set[int]:
    from sqlalchemy import select  # noqa: PLC0415 - this look alone needs it

    from shelter_desk.models import RoomNeighbour  # noqa: PLC0415 - the same

    with house.store.read() as session:
        rows = list(session.scalars(select(RoomNeighbour)))
    pairs = [{row.room_id, row.other_room_id} for row in rows]
    return set().union(*(pair - {room_id} for pair in pairs if room_id in pair), set())


def test_floors_and_rooms_have_names_of_their_own(liv: Caller) -> None:
    with pytest.raises(plan_changes.FloorNameTakenError):
        plan_changes.add_floor(liv.again(), name="2. Etasje")
    with pytest.raises(plan_changes.PlaceNameError):
        plan_changes.add_floor(liv.again(), name=" ")
    top = plan_changes.add_floor(liv.again(), name="Loft").row_id or 0
    new = plan_changes.add_room(liv.again(), floor_id=top, name="Rom 401").row_id or 0
    with pytest.raises(plan_changes.RoomNameTakenError):
        plan_changes.add_room(liv.again(), floor_id=top, name="rom 401")
    plan_changes.change_room(
        liv.again(),
        room_id=new,
        name="Stille rom",
        kind=RoomKind.TALK,
        own_toilet=True,
        zone="loft",
    )
    assert plan_overview(liv).floors[0].rooms[0].zone == "loft"
    plan_changes.move_floor(liv.again(), floor_id=top, up=False)
    assert [f.name for f in plan_overview(liv.again()).floors][:2] == ["3. etasje", "Loft"]
    with pytest.raises(plan_changes.FloorInUseError):
        plan_changes.close_floor(liv.again(), floor_id=top)


def test_only_a_manager_changes_the_plan(house: House) -> None:
    with pytest.raises(NotAllowedError):
        plan_changes.add_floor(as_role(house, Role.SHIFT_LEAD), name="Loft")


def test_the_order_of_beds_is_kept(liv: Caller) -> None:
    bed_changes.move_bed_in_list(liv.again(), bed_id=bed(liv, "A2").bed_id, up=True)
    codes = [b.code for f in map_snapshot(liv).floors for r in f.rooms for b in r.beds]
    assert set(codes) >= {"A1", "A2"}
    plan = plan_overview(liv.again())
    assert plan.approved + plan.extra == len(codes)
