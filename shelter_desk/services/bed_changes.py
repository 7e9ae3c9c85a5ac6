"""Beds of the house: added, changed, ordered, closed. Their codes are unique for good."""

from collections.abc import Iterable
from datetime import date, time

from sqlalchemy import func, select

from shelter_desk.clock import from_local, local_date
from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Bed, BedAttributeLink, BedCategoryPeriod, Room
from shelter_desk.services.beds import UnknownBedError
from shelter_desk.services.calling import Changed, Done, Tx, writes
from shelter_desk.services.names import clean_text
from shelter_desk.services.plan_changes import closing_at, in_use, room_of, set_neighbours
from shelter_desk.terms import BedAttribute, BedCategory, Right

CODE_LIMIT = 12


class BedCodeError(BadInputError):
    """A code that cannot stand on a map or on paper."""

    sentence = mark(
        "A place has a short code of letters and digits, for example A7, at most {limit}"
        " characters. Nothing was saved."
    )


class BedCodeTakenError(RefusedError):
    """Two beds of one code could be mistaken for each other, also years later."""

    sentence = mark("There is a place {code} already ({room}). Choose another code.")


class BedInUseError(RefusedError):
    """Somebody has the place, or it is kept for somebody."""

    sentence = mark(
        "Place {code} is taken or kept for somebody. Give her another place first; nothing was"
        " changed."
    )


class CategoryDayError(BadInputError):
    """Figures that have been given stay as they are."""

    sentence = mark(
        "A category changes from today on or later; {day} has been counted already."
        " Nothing was changed."
    )


class RoomClosedError(RefusedError):
    """A bed stands in a room that is in use."""

    sentence = mark("{name} is closed. Open the room first; nothing was changed.")


@writes(Right.HOUSE_PLAN)
def add_bed(
    tx: Tx,
    *,
    room_id: int,
    code: str,
    category: BedCategory,
    approved: bool = True,
    shielded: bool = False,
    attributes: Iterable[BedAttribute] = (),
) -> Done:
    """Add a bed, in use from today; ``approved`` counts in the house's capacity.

    Raises :class:`BedCodeError`, :class:`BedCodeTakenError`, :class:`RoomClosedError`,
    :class:`~shelter_desk.services.plan_changes.UnknownRoomError`.
    """
    room = room_of(tx, room_id)
    if room.closed_at is not None:
        raise RoomClosedError(name=room.name)
    words = _code(tx, code, None)
    last = tx.session.scalar(select(func.max(Bed.sort)).where(Bed.room_id == room.id))
    if last is None:
        last = tx.session.scalar(select(func.max(Bed.sort)))
    today = local_date(tx.now)
    bed = Bed(
        code=words,
        room_id=room.id,
        sort=_make_way(tx, (last or 0) + 1),
        approved=approved,
        shielded=shielded,
        opened_at=from_local(today, time(0)),
    )
    tx.session.add(bed)
    tx.session.flush()
    tx.session.add(BedCategoryPeriod(bed_id=bed.id, valid_from=today, category=category))
    _set_attributes(tx, bed.id, attributes)
    set_neighbours(tx, room.floor_id)
    return _done(tx, "add_bed", bed)


@writes(Right.HOUSE_PLAN)
def change_bed(
    tx: Tx,
    *,
    bed_id: int,
    code: str,
    approved: bool,
    shielded: bool,
    attributes: Iterable[BedAttribute],
    room_id: int | None = None,
    category: BedCategory | None = None,
    valid_from: date | None = None,
) -> Done:
    """Change a bed; ``room_id`` puts it into another room.

    ``category`` lets it be of another one from ``valid_from`` on (today when left open). A bed
    that is taken or kept stays in its room, and shielded (domain.md b11). Raises
    :class:`BedInUseError` and what :func:`add_bed` raises.
    """
    bed = _bed(tx, bed_id)
    bed.code = _code(tx, code, bed.id)
    moves = room_id is not None and room_id != bed.room_id
    uncovers = bed.shielded and not shielded
    if (moves or uncovers) and in_use(tx, [bed.id]):
        raise BedInUseError(code=bed.code)
    before = room_of(tx, bed.room_id)
    if room_id is not None and moves:
        room = room_of(tx, room_id)
        if room.closed_at is not None:
            raise RoomClosedError(name=room.name)
        bed.room_id = room.id
        tx.session.flush()
        set_neighbours(tx, room.floor_id)
        set_neighbours(tx, before.floor_id)
    bed.approved = approved
    bed.shielded = shielded
    _set_attributes(tx, bed.id, attributes)
    if category is not None:
        _set_category(tx, bed, category, valid_from or local_date(tx.now))
    return _done(tx, "change_bed", bed)


@writes(Right.HOUSE_PLAN)
def set_category(tx: Tx, *, bed_id: int, category: BedCategory, valid_from: date) -> Done:
    """Let a bed be of another category from a day on (domain.md d2).

    Raises :class:`CategoryDayError` for a day that is over.
    """
    bed = _bed(tx, bed_id)
    _set_category(tx, bed, category, valid_from)
    return _done(tx, "set_category", bed)


@writes(Right.HOUSE_PLAN)
def move_bed_in_list(tx: Tx, *, bed_id: int, up: bool) -> Done:
    """Let a bed change places with the one before it (``up``) or after it in every list."""
    bed = _bed(tx, bed_id)
    beds = list(
        tx.session.scalars(select(Bed).where(Bed.closed_at.is_(None)).order_by(Bed.sort, Bed.id))
    )
    for number, row in enumerate(beds, start=1):
        row.sort = number
    here = next((n for n, row in enumerate(beds) if row.id == bed.id), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is not None and there is not None and 0 <= there < len(beds):
        beds[here].sort, beds[there].sort = beds[there].sort, beds[here].sort
    return _done(tx, "move_bed_in_list", bed)


@writes(Right.HOUSE_PLAN)
def close_bed(tx: Tx, *, bed_id: int) -> Done:
    """Take a bed out of the house for good; it stays in the figures of former nights.

    Raises :class:`BedInUseError`, :class:`~shelter_desk.services.beds.UnknownBedError`.
    """
    bed = _bed(tx, bed_id)
    if in_use(tx, [bed.id]):
        raise BedInUseError(code=bed.code)
    if bed.closed_at is None:
        bed.closed_at = closing_at(bed, tx.now)
    tx.session.flush()
    set_neighbours(tx, room_of(tx, bed.room_id).floor_id)
    return _done(tx, "close_bed", bed)


@writes(Right.HOUSE_PLAN)
def reopen_bed(tx: Tx, *, bed_id: int) -> Done:
    """Take a closed bed into use again. Raises :class:`RoomClosedError`."""
    bed = _bed(tx, bed_id)
    room = room_of(tx, bed.room_id)
    if room.closed_at is not None:
        raise RoomClosedError(name=room.name)
    bed.closed_at = None
    tx.session.flush()
    set_neighbours(tx, room.floor_id)
    return _done(tx, "reopen_bed", bed)


def _bed(tx: Tx, bed_id: int) -> Bed:
    bed = tx.session.get(Bed, bed_id, with_for_update=True)
    if bed is None:
        raise UnknownBedError
    return bed


def _code(tx: Tx, text: str, bed_id: int | None) -> str:
    code = clean_text(text)
    fits = all(c.isalnum() or c in "-. " for c in code) and any(c.isalnum() for c in code)
    if not fits or len(code) > CODE_LIMIT:
        raise BedCodeError(limit=CODE_LIMIT)
    query = select(Bed.id, Bed.code, Room.name).join(Room, Room.id == Bed.room_id)
    for row in tx.session.execute(query):
        if row.id != bed_id and row.code.casefold() == code.casefold():
            raise BedCodeTakenError(code=row.code, room=row.name)
    return code


def _set_category(tx: Tx, bed: Bed, category: BedCategory, valid_from: date) -> None:
    """Note a category from a day on, when it is another one than then."""
    holds = tx.session.scalar(
        select(BedCategoryPeriod.category)
        .where(BedCategoryPeriod.bed_id == bed.id, BedCategoryPeriod.valid_from <= valid_from)
        .order_by(BedCategoryPeriod.valid_from.desc())
        .limit(1)
    )
    if holds is category:
        return
    if valid_from < local_date(tx.now):
        raise CategoryDayError(day=valid_from)
    row = tx.session.get(BedCategoryPeriod, (bed.id, valid_from))
    if row is None:
        tx.session.add(BedCategoryPeriod(bed_id=bed.id, valid_from=valid_from, category=category))
    else:
        row.category = category
    tx.audit("set_category", subject=("bed", bed.id), category=category.value)


def _make_way(tx: Tx, sort: int) -> int:
    """Move the beds from ``sort`` on one further, and return it."""
    for bed in tx.session.scalars(select(Bed).where(Bed.sort >= sort)):
        bed.sort += 1
    return sort


def _set_attributes(tx: Tx, bed_id: int, attributes: Iterable[BedAttribute]) -> None:
    wanted = set(attributes)
    query = select(BedAttributeLink).where(BedAttributeLink.bed_id == bed_id)
    for row in tx.session.scalars(query):
        if row.attribute in wanted:
            wanted.discard(row.attribute)
        else:
            tx.session.delete(row)
    tx.session.add_all(
        BedAttributeLink(bed_id=bed_id, attribute=attribute) for attribute in sorted(wanted)
    )


def _done(tx: Tx, action: str, bed: Bed) -> Done:
    tx.session.flush()
    tx.audit(action, subject=("bed", bed.id))
    return Done(Changed(plan=True, beds=frozenset({bed.id})), tx.caller.operation, row_id=bed.id)
