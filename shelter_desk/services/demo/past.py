"""The house as it goes from hour to hour: what a desk does, told to the ledger."""

import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from shelter_desk.clock import from_local, local
from shelter_desk.errors import LocalTimeMissingError
from shelter_desk.models import (
    BedStay,
    Cleaning,
    OutSpell,
    Presence,
    Provision,
    ShiftDuty,
)
from shelter_desk.services.calling import Actor
from shelter_desk.services.demo.cast import Cast
from shelter_desk.services.demo.ledger import Ledger, Row
from shelter_desk.services.lines import Subject
from shelter_desk.terms import (
    Destination,
    LogKind,
    PresenceKind,
    ProvisionKind,
    ShiftName,
    StayEnd,
)

_DAY, _EVENING = range(7, 15), range(15, 22)
_HOURS = 24


@dataclass
class Past:
    """The house at one moment of its past; everything happens in the order of time.

    Women are numbered as in the cast. ``until`` ends it: nothing later happens here.
    """

    cast: Cast
    ledger: Ledger
    guests: list[int]
    beds: dict[str, int]
    actors: dict[str, Actor]
    chance: random.Random
    known_from: dict[int, date]
    """From which day on each woman is known."""
    first_day: date
    today: date
    until: datetime
    now: datetime
    duties: dict[tuple[ShiftName, date], list[str]] = field(default_factory=dict)
    inside: dict[int, Row] = field(default_factory=dict)
    spells: dict[int, Row] = field(default_factory=dict)
    stays: dict[int, Row] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    dirty: dict[str, Row] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    """Codes of places out of service."""
    nights_left: dict[int, int] = field(default_factory=dict)
    """Of those who sleep here as long as they need, by woman."""
    last_seen: dict[int, date] = field(default_factory=dict)
    visits: dict[date, int] = field(default_factory=dict)
    nameless: dict[int, Row] = field(default_factory=dict)
    _coming: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    # -- time --------------------------------------------------------------------------------

    def at(self, when: datetime, act: Callable[[], None]) -> None:
        """Let something happen at ``when``, or now if that is past."""
        heapq.heappush(self._coming, (max(when, self.now), next(self._order), act))

    def go_on(self) -> None:
        """Let happen what is to come, up to the end."""
        while self._coming and self._coming[0][0] < self.until:
            self.now, _, act = heapq.heappop(self._coming)
            act()
        self.now = self.until

    def clock(self, day: date, hour: float, *, shaken: float = 0.0) -> datetime:
        """Return a time of day, ``hour`` up to 30, moved by up to ``shaken`` hours either way."""
        hour += self.chance.uniform(-shaken, shaken)
        days, left = divmod(max(hour, 0.0), _HOURS)
        wall = time(int(left), int(left * 60) % 60, self.chance.randrange(60))
        day += timedelta(days=int(days))
        try:
            return from_local(day, wall)
        except LocalTimeMissingError:
            return from_local(day, wall.replace(hour=wall.hour + 1))

    def days_ago(self, days: int) -> date:
        """Return the date that many days before the last."""
        return self.today - timedelta(days=days)

    def someone(self) -> Actor:
        """Return one of those on duty now."""
        here = local(self.now)
        name = ShiftName.DAY if here.hour in _DAY else ShiftName.EVENING
        day = here.date()
        if here.hour not in _DAY and here.hour not in _EVENING:
            name = ShiftName.NIGHT
            day -= timedelta(days=here.hour < _DAY.start)
        logins = self.duties.get((name, day)) or list(self.cast.shifts[name])
        return self.actors[self.chance.choice(logins)]

    def on_duty(self, name: ShiftName, day: date, logins: Iterable[str], on_call: str) -> None:
        """Put colleagues on a run of a shift, and let them log in when it begins."""
        runs = self.ledger.runs_around(day)
        run = next(run for run in runs if run.name is name and run.day == day)
        # One is on call at a time: from when the shift before has gone home.
        before = max(other.ends_at for other in runs if other.starts_at < run.starts_at)
        self.duties[name, day] = list(logins)
        people = [(login, run.starts_at) for login in self.duties[name, day]]
        if on_call not in self.duties[name, day]:
            people.append((on_call, before))
        for login, starts_at in people:
            self.ledger.add(
                ShiftDuty,
                staff_id=self.actors[login].staff_id,
                shift=name,
                starts_at=starts_at,
                ends_at=run.ends_at,
                on_call=login == on_call and starts_at == before,
            )
        for login in self.duties[name, day]:
            actor = self.actors[login]
            when = run.starts_at + timedelta(minutes=self.chance.randrange(1, 9))

            def log_in(actor: Actor = actor) -> None:
                subject = ("staff", actor.staff_id or 0)
                self.ledger.note(self.now, actor, "log_in", subject, ok=True)

            self.at(when, log_in)

    # -- who is here -------------------------------------------------------------------------

    def about(self, woman: int) -> list[Subject]:
        """Return whom a line about this woman mentions."""
        return [("guest", self.guests[woman])]

    def arrive(self, woman: int, code: str | None = None) -> None:
        """Check her in, with a place if one is given."""
        if woman in self.inside:
            return
        if code is not None and (woman in self.stays or not self.free([code])):
            code = None
        actor = self.someone()
        self.inside[woman] = self._presence(PresenceKind.NAMED, self.guests[woman], None)
        bed = self.beds[code] if code else None
        self.ledger.line(
            self.now, actor, LogKind.ARRIVAL, about=self.about(woman), bed_id=bed,
            happened_at=self.now,
        )  # fmt: skip
        if code:
            self._open_stay(woman, code)
        self.last_seen[woman] = local(self.now).date()

    def leave(
        self, woman: int, *, keep: bool = False, destination: Destination | None = None
    ) -> None:
        """Check her out; her place waits to be cleaned unless it is kept."""
        presence = self.inside.get(woman)
        if presence is None or presence["starts_at"] >= self.now:
            return
        del self.inside[woman]
        if woman in self.spells:
            self.spells.pop(woman)["ends_at"] = self.now
        presence["ends_at"], presence["destination"] = self.now, destination
        stay = self.stays.get(woman)
        if stay is not None and not keep:
            self._end_stay(woman, StayEnd.CHECKED_OUT)
        self.ledger.line(
            self.now,
            self.someone(),
            LogKind.CHECKED_OUT,
            about=self.about(woman),
            happened_at=self.now,
            bed_id=stay["bed_id"] if stay else None,
            destination=destination.value if destination else None,
        )
        self.last_seen[woman] = local(self.now).date()

    def go_out(self, woman: int, back: datetime | None) -> None:
        """Let her go out for a while."""
        presence = self.inside.get(woman)
        if presence is None or woman in self.spells or presence["starts_at"] >= self.now:
            return
        expected = back.replace(second=0) if back and self.chance.random() < 0.7 else None  # noqa: PLR2004 - seven of ten say when
        self.spells[woman] = self.ledger.add(
            OutSpell,
            presence_id=presence["id"],
            starts_at=self.now,
            ends_at=None,
            expected_back=expected,
        )
        self.ledger.line(
            self.now,
            self.someone(),
            LogKind.OUT_FOR_A_WHILE,
            about=self.about(woman),
            happened_at=self.now,
            back=expected.isoformat() if expected else None,
        )
        if back is not None:
            self.at(back, lambda: self.come_back(woman))

    def come_back(self, woman: int) -> None:
        """Let her come back."""
        spell = self.spells.get(woman)
        if spell is None or spell["starts_at"] >= self.now:
            return
        del self.spells[woman]
        spell["ends_at"] = self.now
        self.ledger.line(
            self.now, self.someone(), LogKind.BACK, about=self.about(woman), happened_at=self.now
        )
        self.last_seen[woman] = local(self.now).date()

    def nameless_visit(self, leaves: datetime) -> None:
        """Count a visit of somebody who wants nothing kept."""
        morning = self.clock(local(self.now).date(), 6).replace(second=0)
        number = 1 + max(
            (row["number"] for row in self.nameless.values() if row["starts_at"] >= morning),
            default=0,
        )
        presence = self._presence(PresenceKind.ANONYMOUS, None, number)
        self.nameless[presence["id"]] = presence
        about: list[Subject] = [("presence", presence["id"])]
        self.ledger.line(
            self.now, self.someone(), LogKind.ARRIVAL, about=about, happened_at=self.now
        )

        def leave() -> None:
            presence["ends_at"] = self.now
            self.ledger.line(
                self.now, self.someone(), LogKind.CHECKED_OUT, about=about, happened_at=self.now
            )

        self.at(max(leaves, self.now + timedelta(minutes=1)), leave)

    def _presence(self, kind: PresenceKind, guest: int | None, number: int | None) -> Row:
        return self.ledger.add(
            Presence,
            kind=kind,
            guest_id=guest,
            number=number,
            starts_at=self.now,
            ends_at=None,
            destination=None,
        )

    # -- places ------------------------------------------------------------------------------

    def free(self, codes: Iterable[str]) -> list[str]:
        """Return which of these places could be given now."""
        blocked = self.taken.keys() | self.dirty.keys() | self.away
        return [code for code in codes if code not in blocked]

    def give_place(self, woman: int, code: str) -> None:
        """Give her a place who is in the house."""
        if woman not in self.inside or woman in self.stays or not self.free([code]):
            return
        self._open_stay(woman, code)
        self.ledger.line(
            self.now,
            self.someone(),
            LogKind.BED_GIVEN,
            about=self.about(woman),
            happened_at=self.now,
            bed_id=self.beds[code],
        )

    def release_place(self, woman: int) -> None:
        """Let her place be cleaned while she stays on in the house."""
        stay = self.stays.get(woman)
        if stay is None or stay["starts_at"] >= self.now:
            return
        self._end_stay(woman, StayEnd.RELEASED)
        self.ledger.line(
            self.now,
            self.someone(),
            LogKind.BED_RELEASED,
            about=self.about(woman),
            happened_at=self.now,
            bed_id=stay["bed_id"],
        )

    def move(self, woman: int, code: str) -> None:
        """Move her to another place."""
        stay = self.stays.get(woman)
        if stay is None or stay["starts_at"] >= self.now or not self.free([code]):
            return
        before, left = self._code(stay), self.nights_left.get(woman, 0)
        self._end_stay(woman, StayEnd.MOVED)
        self.nights_left[woman] = left
        self._open_stay(woman, code, moved_from=stay["id"])
        self.ledger.line(
            self.now,
            self.someone(),
            LogKind.BED_MOVED,
            about=self.about(woman),
            happened_at=self.now,
            bed_id=self.beds[code],
            from_bed=before,
        )

    def _open_stay(self, woman: int, code: str, moved_from: int | None = None) -> None:
        self.stays[woman] = self.ledger.add(
            BedStay,
            bed_id=self.beds[code],
            guest_id=self.guests[woman],
            presence_id=None,
            starts_at=self.now,
            ends_at=None,
            end_reason=None,
            moved_from=moved_from,
        )
        self.taken[code] = woman

    def _end_stay(self, woman: int, reason: StayEnd) -> None:
        stay = self.stays.pop(woman)
        stay["ends_at"], stay["end_reason"] = self.now, reason
        code = self._code(stay)
        del self.taken[code]
        self.nights_left.pop(woman, None)
        self.dirty[code] = self.ledger.add(
            Cleaning, bed_id=stay["bed_id"], needed_at=self.now, done_at=None, done_by=None
        )
        self.at(
            self.now + timedelta(minutes=self.chance.randrange(20, 80)), lambda: self._clean(code)
        )

    def _clean(self, code: str) -> None:
        actor, row = self.someone(), self.dirty.pop(code)
        row["done_at"], row["done_by"] = self.now, actor.staff_id
        self.ledger.line(self.now, actor, LogKind.CLEANED, bed_id=row["bed_id"])

    def _code(self, stay: Row) -> str:
        return next(code for code, bed in self.beds.items() if bed == stay["bed_id"])

    # -- what is given -----------------------------------------------------------------------

    def give(self, woman: int, kind: ProvisionKind, *, first_time: bool | None = None) -> None:
        """Give something to somebody who is here."""
        presence = self.inside.get(woman)
        if presence is not None and woman not in self.spells:
            self._given(kind, presence["id"], self.guests[woman], 1, first_time=first_time)

    def give_at_door(
        self, kind: ProvisionKind, amount: int = 1, *, first_time: bool | None = None
    ) -> None:
        """Give something at the door."""
        self._given(kind, None, None, amount, first_time=first_time)

    def _given(
        self,
        kind: ProvisionKind,
        presence: int | None,
        guest: int | None,
        amount: int,
        *,
        first_time: bool | None,
    ) -> None:
        actor = self.someone()
        row = self.ledger.add(
            Provision,
            presence_id=presence,
            guest_id=guest,
            kind=kind,
            amount=amount,
            first_time=first_time,
            given_at=self.now,
            given_by=actor.staff_id,
        )
        subject = ("presence", presence) if presence else ("provision", row["id"])
        self.ledger.note(self.now, actor, "provision.give", subject, kind=kind.value, amount=amount)
