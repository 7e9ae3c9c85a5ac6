"""What was known at a moment: an earlier report, a shift that printed nothing, ``--at``."""

from datetime import timedelta

from shelter_desk.clock import FixedClock
from shelter_desk.reports.handover_content import PlaceStatus
from shelter_desk.services.arrivals import check_in, check_out
from shelter_desk.services.calling import House
from shelter_desk.services.fire_list import fire_list, render_fire_list
from shelter_desk.services.handover import (
    Earlier,
    coming_sheet,
    note_not_made,
    print_handover,
)
from shelter_desk.services.handover_past import past_sheets
from shelter_desk.services.log import write_entry
from shelter_desk.services.tasks import add_task, open_tasks, tick_task
from shelter_desk.services.watch import add_watch, end_watch
from shelter_desk.terms import Level, LogKind, Role, ShiftName
from tests.engines import as_role, bed_id, clock_of, command_line, woman
from tests.services.evening import FRIDAY, SATURDAY, at, text_of


def test_a_moment_of_a_real_house_is_as_it_was(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(19, 0)
    lise, tone = woman(house, "Lise"), woman(house, "Tone")
    came = check_in(mina, guest_id=lise, bed_id=bed_id(house, "A2"))
    watched = add_watch(
        mina.again(), level=Level.URGENT, what="Tett tilsyn.", if_then="Ring 113.", guest_id=lise
    )
    todo = add_task(mina.again(), text="Ring Nav", due_at=at(22, 30))
    clock.moment = at(21, 0)
    assert came.row_id
    assert watched.row_id
    assert todo.row_id
    check_out(mina.again(), presence_id=came.row_id)
    check_in(mina.again(), guest_id=tone)
    end_watch(mina.again(), watch_id=watched.row_id)
    tick_task(mina.again(), task_id=todo.row_id)
    write_entry(mina.again(), kind=LogKind.THREAT, body="x", short="Senere hendelse")
    clock.moment = at(23, 0)

    looked = House(
        house.store, house.audit_key, FixedClock(at(20, 0)), house.workstation, writable=False
    )
    sheet = coming_sheet(command_line(looked), language="nb")
    assert sheet.looked_back
    assert sheet.report_id == "2026-11-20-N1"
    assert sheet.status.women == 1
    assert next(row for row in sheet.places if row.code == "A2").status is PlaceStatus.IN
    assert [row.text for row in sheet.watch] == ["Tett tilsyn. Ring 113."]
    assert [row.text for row in sheet.tasks] == ["Ring Nav"]
    assert sheet.incidents == ()
    fire = fire_list(command_line(looked))
    assert (fire.women, fire.looked_back) == (1, True)
    assert "Ikke en liste for nå" in text_of(render_fire_list(fire, "nb"))[0]
    now = coming_sheet(mina.again(), language="nb")
    assert not now.looked_back
    assert (now.watch, now.tasks) == ((), ())


def test_an_earlier_report_is_made_again_as_it_was_and_replaces_it(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(21, 50)
    came = check_in(mina, guest_id=woman(house, "Lise"), bed_id=bed_id(house, "A2"))
    printed = print_handover(mina.again(), copies=1, language="nb")
    clock.moment = at(3, 0, SATURDAY)
    assert came.row_id
    check_out(mina.again(), presence_id=came.row_id)
    [row] = past_sheets(mina.again())
    assert (row.report_id, row.copies, row.to_shift) == ("2026-11-20-N1", 1, ShiftName.NIGHT)
    assert row.earlier == Earlier(FRIDAY, ShiftName.EVENING, printed.print_id)
    again = print_handover(mina.again(), copies=1, language="nb", earlier=row.earlier)
    assert (again.report_id, again.replaces) == ("2026-11-20-N2", "2026-11-20-N1")
    page = text_of(again.pdf)[0]
    assert "inne 21:50" in page
    assert "Laget i ettertid" in page
    assert coming_sheet(mina.again(), language="nb").report_id == "2026-11-21-D1"


def test_a_shift_that_printed_nothing_was_not_handed_over(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(21, 50)
    write_entry(mina, kind=LogKind.THREAT, body="x", short="Trussel i gangen")
    clock.moment = at(22, 31)
    night = coming_sheet(mina.again(), language="nb")
    assert night.report_id == "2026-11-21-D1"
    assert night.missed == ((ShiftName.EVENING, FRIDAY),)
    assert [row.text for row in night.incidents] == ["Trussel i gangen"]
    [row] = past_sheets(mina.again())
    assert (row.report_id, row.at) == (None, at(22, 30))
    late = print_handover(mina.again(), copies=1, language="nb", earlier=row.earlier)
    assert "Ikke overlevert" in text_of(late.pdf)[0]
    assert late.report_id == "2026-11-20-N1"
    # Now it is on paper; the night's sheet need not bring it.
    clock.advance(minutes=1)
    assert coming_sheet(mina.again(), language="nb").missed == ()
    [task] = open_tasks(mina.again())
    assert task.due_at > clock.now() + timedelta(hours=1)


def test_a_number_nothing_came_of_is_no_cut_off(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(21, 50)
    printed = print_handover(mina, copies=2, language="nb")
    note_not_made(mina.again(), print_id=printed.print_id)
    assert open_tasks(mina.again()) == ()
    assert [row.made for row in past_sheets(mina.again())] == [False]
    clock.moment = at(22, 10)
    write_entry(mina.again(), kind=LogKind.THREAT, body="x", short="Sent på kvelden")
    sheet = coming_sheet(mina.again(), language="nb")
    assert (sheet.report_id, sheet.replaces) == ("2026-11-20-N2", "2026-11-20-N1")
    clock.moment = at(22, 31)
    assert coming_sheet(mina.again(), language="nb").missed == ((ShiftName.EVENING, FRIDAY),)
