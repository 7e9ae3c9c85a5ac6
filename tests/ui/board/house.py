"""A house in memory for tests of the board: it answers like the services, as the comps show it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from shelter_desk.clock import Clock
from shelter_desk.errors import DeskError
from shelter_desk.incident_terms import VisitorKind
from shelter_desk.services.calling import Changed, Done
from shelter_desk.services.cards import PresenceCard, TodayLine
from shelter_desk.services.snapshots import (
    ArrivalCard,
    BedAnswer,
    BedPicture,
    BoardFlag,
    BoardRow,
    BoardSnapshot,
    DutyRow,
    ExpectedRow,
    Flag,
    FloorPicture,
    GivenToday,
    KnowThis,
    MapSnapshot,
    NotSeenRow,
    OutRow,
    Person,
    RoomPicture,
    SearchHit,
    Verdict,
    VerdictReason,
    VisitorRow,
)
from shelter_desk.terms import (
    BedAttribute,
    BedCategory,
    BedState,
    Level,
    LogKind,
    PresenceKind,
    ProvisionKind,
    RoomKind,
    ShiftName,
)
from shelter_desk.ui.board.calls import BoardCalls

FREE_BEDS = {5: "A5", 6: "A6", 7: "F1"}


def at(hour: int, minute: int = 0, *, day: int = 21) -> datetime:
    """Return a moment of that evening, by the wall clock (winter time)."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def named(guest_id: int, alias: str, second: str = "", place: str | None = None) -> Person:
    """Return a known woman."""
    return Person(PresenceKind.NAMED, alias, second, place=place, guest_id=guest_id)


def given(*kinds: ProvisionKind, when: datetime | None = None) -> tuple[GivenToday, ...]:
    """Return what somebody has had today."""
    return tuple(GivenToday(kind, when or at(19, 10), 1, n) for n, kind in enumerate(kinds))


def row(
    presence_id: int,
    alias: str = "",
    *,
    since: datetime | None = None,
    bed: str | None = None,
    flags: tuple[BoardFlag, ...] = (),
    check: datetime | None = None,
    had: tuple[GivenToday, ...] = (),
    person: Person | None = None,
    shielded: bool = False,
    worker: str = "Siri",
) -> BoardRow:
    """Return a row of the board; ids of guest and presence are the same number."""
    return BoardRow(
        presence_id=presence_id,
        person=person or named(presence_id, alias, place=bed),
        since=since or at(19),
        bed_id=None if bed is None else 100 + presence_id,
        bed_code=bed,
        floor="2. etasje" if bed else None,
        flags=flags,
        next_check=check,
        given=had,
        key_worker=worker if not shielded else "",
        shielded=shielded,
    )


P = ProvisionKind
TIGHT = BoardFlag(Flag.CLOSE_CHECKS, Level.URGENT, at(21, 15))


def rows_of_the_comp() -> list[BoardRow]:
    """Return the fourteen of the drawing."""
    anonymous = PresenceKind.ANONYMOUS
    return [
        row(1, "Lise", since=at(18, 50), bed="A2", flags=(TIGHT,), check=at(21, 15),
            had=(*given(P.PACKED_LUNCH), *given(P.TALK, when=at(20, 20)))),
        row(2, "Mona", since=at(16), bed="A4", check=at(22), had=given(P.SUPPER),
            flags=(BoardFlag(Flag.OWN_ROOM, Level.WATCH),)),
        row(3, "Tone", since=at(20, 15), bed="A1", check=at(22), had=given(P.SHOWER, P.CLOTHES),
            flags=(BoardFlag(Flag.WATCH, Level.WATCH),)),
        row(4, "Ragnhild", since=at(19, 5), flags=(BoardFlag(Flag.AGREEMENT),), had=given(P.LUNCH)),
        row(5, "Vigdis", since=at(20, 40), flags=(BoardFlag(Flag.WANTS_BED),)),
        row(6, "Blåmeis-Ŋurra under lønna", since=at(17, 45), had=given(P.LUNCH, P.LAUNDRY),
            flags=(BoardFlag(Flag.MESSAGE), BoardFlag(Flag.WAKE, at=at(7, 0, day=22)))),
        row(7, "Eva", since=at(17, 20), bed="H3", check=at(22), had=given(P.BREAKFAST, P.LUNCH),
            flags=(BoardFlag(Flag.SAME_NAME),)),
        row(8, "Ingrid", since=at(19, 30), bed="A3", check=at(22), had=given(P.SHOWER),
            flags=(BoardFlag(Flag.WAKE, at=at(7, 0, day=22)),)),
        row(9, "Jorunn", since=at(16, 5), had=given(P.LUNCH, P.TALK)),
        row(10, "Lerke", since=at(20, 55)),
        row(11, "Marit", since=at(18, 10), had=given(P.CLOTHES),
            flags=(BoardFlag(Flag.NOTE, text="Hund i uteområdet"),)),
        row(12, since=at(14, 20, day=20), bed="K1", check=at(22), shielded=True,
            person=Person(PresenceKind.SHIELDED, place="K1", presence_id=12)),
        row(13, since=at(21, 10), person=Person(anonymous, number=3, presence_id=13), worker=""),
        row(14, since=at(20, 30), person=Person(anonymous, number=5, presence_id=14), worker="",
            had=given(P.PACKED_LUNCH)),
    ]  # fmt: skip


@dataclass
class Called:
    """One call of a service: its name and what it was given."""

    name: str
    values: dict[str, Any]


@dataclass
class FakeHouse:
    """Keeps rows in memory. ``refuse`` makes the next act of a name raise an error."""

    clock: Clock
    inside: list[BoardRow] = field(default_factory=rows_of_the_comp)
    out: list[OutRow] = field(default_factory=list)
    expected: list[ExpectedRow] = field(default_factory=list)
    not_seen: list[NotSeenRow] = field(default_factory=list)
    known: list[SearchHit] = field(default_factory=list)
    cards: dict[int, ArrivalCard] = field(default_factory=dict)
    log: list[Called] = field(default_factory=list)
    refuse: dict[str, DeskError] = field(default_factory=dict)
    undone: list[UUID] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(200))
    _before: list[tuple[UUID, list[BoardRow], list[OutRow]]] = field(default_factory=list)

    @classmethod
    def of_the_comp(cls, clock: Clock) -> "FakeHouse":
        """Return the house of the drawings."""
        house = cls(clock)
        house.out = [
            OutRow(31, named(31, "Berit", place="H1"), at(18, 20), at(20, 30), "H1"),
            OutRow(32, named(32, "Siv"), at(20, 50), at(22), None),
            OutRow(33, named(33, "Sissel", place="H2"), at(14, 10), at(23, 59), "H2"),
        ]
        house.expected = [ExpectedRow(41, named(41, "Rita"), 1, at(23, 30), 6, "A6")]
        house.known = [
            hit(51, "Eva", "blå", worker="Amina", seen=at(18, 40, day=19), same=True),
            hit(7, "Eva", worker="Siri", inside=at(17, 20), presence=7, bed="H3", same=True),
            hit(52, "Evelyn", worker="Kari", seen=datetime(2026, 11, 3, 12, tzinfo=UTC)),
            hit(53, "Vera", worker="", seen=datetime(2026, 11, 12, 12, tzinfo=UTC)),
        ]
        house.cards[51] = ArrivalCard(
            person=named(51, "Eva", "blå"),
            key_worker="Amina",
            know=(
                KnowThis("keep_apart", Level.WATCH),
                KnowThis("message", Level.INFO, "Ring Nav mandag etter kl. 09:00."),
            ),
            best_bed_id=5,
            best_bed_code="A5",
            best_bed_why=(BedAttribute.NEAR_STAFF, BedAttribute.LOWER_BUNK),
            best_bed_floor="2. etasje",
            held_until=None,
            last_seen=at(18, 40, day=19),
            last_night=at(12, day=14).date(),
            last_bed="A3",
            wishes="rolig kveld, vil ikke vekkes",
        )
        return house

    def calls(self) -> BoardCalls:
        """Return the services of this house."""
        return BoardCalls(
            snapshot=self.snapshot,
            type_ahead=self.type_ahead,
            arrival_card=self.arrival_card,
            presence_card=self.presence_card,
            bed_answers=self.bed_answers,
            bed_map=self.bed_map,
            check_in=self._act("check_in", self._check_in),
            check_in_expected=self._act("check_in_expected", self._check_in_expected),
            check_in_new=self._act("check_in_new", self._check_in_new),
            check_in_anonymous=self._act("check_in_anonymous", self._check_in_anonymous),
            go_out=self._act("go_out", self._go_out),
            come_back=self._act("come_back", self._come_back),
            check_out=self._act("check_out", self._check_out),
            give_bed=self._act("give_bed", self._give_bed),
            move_bed=self._act("move_bed", self._move_bed),
            give=self._act("give", self._give),
            give_message=self._act("give_message", self._give_message),
            record_check=self._act("record_check", self._record_check),
        )

    @property
    def undo(self) -> Callable[..., Done]:
        """Return the service that takes an operation back."""
        return self._act("undo", self._undo)

    # -- questions -------------------------------------------------------------------------

    def snapshot(self, caller: object) -> BoardSnapshot:
        del caller
        return BoardSnapshot(
            at=self.clock.now(),
            inside=tuple(self.inside),
            out=tuple(self.out),
            expected=tuple(self.expected),
            not_seen=tuple(self.not_seen),
            visitors=(
                VisitorRow(1, "Oda", VisitorKind.VOLUNTEER, "", at(17), None),
                VisitorRow(2, "vaktmester", VisitorKind.CRAFTSMAN, "", at(20), None),
            ),
            children=0,
            on_duty=(
                DutyRow("Kari", "KM", on_call=False),
                DutyRow("Siri", "SB", on_call=False),
                DutyRow("Amina", "AH", on_call=False),
            ),
            free_beds=tuple(FREE_BEDS.values()),
            places_taken=9,
            places_total=12,
            shift=ShiftName.EVENING,
            shift_ends_at=at(22, 15),
            next_check=at(21, 15),
            next_check_place="A2",
            checks_overdue=0,
        )

    def type_ahead(self, caller: object, *, words: str, limit: int = 8) -> tuple[SearchHit, ...]:
        del caller
        self.log.append(Called("type_ahead", {"words": words}))
        key = words.strip().casefold()
        here = {row.person.guest_id: row for row in self.inside if row.person.guest_id}
        found = []
        for one in self.known:
            alias = one.person.alias.casefold()
            if not alias.startswith(key) and not (key[:2] == "ev" and alias == "vera"):
                continue
            matched = ((0, len(key)),) if alias.startswith(key) else ()
            inside = here.get(one.guest_id)
            found.append(
                replace(
                    one,
                    matched=matched,
                    presence_id=inside.presence_id if inside else one.presence_id,
                    inside_since=inside.since if inside else one.inside_since,
                )
            )
        return tuple(found[:limit])

    def arrival_card(self, caller: object, *, guest_id: int) -> ArrivalCard:
        del caller
        self.log.append(Called("arrival_card", {"guest_id": guest_id}))
        if guest_id in self.cards:
            return self.cards[guest_id]
        people = [one.person for one in self.known] + [one.person for one in self.expected]
        person = next(one for one in people if one.guest_id == guest_id)
        held = at(23, 30) if guest_id == 41 else None
        bed = (6, "A6") if held else (5, "A5")
        return ArrivalCard(person, "Kari", (), *bed, (), "2. etasje", held, None, None, None, "")

    def presence_card(self, caller: object, *, presence_id: int) -> PresenceCard:
        del caller
        out = next((one for one in self.out if one.presence_id == presence_id), None)
        if out is not None:
            return PresenceCard(
                presence_id, out.person, at(12), out.out_since, 900 + presence_id, None,
                out.bed_code, "3. etasje", "Siri", (), (),
            )  # fmt: skip
        here = next(one for one in self.inside if one.presence_id == presence_id)
        know: tuple[KnowThis, ...] = ()
        if TIGHT in here.flags:
            text = "Svarer hun ikke: åpne døra, ring 113."
            know = (KnowThis("watch", Level.URGENT, text),)
        stay = 900 + presence_id if here.bed_code else None
        lines = (TodayLine(LogKind.ARRIVAL, here.since, here.bed_code, {}, "KM"),)
        return PresenceCard(
            presence_id, here.person, here.since, None, stay, here.bed_id, here.bed_code,
            here.floor, here.key_worker, know, lines,
        )  # fmt: skip

    def bed_answers(
        self, caller: object, *, presence_id: int | None = None, guest_id: int | None = None
    ) -> tuple[BedAnswer, ...]:
        del caller, presence_id, guest_id
        reasons = VerdictReason
        return (
            BedAnswer(1, Verdict.NO, (reasons.TAKEN,)),
            BedAnswer(5, Verdict.BEST, (reasons.FREE,)),
            BedAnswer(6, Verdict.NO, (reasons.HELD,)),
            BedAnswer(7, Verdict.WARNING, (reasons.NEXT_ROOM,)),
            BedAnswer(8, Verdict.NO, (reasons.SAME_ROOM,)),
        )

    def bed_map(self, caller: object) -> MapSnapshot:
        del caller
        beds = tuple(bed(number, code) for number, code in {
            1: "A1", 5: "A5", 6: "A6", 7: "F1", 8: "H2"}.items())  # fmt: skip
        room = RoomPicture(1, "Rom 201", RoomKind.SLEEPING, 0, 0, 4, 4, False, beds)
        floor = FloorPicture(2, "2. etasje", 2, (room,))
        return MapSnapshot(self.clock.now(), at(12).date(), (floor,), {}, 0, 0, ())

    # -- acts ------------------------------------------------------------------------------

    def _act(self, name: str, act: Callable[..., int | None]) -> Callable[..., Done]:
        def call(caller: object, **values: Any) -> Done:  # noqa: ANN401 - any act's values
            del caller
            self.log.append(Called(name, values))
            if name in self.refuse:
                raise self.refuse.pop(name)
            operation = uuid4()
            self._before.append((operation, list(self.inside), list(self.out)))
            row_id = act(**values)
            return Done(Changed.all(), operation, can_undo=name != "undo", row_id=row_id)

        return call

    def _arrive(self, person: Person, at_: datetime | None, bed_id: int | None) -> int:
        number = next(self._numbers)
        code = FREE_BEDS[bed_id] if bed_id else None
        here = row(number, since=at_ or self.clock.now(), bed=code, person=person)
        self.inside = [here, *self.inside]
        return number

    def _check_in(self, *, guest_id: int, at: datetime | None, bed_id: int | None) -> int:  # noqa: A002, RUF100 - the service's own names
        people = [one.person for one in self.known] + [one.person for one in self.expected]
        person = next(one for one in people if one.guest_id == guest_id)
        self.expected = [one for one in self.expected if one.guest_id != guest_id]
        return self._arrive(person, at, bed_id)

    def _check_in_expected(self, *, hold_id: int, at: datetime | None, with_bed: bool) -> int:  # noqa: A002, RUF100 - the service's own names
        row = next(one for one in self.expected if one.hold_id == hold_id)
        self.expected.remove(row)
        return self._arrive(row.person, at, row.bed_id if with_bed else None)

    def _check_in_new(
        self,
        *,
        alias: str,
        second_word: str,
        birth_year: int | None,
        at: datetime | None,
        bed_id: int | None,
    ) -> int:
        del birth_year
        return self._arrive(named(next(self._numbers), alias, second_word), at, bed_id)

    def _check_in_anonymous(self, *, at: datetime | None, bed_id: int | None) -> int:
        return self._arrive(Person(PresenceKind.ANONYMOUS, number=6), at, bed_id)

    def _go_out(
        self, *, presence_id: int, at: datetime | None, expected_back: datetime | None
    ) -> int:
        here = next(one for one in self.inside if one.presence_id == presence_id)
        self.inside = [one for one in self.inside if one is not here]
        since = at or self.clock.now()
        self.out.append(OutRow(presence_id, here.person, since, expected_back, here.bed_code))
        return presence_id

    def _come_back(self, *, presence_id: int, at: datetime | None) -> int:
        del at
        here = next(one for one in self.out if one.presence_id == presence_id)
        self.out = [one for one in self.out if one is not here]
        self.inside.append(row(presence_id, person=here.person, bed=here.bed_code))
        return presence_id

    def _check_out(self, *, presence_id: int, **rest: Any) -> int:  # noqa: ANN401 - kept in the log
        del rest
        self.inside = [one for one in self.inside if one.presence_id != presence_id]
        self.out = [one for one in self.out if one.presence_id != presence_id]
        return presence_id

    def _give_bed(self, *, bed_id: int, presence_id: int) -> int:
        self._change(presence_id, bed_id=bed_id, bed_code=FREE_BEDS[bed_id], floor="2. etasje")
        return 900 + presence_id

    def _move_bed(self, *, stay_id: int, bed_id: int) -> int:
        self._change(stay_id - 900, bed_id=bed_id, bed_code=FREE_BEDS[bed_id])
        return stay_id

    def _give(self, *, presence_id: int, kind: ProvisionKind) -> int:
        here = next(one for one in self.inside if one.presence_id == presence_id)
        had = (*here.given, GivenToday(kind, self.clock.now(), 1, next(self._numbers)))
        self._change(presence_id, given=had)
        return had[-1].provision_id

    def _record_check(self, *, presence_id: int, result: object, due_at: object) -> int:
        del result, due_at
        return presence_id

    def _give_message(self, *, message_id: int) -> int:
        return message_id

    def _undo(self, *, operation: UUID) -> None:
        self.undone.append(operation)
        for number, inside, out in self._before:
            if number == operation:
                self.inside, self.out = inside, out

    def _change(self, presence_id: int, **values: Any) -> None:  # noqa: ANN401 - a row's fields
        self.inside = [
            replace(one, **values) if one.presence_id == presence_id else one for one in self.inside
        ]

    def called(self, name: str) -> list[dict[str, Any]]:
        """Return what a service was called with, oldest first."""
        return [one.values for one in self.log if one.name == name]


def hit(
    guest_id: int,
    alias: str,
    second: str = "",
    *,
    worker: str = "",
    seen: datetime | None = None,
    inside: datetime | None = None,
    presence: int | None = None,
    bed: str | None = None,
    same: bool = False,
) -> SearchHit:
    """Return a woman as the search finds her."""
    person = named(guest_id, alias, second, bed)
    return SearchHit(guest_id, person, (), worker, seen, inside, presence, bed, same)


def bed(number: int, code: str) -> BedPicture:
    """Return a bed on the plan."""
    return BedPicture(
        bed_id=number,
        code=code,
        room_id=1,
        approved=True,
        shielded=False,
        category=BedCategory.EMERGENCY,
        attributes=(BedAttribute.NEAR_STAFF,) if code == "A5" else (),
        state=BedState.FREE,
        person=None,
        stay_id=None,
        presence_id=None,
        since=None,
        until=None,
        outage=None,
        outage_note="",
        cleaning_id=None,
        hold_id=None,
        outage_id=None,
        level=Level.INFO,
        next_check=None,
    )
