"""The one typeface on paper, what it can print, and how lines are broken.

Text is drawn as text, never as markup, so ``<b>`` in a note is four plain characters. What the
typeface cannot show is replaced by a quiet sign that sends the reader to the screen: a sheet is
always printed, and it never shows black boxes.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "DeskSans"
BOLD = "DeskSans-Bold"
BODY = 10.0  # points; domain.md c4: body 10, never under 9.5, footer 8, title 15
SMALL = 9.5
LEADING = 1.2
ELLIPSIS = "…"
UNSHOWN = "[…]"  # stands where a character cannot be printed

# Filled and empty boxes look like ticks that somebody made: they are not printed from data.
_MISLEADING = frozenset("■□☐☑☒")

# No field of the form holds as much; a cell of ten megabytes must not stop the printer.
_LONGEST = 1000


class Run(NamedTuple):
    """Some words in one weight."""

    text: str
    bold: bool = False


Line = tuple[Run, ...]


@cache
def use_typeface() -> None:
    """Register both weights with reportlab, once a process."""
    folder = files("font_source_sans_pro") / "files"
    for name, file in ((REGULAR, "SourceSansPro-Regular.ttf"), (BOLD, "SourceSansPro-Bold.ttf")):
        with as_file(folder / file) as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))


@cache
def _widths(bold: bool) -> dict[int, float]:  # noqa: FBT001 - the cache wants it by position
    use_typeface()
    face = pdfmetrics.getFont(BOLD if bold else REGULAR).face
    return dict(face.charWidths)


def can_show(character: str) -> bool:
    """Say whether the typeface has this character, and it may stand on the sheet."""
    return ord(character) in _widths(False) and character not in _MISLEADING


@lru_cache(maxsize=4096)
def _units(text: str, bold: bool) -> float:  # noqa: FBT001 - the cache wants it by position
    widths = _widths(bold)
    return sum(widths.get(ord(character), 1000) for character in text)


def text_width(text: str, size: float = BODY, *, bold: bool = False) -> float:
    """Return how wide ``text`` is, in points."""
    return _units(text, bold) * size / 1000


def printable(text: str, see_app: str) -> str:
    """Return ``text`` on one line with nothing in it that cannot be printed.

    Control and direction characters go, spaces are single. A character the typeface lacks
    becomes its plain relative where it has one («𝐀» → «A»); what is left becomes one ``[…]`` for
    each stretch, and then ``see_app`` («se app») is added once.
    """
    text = text[:_LONGEST]
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown: list[str] = []
    missing = False
    for character in unicodedata.normalize("NFC", text):
        piece = _shown(character)
        if piece is None:
            missing = True
            if not shown or shown[-1] != UNSHOWN:
                shown.append(UNSHOWN)
        elif piece:
            shown.append(piece)
    words = " ".join("".join(shown).split())
    while f"{UNSHOWN} {UNSHOWN}" in words:
        words = words.replace(f"{UNSHOWN} {UNSHOWN}", UNSHOWN)
    return f"{words} {see_app}" if missing else words


@lru_cache(maxsize=2048)
def _shown(character: str) -> str | None:
    """Return what is printed for one character; None where it can only be left unshown."""
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    if category == "Cf" or "VARIATION SELECTOR" in unicodedata.name(character, ""):
        return ""
    if category in {"Mn", "Me"}:
        return ""  # what NFC could not compose would be drawn over its neighbour
    if can_show(character):
        return character
    plain = "".join(
        part
        for part in unicodedata.normalize("NFKD", character)
        if unicodedata.category(part) not in {"Mn", "Me"}
    )
    if plain and plain != character and all(can_show(part) for part in plain):
        return plain
    return None


def wrap(
    runs: Iterable[Run],
    width: float,
    size: float = BODY,
    *,
    most: int | None = None,
    tail: str = ELLIPSIS,
) -> tuple[Line, ...]:
    """Break ``runs`` into lines no wider than ``width`` points; at least one line.

    Only the plain space is a place to break (a no-break space is not); a word wider than the
    line is broken inside. With ``most``, further lines are cut and ``tail`` says so.
    """
    lines: list[list[Run]] = [[]]
    left = width
    for atom in _atoms(runs):
        if most is not None and len(lines) > most:
            break  # what is cut need not be measured
        gap = text_width(" ", size, bold=atom[0].bold) if lines[-1] else 0.0
        wide = line_width(atom, size)
        if gap + wide <= left:
            if gap:
                lines[-1].append(Run(" ", atom[0].bold))
            lines[-1].extend(atom)
            left -= gap + wide
            continue
        for piece in _break(atom, width, size) if wide > width else [atom]:
            if lines[-1]:
                lines.append([])
            lines[-1].extend(piece)
        left = width - line_width(lines[-1], size)
    kept = [_joined(line) for line in lines]
    if most is None or len(kept) <= most:
        return tuple(kept)
    return (*kept[: most - 1], _cut(kept[most - 1], width, size, tail))


def _atoms(runs: Iterable[Run]) -> list[list[Run]]:
    """Return what must stay on one line: a word, also where its weight changes inside."""
    atoms: list[list[Run]] = []
    spaced = True
    for run in runs:
        for index, word in enumerate(run.text.split(" ")):
            spaced = spaced or index > 0
            if word:
                if spaced:
                    atoms.append([])
                atoms[-1].append(Run(word, run.bold))
                spaced = False
    return atoms


def _break(atom: Iterable[Run], width: float, size: float) -> list[list[Run]]:
    """Break a word that is wider than a line between its characters."""
    pieces: list[list[Run]] = [[]]
    left = width
    for run in atom:
        for character in run.text:
            wide = text_width(character, size, bold=run.bold)
            if wide > left and pieces[-1]:
                pieces.append([])
                left = width
            pieces[-1].append(Run(character, run.bold))
            left -= wide
    return pieces


def _joined(line: Sequence[Run]) -> Line:
    joined: list[Run] = []
    for run in line:
        if joined and joined[-1].bold == run.bold:
            joined[-1] = Run(joined[-1].text + run.text, run.bold)
        else:
            joined.append(run)
    return tuple(joined)


def _cut(line: Line, width: float, size: float, tail: str) -> Line:
    """Shorten the last line that is kept until ``tail`` fits behind it."""
    room = width - text_width(tail, size)
    runs = list(line)
    while runs and line_width(runs, size) > room:
        shorter = runs[-1].text[:-1]
        if shorter:
            runs[-1] = Run(shorter, runs[-1].bold)
        else:
            runs.pop()
    if runs:
        runs[-1] = Run(runs[-1].text.rstrip(" ,.;:·"), runs[-1].bold)
    return _joined([*runs, Run(tail)])


def line_width(line: Iterable[Run], size: float = BODY) -> float:
    """Return how wide a line is, in points."""
    return sum(text_width(run.text, size, bold=run.bold) for run in line)


@lru_cache(maxsize=1024)
def shortened(words: str, width: float, *, bold: bool = False) -> str:
    """Return ``words`` cut to ``width`` points; for names inside a list."""
    if text_width(words, bold=bold) <= width:
        return words
    (line,) = wrap([Run(words, bold)], width, most=1)
    return "".join(run.text for run in line)
