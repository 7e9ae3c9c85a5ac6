"""The sheet says what the house holds and names nobody it must not."""

from datetime import date, timedelta

from shelter_desk.clock import local
from shelter_desk.models import (
    GuestExclusion,
)
from shelter_desk.reports.handover_content import (
    Anonymous,
    Named,
    PlaceStatus,
    Shielded,
)
from shelter_desk.services.arrivals import check_in
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import House
from shelter_desk.services.handover import (
    filling,
    preview_handover,
)
from shelter_desk.services.handover_length import words_on_page_one
from shelter_desk.services.tasks import add_task
from shelter_desk.services.watch import add_watch
from shelter_desk.terms import (
    Level,
    Protection,
    Role,
    ShiftName,
)
from tests.engines import as_role, clock_of
from tests.services.evening import FRIDAY, SATURDAY, at, evening, inside, sheet_of, text_of


def test_every_section_is_filled(house: House) -> None:
    sheet = sheet_of(evening(house))
    assert (sheet.from_shift, sheet.to_shift, sheet.day) == (
        ShiftName.EVENING,
        ShiftName.NIGHT,
        FRIDAY,
    )
    assert (sheet.report_id, sheet.replaces) == ("2026-11-20-N1", None)
    assert sheet.shred_by == at(8, 15, SATURDAY)
    assert (sheet.unit_code, sheet.printed_by) != ("", "")

    status = sheet.status
    assert (status.women, status.staff, status.sleeping, status.capacity) == (5, 1, 4, 11)
    assert status.free == ("A4", "A5", "H3", "K2")
    assert status.expected[0].who == Named("Rita")
    assert (status.on_duty, status.on_call) == (("Olga",), "Hege")
    assert [(row.code, row.reason) for row in status.out_of_service] == [("F1", "veggedyr")]

    [watch] = sheet.watch
    assert watch.text == "Tett tilsyn til 21:45. Svarer hun ikke: åpne døra, ring 113."
    assert (watch.places, watch.who) == (("A2",), (Named("Lise"),))

    places = {row.code: row for row in sheet.places}
    assert list(places) == [
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "A6",
        "F1",
        "H1",
        "H2",
        "H3",
        "K1",
        "K2",
        "EX",
    ]
    assert places["A2"].check_interval == 15
    assert (places["A2"].status, places["A2"].remark) == (PlaceStatus.IN, "tåler ikke nøtter")
    assert places["A3"].wake_at == at(7, 0, SATURDAY)
    assert (places["A6"].status, places["A6"].who) == (PlaceStatus.EXPECTED, Named("Rita"))
    assert (places["F1"].status, places["F1"].expected_back) == (
        PlaceStatus.OUT_OF_SERVICE,
        date(2026, 11, 24),
    )
    assert (places["H1"].status, places["H1"].at, places["H1"].back_at) == (
        PlaceStatus.OUT,
        at(19, 5),
        at(20, 30),
    )
    assert places["H1"].decision_ends == date(2026, 11, 23)
    assert (places["H2"].status, places["H2"].who) == (PlaceStatus.OUT, Named("Grete"))
    assert (places["K1"].who, places["K1"].at, places["K1"].remark) == (Shielded(), None, "")
    assert places["EX"].status is PlaceStatus.NOT_OPENED
    assert [type(who) for who in sheet.without_place] == [Anonymous]

    assert [(row.text, row.overdue) for row in sheet.tasks] == [
        ("Tilsyn A2 Lise", True),
        ("H1 Berit er ikke tilbake", True),
        ("H1 Berit: Ring henne, så bakvakt", True),
        ("Tilsyn før ro, 6 plasser", False),
    ]
    assert [(row.text, row.at) for row in sheet.tomorrow] == [
        ("Vekk A3 Ingrid", at(7, 0, SATURDAY)),
        ("Frokost til H3", at(9, 30, SATURDAY)),
    ]
    assert [(row.kind, row.text, row.number is not None) for row in sheet.incidents] == [
        ("Overdose", "A2. Nalokson 19:42 og 19:45", True),
        ("Trussel utenfra", "se app", True),
        ("Samtale", "A1 vil ha lys i gangen", False),
    ]
    assert [(row.who, row.days, row.step) for row in sheet.not_seen] == [
        (Named("Grete"), 3, "vaktansvarlig avgjør")
    ]
    assert (sheet.barred_count, sheet.barred_review_today) == (1, 1)
    assert sheet.keep_apart == (("A1", "A3"),)
    assert [row.code for row in sheet.rounds.rows] == [
        "A1", "A2", "A3", "H1", "H2", "K1", "",
    ]  # fmt: skip
    assert sheet.rounds.columns[0] == at(22)
    assert len(sheet.rounds.columns) == 5


def test_the_printed_page_and_its_words(house_on_file: House) -> None:
    house = house_on_file
    mina = evening(house)
    for language in ("nb", "en"):
        first, *_ = text_of(preview_handover(mina.again(), language=language))
        for never in ("Vera", "Wenche", "Mann med navn", "bare står i loggen", "Beskrevet"):
            assert never not in first
        for there in ("Lise", "K1", "Nalokson", "2026-11-20-N1"):
            assert there in first
    nb = text_of(preview_handover(mina.again(), language="nb"))[0]
    assert "vaktansvarlig avgjør" in nb
    numbers = filling(mina)
    assert (numbers.watch_lines, numbers.places, numbers.tasks, numbers.overdue) == (1, 13, 4, 3)
    assert (numbers.incidents, numbers.printed) == (3, 0)
    assert numbers.words_page_one == words_on_page_one(sheet_of(mina))
    assert abs(numbers.words_page_one - len(nb.split())) <= len(nb.split()) // 15


def test_whoever_prints_nobody_hidden_is_named(house: House) -> None:
    leader = as_role(house, Role.MANAGER)
    graded = inside(house, leader, "Vera", "A1", protection=Protection.STRICT)
    excluded = inside(house, leader, "Eva", "A2")
    inside(house, leader, "Lise", "A3")
    inside(house, leader, "Lise", "A4", second_word="blå")
    inside(house, leader, "Bjørk", None)
    inside(house, leader, "Waiting", "A5", awaiting_review=True)
    night = as_role(house, Role.NIGHT).actor.staff_id
    house.store.write(
        lambda session: session.add(GuestExclusion(guest_id=excluded, staff_id=night))
    )
    add_watch(leader.again(), level=Level.WATCH, what="Ro", if_then="Ring", guest_id=graded)
    add_task(
        leader.again(),
        text="Følge til avtale",
        due_at=clock_of(house).now() + timedelta(hours=1),
        guest_id=graded,
    )
    for caller in (leader, as_role(house, Role.NIGHT)):
        sheet = sheet_of(caller)
        assert [row.who for row in sheet.places if row.who] == [
            Shielded(),
            Shielded(),
            Named("Lise A3"),
            Named("Lise A4"),
            Shielded(),
        ]
        assert sheet.without_place == (Named("Bjørk"),)
        assert sheet.watch[0].who == (Shielded(),)
        assert sheet.tasks[0].text == "A1 skjermet: Følge til avtale"


def test_the_night_the_clocks_change(house_on_file: House) -> None:
    house = house_on_file
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    for day, hours in (
        (date(2027, 3, 27), ["22", "00", "03", "05", "07"]),
        (date(2026, 10, 24), ["22", "00", "02", "03", "05", "07"]),
    ):
        clock.moment = at(21, 30, day)
        sheet = sheet_of(mina)
        assert [f"{local(column):%H}" for column in sheet.rounds.columns] == hours
        assert sheet.clock_change is not None


def test_she_who_has_come_is_expected_no_more(house: House) -> None:
    caller = evening(house)
    [row] = board_snapshot(caller).expected
    assert row.guest_id is not None
    check_in(caller.again(), guest_id=row.guest_id)
    assert board_snapshot(caller.again()).expected == ()
    sheet = sheet_of(caller.again())
    assert sheet.status.expected == ()
    assert Named("Rita") in sheet.without_place
