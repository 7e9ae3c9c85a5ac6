"""Every report the desk prints, asked for in one way: previewed, put on paper, saved.

What each needs a right for is checked here and in its own service (domain.md b8a). Previews are
read, so their reading is audited; a print stands in the audit before it is drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shelter_desk.services.calling import Caller, Changed
from shelter_desk.services.fire_list import fire_list, print_fire_list, render_fire_list
from shelter_desk.services.handover import (
    WORDS_LIMIT,
    Earlier,
    Printed,
    coming_sheet,
    print_handover,
    save_handover,
)
from shelter_desk.services.handover_length import words_on_page_one
from shelter_desk.services.reading import note_reading
from shelter_desk.terms import Right


class ReportKind(StrEnum):
    """What can be printed."""

    HANDOVER = "handover"
    FIRE_LIST = "fire_list"
    ROUND_FORM = "round_form"
    BED_PLAN = "bed_plan"
    RESTRICTIONS = "restrictions"


RIGHTS: Mapping[ReportKind, Right] = {
    ReportKind.HANDOVER: Right.PRINT_HANDOVER,
    ReportKind.FIRE_LIST: Right.BOARD,
    ReportKind.ROUND_FORM: Right.PRINT_HANDOVER,
    ReportKind.BED_PLAN: Right.BOARD,
    ReportKind.RESTRICTIONS: Right.CARD,
}


@dataclass(frozen=True)
class Wish:
    """One report as it is wanted: in which language, of which moment, with names or without."""

    kind: ReportKind
    language: str = "nb"
    earlier: Earlier | None = None
    """A handover that has been; None: the coming one."""
    names: bool = True
    """Of the bed plan: whose places they are."""


@dataclass(frozen=True)
class Preview:
    """A report to look at; a handover sheet says how full its first page is."""

    pdf: bytes
    words: int | None = None
    words_limit: int = WORDS_LIMIT
    overdue: int = 0


@dataclass(frozen=True)
class OnPaper:
    """A report on its way to printer or file: one document with all its copies."""

    pdf: bytes
    number: str
    """What it is called: the report's id, or the audit row it is."""
    file_name: str
    copies: int
    """0 for a saved file."""
    changed: Changed | None = None
    print_id: int | None = None


def preview_report(caller: Caller, *, wish: Wish) -> Preview:
    """Return a report as it stands, without a number. Raises what a question raises."""
    if wish.kind is ReportKind.HANDOVER:
        from shelter_desk.reports.handover import render  # noqa: PLC0415 - reportlab is slow to load

        sheet = coming_sheet(caller, language=wish.language, earlier=wish.earlier)
        overdue = sum(task.overdue for task in sheet.tasks)
        return Preview(render(sheet), words_on_page_one(sheet), overdue=overdue)
    note_reading(caller, screen=wish.kind.value)
    return Preview(render_fire_list(fire_list(caller), wish.language))


def put_on_paper(caller: Caller, *, wish: Wish, copies: int) -> OnPaper:
    """Give a report its number and return it with ``copies`` copies; 0 is a saved file.

    Raises :class:`~shelter_desk.services.handover.CopiesError` and what a write raises.
    """
    if wish.kind is ReportKind.HANDOVER:
        return _of_handover(
            print_handover(caller, copies=copies, language=wish.language, earlier=wish.earlier)
            if copies
            else save_handover(caller, language=wish.language, earlier=wish.earlier)
        )
    made = print_fire_list(caller, language=wish.language)
    number = made.fire.number
    return OnPaper(made.pdf, number, f"brannliste-{number}.pdf", max(1, copies), made.changed)


def _of_handover(printed: Printed) -> OnPaper:
    return OnPaper(
        pdf=printed.pdf,
        number=printed.report_id,
        file_name=printed.file_name,
        copies=printed.copies,
        changed=printed.done.changed,
        print_id=printed.print_id,
    )
