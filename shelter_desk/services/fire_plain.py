"""A fire list as plain JSON and back: how it is kept, sealed, for when there is no database."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from shelter_desk.reports.fire_list_content import FireFloor, FireList, FirePerson, FireRoom
from shelter_desk.reports.handover_content import Anonymous, Named, Shielded, Who
from shelter_desk.store.sealed import SealedDamagedError

VERSION = 1


def to_plain(fire: FireList) -> bytes:
    """Return a list as JSON."""
    plain = {
        "version": VERSION,
        "data_as_of": fire.data_as_of.isoformat(),
        "floors": [
            {
                "name": floor.name,
                "rooms": [
                    {"name": room.name, "people": [_person(one) for one in room.people]}
                    for room in floor.rooms
                ],
            }
            for floor in fire.floors
        ],
        "without_place": [_person(one) for one in fire.without_place],
        "out": [_person(one) for one in fire.out],
        "staff": fire.staff,
        "visitors": fire.visitors,
        "meeting_point": fire.meeting_point,
        "unit_code": fire.unit_code,
        "demo": fire.demo,
    }
    return json.dumps(plain, ensure_ascii=False).encode()


def from_plain(data: bytes) -> FireList:
    """Return what :func:`to_plain` made, as a kept list.

    Raises :class:`SealedDamagedError` for anything else, also of a newer program.
    """
    try:
        plain = json.loads(data)
        if plain["version"] != VERSION:
            raise SealedDamagedError
        return _list(plain)
    except (ValueError, KeyError, TypeError) as error:
        raise SealedDamagedError from error


def _list(plain: dict[str, Any]) -> FireList:
    visitors = plain["visitors"]
    return FireList(
        data_as_of=datetime.fromisoformat(plain["data_as_of"]),
        floors=tuple(
            FireFloor(
                floor["name"],
                tuple(FireRoom(room["name"], _people(room["people"])) for room in floor["rooms"]),
            )
            for floor in plain["floors"]
        ),
        without_place=_people(plain["without_place"]),
        out=_people(plain["out"]),
        staff=tuple(plain["staff"]),
        visitors=None if visitors is None else tuple(visitors),
        meeting_point=plain["meeting_point"],
        unit_code=plain["unit_code"],
        demo=plain["demo"],
        kept=True,
    )


def _person(person: FirePerson) -> dict[str, object]:
    return {
        "who": {"kind": type(person.who).__name__, **asdict(person.who)},
        "place": person.place,
        "needs_help": person.needs_help,
        "children": person.children,
    }


def _people(plain: list[dict[str, Any]]) -> tuple[FirePerson, ...]:
    return tuple(
        FirePerson(_who(one["who"]), one["place"], one["needs_help"], one["children"])
        for one in plain
    )


def _who(plain: dict[str, Any]) -> Who:
    match plain["kind"]:
        case "Named":
            return Named(plain["alias"])
        case "Anonymous":
            return Anonymous(plain["number"])
        case "Shielded":
            return Shielded(plain["number"])
        case _:
            raise ValueError(plain["kind"])
