"""Fields to write in: running text with its hint, and a short line with its limit."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.widgets.labels import ElidedLabel
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box

_MOST_LINES = 5
_NEAR = 15
"""From so few characters left on, the limit is said as what is left."""


class Framed(QWidget):
    """A frame around something to write in, with a ring while the keyboard is there."""

    def __init__(self, desk: Desk, inner: QWidget, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inner = inner
        inner.installEventFilter(self)
        desk.theme.changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint the ring anew when the keyboard comes or goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        focus = self._inner.hasFocus()
        line = QColor(tokens.focus if focus else tokens.edge)
        width = float(tokens.focus_width) if focus else 1.0
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.raised), line=line, radius=6, width=width)
        painter.end()


class TextBox(Framed):
    """Running text with its hint under it, in one field."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.edit = QPlainTextEdit()
        super().__init__(desk, self.edit, parent)
        theme = desk.theme
        self.edit.setProperty("bare", "true")
        self.edit.setTabChangesFocus(True)
        self.edit.document().setDocumentMargin(0)
        self.edit.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.edit.viewport().setAutoFillBackground(False)
        # A line is broken, never pushed out of sight.
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.setMinimumHeight(theme.px(24))
        self.hint = ElidedLabel(theme, size=13, colour="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(11), theme.px(8), theme.px(8), theme.px(6))
        column.setSpacing(theme.px(2))
        column.addWidget(self.edit, 1)
        column.addWidget(self.hint)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._on_size)
        self._on_size()

    def _on_size(self, _size: object = None) -> None:
        """Be high enough for the text: one line and the hint at least, five lines at most."""
        theme = self._desk.theme
        lines = max(1, min(_MOST_LINES, round(self.edit.document().size().height())))
        text = max(theme.px(24), lines * self.edit.fontMetrics().lineSpacing() + theme.px(4))
        self.setFixedHeight(text + self.hint.sizeHint().height() + theme.px(16))


class ShortField(Framed):
    """«Kort til vaktrapport» with what is left of its limit. Nothing is cut, only said."""

    changed = Signal()

    def __init__(self, desk: Desk, limit: int, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(desk, self.line, parent)
        self._limit = limit
        theme = desk.theme
        self.label = Label(theme, colour="muted")
        self.line.setProperty("bare", "true")
        self.count = Label(theme, size=13, colour="muted", tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(11), 0, theme.px(11), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.label)
        row.addWidget(self.line, 1)
        row.addWidget(self.count)
        self.setFixedHeight(theme.px(36))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_text)

    def name(self, text: str) -> None:
        """Name the field."""
        self.label.setText(text)
        self.line.setAccessibleName(text)
        self._say()

    def set_limit(self, limit: int) -> None:
        """Hold another limit (characters)."""
        self._limit = limit
        self._say()

    @property
    def left(self) -> int:
        """How many characters are left; below zero for what is too much."""
        return self._limit - len(self.line.text().strip())

    def _on_text(self, text: str) -> None:
        del text
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        many = self._desk.words.say_many
        left = self.left
        self.count.set_colour("status:watch" if left < 0 else "muted")
        if left < 0:
            self.count.setText(many("{count} too many", "{count} too many", -left))
        elif self.line.text().strip() and left <= _NEAR:
            self.count.setText(many("{count} left", "{count} left", left))
        else:
            say = self._desk.words.say
            self.count.setText(say("{used} of {most}", used=self._limit - left, most=self._limit))
        self.line.setAccessibleDescription(self.count.text())
