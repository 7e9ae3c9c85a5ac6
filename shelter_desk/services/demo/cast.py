"""Who is in the demo: staff, women and words, from ``resources/house/demo.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shelter_desk.resources import resource_path
from shelter_desk.terms import (
    BedAttribute,
    Level,
    LogKind,
    OutageReason,
    Protection,
    Role,
    ShiftName,
)


@dataclass(frozen=True)
class Colleague:
    """Somebody who works in the demo house; ``days_left`` is for a temp whose account ends."""

    login: str
    name: str
    initials: str
    role: Role
    days_left: int | None


@dataclass(frozen=True)
class Turns:
    """Who takes turns on the days before the last."""

    leads: tuple[str, ...]
    milieu: tuple[str, ...]
    night: tuple[str, ...]
    nurse: str
    manager: str


@dataclass(frozen=True)
class Woman:
    """A woman of the demo: ``resident`` is the place she keeps, ``nights`` how often she sleeps."""

    alias: str
    second_word: str
    birth_year: int
    resident: str
    nights: int
    remark: str
    protection: Protection
    key_worker: str
    wishes: str
    must_not_know: str
    other_name: str
    deputy: str
    asked_for: str
    diet: str
    pet: str
    need: BedAttribute | None
    unseen_days: int
    """For how many days nobody has seen her now; 0: she comes as the others do."""
    new: bool
    """Whether she came for the first time in these months."""

    @property
    def called(self) -> str:
        """What tells her apart: alias and second word."""
        return f"{self.alias} {self.second_word}".strip()


@dataclass(frozen=True)
class Kept:
    """A place that was one woman's, from ``days_ago`` on; without ``nights`` it still is."""

    code: str
    woman: str
    days_ago: int
    nights: int | None


@dataclass(frozen=True)
class Away:
    """A place out of service for some days."""

    code: str
    reason: OutageReason
    note: str
    days_ago: int
    days: int


@dataclass(frozen=True)
class Words:
    """What staff write of one kind: ``often`` in a hundred days."""

    kind: LogKind
    often: int
    about: bool
    health: bool
    words: tuple[str, ...]


@dataclass(frozen=True)
class Happening:
    """Something that happens now and then: how many in each month, the oldest first."""

    kind: LogKind
    month: tuple[int, ...]
    about: bool
    level: Level
    words: str
    short: str


@dataclass(frozen=True)
class Partner:
    """A partner the house has a line to."""

    institution: str
    person: str
    note: str


@dataclass(frozen=True)
class Cast:
    """Everybody and every word of the demo."""

    password: str
    settings: Mapping[str, str]
    """What the house has said of itself in Oppsett, by the name of the setting."""
    staff: tuple[Colleague, ...]
    shifts: Mapping[ShiftName, tuple[str, ...]]
    on_call: tuple[str, ...]
    turns: Turns
    women: tuple[Woman, ...]
    places: tuple[Kept, ...]
    own_room: tuple[Kept, ...]
    outages: tuple[Away, ...]
    partners: tuple[Partner, ...]
    lines: tuple[Words, ...]
    happens: tuple[Happening, ...]
    watches: tuple[tuple[str, str], ...]
    todo_night: tuple[str, ...]
    todo_day: tuple[str, ...]

    def number(self, called: str) -> int:
        """Return where in ``women`` she stands who is called so."""
        return next(n for n, woman in enumerate(self.women) if woman.called == called)


def read_cast() -> Cast:
    """Read the cast that is shipped with the program."""
    text = resource_path("house", "demo.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    turns = raw["turns"]
    return Cast(
        password=raw["password"],
        settings=dict(raw["settings"]),
        staff=tuple(
            Colleague(
                one["login"], one["name"], one["initials"], Role(one["role"]), one.get("days_left")
            )
            for one in raw["staff"]
        ),
        shifts={name: tuple(raw["shifts"][name.value]) for name in ShiftName},
        on_call=tuple(raw["shifts"]["on_call"]),
        turns=Turns(
            tuple(turns["leads"]),
            tuple(turns["milieu"]),
            tuple(turns["night"]),
            turns["nurse"],
            turns["manager"],
        ),
        women=tuple(_woman(one) for one in raw["woman"]),
        places=tuple(_kept(one, one["code"]) for one in raw["place"]),
        own_room=tuple(_kept(one, "F1") for one in raw["own_room"]),
        outages=tuple(
            Away(one["code"], OutageReason(one["reason"]), one["note"], one["from"], one["days"])
            for one in raw["outage"]
        ),
        partners=tuple(
            Partner(one["institution"], one["person"], one.get("note", ""))
            for one in raw["contact"]
        ),
        lines=tuple(_words(kind, one) for kind, one in raw["lines"].items()),
        happens=tuple(_happening(one) for one in raw["happens"]),
        watches=tuple((one["what"], one["if_then"]) for one in raw["watches"]),
        todo_night=tuple(raw["todo"]["night"]),
        todo_day=tuple(raw["todo"]["day"]),
    )


def _woman(one: Mapping[str, Any]) -> Woman:
    return Woman(
        alias=one["alias"],
        second_word=one.get("second_word", ""),
        birth_year=one["birth_year"],
        resident=one.get("resident", ""),
        nights=one.get("nights", 0),
        remark=one.get("remark", ""),
        protection=Protection(one.get("protection", Protection.OPEN)),
        key_worker=one.get("key_worker", ""),
        wishes=one.get("wishes", ""),
        must_not_know=one.get("must_not_know", ""),
        other_name=one.get("other_name", ""),
        deputy=one.get("deputy", ""),
        asked_for=one.get("asked_for", ""),
        diet=one.get("diet", ""),
        pet=one.get("pet", ""),
        need=BedAttribute(one["need"]) if "need" in one else None,
        unseen_days=one.get("unseen_days", 0),
        new=one.get("new", False),
    )


def _kept(one: Mapping[str, Any], code: str) -> Kept:
    return Kept(code, one["woman"], one["from"], one.get("nights"))


def _words(kind: str, one: Mapping[str, Any]) -> Words:
    return Words(
        LogKind(kind),
        one["often"],
        one.get("about", False),
        one.get("health", False),
        tuple(one["words"]),
    )


def _happening(one: Mapping[str, Any]) -> Happening:
    return Happening(
        LogKind(one["kind"]),
        tuple(one["month"]),
        one.get("about", False),
        Level(one.get("level", Level.INFO)),
        one["words"],
        one.get("short", ""),
    )
