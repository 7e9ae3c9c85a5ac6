"""Undo: a compensating operation, offered for ten minutes to whoever did it.

Nothing is deleted: rows made are voided, rows changed get their former values back, and the
log says so (architecture.md 6).
"""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import delete, select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Base, Guest, GuestPair, LogEntry, LogMention, Operation, Task
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.guests import set_pairs
from shelter_desk.services.lines import Subject, automatic_line
from shelter_desk.services.undoing import from_plain, to_plain
from shelter_desk.terms import UNDO_FOR, LogKind, Right


class NothingToUndoError(RefusedError):
    """There is no own act of the last ten minutes."""

    sentence = mark("There is nothing of yours from the last ten minutes to undo.")


class TooLateToUndoError(RefusedError):
    """Something has happened since that builds on it."""

    sentence = mark(
        "Something has happened since that builds on this. Nothing was undone;"
        " put it right on the board or the map instead."
    )


@writes(Right.BOARD)
def undo_last(tx: Tx) -> Done:
    """Undo the last own act of the person logged in.

    Raises :class:`NothingToUndoError`, :class:`TooLateToUndoError`.
    """
    operation = last_own(tx)
    if operation is None:
        raise NothingToUndoError
    return _undo(tx, operation)


@writes(Right.BOARD)
def undo(tx: Tx, *, operation: UUID) -> Done:
    """Undo one own operation of the last ten minutes; errors as :func:`undo_last`."""
    found = tx.session.get(Operation, str(operation))
    if found is None or found not in _own_recent(tx):
        raise NothingToUndoError
    return _undo(tx, found)


def last_own(tx: Tx) -> Operation | None:
    """Return the newest own operation that can still be undone."""
    return next(iter(_own_recent(tx)), None)


def _own_recent(tx: Tx) -> list[Operation]:
    query = (
        select(Operation)
        .where(
            Operation.staff_id == tx.actor.staff_id,
            Operation.at > tx.now - UNDO_FOR,
            Operation.undone_by.is_(None),
        )
        .order_by(Operation.at.desc())
    )
    return [row for row in tx.session.scalars(query) if row.undo.get("steps")]


def _undo(tx: Tx, operation: Operation) -> Done:
    about = set(operation.undo.get("about", []))
    _refuse_when_built_on(tx, operation, about)
    tx.session.flush()
    # All rows made are voided before any former value comes back: a stay moved away from can
    # only open again when the one moved to is gone.
    steps = list(reversed(operation.undo["steps"]))
    for step in sorted(steps, key=lambda step: not step.get("made", False)):
        _take_back(tx, step)
    operation.undone_by = str(tx.caller.operation)
    subjects = [_subject(text) for text in sorted(about)]
    for what, number in subjects:
        tx.touch(**{what: number})
    line = automatic_line(
        tx,
        LogKind.UNDONE,
        about=_mentioned(subjects),
        bed_id=next((number for what, number in subjects if what == "bed"), None),
        operation=operation.name,
    )
    return tx.done(entry_id=line.id, tasks=True, watch=True)


def _refuse_when_built_on(tx: Tx, operation: Operation, about: set[str]) -> None:
    later = select(Operation).where(
        Operation.at >= operation.at, Operation.id != operation.id, Operation.undone_by.is_(None)
    )
    for row in tx.session.scalars(later):
        if row.undo.get("steps") and about & set(row.undo.get("about", [])):
            raise TooLateToUndoError


def _take_back(tx: Tx, step: dict[str, Any]) -> None:
    row = _row(tx, step)
    if step.get("made"):
        _unmake(tx, row)
    else:
        for name, after in step["after"].items():
            if to_plain(getattr(row, name)) != after:
                raise TooLateToUndoError
        for name, before in step["before"].items():
            setattr(row, name, from_plain(before))
        if isinstance(row, Guest) and "alias_key" in step["before"]:
            set_pairs(tx, row)  # she is found by the name she has again
    tx.session.flush()


def _unmake(tx: Tx, row: Base) -> None:
    if isinstance(row, Guest):
        _refuse_when_used(tx, row.id)
        # A card made by mistake: it can neither be found nor read any more.
        row.alias, row.second_word, row.alias_key, row.second_key = "–", "", "", ""
        row.birth_year = None
        row.anonymised_at = tx.now
        tx.session.execute(delete(GuestPair).where(GuestPair.guest_id == row.id))
        return
    for name in ("voided_at", "ended_at", "closed_at"):
        if hasattr(row, name):
            if getattr(row, name) is not None:
                raise TooLateToUndoError
            setattr(row, name, tx.now)
            return
    if hasattr(row, "active"):
        row.active = False
        return
    raise AssertionError(f"{row.__tablename__} cannot be undone")


def _refuse_when_used(tx: Tx, guest_id: int) -> None:
    """Raise :class:`TooLateToUndoError` when somebody has written about her: her name stays."""
    written = (
        select(LogMention.id)
        .join(LogEntry, LogEntry.id == LogMention.entry_id)
        .where(LogMention.guest_id == guest_id, LogEntry.automatic.is_(False))
    )
    planned = select(Task.id).where(Task.guest_id == guest_id, Task.voided_at.is_(None))
    for used in (written, planned):
        if tx.session.scalar(used.limit(1)) is not None:
            raise TooLateToUndoError


def _row(tx: Tx, step: dict[str, Any]) -> Base:
    key = tuple(from_plain(part) for part in step["id"])
    row = tx.session.get(_class_of(step["table"]), key)
    if row is None:
        raise TooLateToUndoError
    return row


def _class_of(table: str) -> type[Base]:
    for mapper in Base.registry.mappers:
        if mapper.local_table is not None and mapper.class_.__tablename__ == table:
            return cast("type[Base]", mapper.class_)
    raise AssertionError(table)


def _subject(text: str) -> Subject:
    what, _, number = text.partition(":")
    return (what, int(number))


def _mentioned(subjects: list[Subject]) -> list[Subject]:
    guests = [subject for subject in subjects if subject[0] == "guest"]
    return guests or [subject for subject in subjects if subject[0] == "presence"]
