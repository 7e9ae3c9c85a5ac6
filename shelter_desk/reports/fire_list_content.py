"""What a fire list says, in plain values: who is in the house, and in which room (domain.md b18).

Nothing here is about health. Whoever builds a :class:`FireList` has already made a shielded woman
nameless. Instants are aware and in UTC. This module must stay free of reportlab and of the
database: the list is also read back, encrypted, when there is no database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from shelter_desk.reports.handover_content import Who


@dataclass(frozen=True)
class FirePerson:
    """A woman who is in the house now; ``children`` came with her."""

    who: Who
    place: str = ""
    """The code of her bed; empty without one."""
    needs_help: bool = False
    """She cannot get out alone; never why."""
    children: int = 0


@dataclass(frozen=True)
class FireRoom:
    """A room somebody sleeps in."""

    name: str
    people: tuple[FirePerson, ...]


@dataclass(frozen=True)
class FireFloor:
    """A storey with the rooms that are in use; without any it is empty and listed all the same."""

    name: str
    rooms: tuple[FireRoom, ...] = ()


@dataclass(frozen=True)
class FireList:
    """Who must come out, floor by floor, highest first."""

    data_as_of: datetime
    floors: tuple[FireFloor, ...] = ()
    without_place: tuple[FirePerson, ...] = ()
    """In the house without a bed: living room, kitchen, yard."""
    staff: tuple[str, ...] = ()
    """First names of those on duty now."""
    visitors: tuple[str, ...] | None = None
    """First names of visitors and volunteers; None where nobody keeps them in the program."""
    out: tuple[FirePerson, ...] = ()
    """Checked in, but out for a while: not counted."""
    meeting_point: str = ""
    unit_code: str = ""
    demo: bool = False
    printed_at: datetime | None = None
    printed_by: str = ""
    """Initials; empty where it was printed without logging in."""
    number: str = ""
    kept: bool = False
    """The database did not answer: this is the latest list that was kept."""
    looked_back: bool = False
    """Of a moment of the past, made from what is kept now."""

    @property
    def everybody(self) -> tuple[FirePerson, ...]:
        """Every woman in the house, as the paper lists them."""
        rooms = (room.people for floor in self.floors for room in floor.rooms)
        return (*(person for people in rooms for person in people), *self.without_place)

    @property
    def women(self) -> int:
        """How many women are in the house."""
        return len(self.everybody)

    @property
    def children(self) -> int:
        """How many children are in the house."""
        return sum(person.children for person in self.everybody)

    @property
    def total(self) -> int:
        """How many must come out."""
        return self.women + self.children + len(self.staff) + len(self.visitors or ())

    def printed(self, *, at: datetime, by: str, number: str) -> "FireList":
        """Return the list as one print of it."""
        return replace(self, printed_at=at, printed_by=by, number=number)


@dataclass(frozen=True)
class FireCount:
    """How many are in one room, or on one floor; ``rooms`` are those of a floor."""

    name: str
    people: int
    rooms: tuple["FireCount", ...] = ()


@dataclass(frozen=True)
class FireCounts:
    """The list without anybody in it: what the lock screen may show when no printer answers."""

    data_as_of: datetime
    floors: tuple[FireCount, ...]
    without_place: int
    staff: int
    visitors: int | None
    total: int
    needs_help: int
    meeting_point: str
    kept: bool


def counts_of(fire: FireList) -> FireCounts:
    """Return the numbers of a list; women and their children together, never a name."""
    floors = []
    for floor in fire.floors:
        rooms = tuple(FireCount(room.name, _heads(room.people)) for room in floor.rooms)
        floors.append(FireCount(floor.name, sum(room.people for room in rooms), rooms))
    return FireCounts(
        data_as_of=fire.data_as_of,
        floors=tuple(floors),
        without_place=_heads(fire.without_place),
        staff=len(fire.staff),
        visitors=None if fire.visitors is None else len(fire.visitors),
        total=fire.total,
        needs_help=sum(person.needs_help for person in fire.everybody),
        meeting_point=fire.meeting_point,
        kept=fire.kept,
    )


def _heads(people: Iterable[FirePerson]) -> int:
    return sum(1 + person.children for person in people)
