"""Reading the days people write: «28.11», «fredag», «om 14 dager», «i morgen».

Pure functions: they know neither Qt nor the database. A day without a year is the next one.
"""

import re
from datetime import date, timedelta

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.ui.widgets.moments import DAYS_ON, WEEKDAYS

_IN_DAYS = re.compile(r"(?:om|in|\+)?\s*(\d{1,3})\s*(?:dag|dager|day|days|d)$")
_IN_WEEKS = re.compile(r"(?:om|in|\+)?\s*(\d{1,2})\s*(?:uke|uker|week|weeks)$")
_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\.?$")
_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_ENGLISH = {"may": 5, "oct": 10, "dec": 12}
_NAMED = re.compile(r"(\d{1,2})\.?\s+([a-zæøå]{3,})\.?(?:\s+(\d{4}))?$")
_WEEK = 7
_CENTURY = 2000


class UnreadableDayError(BadInputError):
    """What was written is no day."""

    sentence = mark("Write a day like 28.11, Friday or in 14 days.")


class DayGoneByError(BadInputError):
    """The day lies behind."""

    sentence = mark("{on} has been already. Write a day that is still to come.")


def read_day(written: str, today: date) -> date:
    """Return the day that ``written`` means, today or to come.

    Raises :class:`UnreadableDayError` and :class:`DayGoneByError`.
    """
    text = " ".join(written.casefold().split()).rstrip(".")
    if text in {"i dag", "idag", "today"}:
        return today
    if text in DAYS_ON:
        return today + timedelta(days=DAYS_ON[text])
    if (found := _IN_DAYS.fullmatch(text)) is not None:
        return today + timedelta(days=int(found[1]))
    if (found := _IN_WEEKS.fullmatch(text)) is not None:
        return today + timedelta(weeks=int(found[1]))
    if text in WEEKDAYS:
        # «Saturday», said on a Saturday, is the one to come.
        return today + timedelta(days=(WEEKDAYS[text] - today.weekday() - 1) % _WEEK + 1)
    return _of_numbers(text, today)


def _of_numbers(text: str, today: date) -> date:
    number, month, year = _parts(text)
    try:
        day = date(year or today.year, month, number)
        if day < today and year is None:
            day = date(today.year + 1, month, number)
    except ValueError as error:
        raise UnreadableDayError from error
    if day < today:
        raise DayGoneByError(on=day)
    return day


def _parts(text: str) -> tuple[int, int, int | None]:
    found = _DATE.fullmatch(text)
    if found is not None:
        year = int(found[3]) if found[3] else None
        if year is not None and year < _CENTURY:
            year += _CENTURY
        return int(found[1]), int(found[2]), year
    found = _NAMED.fullmatch(text)
    if found is None:
        raise UnreadableDayError
    name = found[2][:3]
    month = _ENGLISH.get(name) or (_MONTHS.index(name) + 1 if name in _MONTHS else 0)
    return int(found[1]), month, int(found[3]) if found[3] else None
