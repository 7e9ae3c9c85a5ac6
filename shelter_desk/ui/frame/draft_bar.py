"""A line above the screen: what was half written before the program ended is back."""

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Icon, Words


class DraftBar(QWidget):
    """Says since when the draft is; goes on with it, or throws it away."""

    going_on = Signal()
    thrown_away = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._at: datetime | None = None
        theme = desk.theme
        self.words = Words(theme, wrap=True)
        self.go_on = Button(theme, kind=Kind.PRIMARY, height=32)
        self.throw_away = Button(theme, kind=Kind.QUIET, height=32)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(12))
        row.addWidget(Icon(theme, "file-document-edit-outline", size=19))
        row.addWidget(self.words, 1)
        row.addWidget(self.go_on)
        row.addWidget(self.throw_away)
        self.go_on.clicked.connect(self.going_on)
        self.throw_away.clicked.connect(self.thrown_away)
        desk.words.changed.connect(self.retranslate)
        desk.theme.changed.connect(self.update)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        self.go_on.setText(say("Go on with it"))
        self.throw_away.setText(say("Throw it away"))
        self.setAccessibleName(say("Draft"))
        if self._at is not None:
            at = self._desk.words.texts.since(self._at, self._desk.clock.now())
            self.words.setText(say("Draft from {at}: what you had half written is kept.", at=at))

    def offer(self, at: datetime) -> None:
        """Say that a draft of ``at`` (aware UTC) is back."""
        self._at = at
        self.retranslate()
        self.show()
        announce(self, self.words.text())

    def clear(self) -> None:
        """Offer nothing."""
        self._at = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button with the keyboard; Esc takes the line away, not the draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.go_on.hasFocus():
            self.going_on.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.throw_away.hasFocus():
            self.thrown_away.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the bar at its left."""
        del event
        look = self._desk.theme.look(Status.INFO)
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor(look.tint))
        painter.fillRect(QRectF(0, 0, 4, rect.height()), QColor(look.foreground))
        line = self._desk.theme.colour("line")
        painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), line)
        painter.end()
