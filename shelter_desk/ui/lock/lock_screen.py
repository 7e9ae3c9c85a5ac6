"""Log-in, lock and the first change of password: one card before a quiet scene."""

from enum import Enum
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shelter_desk.clock import local_date
from shelter_desk.errors import DeskError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.facts import FrameFacts
from shelter_desk.ui.frame.sayings import say_check, say_shift
from shelter_desk.ui.frame.top_bar import DemoBadge
from shelter_desk.ui.lock.fields import PinField
from shelter_desk.ui.lock.people import PeopleRow
from shelter_desk.ui.lock.scene import paint_scene
from shelter_desk.ui.lock.session import AccessCalls, Person, Session
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Chip, Icon, Words
from shelter_desk.ui.widgets.painting import box

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Mode(Enum):
    """What the card asks for."""

    LOG_IN = "log_in"
    LOCKED = "locked"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a mode


class _Card(QWidget):
    """The raised card; its frame is painted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.base), line=QColor(tokens.line), radius=8)
        painter.end()


class LockScreen(QWidget):
    """Covers the window until somebody has shown who she is; ``opened(person)`` then."""

    opened = Signal(object)

    def __init__(
        self, desk: Desk, session: Session, access: AccessCalls, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._access = access
        self._facts = FrameFacts()
        self._mode = Mode.LOG_IN
        self._chosen: Person | None = None
        self._entering: Person | None = None
        self._used_password = ""
        self._busy = False
        self._ask_pin = False
        self._sentence = ""
        self._wait = 0
        self._build()
        self._connect()
        self.begin(locked=False)

    # -- building --------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._desk.theme
        self._demo = DemoBadge(theme, self)
        self._demo.move(theme.px(20), theme.px(18))
        self._demo.setVisible(self._desk.demo)
        self.clock = Words(theme, size=84, tabular=True)
        self.day = Words(theme, size=18, colour="muted")
        self.card = _Card(self._desk)
        self.card.setFixedWidth(theme.px(460))
        self._head_icon = Icon(theme, "lock-outline", size=20)
        self._head = Words(theme, size=18, weight=SEMIBOLD)
        self.people = PeopleRow(theme)
        self.login = QLineEdit()
        self.pin = PinField(theme)
        self.password = QLineEdit()
        self.again = QLineEdit()
        for field in (self.login, self.password, self.again):
            field.setFixedSize(theme.px(300), theme.px(44))
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        for secret in (self.password, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setFixedWidth(theme.px(260))
        self.hint = Words(theme, size=14, colour="muted", wrap=True)
        self.enter = Button(theme, kind=Kind.PRIMARY)
        self.enter.setFixedWidth(theme.px(300))
        self.with_password = Button(theme, kind=Kind.LINK)
        self._kept = Words(theme, size=13, colour="muted")
        self.check = Chip(theme, height=32)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self._desk.theme
        head = QHBoxLayout()
        head.setSpacing(theme.px(9))
        head.addStretch(1)
        head.addWidget(self._head_icon)
        head.addWidget(self._head)
        head.addStretch(1)
        card = QVBoxLayout(self.card)
        card.setContentsMargins(theme.px(30), theme.px(24), theme.px(30), theme.px(22))
        card.setSpacing(theme.px(10))
        card.addLayout(head)
        card.addSpacing(theme.px(6))
        card.addWidget(self.people, 0, _CENTRE)
        for field in (self.login, self.pin, self.password, self.again):
            card.addWidget(field, 0, _CENTRE)
        self.hint.setAlignment(_CENTRE)
        card.addWidget(self.hint)
        card.addWidget(self.enter, 0, _CENTRE)
        card.addWidget(self.with_password, 0, _CENTRE)
        self._kept.setAlignment(_CENTRE)
        card.addWidget(self._kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(24), theme.px(16), theme.px(24))
        column.setSpacing(0)
        column.addStretch(2)
        for words in (self.clock, self.day):
            words.setAlignment(_CENTRE)
            column.addWidget(words)
        column.addSpacing(theme.px(34))
        column.addWidget(self.card, 0, _CENTRE)
        column.addSpacing(theme.px(14))
        column.addWidget(self.check, 0, _CENTRE)
        column.addStretch(7)

    def _connect(self) -> None:
        desk = self._desk
        self._ticker = QTimer(self)
        self._ticker.setInterval(1_000)
        self._ticker.timeout.connect(self._on_tick)
        self.people.chosen.connect(self._on_person_chosen)
        self.login.returnPressed.connect(self._on_login_entered)
        for field in (self.pin, self.password, self.again):
            field.returnPressed.connect(self._on_enter)
        self.enter.clicked.connect(self._on_enter)
        self.with_password.clicked.connect(self._on_with_password)
        desk.words.changed.connect(self.retranslate)
        desk.theme.changed.connect(self.update)

    # -- what is asked ---------------------------------------------------------------------

    @property
    def mode(self) -> Mode:
        """What the card asks for now."""
        return self._mode

    def begin(self, *, locked: bool) -> None:
        """Start anew: as a lock with the people of this session, or as a plain log-in."""
        people = self._session.people
        self._stop_waiting()
        self._entering = None
        self._used_password = ""
        if locked and people:
            self._mode = Mode.LOCKED
            self._chosen = self._session.person or people[0]
            self.people.show_people(people[:4])
            self.people.choose(self._chosen.staff_id)
        else:
            self._mode = Mode.LOG_IN
            self._chosen = None
            self.people.show_people([])
        self._empty()
        self.login.setText("")
        self._ask_pin = self._chosen is not None and self._chosen.has_pin
        self._arrange()

    def show_facts(self, facts: FrameFacts) -> None:
        """Show the shift and the next check (time and number only)."""
        self._facts = facts
        self.retranslate()

    def _empty(self) -> None:
        for field in (self.pin, self.password, self.again):
            field.setText("")
        self._say_hint("")

    def _arrange(self) -> None:
        mode = self._mode
        named = mode is Mode.LOG_IN or (mode is Mode.LOCKED and self._chosen is None)
        by_pin = mode is Mode.LOCKED and self._chosen is not None and self._ask_pin
        self.people.setVisible(mode is Mode.LOCKED)
        self.login.setVisible(named)
        self.pin.setVisible(by_pin)
        self.password.setVisible(not by_pin)
        self.again.setVisible(mode is Mode.NEW_PASSWORD)
        self.enter.setVisible(not by_pin)
        self.with_password.setVisible(by_pin)
        self._kept.setVisible(mode is Mode.LOCKED)
        self.retranslate()

    def focus_first(self) -> None:
        """Put the keyboard where typing begins."""
        if self._mode is not Mode.NEW_PASSWORD and not self.login.isHidden():
            field: QLineEdit = self.password if self.login.text() else self.login
        elif not self.pin.isHidden():
            field = self.pin
        else:
            field = self.password
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_person_chosen(self, staff_id: object) -> None:
        if self._busy or self._wait:
            return
        people = {person.staff_id: person for person in self._session.people}
        self._chosen = people.get(staff_id) if isinstance(staff_id, int) else None
        self._ask_pin = self._chosen is not None and self._chosen.has_pin
        self._empty()
        self._arrange()
        self.focus_first()

    def _on_with_password(self) -> None:
        self._ask_pin = False
        self._empty()
        self._arrange()
        self.focus_first()

    def _on_login_entered(self) -> None:
        if self.password.text():
            self._on_enter()
        else:
            self.password.setFocus(Qt.FocusReason.TabFocusReason)

    # -- answering ---------------------------------------------------------------------------

    def _on_enter(self) -> None:
        if self._busy or self._wait:
            return
        if self._mode is Mode.NEW_PASSWORD:
            self._change_password()
            return
        chosen = self._chosen
        if chosen is not None and self._ask_pin:
            if self.pin.text():
                self._ask(self._access.use_pin, staff_id=chosen.staff_id, pin=self.pin.text())
            return
        login = chosen.login if chosen is not None else self.login.text().strip()
        if not login:
            self.login.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.password.text():
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._used_password = self.password.text()
        self._ask(self._access.log_in, login=login, password=self._used_password)

    def _change_password(self) -> None:
        say = self._desk.words.say
        if self._entering is None:
            return
        if not self.password.text():
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.again.text():
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.password.text() != self.again.text():
            self.again.setText("")
            self._say_hint(say("The two are not alike. Write it once more."), refused=True)
        else:
            self._ask(
                self._access.change_password,
                staff_id=self._entering.staff_id,
                old_password=self._used_password,
                new_password=self.password.text(),
            )

    def _ask(self, service: Any, **values: object) -> None:  # noqa: ANN401 - any service
        self._set_busy(busy=True)
        self._desk.tasks.run(
            service, then=self._on_answer, failed=self._on_refused, latest="access", **values
        )

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.enter.setEnabled(not busy and not self._wait)
        for field in (self.login, self.pin, self.password, self.again):
            field.setReadOnly(busy)
        self.retranslate()

    def _on_answer(self, person: Person) -> None:
        self._set_busy(busy=False)
        if person.must_change_password:
            self._entering = person
            self._mode = Mode.NEW_PASSWORD
            self._empty()
            self._arrange()
            self.focus_first()
            return
        self._empty()
        self.login.setText("")
        self._used_password = ""
        self.opened.emit(person)

    def _on_refused(self, error: DeskError) -> None:
        self._set_busy(busy=False)
        self._empty()
        self._say_hint(self._desk.words.explain(error), refused=True)
        announce(self, self.hint.text())
        seconds = error.values.get("seconds")
        if isinstance(seconds, int | float) and seconds > 0:
            self._wait = max(1, round(seconds))
            self._ticker.start()
            self._set_busy(busy=False)
        self.focus_first()

    def _on_tick(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._stop_waiting()
            self._say_hint("")
            self._set_busy(busy=False)

    def _stop_waiting(self) -> None:
        self._wait = 0
        self._ticker.stop()
        self.enter.setEnabled(True)

    # -- words -----------------------------------------------------------------------------

    def _say_hint(self, sentence: str, *, refused: bool = False) -> None:
        self._sentence = sentence
        self.hint.set_colour("status:watch" if refused else "muted")
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew; also called each time the minute changes."""
        words, now = self._desk.words, self._desk.clock.now()
        today = local_date(now)
        self.clock.setText(words.texts.time(now))
        day = words.say_in(
            "date",
            "{weekday} {day} {month}",
            weekday=words.texts.weekday(today),
            day=today.day,
            month=words.texts.month(today),
        )
        shift = say_shift(self._desk, self._facts)
        self.day.setText(f"{day} · {shift}" if shift else day)
        self._say_card()
        check = self._facts.next_check
        self.check.setVisible(check is not None)
        if check is not None:
            text, urgent = say_check(self._desk, check, neutral=True)
            status = Status.URGENT if urgent else Status.INFO
            self.check.set(status, text, icon="clock-alert-outline")

    def _say_card(self) -> None:
        say, mode = self._desk.words.say, self._mode
        heads = {
            Mode.LOG_IN: ("login", say("Log in")),
            Mode.LOCKED: ("lock-outline", say("Locked")),
            Mode.NEW_PASSWORD: ("key-outline", say("Choose your own password")),
        }
        icon, head = heads[mode]
        self._head_icon.set(icon)
        self._head.setText(head)
        self.people.set_other(self._desk.words.say_in("person", "Other"))
        self.login.setPlaceholderText(say("User name"))
        self.login.setAccessibleName(say("User name"))
        new = mode is Mode.NEW_PASSWORD
        self.password.setPlaceholderText(say("New password") if new else say("Password"))
        self.password.setAccessibleName(self.password.placeholderText())
        self.again.setPlaceholderText(say("The same again"))
        self.again.setAccessibleName(say("The same again"))
        name = self._chosen.name.split(" ")[0] if self._chosen else ""
        self.pin.setAccessibleName(say("PIN for {name}", name=name))
        self.with_password.setText(say("Use the password instead"))
        self._kept.setText(say("What was half-written is kept"))
        if self._busy:
            self.enter.setText(say("One moment …"))
        else:
            self.enter.setText(say("Save and go on") if new else say("Log in"))
        if self._sentence:
            self.hint.setText(self._sentence)
        elif mode is Mode.LOCKED and self._chosen is not None:
            if self._ask_pin:
                self.hint.setText(say("PIN for {name}, then Enter", name=name))
            else:
                self.hint.setText(say("Password for {name}, then Enter", name=name))
        elif new:
            self.hint.setText(say("Only you are to know it. Twelve characters or more."))
        else:
            self.hint.setText("")
        self.hint.setVisible(bool(self.hint.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scene."""
        del event
        painter = QPainter(self)
        paint_scene(painter, QRectF(self.rect()), self._desk.theme.tokens)
        painter.end()
