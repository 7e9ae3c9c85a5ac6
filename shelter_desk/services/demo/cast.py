"""Who is in the demo: staff, women and words, from ``resources/house/demo.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from shelter_desk.resources import resource_path
from shelter_desk.terms import LogKind, Protection, Role, ShiftName


@dataclass(frozen=True)
class Colleague:
    """Somebody who works in the demo house."""

    login: str
    name: str
    initials: str
    role: Role


@dataclass(frozen=True)
class Woman:
    """A woman of the demo: ``resident`` is the place she keeps, ``nights`` of the fortnight."""

    alias: str
    second_word: str
    birth_year: int
    resident: str
    nights: int
    remark: str
    protection: Protection


@dataclass(frozen=True)
class Cast:
    """Everybody and every word of the demo."""

    password: str
    staff: tuple[Colleague, ...]
    shifts: Mapping[ShiftName, tuple[str, ...]]
    on_call: tuple[str, ...]
    women: tuple[Woman, ...]
    lines: Mapping[LogKind, tuple[str, ...]]


def read_cast() -> Cast:
    """Read the cast that is shipped with the program."""
    text = resource_path("house", "demo.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    return Cast(
        password=raw["password"],
        staff=tuple(
            Colleague(one["login"], one["name"], one["initials"], Role(one["role"]))
            for one in raw["staff"]
        ),
        shifts={name: tuple(raw["shifts"][name.value]) for name in ShiftName},
        on_call=tuple(raw["shifts"]["on_call"]),
        women=tuple(
            Woman(
                alias=one["alias"],
                second_word=one.get("second_word", ""),
                birth_year=one["birth_year"],
                resident=one.get("resident", ""),
                nights=one.get("nights", 0),
                remark=one.get("remark", ""),
                protection=Protection(one.get("protection", Protection.OPEN)),
            )
            for one in raw["woman"]
        ),
        lines={LogKind(kind): tuple(words) for kind, words in raw["lines"].items()},
    )
