"""The last evening: every scenario of domain.md g, played through the services.

The evening is written for 21:12 by the clock on the wall and goes from one o'clock to a quarter
past ten. A demo that starts between a quarter to eight and eleven in the evening shows it at
its own hours; at any other hour it is moved, so that 21:12 is when the demo starts. What would
lie in the future has not happened yet.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import select

from shelter_desk.clock import from_local, local, local_date
from shelter_desk.models import Cleaning, Presence, Task
from shelter_desk.services import (
    arrivals,
    beds,
    check_plans,
    handover,
    holds,
    inquiries,
    log,
    outages,
    provisions,
    rounds,
    tasks,
    watch,
)
from shelter_desk.services.calling import Actor, Done
from shelter_desk.services.demo.past import Past
from shelter_desk.services.demo.stage import Stage
from shelter_desk.terms import (
    CheckResult,
    Destination,
    Level,
    LogKind,
    OutageReason,
    ProvisionKind,
    TaskKind,
)

SHOWN_AT = time(21, 12)
BEGINS = timedelta(hours=8, minutes=12)
"""How long before 21:12 the evening begins: at one o'clock."""

_AS_WRITTEN = (time(19, 45), time(23))
_RESIDENTS = frozenset({"Berit", "Sissel", "Marie", "Kaja"})
_LOOKED_IN = (
    ("Turid", 13.7, 15.2),
    ("Hanne", 14.4, 17.9),
    ("Anne", 15.6, 18.2),
    ("Solveig", 16.5, 19.4),
)
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_HOUR = 60
_NEXT_DAY = 24


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

    def play(self) -> None:
        """Play everything that has happened by now."""
        names = [woman.called for woman in self.past.cast.women]
        self.here = {names[n]: row["id"] for n, row in self.past.inside.items()}
        self._make_room()
        self._afternoon()
        self._arrivals()
        self._overdose()
        self._door()
        self._what_is_to_be_done()
        self._later()
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
        if called not in self.here:
            done = self.do(by, arrivals.check_in, guest_id=self.guest(called), bed_id=bed)
            if done is not None and done.row_id is not None:
                self.here[called] = done.row_id
        elif bed is not None:
            self.do(by, beds.give_bed, bed_id=bed, presence_id=self.here[called])

    def leave(self, called: str, by: str, destination: Destination | None = None) -> None:
        """See to it that she has left."""
        presence = self.here.pop(called, None)
        if presence is not None:
            self.do(by, arrivals.check_out, presence_id=presence, destination=destination)

    def out(self, called: str, by: str, back: datetime) -> None:
        """Let her go out for a while."""
        self.do(by, arrivals.go_out, presence_id=self.here[called], expected_back=back)

    def give(self, called: str, by: str, *kinds: ProvisionKind) -> None:
        """Give her something."""
        for kind in kinds:
            self.do(by, provisions.give, presence_id=self.here[called], kind=kind)

    def write(self, by: str, kind: LogKind, body: str, *about: str, **values: object) -> None:
        """Write a line; what it is called by is its kind."""
        guests = [self.guest(called) for called in about]
        done = self.do(by, log.write_entry, kind=kind, body=body, guest_ids=guests, **values)
        if done is not None and done.entry_id is not None:
            self.lines[kind.value] = done.entry_id

    def set_presence(self, called: str, **values: object) -> None:
        """Note on her stay here what the desk must know."""
        row = self.stage.session.get(Presence, self.here[called])
        for name, value in values.items():
            setattr(row, name, value)
        self.stage.session.flush()

    # -- the evening -------------------------------------------------------------------------

    def _make_room(self) -> None:
        """Let those leave who are still here from the day, and places be cleaned."""
        for n, called in enumerate(sorted(set(self.here) - _RESIDENTS)):
            self.then(f"13:{2 + n % 50:02}", self.leave, called, "nils")
        for n, presence in enumerate(self.past.nameless.values()):
            if presence["ends_at"] is None:
                self.then(f"13:{5 + n % 50:02}", self._out_at_last, presence["id"])
        self.then("13:58", self._clean_all)

    def _out_at_last(self, presence: int) -> None:
        self.do("nils", arrivals.check_out, presence_id=presence)

    def _clean_all(self) -> None:
        waiting = select(Cleaning.bed_id).where(Cleaning.done_at.is_(None))
        for bed in self.stage.session.scalars(waiting).all():
            self.do("nils", beds.bed_cleaned, bed_id=bed)

    def _afternoon(self) -> None:
        for called in ("Berit", "Sissel", "Marie"):
            code = self.past.cast.women[self.past.cast.number(called)].resident
            self.then("13:01", self.arrive, called, "nils", code)
        for called, first, last in _LOOKED_IN:
            self.then(_words(first), self.arrive, called, "nils")
            self.then(_words(last), self.leave, called, "siri")
        self.then("14:10", self.out, "Sissel", "amina", self.t("24:00"))
        self.then("14:12", self._task, "Tilbake, ellers ring henne", "24:00", "Sissel")
        self.then("14:30", self._bedbugs)
        self.then("14:20", self._shred)
        self.then("14:50", self.do, "leder", handover.number_handover, copies=2, language="nb")

    def _shred(self) -> None:
        """Tick off the sheet the day got from the night."""
        waiting = select(Task.id).where(Task.kind == TaskKind.SHRED, Task.done_at.is_(None))
        for task in self.stage.session.scalars(waiting).all():
            self.do("nils", tasks.tick_task, task_id=task)

    def _bedbugs(self) -> None:
        back = from_local(self.today + timedelta(days=3), time(9))
        bed = self.past.beds["F1"]
        self.do(
            "leder",
            outages.take_out_of_service,
            bed_id=bed,
            reason=OutageReason.BEDBUGS,
            note="Skadedyrfirma kommer",
            expected_until=back,
        )
        here = local(back)
        body = (
            f"Veggedyr. Skadedyrfirma kommer {_WEEKDAYS[here.weekday()]} {here:%d.%m.} kl. 09:00."
        )
        self.write("leder", LogKind.BUILDING, body, bed_id=bed)

    def _arrivals(self) -> None:
        for words, called, by, code in (
            ("16:00", "Mona", "amina", "A4"),
            ("16:05", "Jorunn", "siri", None),
            ("17:20", "Eva", "siri", None),
            ("17:45", "Blåmeis-Ŋurra under den rødlønna", "kari", None),
            ("18:10", "Marit", "siri", None),
            ("18:30", "Siv", "amina", None),
            ("18:50", "Lise", "kari", "A2"),
            ("19:05", "Ragnhild", "amina", None),
            ("19:30", "Ingrid", "amina", "A3"),
            ("20:15", "Tone", "siri", "A1"),
            ("20:40", "Vigdis", "amina", None),
            ("20:55", "Lerke", "kari", None),
        ):
            self.then(words, self.arrive, called, by, code)
        self.then("18:11", self.set_presence, "Marit", note="Hund i uteområdet")
        self.then("18:20", self.out, "Berit", "siri", self.t("20:30"))
        self.then("18:22", self._task, "Ikke tilbake: ring henne", "20:30", "Berit")
        self.then("19:20", self.leave, "Kaja", "kari", Destination.OWN_HOME)
        self.then("19:31", self._wake)
        self.then("20:50", self.out, "Siv", "amina", self.t("22:00"))
        given = ProvisionKind
        for words, called, by, kinds in (
            ("16:40", "Jorunn", "siri", (given.TALK,)),
            ("17:30", "Mona", "amina", (given.SUPPER,)),
            ("18:35", "Blåmeis-Ŋurra under den rødlønna", "kari", (given.LAUNDRY,)),
            ("19:02", "Marit", "siri", (given.CLOTHES,)),
            ("19:10", "Lise", "kari", (given.PACKED_LUNCH,)),
            ("20:02", "Eva", "siri", (given.SUPPER,)),
            ("20:03", "Ragnhild", "siri", (given.SUPPER,)),
            ("20:08", "Ingrid", "amina", (given.SHOWER,)),
            ("20:20", "Lise", "siri", (given.TALK,)),
            ("20:44", "Tone", "siri", (given.SHOWER, given.CLOTHES)),
        ):
            self.then(words, self.give, called, by, *kinds)
        self.then("20:30", self._nameless, "amina", ProvisionKind.PACKED_LUNCH)
        self.then("20:57", self._nameless, "kari", None, leaves="21:08")
        self.then("21:10", self._nameless, "kari", None)

    def _nameless(self, by: str, kind: ProvisionKind | None, leaves: str | None = None) -> None:
        done = self.do(by, arrivals.check_in_anonymous)
        if done is None:
            return
        if kind is not None:
            self.do(by, provisions.give, presence_id=done.row_id, kind=kind)
        if leaves is not None and self.t(leaves) <= self.now:
            self.at = self.t(leaves)
            self.do(by, arrivals.check_out, presence_id=done.row_id)

    def _wake(self) -> None:
        self.set_presence("Ingrid", wake_at=self.t("07:00", day=1))

    def _overdose(self) -> None:
        """Lise at twenty to eight: checks every quarter of an hour till a quarter to ten."""
        until = self.t("21:45")
        self.then(
            "19:47",
            self.do,
            "kari",
            check_plans.agree_checks,
            interval_minutes=15,
            starts_at=self.t("19:45"),
            ends_at=until,
            agreed="se at hun puster, og få svar",
            consent=True,
            guest_id=self.guest("Lise"),
            reason="etter overdose",
        )
        self.then("19:50", self._watch_lise)
        ambulance = f"{self.wall('19:52')}–{self.wall('20:10')}"
        self.then(
            "20:12",
            self.write,
            "kari",
            LogKind.OVERDOSE,
            f"113 ringt {self.wall('19:41')}. Nalokson {self.wall('19:42')} og"
            f" {self.wall('19:45')}. Ambulanse {ambulance}, ble her."
            f" Tett tilsyn til {self.wall('21:45')}.",
            "Lise",
            happened_at=self.t("19:40"),
            level=Level.URGENT,
            short=f"Nalokson, ambulanse {ambulance}, ble her.",
        )
        for words, result in (
            ("20:00", CheckResult.SEEN_BREATHING),
            ("20:15", CheckResult.SEEN_BREATHING),
            ("20:30", CheckResult.SPOKEN),
            ("20:45", CheckResult.SEEN_BREATHING),
            ("21:00", CheckResult.SPOKEN),
            ("21:15", CheckResult.SEEN_BREATHING),
            ("21:30", CheckResult.SEEN_BREATHING),
        ):
            self.then(words, self._look, result)
        self.then(
            "20:20",
            self.write,
            "siri",
            LogKind.TALK,
            "Vil sove på A2 i natt og ha lys i gangen.",
            "Lise",
        )

    def _watch_lise(self) -> None:
        done = self.do(
            "kari",
            watch.add_watch,
            level=Level.URGENT,
            what=f"Tett tilsyn til {self.wall('21:45')}.",
            if_then="Svarer hun ikke: åpne døra, ring 113.",
            next_check_at=self.t("20:00"),
            guest_id=self.guest("Lise"),
        )
        if done is not None and done.row_id is not None:
            self.lines["watch"] = done.row_id

    def _look(self, result: CheckResult) -> None:
        self.do("siri", check_plans.record_check, result=result, guest_id=self.guest("Lise"))
        following = self.at + timedelta(minutes=15)
        self.do("siri", watch.renew_watch, watch_id=self.lines["watch"], next_check_at=following)

    def _door(self) -> None:
        self.then(
            "20:45",
            self.do,
            "kari",
            inquiries.asked_for_her,
            guest_id=self.guest("Marie"),
            note="Mann på døra. Svarte at vi verken kan bekrefte eller avkrefte."
            " Gikk etter fem minutter.",
            short="Verken bekreftet eller avkreftet.",
        )
        self._watched("20:48", f"Mann på døra {self.wall('20:45')}.",
                      "Kommer han igjen: ikke åpne, ring 112.", "Marie", "K1")  # fmt: skip
        self._watched("20:51", "Hold A1 og A3 fra hverandre.",
                      "Ved uro: to ansatte går sammen.", "Tone", "A1")  # fmt: skip
        until = local(from_local(self.today + timedelta(days=3), time(12)))
        self._watched("20:52", f"Isolert til {until:%d.%m.}, mat på rommet.",
                      "Blir hun verre: ring 116 117.", "Mona", "A4")  # fmt: skip

    def _watched(self, words: str, what: str, if_then: str, called: str, code: str) -> None:
        self.then(
            words,
            self.do,
            "kari",
            watch.add_watch,
            level=Level.WATCH,
            what=what,
            if_then=if_then,
            next_check_at=self.t("22:00"),
            guest_id=self.guest(called),
            bed_id=self.past.beds[code],
        )

    def _what_is_to_be_done(self) -> None:
        self.then(
            "19:58",
            self.do,
            "kari",
            holds.comes_later,
            guest_id=self.guest("Rita"),
            at=self.t("23:30"),
            bed_id=self.past.beds["A6"],
        )
        for words, called in (
            ("20:01", "Mona"), ("20:01", "Eva"), ("20:02", "Ingrid"), ("20:02", "Marie"),
            ("20:17", "Tone"),
        ):  # fmt: skip
            self.then(
                words,
                self.do,
                "amina",
                check_plans.agree_checks,
                interval_minutes=120,
                starts_at=self.t("20:00"),
                ends_at=self.t("08:00", day=1),
                agreed="banke på og få svar",
                consent=True,
                guest_id=self.guest(called),
            )
        self.then("20:05", self.write, "amina", LogKind.ACCOMPANIED,
                  "Vekkes 06:00, følge til lege 07:15.", "Ingrid")  # fmt: skip
        self.then("20:12", self._correct)
        self.then("20:56", self._task, "Tilsyn før ro", "22:00", None)
        self.then("20:57", self._task, "Kommer hun ikke: gi A6 til den som venter", "23:30", "Rita")
        self.then("20:58", self._task, "Vekkes, følge til lege 08:15", "31:00", "Ingrid")

    def _correct(self) -> None:
        self.do(
            "amina",
            log.correct_entry,
            entry_id=self.lines[LogKind.ACCOMPANIED.value],
            body="Vekkes 07:00, følge til lege 08:15.",
            reason="feil klokkeslett",
        )

    def _task(self, text: str, due: str, called: str | None) -> None:
        guest = self.guest(called) if called else None
        done = self.do("kari", tasks.add_task, text=text, due_at=self.t(due), guest_id=guest)
        if done is not None and done.row_id is not None:
            self.lines[text] = done.row_id

    # -- after 21:12 -------------------------------------------------------------------------

    def _later(self) -> None:
        self.then("21:40", self._back, "Berit")
        self.then("21:41", self._done, "Ikke tilbake: ring henne")
        self.then("21:55", self._back, "Siv")
        self.then("22:00", self._round)
        self.then("22:11", self._done, "Tilsyn før ro")

    def _back(self, called: str) -> None:
        self.do("siri", arrivals.come_back, presence_id=self.here[called])

    def _done(self, text: str) -> None:
        self.do("siri", tasks.tick_task, task_id=self.lines[text])

    def _round(self) -> None:
        done = self.do("siri", rounds.start_round, planned_at=self.t("22:00"))
        if done is None:
            return
        for called in ("Tone", "Lise", "Ingrid", "Mona", "Berit", "Eva", "Marie"):
            self.at += timedelta(minutes=1)
            self.do("siri", rounds.tick_round, round_id=done.row_id,
                    presence_id=self.here[called], result=CheckResult.SEEN_BREATHING)  # fmt: skip
        self.do("siri", rounds.end_round, round_id=done.row_id)


def _words(hour: float) -> str:
    return f"{int(hour)}:{int(hour * _HOUR) % _HOUR:02}"
