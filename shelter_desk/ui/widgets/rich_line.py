"""Running text in more than one weight and colour, wrapped: painted by delegates."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

LINE_BREAK = "\u2028"


@dataclass(frozen=True)
class Part:
    """A piece of text in one font and colour; never markup."""

    text: str
    font: QFont
    colour: QColor
    struck: bool = False


class RichLine:
    """Parts laid out as one paragraph, at most ``most_lines`` lines high."""

    def __init__(self, parts: Sequence[Part], width: float, *, most_lines: int = 0) -> None:
        text = "".join(_one_paragraph(part.text) for part in parts)
        self._layout = QTextLayout(text)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._layout.setTextOption(option)
        formats, start = [], 0
        for part in parts:
            length = _units(_one_paragraph(part.text))
            form = QTextLayout.FormatRange()
            form.start, form.length = start, length
            look = QTextCharFormat()
            look.setFont(part.font)
            look.setForeground(part.colour)
            look.setFontStrikeOut(part.struck)
            form.format = look
            formats.append(form)
            start += length
        self._layout.setFormats(formats)
        self.height = 0.0
        self.lines = 0
        self.cut = False
        self._layout.beginLayout()
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            if most_lines and self.lines == most_lines:
                self.cut = True
                break
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
            self.lines += 1
        self._layout.endLayout()

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Paint it with its upper left corner at this place."""
        self._layout.draw(painter, QPointF(left, top))


def _one_paragraph(text: str) -> str:
    return text.replace("\n", LINE_BREAK)


def _units(text: str) -> int:
    """Return how many of Qt's characters (UTF-16) a text has."""
    return len(text.encode("utf-16-le")) // 2
