"""The round form as a print of its own: the page that the rounds of a night are ticked on."""

from collections.abc import Sequence
from dataclasses import replace

from shelter_desk.reports.base import Page, flow, space
from shelter_desk.reports.handover_content import HandoverSheet
from shelter_desk.reports.handover_words import Words
from shelter_desk.reports.round_form import note_lines, round_form
from shelter_desk.reports.slip import (
    TOP_OF_NEXT,
    SlipWords,
    bottom_of,
    finish,
    sheet_of,
    title_block,
)
from shelter_desk.reports.slip_content import Slip


def render(sheet: HandoverSheet, slip: Slip) -> bytes:
    """Return the form of a sheet as a PDF without a copy's number, or as its one copy."""
    return _document(sheet, [slip])


def render_copies(sheet: HandoverSheet, slip: Slip, total: int) -> bytes:
    """Return one PDF with ``total`` numbered copies."""
    numbers = range(1, total + 1)
    slips = [replace(slip, copy_number=one, copy_total=total) for one in numbers]
    return _document(sheet, slips)


def _document(sheet: HandoverSheet, slips: Sequence[Slip]) -> bytes:
    form = Words(sheet)
    change = form.clock_change()
    subtitle = f"{form.day()} · {change}" if change else form.day()
    all_words = [SlipWords(slip, form.say("Round form"), subtitle) for slip in slips]
    return finish([sheet_of(words, _pages(form, words)) for words in all_words], all_words[0])


def _pages(form: Words, words: SlipWords) -> list[Page]:
    first = Page()
    first.add([title_block(words), space(4)])
    pages, bottom = [first], bottom_of(lying=False)
    flow(round_form(form), pages, TOP_OF_NEXT, bottom)
    notes = note_lines(form, bottom - pages[-1].filled - 14)
    if notes:
        pages[-1].add([space(14), *notes])
    return pages
