"""Every report the desk prints, asked for in one way: previewed, put on paper, saved.

What each needs a right for is checked in its own service (domain.md b8a). Previews are read, so
their reading is audited; a print stands in the audit before it is drawn. reportlab is loaded with
the first sheet.
"""

from dataclasses import replace

from shelter_desk.services import slips
from shelter_desk.services.calling import Caller
from shelter_desk.services.fire_list import fire_list, print_fire_list, render_fire_list
from shelter_desk.services.handover import (
    MOST_COPIES,
    CopiesError,
    Printed,
    coming_sheet,
    print_handover,
    save_handover,
)
from shelter_desk.services.handover_length import words_on_page_one
from shelter_desk.services.reading import note_reading
from shelter_desk.services.report_wishes import OnPaper, Preview, ReportKind, Wish


def preview_report(caller: Caller, *, wish: Wish) -> Preview:
    """Return a report as it stands, without a number. Raises what a question raises."""
    if wish.kind is ReportKind.HANDOVER:
        from shelter_desk.reports.handover import render  # noqa: PLC0415 - reportlab is slow to load

        sheet = coming_sheet(caller, language=wish.language, earlier=wish.earlier)
        overdue = sum(task.overdue for task in sheet.tasks)
        return Preview(render(sheet), words_on_page_one(sheet), overdue=overdue)
    note_reading(caller, screen=wish.kind.value)
    if wish.kind is ReportKind.FIRE_LIST:
        return Preview(render_fire_list(fire_list(caller), wish.language))
    return Preview(slip_preview(caller, wish))


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
    if wish.kind is ReportKind.FIRE_LIST:
        made = print_fire_list(caller, language=wish.language)
        number = made.fire.number
        return OnPaper(made.pdf, number, f"brannliste-{number}.pdf", max(1, copies), made.changed)
    return slip_on_paper(caller, wish, copies)


def _of_handover(printed: Printed) -> OnPaper:
    return OnPaper(
        pdf=printed.pdf,
        number=printed.report_id,
        file_name=printed.file_name,
        copies=printed.copies,
        changed=printed.done.changed,
        print_id=printed.print_id,
    )


# -- the smaller prints ---------------------------------------------------------------------------

_FILE = {
    ReportKind.ROUND_FORM: "tilsynsskjema",
    ReportKind.BED_PLAN: "plasskart",
    ReportKind.RESTRICTIONS: "avtaler",
}
"""What a file is called: its kind and its number, nobody's name (domain.md c5)."""


def slip_preview(caller: Caller, wish: Wish) -> bytes:
    """Return one of the smaller prints to look at."""
    from shelter_desk.reports import agreements, bed_plan, round_sheet  # noqa: PLC0415 - as above

    if wish.kind is ReportKind.ROUND_FORM:
        form = slips.round_sheet(caller, language=wish.language)
        return round_sheet.render(form.sheet, form.slip)
    if wish.kind is ReportKind.BED_PLAN:
        return bed_plan.render(slips.bed_plan(caller, language=wish.language, names=wish.names))
    return agreements.render(slips.agreements(caller, language=wish.language))


def slip_on_paper(caller: Caller, wish: Wish, copies: int) -> OnPaper:
    """Return one of the smaller prints, noted, with its number on each copy."""
    from shelter_desk.reports import agreements, bed_plan, round_sheet  # noqa: PLC0415 - as above

    if not 0 <= copies <= MOST_COPIES:
        raise CopiesError(most=MOST_COPIES)
    if wish.kind is ReportKind.ROUND_FORM:
        form = slips.note_round_sheet(caller, language=wish.language, copies=copies)
        slip = replace(form.slip, number=slips.number_of(caller), saved_file=not copies)
        pdf = (
            round_sheet.render_copies(form.sheet, slip, copies)
            if copies
            else round_sheet.render(form.sheet, slip)
        )
    elif wish.kind is ReportKind.BED_PLAN:
        plan = slips.note_bed_plan(caller, language=wish.language, names=wish.names, copies=copies)
        slip = replace(plan.slip, number=slips.number_of(caller), saved_file=not copies)
        plan = replace(plan, slip=slip)
        pdf = bed_plan.render_copies(plan, copies) if copies else bed_plan.render(plan)
    else:
        listed = slips.note_agreements(caller, language=wish.language, copies=copies)
        slip = replace(listed.slip, number=slips.number_of(caller), saved_file=not copies)
        listed = replace(listed, slip=slip)
        pdf = agreements.render_copies(listed, copies) if copies else agreements.render(listed)
    return OnPaper(pdf, slip.number, f"{_FILE[wish.kind]}-{slip.number}.pdf", copies)
