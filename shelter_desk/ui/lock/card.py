"""The card of the lock screen: its fields and what shows in which mode. No services here."""

from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.lock.fields import PinField
from shelter_desk.ui.lock.people import PeopleRow
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Icon, Words
from shelter_desk.ui.widgets.painting import box

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Mode(Enum):
    """What the card asks for."""

    LOG_IN = "log_in"
    LOCKED = "locked"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a mode
    NEW_PIN = "new_pin"


class Card(QWidget):
    """Fields and buttons; its frame is painted. The lock screen says what they do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.setFixedWidth(theme.px(460))
        self.head_icon = Icon(theme, "lock-outline", size=20)
        self.head = Words(theme, size=18, weight=SEMIBOLD)
        self.people = PeopleRow(theme)
        self.login = QLineEdit()
        self.password = QLineEdit()
        self.fresh = QLineEdit()
        self.again = QLineEdit()
        self.pin = PinField(theme)
        self.pin_again = PinField(theme)
        self.pin_caption = Words(theme, size=14, colour="muted")
        self.again_caption = Words(theme, size=14, colour="muted")
        for field in (self.login, self.password, self.fresh, self.again):
            field.setFixedSize(theme.px(300), theme.px(44))
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        for secret in (self.password, self.fresh, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        for pin in (self.pin, self.pin_again):
            pin.setFixedWidth(theme.px(260))
        self.hint = Words(theme, size=14, colour="muted", wrap=True)
        self.hint.setAlignment(_CENTRE)
        self.enter = Button(theme, kind=Kind.PRIMARY)
        self.enter.setFixedWidth(theme.px(300))
        self.with_password = Button(theme, kind=Kind.LINK)
        self.cancel = Button(theme, kind=Kind.QUIET, key="Esc")
        self.kept = Words(theme, size=13, colour="muted")
        self.kept.setAlignment(_CENTRE)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self._desk.theme
        head = QHBoxLayout()
        head.setSpacing(theme.px(9))
        head.addStretch(1)
        head.addWidget(self.head_icon)
        head.addWidget(self.head)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(30), theme.px(24), theme.px(30), theme.px(22))
        column.setSpacing(theme.px(10))
        column.addLayout(head)
        column.addSpacing(theme.px(6))
        for piece in (
            self.people,
            self.login,
            self.password,
            self.fresh,
            self.again,
            self.pin_caption,
            self.pin,
            self.again_caption,
            self.pin_again,
        ):
            column.addWidget(piece, 0, _CENTRE)
        column.addWidget(self.hint)
        for button in (self.enter, self.with_password, self.cancel):
            column.addWidget(button, 0, _CENTRE)
        column.addWidget(self.kept)

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """Every field, in the order they are filled in."""
        return (self.login, self.password, self.fresh, self.again, self.pin, self.pin_again)

    def arrange(self, mode: Mode, *, named: bool, by_pin: bool, forced: bool) -> None:
        """Show what ``mode`` asks for.

        ``named``: a user name is typed, not chosen; ``by_pin``: the lock asks for a PIN;
        ``forced``: a first password must be chosen, the old one is known already.
        """
        own = mode in {Mode.NEW_PASSWORD, Mode.NEW_PIN} and not forced
        new_pin = mode is Mode.NEW_PIN
        self.people.setVisible(mode is Mode.LOCKED)
        self.login.setVisible(mode is Mode.LOG_IN or (mode is Mode.LOCKED and named))
        self.password.setVisible(own or (mode in {Mode.LOG_IN, Mode.LOCKED} and not by_pin))
        self.fresh.setVisible(mode is Mode.NEW_PASSWORD)
        self.again.setVisible(mode is Mode.NEW_PASSWORD)
        self.pin.setVisible(by_pin or new_pin)
        for piece in (self.pin_again, self.pin_caption, self.again_caption):
            piece.setVisible(new_pin)
        self.enter.setVisible(not by_pin)
        self.with_password.setVisible(by_pin)
        self.cancel.setVisible(own)
        self.kept.setVisible(mode is Mode.LOCKED)

    def first_empty(self) -> QLineEdit | None:
        """Return the first visible field without text; None when all are filled in."""
        shown = (field for field in self.fields if not field.isHidden())
        return next((field for field in shown if not field.text()), None)

    def empty(self, *, login: bool = True) -> None:
        """Empty all fields; leave the user name where it is to be kept."""
        for field in self.fields:
            if login or field is not self.login:
                field.setText("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.base), line=QColor(tokens.line), radius=8)
        painter.end()
