"""The rows of one day, painted by one widget: a history has hundreds of them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shelter_desk.ui.theme import Theme
from shelter_desk.ui.widgets.painting import paint_text
from shelter_desk.ui.widgets.rich_line import Part, RichLine

Row = tuple[str, str, str]
"""Time, what happened, initials of who wrote it."""

_TIME, _INITIALS, _GAP = 68, 44, 5
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class DayRows(QWidget):
    """Time, words and initials of each row; the words wrap. Read aloud as one text."""

    def __init__(self, theme: Theme, rows: Sequence[Row]) -> None:
        super().__init__()
        self._theme = theme
        self._rows = tuple(rows)
        self._laid: dict[int, list[RichLine]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("\n".join(" ".join(filter(None, row)) for row in self._rows))

    def _lines(self, width: int) -> list[RichLine]:
        # A layout asks at several widths, each more than once, before it settles.
        found = self._laid.get(width)
        if found is None:
            theme = self._theme
            room = width - theme.px(_TIME) - theme.px(_INITIALS)
            font, ink = theme.font(15), theme.colour("text")
            found = [RichLine([Part(row[1], font, ink)], room) for row in self._rows]
            self._laid[width] = found
        return found

    def hasHeightForWidth(self) -> bool:
        """Height follows width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the rows are at this width."""
        gap = self._theme.px(_GAP)
        return round(sum(line.height + gap for line in self._lines(width)) + 0.5)

    def sizeHint(self) -> QSize:
        """Return a usual width and the height at it."""
        width = self.width() if self.width() > self._theme.px(200) else self._theme.px(600)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return that the words may wrap."""
        return QSize(self._theme.px(200), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are to be seen."""
        theme, painter, top = self._theme, QPainter(self), 0.0
        seen = QRectF(event.rect())
        muted, small = theme.colour("muted"), theme.font(14, tabular=True)
        for (at, _, initials), line in zip(self._rows, self._lines(self.width()), strict=True):
            area = QRectF(0, top, self.width(), line.height)
            if area.intersects(seen):
                paint_text(painter, area, at, small, muted, _LEFT)
                line.draw(painter, theme.px(_TIME), top)
                paint_text(painter, area, initials, theme.font(13), muted, _RIGHT)
            top += line.height + theme.px(_GAP)
        painter.end()
