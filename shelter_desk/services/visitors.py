"""Who else is in the house: visitors, craftsmen, volunteers. The fire list counts them (b18)."""

from datetime import datetime, timedelta

from sqlalchemy import select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.incident_terms import VisitorKind
from shelter_desk.marking import mark
from shelter_desk.models import House, Visitor
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.duty import first_name
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.looking_back import stood
from shelter_desk.services.names import alias_key
from shelter_desk.services.snapshots import VisitorRow
from shelter_desk.services.times import after, moment
from shelter_desk.services.written import clean_note, refuse_past
from shelter_desk.terms import LogKind, Right

NAME_LIMIT = 80
FARTHEST_BACK = timedelta(days=1)
"""How long ago somebody may have come who is registered now."""


class VisitorNameError(BadInputError):
    """Neither a name nor a role."""

    sentence = mark("Write a first name or what the visitor is here as, for example «plumber».")


class VisitorHereError(RefusedError):
    """The same visitor is in the house already."""

    sentence = mark("{name} is registered already, since {at}. Nobody was counted twice.")


class VisitorGoneError(RefusedError):
    """The visitor has left."""

    sentence = mark("This visitor has left already. Look at the board again.")


class VisitorTimesError(BadInputError):
    """Left before coming, or came long ago."""

    sentence = mark("{at} does not fit with this visit. Look at the time again.")


@writes(Right.BOARD)
def visitor_came(
    tx: Tx,
    *,
    name: str,
    kind: VisitorKind = VisitorKind.VISITOR,
    whom: str = "",
    at: datetime | None = None,
    expected_until: datetime | None = None,
) -> Done:
    """Register somebody who is in the house from ``at`` (aware UTC; now unless said).

    ``name`` is a first name or a role; ``whom`` is free text. Raises :class:`VisitorNameError`,
    :class:`VisitorHereError`, :class:`VisitorTimesError`, and the errors of
    :mod:`shelter_desk.services.times` and :mod:`shelter_desk.services.written`.
    """
    called, reason = clean_note(name, NAME_LIMIT), clean_note(whom, NAME_LIMIT)
    if not called:
        raise VisitorNameError
    when = moment(tx, at)
    if when < tx.now - FARTHEST_BACK:
        raise VisitorTimesError(at=when)
    if expected_until is not None:
        refuse_past(expected_until, tx.now)
        if expected_until <= when:
            raise VisitorTimesError(at=expected_until)
    # Two desks that register the same person go one after the other.
    tx.session.get(House, 1, with_for_update=True)
    for other in _here(tx):
        if alias_key(other.name) == alias_key(called) and other.kind is kind:
            raise VisitorHereError(name=other.name, at=other.starts_at)
    row = Visitor(
        name=called,
        kind=kind,
        whom=reason,
        starts_at=when,
        expected_until=expected_until,
        by_staff=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    line = automatic_line(tx, LogKind.VISIT, at=when, visitor=kind.value)
    return tx.done(entry_id=line.id, row_id=row.id)


@writes(Right.BOARD)
def visitor_left(tx: Tx, *, visitor_id: int, at: datetime | None = None) -> Done:
    """Note that a visitor has left. Raises :class:`VisitorGoneError`, :class:`VisitorTimesError`.

    ``at`` is aware UTC, now unless said, never ahead
    (:class:`~shelter_desk.services.times.FutureTimeError`).
    """
    row = tx.session.get(Visitor, visitor_id, with_for_update=True)
    if row is None or row.ends_at is not None or row.voided_at is not None:
        raise VisitorGoneError
    when = after(row.starts_at, moment(tx, at), at)
    if when <= row.starts_at:
        raise VisitorTimesError(at=when)
    tx.footprint.change(row, ends_at=when)
    line = automatic_line(tx, LogKind.VISIT, at=when, visitor=row.kind.value, left=True)
    return tx.done(entry_id=line.id, row_id=row.id)


@reads(Right.BOARD)
def visitors_here(tx: Tx) -> tuple[VisitorRow, ...]:
    """Return who visits the house now, by when they came."""
    return visitors_now(tx)


def visitors_now(tx: Tx) -> tuple[VisitorRow, ...]:
    """Return who visits the house now, inside a transaction of somebody else's question."""
    return tuple(
        VisitorRow(row.id, row.name, row.kind, row.whom, row.starts_at, row.expected_until)
        for row in _here(tx)
    )


def visitor_names(tx: Tx) -> tuple[str, ...]:
    """Return what visitors are called on lists and paper: first names (domain.md c5)."""
    return tuple(
        row.name if row.kind is VisitorKind.CRAFTSMAN else first_name(row.name) for row in _here(tx)
    )


def _here(tx: Tx) -> list[Visitor]:
    query = (
        select(Visitor)
        .where(
            stood(tx, Visitor.starts_at, Visitor.ends_at, Visitor.voided_at),
            Visitor.starts_at <= tx.now,
        )
        .order_by(Visitor.starts_at, Visitor.id)
    )
    return list(tx.session.scalars(query))
