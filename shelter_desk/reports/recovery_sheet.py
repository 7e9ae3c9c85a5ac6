"""The recovery sheet: the one paper that opens the house when nothing else does.

Its code stands on the paper and nowhere on a screen: what is shown beforehand has dots in its
place. Source: architecture.md 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shelter_desk.clock import local_date
from shelter_desk.reports.base import HEIGHT, WIDTH, Page, Pen, Sheet, document
from shelter_desk.reports.typeface import LEADING, Line, Run, printable, wrap
from shelter_desk.texts import Texts

_TITLE, _TEXT, _CODE, _SMALL = 24.0, 12.0, 22.0, 10.0
_BOX_TOP, _ROW, _PAD = 122.0, 44.0, 22.0
_COLUMNS = 2
_DOTS = "• • • • •"


@dataclass(frozen=True)
class RecoverySheet:
    """What stands on the sheet. ``groups`` are those of the code; ``made_at`` is aware UTC."""

    unit: str
    number: int
    groups: Sequence[str] = field(repr=False)
    made_at: datetime


def render(
    sheet: RecoverySheet, texts: Texts, *, hidden: bool = False, demo: bool = False
) -> bytes:
    """Return the sheet as a PDF; ``hidden`` puts dots where the code stands."""
    say = texts.say
    page = Page()

    def head(pen: Pen, _number: int, _count: int) -> None:
        pen.text(0, 0, say("Recovery sheet"), _TITLE, bold=True)
        unit = printable(sheet.unit, "")
        day = texts.date(local_date(sheet.made_at))
        pen.text(0, 34, f"Shelter Desk · {unit} · {day}{' · DEMO' if demo else ''}", _TEXT)
        pen.rule(58, weight=1.0)
        _paragraph(
            pen,
            74,
            say(
                "The code opens the house when the machine is replaced, or when its key is lost."
                " Treat this sheet like a master key."
            ),
        )
        bottom = _draw_code(pen, sheet.groups, hidden=hidden)
        _how(pen, bottom + 30, texts)

    def foot(pen: Pen, _number: int, _count: int) -> None:
        y = HEIGHT - 70
        pen.rule(y, weight=1.0)
        made = say(
            "Sheet {number} · made {moment}",
            number=sheet.number,
            moment=texts.moment(sheet.made_at),
        )
        pen.text(0, y + 10, made, _SMALL)
        pen.text(0, y + 34, say("Kept in"), _SMALL)
        pen.rule(y + 47, 60, WIDTH * 0.6)

    return document(
        [Sheet((page,), head, foot)], title=say("Recovery sheet"), language=texts.language
    )


def _draw_code(pen: Pen, groups: Sequence[str], *, hidden: bool) -> float:
    """Draw the groups in their frame; return where it ends."""
    rows = -(-len(groups) // _COLUMNS)
    height = rows * _ROW + 2 * _PAD
    pen.box(0, _BOX_TOP, WIDTH, height, 1.0)
    for index, group in enumerate(groups):
        x = _PAD + (index % _COLUMNS) * (WIDTH / _COLUMNS)
        y = _BOX_TOP + _PAD + (index // _COLUMNS) * _ROW
        pen.text(x, y + 10, str(index + 1), _SMALL)
        if hidden:
            pen.text(x + 26, y + 4, _DOTS, 16)
        else:
            # Apart from each other, so that each character can be read by itself.
            for place, character in enumerate(group):
                pen.text(x + 26 + place * 22, y, character, _CODE, bold=True)
    return _BOX_TOP + height


def _how(pen: Pen, y: float, texts: Texts) -> None:
    say = texts.say
    pen.text(0, y, say("What to do"), _TEXT, bold=True)
    y += _TEXT * LEADING + 4
    for number, step in enumerate(
        (
            say("Start Shelter Desk on the machine that the house lies on, or put a copy back on a"
                " new machine first («shelter-desk restore»)."),
            say("Where the program asks for house passphrase or recovery code, write the groups in"
                " their order. Capital and small letters are the same."),
            say("Make a new sheet afterwards in Set-up, and tear this one up."),
        ),
        start=1,
    ):  # fmt: skip
        pen.text(0, y, str(number), _TEXT)
        y = _paragraph(pen, y, step, 20)


def _paragraph(pen: Pen, y: float, words: str, x: float = 0) -> float:
    lines: Sequence[Line] = wrap([Run(words)], WIDTH - x, _TEXT)
    pen.lines(x, y, lines, _TEXT)
    return y + len(lines) * _TEXT * LEADING + 5
