"""A sheet costs little more than the bare table it holds."""

import io
import time
from collections.abc import Callable

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from shelter_desk.reports.handover import render
from shelter_desk.reports.handover_content import HandoverSheet
from shelter_desk.reports.handover_words import Words
from shelter_desk.reports.typeface import REGULAR, use_typeface
from tests.reports.samples import busy_house, demo_evening

MOST_TIMES = 8  # measured: about two


def bare_table(sheet: HandoverSheet) -> bytes:
    """Return the sheet's rows in the sheet's typeface, without any of its rules."""
    words = Words(sheet)
    rows = [[words.level(row.level), *row.places[:1], "", row.text, ""] for row in sheet.watch]
    rows += [
        [place.code, words.who(place.who), words.status(place), "", place.remark]
        for place in sheet.places
    ]
    rows += [["", str(task.due), task.text, "", ""] for task in sheet.tasks]
    rows += [["", row.kind, row.text, str(row.number), ""] for row in sheet.incidents]
    rounds = [[row.code, words.who(row.who), *[""] * 9] for row in sheet.rounds.rows]
    style = TableStyle(
        [("FONT", (0, 0), (-1, -1), REGULAR, 10), ("GRID", (0, 0), (-1, -1), 0.4, black)]
    )
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=A4, invariant=1)
    document.build([Table(rows, style=style), Table(rounds, style=style)])
    return buffer.getvalue()


def fastest(make: Callable[[HandoverSheet], bytes], sheet: HandoverSheet) -> float:
    times = []
    for _ in range(4):
        begun = time.perf_counter()
        make(sheet)
        times.append(time.perf_counter() - begun)
    return min(times)


def test_a_sheet_takes_a_few_times_a_bare_table_at_most() -> None:
    use_typeface()
    for sheet in (demo_evening(), busy_house(watch=40, urgent=30, places=40, tasks=60)):
        assert fastest(render, sheet) <= MOST_TIMES * fastest(bare_table, sheet)
