"""What stood at a moment: now, or a moment of the past that is looked at.

A row of an interval keeps its past: it says when it began, ended and was taken back. For the
present its end alone decides, so that a desk whose clock is a second behind still sees what
another one has just written. Decision: docs/decisions/0022-looking-back.md.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from shelter_desk.services.calling import Tx

When = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def stood(
    tx: Tx, starts: When, ends: When, voided: InstrumentedAttribute[datetime | None] | None = None
) -> ColumnElement[bool]:
    """Return the condition that an interval is open: now, or at the moment that is looked at."""
    found = and_(starts <= tx.now, not_yet(tx, ends)) if tx.past else ends.is_(None)
    return found if voided is None else and_(found, not_yet(tx, voided))


def not_yet(tx: Tx, happened: When) -> ColumnElement[bool]:
    """Return the condition that something had not happened then: not at all, or later."""
    if not tx.past:
        return happened.is_(None)
    return or_(happened.is_(None), happened > tx.now)
