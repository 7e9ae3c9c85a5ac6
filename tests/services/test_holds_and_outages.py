"""Beds kept until an hour of the clock, and beds out of service, on both engines."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from shelter_desk.models import Cleaning, HoldNight
from shelter_desk.services.arrivals import check_in
from shelter_desk.services.bed_map import map_snapshot
from shelter_desk.services.beds import (
    BedKeptError,
    BedOutOfServiceError,
    BedTakenError,
    give_bed,
)
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.collisions import HasBedAlreadyError
from shelter_desk.services.holds import (
    HoldPastError,
    HoldTooLongError,
    NoFreeBedError,
    comes_later,
    hold_bed,
    nights_of,
    release_hold,
)
from shelter_desk.services.outages import (
    BackPastError,
    InServiceError,
    OutAlreadyError,
    back_in_service,
    take_out_of_service,
)
from shelter_desk.services.snapshots import BedPicture
from shelter_desk.services.standing import HoldOverError
from shelter_desk.services.undo import undo_last
from shelter_desk.services.written import NoteTooLongError
from shelter_desk.terms import BedState, OutageReason, Role
from tests.engines import as_role, bed_id, clock_of, woman


def bed_of(caller: Caller, code: str) -> BedPicture:
    floors = map_snapshot(caller.again()).floors
    beds = [bed for floor in floors for room in floor.rooms for bed in room.beds]
    return next(bed for bed in beds if bed.code == code)


def test_a_bed_is_kept_for_her_and_free_when_the_hour_has_passed(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    rita, tone, a2 = woman(house, "Rita"), woman(house, "Tone"), bed_id(house, "A2")
    hold_bed(mina.again(), guest_id=rita, bed_id=a2, until_at=now + timedelta(hours=3))
    kept = bed_of(mina, "A2")
    assert (kept.state, kept.until) == (BedState.HELD, now + timedelta(hours=3))
    assert [row.person.alias for row in board_snapshot(mina.again()).expected] == ["Rita"]
    with pytest.raises(BedKeptError):
        check_in(mina.again(), guest_id=tone, bed_id=a2)
    with pytest.raises(BedKeptError):
        hold_bed(mina.again(), guest_id=tone, bed_id=a2, until_at=now + timedelta(hours=1))
    clock_of(house).advance(hours=3)
    assert bed_of(mina, "A2").state is BedState.FREE
    assert board_snapshot(mina.again()).expected[0].late
    # The night it was kept for is not over, and still nobody had to let go of it.
    hold_bed(mina.again(), guest_id=tone, bed_id=a2, until_at=now + timedelta(hours=5))
    assert bed_of(mina, "A2").state is BedState.HELD


def test_she_takes_the_bed_that_was_kept_and_the_hold_is_over(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    rita, a2 = woman(house, "Rita"), bed_id(house, "A2")
    kept = hold_bed(mina.again(), guest_id=rita, bed_id=a2, until_at=now + timedelta(hours=3))
    check_in(mina.again(), guest_id=rita, bed_id=a2)
    assert bed_of(mina, "A2").state is BedState.TAKEN_INSIDE
    assert kept.row_id is not None
    with pytest.raises(HoldOverError):
        release_hold(mina.again(), hold_id=kept.row_id)
    with pytest.raises(HasBedAlreadyError):
        comes_later(mina.again(), guest_id=rita, at=now + timedelta(hours=2))


def test_a_later_hour_lets_go_of_the_place_kept_before(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    rita = woman(house, "Rita")
    hold_bed(
        mina.again(), guest_id=rita, bed_id=bed_id(house, "A2"), until_at=now + timedelta(hours=1)
    )
    clock_of(house).advance(minutes=1)
    comes_later(
        mina.again(), guest_id=rita, at=now + timedelta(hours=4), bed_id=bed_id(house, "A3")
    )
    assert bed_of(mina, "A2").state is BedState.FREE
    assert bed_of(mina, "A3").until == now + timedelta(hours=4)
    assert undo_last(mina.again()).changed.beds
    assert bed_of(mina, "A2").state is BedState.HELD
    assert bed_of(mina, "A3").state is BedState.FREE


def test_whoever_comes_later_gets_the_best_bed_kept_or_a_plain_no(house_on_file: House) -> None:
    house = house_on_file
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    comes_later(mina.again(), guest_id=woman(house, "Rita"), at=now + timedelta(hours=2))
    (expected,) = board_snapshot(mina.again()).expected
    assert expected.bed_code is not None
    for code in board_snapshot(mina.again()).free_beds:
        bed = bed_id(house, code)
        take_out_of_service(mina.again(), bed_id=bed, reason=OutageReason.STAFFING)
    with pytest.raises(NoFreeBedError):
        comes_later(mina.again(), guest_id=woman(house, "Tone"), at=now + timedelta(hours=2))


def test_a_hold_lies_ahead_and_not_too_far(house_on_file: House) -> None:
    house = house_on_file
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    rita, a2 = woman(house, "Rita"), bed_id(house, "A2")
    with pytest.raises(HoldPastError):
        hold_bed(mina.again(), guest_id=rita, bed_id=a2, until_at=now)
    with pytest.raises(HoldTooLongError):
        hold_bed(mina.again(), guest_id=rita, bed_id=a2, until_at=now + timedelta(days=15))
    until = now + timedelta(days=2)
    done = hold_bed(mina.again(), guest_id=rita, bed_id=a2, until_at=until)
    with house.store.read() as session:
        nights = session.scalars(select(HoldNight.night).where(HoldNight.active)).all()
    assert sorted(nights) == list(nights_of(now, until))
    assert len(nights) == 3
    assert done.row_id is not None
    release_hold(mina.again(), hold_id=done.row_id)
    assert bed_of(mina, "A2").state is BedState.FREE


def test_nights_of_a_hold_across_noon_and_a_change_of_clocks() -> None:
    morning = datetime(2026, 10, 24, 8, tzinfo=UTC)
    evening = datetime(2026, 10, 25, 21, tzinfo=UTC)
    assert [night.day for night in nights_of(morning, evening)] == [23, 24, 25]


def test_a_bed_goes_out_of_service_and_comes_back(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    f1, rita = bed_id(house, "F1"), woman(house, "Rita")
    until = now + timedelta(days=3)
    take_out_of_service(
        mina.again(), bed_id=f1, reason=OutageReason.BEDBUGS, note=" firma ", expected_until=until
    )
    out = bed_of(mina, "F1")
    assert (out.state, out.outage, out.outage_note, out.until) == (
        BedState.OUT_OF_SERVICE, OutageReason.BEDBUGS, "firma", until,
    )  # fmt: skip
    with pytest.raises(OutAlreadyError):
        take_out_of_service(mina.again(), bed_id=f1, reason=OutageReason.DAMAGE)
    with pytest.raises(BedOutOfServiceError):
        check_in(mina.again(), guest_id=rita, bed_id=f1)
    with pytest.raises(BedOutOfServiceError):
        hold_bed(mina.again(), guest_id=rita, bed_id=f1, until_at=until)
    clock_of(house).advance(minutes=1)
    back_in_service(mina.again(), bed_id=f1, clean_first=True)
    assert bed_of(mina, "F1").state is BedState.CLEANING
    with pytest.raises(InServiceError):
        back_in_service(mina.again(), bed_id=f1)
    undo_last(mina.again())
    assert bed_of(mina, "F1").state is BedState.OUT_OF_SERVICE
    with house.store.read() as session:
        assert session.scalars(select(Cleaning).where(Cleaning.voided_at.is_(None))).all() == []


def test_a_bed_somebody_has_or_waits_for_stays_in_service(house_on_file: House) -> None:
    house = house_on_file
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    a1, a2 = bed_id(house, "A1"), bed_id(house, "A2")
    inside = check_in(mina.again(), guest_id=woman(house, "Tone")).row_id
    assert inside is not None
    give_bed(mina.again(), bed_id=a1, presence_id=inside)
    hold_bed(
        mina.again(), guest_id=woman(house, "Rita"), bed_id=a2, until_at=now + timedelta(hours=1)
    )
    with pytest.raises(BedTakenError):
        take_out_of_service(mina.again(), bed_id=a1, reason=OutageReason.DAMAGE)
    with pytest.raises(BedKeptError):
        take_out_of_service(mina.again(), bed_id=a2, reason=OutageReason.DAMAGE)
    f1 = bed_id(house, "F1")
    with pytest.raises(BackPastError):
        take_out_of_service(mina.again(), bed_id=f1, reason=OutageReason.DAMAGE, expected_until=now)
    with pytest.raises(NoteTooLongError):
        take_out_of_service(mina.again(), bed_id=f1, reason=OutageReason.DAMAGE, note="å" * 201)
    assert bed_of(mina, "F1").state is BedState.FREE
