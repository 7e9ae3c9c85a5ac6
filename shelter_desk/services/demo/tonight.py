"""The last evening: every scenario of domain.md g, from one o'clock to a quarter past ten."""

from dataclasses import dataclass
from datetime import time, timedelta

from sqlalchemy import select

from shelter_desk.clock import from_local, local
from shelter_desk.incident_terms import (
    Breathing,
    IncidentOutcome,
    InfectionRoute,
    VisitorKind,
)
from shelter_desk.models import Cleaning, Task
from shelter_desk.services import (
    arrivals,
    beds,
    check_plans,
    handover,
    holds,
    incident_additions,
    inquiries,
    isolation,
    log,
    messages,
    outages,
    overdoses,
    provisions,
    rounds,
    tasks,
    visitors,
    visits,
    watch,
)
from shelter_desk.services.demo.evening import Evening
from shelter_desk.services.incident_fields import Circumstances, Dose
from shelter_desk.terms import (
    CheckResult,
    Destination,
    Level,
    LogKind,
    OutageReason,
    ProvisionKind,
    TaskKind,
)

_RESIDENTS = frozenset({"Berit", "Sissel", "Marie", "Kaja"})
_LOOKED_IN = (
    ("Turid", "13:42", "15:12"),
    ("Hanne", "14:24", "17:54"),
    ("Anne", "15:36", "18:12"),
    ("Solveig", "16:30", "19:24"),
)
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass
class Tonight(Evening):
    """What happens in the evening, written for 21:12."""

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
        super().play()

    def _make_room(self) -> None:
        """Let those leave who are still here from the day, and places be cleaned."""
        for n, called in enumerate(sorted(set(self.here) - _RESIDENTS)):
            self.then(f"13:{2 + n % 50:02}", self.leave, called, "nils", keep=called == "Eva")
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
            self.then(first, self.arrive, called, "nils")
            self.then(last, self.leave, called, "siri")
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
        self.then("17:50", self._message)
        self.then("18:11", self._agreed, "Marit", note="Hund i uteområdet")
        self.then("20:41", self._agreed, "Vigdis", note="Ønsker plass")
        self.then("18:20", self.out, "Berit", "siri", self.t("20:30"))
        self.then("18:22", self._task, "Ring henne, så bakvakt", "20:30", "Berit")
        self.then("19:20", self.leave, "Kaja", "kari", Destination.OWN_HOME)
        self.then("19:31", self._agreed, "Ingrid", wake_at=self.t("07:00", day=1))
        back = from_local(self.today + timedelta(days=3), time(12))
        self.then(
            "16:03",
            self.do,
            "amina",
            isolation.start_isolation,
            route=InfectionRoute.DROPLET,
            review_at=back,
            guest_id=self.guest("Mona"),
            meals_on_tray=True,
        )
        self.then("17:02", self._visitor, "Oda", VisitorKind.VOLUNTEER, "21:30")
        self.then("20:35", self._visitor, "vaktmester", VisitorKind.CRAFTSMAN, "21:45")
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

    def _visitor(self, name: str, kind: VisitorKind, until: str) -> None:
        leaves = self.t(until)
        done = self.do("siri", visitors.visitor_came, name=name, kind=kind, expected_until=leaves)
        if done is not None and done.row_id is not None:
            self.visitors[name] = done.row_id

    def _nameless(self, by: str, kind: ProvisionKind | None, leaves: str | None = None) -> None:
        done = self.do(by, arrivals.check_in_anonymous)
        if done is None:
            return
        if kind is not None:
            self.do(by, provisions.give, presence_id=done.row_id, kind=kind)
        if leaves is not None and self.t(leaves) <= self.now:
            self.at = self.t(leaves)
            self.do(by, arrivals.check_out, presence_id=done.row_id)

    def _message(self) -> None:
        words = "Søstera di har ringt. Hun prøver igjen i morgen."
        called = "Blåmeis-Ŋurra under den rødlønna"
        self.do("kari", messages.leave_message, text=words, guest_id=self.guest(called))

    def _agreed(self, called: str, **values: object) -> None:
        presence = self.here.get(called, 0)
        self.do("amina", visits.change_visit, presence_id=presence, **values)

    def _overdose(self) -> None:
        """Lise at twenty to eight: checks every quarter of an hour till a quarter to ten."""
        self.then("19:48", self._report)
        self.then("20:12", self._ambulance_left)
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

    def _report(self) -> None:
        done = self.do(
            "kari",
            overdoses.report_overdose,
            guest_id=self.guest("Lise"),
            known=Circumstances(
                at=self.t("19:40"),
                staff_on_duty=3,
                lone_work=False,
                ambulance_called_at=self.t("19:41"),
                ambulance_called_by="Kari",
            ),
            found_by="Amina",
            responsive=False,
            breathing=Breathing.SLOW,
            doses=(Dose(self.t("19:42")), Dose(self.t("19:45"))),
            suicide_asked=False,
            told=f"113 ringt {self.wall('19:41')}. Nalokson {self.wall('19:42')} og"
            f" {self.wall('19:45')}. Ambulansen er på vei. Tett tilsyn til {self.wall('21:45')}.",
            short="113, nalokson to ganger.",
        )
        if done is not None and done.row_id is not None:
            self.lines["overdose"] = done.row_id

    def _ambulance_left(self) -> None:
        came, left = self.wall("19:52"), self.wall("20:10")
        self.do(
            "kari",
            incident_additions.add_to_incident,
            incident_id=self.lines["overdose"],
            known=Circumstances(
                ambulance_came_at=self.t("19:52"),
                ambulance_left_at=self.t("20:10"),
                outcome=IncidentOutcome.STAYED,
                manager_told_at=self.t("20:11"),
            ),
            told=f"Ambulanse {came}–{left}, ble her. Hun sier hun er trøtt, men har det greit.",
            short=f"Ambulanse {came}–{left}, ble her.",
        )

    def _look(self, result: CheckResult) -> None:
        self.do("siri", check_plans.record_check, result=result, guest_id=self.guest("Lise"))

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
        self._watched("20:51", "Hold unna A3.",
                      "Ved uro: to går sammen.", "Tone", "A1")  # fmt: skip

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
        self.then("20:57", self._task, "Ikke her: gi A6 videre", "23:30", "Rita")
        self.then("20:58", self._task, "Følge til lege 08:15", "32:00", "Ingrid")

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
        self.then("21:31", self._visitor_left, "Oda")
        self.then("21:40", self._back, "Berit")
        self.then("21:41", self._done, "Ring henne, så bakvakt")
        self.then("21:50", self._visitor_left, "vaktmester")
        self.then("21:55", self._back, "Siv")
        self.then("22:00", self._round)
        self.then("22:11", self._done, "Tilsyn før ro")

    def _visitor_left(self, name: str) -> None:
        self.do("kari", visitors.visitor_left, visitor_id=self.visitors[name])

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
