"""Tasks: what is to be done and by when, ticked off by whoever did it (domain.md c3, section 3)."""

from datetime import datetime

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import HandoverPrint, Task
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.looking_back import stood
from shelter_desk.services.snapshots import TaskPicture
from shelter_desk.services.subjects import Subjects, about
from shelter_desk.services.written import NothingWrittenError, clean_short, refuse_past
from shelter_desk.terms import TASK_TEXT_LIMIT, Right, TaskKind


class NoSuchTaskError(RefusedError):
    """The task is gone."""

    sentence = mark("This task cannot be found any more. Look at the list again.")


class TickedAlreadyError(RefusedError):
    """A colleague was quicker."""

    sentence = mark("This is ticked off already, {at}.")


class NotTickedError(RefusedError):
    """There is no tick to take away."""

    sentence = mark("This is not ticked off. Look at the list again.")


@writes(Right.BOARD)
def add_task(
    tx: Tx,
    *,
    text: str,
    due_at: datetime,
    guest_id: int | None = None,
    presence_id: int | None = None,
    bed_id: int | None = None,
) -> Done:
    """Add a task of at most 60 characters, due at an aware UTC time that is to come.

    Raises :class:`~shelter_desk.services.written.NothingWrittenError`,
    :class:`~shelter_desk.services.written.ShortTooLongError`,
    :class:`~shelter_desk.services.written.DueInPastError` and
    :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    words = clean_short(text, TASK_TEXT_LIMIT)
    if not words:
        raise NothingWrittenError
    refuse_past(due_at, tx.now)
    whom = about(tx, guest_id, presence_id)
    row = Task(
        kind=TaskKind.MANUAL,
        text=words,
        due_at=due_at,
        guest_id=whom.guest_id,
        presence_id=whom.presence_id,
        bed_id=bed_id,
        made_at=tx.now,
        made_by=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    tx.audit("task.add", subject=("task", row.id))
    return tx.done(row_id=row.id, tasks=True)


@writes(Right.BOARD)
def tick_task(tx: Tx, *, task_id: int) -> Done:
    """Tick a task off. Raises :class:`NoSuchTaskError`, :class:`TickedAlreadyError`."""
    row = _task(tx, task_id)
    if row.done_at is not None:
        raise TickedAlreadyError(at=row.done_at)
    tick(tx, row)
    return tx.done(row_id=row.id, tasks=True)


@writes(Right.BOARD)
def untick_task(tx: Tx, *, task_id: int) -> Done:
    """Take a tick away again. Raises :class:`NoSuchTaskError`, :class:`NotTickedError`."""
    row = _task(tx, task_id)
    if row.done_at is None:
        raise NotTickedError
    tx.footprint.change(row, done_at=None, done_by=None)
    sheet = _sheet_of(tx, row)
    if sheet is not None:
        tx.footprint.change(sheet, shredded_at=None)
    tx.audit("task.untick", subject=("task", row.id))
    return tx.done(row_id=row.id, tasks=True)


@reads(Right.BOARD)
def open_tasks(tx: Tx) -> tuple[TaskPicture, ...]:
    """Return what is to be done for this reader, by when it is due: what is overdue comes first."""
    rows = waiting(tx)
    subjects = Subjects(tx, rows)
    return tuple(
        TaskPicture(
            task_id=row.id,
            kind=row.kind,
            text=row.text,
            params=row.params,
            due_at=row.due_at,
            overdue=row.due_at < tx.now,
            person=subjects.person(row),
            bed_code=subjects.bed_code(row),
            done_at=row.done_at,
        )
        for row in rows
        if not subjects.hidden(row)
    )


def waiting(tx: Tx) -> list[Task]:
    """Return the tasks that are not done, by when they are due."""
    query = (
        select(Task)
        .where(stood(tx, Task.made_at, Task.done_at, Task.voided_at))
        .order_by(Task.due_at, Task.id)
    )
    return list(tx.session.scalars(query))


def tick(tx: Tx, row: Task) -> None:
    """Tick a task off; a sheet to be shredded is noted as shredded with it."""
    tx.footprint.change(row, done_at=tx.now, done_by=tx.actor.staff_id)
    sheet = _sheet_of(tx, row)
    if sheet is not None and sheet.shredded_at is None:
        tx.footprint.change(sheet, shredded_at=tx.now)
    tx.audit("task.tick", subject=("task", row.id))


def _task(tx: Tx, task_id: int) -> Task:
    row = tx.session.get(Task, task_id, with_for_update=True)
    if row is None or row.voided_at is not None or Subjects(tx, [row]).hidden(row):
        raise NoSuchTaskError
    return row


def _sheet_of(tx: Tx, row: Task) -> HandoverPrint | None:
    print_id = row.params.get("print_id")
    return tx.session.get(HandoverPrint, print_id) if row.kind is TaskKind.SHRED else None
