"""Reading the times people write: «20:15», «2015», «i går 23:10».

Pure functions: they know neither Qt nor the database. Wall-clock times are in the house's zone
(Europe/Oslo), results are aware UTC.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from shelter_desk.clock import comes_twice, from_local, local_date
from shelter_desk.errors import BadInputError, LocalTimeTwiceError
from shelter_desk.marking import mark

_DAYS_BACK = {
    "i dag": 0, "idag": 0, "today": 0,
    "i går": 1, "igår": 1, "i gar": 1, "igar": 1, "yesterday": 1,
    "i forgårs": 2, "iforgårs": 2, "forgårs": 2,
}  # fmt: skip
DAYS_ON = {"i morgen": 1, "imorgen": 1, "tomorrow": 1}
WEEKDAYS = {
    "man": 0, "mandag": 0, "mon": 0, "monday": 0,
    "tir": 1, "tirsdag": 1, "tue": 1, "tuesday": 1,
    "ons": 2, "onsdag": 2, "wed": 2, "wednesday": 2,
    "tor": 3, "torsdag": 3, "thu": 3, "thursday": 3,
    "fre": 4, "fredag": 4, "fri": 4, "friday": 4,
    "lør": 5, "lørdag": 5, "sat": 5, "saturday": 5,
    "søn": 6, "søndag": 6, "sun": 6, "sunday": 6,
}  # fmt: skip
_CLOCK = re.compile(r"(?:(?:kl|at)\.?\s*)?(\d{1,2})(?:[:.]?(\d{2}))?$")
_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})\.?$")
_WEEK = 7
_STILL_LAST_NIGHT = timedelta(hours=12)
"""How far back a bare time later than now may lie and still be yesterday's: a night shift."""


class Toward(StrEnum):
    """Which way a time without a day is meant."""

    PAST = "past"
    FUTURE = "future"


class UnreadableTimeError(BadInputError):
    """What was written is no time."""

    sentence = mark("Write a time like 20:15, 2015 or yesterday 23:10.")


class NotYetError(BadInputError):
    """A time that has not come was given for something that has happened."""

    sentence = mark("{at} has not come yet. Write when it happened.")


class NotYetTodayError(BadInputError):
    """A bare time that has not come today, and too long ago yesterday to be meant unsaid."""

    sentence = mark(
        "It is not {at} yet. Did you mean yesterday at {at}? Then write «yesterday {at}»."
    )


class GoneByError(BadInputError):
    """A time that is past was given for something still to come."""

    sentence = mark("{at} has gone by already. Write a time that is still to come.")


@dataclass(frozen=True)
class _Written:
    """What was read: a wall-clock time and, if any was named, a day."""

    at: time
    day: date | None


def read_moment(
    written: str, now: datetime, *, toward: Toward = Toward.PAST, second_time: bool | None = None
) -> datetime:
    """Return the instant that ``written`` means, seen from the aware instant ``now``.

    A time without a day is the next to come (``FUTURE``), or today's (``PAST``); one later than
    now is yesterday's when that is at most 12 hours ago («23:50» at 07:00), and refused
    otherwise: a slip of the finger must not become a night that never was. In the hour that
    comes twice when summer time ends, ``second_time`` says which is meant; where only one of
    them is possible, it is taken.

    Raises :class:`UnreadableTimeError`, :class:`NotYetError`, :class:`NotYetTodayError`,
    :class:`GoneByError`,
    :class:`shelter_desk.errors.LocalTimeMissingError` for the hour that summer time jumps over,
    and :class:`shelter_desk.errors.LocalTimeTwiceError` when it must be said which is meant.
    """
    read = _read(written, local_date(now), toward)
    if read.day is not None:
        instant = _instant(read.day, read.at, now, toward, second_time)
        if not _fits(instant, now, toward):
            raise (NotYetError if toward is Toward.PAST else GoneByError)(at=read.at)
        return instant
    step = timedelta(days=-1 if toward is Toward.PAST else 1)
    today = local_date(now)
    instant = _instant(today, read.at, now, toward, second_time)
    if _fits(instant, now, toward):
        return instant
    other = _instant(today + step, read.at, now, toward, second_time)
    if toward is Toward.PAST and now - other > _STILL_LAST_NIGHT:
        raise NotYetTodayError(at=read.at)
    return other


def _fits(instant: datetime, now: datetime, toward: Toward) -> bool:
    # A minute's grace: «20:15» written at 20:15:40 is now, and now is neither past nor future.
    minute = timedelta(minutes=1)
    return instant <= now + minute if toward is Toward.PAST else instant > now - minute


def _instant(
    day: date, at: time, now: datetime, toward: Toward, second_time: bool | None
) -> datetime:
    if not comes_twice(day, at):
        return from_local(day, at)
    first = from_local(day, at)
    second = from_local(day, at, second_time=True)
    if second_time is not None:
        return second if second_time else first
    possible = [moment for moment in (first, second) if _fits(moment, now, toward)]
    if len(possible) == 1:
        return possible[0]
    if not possible:
        return first  # neither can be meant: the caller says so, or takes another day
    raise LocalTimeTwiceError(at=at, day=day)


def _read(written: str, today: date, toward: Toward) -> _Written:
    text = " ".join(written.casefold().split())
    clock = _CLOCK.search(text)
    if clock is None:
        raise UnreadableTimeError
    before = text[: clock.start()].strip(" ,")
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if text[: clock.start()][-1:].isdigit():
        raise UnreadableTimeError
    try:
        at = time(0 if (hour, minute) == (24, 0) else hour, minute)
    except ValueError as error:
        raise UnreadableTimeError from error
    return _Written(at, _day(before, today, toward) if before else None)


def _day(words: str, today: date, toward: Toward) -> date:
    if words in _DAYS_BACK:
        return today - timedelta(days=_DAYS_BACK[words])
    if words in DAYS_ON:
        return today + timedelta(days=DAYS_ON[words])
    name = words.rstrip(".")
    if name in WEEKDAYS:
        if toward is Toward.PAST:
            return today - timedelta(days=(today.weekday() - WEEKDAYS[name]) % _WEEK)
        return today + timedelta(days=(WEEKDAYS[name] - today.weekday()) % _WEEK)
    written = _DATE.search(words)
    if written is None or written.start() != 0:
        raise UnreadableTimeError
    number, month = int(written[1]), int(written[2])
    try:
        day = date(today.year, month, number)
        if toward is Toward.PAST and day > today:
            day = date(today.year - 1, month, number)
        if toward is Toward.FUTURE and day < today:
            day = date(today.year + 1, month, number)
    except ValueError as error:
        raise UnreadableTimeError from error
    return day
