"""A new house holds what its plan says, on both engines."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from shelter_desk.models import Bed, BedCategoryPeriod, RoleRight, Room, RoomNeighbour, Shift
from shelter_desk.services.calling import House
from shelter_desk.services.house_plan import (
    PlanFileError,
    PlanKeyError,
    PlanKeyMissingError,
    PlanKeyUnknownError,
    PlanMissingError,
    PlanOverlapError,
    PlanTwiceError,
    default_plan,
    plan_of,
    read_plan,
)
from shelter_desk.services.rights import DEFAULT_RIGHTS
from shelter_desk.services.set_up import FirstAccount, HouseSetUpAlreadyError, set_up_house
from shelter_desk.settings import SettingError, SettingUnknownError
from shelter_desk.terms import BedCategory, ShiftName
from tests.engines import HOUSE_ID, program


def test_the_default_plan_has_the_house_of_the_domain_note() -> None:
    plan = default_plan()
    approved = [bed.code for bed in plan.beds() if bed.approved]
    assert len(approved) == 12
    assert [bed.code for bed in plan.beds() if not bed.approved] == ["EX"]
    assert {bed.code for bed in plan.beds() if bed.shielded} == {"K1", "K2"}
    assert [floor.level for floor in plan.floors] == [1, 2, 3]
    walls = {
        frozenset((one.name, two.name)) for floor in plan.floors for one, two in floor.neighbours()
    }
    assert frozenset(("Rom 201", "Rom 202")) in walls
    assert frozenset(("Rom 201", "Rom 203")) not in walls
    assert frozenset(("Rom 203", "Rom 206")) not in walls  # the corridor lies between


def test_a_new_house_holds_its_plan(house: House) -> None:
    with house.store.read() as session:
        beds = session.scalars(select(Bed).order_by(Bed.sort)).all()
        assert [bed.code for bed in beds] == [bed.code for bed in default_plan().beds()]
        assert len({bed.sort for bed in beds}) == len(beds)
        kinds = {
            row.code: row.category
            for row in session.execute(
                select(Bed.code, BedCategoryPeriod.category).join(
                    BedCategoryPeriod, BedCategoryPeriod.bed_id == Bed.id
                )
            )
        }
        assert kinds["F1"] is BedCategory.FLEX
        assert kinds["K1"] is BedCategory.CRISIS
        night = session.get(Shift, ShiftName.NIGHT)
        assert night is not None
        assert (night.starts_minute, night.ends_minute) == (21 * 60 + 45, 7 * 60 + 45)
        rights = session.scalar(select(func.count()).select_from(RoleRight))
        assert rights == sum(len(rights) for rights in DEFAULT_RIGHTS.values())
        names = {row.id: row.name for row in session.execute(select(Room.id, Room.name))}
        pairs = {
            frozenset((names[row.room_id], names[row.other_room_id]))
            for row in session.scalars(select(RoomNeighbour))
        }
        assert frozenset(("Hybel 1", "Hybel 2")) in pairs


def test_a_house_is_made_once(blank_house: House) -> None:
    first = FirstAccount("leder", "Leder", "LE", "hash")
    caller = program(blank_house)
    set_up_house(caller, house_id=HOUSE_ID, plan=default_plan(), first=first)
    with pytest.raises(HouseSetUpAlreadyError):
        set_up_house(caller.again(), house_id=HOUSE_ID, plan=default_plan(), first=first)


def _plan(**changes: object) -> dict[str, Any]:
    room = {
        "name": "Rom 1",
        "kind": "sleeping",
        "place": [0, 0, 10, 10],
        "bed": [{"code": "A1", "category": "emergency"}],
    }
    return {
        "unit_code": "Hus",
        "floor": [{"name": "1. etasje", "level": 1, "room": [room]}],
    } | changes


def _with_room(**changes: object) -> dict[str, Any]:
    plan = _plan()
    plan["floor"][0]["room"][0] |= changes
    return plan


@pytest.mark.parametrize(
    ("content", "error", "key"),
    [
        (_plan(unit_code=7), PlanKeyError, "unit_code"),
        (_plan(unit_code=" "), PlanKeyError, "unit_code"),
        (_plan(floor=[]), PlanKeyMissingError, "floor"),
        (_plan(flor=[]), PlanKeyUnknownError, "flor"),
        (_plan(opened_on="yesterday"), PlanKeyError, "opened_on"),
        (_plan(shifts={"day": ["07:30"]}), PlanKeyError, "shifts.day"),
        (_plan(shifts={"dag": ["07:30", "15:00"]}), PlanKeyUnknownError, "shifts.dag"),
        (_plan(settings={"watch_hours": 0}), SettingError, "watch_hours"),
        (_plan(settings={"undo": 1}), SettingUnknownError, "undo"),
        (_with_room(kind="bedroom"), PlanKeyError, "floor[1].room[1].kind"),
        (_with_room(place=[0, 0, 0, 1]), PlanKeyError, "floor[1].room[1].place"),
        (
            _with_room(bed=[{"code": "A1", "category": "flex", "attributes": ["pool"]}]),
            PlanKeyError,
            "floor[1].room[1].bed[1].attributes",
        ),
        (_with_room(bed=[{"code": "A1"}]), PlanKeyMissingError, "floor[1].room[1].bed[1].category"),
        (_with_room(bed=[{"code": "A1", "category": "flex"}] * 2), PlanTwiceError, "bed.code"),
    ],
)
def test_a_wrong_plan_is_refused_by_its_key(
    content: dict[str, Any], error: type[Exception], key: str
) -> None:
    with pytest.raises(error) as caught:
        plan_of(content)
    assert getattr(caught.value, "values")["key"] == key  # noqa: B009 - the type is a parameter


def test_rooms_on_top_of_each_other_are_refused() -> None:
    content = _plan()
    twin = content["floor"][0]["room"][0] | {"name": "Rom 2", "place": [5, 5, 10, 10], "bed": []}
    content["floor"][0]["room"].append(twin)
    with pytest.raises(PlanOverlapError):
        plan_of(content)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a = [", b"a = 1\na = 2", b"x" * 1_000_001])
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "house.toml"
    file.write_bytes(data)
    with pytest.raises(PlanFileError):
        read_plan(file)


def test_a_missing_plan_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlanMissingError):
        read_plan(tmp_path / "house.toml")
