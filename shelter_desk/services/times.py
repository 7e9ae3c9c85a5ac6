"""Given times of an act: now unless said, back-dated at will, never ahead."""

from datetime import datetime, timedelta

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.services.calling import Tx

_SLACK = timedelta(minutes=1)


class FutureTimeError(RefusedError):
    """A thing that has happened cannot lie ahead."""

    sentence = mark("{at} has not come yet. Give the time it happened.")


def moment(tx: Tx, at: datetime | None) -> datetime:
    """Return when the act happened (aware UTC). Raises :class:`FutureTimeError`."""
    if at is None:
        return tx.now
    if at > tx.now + _SLACK:
        raise FutureTimeError(at=at)
    return at
