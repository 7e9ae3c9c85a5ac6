"""A round button for one of several choices."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from shelter_desk.ui.theme import Status, Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import box, paint_text


class Pill(QPushButton):
    """A round button for one of several choices or a ready phrase."""

    def __init__(self, theme: Theme, status: Status | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._status = status
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def _weight(self) -> int:
        return SEMIBOLD if self.isChecked() else REGULAR

    def sizeHint(self) -> QSize:
        """Return room for the words, as if they were bold."""
        theme = self._theme
        width = QFontMetricsF(theme.font(14, SEMIBOLD)).horizontalAdvance(self.text())
        extra = theme.px(22) if self._status is not None else 0
        return QSize(round(width + theme.px(24) + extra), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words."""
        del event
        theme = self._theme
        tokens = theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ink = QColor(tokens.text)
        fill, line = QColor(tokens.raised), QColor(tokens.line)
        if self.isChecked():
            fill, ink = QColor(tokens.selection), QColor(tokens.accent)
            line = QColor(tokens.accent if tokens.high_contrast else tokens.selection)
            ink = QColor(tokens.selection_text) if tokens.high_contrast else ink
        elif self.underMouse():
            fill = QColor(tokens.hover)
        box(painter, rect, fill=fill, line=line, radius=rect.height() / 2)
        left = rect.left() + theme.px(12)
        if self._status is not None:
            look, size = theme.look(self._status), theme.px(16)
            where = QRectF(left, rect.center().y() - size / 2, size, size)
            own = ink if self.isChecked() and tokens.high_contrast else QColor(look.foreground)
            paint_icon(painter, where, look.icon, own)
            left = where.right() + theme.px(6)
        room = QRectF(left, rect.top(), rect.right() - left, rect.height())
        paint_text(painter, room, self.text(), theme.font(14, self._weight()), ink)
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens, radius=rect.height() / 2)
        painter.end()
