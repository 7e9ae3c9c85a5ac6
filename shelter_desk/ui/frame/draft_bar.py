"""A line above the screen: what was half written before the program ended is back."""

from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelter_desk.marking import mark
from shelter_desk.ui.actions import ActionSpec, key_caption
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Icon, Words

GO_ON = ActionSpec(
    "draft_go_on",
    mark("Go on with the draft"),
    ("Ctrl+G",),
    "file-document-edit-outline",
    curtained=False,
)
THROW_AWAY = ActionSpec(
    "draft_throw_away",
    mark("Throw the draft away"),
    ("Ctrl+Shift+G",),
    "delete-outline",
    curtained=False,
)


class DraftBar(QWidget):
    """Says which drafts there are and since when; goes on with the next, or throws them away."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._at: datetime | None = None
        self._titles: tuple[str, ...] = ()
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
        desk.words.changed.connect(self.retranslate)
        desk.theme.changed.connect(self.update)
        self.retranslate()
        self.hide()

    def follow(self, go_on: QAction, throw_away: QAction) -> None:
        """Let the buttons do what the actions do."""
        self.go_on.follow(go_on, words=False)
        self.throw_away.follow(throw_away, words=False)

    def retranslate(self) -> None:
        """Say everything anew."""
        words = self._desk.words
        say = words.say
        self.go_on.set_key(key_caption(GO_ON.keys[0], words))
        self.throw_away.set_key(key_caption(THROW_AWAY.keys[0], words))
        self.go_on.setText(say("Go on with it"))
        self.throw_away.setText(say("Throw it away"))
        self.setAccessibleName(say("Draft"))
        if self._at is not None:
            self.words.setText(
                words.say_many(
                    "Draft from {at}: {what}",
                    "{count} drafts from {at}: {what}",
                    len(self._titles),
                    at=words.texts.since(self._at, self._desk.clock.now()),
                    what=", ".join(map(say, self._titles)),
                )
            )

    def offer(self, at: datetime, titles: tuple[str, ...]) -> None:
        """Say that drafts of ``at`` (aware UTC) are back: their titles, English and marked."""
        self._at, self._titles = at, titles
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
            self.go_on.click()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.throw_away.hasFocus():
            self.throw_away.click()
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
