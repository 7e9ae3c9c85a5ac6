"""A fortnight of ordinary days: who comes, who sleeps where, what is written."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from shelter_desk.clock import from_local, local
from shelter_desk.services import arrivals, beds, log, provisions
from shelter_desk.services.calling import Actor, Done
from shelter_desk.services.demo.cast import Cast
from shelter_desk.services.demo.stage import Stage
from shelter_desk.terms import Destination, LogKind, ProvisionKind, ShiftName

_EMERGENCY = ("A1", "A2", "A3", "A4", "A5")
_MEALS = ((ProvisionKind.BREAKFAST, time(9, 45)), (ProvisionKind.LUNCH, time(12, 40)))
_DAY, _EVENING = range(7, 15), range(15, 22)
_LIKELY, _LOOKS_IN = 0.6, 0.45
_WHILE_HERE = (
    ProvisionKind.SHOWER, ProvisionKind.CLOTHES, ProvisionKind.LAUNDRY, ProvisionKind.EQUIPMENT,
    ProvisionKind.NALOXONE, ProvisionKind.TALK, ProvisionKind.PACKED_LUNCH,
)  # fmt: skip


@dataclass(order=True)
class _Act:
    at: datetime
    order: int
    name: str = field(compare=False)
    woman: int = field(compare=False, default=-1)
    place: str = field(compare=False, default="")


@dataclass
class Fortnight:
    """The house as it goes from day to day. ``now`` ends it: nothing later is played."""

    cast: Cast
    guests: list[int]
    bed_ids: dict[str, int]
    actors: dict[str, Actor]
    chance: random.Random
    now: datetime
    inside: dict[int, int] = field(default_factory=dict)

    def play_day(self, stage: Stage, day: date) -> None:
        """Play one local date, from midnight to midnight."""
        acts = sorted(self._acts_of(day))
        for act in acts:
            if act.at < self.now:
                self._play(stage, act)

    def bring_in(self, stage: Stage, at: datetime, woman: int, place: str = "") -> None:
        """See to it that she is inside, since ``at`` if she was not."""
        self._play(stage, _Act(at, 0, "arrive", woman, place))

    def send_off(self, stage: Stage, at: datetime, woman: int) -> None:
        """See to it that she has left, at ``at`` if she was inside."""
        self._play(stage, _Act(at, 0, "leave", woman))

    # -- what happens on a day --------------------------------------------------------------

    def _acts_of(self, day: date) -> Iterator[_Act]:
        number = 0
        for number, act in enumerate(self._ideas(day)):
            act.order = number
            yield act

    def _ideas(self, day: date) -> Iterator[_Act]:
        chance = self.chance
        free = list(_EMERGENCY)
        chance.shuffle(free)
        for n, woman in enumerate(self.cast.women):
            if woman.resident:
                yield from self._resident(day, n)
            elif woman.nights and chance.random() < woman.nights / 10 and free:
                yield from self._night_guest(day, n, free.pop())
            elif chance.random() < _LOOKS_IN:
                yield from self._day_visit(day, n)
        for _ in range(chance.randrange(2, 6)):
            yield _Act(self._time(day, 9, 21), 0, "anonymous")
        for _ in range(chance.randrange(6, 10)):
            yield _Act(self._time(day, 8, 23), 0, "line", chance.randrange(len(self.guests)))

    def _resident(self, day: date, n: int) -> Iterator[_Act]:
        if n not in self.inside:
            yield _Act(self._time(day, 7, 8), 0, "arrive", n, self.cast.women[n].resident)
        if self.chance.random() < _LIKELY:
            yield _Act(self._time(day, 11, 14), 0, "out", n)
            yield _Act(self._time(day, 15, 20), 0, "back", n)
        yield from self._given(day, n, time(8))

    def _night_guest(self, day: date, n: int, place: str) -> Iterator[_Act]:
        yield _Act(self._time(day, 8, 10), 0, "leave", n)
        yield _Act(self._time(day, 18, 22), 0, "arrive", n, place)
        yield from self._given(day, n, time(22, 15))

    def _day_visit(self, day: date, n: int) -> Iterator[_Act]:
        came = self._time(day, 9, 16)
        yield _Act(self._time(day, 7, 8), 0, "leave", n)
        yield _Act(came, 0, "arrive", n)
        yield _Act(came + timedelta(minutes=self.chance.randrange(5, 60)), 0, "given", n)
        yield _Act(came + timedelta(minutes=self.chance.randrange(70, 300)), 0, "leave", n)

    def _given(self, day: date, n: int, after: time) -> Iterator[_Act]:
        for kind, at in _MEALS:
            if at > after and self.chance.random() < _LIKELY:
                yield _Act(self._shaken(from_local(day, at)), 0, f"meal:{kind.value}", n)
        yield _Act(self._time(day, 18, 22), 0, "given", n)

    def _time(self, day: date, first: int, last: int) -> datetime:
        at = time(self.chance.randrange(first, last), self.chance.randrange(60))
        return from_local(day, at) + timedelta(seconds=self.chance.randrange(60))

    def _shaken(self, at: datetime) -> datetime:
        return at + timedelta(minutes=self.chance.randrange(-14, 15))

    # -- how it is played -------------------------------------------------------------------

    def on_duty(self, at: datetime) -> Actor:
        """Return one of those on duty at ``at``."""
        hour = local(at).hour
        name = ShiftName.DAY if hour in _DAY else ShiftName.EVENING
        if hour not in _DAY and hour not in _EVENING:
            name = ShiftName.NIGHT
        return self.actors[self.chance.choice(self.cast.shifts[name])]

    def _play(self, stage: Stage, act: _Act) -> None:
        actor = self.on_duty(act.at)
        match act.name.partition(":"):
            case ("arrive", _, _):
                self._arrive(stage, act, actor)
            case ("leave", _, _):
                self._leave(stage, act, actor)
            case ("out", _, _) if act.woman in self.inside:
                back = act.at + timedelta(hours=self.chance.randrange(2, 6))
                presence = self.inside[act.woman]
                stage.play(act.at, actor, arrivals.go_out, presence_id=presence, expected_back=back)
            case ("back", _, _) if act.woman in self.inside:
                presence = self.inside[act.woman]
                stage.play(act.at, actor, arrivals.come_back, presence_id=presence)
            case ("given", _, _):
                self._give(stage, act, actor, self.chance.choice(_WHILE_HERE))
            case ("meal", _, kind):
                self._give(stage, act, actor, ProvisionKind(kind))
            case ("anonymous", _, _):
                self._anonymous(stage, act, actor)
            case ("line", _, _):
                self._write(stage, act, actor)

    def _arrive(self, stage: Stage, act: _Act, actor: Actor) -> None:
        if act.woman in self.inside:
            return
        guest, bed = self.guests[act.woman], self.bed_ids.get(act.place)
        done: Done | None = stage.play(act.at, actor, arrivals.check_in, guest_id=guest, bed_id=bed)
        if done is None:
            done = stage.play(act.at, actor, arrivals.check_in, guest_id=guest)
        if done is not None and done.row_id is not None:
            self.inside[act.woman] = done.row_id

    def _leave(self, stage: Stage, act: _Act, actor: Actor) -> None:
        presence = self.inside.pop(act.woman, None)
        if presence is None:
            return
        done = stage.play(
            act.at,
            actor,
            arrivals.check_out,
            presence_id=presence,
            destination=self.chance.choice((Destination.UNKNOWN, Destination.FRIENDS, None)),
        )
        for bed in done.changed.beds if done else ():
            cleaned = act.at + timedelta(minutes=self.chance.randrange(20, 90))
            stage.play(min(cleaned, self.now), actor, beds.bed_cleaned, bed_id=bed)

    def _give(self, stage: Stage, act: _Act, actor: Actor, kind: ProvisionKind) -> None:
        presence = self.inside.get(act.woman)
        if presence is not None:
            stage.play(act.at, actor, provisions.give, presence_id=presence, kind=kind)

    def _anonymous(self, stage: Stage, act: _Act, actor: Actor) -> None:
        done = stage.play(act.at, actor, arrivals.check_in_anonymous)
        leaves = act.at + timedelta(minutes=self.chance.randrange(15, 120))
        if done is not None and leaves < self.now:
            stage.play(leaves, actor, arrivals.check_out, presence_id=done.row_id)

    def _write(self, stage: Stage, act: _Act, actor: Actor) -> None:
        kind = self.chance.choice(list(self.cast.lines))
        about = kind in {LogKind.TALK, LogKind.SUPPORT_CONTACT, LogKind.WOUND_CARE}
        body = self.chance.choice(self.cast.lines[kind])
        guests = [self.guests[act.woman]] if about else []
        stage.play(act.at, actor, log.write_entry, kind=kind, body=body, guest_ids=guests)
