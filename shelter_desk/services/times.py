"""Given times of an act: now unless said, back-dated at will, never ahead."""

from datetime import datetime, timedelta

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.services.calling import Tx

_SLACK = timedelta(minutes=1)


class FutureTimeError(RefusedError):
    """A thing that has happened cannot lie ahead."""

    sentence = mark("{at} has not come yet. Give the time it happened.")


_TICK = timedelta(microseconds=1)


def after(start: datetime, when: datetime, given: datetime | None) -> datetime:
    """Return ``when``, but after ``start`` where nobody gave a time.

    The clocks of two desks differ by a little: what one began the other may end «before».
    """
    return when if given is not None else max(when, start + _TICK)


def moment(tx: Tx, at: datetime | None) -> datetime:
    """Return when the act happened (aware UTC). Raises :class:`FutureTimeError`."""
    if at is None:
        return tx.now
    if at > tx.now + _SLACK:
        raise FutureTimeError(at=at)
    return at
