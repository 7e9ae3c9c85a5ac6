"""A house as it is planned: floors, rooms, beds, shifts. Read from TOML, checked key by key."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

from shelter_desk import settings
from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.resources import resource_path
from shelter_desk.services.shifts import DEFAULT_HOURS, Hours
from shelter_desk.settings import Values, Where
from shelter_desk.terms import BedAttribute, BedCategory, RoomKind, ShiftName

E = TypeVar("E", bound=StrEnum)

LARGEST_PLAN = 1_000_000
"""Bytes a plan may have: a house of ten thousand beds fits."""
_LONGEST_NAME = 60
_LONGEST_CODE = 12
_LONGEST_UNIT = 40
_FURTHEST = 100_000


class PlanFileError(BadInputError):
    """The plan cannot be read at all."""

    sentence = mark(
        "The house plan {file} cannot be read: it is damaged or mistyped near line {line}."
        " No house was made."
    )


class PlanMissingError(BadInputError):
    """There is no plan file, or it may not be read."""

    sentence = mark("The house plan {file} is not there or may not be read. No house was made.")


class PlanKeyError(BadInputError):
    """A key of the plan is missing, unknown or has a value it cannot have."""

    sentence = mark("In the house plan, {key} is {found}; it must be {wanted}. No house was made.")


class PlanKeyMissingError(BadInputError):
    """A key of the plan is missing."""

    sentence = mark("In the house plan, {key} is missing. No house was made.")


class PlanKeyUnknownError(BadInputError):
    """A key nobody knows: most often a typing error."""

    sentence = mark(
        "In the house plan, nobody knows the key {key}. Look at the spelling. No house was made."
    )


class PlanTwiceError(BadInputError):
    """Two beds with one code, two rooms of a floor with one name, two floors on one level."""

    sentence = mark("In the house plan, {name} comes twice ({key}). No house was made.")


class PlanOverlapError(BadInputError):
    """Two rooms in one place."""

    sentence = mark(
        "In the house plan, {name} and {other} lie on top of each other. No house was made."
    )


@dataclass(frozen=True)
class PlannedBed:
    """A place to sleep."""

    code: str
    category: BedCategory
    approved: bool = True
    shielded: bool = False
    attributes: frozenset[BedAttribute] = frozenset()


@dataclass(frozen=True)
class PlannedRoom:
    """A room: left, top, width and height in plan units."""

    name: str
    kind: RoomKind
    place: tuple[int, int, int, int]
    beds: tuple[PlannedBed, ...] = ()
    own_toilet: bool = False

    def touches(self, other: "PlannedRoom") -> bool:
        """Say whether the two share a stretch of wall."""
        across, along = _shared(self.place, other.place, 0), _shared(self.place, other.place, 1)
        return (across == 0 and along > 0) or (along == 0 and across > 0)

    def covers(self, other: "PlannedRoom") -> bool:
        """Say whether the two lie on top of each other somewhere."""
        return _shared(self.place, other.place, 0) > 0 and _shared(self.place, other.place, 1) > 0


def _shared(one: tuple[int, ...], two: tuple[int, ...], axis: int) -> int:
    """Return how far two spans overlap on an axis; 0 where they touch, less where they do not."""
    return min(one[axis] + one[axis + 2], two[axis] + two[axis + 2]) - max(one[axis], two[axis])


@dataclass(frozen=True)
class PlannedFloor:
    """A storey, counted from the ground up."""

    name: str
    level: int
    rooms: tuple[PlannedRoom, ...]

    def neighbours(self) -> list[tuple[PlannedRoom, PlannedRoom]]:
        """Return the pairs of rooms with beds that share a wall."""
        sleeping = [room for room in self.rooms if room.beds]
        return [(one, two) for one, two in combinations(sleeping, 2) if one.touches(two)]


@dataclass(frozen=True)
class HousePlan:
    """A whole house. ``opened_on`` is when its beds came into use; None: the day it is made."""

    unit_code: str
    floors: tuple[PlannedFloor, ...]
    hours: Hours
    settings: Values
    opened_on: date | None = None

    def beds(self) -> tuple[PlannedBed, ...]:
        """Return every bed, lowest floor first."""
        return tuple(bed for floor in self.floors for room in floor.rooms for bed in room.beds)


def default_plan() -> HousePlan:
    """Return the plan a new house gets when nobody brings one (domain.md g)."""
    return read_plan(resource_path("house", "enhet_r.toml"))


def empty_plan() -> HousePlan:
    """Return a plan with one floor and a reception, and no bed: the rest is made in Oppsett."""
    reception = {"name": "Resepsjon", "kind": "reception", "place": [0, 0, 60, 40]}
    floor = {"name": "1. etg.", "level": 1, "room": [reception]}
    return plan_of({"unit_code": "-", "floor": [floor]})


def clean_unit(text: str) -> str:
    """Return the name of the unit, fit for every sheet; raises :class:`PlanKeyError`."""
    return _Table({"unit_code": " ".join(text.split())}, "").text("unit_code", _LONGEST_UNIT)


def read_plan(path: Path) -> HousePlan:
    """Return the plan in a TOML file.

    Raises a :class:`BadInputError` that names the file or the key.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_PLAN + 1)
    except OSError:
        raise PlanMissingError(file=str(path)) from None
    if len(data) > LARGEST_PLAN:
        raise PlanFileError(file=path.name, line="1")
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise PlanFileError(file=path.name, line=settings.line_of(error)) from None
    # UnicodeDecodeError is one; arrays nested without end give the other.
    except (ValueError, RecursionError):
        raise PlanFileError(file=path.name, line="1") from None
    return plan_of(content)


def plan_of(content: Mapping[str, Any]) -> HousePlan:
    """Return the plan that ``content`` (as TOML gives it) describes."""
    top = _Table(content, "")
    plan = HousePlan(
        unit_code=top.text("unit_code", _LONGEST_UNIT),
        floors=tuple(sorted((_floor(t) for t in top.tables("floor")), key=lambda f: f.level)),
        hours=_hours(top),
        settings=settings.checked(top.mapping("settings"), Where.HOUSE),
        opened_on=top.day("opened_on"),
    )
    top.refuse_others()
    _refuse_twice("floor.level", [str(floor.level) for floor in plan.floors])
    _refuse_twice("bed.code", [bed.code for bed in plan.beds()])
    return plan


def _hours(top: "_Table") -> Hours:
    given = _Table(top.mapping("shifts"), "shifts.")
    hours = {name: given.span(name.value, DEFAULT_HOURS[name]) for name in ShiftName}
    given.refuse_others()
    return hours


def _floor(table: "_Table") -> PlannedFloor:
    floor = PlannedFloor(
        name=table.text("name", _LONGEST_NAME),
        level=table.number("level", -10, 200),
        rooms=tuple(_room(t) for t in table.tables("room")),
    )
    table.refuse_others()
    _refuse_twice("room.name", [room.name for room in floor.rooms])
    for one, two in combinations(floor.rooms, 2):
        if one.covers(two):
            raise PlanOverlapError(name=one.name, other=two.name)
    return floor


def _room(table: "_Table") -> PlannedRoom:
    room = PlannedRoom(
        name=table.text("name", _LONGEST_NAME),
        kind=table.choice("kind", RoomKind),
        place=table.place("place"),
        beds=tuple(_bed(t) for t in table.tables("bed", needed=False)),
        own_toilet=table.switch("own_toilet", default=False),
    )
    table.refuse_others()
    return room


def _bed(table: "_Table") -> PlannedBed:
    bed = PlannedBed(
        code=table.text("code", _LONGEST_CODE),
        category=table.choice("category", BedCategory),
        approved=table.switch("approved", default=True),
        shielded=table.switch("shielded", default=False),
        attributes=table.choices("attributes", BedAttribute),
    )
    table.refuse_others()
    return bed


def _refuse_twice(key: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise PlanTwiceError(key=key, name=name)


class _Table:
    """A table of the plan: every key is asked for once, and what is left over is a mistake."""

    def __init__(self, content: Mapping[str, Any], path: str) -> None:
        self._content = content
        self._path = path
        self._asked: set[str] = set()

    def text(self, key: str, longest: int) -> str:
        value = self._get(key)
        if not isinstance(value, str) or not value.strip() or len(value) > longest:
            raise self._wrong(key, value, f'"…" (1–{longest})')
        if not value.isprintable():
            raise self._wrong(key, value, f'"…" (1–{longest})')
        return value.strip()

    def number(self, key: str, least: int, most: int) -> int:
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._wrong(key, value, f"{least}–{most}")
        return value

    def switch(self, key: str, *, default: bool) -> bool:
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, value, "true / false")
        return value

    def choice(self, key: str, kind: type[E]) -> E:
        return self._one(key, self._get(key), kind)

    def choices(self, key: str, kind: type[E]) -> frozenset[E]:
        values = self._get(key, [])
        if not isinstance(values, list):
            raise self._wrong(key, values, "[" + " / ".join(kind) + "]")
        return frozenset(self._one(key, value, kind) for value in values)

    def _one(self, key: str, value: object, kind: type[E]) -> E:
        try:
            return kind(str(value))
        except ValueError:
            raise self._wrong(key, value, " / ".join(kind)) from None

    def place(self, key: str) -> tuple[int, int, int, int]:
        value = self._get(key)
        wanted = "[left, top, width, height]"
        if (
            not isinstance(value, list)
            or len(value) != 4  # noqa: PLR2004 - left, top, width, height
            or any(not isinstance(n, int) or isinstance(n, bool) for n in value)
            or any(not 0 <= n <= _FURTHEST for n in value)
            or 0 in value[2:]
        ):
            raise self._wrong(key, value, wanted)
        left, top, width, height = value
        return left, top, width, height

    def span(self, key: str, default: tuple[int, int]) -> tuple[int, int]:
        value = self._get(key, None)
        if value is None:
            return default
        try:
            first, last = (time.fromisoformat(text) for text in value)
        except (TypeError, ValueError):
            raise self._wrong(key, value, '["HH:MM", "HH:MM"]') from None
        if first == last:
            raise self._wrong(key, value, '["HH:MM", "HH:MM"]')
        return first.hour * 60 + first.minute, last.hour * 60 + last.minute

    def day(self, key: str) -> date | None:
        value = self._get(key, None)
        if value is None or type(value) is date:
            return value
        raise self._wrong(key, value, "2026-01-31")

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self._get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, value, f"[{key}]")
        return value

    def tables(self, key: str, *, needed: bool = True) -> "list[_Table]":
        values = self._get(key, [])
        if not isinstance(values, list) or any(not isinstance(value, dict) for value in values):
            raise self._wrong(key, values, f"[[{self._path}{key}]]")
        if needed and not values:
            raise PlanKeyMissingError(key=f"{self._path}{key}")
        return [
            _Table(value, f"{self._path}{key}[{number}].")
            for number, value in enumerate(values, start=1)
        ]

    def refuse_others(self) -> None:
        for key in self._content:
            if key not in self._asked:
                raise PlanKeyUnknownError(key=f"{self._path}{key}")

    def _get(self, key: str, *default: object) -> Any:  # noqa: ANN401 - TOML gives anything
        self._asked.add(key)
        if key in self._content:
            return self._content[key]
        if not default:
            raise PlanKeyMissingError(key=f"{self._path}{key}")
        return default[0]

    def _wrong(self, key: str, value: object, wanted: str) -> PlanKeyError:
        return PlanKeyError(key=f"{self._path}{key}", found=repr(value)[:60], wanted=wanted)
