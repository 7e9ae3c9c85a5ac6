"""Columns of the round form, on ordinary nights and when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shelter_desk.clock import local
from shelter_desk.errors import LocalTimeMissingError
from shelter_desk.reports.handover_content import ClockChange
from shelter_desk.reports.rounds import clock_change, round_columns


def hours(night: date) -> list[int]:
    return [local(at).hour for at in round_columns(night)]


@pytest.mark.parametrize(
    ("night", "expected"),
    [
        (date(2026, 11, 20), [22, 0, 2, 4, 6]),
        (date(2026, 3, 27), [22, 0, 2, 4, 6]),
        (date(2026, 3, 28), [22, 0, 3, 5, 7]),
        (date(2026, 10, 24), [22, 0, 2, 3, 5, 7]),
        (date(2026, 10, 25), [22, 0, 2, 4, 6]),
        (date(2026, 12, 31), [22, 0, 2, 4, 6]),
    ],
)
def test_columns_of_the_domain_note(night: date, expected: list[int]) -> None:
    assert hours(night) == expected


def test_the_autumn_columns_at_two_and_three_are_two_true_hours_apart() -> None:
    _, _, two, three, _, _ = round_columns(date(2026, 10, 24))
    assert three - two == timedelta(hours=2)
    assert (local(two).hour, local(three).hour) == (2, 3)


@given(
    night=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    every=st.integers(15, 240).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_rounds_are_evenly_apart_and_inside_the_night(night: date, every: timedelta) -> None:
    columns = round_columns(night, every=every)
    assert local(columns[0]).time() == time(22)
    assert all(later - earlier == every for earlier, later in pairwise(columns))
    assert all(at.tzinfo is UTC for at in columns)
    last, next_one = local(columns[-1]), local(columns[-1] + every)
    end = datetime.combine(night + timedelta(days=1), time(7, 45))
    assert last.replace(tzinfo=None) < end <= next_one.replace(tzinfo=None)


def test_a_first_round_after_midnight_is_on_the_next_date() -> None:
    first = round_columns(date(2026, 11, 20), first=time(0, 30))[0]
    assert first == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def test_a_first_round_in_the_hour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LocalTimeMissingError):
        round_columns(date(2026, 3, 28), first=time(2, 30))


@pytest.mark.parametrize("minutes", [0, -30])
def test_no_step_would_never_end(minutes: int) -> None:
    with pytest.raises(ValueError, match=r"timedelta|day|0:00"):
        round_columns(date(2026, 11, 20), every=timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("start", "end", "change"),
    [
        (datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC), "spring"),
        (datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 10, 25, 7, tzinfo=UTC), "autumn"),
        (datetime(2026, 11, 20, 21, tzinfo=UTC), datetime(2026, 11, 21, 7, tzinfo=UTC), None),
    ],
)
def test_clock_change(start: datetime, end: datetime, change: str | None) -> None:
    assert clock_change(start, end) == (None if change is None else ClockChange(change))
