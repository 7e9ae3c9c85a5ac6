"""Plans to lay out: the demo house, what an import makes, long rows, an odd one."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from shelter_desk.services.house_plan import default_plan
from shelter_desk.services.snapshots import (
    BedPicture,
    FloorPicture,
    MapSnapshot,
    Person,
    RoomPicture,
)
from shelter_desk.terms import (
    BedCategory,
    BedState,
    Level,
    OutageReason,
    PresenceKind,
    RoomKind,
)

NOW = datetime(2026, 11, 21, 20, 12, tzinfo=UTC)
HOSTILE = (
    "<b>Tone</b> & <img src=x>",
    "Anne " * 40,
    "\u202eenoT",
    "ليلى",
    "W" * 200,
)


def bed(number: int, room: int, state: BedState, code: str = "", alias: str = "Lise") -> BedPicture:
    """Return a bed in a state, with all that a card in that state may say."""
    taken = state in {BedState.TAKEN_INSIDE, BedState.TAKEN_OUT, BedState.ISOLATED}
    person = Person(PresenceKind.NAMED, alias=alias, guest_id=number, presence_id=number)
    return BedPicture(
        bed_id=number,
        code=code or f"{chr(65 + number % 8)}{number}",
        room_id=room,
        approved=number % 7 != 6,
        shielded=False,
        category=BedCategory.EMERGENCY,
        attributes=(),
        state=state,
        person=person if taken or state is BedState.HELD else None,
        stay_id=number if taken else None,
        presence_id=number if taken else None,
        since=NOW - timedelta(hours=3) if taken or state is BedState.CLEANING else None,
        until=NOW - timedelta(minutes=42) if state is BedState.TAKEN_OUT else None,
        outage=OutageReason.BEDBUGS if state is BedState.OUT_OF_SERVICE else None,
        outage_note="",
        cleaning_id=number if state is BedState.CLEANING else None,
        hold_id=number if state is BedState.HELD else None,
        outage_id=number if state is BedState.OUT_OF_SERVICE else None,
        level=Level.URGENT if number % 3 == 0 and taken else Level.INFO,
        next_check=NOW + timedelta(minutes=30) if taken else None,
    )


def snapshot(floors: Iterable[FloorPicture], waiting: tuple[Person, ...] = ()) -> MapSnapshot:
    """Return a map of these floors."""
    floors = tuple(floors)
    beds = [one for floor in floors for room in floor.rooms for one in room.beds]
    return MapSnapshot(
        at=NOW,
        night=date(2026, 11, 21),
        floors=floors,
        counts={state: sum(one.state is state for one in beds) for state in BedState},
        extra_free=1,
        extra_taken=0,
        without_bed=waiting,
    )


STATES = tuple(BedState)


def demo() -> MapSnapshot:
    """Return the plan a new house gets, every state in it."""
    number = 0
    floors = []
    for level, floor in enumerate(sorted(default_plan().floors, key=lambda one: -one.level)):
        rooms: list[RoomPicture] = []
        for room in floor.rooms:
            numbers = range(number, number + len(room.beds))
            number += len(room.beds)
            left, top, width, height = room.place
            rooms.append(
                RoomPicture(
                    room_id=100 * level + len(rooms),
                    name=room.name,
                    kind=room.kind,
                    x=left,
                    y=top,
                    width=width,
                    height=height,
                    own_toilet=room.own_toilet,
                    beds=tuple(bed(n, len(rooms), STATES[n % len(STATES)]) for n in numbers),
                )
            )
        floors.append(FloorPicture(level, floor.name, floor.level, tuple(rooms)))
    return snapshot(floors)


def imported() -> MapSnapshot:
    """Return what an import makes of forty beds: rooms of five, one under the other."""
    rooms = [
        RoomPicture(
            room_id=room,
            name=f"Rom {room + 1}",
            kind=RoomKind.SLEEPING,
            x=0,
            y=room * 106,
            width=930,
            height=106,
            own_toilet=False,
            beds=tuple(
                bed(n, room, STATES[n % len(STATES)], code=f"93-{n}" if room else f"{n}")
                for n in range(room * 5, room * 5 + 5)
            ),
        )
        for room in range(8)
    ]
    return snapshot([FloorPicture(1, "Prosjekt 93", 1, tuple(rooms))])


def long_row() -> MapSnapshot:
    """Return a room per bed in one long row, along a hall."""
    rooms = [
        RoomPicture(
            room_id=n,
            name=f"Rom {n + 1}",
            kind=RoomKind.SLEEPING,
            x=n * 176,
            y=0,
            width=176,
            height=106,
            own_toilet=n % 2 == 0,
            beds=(bed(n, n, STATES[n % len(STATES)]),),
        )
        for n in range(40)
    ]
    rooms.append(RoomPicture(99, "Gang", RoomKind.HALL, 0, 106, 40 * 176, 26, False, ()))
    return snapshot([FloorPicture(1, "1. etasje", 1, tuple(rooms))])


def hostile() -> MapSnapshot:
    """Return codes, names and room names nobody should have written."""
    rooms = [
        RoomPicture(
            room_id=n,
            name=name,
            kind=RoomKind.SLEEPING,
            x=n * 100,
            y=0,
            width=100,
            height=60,
            own_toilet=True,
            beds=(bed(n, n, BedState.TAKEN_OUT, code=name, alias=name),),
        )
        for n, name in enumerate(HOSTILE)
    ]
    return snapshot([FloorPicture(1, HOSTILE[0], 1, tuple(rooms))])


PLANS: dict[str, Callable[[], MapSnapshot]] = {
    "demo": demo,
    "imported": imported,
    "long_row": long_row,
    "hostile": hostile,
}
