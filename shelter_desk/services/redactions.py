"""Redaction: words that must go from a sent line go, once somebody who may has approved it.

It is the only change to a sent line that the database lets through: body and short become
empty, everything else stays, and the audit still covers the line by its digest
(architecture.md 4).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Correction, LogEntry, Redaction, Staff
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.log import NoSuchLineError
from shelter_desk.services.log_reading import may_read
from shelter_desk.services.written import clean_short
from shelter_desk.terms import Right

REASON_LIMIT = 200
"""Longest reason, in characters."""

Target = Literal["entry", "correction"]


@dataclass(frozen=True)
class RedactionRequest:
    """Words somebody wants removed: of an ``entry`` or a ``correction``, why and by whom."""

    redaction_id: int
    target: str
    target_id: int
    reason: str
    requested_at: datetime
    initials: str


class ReasonMissingError(BadInputError):
    """Words do not go without a reason."""

    sentence = mark("Write why these words must be removed. The reason is kept.")


class NothingToRemoveError(RefusedError):
    """There are no words to remove."""

    sentence = mark("This line has no words that could be removed, or they are removed already.")


class NoSuchRedactionError(RefusedError):
    """Nothing was asked for, or it is decided already."""

    sentence = mark("This request cannot be found, or it is decided already.")


@writes(Right.BOARD)
def request_redaction(tx: Tx, *, target: Target, target_id: int, reason: str) -> Done:
    """Ask that the words of a line or of a correction be removed; a manager decides.

    Raises :class:`~shelter_desk.services.log.NoSuchLineError`, :class:`ReasonMissingError` and
    :class:`NothingToRemoveError`.
    """
    row = _readable(tx, target, target_id)
    if not row.body:
        raise NothingToRemoveError
    why = clean_short(reason, REASON_LIMIT)
    if not why:
        raise ReasonMissingError
    if tx.actor.staff_id is None:
        raise NoSuchLineError
    request = Redaction(
        target_kind=target,
        target_id=row.id,
        reason=why,
        requested_at=tx.now,
        requested_by=tx.actor.staff_id,
    )
    tx.session.add(request)
    tx.session.flush()
    tx.audit("redaction.request", subject=(_table(target), row.id), redaction=request.id)
    return tx.done(row_id=request.id)


@writes(Right.READ_MANAGER)
def approve_redaction(tx: Tx, *, redaction_id: int) -> Done:
    """Remove the words for good: only who may read every line decides.

    Raises :class:`NoSuchRedactionError`, :class:`NothingToRemoveError`.
    """
    request = tx.session.get(Redaction, redaction_id, with_for_update=True)
    if request is None or request.approved_at is not None or tx.actor.staff_id is None:
        raise NoSuchRedactionError
    target: Target = "entry" if request.target_kind == "entry" else "correction"
    row = _row(tx, target, request.target_id)
    if row is None or not row.body:
        raise NothingToRemoveError
    _approve(request, tx.now, tx.actor.staff_id)
    # The database looks for the approval when the words go.
    tx.session.flush()
    row.body = None
    row.short = ""
    row.redaction_id = request.id
    tx.session.flush()
    tx.audit("redaction.approve", subject=(_table(target), row.id), redaction=request.id)
    entry_id = row.id if isinstance(row, LogEntry) else row.entry_id
    return tx.done(entry_id=entry_id, row_id=request.id)


@reads(Right.READ_MANAGER)
def open_redactions(tx: Tx) -> tuple[RedactionRequest, ...]:
    """Return the requests nobody has decided, oldest first."""
    query = (
        select(Redaction, Staff.initials)
        .join(Staff, Staff.id == Redaction.requested_by)
        .where(Redaction.approved_at.is_(None))
        .order_by(Redaction.id)
    )
    return tuple(
        RedactionRequest(row.id, row.target_kind, row.target_id, row.reason, row.requested_at, by)
        for row, by in tx.session.execute(query)
    )


def _approve(request: Redaction, now: datetime, staff_id: int) -> None:
    request.approved_at = now
    request.approved_by = staff_id


def _readable(tx: Tx, target: Target, target_id: int) -> LogEntry | Correction:
    row = _row(tx, target, target_id)
    entry = tx.session.get(LogEntry, row.entry_id) if isinstance(row, Correction) else row
    if row is None or entry is None or not may_read(tx, entry):
        raise NoSuchLineError
    return row


def _row(tx: Tx, target: Target, target_id: int) -> LogEntry | Correction | None:
    if target == "entry":
        return tx.session.get(LogEntry, target_id)
    return tx.session.get(Correction, target_id)


def _table(target: Target) -> str:
    return "log_entry" if target == "entry" else "correction"
