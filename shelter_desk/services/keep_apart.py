"""«Hold fra hverandre»: two women, or a woman and a room, that must not meet (domain.md e2).

Kept once for both: whichever of the two is asked about, it holds. It always has a review date.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select

from shelter_desk.clock import local_date
from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Guest, KeepApart, Room
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.lines import Subject, automatic_line
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import known_guest
from shelter_desk.services.subjects import card_of
from shelter_desk.terms import KeepApartLevel, LogKind, Right


class WhomApartError(BadInputError):
    """Neither another woman nor a room, or both."""

    sentence = mark("Choose either another woman or a room that she is kept apart from.")


class SameWomanError(BadInputError):
    """She cannot be kept apart from herself."""

    sentence = mark("These two are the same card. Choose another woman.")


class ReviewPastError(BadInputError):
    """The review date lies behind."""

    sentence = mark("{on} is past already. Choose a date for the review that is still to come.")


class ApartAlreadyError(RefusedError):
    """It is noted."""

    sentence = mark("They are kept apart already. Look at what stands there.")


class ApartOverError(RefusedError):
    """It has ended."""

    sentence = mark("This has ended already. Look at the list again.")


@dataclass(frozen=True)
class KeepApartPicture:
    """Who is kept apart from whom or from which room."""

    keep_apart_id: int
    person: Person
    other: Person | None
    room: str | None
    level: KeepApartLevel
    starts_at: datetime
    review_on: date
    review_due: bool


@writes(Right.BAR)
def keep_apart(
    tx: Tx,
    *,
    level: KeepApartLevel,
    review_on: date,
    guest_id: int | None = None,
    presence_id: int | None = None,
    other_guest_id: int | None = None,
    other_presence_id: int | None = None,
    room_id: int | None = None,
) -> Done:
    """Keep two women apart, or a woman from a room, until somebody ends it.

    Raises :class:`WhomApartError`, :class:`SameWomanError`, :class:`ReviewPastError`,
    :class:`ApartAlreadyError`, :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    another = other_guest_id is not None or other_presence_id is not None
    if another == (room_id is not None):
        raise WhomApartError
    if review_on < local_date(tx.now):
        raise ReviewPastError(on=review_on)
    women = [card_of(tx, guest_id, presence_id).id]
    if another:
        women = sorted({*women, card_of(tx, other_guest_id, other_presence_id).id})
        if len(women) == 1:
            raise SameWomanError
    elif tx.session.get(Room, room_id) is None:
        raise WhomApartError
    other = women[1] if another else None
    _refuse_second(tx, women[0], other, room_id)
    row = KeepApart(
        guest_id=women[0],
        other_guest_id=other,
        room_id=room_id,
        level=level,
        starts_at=tx.now,
        review_on=review_on,
        decided_by=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    return _done(tx, row, why=level.value)


@writes(Right.BAR)
def change_review(tx: Tx, *, keep_apart_id: int, review_on: date) -> Done:
    """Set another review date. Raises :class:`ApartOverError`, :class:`ReviewPastError`."""
    row = _open(tx, keep_apart_id)
    if review_on < local_date(tx.now):
        raise ReviewPastError(on=review_on)
    tx.footprint.change(row, review_on=review_on)
    tx.audit("keep_apart.review", subject=("keep_apart", row.id))
    tx.touch(guest=row.guest_id)
    return tx.done(row_id=row.id)


@writes(Right.BAR)
def end_keep_apart(tx: Tx, *, keep_apart_id: int) -> Done:
    """End it. Raises :class:`ApartOverError`."""
    row = _open(tx, keep_apart_id)
    tx.footprint.change(row, ended_at=tx.now)
    return _done(tx, row, ended=True)


@reads(Right.CARD)
def kept_apart(tx: Tx, *, guest_id: int | None = None) -> tuple[KeepApartPicture, ...]:
    """Return who is kept apart, of one woman or of all, by when it is reviewed.

    What concerns a woman who does not exist for this reader is left out.
    """
    return apart_of(tx, None if guest_id is None else known_guest(tx, guest_id).id)


def apart_of(tx: Tx, known: int | None) -> tuple[KeepApartPicture, ...]:
    """Return the same inside a transaction, for a card whose reader is known to be allowed."""
    condition: list[ColumnElement[bool]] = [KeepApart.ended_at.is_(None)]
    if known is not None:
        condition.append(or_(KeepApart.guest_id == known, KeepApart.other_guest_id == known))
    query = (
        select(KeepApart, Room.name)
        .outerjoin(Room, Room.id == KeepApart.room_id)
        .where(*condition)
        .order_by(KeepApart.review_on, KeepApart.id)
    )
    rows = tx.session.execute(query).all()
    shower = Shower(
        tx, [number for row, _ in rows for number in (row.guest_id, row.other_guest_id)],
        by_right=True,
    )  # fmt: skip
    today = local_date(tx.now)
    found = []
    for row, room in rows:
        person, other = shower.person(row.guest_id), shower.person(row.other_guest_id)
        if person is None or (other is None and row.other_guest_id is not None):
            continue
        found.append(
            KeepApartPicture(
                row.id, person, other, room, row.level, row.starts_at, row.review_on,
                row.review_on <= today,
            )
        )  # fmt: skip
    return tuple(found)


def _done(tx: Tx, row: KeepApart, *, why: str | None = None, ended: bool | None = None) -> Done:
    about: list[Subject] = [("guest", row.guest_id)]
    if row.other_guest_id is not None:
        about.append(("guest", row.other_guest_id))
    room = tx.session.get(Room, row.room_id) if row.room_id is not None else None
    line = automatic_line(
        tx,
        LogKind.KEEP_APART,
        about=about,
        room=room.name if room else None,
        why=why,
        ended=ended,
    )
    tx.touch(guest=row.guest_id)
    tx.touch(guest=row.other_guest_id)
    return tx.done(entry_id=line.id, row_id=row.id)


def _open(tx: Tx, keep_apart_id: int) -> KeepApart:
    row = tx.session.get(KeepApart, keep_apart_id, with_for_update=True)
    if row is None or row.ended_at is not None:
        raise ApartOverError
    hidden = Shower(tx, [row.guest_id, row.other_guest_id])
    for number in (row.guest_id, row.other_guest_id):
        if number is not None and hidden.person(number) is None:
            raise ApartOverError
    return row


def _refuse_second(tx: Tx, guest_id: int, other: int | None, room_id: int | None) -> None:
    # Two desks that note the same pair go one after the other.
    tx.session.get(Guest, guest_id, with_for_update=True)
    query = select(KeepApart.id).where(
        KeepApart.guest_id == guest_id,
        KeepApart.ended_at.is_(None),
        KeepApart.other_guest_id == other if other is not None else KeepApart.room_id == room_id,
    )
    if tx.session.scalar(query.limit(1)) is not None:
        raise ApartAlreadyError
