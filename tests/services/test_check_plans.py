"""Checks are agreed, noted once, and never due later than was agreed."""

from datetime import timedelta

import pytest

from shelter_desk.services.arrivals import check_in, check_in_anonymous, come_back, go_out
from shelter_desk.services.board import board_snapshot, desk_state
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.check_plans import (
    CheckedAlreadyError,
    CheckNoteMissingError,
    IntervalError,
    NothingAgreedError,
    PlanEndsError,
    PlanOverError,
    WhoDecidedError,
    agree_checks,
    checks_due,
    end_checks,
    record_check,
)
from shelter_desk.services.handover import coming_sheet
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.rounds import (
    RoundOverError,
    RoundRunningError,
    end_round,
    running_round,
    start_round,
    tick_round,
)
from shelter_desk.services.snapshots import LogLine
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.undo import undo_last
from shelter_desk.services.written import NothingWrittenError
from shelter_desk.terms import CheckResult, Level, LogKind, Role
from tests.engines import as_role, bed_id, clock_of, woman

QUARTER = timedelta(minutes=15)


def agreed(house: House, caller: Caller, alias: str = "Lise", minutes: int = 15) -> int:
    guest_id = woman(house, alias)
    check_in(caller.again(), guest_id=guest_id, bed_id=bed_id(house, "A2"))
    agree_checks(
        caller.again(),
        guest_id=guest_id,
        interval_minutes=minutes,
        ends_at=clock_of(house).now() + timedelta(hours=4),
        agreed="banke på og få svar",
        consent=True,
    )
    return guest_id


def lines(caller: Caller) -> list[LogLine]:
    page = log_page(caller.again(), kinds=[LogKind.CHECK])
    return [line for section in page.sections for line in section.lines]


def test_a_look_moves_the_next_check_on_by_one_interval(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    start = clock.now()
    lise = agreed(house, mina)
    assert checks_due(mina.again()).next_at == start + QUARTER
    clock.advance(minutes=40)
    due = checks_due(mina.again())
    assert (due.overdue, due.next_place, due.rows[0].overdue) == (1, "A2", True)
    assert desk_state(mina.again()).checks_overdue == 1
    record_check(mina.again(), guest_id=lise, result=CheckResult.SEEN_BREATHING)
    due = checks_due(mina.again())
    assert (due.overdue, due.next_at) == (0, clock.now() + QUARTER)
    (row,) = board_snapshot(mina.again()).inside
    assert row.next_check == due.next_at
    assert lines(mina)[0].params["result"] == "seen_breathing"
    undo_last(mina.again())
    assert checks_due(mina.again()).overdue == 1


def test_without_an_answer_it_stays_due_and_goes_on_paper(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    lise = agreed(house, mina)
    clock.advance(minutes=5)
    record_check(mina.again(), guest_id=lise, result=CheckResult.NO_ANSWER)
    record_check(mina.again(), guest_id=lise, result=CheckResult.NO_ANSWER)
    due = checks_due(mina.again())
    assert (due.overdue, due.next_at) == (1, clock.now())
    assert lines(mina)[0].level is Level.URGENT
    sheet = coming_sheet(mina.again(), language="nb")
    assert any("Svarte ikke: åpne døra, så 113" in row.text for row in sheet.incidents)
    record_check(
        mina.again(), guest_id=lise, result=CheckResult.SEE_NOTE, note="Sov tungt, pustet rolig"
    )
    assert checks_due(mina.again()).next_at == clock.now() + QUARTER
    assert "Sov tungt, pustet rolig" in [line.body for line in lines(mina)]
    assert all("note" not in line.params for line in lines(mina))


def test_two_desks_do_not_note_one_check_twice(house: House) -> None:
    mina, nora, clock = as_role(house, Role.MILIEU), as_role(house, Role.NIGHT), clock_of(house)
    lise = agreed(house, mina)
    due = checks_due(mina.again()).next_at
    clock.advance(minutes=15)
    record_check(mina.again(), guest_id=lise, result=CheckResult.SPOKEN, due_at=due)
    with pytest.raises(CheckedAlreadyError):
        record_check(nora.again(), guest_id=lise, result=CheckResult.SPOKEN, due_at=due)
    assert checks_due(mina.again()).next_at == clock.now() + QUARTER


def test_nothing_is_overdue_while_she_is_out_and_at_once_when_she_is_back(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    agreed(house, mina)
    presence = board_snapshot(mina.again()).inside[0].presence_id
    clock.advance(minutes=1)
    go_out(mina.again(), presence_id=presence)
    clock.advance(hours=1)
    due = checks_due(mina.again())
    assert (due.overdue, due.next_at, due.rows[0].out) == (0, None, True)
    assert desk_state(mina.again()).checks_overdue == 0
    come_back(mina.again(), presence_id=presence)
    assert checks_due(mina.again()).overdue == 1


def test_the_closest_plan_binds_and_one_look_counts_for_all(house_on_file: House) -> None:
    house = house_on_file
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    lise = agreed(house, mina, minutes=60)
    agree_checks(
        mina.again(),
        guest_id=lise,
        interval_minutes=15,
        ends_at=clock.now() + timedelta(hours=1),
        agreed="gå inn til henne",
        consent=False,
        decided_by=mina.actor.staff_id,
    )
    (row,) = checks_due(mina.again()).rows
    assert (row.interval_minutes, row.due_at) == (15, clock.now() + QUARTER)
    clock.advance(minutes=50)
    record_check(mina.again(), guest_id=lise, result=CheckResult.SPOKEN)
    clock.advance(minutes=11)
    (row,) = checks_due(mina.again()).rows
    assert (row.interval_minutes, row.due_at) == (60, clock.now() + timedelta(minutes=49))


def test_a_plan_says_what_is_agreed_until_when_and_who_stands_for_it(house_on_file: House) -> None:
    house = house_on_file
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    lise, later = woman(house, "Lise"), now + timedelta(hours=1)

    def agree(**values: object) -> None:
        given: dict[str, object] = {
            "guest_id": lise, "interval_minutes": 15, "ends_at": later, "agreed": "banke på",
            "consent": True, **values,
        }  # fmt: skip
        agree_checks(mina.again(), **given)  # type: ignore[arg-type]  # each value is tried wrong

    for values, error in (
        ({"interval_minutes": 20}, IntervalError),
        ({"ends_at": now}, PlanEndsError),
        ({"starts_at": later}, PlanEndsError),
        ({"agreed": " \u200b"}, NothingWrittenError),
        ({"consent": False}, WhoDecidedError),
        ({"consent": False, "decided_by": 9999}, WhoDecidedError),
        ({"guest_id": 9999}, UnknownGuestError),
        ({"guest_id": None}, NothingAgreedError),
    ):
        with pytest.raises(error):
            agree(**values)
    with pytest.raises(NothingAgreedError):
        record_check(mina.again(), guest_id=lise, result=CheckResult.SPOKEN)
    assert checks_due(mina.again()).rows == ()
    agree()
    with pytest.raises(CheckNoteMissingError):
        record_check(mina.again(), guest_id=lise, result=CheckResult.SEE_NOTE)


def test_checks_end_early_and_come_back_with_undo(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    anonymous = check_in_anonymous(mina.again()).row_id
    plan = agree_checks(
        mina.again(),
        presence_id=anonymous,
        interval_minutes=30,
        ends_at=clock.now() + timedelta(hours=2),
        agreed="se til henne",
        consent=True,
    ).row_id
    assert plan is not None
    clock.advance(minutes=1)
    end_checks(mina.again(), plan_id=plan)
    assert checks_due(mina.again()).rows == ()
    with pytest.raises(PlanOverError):
        end_checks(mina.again(), plan_id=plan)
    undo_last(mina.again())
    assert len(checks_due(mina.again()).rows) == 1


def test_a_round_ticks_everybody_and_counts_for_agreed_checks(house: House) -> None:
    nora, clock = as_role(house, Role.NIGHT), clock_of(house)
    agreed(house, nora, minutes=60)
    anonymous = check_in_anonymous(nora.again()).row_id
    clock.advance(minutes=50)
    done = start_round(nora.again(), planned_at=clock.now())
    assert done.row_id is not None
    with pytest.raises(RoundRunningError):
        start_round(nora.again())
    going = running_round(nora.again())
    assert going is not None
    assert [woman.bed_code for woman in going.women] == ["A2", None]
    first = going.women[0].presence_id
    tick_round(
        nora.again(), round_id=done.row_id, presence_id=first, result=CheckResult.SEEN_BREATHING
    )
    going = running_round(nora.again())
    assert going is not None
    assert (going.left, going.women[0].result) == (1, CheckResult.SEEN_BREATHING)
    assert checks_due(nora.again()).next_at == clock.now() + timedelta(hours=1)
    before = len(lines(nora))
    assert anonymous is not None
    tick_round(
        nora.again(), round_id=done.row_id, presence_id=anonymous, result=CheckResult.NO_ANSWER
    )
    assert len(lines(nora)) == before + 1
    end_round(nora.again(), round_id=done.row_id)
    ended = next(line for line in lines(nora) if "round" in line.params)
    assert (ended.level, ended.params["seen"], ended.params["no_answer"]) == (Level.WATCH, 1, 1)
    assert running_round(nora.again()) is None
    with pytest.raises(RoundOverError):
        tick_round(nora.again(), round_id=done.row_id, presence_id=first, result=CheckResult.SPOKEN)
