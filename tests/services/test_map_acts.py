"""What is done with beds on the map beside giving and moving: swap, clean, and the visit itself."""

from datetime import timedelta

import pytest

from shelter_desk.services.arrivals import check_in, check_in_anonymous
from shelter_desk.services.bed_answers import answers
from shelter_desk.services.bed_map import map_snapshot
from shelter_desk.services.beds import (
    BedNotCleanError,
    BedTakenError,
    SameRoomError,
    bed_cleaned,
    mark_for_cleaning,
)
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.fire_list import fire_list
from shelter_desk.services.keep_apart import keep_apart
from shelter_desk.services.snapshots import BedPicture, Flag, Verdict
from shelter_desk.services.standing import NoStayError, NotInsideError
from shelter_desk.services.swaps import SameStayError, swap_beds
from shelter_desk.services.undo import undo_last
from shelter_desk.services.visits import (
    ChildrenError,
    VisitFarError,
    VisitPastError,
    change_visit,
    visit_facts,
)
from shelter_desk.services.written import NoteTooLongError
from shelter_desk.terms import BedState, KeepApartLevel, Role
from tests.engines import as_role, bed_id, clock_of, woman


def beds(caller: Caller) -> dict[str, BedPicture]:
    floors = map_snapshot(caller.again()).floors
    return {bed.code: bed for floor in floors for room in floor.rooms for bed in room.beds}


def who(caller: Caller) -> dict[str, str]:
    return {code: bed.person.alias for code, bed in beds(caller).items() if bed.person}


def stay_on(caller: Caller, code: str) -> int:
    stay = beds(caller)[code].stay_id
    assert stay is not None
    return stay


def test_two_women_change_places_and_back(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    tone = woman(house, "Tone")
    check_in(mina.again(), guest_id=tone, bed_id=bed_id(house, "A1"))
    check_in(mina.again(), guest_id=woman(house, "Lise"), bed_id=bed_id(house, "A2"))
    clock.advance(minutes=5)
    said = {a.bed_id: a.verdict for a in answers(mina.again(), guest_id=tone)}
    assert said[bed_id(house, "A2")] is Verdict.SWAP
    swap_beds(mina.again(), stay_id=stay_on(mina, "A1"), other_stay_id=stay_on(mina, "A2"))
    assert who(mina) == {"A1": "Lise", "A2": "Tone"}
    assert all(beds(mina)[code].cleaning_id for code in ("A1", "A2"))
    undo_last(mina.again())
    assert who(mina) == {"A1": "Tone", "A2": "Lise"}
    assert not any(beds(mina)[code].cleaning_id for code in ("A1", "A2"))


def test_a_swap_into_a_room_she_must_not_share_changes_nothing(house: House) -> None:
    lead, clock = as_role(house, Role.SHIFT_LEAD), clock_of(house)
    tone, ingrid = woman(house, "Tone"), woman(house, "Ingrid")
    for alias, guest_id, code in (
        ("Tone", tone, "A1"),
        ("Ingrid", ingrid, "A5"),
        ("Siv", woman(house, "Siv"), "A6"),
    ):
        check_in(lead.again(), guest_id=guest_id, bed_id=bed_id(house, code))
        assert who(lead)[code] == alias
    keep_apart(
        lead.again(),
        guest_id=tone,
        other_guest_id=ingrid,
        level=KeepApartLevel.VIOLENCE,
        review_on=(clock.now() + timedelta(days=7)).date(),
    )
    before = who(lead)
    with pytest.raises(SameRoomError):
        swap_beds(lead.again(), stay_id=stay_on(lead, "A1"), other_stay_id=stay_on(lead, "A6"))
    assert who(lead) == before
    with pytest.raises(SameStayError):
        swap_beds(lead.again(), stay_id=stay_on(lead, "A1"), other_stay_id=stay_on(lead, "A1"))
    with pytest.raises(NoStayError):
        swap_beds(lead.again(), stay_id=stay_on(lead, "A1"), other_stay_id=99_999)


def test_a_free_bed_marked_for_cleaning_is_not_shown_free_before_it_is_done(house: House) -> None:
    mina, a4 = as_role(house, Role.MILIEU), bed_id(house, "A4")
    mark_for_cleaning(mina.again(), bed_id=a4)
    assert beds(mina)["A4"].state is BedState.CLEANING
    with pytest.raises(BedNotCleanError):
        mark_for_cleaning(mina.again(), bed_id=a4)
    bed_cleaned(mina.again(), bed_id=a4)
    assert beds(mina)["A4"].state is BedState.FREE
    check_in(mina.again(), guest_id=woman(house, "Lise"), bed_id=a4)
    with pytest.raises(BedTakenError):
        mark_for_cleaning(mina.again(), bed_id=a4)


def test_what_is_agreed_for_a_visit_stands_on_board_and_fire_list(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    presence = check_in_anonymous(mina.again()).row_id
    assert presence is not None
    clock_of(house).advance(minutes=1)
    wake = now + timedelta(hours=10)
    change_visit(
        mina.again(),
        presence_id=presence,
        wake_at=wake,
        needs_help_out=True,
        children=2,
        note="Hund i uteområdet",
    )
    facts = visit_facts(mina.again(), presence_id=presence)
    assert (facts.wake_at, facts.children, facts.needs_help_out) == (wake, 2, True)
    (row,) = board_snapshot(mina.again()).inside
    assert {flag.flag for flag in row.flags} == {Flag.WAKE, Flag.NOTE}
    assert board_snapshot(mina.again()).children == 2
    (one,) = fire_list(mina.again()).without_place
    assert (one.needs_help, one.children) == (True, 2)
    undo_last(mina.again())
    assert visit_facts(mina.again(), presence_id=presence).wake_at is None


def test_a_visit_is_not_planned_into_the_past_nor_beyond_reason(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    presence = check_in(mina.again(), guest_id=woman(house, "Lise")).row_id
    assert presence is not None
    for error, values in (
        (VisitPastError, {"wake_at": now - timedelta(minutes=1)}),
        (VisitFarError, {"expected_until": now + timedelta(days=15)}),
        (ChildrenError, {"children": 21}),
        (NoteTooLongError, {"note": "x" * 61}),
    ):
        with pytest.raises(error):
            change_visit(mina.again(), presence_id=presence, **values)
    with pytest.raises(NotInsideError):
        change_visit(mina.again(), presence_id=99_999)
