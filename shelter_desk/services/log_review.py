"""Logg-kontroll: a month's sample of who read about whom, looked at and signed (domain.md b9).

Every read with a reason is in it, and a draw from the others that is the same each time it is
asked for once the month is over. The signature is a row of the audit.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from shelter_desk.clock import from_local, local_date
from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import AuditEntry, House
from shelter_desk.services.calling import Caller, Changed, Done, Tx, reads, writes
from shelter_desk.services.reading import READ, note_reading
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.terms import Right

DRAWN = 20
MOST_WITH_REASON = 100
_SIGNED = "log_review.sign"


class MonthNotOverError(RefusedError):
    """Reads may still come."""

    sentence = mark("The month is not over yet. It can be signed from the first of the next one.")


@dataclass(frozen=True)
class ReviewRow:
    """One look at a woman's card: when, who, as what, where, and why where a reason was given."""

    sequence: int
    at: datetime
    by: str
    role: str
    screen: str
    whom: Person | None
    reason: str


@dataclass(frozen=True)
class Review:
    """A month's sample. ``total`` counts all reads of cards; signed by whom and when, if it was."""

    month: date
    total: int
    rows: tuple[ReviewRow, ...]
    signed_by: str = ""
    signed_at: datetime | None = None
    asked: int = 0


def review_of(caller: Caller, *, month: date) -> Review:
    """Return the sample of the month that begins on ``month``; asking is a read itself."""
    note_reading(caller, screen="review")
    return _review(caller, month=month)


@reads(Right.READ_AUDIT)
def _review(tx: Tx, *, month: date) -> Review:
    query = select(AuditEntry).where(
        AuditEntry.action == READ,
        AuditEntry.subject_kind == "guest",
        AuditEntry.at >= _begin(month),
        AuditEntry.at < _begin(_after(month)),
    )
    found = list(tx.session.scalars(query.order_by(AuditEntry.sequence)))
    special = [row for row in found if row.reason][-MOST_WITH_REASON:]
    others = [row for row in found if not row.reason]
    house = tx.session.scalars(select(House.house_uuid)).one()
    # Not for keys: a draw that anybody can make again.
    draw = random.Random(f"{house} {month}")  # noqa: S311 - see above
    drawn = draw.sample(others, min(DRAWN, len(others)))
    chosen = sorted([*special, *drawn], key=lambda row: row.sequence)
    shower = Shower(tx, [row.subject_id for row in chosen if row.subject_id])
    rows = tuple(
        ReviewRow(
            sequence=row.sequence,
            at=row.at,
            by=row.actor_name,
            role=row.role,
            screen=row.screen or "",
            whom=shower.person(row.subject_id) if row.subject_id else None,
            reason=row.reason or "",
        )
        for row in chosen
    )
    return _signed(tx, Review(month, len(found), rows))


def _signed(tx: Tx, review: Review) -> Review:
    query = select(AuditEntry).where(AuditEntry.action == _SIGNED)
    for row in tx.session.scalars(query.order_by(AuditEntry.sequence.desc())):
        if row.details.get("month") == review.month.isoformat():
            asked = row.details.get("asked")
            count = len(asked) if isinstance(asked, list) else 0
            return Review(review.month, review.total, review.rows, row.actor_name, row.at, count)
    return review


@writes(Right.READ_AUDIT)
def sign_review(tx: Tx, *, month: date, looked: Collection[int], asked: Collection[int]) -> Done:
    """Sign a month: which rows were looked at, and which are asked about.

    Raises :class:`MonthNotOverError`.
    """
    if local_date(tx.now) < _after(month):
        raise MonthNotOverError
    tx.audit(_SIGNED, month=month.isoformat(), looked=sorted(looked), asked=sorted(asked))
    return Done(Changed(staff=True), tx.caller.operation)


def _begin(month: date) -> datetime:
    return from_local(month, time(0))


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
