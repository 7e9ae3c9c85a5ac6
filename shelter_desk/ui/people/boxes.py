"""Pieces of a card: a framed box with a heading and what can be changed, rows of facts."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status, Theme
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Chip
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box

_LABEL_WIDTH = 132
_TOP = Qt.AlignmentFlag.AlignTop


class Box(QWidget):
    """A framed part of the card: heading, at its right what can be done, rows under it."""

    def __init__(self, desk: Desk, heading: str) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.heading = Label(theme, heading, size=16, weight=SEMIBOLD)
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.px(12))
        self._head.addWidget(self.heading)
        self._head.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnMinimumWidth(0, theme.px(_LABEL_WIDTH))
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(10), theme.px(14), theme.px(14))
        column.setSpacing(theme.px(8))
        column.addLayout(self._head)
        column.addLayout(self._grid)
        self.setAccessibleName(heading)
        theme.changed.connect(self.update)

    def act(self, text: str, do: Callable[[], None], *, about: str = "") -> Button:
        """Add what can be done at the right of the heading."""
        button = link(self._desk.theme, text, do, about or f"{text}: {self.heading.text()}")
        self._head.addWidget(button)
        return button

    def fact(self, label: str, text: str) -> None:
        """Add a row: what it is, and what stands there; nothing for an empty text."""
        if not text:
            return
        theme, row = self._desk.theme, self._grid.rowCount()
        self._grid.addWidget(Label(theme, label, size=14, colour="muted", wrap=True), row, 0, _TOP)
        self._grid.addWidget(Label(theme, text, size=15, wrap=True), row, 1, _TOP)

    def say(self, text: str, *, muted: bool = True) -> None:
        """Add a line over both columns: that nothing stands here, for example."""
        label = Label(
            self._desk.theme, text, size=14, colour="muted" if muted else "text", wrap=True
        )
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def line(
        self,
        text: str,
        detail: str = "",
        *,
        chip: tuple[Status, str] | None = None,
        acts: tuple[tuple[str, Callable[[], None]], ...] = (),
    ) -> None:
        """Add a line of its own: its text, a chip, what can be done, a detail under it."""
        theme = self._desk.theme
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(Label(theme, text, size=15, wrap=True))
        if detail:
            words.addWidget(Label(theme, detail, size=13, colour="muted", wrap=True))
        row.addLayout(words, 1)
        if chip is not None:
            row.addWidget(Chip(theme, chip[0], chip[1]), 0, _TOP)
        for word, do in acts:
            row.addWidget(link(theme, word, do, f"{word}: {text}"), 0, _TOP)
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def add(self, widget: QWidget) -> None:
        """Add any widget over both columns."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        box(
            painter,
            QRectF(self.rect()),
            fill=QColor(tokens.raised),
            line=QColor(tokens.line),
            radius=6,
        )
        painter.end()


def link(theme: Theme, text: str, do: Callable[[], None], spoken: str) -> Button:
    """Return a small button of words alone."""
    button = Button(theme, text, kind=Kind.LINK)
    button.setAccessibleName(spoken)
    button.clicked.connect(lambda _checked=False: do())
    return button
