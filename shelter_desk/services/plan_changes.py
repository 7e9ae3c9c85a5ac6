"""Floors and rooms of the house: added, renamed, ordered, placed on the map, closed.

Nothing is deleted: what has been used once stays in the figures and in the log.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations

from sqlalchemy import delete, func, or_, select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Bed, BedStay, Floor, Hold, Room, RoomNeighbour
from shelter_desk.services.calling import Changed, Done, Tx, writes
from shelter_desk.services.house_plan import PlannedRoom
from shelter_desk.services.names import clean_text
from shelter_desk.services.written import clean_note, says_something
from shelter_desk.terms import Right, RoomKind

NAME_LIMIT, ZONE_LIMIT = 60, 40
LOWEST, HIGHEST = -10, 200
STEP = 10
"""Rooms lie on a grid of so many plan units."""
_SMALLEST, _FURTHEST = 30, 4_000
_NEW_SIZE = (120, 100)


class PlaceNameError(BadInputError):
    """A floor or a room without a name."""

    sentence = mark("Write a name, at most {limit} characters. Nothing was saved.")


class FloorNameTakenError(RefusedError):
    """Two floors of one name could not be told apart."""

    sentence = mark("There is a floor called {name} already. Choose another name.")


class RoomNameTakenError(RefusedError):
    """Two rooms of one name on a floor."""

    sentence = mark("There is a room called {name} on this floor already. Choose another name.")


class FloorsFullError(RefusedError):
    """More floors than any house has."""

    sentence = mark("There is no room for another floor above. Nothing was saved.")


class UnknownRoomError(RefusedError):
    """The room or floor is gone from the plan."""

    sentence = mark("This part of the house is not there any more. Look at the plan again.")


class RoomInUseError(RefusedError):
    """Somebody sleeps there, or a place there is kept."""

    sentence = mark(
        "{name} cannot be closed: {beds} is taken or kept for somebody. Give her another place"
        " first; nothing was changed."
    )


class FloorInUseError(RefusedError):
    """A floor with open rooms."""

    sentence = mark("Close the rooms of {name} first; nothing was changed.")


class RoomOnRoomError(BadInputError):
    """Two rooms in one place."""

    sentence = mark("{name} would lie on top of {other}. Put it beside; nothing was changed.")


class RoomPlaceError(BadInputError):
    """Off the paper, or too small to hold a bed."""

    sentence = mark(
        "A room is at least {least} wide and high, and lies between 0 and {most}."
        " Nothing was changed."
    )


# -- floors ------------------------------------------------------------------------------------


@writes(Right.HOUSE_PLAN)
def add_floor(tx: Tx, *, name: str, below: bool = False) -> Done:
    """Add a floor on top of the house, or under it.

    Raises :class:`PlaceNameError`, :class:`FloorNameTakenError`, :class:`FloorsFullError`.
    """
    words = _floor_name(tx, name, None)
    top = tx.session.scalar(select(func.max(Floor.level)))
    bottom = tx.session.scalar(select(func.min(Floor.level)))
    level = 1 if top is None or bottom is None else (bottom - 1 if below else top + 1)
    if not LOWEST <= level <= HIGHEST:
        raise FloorsFullError
    floor = Floor(name=words, level=level)
    tx.session.add(floor)
    tx.session.flush()
    return _done(tx, "add_floor", "floor", floor.id)


@writes(Right.HOUSE_PLAN)
def rename_floor(tx: Tx, *, floor_id: int, name: str) -> Done:
    """Give a floor another name. Raises :class:`PlaceNameError`, :class:`FloorNameTakenError`."""
    floor = _floor(tx, floor_id)
    floor.name = _floor_name(tx, name, floor.id)
    return _done(tx, "rename_floor", "floor", floor.id)


@writes(Right.HOUSE_PLAN)
def move_floor(tx: Tx, *, floor_id: int, up: bool) -> Done:
    """Let a floor change places with the one above it (``up``) or under it, if there is one."""
    floor = _floor(tx, floor_id)
    further = Floor.level > floor.level if up else Floor.level < floor.level
    order = Floor.level.asc() if up else Floor.level.desc()
    other = tx.session.scalars(
        select(Floor).where(further, Floor.closed_at.is_(None)).order_by(order).limit(1)
    ).first()
    if other is not None:
        mine, theirs = floor.level, other.level
        # Levels are unique: one of the two steps aside while they change places.
        floor.level = HIGHEST + 1
        tx.session.flush()
        other.level = mine
        tx.session.flush()
        floor.level = theirs
    return _done(tx, "move_floor", "floor", floor.id)


@writes(Right.HOUSE_PLAN)
def close_floor(tx: Tx, *, floor_id: int) -> Done:
    """Take a floor out of the house. Raises :class:`FloorInUseError` while rooms are open."""
    floor = _floor(tx, floor_id)
    rooms = select(Room.id).where(Room.floor_id == floor.id, Room.closed_at.is_(None))
    if tx.session.scalar(rooms.limit(1)) is not None:
        raise FloorInUseError(name=floor.name)
    floor.closed_at = tx.now
    return _done(tx, "close_floor", "floor", floor.id)


@writes(Right.HOUSE_PLAN)
def reopen_floor(tx: Tx, *, floor_id: int) -> Done:
    """Take a closed floor into use again."""
    floor = _floor(tx, floor_id)
    floor.closed_at = None
    return _done(tx, "reopen_floor", "floor", floor.id)


# -- rooms -------------------------------------------------------------------------------------


@writes(Right.HOUSE_PLAN)
def add_room(
    tx: Tx,
    *,
    floor_id: int,
    name: str,
    kind: RoomKind = RoomKind.SLEEPING,
    own_toilet: bool = False,
    zone: str = "",
) -> Done:
    """Add a room at the right end of its floor.

    Raises :class:`PlaceNameError`, :class:`RoomNameTakenError`, :class:`UnknownRoomError`.
    """
    floor = _floor(tx, floor_id)
    words = _room_name(tx, name, floor.id, None)
    end = tx.session.scalar(
        select(func.max(Room.plan_x + Room.plan_width)).where(
            Room.floor_id == floor.id, Room.closed_at.is_(None)
        )
    )
    width, height = _NEW_SIZE
    room = Room(
        floor_id=floor.id,
        name=words,
        kind=kind,
        own_toilet=own_toilet,
        zone=clean_note(zone, ZONE_LIMIT),
        plan_x=end or 0,
        plan_y=0,
        plan_width=width,
        plan_height=height,
    )
    tx.session.add(room)
    tx.session.flush()
    set_neighbours(tx, floor.id)
    return _done(tx, "add_room", "room", room.id)


@writes(Right.HOUSE_PLAN)
def change_room(
    tx: Tx, *, room_id: int, name: str, kind: RoomKind, own_toilet: bool, zone: str = ""
) -> Done:
    """Change what a room is called and what it is. Errors as :func:`add_room`."""
    room = room_of(tx, room_id)
    room.name = _room_name(tx, name, room.floor_id, room.id)
    room.kind = kind
    room.own_toilet = own_toilet
    room.zone = clean_note(zone, ZONE_LIMIT)
    return _done(tx, "change_room", "room", room.id)


@writes(Right.HOUSE_PLAN)
def place_room(tx: Tx, *, room_id: int, place: tuple[int, int, int, int]) -> Done:
    """Put a room somewhere else on its floor: left, top, width, height in plan units.

    Raises :class:`RoomPlaceError`, :class:`RoomOnRoomError`, :class:`UnknownRoomError`.
    """
    room = room_of(tx, room_id)
    left, top, width, height = place
    inside = left >= 0 and top >= 0 and left + width <= _FURTHEST and top + height <= _FURTHEST
    if not inside or min(width, height) < _SMALLEST:
        raise RoomPlaceError(least=_SMALLEST, most=_FURTHEST)
    planned = PlannedRoom(room.name, room.kind, place)
    for other in _open_rooms(tx, room.floor_id):
        if other.id != room.id and planned.covers(_planned(other)):
            raise RoomOnRoomError(name=room.name, other=other.name)
    room.plan_x, room.plan_y, room.plan_width, room.plan_height = place
    tx.session.flush()
    set_neighbours(tx, room.floor_id)
    return _done(tx, "place_room", "room", room.id)


@writes(Right.HOUSE_PLAN)
def close_room(tx: Tx, *, room_id: int) -> Done:
    """Take a room and its beds out of use. Raises :class:`RoomInUseError`."""
    room = room_of(tx, room_id)
    beds = list(
        tx.session.scalars(
            select(Bed).where(Bed.room_id == room.id, Bed.closed_at.is_(None)).with_for_update()
        )
    )
    used = in_use(tx, [bed.id for bed in beds])
    if used:
        codes = ", ".join(bed.code for bed in beds if bed.id in used)
        raise RoomInUseError(name=room.name, beds=codes)
    for bed in beds:
        bed.closed_at = closing_at(bed, tx.now)
        tx.touch(bed=bed.id)
    room.closed_at = tx.now
    tx.session.flush()
    set_neighbours(tx, room.floor_id)
    return _done(tx, "close_room", "room", room.id)


@writes(Right.HOUSE_PLAN)
def reopen_room(tx: Tx, *, room_id: int) -> Done:
    """Take a closed room into use again, with the beds that were closed together with it.

    Raises :class:`RoomOnRoomError` where another room lies there now.
    """
    room = room_of(tx, room_id)
    for other in _open_rooms(tx, room.floor_id):
        if other.id != room.id and _planned(room).covers(_planned(other)):
            raise RoomOnRoomError(name=room.name, other=other.name)
    together = select(Bed).where(Bed.room_id == room.id, Bed.closed_at == room.closed_at)
    for bed in tx.session.scalars(together):
        bed.closed_at = None
        tx.touch(bed=bed.id)
    room.closed_at = None
    floor = _floor(tx, room.floor_id)
    floor.closed_at = None
    tx.session.flush()
    set_neighbours(tx, room.floor_id)
    return _done(tx, "reopen_room", "room", room.id)


# -- steps -------------------------------------------------------------------------------------


def room_of(tx: Tx, room_id: int) -> Room:
    """Return a room, locked. Raises :class:`UnknownRoomError`."""
    room = tx.session.get(Room, room_id, with_for_update=True)
    if room is None:
        raise UnknownRoomError
    return room


def in_use(tx: Tx, bed_ids: Iterable[int]) -> set[int]:
    """Return which of these beds somebody has, or are kept for somebody, now or later."""
    beds = list(bed_ids)
    stays = select(BedStay.bed_id).where(
        BedStay.bed_id.in_(beds),
        BedStay.voided_at.is_(None),
        or_(BedStay.ends_at.is_(None), BedStay.ends_at > tx.now),
    )
    holds = select(Hold.bed_id).where(
        Hold.bed_id.in_(beds), Hold.ended_at.is_(None), Hold.until_at > tx.now
    )
    return set(tx.session.scalars(stays)) | set(tx.session.scalars(holds))


def closing_at(bed: Bed, now: datetime) -> datetime:
    """Return when a bed closes: now, or right after it would have opened (aware UTC)."""
    return max(now, bed.opened_at + timedelta(minutes=1))


def set_neighbours(tx: Tx, floor_id: int) -> None:
    """Say anew which open rooms with beds on a floor lie wall to wall."""
    rooms = _open_rooms(tx, floor_id)
    of_floor = select(Room.id).where(Room.floor_id == floor_id)
    tx.session.execute(
        delete(RoomNeighbour).where(
            or_(RoomNeighbour.room_id.in_(of_floor), RoomNeighbour.other_room_id.in_(of_floor))
        )
    )
    sleeping = set(tx.session.scalars(select(Bed.room_id).where(Bed.closed_at.is_(None))))
    for one, two in combinations([room for room in rooms if room.id in sleeping], 2):
        if _planned(one).touches(_planned(two)):
            smaller, larger = sorted((one.id, two.id))
            tx.session.add(RoomNeighbour(room_id=smaller, other_room_id=larger))
    tx.session.flush()


def _open_rooms(tx: Tx, floor_id: int) -> list[Room]:
    query = select(Room).where(Room.floor_id == floor_id, Room.closed_at.is_(None))
    return list(tx.session.scalars(query.order_by(Room.id)))


def _planned(room: Room) -> PlannedRoom:
    place = (room.plan_x, room.plan_y, room.plan_width, room.plan_height)
    return PlannedRoom(room.name, room.kind, place)


def _floor(tx: Tx, floor_id: int) -> Floor:
    floor = tx.session.get(Floor, floor_id, with_for_update=True)
    if floor is None:
        raise UnknownRoomError
    return floor


def _clean(name: str) -> str:
    words = clean_text(name)
    if not says_something(words) or len(words) > NAME_LIMIT:
        raise PlaceNameError(limit=NAME_LIMIT)
    return words


def _floor_name(tx: Tx, name: str, floor_id: int | None) -> str:
    words = _clean(name)
    for floor in tx.session.scalars(select(Floor)):
        if floor.id != floor_id and floor.name.casefold() == words.casefold():
            raise FloorNameTakenError(name=floor.name)
    return words


def _room_name(tx: Tx, name: str, floor_id: int, room_id: int | None) -> str:
    words = _clean(name)
    for room in tx.session.scalars(select(Room).where(Room.floor_id == floor_id)):
        if room.id != room_id and room.name.casefold() == words.casefold():
            raise RoomNameTakenError(name=room.name)
    return words


def _done(tx: Tx, action: str, kind: str, number: int) -> Done:
    tx.audit(action, subject=(kind, number))
    return Done(Changed(plan=True), tx.caller.operation, row_id=number)
