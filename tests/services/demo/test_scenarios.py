"""Every scenario of domain.md g is found on screen and on paper where it belongs."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from shelter_desk.clock import FixedClock, counting_moment, local, local_date
from shelter_desk.incident_terms import IncidentKind
from shelter_desk.models import Bed, BedStay, Guest, LogEntry, Presence, Provision, TurnAway, Vedtak
from shelter_desk.phrases import person_words
from shelter_desk.reports.handover_content import HandoverSheet, Named
from shelter_desk.services import bed_map, board, handover, log_reading, tasks, watch
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.cards import presence_card
from shelter_desk.services.check_plans import checks_due
from shelter_desk.services.incident_additions import recent_incidents
from shelter_desk.services.keep_apart import kept_apart
from shelter_desk.services.messages import messages
from shelter_desk.services.not_seen import not_seen
from shelter_desk.services.restriction_lists import bars_to_review
from shelter_desk.services.snapshots import BedPicture, BoardSnapshot, Flag, LogLine
from shelter_desk.services.visitors import visitors_here
from shelter_desk.terms import BedState, LogKind, NotSeenStep, OutageReason, ProvisionKind
from shelter_desk.texts import Texts
from tests.engines import Engines
from tests.services.demo.test_house import SATURDAY_2112, demo, kari

pytestmark = pytest.mark.xdist_group("demo")
"""Ninety days are made once."""

LONG = "Blåmeis-Ŋurra under den rødlønna"
NB = Texts("nb")


@pytest.fixture(scope="module")
def ninety(engines: Engines) -> Iterator[House]:
    house = demo(engines, "file", days=90)
    yield house
    house.store.close()


@pytest.fixture
def me(ninety: House) -> Caller:
    assert isinstance(ninety.clock, FixedClock)
    ninety.clock.moment = SATURDAY_2112
    return kari(ninety)


@pytest.fixture
def seen(me: Caller) -> BoardSnapshot:
    return board.board_snapshot(me)


@pytest.fixture
def sheet(me: Caller) -> HandoverSheet:
    return handover.coming_sheet(me.again(), language="nb")


def beds(me: Caller) -> dict[str, BedPicture]:
    floors = bed_map.map_snapshot(me.again()).floors
    return {bed.code: bed for floor in floors for room in floor.rooms for bed in room.beds}


def lines(me: Caller) -> list[LogLine]:
    page = log_reading.log_page(me.again())
    return [line for section in page.sections for line in section.lines]


def called(seen: BoardSnapshot) -> dict[str, str | None]:
    return {
        person_words(
            NB,
            row.person.kind,
            alias=row.person.alias,
            second_word=row.person.second_word,
            number=row.person.number,
        ): row.bed_code
        for row in seen.inside
    }


def test_the_board_is_the_one_of_the_picture(me: Caller, seen: BoardSnapshot) -> None:
    assert called(seen) == {
        "Lise": "A2", "Mona": "A4", "Tone": "A1", "Ingrid": "A3", "Eva": "H3", "Skjermet": "K1",
        "Ragnhild": None, "Vigdis": None, LONG: None, "Jorunn": None, "Lerke": None,
        "Marit": None, "Anonym 3": None, "Anonym 5": None,
    }  # fmt: skip
    assert [row.name for row in seen.on_duty if not row.on_call] == ["Kari", "Siri", "Amina"]
    assert {row.name for row in visitors_here(me.again())} == {"Oda", "vaktmester"}
    assert seen.free_beds == ("A5",)
    assert beds(me)["K2"].state is BedState.CLEANING


def test_1_overdose_and_the_observation_runs(
    me: Caller, seen: BoardSnapshot, sheet: HandoverSheet
) -> None:
    lise = next(row for row in seen.inside if row.person.alias == "Lise")
    assert lise.next_check is not None
    assert f"{local(lise.next_check):%H:%M}" == "21:15"
    assert Flag.CLOSE_CHECKS in {flag.flag for flag in lise.flags}
    assert checks_due(me.again()).next_place == "A2"
    told = [line.happened_at for line in lines(me) if line.kind is LogKind.OVERDOSE]
    assert [f"{local(at):%H:%M}" for at in sorted(told)] == ["19:40", "20:12"]
    assert [row.text for row in sheet.incidents if row.kind == "Overdose"] == [
        "A2. 113, nalokson to ganger.",
        "A2. Ambulanse 19:52–20:10, ble her.",
    ]
    incident = recent_incidents(me.again())[0]
    assert (incident.kind, incident.person and incident.person.alias) == (
        IncidentKind.OVERDOSE,
        "Lise",
    )
    assert sheet.watch[0].places == ("A2",)


def test_2_somebody_asked_for_the_shielded_woman(me: Caller, sheet: HandoverSheet) -> None:
    asked = next(line for line in lines(me) if line.kind is LogKind.ASKED_FOR_HER)
    assert "Mann på døra" in asked.body
    assert "Marie" not in repr(sheet)
    assert "K1" in {place for row in sheet.watch for place in row.places}


def test_3_two_are_kept_apart(me: Caller, sheet: HandoverSheet) -> None:
    pairs = [{row.person.alias, row.other.alias} for row in kept_apart(me.again()) if row.other]
    assert pairs == [{"Tone", "Ingrid"}]
    assert sheet.keep_apart == (("A1", "A3"),)


def test_4_mona_has_a_room_to_herself(me: Caller, seen: BoardSnapshot) -> None:
    mona = next(row for row in seen.inside if row.person.alias == "Mona")
    assert Flag.OWN_ROOM in {flag.flag for flag in mona.flags}
    assert beds(me)["A4"].state is BedState.ISOLATED


def test_5_sissel_is_out_and_berit_is_late(seen: BoardSnapshot, sheet: HandoverSheet) -> None:
    out = {row.person.alias: row for row in seen.out}
    assert set(out) == {"Berit", "Siv", "Sissel"}
    sissel = out["Sissel"]
    assert sissel.expected_back is not None
    assert (f"{local(sissel.out_since):%H:%M}", f"{local(sissel.expected_back):%H:%M}") == (
        "14:10",
        "00:00",
    )
    berit = out["Berit"]
    assert berit.expected_back is not None
    assert seen.at - berit.expected_back == timedelta(minutes=42)
    assert any(row.overdue and "Berit" in row.text for row in sheet.tasks)


def test_6_rita_is_expected(seen: BoardSnapshot, sheet: HandoverSheet) -> None:
    rita = next(row for row in seen.expected if row.person.alias == "Rita")
    assert (f"{local(rita.until):%H:%M}", rita.bed_code) == ("23:30", "A6")
    assert any(
        isinstance(row.who, Named) and row.who.alias == "Rita" for row in sheet.status.expected
    )


def test_7_f1_is_out_of_service(me: Caller, sheet: HandoverSheet) -> None:
    f1 = beds(me)["F1"]
    assert (f1.state, f1.outage) == (BedState.OUT_OF_SERVICE, OutageReason.BEDBUGS)
    assert [row.code for row in sheet.status.out_of_service] == ["F1"]


def test_8_a_bar_is_looked_at_again_today(
    me: Caller, seen: BoardSnapshot, sheet: HandoverSheet
) -> None:
    ragnhild = next(row for row in seen.inside if row.person.alias == "Ragnhild")
    assert Flag.AGREEMENT in {flag.flag for flag in ragnhild.flags}
    assert (sheet.barred_count, sheet.barred_review_today) == (1, 1)
    barred = bars_to_review(me.again())
    assert [row.review_on for row in barred] == [local_date(SATURDAY_2112)]


def test_9_grete_has_not_been_seen_for_three_days(me: Caller, sheet: HandoverSheet) -> None:
    listed = {row.person.alias: (row.days, row.step) for row in not_seen(me.again())}
    assert listed == {
        "Grete": (3, NotSeenStep.DECIDE),
        "Bjørk": (9, NotSeenStep.VISITOR),
        "Nina": (16, NotSeenStep.VISITOR_LATE),
    }
    assert [(row.who, row.days, bool(row.step)) for row in sheet.not_seen] == [
        (Named("Grete"), 3, True),
        (Named("Bjørk"), 9, False),
        (Named("Nina"), 16, False),
    ]


def test_10_the_decision_of_h1_ends_on_monday(ninety: House, sheet: HandoverSheet) -> None:
    with ninety.store.read() as session:
        ends = session.scalar(
            select(Vedtak.last_day).where(Vedtak.guest_id == number_of(ninety, "Berit"))
        )
    assert ends == date(2026, 11, 23)
    assert next(row for row in sheet.places if row.code == "H1").decision_ends == ends


def test_11_an_anonymous_visit_got_a_packed_lunch(seen: BoardSnapshot) -> None:
    third = next(row for row in seen.inside if row.person.number == 3)
    assert [given.kind for given in third.given] == [ProvisionKind.PACKED_LUNCH]


def test_12_a_line_is_corrected_beside_the_original(me: Caller) -> None:
    line = next(line for line in lines(me) if line.corrections)
    assert (line.body, line.corrections[0].body) == (
        "Vekkes 06:00, følge til lege 07:15.",
        "Vekkes 07:00, følge til lege 08:15.",
    )


def test_13_two_have_the_same_first_name(ninety: House) -> None:
    with ninety.store.read() as session:
        words = session.scalars(select(Guest.second_word).where(Guest.alias == "Eva"))
        assert sorted(words) == ["", "blå"]


def test_14_somebody_came_at_half_past_one(ninety: House) -> None:
    lerke = number_of(ninety, "Lerke")
    with ninety.store.read() as session:
        came = session.scalars(
            select(BedStay.starts_at).where(BedStay.guest_id == lerke).order_by(BedStay.starts_at)
        ).all()[-1]
    assert local_date(came) == local_date(SATURDAY_2112)
    assert f"{local(came):%H:%M}" == "01:30"


def test_15_a_very_long_alias_with_letters_of_its_own(me: Caller, seen: BoardSnapshot) -> None:
    row = next(row for row in seen.inside if row.person.alias == LONG)
    assert len(LONG) == 32
    assert presence_card(me.again(), presence_id=row.presence_id).person.alias == LONG
    assert [one.person.alias for one in messages(me.again())] == [LONG]


def test_what_the_shift_watches_and_does(me: Caller, sheet: HandoverSheet) -> None:
    assert [line.bed_code for line in watch.watch_lines(me.again())] == ["K1", "A1"]
    assert [row.places for row in sheet.watch] == [("A2",), ("K1",), ("A1",), ("A4",)]
    open_now = tasks.open_tasks(me.again())
    assert [task.text for task in open_now if task.overdue] == ["Ring henne, så bakvakt"]
    assert len(open_now) == 7
    assert any("Ingrid" in row.text for row in sheet.tomorrow)
    filled = handover.filling(me.again())
    assert filled.words_page_one <= filled.words_limit


# -- ninety days -----------------------------------------------------------------------------


def number_of(house: House, alias: str) -> int:
    with house.store.read() as session:
        return session.scalars(select(Guest.id).where(Guest.alias == alias)).one()


def nights(house: House) -> list[set[str]]:
    """Return the places that were somebody's, night by night."""
    with house.store.read() as session:
        rows = session.execute(
            select(Bed.code, BedStay.starts_at, BedStay.ends_at).join(Bed, Bed.id == BedStay.bed_id)
        ).all()
    first = local_date(SATURDAY_2112) - timedelta(days=90)

    def at(moment: datetime) -> set[str]:
        return {
            row.code
            for row in rows
            if row.starts_at <= moment and (row.ends_at is None or row.ends_at > moment)
        }

    return [at(counting_moment(first + timedelta(days=n))) for n in range(90)]


def test_nights_are_taken_as_they_are_in_such_a_house(ninety: House) -> None:
    taken = nights(ninety)

    def share(letter: str, places: int) -> float:
        return sum(code[0] == letter for night in taken for code in night) / (places * len(taken))

    assert 0.72 < share("A", 6) < 0.84
    assert 0.90 < share("H", 3) < 0.98
    assert 0.55 < share("K", 2) < 0.67
    assert 0.13 < share("F", 1) < 0.27
    full = sum(len([code for code in night if code[0] == "A"]) == 6 for night in taken)
    assert 11 <= full <= 20


def test_days_are_as_busy_as_they_are_in_such_a_house(ninety: House) -> None:
    with ninety.store.read() as session:
        women = session.scalar(select(func.count()).select_from(Guest))
        years = session.scalars(select(Guest.birth_year)).all()
        came = session.execute(select(Presence.guest_id, Presence.starts_at)).all()
        written = session.scalar(
            select(func.count()).select_from(LogEntry).where(~LogEntry.automatic)
        )
        kinds = Counter(session.scalars(select(LogEntry.kind)))
        turned = session.scalar(select(func.count()).select_from(TurnAway))
        naloxone = session.scalar(
            select(func.sum(Provision.amount)).where(Provision.kind == ProvisionKind.NALOXONE)
        )
    ages = [SATURDAY_2112.year - year for year in years if year]
    assert women == 46
    assert (min(ages), max(ages)) == (22, 61)
    assert 36 < sum(ages) / len(ages) < 40
    nameless = sum(row.guest_id is None for row in came)
    assert 5 <= nameless / 90 <= 7
    days = Counter(local(row.starts_at).weekday() for row in came)
    assert days[3] == max(days.values())
    assert days[6] == min(days.values())
    assert 25 <= (written or 0) / 90 <= 40
    assert 9 <= (turned or 0) <= 18
    assert 60 <= (naloxone or 0) <= 90
    assert 3 <= kinds[LogKind.OVERDOSE] <= 6
    assert kinds[LogKind.VIOLENCE] == 6
    assert 9 <= kinds[LogKind.THREAT] <= 13
