"""Time: UTC inside, Europe/Oslo at the edges.

Rules (domain.md d2): instants are kept and subtracted in UTC; same-zone subtraction in Python
ignores the change to and from summer time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from shelter_desk.errors import LocalTimeMissingError

OSLO = ZoneInfo("Europe/Oslo")


class Clock(Protocol):
    """Whatever can say what the time is."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...  # a protocol's body


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class ShiftedClock:
    """A clock that runs on from another moment: the clock of a demo, or of ``--at``."""

    offset: timedelta

    @classmethod
    def starting_at(cls, moment: datetime) -> "ShiftedClock":
        """Return a clock that shows ``moment`` (aware) now and goes on from there."""
        return cls(moment.astimezone(UTC) - datetime.now(UTC))

    def now(self) -> datetime:
        """Return the present instant of this clock, aware, in UTC."""
        return datetime.now(UTC) + self.offset


@dataclass
class FixedClock:
    """A clock that stands still until it is moved: for tests and for a given moment."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was set to, aware, in UTC."""
        return self.moment.astimezone(UTC)

    def advance(self, **parts: float) -> None:
        """Move on by ``timedelta(**parts)``."""
        self.moment = self.now() + timedelta(**parts)


def local(instant: datetime) -> datetime:
    """Return the aware ``instant`` in the house's zone."""
    return instant.astimezone(OSLO)


def local_date(instant: datetime) -> date:
    """Return the calendar date of the aware ``instant`` in the house's zone."""
    return local(instant).date()


def from_local(day: date, at: time, *, second_time: bool = False) -> datetime:
    """Return the UTC instant of a wall-clock time in the house's zone.

    In the hour that comes twice when summer time ends, the first is meant unless
    ``second_time``. Raises :class:`LocalTimeMissingError` for a time that the change to
    summer time jumps over.
    """
    wall = datetime.combine(day, at, tzinfo=OSLO).replace(fold=1 if second_time else 0)
    instant = wall.astimezone(UTC)
    if instant.astimezone(OSLO).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise LocalTimeMissingError(day=day, at=at)
    return instant


def comes_twice(day: date, at: time) -> bool:
    """Say whether a wall-clock time happens twice on ``day`` (the night summer time ends)."""
    first = datetime.combine(day, at, tzinfo=OSLO)
    second = first.replace(fold=1)
    return first.utcoffset() != second.utcoffset() and from_gap_free(first)


def from_gap_free(wall: datetime) -> bool:
    """Say whether an aware wall-clock time exists at all in its zone."""
    there_and_back = wall.astimezone(UTC).astimezone(wall.tzinfo)
    return there_and_back.replace(tzinfo=None) == wall.replace(tzinfo=None)


def night_of(instant: datetime) -> date:
    """Return the label (evening date) of the night that ``instant`` belongs to.

    A night D runs to 12:00 on D+1, so that a sleep that begins at 01:30 belongs to the
    evening before (domain.md d3, example 2).
    """
    return (local(instant) - timedelta(hours=12)).date()


def counting_moment(night: date, counting_time: time = time(4)) -> datetime:
    """Return the moment at which night ``night`` is counted: 04:00 local on the next date.

    Source: domain.md d2. 04:00 exists once on every date, also when the clocks change.
    """
    return from_local(night + timedelta(days=1), counting_time)
