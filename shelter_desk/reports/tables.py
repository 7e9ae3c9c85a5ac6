"""Rows of cells on paper: what the sheets are mostly made of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shelter_desk.reports.base import BAND_HEIGHT, PAD, WIDTH, Block, Pen
from shelter_desk.reports.typeface import BODY, LEADING, SMALL, Line, Run, wrap

LINE = BODY * LEADING
HEAD_HEIGHT = 14.0
SQUARE = 8.0
BAR = 2.4  # the heavy stroke beside what is urgent


@dataclass(frozen=True)
class Cell:
    """Lines of text at a place in the row; ``right`` makes them end there."""

    x: float
    lines: tuple[Line, ...]
    right: bool = False


@dataclass(frozen=True)
class Row:
    """Cells beside each other, never split over two pages."""

    cells: tuple[Cell, ...]
    square: bool = False  # an empty square to tick at the left
    bar: bool = False  # urgent: a heavy stroke at the left

    def block(self, air: float) -> Block:
        """Return the row as drawn, with ``air`` points above and below its text together."""
        height = max((len(cell.lines) for cell in self.cells), default=1) * LINE + air

        def draw(pen: Pen, y: float) -> None:
            top = y + air / 2
            for cell in self.cells:
                if cell.right:
                    for index, line in enumerate(cell.lines):
                        pen.line_right(cell.x, top + index * LINE, line)
                else:
                    pen.lines(cell.x, top, cell.lines)
            if self.square:
                pen.box(PAD, top + (LINE - SQUARE) / 2 + 0.4, SQUARE, SQUARE, 0.8)
            if self.bar:
                pen.upright(BAR / 2, y + 1, y + height - 1, BAR)
            pen.rule(y + height)

        return Block(height, draw)


def cell(
    x: float,
    width: float,
    *runs: Run | str,
    bold: bool = False,
    most: int | None = None,
    tail: str = "…",
) -> Cell:
    """Return words broken to ``width`` points at ``x``."""
    pieces = [run if isinstance(run, Run) else Run(run, bold) for run in runs]
    return Cell(x, wrap(pieces, width, most=most, tail=tail))


def cell_right(to: float, words: str, *, bold: bool = False) -> Cell:
    """Return one line that ends at ``to``."""
    return Cell(to, ((Run(words, bold),),), right=True)


def band(title: str, note: str = "") -> Block:
    """Return a section's heading on its pale band, with what goes on elsewhere at the right."""

    def draw(pen: Pen, y: float) -> None:
        pen.band(y)
        pen.text(PAD, y + (BAND_HEIGHT - LINE) / 2, title, bold=True)
        if note:
            pen.text_right(WIDTH - PAD, y + (BAND_HEIGHT - LINE) / 2, note, bold=True)

    return Block(BAND_HEIGHT, draw)


def column_heads(heads: Iterable[tuple[float, str, bool]]) -> Block:
    """Return the line of column names: x, name, whether it ends at x."""
    heads = tuple(heads)

    def draw(pen: Pen, y: float) -> None:
        for x, name, right in heads:
            if right:
                pen.text_right(x, y + 1, name, SMALL)
            else:
                pen.text(x, y + 1, name, SMALL)
        pen.rule(y + HEAD_HEIGHT, weight=0.8)

    return Block(HEAD_HEIGHT, draw)


def paragraph(runs: Iterable[Run], air: float, most: int | None = None, tail: str = "…") -> Block:
    """Return a paragraph over the whole width."""
    lines = wrap(runs, WIDTH - 2 * PAD, most=most, tail=tail)
    return Block(len(lines) * LINE + air, lambda pen, y: pen.lines(PAD, y + air / 2 + 0.5, lines))


def fitting(
    label: Iterable[Run],
    items: Sequence[Iterable[Run]],
    rest: Callable[[int], str],
    *,
    width: float,
    most: int,
    size: float = BODY,
    between: str = ", ",
) -> tuple[Line, ...]:
    """Return ``label`` and as many ``items`` as fit; ``rest(n)`` counts those left out."""
    label = tuple(label)
    items = [tuple(item) for item in items]
    for shown in range(len(items), -1, -1):
        runs = list(label)
        for index, item in enumerate(items[:shown]):
            runs.extend((Run(between), *item) if index else item)
        if shown < len(items):
            runs.append(Run((between if shown else "") + rest(len(items) - shown)))
        lines = wrap(runs, width, size)
        if len(lines) <= most:
            return lines
    return wrap(label, width, size, most=most)
