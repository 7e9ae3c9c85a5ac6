"""The sheet says what the house holds, names nobody it must not, and is numbered once."""

import io
import subprocess
import sys
from datetime import date, datetime, time, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.clock import from_local, local
from shelter_desk.models import (
    AuditEntry,
    CheckPlan,
    GuestExclusion,
    HandoverPrint,
    Hold,
    HoldNight,
    KeepApart,
    Outage,
    Presence,
    Restriction,
    ShiftDuty,
    Task,
    Vedtak,
)
from shelter_desk.reports.handover_content import (
    Anonymous,
    HandoverSheet,
    Named,
    PlaceStatus,
    Shielded,
)
from shelter_desk.security.audit_chain import short_code
from shelter_desk.services.arrivals import check_in, check_in_anonymous, check_out, go_out
from shelter_desk.services.calling import Caller, ClosedForWritingError, House
from shelter_desk.services.handover import (
    CopiesError,
    NoSuchPrintError,
    coming_sheet,
    filling,
    preview_handover,
    print_handover,
    save_handover,
    tick_shredded,
)
from shelter_desk.services.handover_length import words_on_page_one
from shelter_desk.services.log import correct_entry, write_entry
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.tasks import TickedAlreadyError, add_task, open_tasks, tick_task
from shelter_desk.services.undo import undo_last
from shelter_desk.services.watch import add_watch
from shelter_desk.terms import (
    KeepApartLevel,
    Level,
    LogKind,
    OutageReason,
    Protection,
    RestrictionKind,
    RestrictionScope,
    Role,
    ShiftName,
    TaskKind,
    Visibility,
)
from tests.engines import as_role, bed_id, clock_of, command_line, woman

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


def at(hour: int, minute: int = 0, day: date = FRIDAY) -> datetime:
    return from_local(day, time(hour, minute))


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def sheet_of(caller: Caller, language: str = "nb") -> HandoverSheet:
    return coming_sheet(caller.again(), language=language)


def inside(house: House, caller: Caller, alias: str, code: str | None, **values: object) -> int:
    """Check somebody in two hours ago; return her card's number."""
    guest_id = woman(house, alias, **values)
    bed = bed_id(house, code) if code else None
    came = clock_of(house).now() - timedelta(hours=2)
    check_in(caller.again(), guest_id=guest_id, bed_id=bed, at=came)
    return guest_id


def presence_of(house: House, guest_id: int) -> int:
    with house.store.read() as session:
        return session.scalars(select(Presence.id).where(Presence.guest_id == guest_id)).one()


def evening(house: House) -> Caller:
    """Fill the house as in the pictures; return a colleague at 21:12 on Friday."""
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(12, 0, FRIDAY - timedelta(days=3))
    grete = inside(house, mina, "Grete", "H2")
    check_out(mina.again(), presence_id=presence_of(house, grete), keep_bed=True)
    clock.moment = at(19)
    lise = inside(house, mina, "Lise", "A2", sheet_remark="tåler ikke nøtter")
    tone = inside(house, mina, "Tone", "A1")
    ingrid = inside(house, mina, "Ingrid", "A3")
    inside(house, mina, "Vera", "K1", sheet_remark="skal ikke på papir")
    berit = inside(house, mina, "Berit", "H1")
    rita, barred = woman(house, "Rita"), woman(house, "Wenche")
    check_in_anonymous(mina.again())
    clock.moment = at(19, 5)
    go_out(mina.again(), presence_id=presence_of(house, berit), expected_back=at(20, 30))
    a6, f1 = bed_id(house, "A6"), bed_id(house, "F1")
    first, second = sorted((tone, ingrid))

    def more(session: Session) -> None:
        woken = session.scalars(select(Presence).where(Presence.guest_id == ingrid)).one()
        woken.wake_at = at(7, 0, SATURDAY)
        hold = Hold(guest_id=rita, bed_id=a6, made_at=at(19), until_at=at(23, 30))
        session.add(hold)
        session.flush()
        session.add_all(
            (
                HoldNight(hold_id=hold.id, night=FRIDAY, bed_id=a6, active=True),
                CheckPlan(guest_id=lise, interval_minutes=15, starts_at=at(19), consent=True),
                Outage(
                    bed_id=f1,
                    reason=OutageReason.BEDBUGS,
                    starts_at=at(19),
                    expected_until=at(9, 0, date(2026, 11, 24)),
                ),
                Vedtak(guest_id=berit, first_day=date(2026, 10, 1), last_day=date(2026, 11, 23)),
                KeepApart(
                    guest_id=first,
                    other_guest_id=second,
                    level=KeepApartLevel.UNREST,
                    starts_at=at(19),
                    review_on=SATURDAY,
                ),
                Restriction(
                    guest_id=barred,
                    kind=RestrictionKind.BARRED,
                    scope=RestrictionScope.NIGHT,
                    facts="Så det selv",
                    rule="3",
                    statement="Hun fortalte",
                    milder="Samtale",
                    offered="Mat i døra",
                    complaint_told=True,
                    review_on=FRIDAY,
                    starts_at=at(12),
                    decided_by=mina.actor.staff_id,
                    decided_role=Role.SHIFT_LEAD,
                ),
            )
        )
        for name, shift, begins, ends, on_call in (
            ("Kari Moe", ShiftName.EVENING, at(14, 45), at(22, 15), False),
            ("Olga Nattevakt", ShiftName.NIGHT, at(21, 45), at(7, 45, SATURDAY), False),
            ("Hege", ShiftName.NIGHT, at(21, 45), at(7, 45, SATURDAY), True),
        ):
            session.add(
                ShiftDuty(name=name, shift=shift, starts_at=begins, ends_at=ends, on_call=on_call)
            )

    house.store.write(more)
    add_watch(
        mina.again(),
        level=Level.URGENT,
        what="Tett tilsyn til 21:45",
        if_then="Svarer hun ikke: åpne døra, ring 113.",
        next_check_at=at(21, 15),
        guest_id=lise,
    )
    add_task(mina.again(), text="Ring henne, så bakvakt", due_at=at(20, 45), guest_id=berit)
    add_task(mina.again(), text="Tilsyn før ro, 6 plasser", due_at=at(22))
    add_task(mina.again(), text="Frokost til H3", due_at=at(9, 30, SATURDAY))
    add_task(mina.again(), text="Ring Nav", due_at=at(13, 0, SATURDAY))
    overdose = write_entry(
        mina.again(),
        kind=LogKind.OVERDOSE,
        body="Det som bare står i loggen",
        short="Nalokson 19:42",
        guest_ids=[lise],
        level=Level.URGENT,
    ).row_id
    assert overdose is not None
    correct_entry(
        mina.again(), entry_id=overdose, body="Også 19:45", short="Nalokson 19:42 og 19:45"
    )
    write_entry(
        mina.again(),
        kind=LogKind.THREAT_FROM_OUTSIDE,
        body="Beskrevet person",
        short="Mann med navn",
        visibility=Visibility.MANAGER,
    )
    write_entry(mina.again(), kind=LogKind.TALK, body="Ja", short="A1 vil ha lys i gangen")
    write_entry(mina.again(), kind=LogKind.TALK, body="Uten noe for arket")
    clock.moment = at(21, 12)
    return mina


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


def test_prints_are_numbered_and_the_first_is_the_cut_off(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(21, 50)
    with pytest.raises(CopiesError):
        print_handover(mina, copies=0, language="nb")
    with pytest.raises(CopiesError):
        print_handover(mina, copies=21, language="nb")
    write_entry(mina.again(), kind=LogKind.THREAT, body="Før", short="Før utskrift")
    printed = print_handover(mina.again(), copies=2, language="nb")
    assert (printed.report_id, printed.file_name) == (
        "2026-11-20-N1",
        "rapport-2026-11-20-N1.pdf",
    )
    pages = text_of(printed.pdf)
    assert "eksemplar 1 av 2" in pages[0]
    assert any("eksemplar 2 av 2" in page for page in pages)
    with house.store.read() as session:
        row = session.scalars(select(HandoverPrint)).one()
        audit = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "handover.print")
        ).one()
    assert (row.copies, row.edition, row.night) == (2, 1, FRIDAY)
    assert audit.details["copies"] == 2
    assert f"{audit.sequence}-{short_code(audit.mac)}" in pages[0]

    clock.advance(minutes=1)
    write_entry(mina.again(), kind=LogKind.THREAT, body="Etter", short="Etter utskrift")
    sections = log_page(mina).sections
    assert [section.shift for section in sections] == [ShiftName.NIGHT, ShiftName.EVENING]
    assert {line.kind for line in sections[1].lines} == {LogKind.THREAT, LogKind.PRINTED}

    again = print_handover(mina.again(), copies=1, language="nb")
    assert (again.report_id, again.replaces) == ("2026-11-20-N2", "2026-11-20-N1")
    page = text_of(again.pdf)[0]
    assert "erstatter 2026-11-20-N1" in page
    assert "Etter utskrift" in page
    assert "Før utskrift" in page
    clock.moment = at(22, 20)
    assert sheet_of(mina).report_id == "2026-11-21-D1"
    clock.moment = at(7, 40, SATURDAY)
    sheet = sheet_of(mina)
    assert (sheet.from_shift, sheet.to_shift, sheet.report_id) == (
        ShiftName.NIGHT,
        ShiftName.DAY,
        "2026-11-21-D1",
    )
    assert [row.text for row in sheet.incidents] == ["Etter utskrift"]
    clock.moment = at(15, 0, SATURDAY)
    assert sheet_of(mina).report_id == "2026-11-21-K1"


def test_without_a_print_the_evening_hands_over_until_a_quarter_past_its_end(
    house_on_file: House,
) -> None:
    house = house_on_file
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(22, 29)
    assert sheet_of(mina).report_id == "2026-11-20-N1"
    clock.moment = at(22, 30)
    assert sheet_of(mina).report_id == "2026-11-21-D1"


def test_a_saved_file_is_no_cut_off(house_on_file: House) -> None:
    house = house_on_file
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(21, 50)
    saved = save_handover(command_line(house), language="nb")
    assert saved.copies == 0
    assert "eksemplar 0" in text_of(saved.pdf)[0]
    assert open_tasks(mina) == ()
    write_entry(mina.again(), kind=LogKind.NOTE, body="Fortsatt kveld")
    assert log_page(mina).sections[0].shift is ShiftName.EVENING
    with pytest.raises(NoSuchPrintError):
        tick_shredded(mina.again(), print_id=saved.print_id)
    assert print_handover(mina.again(), copies=1, language="en").replaces == saved.report_id


def test_copies_are_to_be_shredded(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(21, 50)
    printed = print_handover(mina, copies=2, language="nb")
    [task] = open_tasks(mina)
    assert (task.kind, task.due_at) == (TaskKind.SHRED, at(8, 15, SATURDAY))
    clock.moment = at(14, 50, SATURDAY)
    overdue = [row for row in sheet_of(mina).tasks if row.overdue]
    assert [row.text for row in overdue] == ["Makuler rapport 2026-11-20-N1"]
    tick_shredded(mina.again(), print_id=printed.print_id)
    assert open_tasks(mina) == ()
    with pytest.raises(TickedAlreadyError):
        tick_shredded(mina.again(), print_id=printed.print_id)
    clock.advance(minutes=1)
    undo_last(mina.again())
    assert len(open_tasks(mina)) == 1
    clock.advance(minutes=1)
    tick_task(mina.again(), task_id=task.task_id)
    with house.store.read() as session:
        assert session.scalars(select(HandoverPrint.shredded_at)).one() == clock.now()


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


def test_who_may_print(house_on_file: House) -> None:
    house = house_on_file
    for role in (Role.RECEPTION, Role.SYSTEM):
        with pytest.raises(NotAllowedError):
            print_handover(as_role(house, role), copies=1, language="nb")
    reception = as_role(house, Role.RECEPTION)
    assert filling(reception).printed == 0
    with pytest.raises(NotAllowedError):
        preview_handover(reception, language="nb")
    looked = House(house.store, house.audit_key, house.clock, house.workstation, writable=False)
    with pytest.raises(ClosedForWritingError):
        print_handover(command_line(looked), copies=1, language="nb")
    assert preview_handover(command_line(looked), language="nb").startswith(b"%PDF")
    with house.store.read() as session:
        assert session.scalars(select(HandoverPrint)).all() == []
        assert session.scalars(select(Task)).all() == []


def test_a_print_that_is_not_committed_is_not_printed(
    house_on_file: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = house_on_file

    def broken(*_: object) -> None:
        raise RuntimeError("the audit cannot be written")

    monkeypatch.setattr("shelter_desk.services.calling.write_audit", broken)
    with pytest.raises(RuntimeError):
        print_handover(as_role(house, Role.MILIEU), copies=1, language="nb")
    with house.store.read() as session:
        assert session.scalars(select(HandoverPrint)).all() == []


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


def test_reportlab_is_loaded_with_the_first_sheet_only() -> None:
    code = (
        "import sys, shelter_desk.services.handover;"
        "assert not [m for m in sys.modules if m.split('.')[0] == 'reportlab']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
