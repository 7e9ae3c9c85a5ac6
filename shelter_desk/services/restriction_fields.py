"""What a restriction cannot be saved without, field by field (domain.md b21)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from shelter_desk.clock import from_local, local_date
from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark

MORNING = time(6)
"""When somebody sent away may come back, local time."""

LEAST_AWAY = timedelta(hours=4)
"""How far away that morning is at least."""

WRITTEN_BY = time(12)
"""When the shift lead has written down the rest, local time."""

REVIEW_WITHIN = timedelta(days=14)
LONG_LIMIT, MIDDLE_LIMIT, SHORT_LIMIT = 2000, 400, 200
"""Longest texts of the fields, in characters: what happened, measures and offers, the rest."""

LONGEST_WITHOUT_MANAGER = timedelta(days=180)
"""A bar that runs longer is one without an end."""


class FactsMissingError(BadInputError):
    """What happened is missing."""

    sentence = mark("Write what happened, and who saw it. Nothing was saved yet.")


class OfferedMissingError(BadInputError):
    """What she was offered is missing."""

    sentence = mark("Write what she was offered instead. Nothing was saved yet.")


class WentToMissingError(BadInputError):
    """Where she went is missing."""

    sentence = mark("Write where she went, or that it is not known. Nothing was saved yet.")


class StatementMissingError(BadInputError):
    """Neither her statement nor why there is none."""

    sentence = mark("Write her own statement, or why it was not obtained. Nothing was saved yet.")


class RuleMissingError(BadInputError):
    """The rule of the house is missing."""

    sentence = mark("Write which rule of the house this is about. Nothing was saved yet.")


class MilderMissingError(BadInputError):
    """The milder measure is missing."""

    sentence = mark("Write which milder measure was considered. Nothing was saved yet.")


class ComplaintMissingError(BadInputError):
    """She was not told how to complain."""

    sentence = mark("Tell her how to complain, and note that it is done. Nothing was saved yet.")


class NavMissingError(BadInputError):
    """She has a decision, and Nav does not know."""

    sentence = mark(
        "She has a decision of a place. Tell Nav, and note that it is done. Nothing was saved yet."
    )


class ReviewDateError(BadInputError):
    """The review lies behind, after the end, or too far ahead."""

    sentence = mark("Choose a date for the review from {first} to {last}.")


class BarEndsError(BadInputError):
    """The bar would end before it begins."""

    sentence = mark("The bar would end {until}, before it begins or in the past.")


class ManagerDecidesError(RefusedError):
    """A bar without an end is the manager's decision."""

    sentence = mark(
        "A bar without an end, or for more than {days} days, is decided by the manager."
        " Give it an end."
    )


def next_morning(start: datetime) -> datetime:
    """Return the next 06:00 local that is at least four hours after ``start``, in UTC.

    Hours are those of the clock that runs on, not of the one on the wall, which goes forward
    and back in March and October (domain.md d2).
    """
    day = local_date(start)
    while (morning := from_local(day, MORNING)) - start < LEAST_AWAY:
        day += timedelta(days=1)
    return morning


def next_noon(now: datetime) -> datetime:
    """Return the next 12:00 local after ``now``, in UTC."""
    day = local_date(now)
    noon = from_local(day, WRITTEN_BY)
    return noon if noon > now else from_local(day + timedelta(days=1), WRITTEN_BY)


def check_filled(values: Iterable[tuple[str, type[BadInputError]]]) -> None:
    """Raise the error of the first field that says nothing."""
    for words, error in values:
        if not words:
            raise error


def check_review(review_on: date, today: date, last: date | None) -> None:
    """Raise :class:`ReviewDateError` unless it lies within 14 days and not after the end."""
    latest = today + REVIEW_WITHIN
    if last is not None:
        latest = min(latest, last)
    if not today <= review_on <= latest:
        raise ReviewDateError(first=today, last=latest)
