"""When the three shifts run: changed together, so that they always fit each other."""

from sqlalchemy import select

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.models import Shift
from shelter_desk.services.calling import Changed, Done, Tx, reads, writes
from shelter_desk.services.shifts import NEXT_SHIFT, Hours, hours_of
from shelter_desk.terms import Right, ShiftName

_DAY = 24 * 60
SHORTEST, LONGEST = 60, 13 * 60
"""Minutes a shift can have: longer ones are nearly always two times the wrong way round."""
MOST_OVERLAP = 120
"""Minutes two shifts may both be here: handing over, not two shifts at once."""


class ShiftLengthError(BadInputError):
    """From and to the wrong way round, or the same."""

    sentence = mark(
        "From {starts} to {ends} would be {hours} hours. A shift lasts from 1 to 13 hours: are"
        " the two times the right way round? Nothing was changed."
    )


class ShiftOrderError(BadInputError):
    """The evening before the day."""

    sentence = mark(
        "Day, evening and night follow each other. With these times they do not; nothing was"
        " changed."
    )


class ShiftOverlapError(BadInputError):
    """Two shifts nearly at once."""

    sentence = mark(
        "From {starts} to {ends} two shifts would be here at once. More than two hours is"
        " probably a slip; nothing was changed."
    )


@reads(Right.BOARD)
def shift_hours(tx: Tx) -> Hours:
    """Return when each shift runs: local minutes after midnight, from and to."""
    return hours_of(tx.session)


@writes(Right.HOUSE_PLAN)
def set_shift_hours(tx: Tx, *, hours: Hours) -> Done:
    """Set when the shifts run. Lines already written stay with the shift they were written in.

    Raises :class:`ShiftLengthError`, :class:`ShiftOrderError`, :class:`ShiftOverlapError`.
    """
    check_hours(hours)
    rows = {row.name: row for row in tx.session.scalars(select(Shift))}
    for name, (starts, ends) in hours.items():
        row = rows.get(name)
        if row is None:
            tx.session.add(Shift(name=name, starts_minute=starts, ends_minute=ends))
        else:
            row.starts_minute, row.ends_minute = starts, ends
    said = {name.value: f"{_said(a)}-{_said(b)}" for name, (a, b) in hours.items()}
    tx.audit("set_shift_hours", hours=said)
    return Done(Changed(plan=True), tx.caller.operation)


def check_hours(hours: Hours) -> None:
    """Raise where the three shifts cannot be what somebody meant."""
    for starts, ends in hours.values():
        length = (ends - starts) % _DAY
        if not SHORTEST <= length <= LONGEST:
            raise ShiftLengthError(starts=_said(starts), ends=_said(ends), hours=length // 60)
    begins = {name: hours[name][0] for name in ShiftName}
    steps = [(begins[NEXT_SHIFT[name]] - begins[name]) % _DAY for name in ShiftName]
    if sum(steps) != _DAY:
        raise ShiftOrderError
    for name in ShiftName:
        (starts, ends), following = hours[name], hours[NEXT_SHIFT[name]][0]
        length = (ends - starts) % _DAY
        overlap = length - (following - starts) % _DAY
        if overlap > MOST_OVERLAP:
            raise ShiftOverlapError(starts=_said(following), ends=_said(ends))


def _said(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
