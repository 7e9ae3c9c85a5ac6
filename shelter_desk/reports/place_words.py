"""How a place and an interval are said, on whichever sheet."""

from datetime import datetime, timedelta

from shelter_desk.clock import local_date
from shelter_desk.marking import mark, mark_in
from shelter_desk.reports.handover_content import PlaceRow, PlaceStatus
from shelter_desk.texts import Texts

_STATUS = {
    PlaceStatus.IN: mark_in("place", "in"),
    PlaceStatus.OUT: mark_in("place", "out"),
    PlaceStatus.EXPECTED: mark_in("place", "expected"),
    PlaceStatus.HELD: mark_in("place", "held"),
    PlaceStatus.FREE: mark_in("place", "free"),
    PlaceStatus.CLEANING: mark_in("place", "to be cleaned"),
    PlaceStatus.OUT_OF_SERVICE: mark_in("place", "out of service"),
    PlaceStatus.NOT_OPENED: mark_in("place", "not opened"),
}
_STATUS_AT = {
    PlaceStatus.IN: mark("in {at}"),
    PlaceStatus.OUT: mark("out since {at}"),
    PlaceStatus.EXPECTED: mark("expected {at}"),
    PlaceStatus.HELD: mark("held until {at}"),
}
_AHEAD = timedelta(hours=20)
_WEEK = timedelta(days=6)


def when(texts: Texts, instant: datetime, as_of: datetime) -> str:
    """Return the time, with a day where the time alone would mislead.

    The night ahead belongs to today: 01:30 printed at 21:12 needs no date.
    """
    ahead = instant - as_of
    if timedelta(0) <= ahead < _AHEAD:
        return texts.time(instant)
    if ahead > timedelta(0):
        day = texts.weekday(local_date(instant), width="abbreviated")
        if ahead < _WEEK:
            return f"{day} {texts.time(instant)}"
        return texts.short_date(local_date(instant))
    return texts.since(instant, as_of)


def status(texts: Texts, row: PlaceRow, as_of: datetime) -> str:
    """Return «inne 20:15», «ute siden 14:10» or «ledig»."""
    if row.at is not None and row.status in _STATUS_AT:
        return texts.say(_STATUS_AT[row.status], at=when(texts, row.at, as_of))
    return state(texts, row.status)


def state(texts: Texts, of: PlaceStatus) -> str:
    """Return the state of a place alone: «ledig», «rengjøres»."""
    return texts.say_in("place", _STATUS[of])


def interval(texts: Texts, minutes: int | None) -> str:
    """Return «2 t» or «15 min»."""
    if minutes is None:
        return ""
    if minutes % 60 == 0:
        return texts.say("{count} h", count=minutes // 60)
    return texts.say("{count} min", count=minutes)
