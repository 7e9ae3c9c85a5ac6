"""A moment as somebody would type it."""

from datetime import datetime, timedelta

from shelter_desk.clock import local

_DAY = timedelta(days=1)


def as_typed(at: datetime | None, now: datetime) -> str:
    """Return ``at`` (aware UTC) as it is typed into a field for a time to come; past is empty."""
    if at is None or at <= now:
        return ""
    there = local(at)
    if at - now < _DAY:
        return f"{there:%H:%M}"
    return f"{there.day}.{there.month} {there:%H:%M}"
