"""The paper all sheets share: A4, margins, black on white, running heads, «side x av y».

Measures are points from the top left corner of the printable frame, downwards. Pages are laid
out first and drawn when their number is known. Source: domain.md c4.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from shelter_desk.reports.typeface import (
    BODY,
    BOLD,
    LEADING,
    REGULAR,
    Line,
    Run,
    line_width,
    text_width,
    use_typeface,
)

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, TOP, RIGHT, BOTTOM = 20 * MM, 15 * MM, 12 * MM, 14 * MM  # left is for the punch
WIDTH, HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
LYING_WIDTH = PAGE_HEIGHT - LEFT - RIGHT
LYING_HEIGHT = PAGE_WIDTH - TOP - BOTTOM
GRID = 0.4
BAND = 0.93  # paper is 1: a grey of seven per cent, which a mono laser prints without specks
BAND_HEIGHT = 16.0
PAD = 4.0  # inside a cell, left and right
ASCENT = 0.74  # of the type size: from the top of a line to its baseline, with its leading


@dataclass(frozen=True)
class Pen:
    """Draws on the frame of one page; black only."""

    canvas: Canvas
    lying: bool = False
    """Whether the paper lies (landscape)."""

    @property
    def _top(self) -> float:
        return (PAGE_WIDTH if self.lying else PAGE_HEIGHT) - TOP

    def text(
        self, x: float, y: float, words: str, size: float = BODY, *, bold: bool = False
    ) -> None:
        """Draw ``words`` with the top of their line at ``y``."""
        self.line(x, y, (Run(words, bold),), size)

    def text_right(
        self, x: float, y: float, words: str, size: float = BODY, *, bold: bool = False
    ) -> None:
        """Draw ``words`` so that they end at ``x``."""
        self.text(x - text_width(words, size, bold=bold), y, words, size, bold=bold)

    def line(self, x: float, y: float, line: Line, size: float = BODY) -> None:
        """Draw one line of runs with its top at ``y``."""
        baseline = self._top - y - size * (ASCENT + (LEADING - 1) / 2)
        # One text object a line, and plain spaces, which are as wide as those that did not break:
        # whoever searches the PDF finds the words together.
        text = self.canvas.beginText(LEFT + x, baseline)
        for run in line:
            text.setFont(BOLD if run.bold else REGULAR, size)
            text.textOut(run.text.replace("\N{NO-BREAK SPACE}", " "))
        self.canvas.drawText(text)

    def lines(self, x: float, y: float, lines: Iterable[Line], size: float = BODY) -> None:
        """Draw lines under each other."""
        for line in lines:
            self.line(x, y, line, size)
            y += size * LEADING

    def line_right(self, x: float, y: float, line: Line, size: float = BODY) -> None:
        """Draw one line of runs so that it ends at ``x``."""
        self.line(x - line_width(line, size), y, line, size)

    def rule(self, y: float, x: float = 0, to: float = WIDTH, weight: float = GRID) -> None:
        """Draw a horizontal line."""
        self.canvas.setLineWidth(weight)
        self.canvas.line(LEFT + x, self._top - y, LEFT + to, self._top - y)

    def upright(self, x: float, y: float, to: float, weight: float = GRID) -> None:
        """Draw a vertical line."""
        self.canvas.setLineWidth(weight)
        top = self._top
        self.canvas.line(LEFT + x, top - y, LEFT + x, top - to)

    def box(self, x: float, y: float, width: float, height: float, weight: float = GRID) -> None:
        """Draw an empty box; a square to tick is one of these, not a character."""
        self.canvas.setLineWidth(weight)
        self.canvas.rect(LEFT + x, self._top - y - height, width, height)

    def band(self, y: float, height: float = BAND_HEIGHT, x: float = 0, to: float = WIDTH) -> None:
        """Draw the pale grey behind a heading."""
        self.canvas.setFillGray(BAND)
        self.canvas.rect(LEFT + x, self._top - y - height, to - x, height, stroke=0, fill=1)
        self.canvas.setFillGray(0)


Draw = Callable[[Pen, float], None]


@dataclass(frozen=True)
class Block:
    """Something of a certain height that is never split."""

    height: float
    draw: Draw


@dataclass(frozen=True)
class Group:
    """Rows under a heading that is repeated where they go on on a new page.

    ``closing`` ends each page's part of the group, a row of initials for example.
    """

    heading: tuple[Block, ...]
    rows: tuple[Block, ...]
    again: tuple[Block, ...] | None = None  # the heading of later pages, if it differs
    closing: tuple[Block, ...] = ()


@dataclass
class Page:
    """What stands on one page, from the top."""

    placed: list[tuple[float, Block]] = field(default_factory=list)
    filled: float = 0.0

    def add(self, blocks: Iterable[Block]) -> None:
        """Put blocks under what is there."""
        for block in blocks:
            self.placed.append((self.filled, block))
            self.filled += block.height

    def add_at(self, y: float, block: Block) -> None:
        """Put a block at a fixed place, a line to sign at the foot for example."""
        self.placed.append((y, block))


def height_of(blocks: Iterable[Block]) -> float:
    """Return how high blocks are together."""
    return sum(block.height for block in blocks)


def space(height: float) -> Block:
    """Return an empty block."""
    return Block(height, lambda _pen, _y: None)


def flow(groups: Sequence[Group], pages: list[Page], top: float, bottom: float) -> None:
    """Put ``groups`` on ``pages``, going on on new pages whose frame runs from top to bottom.

    A heading never stands alone at the foot of a page, and no row is split.
    """
    for group in groups:
        heading = group.heading
        rows = list(group.rows)
        while True:
            page = pages[-1]
            fixed = height_of(heading) + height_of(group.closing)
            room = bottom - page.filled - fixed
            first = rows[0].height if rows else 0.0
            if first > room and page.filled > top:
                pages.append(Page(filled=top))
                continue
            page.add(heading)
            # A page that is still empty takes its first row in any case: nothing is ever lost.
            while rows and (rows[0].height <= room or room == bottom - top - fixed):
                room -= rows[0].height
                page.add([rows.pop(0)])
            page.add(group.closing)
            if not rows:
                break
            heading = group.again or group.heading
            pages.append(Page(filled=top))


@dataclass(frozen=True)
class Sheet:
    """One laid-out sheet: its pages, and what each of them gets above and below.

    Both are called with the page's number, from 1, and how many pages there are.
    """

    pages: tuple[Page, ...]
    head: Callable[[Pen, int, int], None]
    foot: Callable[[Pen, int, int], None]
    lying: bool = False
    """Landscape."""


def document(sheets: Iterable[Sheet], *, title: str, language: str) -> bytes:
    """Return a PDF of ``sheets``; the same content gives the same bytes.

    ``title`` stands in the document's properties and must not hold anybody's name.
    """
    use_typeface()
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang="nb-NO" if language == "nb" else "en-GB",
    )
    canvas.setTitle(title)
    canvas.setAuthor("Shelter Desk")
    canvas.setCreator("Shelter Desk")
    canvas.setSubject("")
    for sheet in sheets:
        for number, page in enumerate(sheet.pages, start=1):
            wide, high = PAGE_WIDTH, PAGE_HEIGHT
            canvas.setPageSize((high, wide) if sheet.lying else (wide, high))
            pen = Pen(canvas, sheet.lying)
            sheet.head(pen, number, len(sheet.pages))
            for y, block in page.placed:
                block.draw(pen, y)
            sheet.foot(pen, number, len(sheet.pages))
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()
