"""The PIN field: dots, not letters; nothing to copy."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from shelter_desk.ui.theme import Theme

LEAST_PIN = 4
MOST_PIN = 8


class PinField(QLineEdit):
    """Digits shown as dots, at least four circles."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setEchoMode(QLineEdit.EchoMode.NoEcho)
        self.setMaxLength(MOST_PIN)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
        )
        self.setFixedHeight(theme.px(48))
        self.textChanged.connect(self.update)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of the drawings."""
        return QSize(self._theme.px(260), self._theme.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then a dot for each digit."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        inner = rect.adjusted(4, 4, -4, -4)
        painter.fillRect(inner, self._theme.colour("raised"))
        count = max(LEAST_PIN, len(self.text()))
        step = min(self._theme.px(32), (rect.width() - 24) / count)
        radius = min(6.5, step / 3)
        left = rect.center().x() - step * (count - 1) / 2
        text, edge = self._theme.colour("text"), self._theme.colour("edge")
        for number in range(count):
            typed = number < len(self.text())
            painter.setPen(QPen(text if typed else edge, 1))
            painter.setBrush(text if typed else QColor(Qt.GlobalColor.transparent))
            painter.drawEllipse(QPointF(left + number * step, rect.center().y()), radius, radius)
        painter.end()
