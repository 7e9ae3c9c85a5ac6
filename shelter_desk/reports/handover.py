"""The handover sheet (Vaktrapport): page 1 complete alone, then the form for the rounds.

Source: domain.md c. Nothing that is HASTER and nothing that is overdue is ever only in the app;
whatever gives way is counted where it was, with the place where it goes on.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from shelter_desk.reports.base import (
    HEIGHT,
    Page,
    Pen,
    Sheet,
    document,
    flow,
    height_of,
    space,
)
from shelter_desk.reports.handover_content import HandoverSheet
from shelter_desk.reports.handover_head import (
    FOOT_HEIGHT,
    PAGE_HEAD,
    SIGN_HEIGHT,
    foot,
    running_head,
    signing_lines,
    watermark,
)
from shelter_desk.reports.handover_page import GAP, Parts
from shelter_desk.reports.handover_plan import Plan, plans
from shelter_desk.reports.handover_rows import rows_of
from shelter_desk.reports.handover_words import Words
from shelter_desk.reports.round_form import note_lines, round_form

BOTTOM = HEIGHT - FOOT_HEIGHT - 4


def render(sheet: HandoverSheet) -> bytes:
    """Return the sheet as a PDF; the same sheet gives the same bytes."""
    return _document([sheet])


def copies(sheet: HandoverSheet, total: int) -> list[bytes]:
    """Return ``total`` PDFs, each with its number: «eksemplar 1 av 2», «eksemplar 2 av 2»."""
    return [render(copy) for copy in _numbered(sheet, total)]


def render_copies(sheet: HandoverSheet, total: int) -> bytes:
    """Return one PDF with ``total`` numbered copies after each other, for one print job."""
    return _document(_numbered(sheet, total))


def _numbered(sheet: HandoverSheet, total: int) -> list[HandoverSheet]:
    if total < 1:
        raise ValueError(total)
    return [
        replace(sheet, copy_number=number, copy_total=total, saved_file=False)
        for number in range(1, total + 1)
    ]


def _document(sheets: Sequence[HandoverSheet]) -> bytes:
    words = Words(sheets[0])
    return document(
        [_laid_out(sheet) for sheet in sheets],
        title=f"{words.title()} {words.clean(words.sheet.report_id)}",
        language=words.sheet.language,
    )


def _laid_out(sheet: HandoverSheet) -> Sheet:
    words = Words(sheet)
    rows = rows_of(words)
    parts = Parts(words, rows)
    room = BOTTOM - SIGN_HEIGHT
    for plan in plans(rows):
        blocks = parts.page_one(plan)
        if height_of(blocks) <= room:
            break
    first = Page()
    first.add(blocks)
    first.add_at(room, signing_lines(words))

    def head(pen: Pen, number: int, _total: int) -> None:
        if sheet.demo:
            watermark(pen)
        if number > 1:
            running_head(pen, words)

    return Sheet(
        pages=(first, *_further_pages(words, parts, plan)), head=head, foot=partial(foot, words)
    )


def _further_pages(words: Words, parts: Parts, plan: Plan) -> list[Page]:
    """Return the continuation and the round form, on one page where both fit it whole."""
    pages = [Page(filled=PAGE_HEAD)]
    continued = parts.continuation(plan)
    form = round_form(words)
    if continued:
        flow(continued, pages, PAGE_HEAD, BOTTOM)
        high = sum(height_of((*group.heading, *group.rows, *group.closing)) + GAP for group in form)
        if pages[-1].filled + high <= BOTTOM:
            pages[-1].add([space(2 * GAP)])
        else:
            pages.append(Page(filled=PAGE_HEAD))
    flow(form, pages, PAGE_HEAD, BOTTOM)
    notes = note_lines(words, BOTTOM - pages[-1].filled - 2 * GAP)
    if notes:
        pages[-1].add([space(2 * GAP), *notes])
    return pages
