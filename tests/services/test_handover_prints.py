"""Prints are numbered once, audited, cut the shift off, and are shredded."""

import subprocess
import sys

import pytest
from sqlalchemy import select

from shelter_desk.models import (
    AuditEntry,
    HandoverPrint,
    Task,
)
from shelter_desk.security.audit_chain import short_code
from shelter_desk.services.calling import ClosedForWritingError, House
from shelter_desk.services.handover import (
    CopiesError,
    NoSuchPrintError,
    filling,
    preview_handover,
    print_handover,
    save_handover,
    tick_shredded,
)
from shelter_desk.services.log import write_entry
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.tasks import TickedAlreadyError, open_tasks, tick_task
from shelter_desk.services.undo import undo_last
from shelter_desk.terms import (
    LogKind,
    Role,
    ShiftName,
    TaskKind,
)
from tests.engines import as_role, clock_of, command_line
from tests.services.evening import FRIDAY, SATURDAY, at, sheet_of, text_of


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


def test_reportlab_is_loaded_with_the_first_sheet_only() -> None:
    code = (
        "import sys, shelter_desk.services.handover;"
        "assert not [m for m in sys.modules if m.split('.')[0] == 'reportlab']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
