"""The first thing painted: the house is being opened, or why it does not open."""

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shelter_desk.ui.lock.scene import paint_scene
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box
from shelter_desk.ui.words import Words

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Doorway(QWidget):
    """Shows that the house opens; asks for passphrase or recovery code where that helps.

    ``tried`` carries what was typed (or nothing, to try again); ``given_up`` closes the program.
    """

    tried = Signal(str)
    given_up = Signal()
    fire_asked = Signal()

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.setWindowTitle("Shelter Desk")
        room = self.screen().availableSize()
        self.resize(min(theme.px(1440), room.width()), min(theme.px(900), room.height()))
        self.heading = Label(theme, size=18, weight=SEMIBOLD)
        self.sentence = Label(theme, size=15, colour="muted", wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFixedHeight(theme.px(44))
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.enter = Button(theme, kind=Kind.PRIMARY)
        self.leave = Button(theme)
        self.fire = Button(theme, icon="fire")
        self.fire_sentence = Label(theme, size=14, colour="muted", wrap=True)
        self._lay_out()
        self.field.returnPressed.connect(self._on_enter)
        self.enter.clicked.connect(self._on_enter)
        self.leave.clicked.connect(self.given_up)
        self.fire.clicked.connect(self.fire_asked)
        self.opening()

    def _lay_out(self) -> None:
        px = self._theme.px
        self.card = QWidget()
        self.card.setFixedWidth(px(520))
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(px(30), px(26), px(30), px(24))
        inner.setSpacing(px(12))
        self.heading.setAlignment(_CENTRE)
        self.sentence.setAlignment(_CENTRE)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.enter, 1)
        for widget in (self.heading, self.sentence, self.field):
            inner.addWidget(widget)
        inner.addLayout(buttons)
        self.fire_sentence.setAlignment(_CENTRE)
        inner.addWidget(self.fire)
        inner.addWidget(self.fire_sentence)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.card, 0, _CENTRE)
        column.addStretch(3)

    def opening(self) -> None:
        """Say that the house is being opened."""
        self.heading.setText(self._words.say("Opening the house …"))
        self._arrange(sentence="", secret=False, buttons=False)

    def making(self, percent: int) -> None:
        """Say that the demo house is being made, and how much of it is done."""
        heading = self._words.say("Making the demo house …")
        if self.heading.text() != heading:
            self.heading.setText(heading)
            self._arrange(sentence="", secret=False, buttons=False)
        self.sentence.setText(self._words.say("{percent} % done", percent=percent))
        self.sentence.setVisible(percent > 0)

    def ask_secret(self, sentence: str) -> None:
        """Ask for passphrase or recovery code, and say why."""
        self.heading.setText(self._words.say("The house is locked for this account"))
        self._arrange(sentence=sentence, secret=True, buttons=True)
        self.enter.setText(self._words.say("Open the house"))
        self.field.setPlaceholderText(self._words.say("House passphrase or recovery code"))
        self.field.setAccessibleName(self._words.say("House passphrase or recovery code"))
        self.field.setFocus()

    def say_why(self, sentence: str) -> None:
        """Say why the house does not open; it can be tried again."""
        self.heading.setText(self._words.say("The house did not open"))
        self._arrange(sentence=sentence, secret=False, buttons=True)
        self.enter.setText(self._words.say("Try again"))
        self.enter.setFocus()

    def offer_fire(self, moment: datetime | None) -> None:
        """Offer the fire list that was kept, where there is one."""
        if moment is None or self.enter.isHidden():
            return
        when = self._words.texts.moment(moment)
        self.fire.setText(self._words.say("Print the fire list of {moment}", moment=when))
        self.fire.updateGeometry()
        self.fire.show()

    def say_fire(self, sentence: str) -> None:
        """Say what became of the fire list."""
        self.fire_sentence.setText(sentence)
        self.fire_sentence.setVisible(bool(sentence))
        announce(self, sentence)

    def _arrange(self, *, sentence: str, secret: bool, buttons: bool) -> None:
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.field.clear()
        self.fire.hide()
        self.fire_sentence.hide()
        self.field.setVisible(secret)
        self.leave.setText(self._words.say("Close"))
        self.enter.setVisible(buttons)
        self.leave.setVisible(buttons)
        announce(self, f"{self.heading.text()} {sentence}".strip())

    def _on_enter(self) -> None:
        typed = self.field.text()
        if self.field.isVisible() and not typed.strip():
            return
        self.opening()
        self.tried.emit(typed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scene and the card on it."""
        del event
        tokens = self._theme.tokens
        painter = QPainter(self)
        paint_scene(painter, QRectF(self.rect()), tokens)
        around = QRectF(self.card.geometry())
        box(painter, around, fill=QColor(tokens.base), line=QColor(tokens.line), radius=8)
        painter.end()
