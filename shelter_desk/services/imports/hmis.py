"""Imports the nights of a shelter from HMIS CSV files: everything or nothing.

Decision: docs/decisions/0006-hmis-import.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from shelter_desk.clock import local_date
from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.services.calling import (
    Caller,
    Changed,
    Done,
    Tx,
    reads,
    refuse_when_closed,
    writes,
)
from shelter_desk.services.imports.hmis_files import HmisFiles, read_folder
from shelter_desk.services.imports.hmis_known import house_side
from shelter_desk.services.imports.hmis_plan import plan_import
from shelter_desk.services.imports.hmis_planned import Note, Plan, preview
from shelter_desk.services.imports.hmis_writing import Writing
from shelter_desk.terms import Right


class Step(StrEnum):
    """What the import is busy with."""

    READING = "reading"
    PLANNING = "planning"
    WRITING = "writing"


STEP_WORDS: dict[Step, str] = {
    Step.READING: mark("Reading the files"),
    Step.PLANNING: mark("Working out nights and places"),
    Step.WRITING: mark("Writing {done} of {total}"),
}
"""What to say of each step; ``done`` and ``total`` are rows."""

Progress = Callable[[Step, int, int], object]
"""Told the step, and rows done and in all (0 while unknown). Returning False stops the import."""


class ImportStoppedError(RefusedError):
    """The person stopped it."""

    sentence = mark("The import was stopped. Nothing was imported.")


@dataclass(frozen=True)
class Imported:
    """What an import did, or with ``dry_run`` would do; ``notes`` tell it line by line."""

    dry_run: bool
    plan: Plan
    notes: tuple[Note, ...]
    done: Done | None

    @property
    def adds_nothing(self) -> bool:
        """Say whether the house held all of it already."""
        return self.plan.adds_nothing


def import_hmis(
    caller: Caller,
    *,
    folder: Path,
    project: str,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import project ``project`` from the CSV files in ``folder``, in one transaction.

    A second import of the same files adds nothing; a later export adds what is new. With
    ``dry_run`` nothing is written. Raises :class:`FilesRefusedError` with every error of the
    files, :class:`ImportStoppedError`, and what every service raises.
    """
    tell = telling(progress)
    if not dry_run:
        refuse_when_closed(caller.house)
    may_import(caller)
    tell(Step.READING, 0, 0)
    files = read_folder(folder, today=local_date(caller.house.clock.now()))
    tell(Step.PLANNING, 0, 0)
    if dry_run:
        plan = _plan(caller, files=files, project=project)
        return Imported(dry_run=True, plan=plan, notes=_told(plan, dry_run=True), done=None)
    plan, done = write_import(caller, files=files, project=project, tell=tell)
    return Imported(dry_run=False, plan=plan, notes=_told(plan, dry_run=False), done=done)


@reads(Right.IMPORT)
def may_import(tx: Tx) -> None:
    """Raise :class:`NotAllowedError` unless the actor may import; asked before files are read."""
    del tx


@reads(Right.IMPORT)
def _plan(tx: Tx, *, files: HmisFiles, project: str) -> Plan:
    return plan_import(files, project, tx.now, house_side(tx.session, files.source, project).known)


@writes(Right.IMPORT)
def write_import(
    tx: Tx, *, files: HmisFiles, project: str, tell: Callable[[Step, int, int], None]
) -> tuple[Plan, Done]:
    """Plan and write what ``files`` add to the house; the audit says how many rows, not whose."""
    side = house_side(tx.session, files.source, project)
    plan = plan_import(files, project, tx.now, side.known)
    total = len(plan.people) + len(plan.presences) + len(plan.stays) + len(plan.ends)
    written = 0

    def advance(rows: int) -> None:
        nonlocal written
        written = min(written + rows, total)
        tell(Step.WRITING, written, total)

    if not plan.adds_nothing:
        Writing(tx.session, plan, side, tx.now, advance).write()
    tx.audit(
        "import_hmis",
        source=plan.source,
        project=plan.project,
        women=len(plan.people),
        presences=len(plan.presences),
        stays=len(plan.stays),
        ended=len(plan.ends),
        nights=plan.nights,
    )
    changed = Changed() if plan.adds_nothing else Changed.all()
    return plan, Done(changed, tx.caller.operation)


def telling(progress: Progress | None) -> Callable[[Step, int, int], None]:
    """Return what tells ``progress``; it raises :class:`ImportStoppedError` to stop."""

    def tell(step: Step, done: int, total: int) -> None:
        if progress is not None and progress(step, done, total) is False:
            raise ImportStoppedError

    return tell


def _told(plan: Plan, *, dry_run: bool) -> tuple[Note, ...]:
    if plan.adds_nothing:
        first = mark("All of it is in the house already. Nothing was imported.")
    elif dry_run:
        first = mark("This is what an import would do. Nothing was imported.")
    else:
        first = mark("Imported.")
    return (Note(first), *preview(plan))
