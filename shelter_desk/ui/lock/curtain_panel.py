"""What stands in the side panel while the board is hidden."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.lock.fields import PinField
from shelter_desk.ui.lock.session import Session
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.labels import Icon, Words

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class CurtainPanel(QWidget):
    """Says that the board is hidden and asks for the PIN; ``tried(secret, is_pin)``."""

    tried = Signal(str, bool)

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        theme = desk.theme
        self._title = Words(theme, size=24, weight=SEMIBOLD)
        self._text = Words(theme, size=14, colour="muted", wrap=True)
        self.pin = PinField(theme)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFixedHeight(theme.px(42))
        self.hint = Words(theme, size=13, colour="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), 0, theme.px(20), theme.px(60))
        column.setSpacing(theme.px(8))
        column.addStretch(1)
        column.addWidget(Icon(theme, "eye-off-outline", size=42, colour="accent"), 0, _CENTRE)
        column.addSpacing(theme.px(8))
        for words in (self._title, self._text):
            words.setAlignment(_CENTRE)
            column.addWidget(words)
        column.addSpacing(theme.px(12))
        self.pin.setFixedWidth(theme.px(220))
        column.addWidget(self.pin, 0, _CENTRE)
        column.addWidget(self.password)
        self.hint.setAlignment(_CENTRE)
        column.addWidget(self.hint)
        column.addStretch(1)
        self.pin.returnPressed.connect(self._on_pin)
        self.password.returnPressed.connect(self._on_password)
        desk.words.changed.connect(self.retranslate)
        session.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def field(self) -> QLineEdit:
        """The field that is asked: PIN, or password for someone without one."""
        person = self._session.person
        return self.pin if person is not None and person.has_pin else self.password

    def retranslate(self) -> None:
        """Say everything anew."""
        say, person = self._desk.words.say, self._session.person
        self._title.setText(say("The board is hidden"))
        self._text.setText(
            say("Names and notes are gone in every window. Checks and numbers work.")
        )
        has_pin = person is not None and person.has_pin
        self.pin.setVisible(has_pin)
        self.password.setVisible(not has_pin)
        initials = person.initials if person else ""
        self.pin.setAccessibleName(say("PIN for {name}", name=initials))
        self.password.setAccessibleName(say("Password for {name}", name=initials))
        self.say_hint()

    def say_hint(self, sentence: str = "") -> None:
        """Say what to type, or what was wrong."""
        say, person = self._desk.words.say, self._session.person
        initials = person.initials if person else ""
        self.hint.set_colour("status:watch" if sentence else "muted")
        if not sentence:
            if self.field is self.pin:
                sentence = say("PIN for {name}, then Enter", name=initials)
            else:
                sentence = say("Password for {name}, then Enter", name=initials)
        self.hint.setText(sentence)

    def reset(self) -> None:
        """Empty the fields."""
        self.pin.setText("")
        self.password.setText("")
        self.say_hint()

    def _on_pin(self) -> None:
        if self.pin.text():
            self.tried.emit(self.pin.text(), True)
            self.pin.setText("")

    def _on_password(self) -> None:
        if self.password.text():
            self.tried.emit(self.password.text(), False)
            self.password.setText("")
