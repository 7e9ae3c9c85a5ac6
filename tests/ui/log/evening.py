"""An evening in a real house: what the board, the bed map and colleagues have written."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shelter_desk.services import arrivals, log, tasks, watch
from shelter_desk.services.calling import Caller, House
from shelter_desk.terms import Level, LogKind, Role, Visibility
from tests.engines import as_role, bed_id, clock_of, women


def at(hour: int, minute: int = 0, *, day: int = 21) -> datetime:
    """Return a moment of that evening by the wall clock (winter time)."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


@dataclass(frozen=True)
class Evening:
    """A house with its night worker at the desk, and the women by name."""

    house: House
    night: Caller
    guests: dict[str, int]

    def again(self) -> Caller:
        """Return a new call of the night worker."""
        return self.night.again()


def an_evening(house: House) -> Evening:
    """Fill a house as the comps show it; the clock stands at 21:12 afterwards."""
    clock = clock_of(house)
    clock.moment = at(14, 40)
    numbers = women(house, 8)
    names = ("Lise", "Tone", "Ingrid", "Mona", "Rita", "Berit", "Sissel", "Eva")
    guests = dict(zip(names, numbers, strict=True))
    lead, nurse = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.NURSE)
    night, milieu = as_role(house, Role.NIGHT), as_role(house, Role.MILIEU)
    clock.moment = at(13, 30)
    log.write_entry(
        lead,
        kind=LogKind.BUILDING,
        body="Veggedyr på F1. Skadedyrfirma kommer tirsdag 24.11. kl. 09:00.",
        bed_id=bed_id(house, "F1"),
    )
    for minute, (name, bed) in enumerate(
        [("Mona", "A4"), ("Tone", "A1"), ("Ingrid", "A3"), ("Lise", "A2"), ("Berit", "H1")]
    ):
        clock.moment = at(15, 10 + 7 * minute)
        arrivals.check_in(milieu.again(), guest_id=guests[name], bed_id=bed_id(house, bed))
    clock.moment = at(18, 20)
    out = arrivals.check_in(milieu.again(), guest_id=guests["Sissel"])
    assert out.row_id is not None
    arrivals.go_out(milieu.again(), presence_id=out.row_id, expected_back=at(20, 30))
    clock.moment = at(19, 45)
    log.write_entry(
        nurse,
        kind=LogKind.OVERDOSE,
        body=(
            "113 ringt 19:41. Nalokson 19:42 og 19:45. Ambulanse 19:52–20:10, ble her."
            " Tett tilsyn til 21:45."
        ),
        short="113 ringt, nalokson × 2, ble her",
        guest_ids=[guests["Lise"]],
        happened_at=at(19, 40),
        level=Level.URGENT,
    )
    clock.moment = at(20, 5)
    entry = log.write_entry(
        lead.again(),
        kind=LogKind.ACCOMPANIED,
        body="Vekkes 06:00, følge til lege 07:15.",
        guest_ids=[guests["Ingrid"]],
    )
    clock.moment = at(20, 12)
    assert entry.row_id is not None
    log.correct_entry(
        lead.again(),
        entry_id=entry.row_id,
        body="Vekkes 07:00, følge til lege 08:15.",
        reason="feil klokkeslett",
    )
    clock.moment = at(20, 20)
    log.write_entry(
        night,
        kind=LogKind.TALK,
        body="Vil sove på A2 i natt og ha lys i gangen.",
        guest_ids=[guests["Lise"]],
    )
    clock.moment = at(20, 45)
    log.write_entry(
        nurse.again(),
        kind=LogKind.ASKED_FOR_HER,
        body=(
            "Mann på døra. Svarte at vi verken kan bekrefte eller avkrefte. Gikk etter fem"
            " minutter."
        ),
        short="Mann på døra, gikk etter fem minutter",
        level=Level.WATCH,
    )
    clock.moment = at(20, 50)
    arrivals.check_in(milieu.again(), guest_id=guests["Rita"])
    arrivals.check_in_anonymous(milieu.again())
    clock.moment = at(21, 0)
    log.write_entry(
        nurse.again(),
        kind=LogKind.WOUND_CARE,
        body="Utført. Journalført i fagsystemet 20:58.",
        guest_ids=[guests["Tone"]],
        visibility=Visibility.HEALTH,
    )
    watch.add_watch(
        nurse.again(),
        level=Level.URGENT,
        what="Svarer hun ikke:",
        if_then="åpne døra, ring 113",
        next_check_at=at(21, 15),
        guest_id=guests["Lise"],
    )
    watch.add_watch(
        nurse.again(),
        level=Level.WATCH,
        what="Mann på døra.",
        if_then="Kommer han igjen: ikke åpne, ring 112",
        next_check_at=at(22),
    )
    watch.add_watch(
        nurse.again(),
        level=Level.WATCH,
        what="Mat på rommet.",
        if_then="Blir hun verre: legevakt",
        next_check_at=at(22),
        guest_id=guests["Mona"],
    )
    tasks.add_task(night.again(), text="Ring Sissel", due_at=at(21, 1))
    tasks.add_task(night.again(), text="Tilsyn før ro, 6 plasser", due_at=at(22))
    tasks.add_task(night.again(), text="Vekk og følge 08:15", due_at=at(7, day=22),
                   guest_id=guests["Ingrid"])  # fmt: skip
    clock.moment = at(21, 12)
    return Evening(house, night, guests)
