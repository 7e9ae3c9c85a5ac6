"""Writes a planned import: bulk inserts, in the order in which rows refer to each other."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import DeclarativeBase, Session

from shelter_desk.clock import from_local
from shelter_desk.models import (
    Bed,
    BedCategoryPeriod,
    BedStay,
    Floor,
    Guest,
    GuestPair,
    ImportLink,
    Presence,
    Room,
)
from shelter_desk.services.imports.hmis_beds import OPEN, PlannedBed, Span
from shelter_desk.services.imports.hmis_known import BED, PERSON, PRESENCE, STAY, HouseSide
from shelter_desk.services.imports.hmis_plan import spelled
from shelter_desk.services.imports.hmis_planned import Plan, PlannedPresence, PlannedStay
from shelter_desk.services.imports.problems import shown
from shelter_desk.services.names import alias_key, clean_text, pairs_of
from shelter_desk.terms import BedCategory, PresenceKind, RoomKind, StayEnd

Advance = Callable[[int], None]
"""Told how many more rows are written; may raise to stop the import."""

_NOON = time(12)
_CHUNK = 500
_ROOM_BEDS = 5
_ROOM_WIDTH, _ROOM_HEIGHT = 930, 106
"""A sleeping room is a row across the plan, in plan units; its beds stand side by side."""

_ROOM_NAME, _EXTRA_ROOM_NAME, _EXTRA_CODE = (
    "Sovesal {number}",
    "Ekstraplasser {number}",
    "E{number}",
)
"""Names of what is made: data, so in the house's language."""


class Writing:
    """One import being written in one transaction."""

    def __init__(
        self, session: Session, plan: Plan, side: HouseSide, now: datetime, advance: Advance
    ) -> None:
        self._session = session
        self._plan = plan
        self._side = side
        self._now = now
        self._advance = advance
        self._guests = dict(side.guests)
        self._beds = {name: row.bed_id for name, row in side.beds.items()}

    def write(self) -> None:
        """Write everything."""
        self._people()
        self._known_beds()
        self._new_beds()
        self._ends()
        self._presences()
        self._stays()

    # -- women ---------------------------------------------------------------------------

    def _people(self) -> None:
        people = self._plan.people
        rows = []
        for person in people:
            key, second = alias_key(person.alias), alias_key(person.second_word)
            rows.append(
                {
                    "alias": person.alias,
                    "second_word": person.second_word,
                    "alias_key": key,
                    "second_key": second,
                    "birth_year": person.birth_year,
                    "awaiting_review": (key, second) in self._side.hidden,
                    "created_at": self._now,
                }
            )
        numbers = self._insert(Guest, rows)
        self._guests |= {p.external_id: n for p, n in zip(people, numbers, strict=True)}
        self._plain(
            GuestPair,
            [
                {"pair": pair, "guest_id": number}
                for person, number in zip(people, numbers, strict=True)
                for pair in sorted(pairs_of(f"{person.alias} {person.second_word}"))
            ],
        )
        self._link(
            PERSON, "guest_id", ((p.external_id, n) for p, n in zip(people, numbers, strict=True))
        )

    # -- beds ----------------------------------------------------------------------------

    def _known_beds(self) -> None:
        """Let imported beds follow the inventory, unless the desk has closed them."""
        for bed in self._plan.beds:
            row = self._side.beds.get(bed.external_id)
            if row is None or row.by_desk:
                continue
            opens = min(row.opens, bed.opens)
            closes = max(bed.closes or OPEN, row.used_until)
            if (opens, closes) != (row.opens, row.closes or OPEN):
                self._session.execute(
                    update(Bed)
                    .where(Bed.id == row.bed_id)
                    .values(opened_at=_noon(opens), closed_at=_noon(closes))
                )

    def _new_beds(self) -> None:
        beds = [bed for bed in self._plan.beds if bed.external_id not in self._beds]
        if not beds:
            return
        rooms = _Rooms(self._session, self._plan, (row.room_id for row in self._side.beds.values()))
        codes = set(self._session.scalars(select(Bed.code)))
        last = self._session.scalar(select(func.max(Bed.sort))) or 0
        rows = []
        for sort, bed in enumerate(beds, start=last + 1):
            code = _free_code(bed, self._plan.project, codes)
            codes.add(code)
            rows.append(
                {
                    "code": code,
                    "room_id": rooms.room_for(bed),
                    "sort": sort,
                    "approved": bed.approved,
                    "opened_at": _noon(bed.opens),
                    "closed_at": _noon(bed.closes or OPEN),
                }
            )
        numbers = self._insert(Bed, rows)
        category = BedCategory.TEMPORARY if self._plan.transitional else BedCategory.EMERGENCY
        self._plain(
            BedCategoryPeriod,
            [
                {"bed_id": number, "valid_from": bed.opens, "category": category}
                for bed, number in zip(beds, numbers, strict=True)
            ],
        )
        named = [(b.external_id, n) for b, n in zip(beds, numbers, strict=True)]
        self._beds |= dict(named)
        self._link(BED, "bed_id", named)

    # -- nights --------------------------------------------------------------------------

    def _ends(self) -> None:
        """End the stays that an earlier import left open."""
        for end in self._plan.ends:
            rows = self._side.open_rows[end.person]
            self._session.execute(
                update(BedStay)
                .where(BedStay.id == rows.stay_id)
                .values(ends_at=end.at, end_reason=StayEnd.IMPORTED)
            )
            self._session.execute(
                update(Presence).where(Presence.id == rows.presence_id).values(ends_at=end.at)
            )
            for kind, name in ((STAY, rows.stay_link), (PRESENCE, rows.presence_link)):
                self._respell(kind, name, end.span.end)
            self._advance(1)

    def _respell(self, kind: str, name: str, end: date) -> None:
        """Let an open link say where it ends now."""
        head, _, span = name.rpartition(" ")
        first = date.fromisoformat(span.removesuffix(".."))
        self._session.execute(
            update(ImportLink)
            .where(
                ImportLink.source == self._plan.source,
                ImportLink.kind == kind,
                ImportLink.external_id == name,
            )
            .values(external_id=f"{head} {spelled(Span(first, end))}")
        )

    def _presences(self) -> None:
        """Write presences, or let earlier ones go on."""
        new, numbers = [], {}
        for presence in self._plan.presences:
            earlier = self._side.before.get((presence.person, presence.span.first))
            if earlier is None:
                new.append(presence)
                continue
            self._session.execute(
                update(Presence)
                .where(Presence.id == earlier.presence_id)
                .values(ends_at=presence.ended)
            )
            numbers[presence.external_id] = earlier.presence_id
        rows = [self._presence(presence) for presence in new]
        made = self._insert(Presence, rows)
        numbers |= {p.external_id: n for p, n in zip(new, made, strict=True)}
        self._link(PRESENCE, "presence_id", numbers.items())

    def _presence(self, presence: PlannedPresence) -> dict[str, Any]:
        return {
            "kind": PresenceKind.NAMED,
            "guest_id": self._guests[presence.person],
            "starts_at": presence.began,
            "ends_at": presence.ended,
        }

    def _stays(self) -> None:
        """Write stays; the first of a presence that goes on may go on itself."""
        new: list[PlannedStay] = []
        numbers: dict[str, int] = {}
        for stay in self._plan.stays:
            earlier = self._side.before.get((stay.person, stay.span.first))
            if earlier is None or earlier.stay_id is None or stay.bed != earlier.bed:
                new.append(stay)
                continue
            self._session.execute(
                update(BedStay)
                .where(BedStay.id == earlier.stay_id)
                .values(ends_at=stay.ended, end_reason=_reason(stay))
            )
            numbers[stay.external_id] = earlier.stay_id
        rows = [
            {
                "bed_id": self._beds[stay.bed],
                "guest_id": self._guests[stay.person],
                "starts_at": stay.began,
                "ends_at": stay.ended,
                "end_reason": _reason(stay),
            }
            for stay in new
        ]
        made = self._insert(BedStay, rows)
        numbers |= {s.external_id: n for s, n in zip(new, made, strict=True)}
        self._link(STAY, "bed_stay_id", numbers.items())

    # -- rows ----------------------------------------------------------------------------

    def _insert(self, table: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> list[int]:
        """Insert rows and return their numbers in the same order."""
        numbers: list[int] = []
        column = table.__table__.c.id
        # The file is locked for this transaction, so its next numbers are ours to give, and
        # SQLite need not be asked for them row by row.
        ours = self._session.get_bind().dialect.name == "sqlite"
        following = (self._session.scalar(select(func.max(column))) or 0) + 1 if ours else 0
        statement = insert(table).returning(column, sort_by_parameter_order=True)
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            if ours:
                given = range(following + start, following + start + len(chunk))
                numbered = [{"id": n, **row} for n, row in zip(given, chunk, strict=True)]
                self._session.execute(insert(table), numbered)
                numbers.extend(given)
            else:
                numbers.extend(self._session.execute(statement, chunk).scalars())
            self._advance(len(chunk))
        return numbers

    def _plain(self, table: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
        for start in range(0, len(rows), _CHUNK):
            self._session.execute(insert(table), rows[start : start + _CHUNK])

    def _link(self, kind: str, column: str, named: Iterable[tuple[str, int]]) -> None:
        self._plain(
            ImportLink,
            [
                {"source": self._plan.source, "kind": kind, "external_id": name, column: number}
                for name, number in named
            ],
        )


class _Rooms:
    """Rooms for imported beds, on a floor of their own above the others."""

    def __init__(self, session: Session, plan: Plan, known: Iterable[int]) -> None:
        self._session = session
        self._name = clean_text(shown(plan.project_name or plan.project))
        self._floor: int | None = session.scalar(
            select(Room.floor_id).where(Room.id.in_(list(known))).limit(1)
        )
        self._rooms: dict[str, int] = {}
        if self._floor is not None:
            rooms = session.execute(select(Room.name, Room.id).where(Room.floor_id == self._floor))
            self._rooms = {row.name: row.id for row in rooms}

    def room_for(self, bed: PlannedBed) -> int:
        """Return the room a bed stands in, made when it is missing."""
        at = (bed.number - 1) // _ROOM_BEDS
        name = (_ROOM_NAME if bed.approved else _EXTRA_ROOM_NAME).format(number=at + 1)
        if name not in self._rooms:
            place = len(self._rooms)
            room = Room(
                floor_id=self._on_floor(),
                name=name,
                kind=RoomKind.SLEEPING,
                plan_x=0,
                plan_y=place * _ROOM_HEIGHT,
                plan_width=_ROOM_WIDTH,
                plan_height=_ROOM_HEIGHT,
            )
            self._session.add(room)
            self._session.flush()
            self._rooms[name] = room.id
        return self._rooms[name]

    def _on_floor(self) -> int:
        if self._floor is None:
            highest = self._session.scalar(select(func.max(Floor.level)))
            floor = Floor(name=self._name, level=1 if highest is None else highest + 1)
            self._session.add(floor)
            self._session.flush()
            self._floor = floor.id
        return self._floor


def _free_code(bed: PlannedBed, project: str, used: set[str]) -> str:
    """Return a short code nobody has: «12», else «93-12», else numbered on."""
    plain = str(bed.number) if bed.approved else _EXTRA_CODE.format(number=bed.number)
    for code in (plain, f"{project[-6:]}-{plain}"):
        if code not in used:
            return code
    number = 2
    while f"{plain}.{number}" in used:
        number += 1
    return f"{plain}.{number}"


def _noon(night: date) -> datetime | None:
    """Return when a night begins for a bed; None for the end of an open span."""
    return None if night == OPEN else from_local(night, _NOON)


def _reason(stay: PlannedStay) -> StayEnd | None:
    return None if stay.ended is None else StayEnd.IMPORTED
