"""Column heads of a list: the first a heading with the count, the others small."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.painting import paint_text

HEAD_HEIGHT = 36


class TableHead(QHeaderView):
    """``count`` answers with what stands after the first head, as it is to be read."""

    def __init__(
        self, theme: Theme, count: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._count = count
        self.setSectionsClickable(False)
        self.setFixedHeight(theme.px(HEAD_HEIGHT))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: object, logicalIndex: int) -> None:
        """Paint one head."""
        theme = self._theme
        area = QRectF(rect)  # type: ignore[call-overload]  # Qt hands a QRect
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        painter.fillRect(area, theme.colour("base"))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        if logicalIndex:
            paint_text(painter, area, text, theme.font(13), theme.colour("muted"))
            return
        inner = area.adjusted(theme.px(14), 0, 0, -1)
        font = theme.font(16, SEMIBOLD)
        paint_text(painter, inner, text, font, theme.colour("text"))
        painter.setFont(font)
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(text + " "))
        paint_text(
            painter, inner, self._count(), theme.font(16, tabular=True), theme.colour("muted")
        )
