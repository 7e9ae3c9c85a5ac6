"""How the last evening is played through the services: when, by whom, to whom.

The evening is written for 21:12 by the clock on the wall and goes from one o'clock to a quarter
past ten. A demo that starts between a quarter to eight and eleven in the evening shows it at
its own hours; at any other hour it is moved, so that 21:12 is when the demo starts. What would
lie in the future has not happened yet.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from shelter_desk.clock import from_local, local, local_date
from shelter_desk.services import (
    arrivals,
    beds,
    log,
    provisions,
)
from shelter_desk.services.calling import Actor, Done
from shelter_desk.services.demo.past import Past
from shelter_desk.services.demo.stage import Stage
from shelter_desk.terms import (
    Destination,
    LogKind,
    ProvisionKind,
)

SHOWN_AT = time(21, 12)
BEGINS = timedelta(hours=8, minutes=12)
"""How long before 21:12 the evening begins: at one o'clock."""

_AS_WRITTEN = (time(19, 45), time(23))
_HOUR = 60


def moved_by(now: datetime) -> timedelta:
    """Return by how much the evening is moved for a demo that starts ``now`` (aware UTC)."""
    here = local(now)
    if _AS_WRITTEN[0] <= here.time() <= _AS_WRITTEN[1]:
        return timedelta()
    return now - from_local(here.date(), SHOWN_AT)


def begins(now: datetime) -> datetime:
    """Return when the evening begins that a demo shows ``now``."""
    return from_local(local_date(now), SHOWN_AT) + moved_by(now) - BEGINS


@dataclass
class Evening:
    """The acts of the evening, in the order of time, and who is here meanwhile."""

    stage: Stage
    past: Past
    now: datetime
    acts: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    here: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    visitors: dict[str, int] = field(default_factory=dict)

    def play(self) -> None:
        """Play everything that has happened by now."""
        for when, _, act in sorted(self.acts, key=lambda one: one[:2]):
            if when <= self.now:
                self.at = when
                act()

    # -- the pieces of an act ----------------------------------------------------------------

    def t(self, words: str, day: int = 0) -> datetime:
        """Return the moment of «19:40» of the evening, ``day`` days later."""
        hour, minute = (int(part) for part in words.split(":"))
        wall = from_local(self.today + timedelta(days=day), SHOWN_AT) + moved_by(self.now)
        return wall + timedelta(minutes=(hour - SHOWN_AT.hour) * _HOUR + minute - SHOWN_AT.minute)

    def wall(self, words: str) -> str:
        """Return «19:40» as the clock on the wall shows it when the evening is moved."""
        return f"{local(self.t(words)):%H:%M}"

    @property
    def today(self) -> date:
        """The date of the evening."""
        return local_date(self.now)

    def who(self, login: str) -> Actor:
        """Return a colleague."""
        return self.past.actors[login]

    def guest(self, called: str) -> int:
        """Return the number of a woman's card."""
        return self.past.guests[self.past.cast.number(called)]

    def then(
        self, words: str, act: Callable[..., object], /, *args: object, **values: object
    ) -> None:
        """Let something happen at «19:40»."""
        self.acts.append((self.t(words), len(self.acts), partial(act, *args, **values)))

    def do(self, login: str, service: Callable[..., Done], /, **values: object) -> Done | None:
        """Let a colleague do what a service is for."""
        return self.stage.play(self.at, self.who(login), service, **values)

    at: datetime = field(init=False)

    def arrive(self, called: str, by: str, code: str | None = None) -> None:
        """See to it that she is in the house, and has her place if one is given."""
        bed = self.past.beds[code] if code else None
        if called in self.here:
            self.do(by, arrivals.come_back, presence_id=self.here[called])
            if bed is not None:
                self.do(by, beds.give_bed, bed_id=bed, presence_id=self.here[called])
            return
        guest = self.guest(called)
        done = self.do(by, arrivals.check_in, guest_id=guest, bed_id=bed) or self.do(
            by, arrivals.check_in, guest_id=guest
        )
        if done is not None and done.row_id is not None:
            self.here[called] = done.row_id

    def leave(
        self, called: str, by: str, destination: Destination | None = None, *, keep: bool = False
    ) -> None:
        """See to it that she has left."""
        presence = self.here.pop(called, None)
        if presence is not None:
            self.do(
                by,
                arrivals.check_out,
                presence_id=presence,
                destination=destination,
                keep_bed=keep,
            )

    def out(self, called: str, by: str, back: datetime) -> None:
        """Let her go out for a while."""
        self.do(by, arrivals.go_out, presence_id=self.here.get(called, 0), expected_back=back)

    def give(self, called: str, by: str, *kinds: ProvisionKind) -> None:
        """Give her something."""
        for kind in kinds:
            self.do(by, provisions.give, presence_id=self.here.get(called, 0), kind=kind)

    def write(self, by: str, kind: LogKind, body: str, *about: str, **values: object) -> None:
        """Write a line; what it is called by is its kind."""
        guests = [self.guest(called) for called in about]
        done = self.do(by, log.write_entry, kind=kind, body=body, guest_ids=guests, **values)
        if done is not None and done.entry_id is not None:
            self.lines[kind.value] = done.entry_id
