"""The handover sheet: previewed, printed in numbered copies, shredded (domain.md c).

A print is numbered and audited in its transaction; the paper is made from what was committed, so
that the sequence and code on it are those of its own row in the audit, and a print that could not
be committed never comes out of a printer. reportlab is loaded when the first sheet is made.
"""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import AuditEntry, HandoverPrint, Task
from shelter_desk.reports.handover_content import HandoverSheet, file_name
from shelter_desk.security.audit_chain import short_code
from shelter_desk.services.auditing import head
from shelter_desk.services.calling import Caller, Done, Tx, reads, writes
from shelter_desk.services.handover_length import words_on_page_one
from shelter_desk.services.handover_sheet import build_sheet
from shelter_desk.services.handover_turn import Turn, coming_turn, cut_off, turn_of
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.reading import note_reading
from shelter_desk.services.snapshots import SheetFilling
from shelter_desk.services.tasks import TickedAlreadyError, tick
from shelter_desk.terms import LogKind, Right, ShiftName, TaskKind

MOST_COPIES = 20
WORDS_LIMIT, WATCH_LIMIT, TASK_LIMIT, INCIDENT_LIMIT = 420, 5, 6, 4
"""What page 1 is meant to hold (domain.md c2, c3)."""

_PRINTED = "handover.print"


class CopiesError(BadInputError):
    """No copy, or more than one house can need."""

    sentence = mark("Print between 1 and {most} copies.")


class NoSuchPrintError(RefusedError):
    """There is no such print, or nothing of it is on paper."""

    sentence = mark("This report was not printed, so there is nothing to shred.")


@dataclass(frozen=True)
class Earlier:
    """A handover that has been: a numbered report, or a shift that printed nothing.

    Its sheet is made afterwards, as the house stood at that moment.
    """

    night: date
    """The local date the giving shift began."""
    from_shift: ShiftName
    print_id: int | None = None
    """The print whose moment is meant; None: the moment the shift ended by itself."""


@dataclass(frozen=True)
class Printed:
    """A numbered print: the bytes of one document with all its copies."""

    print_id: int
    report_id: str
    copies: int
    """0 for a saved file."""
    replaces: str | None
    pdf: bytes
    file_name: str
    done: Done


@dataclass(frozen=True)
class _Numbered:
    print_id: int
    sheet: HandoverSheet
    done: Done


def coming_sheet(caller: Caller, *, language: str, earlier: Earlier | None = None) -> HandoverSheet:
    """Return what the coming sheet says now, or an earlier one; the reading is audited."""
    note_reading(caller, screen="handover")
    return _sheet(caller, language=language, earlier=earlier)


def preview_handover(caller: Caller, *, language: str, earlier: Earlier | None = None) -> bytes:
    """Return the sheet as a PDF without a copy's number; the reading is audited."""
    from shelter_desk.reports.handover import render  # noqa: PLC0415 - reportlab is slow to load

    return render(coming_sheet(caller, language=language, earlier=earlier))


def print_handover(
    caller: Caller, *, copies: int, language: str, earlier: Earlier | None = None
) -> Printed:
    """Give ``copies`` copies of the sheet their numbers and return them as one document.

    The first print of a shift is its cut-off: what is written later belongs to the next shift.
    An earlier sheet is printed again as it was, as a further edition of its report. Raises
    :class:`CopiesError`, :class:`NoSuchPrintError` and what a write raises; then nothing was
    numbered.
    """
    from shelter_desk.reports.handover import render_copies  # noqa: PLC0415 - as above

    if not 1 <= copies <= MOST_COPIES:
        raise CopiesError(most=MOST_COPIES)
    numbered = number_handover(caller, copies=copies, language=language, earlier=earlier)
    sheet = _with_audit(caller, numbered)
    return _printed(numbered, sheet, copies, render_copies(sheet, copies))


def save_handover(caller: Caller, *, language: str, earlier: Earlier | None = None) -> Printed:
    """Give the sheet a number as a saved file («eksemplar 0 – lagret fil»).

    A file is no cut-off: the shift goes on until a copy is on paper.
    """
    from shelter_desk.reports.handover import render  # noqa: PLC0415 - as above

    numbered = number_handover(caller, copies=0, language=language, earlier=earlier)
    sheet = replace(_with_audit(caller, numbered), saved_file=True)
    return _printed(numbered, sheet, 0, render(sheet))


@writes(Right.PRINT_HANDOVER)
def number_handover(
    tx: Tx, *, copies: int, language: str, earlier: Earlier | None = None
) -> _Numbered:
    """Give a sheet its number: row, log line, audit, and the task to shred it."""
    turn, looking = _meant(tx, earlier)
    sheet = build_sheet(looking, turn, language, (0, ""))
    row = HandoverPrint(
        night=turn.giving.day,
        from_shift=turn.giving.name,
        edition=turn.editions + 1,
        report_id=turn.report_id,
        data_as_of=looking.now,
        printed_at=tx.now,
        printed_by=tx.actor.staff_id,
        copies=copies,
        replaces_id=turn.replaces_id,
        shred_by=sheet.shred_by,
    )
    tx.session.add(row)
    tx.session.flush()
    if copies:
        tx.session.add(_shred_task(tx, row))
    # Its own row comes first, so that the sheet can name it.
    tx.audit(
        _PRINTED,
        subject=("handover_print", row.id),
        screen="handover",
        report_id=turn.report_id,
        copies=copies,
    )
    line = automatic_line(tx, LogKind.PRINTED, report_id=turn.report_id, copies=copies)
    done = tx.done(entry_id=line.id, row_id=row.id, tasks=copies > 0)
    return _Numbered(row.id, sheet, done)


def _meant(tx: Tx, earlier: Earlier | None) -> tuple[Turn, Tx]:
    """Return which handover is meant, and the transaction that looks at its moment."""
    if earlier is None:
        return coming_turn(tx.session, tx.now, past=tx.past), tx
    turn = turn_of(tx.session, night=earlier.night, from_shift=earlier.from_shift, now=tx.now)
    if earlier.print_id is None:
        return turn, tx.at(min(cut_off(turn.giving), tx.now))
    row = tx.session.get(HandoverPrint, earlier.print_id)
    if row is None or (row.night, row.from_shift) != (earlier.night, earlier.from_shift):
        raise NoSuchPrintError
    return turn, tx.at(row.data_as_of)


@writes(Right.PRINT_HANDOVER)
def note_not_made(tx: Tx, *, print_id: int) -> Done:
    """Note that nothing came of a numbered print: no file, no paper («ikke skrevet»).

    Its number is used up, and there is nothing to shred. Raises :class:`NoSuchPrintError`.
    """
    row = tx.session.get(HandoverPrint, print_id, with_for_update=True)
    if row is None:
        raise NoSuchPrintError
    task = _task_to_shred(tx, print_id)
    if task is not None:
        tx.footprint.change(task, voided_at=tx.now)
    tx.footprint.change(row, not_made_at=tx.now)
    tx.audit("handover.not_made", subject=("handover_print", row.id), report_id=row.report_id)
    line = automatic_line(
        tx, LogKind.PRINTED, report_id=row.report_id, copies=row.copies, not_made=True
    )
    return tx.done(entry_id=line.id, row_id=row.id, tasks=task is not None)


@writes(Right.BOARD)
def tick_shredded(tx: Tx, *, print_id: int) -> Done:
    """Note that every copy of a print is shredded. Raises :class:`NoSuchPrintError`."""
    row = tx.session.get(HandoverPrint, print_id, with_for_update=True)
    if row is None or row.copies == 0 or row.not_made_at is not None:
        raise NoSuchPrintError
    if row.shredded_at is not None:
        raise TickedAlreadyError(at=row.shredded_at)
    task = _task_to_shred(tx, print_id)
    if task is not None:
        tick(tx, task)
    else:
        tx.footprint.change(row, shredded_at=tx.now)
    tx.audit("handover.shredded", subject=("handover_print", row.id))
    return tx.done(row_id=row.id, tasks=True)


@reads(Right.BOARD)
def filling(tx: Tx) -> SheetFilling:
    """Return how full the coming sheet is: numbers only (screens.md, Vaktlogg, right side)."""
    turn = coming_turn(tx.session, tx.now, past=tx.past)
    sheet = build_sheet(tx, turn, "nb", (0, ""))
    return SheetFilling(
        from_shift=turn.giving.name,
        to_shift=turn.receiving.name,
        words_page_one=words_on_page_one(sheet),
        words_limit=WORDS_LIMIT,
        watch_lines=len(sheet.watch),
        watch_limit=WATCH_LIMIT,
        places=len(sheet.places),
        tasks=len(sheet.tasks),
        task_limit=TASK_LIMIT,
        incidents=len(sheet.incidents),
        incident_limit=INCIDENT_LIMIT,
        overdue=sum(task.overdue for task in sheet.tasks),
        printed=turn.editions,
    )


@reads(Right.PRINT_HANDOVER)
def _sheet(tx: Tx, *, language: str, earlier: Earlier | None) -> HandoverSheet:
    sequence, code = head(tx.session)
    turn, looking = _meant(tx, earlier)
    return build_sheet(looking, turn, language, (sequence, short_code(code)))


def _with_audit(caller: Caller, numbered: _Numbered) -> HandoverSheet:
    """Return the sheet with sequence and code of the audit row this print has."""
    query = select(AuditEntry.sequence, AuditEntry.mac).where(
        AuditEntry.action == _PRINTED,
        AuditEntry.subject_kind == "handover_print",
        AuditEntry.subject_id == numbered.print_id,
    )
    with caller.house.store.read() as session:
        row = session.execute(query).one()
    return replace(numbered.sheet, audit_sequence=row.sequence, audit_code=short_code(row.mac))


def _printed(numbered: _Numbered, sheet: HandoverSheet, copies: int, pdf: bytes) -> Printed:
    return Printed(
        print_id=numbered.print_id,
        report_id=sheet.report_id,
        copies=copies,
        replaces=sheet.replaces,
        pdf=pdf,
        file_name=file_name(sheet),
        done=numbered.done,
    )


def _shred_task(tx: Tx, row: HandoverPrint) -> Task:
    # Due when the receiving shift has gone home: until it is ticked, later sheets say so.
    return Task(
        kind=TaskKind.SHRED,
        params={"report_id": row.report_id, "print_id": row.id},
        due_at=row.shred_by,
        made_at=tx.now,
        made_by=tx.actor.staff_id,
    )


def _task_to_shred(tx: Tx, print_id: int) -> Task | None:
    query = select(Task).where(
        Task.kind == TaskKind.SHRED, Task.done_at.is_(None), Task.voided_at.is_(None)
    )
    found = (task for task in tx.session.scalars(query) if task.params.get("print_id") == print_id)
    return next(found, None)
