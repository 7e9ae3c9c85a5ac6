"""Times as people write them, also on the nights when the clock is changed."""

from datetime import UTC, datetime

import pytest

from shelter_desk.clock import OSLO, FixedClock
from shelter_desk.errors import BadInputError, LocalTimeMissingError, LocalTimeTwiceError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.widgets.moment_field import MomentField
from shelter_desk.ui.widgets.moments import (
    GoneByError,
    NotYetError,
    NotYetTodayError,
    Toward,
    UnreadableTimeError,
    read_moment,
)

SATURDAY = datetime(2026, 11, 21, 21, 12, tzinfo=OSLO)


def oslo(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=OSLO).astimezone(UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20:15", oslo(21, 20, 15)),
        ("2015", oslo(21, 20, 15)),
        ("20.15", oslo(21, 20, 15)),
        ("kl. 20:15", oslo(21, 20, 15)),
        ("kl 815", oslo(21, 8, 15)),
        ("8:15", oslo(21, 8, 15)),
        ("20", oslo(21, 20)),
        ("  I GÅR   23:10 ", oslo(20, 23, 10)),
        ("igår 2310", oslo(20, 23, 10)),
        ("i går kl. 23:10", oslo(20, 23, 10)),
        ("yesterday 23:10", oslo(20, 23, 10)),
        ("i forgårs 12", oslo(19, 12)),
        ("i dag 0:05", oslo(21, 0, 5)),
        ("fredag 14:20", oslo(20, 14, 20)),
        ("fre. 14:20", oslo(20, 14, 20)),
        ("19.11. 18:40", oslo(19, 18, 40)),
        ("19/11 1840", oslo(19, 18, 40)),
        ("24.12. 18:00", oslo(24, 18, month=12, year=2025)),
        ("24:00", oslo(21, 0)),
        # The minute that is running is now.
        ("21:12", oslo(21, 21, 12)),
    ],
)
def test_the_past_as_people_write_it(written: str, meant: datetime) -> None:
    assert read_moment(written, SATURDAY) == meant


@pytest.mark.parametrize(
    ("now", "written", "meant"),
    [
        (oslo(21, 0, 10), "23:50", oslo(20, 23, 50)),
        (oslo(21, 7), "23:50", oslo(20, 23, 50)),
        (oslo(21, 7), "19:00", oslo(20, 19)),
        (oslo(21, 20, 7), "i går 20:30", oslo(20, 20, 30)),
    ],
)
def test_a_later_time_is_yesterdays_only_within_a_night(
    now: datetime, written: str, meant: datetime
) -> None:
    assert read_moment(written, now) == meant


@pytest.mark.parametrize(
    ("now", "written"),
    [(oslo(21, 20, 7), "20:30"), (oslo(21, 7), "18:59"), (oslo(21, 11, 30), "23:10")],
)
def test_a_time_still_to_come_is_no_night_that_never_was(now: datetime, written: str) -> None:
    with pytest.raises(NotYetTodayError):
        read_moment(written, now)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("22:00", oslo(21, 22)),
        ("0130", oslo(22, 1, 30)),
        ("i morgen 10", oslo(22, 10)),
        ("mandag 9:00", oslo(23, 9)),
    ],
)
def test_the_future_as_people_write_it(written: str, meant: datetime) -> None:
    assert read_moment(written, SATURDAY, toward=Toward.FUTURE) == meant


@pytest.mark.parametrize(
    "written", ["snart", "25:00", "12:75", "123456", "-5", "20:15:30", "31.02. 12:00", "x 20:15"]
)
def test_what_is_no_time(written: str) -> None:
    with pytest.raises(UnreadableTimeError):
        read_moment(written, SATURDAY)


def test_a_named_day_is_taken_at_its_word() -> None:
    with pytest.raises(NotYetError):
        read_moment("i dag 23:10", SATURDAY)
    with pytest.raises(GoneByError):
        read_moment("i dag 20:00", SATURDAY, toward=Toward.FUTURE)


def test_the_hour_that_summer_time_jumps_over() -> None:
    morning = datetime(2026, 3, 29, 8, tzinfo=OSLO)
    with pytest.raises(LocalTimeMissingError):
        read_moment("02:30", morning)
    assert read_moment("03:30", morning) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_the_hour_that_comes_twice() -> None:
    morning = datetime(2026, 10, 25, 8, tzinfo=OSLO)
    with pytest.raises(LocalTimeTwiceError):
        read_moment("02:30", morning)
    first = read_moment("02:30", morning, second_time=False)
    second = read_moment("02:30", morning, second_time=True)
    assert (first, second) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )


def test_where_only_the_first_has_been_nobody_is_asked() -> None:
    still_summer = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    assert read_moment("02:30", still_summer) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_leap_day_only_where_there_is_one() -> None:
    with pytest.raises(BadInputError):
        read_moment("29.2. 12:00", SATURDAY)
    leap = datetime(2028, 3, 1, 12, tzinfo=OSLO)
    assert read_moment("29.2. 12:00", leap) == oslo(29, 12, month=2, year=2028)


def test_the_field_lets_her_choose_the_first_or_the_second(desk: Desk, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 10, 25, 7, tzinfo=UTC)
    field = MomentField(desk.theme, desk.words, clock)
    field.line.setText("0230")
    assert field.moment is None
    assert field.echo.text() == (
        "02:30 kommer to ganger 25.10.2026, fordi klokka stilles tilbake kl. 03:00."
        " Velg om du mener den første eller den andre."
    )
    assert not field._twice.isHidden()
    field.second.click()
    assert field.moment == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    field.first.click()
    assert field.moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    field.line.setText("0430")
    assert field._twice.isHidden()
    assert field.moment == datetime(2026, 10, 25, 3, 30, tzinfo=UTC)
    field.clear()
    assert field.line.text() == ""
    assert field.is_ok


def test_the_field_asks_whether_yesterday_was_meant(desk: Desk, clock: FixedClock) -> None:
    clock.moment = oslo(21, 20, 7)
    field = MomentField(desk.theme, desk.words, clock)
    field.line.setText("2030")
    assert field.moment is None
    assert field.echo.text() == (
        "Klokka er ikke 20:30 ennå. Mente du i går kl. 20:30? Skriv «i går 20:30»."
    )
    field.line.setText("i går 20:30")
    assert field.moment == oslo(20, 20, 30)


def test_the_field_says_the_gap_in_a_sentence(desk: Desk, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 3, 29, 7, tzinfo=UTC)
    field = MomentField(desk.theme, desk.words, clock)
    field.line.setText("02:30")
    assert "02:30 finnes ikke 29.03.2026" in field.echo.text()
    assert field.line.accessibleDescription() == field.echo.text()
