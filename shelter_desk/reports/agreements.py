"""The agreements in force now on paper: who is sent away or barred, until when (domain.md b21).

What happened is never on it, nor what was said: those stand in the app. What nobody is ever
refused stands first.
"""

from collections.abc import Sequence
from dataclasses import replace

from shelter_desk.reports.base import PAD, WIDTH, Block, Group, Page, flow, space
from shelter_desk.reports.place_words import when
from shelter_desk.reports.slip import (
    TOP_OF_NEXT,
    SlipWords,
    bottom_of,
    finish,
    sheet_of,
    title_block,
)
from shelter_desk.reports.slip_content import AgreementRow, Agreements, Slip
from shelter_desk.reports.tables import Row, band, cell, column_heads, paragraph
from shelter_desk.reports.typeface import Run

_WHO, _KIND, _UNTIL, _REVIEW = PAD, 150.0, 300.0, 400.0
_AIR = 6.0


def render(agreements: Agreements) -> bytes:
    """Return the list as a PDF without a copy's number, or as the one copy it says it is."""
    return _document(agreements, [agreements.slip])


def render_copies(agreements: Agreements, total: int) -> bytes:
    """Return one PDF with ``total`` numbered copies."""
    numbers = range(1, total + 1)
    slips = [replace(agreements.slip, copy_number=one, copy_total=total) for one in numbers]
    return _document(agreements, slips)


def _document(agreements: Agreements, slips: Sequence[Slip]) -> bytes:
    all_words = [_words(slip) for slip in slips]
    sheets = [sheet_of(words, _pages(agreements, words)) for words in all_words]
    return finish(sheets, all_words[0])


def _words(slip: Slip) -> SlipWords:
    words = SlipWords(slip, "", "")
    words.title = words.say("Agreements in force now")
    words.subtitle = words.say("sent away and barred · why stands in the app")
    return words


def _pages(agreements: Agreements, words: SlipWords) -> list[Page]:
    always = words.say("Always given, also to her: {things}.", things=", ".join(agreements.always))
    first = Page()
    first.add([title_block(words), paragraph([Run(always, bold=True)], _AIR), space(6)])
    title = words.say("In force now")
    if not agreements.rows:
        first.add([band(title), paragraph([Run(words.say("None"))], _AIR)])
        return [first]
    heads = column_heads(
        (
            (_WHO, words.say("Who"), False),
            (_KIND, words.say("What"), False),
            (_UNTIL, words.say("Until"), False),
            (_REVIEW, words.say("Looked at again"), False),
        )
    )
    rows = tuple(_row(words, row) for row in agreements.rows)
    pages = [first]
    again = (band(words.say("{title}, continued", title=title)), heads)
    flow([Group((band(title), heads), rows, again)], pages, TOP_OF_NEXT, bottom_of(lying=False))
    return pages


def _row(words: SlipWords, row: AgreementRow) -> Block:
    as_of = words.slip.data_as_of
    until = words.say("no end set") if row.ends is None else when(words.texts, row.ends, as_of)
    review = "" if row.review is None else words.texts.date(row.review)
    due: tuple[Run, ...] = (Run(" · " + words.say("today"), bold=True),) if row.review_due else ()
    return Row(
        (
            cell(_WHO, _KIND - _WHO - 6, words.who(row.who), bold=True, most=2),
            cell(_KIND, _UNTIL - _KIND - 6, f"{row.kind} · {row.scope}", most=2),
            cell(_UNTIL, _REVIEW - _UNTIL - 6, until, most=2),
            cell(_REVIEW, WIDTH - _REVIEW - PAD, review, *due, most=2),
        )
    ).block(_AIR)
