"""«Fikk ikke plass»: why somebody got no place, and where she was sent (domain.md d2).

Counted once per woman and night; a woman without a name is counted each time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, select

from shelter_desk.clock import from_local, night_of
from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Guest, TurnAway
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import known_guest
from shelter_desk.services.times import moment
from shelter_desk.services.written import clean_note
from shelter_desk.terms import BedElsewhere, LogKind, Right, TurnAwayReason

REFERRED_LIMIT = 120


class CountedTonightError(RefusedError):
    """She is counted for this night."""

    sentence = mark(
        "It is noted already, {at}, that she got no place this night. She is counted once a"
        " night; change what stands there instead."
    )


class NoSuchTurnAwayError(RefusedError):
    """The row is gone."""

    sentence = mark("This cannot be found any more. Look at the list again.")


@dataclass(frozen=True)
class TurnAwayPicture:
    """Somebody who got no place; ``person`` is None when nobody is named."""

    turn_away_id: int
    at: datetime
    reason: TurnAwayReason
    referred_to: str
    bed_elsewhere: BedElsewhere
    person: Person | None


@writes(Right.BOARD)
def turn_away(
    tx: Tx,
    *,
    reason: TurnAwayReason,
    referred_to: str = "",
    bed_elsewhere: BedElsewhere = BedElsewhere.UNKNOWN,
    guest_id: int | None = None,
    at: datetime | None = None,
) -> Done:
    """Note that somebody got no place; without ``guest_id`` nobody is named.

    Raises :class:`CountedTonightError`, :class:`~shelter_desk.services.times.FutureTimeError`,
    :class:`~shelter_desk.services.standing.UnknownGuestError`,
    :class:`~shelter_desk.services.written.NoteTooLongError`.
    """
    when, where = moment(tx, at), clean_note(referred_to, REFERRED_LIMIT)
    whom = None if guest_id is None else known_guest(tx, guest_id).id
    if whom is not None:
        _refuse_second(tx, whom, when)
    row = TurnAway(
        guest_id=whom,
        at=when,
        reason=reason,
        referred_to=where,
        bed_elsewhere=bed_elsewhere,
        by_staff=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    line = automatic_line(
        tx,
        LogKind.TURNED_AWAY,
        about=[("guest", whom)] if whom is not None else [],
        at=when,
        reason=reason.value,
    )
    tx.touch(guest=whom)
    return tx.done(entry_id=line.id, row_id=row.id)


@writes(Right.BOARD)
def change_turn_away(
    tx: Tx, *, turn_away_id: int, bed_elsewhere: BedElsewhere, referred_to: str | None = None
) -> Done:
    """Note later whether she got a bed somewhere else. Raises :class:`NoSuchTurnAwayError`."""
    row = tx.session.get(TurnAway, turn_away_id, with_for_update=True)
    if row is None or row.voided_at is not None:
        raise NoSuchTurnAwayError
    if row.guest_id is not None and Shower(tx, [row.guest_id]).person(row.guest_id) is None:
        raise NoSuchTurnAwayError
    where = row.referred_to if referred_to is None else clean_note(referred_to, REFERRED_LIMIT)
    tx.footprint.change(row, bed_elsewhere=bed_elsewhere, referred_to=where)
    tx.audit("turn_away.change", subject=("turn_away", row.id))
    tx.touch(guest=row.guest_id)
    return tx.done(row_id=row.id)


@reads(Right.BOARD)
def turned_away(tx: Tx, *, night: date | None = None) -> tuple[TurnAwayPicture, ...]:
    """Return who got no place in a night (tonight unless said), oldest first."""
    query = (
        select(TurnAway)
        .where(_in_night(night or night_of(tx.now)), TurnAway.voided_at.is_(None))
        .order_by(TurnAway.at, TurnAway.id)
    )
    rows = tx.session.scalars(query).all()
    shower = Shower(tx, (row.guest_id for row in rows))
    return tuple(
        TurnAwayPicture(
            row.id, row.at, row.reason, row.referred_to, row.bed_elsewhere,
            shower.person(row.guest_id),
        )
        for row in rows
    )  # fmt: skip


def _in_night(night: date) -> ColumnElement[bool]:
    first = from_local(night, time(12))
    last = from_local(night + timedelta(days=1), time(12))
    return and_(TurnAway.at >= first, TurnAway.at < last)


def _refuse_second(tx: Tx, guest_id: int, when: datetime) -> None:
    # Two desks that note the same woman go one after the other.
    tx.session.get(Guest, guest_id, with_for_update=True)
    query = select(TurnAway.at).where(
        TurnAway.guest_id == guest_id, TurnAway.voided_at.is_(None), _in_night(night_of(when))
    )
    noted = tx.session.scalar(query.limit(1))
    if noted is not None:
        raise CountedTonightError(at=noted)
