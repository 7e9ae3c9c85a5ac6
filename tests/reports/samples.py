"""Sheets to test with: the demo evening, an empty house, and as much of everything as wanted."""

from datetime import date, datetime, time, timedelta

from shelter_desk.clock import from_local
from shelter_desk.reports.handover_content import (
    Anonymous,
    ExpectedRow,
    HandoverSheet,
    IncidentRow,
    MorningRow,
    Named,
    NotSeenRow,
    OutOfServiceRow,
    PlaceRow,
    PlaceStatus,
    RoundForm,
    RoundRow,
    Shielded,
    StatusStrip,
    TaskRow,
    WatchRow,
)
from shelter_desk.reports.rounds import clock_change, round_columns
from shelter_desk.terms import Level, ShiftName

NIGHT = date(2026, 11, 21)


def at(hour: int, minute: int = 0, *, day: date = NIGHT) -> datetime:
    """Return a moment of the demo evening; hours before noon are on the morning after."""
    if hour < 12:
        day += timedelta(days=1)
    return from_local(day, time(hour, minute))


def demo_evening(language: str = "nb", *, demo: bool = True) -> HandoverSheet:
    """Return the evening of the mock-up: thirteen places, four watch lines, six tasks."""
    nb = language == "nb"

    def say(norwegian: str, english: str) -> str:
        return norwegian if nb else english

    status = PlaceStatus
    places = (
        PlaceRow(
            "A1",
            status.IN,
            at(20, 15),
            Named("Tone"),
            120,
            remark=say("lys i gangen", "hall light on"),
        ),
        PlaceRow("A2", status.IN, at(18, 50), Named("Lise"), 15),
        PlaceRow("A3", status.IN, at(19, 30), Named("Ingrid"), 120, wake_at=at(7)),
        PlaceRow(
            "A4", status.IN, at(16), Named("Mona"), 120, remark=say("tåler ikke nøtter", "no nuts")
        ),
        PlaceRow("A5", status.FREE),
        PlaceRow("A6", status.EXPECTED, at(23, 30), Named("Rita"), 120, held_until=at(23, 30)),
        PlaceRow(
            "F1",
            status.OUT_OF_SERVICE,
            reason=say("veggedyr", "bedbugs"),
            expected_back=date(2026, 11, 24),
        ),
        PlaceRow(
            "H1",
            status.OUT,
            at(18, 20),
            Named("Berit"),
            decision_ends=date(2026, 11, 23),
            remark=say("sa 20:30", "said 20:30"),
        ),
        PlaceRow("H2", status.OUT, at(14, 10), Named("Sissel"), back_at=at(0)),
        PlaceRow(
            "H3", status.IN, at(17, 20), Named("Eva"), 120, remark=say("vegetar", "vegetarian")
        ),
        PlaceRow("K1", status.IN, None, Shielded(), 120),
        PlaceRow("K2", status.CLEANING),
        PlaceRow("EX", status.NOT_OPENED),
    )
    watch = Level.WATCH
    return HandoverSheet(
        language=language,
        from_shift=ShiftName.EVENING,
        to_shift=ShiftName.NIGHT,
        day=NIGHT,
        data_as_of=at(21, 12),
        printed_by="KM",
        unit_code=say("Enhet R", "Unit R"),
        copy_number=1,
        copy_total=2,
        report_id="2026-11-21-N1",
        shred_by=at(8, 15),
        status=StatusStrip(
            women=14,
            staff=3,
            others=2,
            sleeping=8,
            capacity=12,
            free=("A5",),
            cleaning=("K2",),
            out_of_service=(OutOfServiceRow("F1", say("veggedyr", "bedbugs")),),
            expected=(ExpectedRow(Named("Rita"), at(23, 30)),),
            on_duty=("Olga", "Tor"),
            on_call="Hege",
        ),
        audit_sequence=1842,
        audit_code="4F7C",
        demo=demo,
        watch=(
            WatchRow(
                Level.URGENT,
                say(
                    "Tett tilsyn til 21:45. Svarer hun ikke: åpne døra, ring 113.",
                    "Check closely until 21:45. No answer: open the door, call 113.",
                ),
                ("A2",),
                (Named("Lise"),),
                at(21, 15),
            ),
            WatchRow(
                watch,
                say(
                    "Mann på døra 20:45. Kommer han igjen: ikke åpne, ring 112.",
                    "Man at the door 20:45. If he comes back: do not open, call 112.",
                ),
                ("K1",),
                (Shielded(),),
                at(22),
            ),
            WatchRow(
                watch,
                say(
                    "Hold fra hverandre. Ved uro: to ansatte går sammen.",
                    "Keep apart. If there is unrest: two of staff go together.",
                ),
                ("A1", "A3"),
                next_check=at(22),
            ),
            WatchRow(
                watch,
                say(
                    "Isolert til 24.11., mat på rommet. Blir hun verre: ring 116 117.",
                    "Isolated until 24 Nov, meals in her room. If worse: call 116 117.",
                ),
                ("A4",),
                (Named("Mona"),),
                at(22),
                since=at(19, day=date(2026, 11, 19)),
            ),
        ),
        places=places,
        tasks=(
            TaskRow(
                say(
                    "Berit ikke tilbake. Ring henne, så bakvakt.",
                    "Berit is not back. Call her, then on-call.",
                ),
                at(20, 30),
                overdue=True,
            ),
            TaskRow(say("Tilsyn før ro, 6 plasser", "Checks before quiet, 6 places"), at(22)),
            TaskRow(
                say(
                    "Rita til A6. Kommer hun ikke: gi plassen til den som venter.",
                    "Rita to A6. If she does not come: give the place to who waits.",
                ),
                at(23, 30),
            ),
            TaskRow(say("Sissel tilbake, ellers ring henne", "Sissel back, or call her"), at(0)),
            TaskRow(say("Vekk Ingrid", "Wake Ingrid"), at(7)),
            TaskRow(
                say(
                    "Makuler rapport 2026-11-20-N1, eksemplar 2",
                    "Shred report 2026-11-20-N1, copy 2",
                ),
                at(7, 30),
            ),
        ),
        incidents=(
            IncidentRow(
                at(19, 40),
                "Overdose",
                say(
                    "A2. Nalokson, ambulanse 19:52–20:10, ble her.",
                    "A2. Naloxone, ambulance 19:52–20:10, stayed here.",
                ),
                114,
            ),
            IncidentRow(
                at(20, 45),
                say("Spurt etter", "Asked for"),
                say("K1. Verken bekreftet eller avkreftet.", "K1. Neither confirmed nor denied."),
                115,
            ),
        ),
        not_seen=(
            NotSeenRow(Named("Grete"), 3, say("vaktansvarlig avgjør", "shift lead decides")),
        ),
        barred_count=1,
        barred_review_today=1,
        keep_apart=(("A1", "A3"),),
        tomorrow=(
            MorningRow(
                say("Ingrid til lege, Amina går med", "Ingrid to the doctor, Amina goes along"),
                at(8, 15),
            ),
        ),
        rounds=RoundForm(
            columns=round_columns(NIGHT),
            rows=tuple(
                RoundRow(place.code, place.who, place.check_interval)
                for place in places
                if place.who is not None
            ),
        ),
    )


def empty_house(language: str = "nb") -> HandoverSheet:
    """Return a sheet on which nothing has happened and nobody is there."""
    return HandoverSheet(
        language=language,
        from_shift=ShiftName.EVENING,
        to_shift=ShiftName.NIGHT,
        day=NIGHT,
        data_as_of=at(21, 12),
        printed_by="KM",
        unit_code="",
        report_id="2026-11-21-N1",
        shred_by=at(8, 15),
        status=StatusStrip(0, 0, 0, 0, 0),
        audit_sequence=1,
        audit_code="0A1B",
        rounds=RoundForm(columns=round_columns(NIGHT)),
    )


def busy_house(
    *,
    language: str = "nb",
    watch: int = 4,
    urgent: int = 1,
    places: int = 13,
    remarks: bool = True,
    tasks: int = 6,
    overdue: int = 1,
    incidents: int = 4,
    morning: int = 2,
    not_seen: int = 1,
    night: date = NIGHT,
) -> HandoverSheet:
    """Return a sheet with so many of everything; texts are as long as their kind may be."""
    evening = from_local(night, time(21, 12))
    line = (
        "Linje {n} sier hva som kan skje i natt, hva den som går runden gjør, "
        "og hvem hun ringer da: 116 117."
    )
    status = (PlaceStatus.IN, PlaceStatus.FREE, PlaceStatus.IN, PlaceStatus.OUT)
    rows = tuple(
        PlaceRow(
            f"P{n}",
            status[n % 4],
            evening - timedelta(minutes=7 * n) if n % 2 == 0 or n % 4 == 3 else None,
            None if status[n % 4] is PlaceStatus.FREE else Named(f"Navn{n}"),
            None if status[n % 4] is PlaceStatus.FREE else 120,
            remark="tåler ikke nøtter, egg, n" if remarks and n % 4 != 1 else "",
        )
        for n in range(1, places + 1)
    )
    end = from_local(night + timedelta(days=1), time(7, 45))
    return HandoverSheet(
        language=language,
        from_shift=ShiftName.EVENING,
        to_shift=ShiftName.NIGHT,
        day=night,
        data_as_of=evening,
        printed_by="KM",
        unit_code="Enhet R",
        copy_number=2,
        copy_total=2,
        report_id=f"{night}-N2",
        replaces=f"{night}-N1",
        shred_by=end + timedelta(minutes=30),
        status=StatusStrip(
            women=places,
            staff=3,
            others=1,
            sleeping=sum(row.status is PlaceStatus.IN for row in rows),
            capacity=places,
            free=tuple(row.code for row in rows if row.status is PlaceStatus.FREE),
            expected=tuple(ExpectedRow(Anonymous(n), end) for n in range(places // 4)),
            on_duty=("Olga", "Tor"),
            on_call="Hege",
        ),
        audit_sequence=100_000,
        audit_code="4F7C",
        watch=tuple(
            WatchRow(
                Level.URGENT if n < urgent else Level.WATCH,
                line.format(n=n),
                (f"P{n}",),
                (Named(f"Navn{n}"),),
                evening + timedelta(minutes=n),
            )
            for n in range(max(watch, urgent))
        ),
        places=rows,
        tasks=tuple(
            TaskRow(
                f"Oppgave {n} er kort og klar og sier hva som skal gjøres",
                evening + timedelta(minutes=10 * n - (600 if n < overdue else 0)),
                overdue=n < overdue,
            )
            for n in range(max(tasks, overdue))
        ),
        incidents=tuple(
            IncidentRow(
                evening - timedelta(hours=6) + timedelta(minutes=5 * n),
                ("Vold", "Trussel", "Overdose")[n % 3],
                f"P{n}. Hendelsen er skrevet kort, i høyst seksti tegn, ja",
                100 + n,
            )
            for n in range(incidents)
        ),
        not_seen=tuple(NotSeenRow(Named(f"Borte{n}"), 3 + n) for n in range(not_seen)),
        tomorrow=tuple(
            MorningRow(f"Avtale {n} i morgen tidlig", end + timedelta(minutes=15 + n))
            for n in range(morning)
        ),
        clock_change=clock_change(evening, end),
        rounds=RoundForm(
            columns=round_columns(night),
            rows=tuple(
                RoundRow(row.code, row.who, row.check_interval)
                for row in rows
                if row.who is not None
            ),
        ),
    )
