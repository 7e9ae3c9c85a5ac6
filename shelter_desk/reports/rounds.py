"""When the rounds of a night are, also when the clocks change.

Rounds are a fixed number of hours apart for the women who sleep, whatever the clock on the wall
does, so the columns of the round form are stepped in UTC (domain.md c3, page 2).
"""

from datetime import date, datetime, time, timedelta

from shelter_desk.clock import from_local, local
from shelter_desk.reports.handover_content import ClockChange

FIRST_ROUND = time(22)
BETWEEN_ROUNDS = timedelta(hours=2)
NIGHT_ENDS = time(7, 45)


def round_columns(
    night: date,
    *,
    first: time = FIRST_ROUND,
    every: timedelta = BETWEEN_ROUNDS,
    until: time = NIGHT_ENDS,
) -> tuple[datetime, ...]:
    """Return the rounds of ``night`` (its evening date) as aware instants in UTC.

    They go from ``first`` (Oslo time; before noon it belongs to the next date) in steps of
    ``every`` and end before ``until`` in the morning: 22, 00, 02, 04, 06 on most nights,
    22, 00, 03, 05, 07 in spring and 22, 00, 02, 03, 05, 07 in autumn (domain.md c3). Raises
    ``ValueError`` when ``every`` is not positive and
    :class:`~shelter_desk.errors.LocalTimeMissingError` when ``first`` falls into the hour that
    spring leaves out.
    """
    if every <= timedelta(0):
        raise ValueError(every)
    morning = night + timedelta(days=1)
    at = from_local(night if first >= time(12) else morning, first)
    end = from_local(morning, until)
    columns: list[datetime] = []
    while at < end:
        columns.append(at)
        at += every
    return tuple(columns)


def clock_change(start: datetime, end: datetime) -> ClockChange | None:
    """Say which way the clocks are set between two aware instants, if they are."""
    before, after = local(start).utcoffset(), local(end).utcoffset()
    if before is None or after is None or before == after:
        return None
    return ClockChange.SPRING if before < after else ClockChange.AUTUMN
