"""Log-in, lock and the first change of password: one card before a quiet scene."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shelter_desk.clock import local_date
from shelter_desk.errors import DeskError
from shelter_desk.services.rights import PinLockedError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.fire.lock_button import FireButton
from shelter_desk.ui.frame.facts import FrameFacts
from shelter_desk.ui.frame.sayings import say_check, say_shift
from shelter_desk.ui.frame.top_bar import DemoBadge
from shelter_desk.ui.lock.card import Card, Mode
from shelter_desk.ui.lock.scene import paint_scene
from shelter_desk.ui.lock.session import (
    DEMO_LOGIN,
    DEMO_PASSWORD,
    AccessCalls,
    Session,
    SignedIn,
)
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.labels import Chip, Words

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_MOST_PEOPLE = 3


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
        self._chosen: SignedIn | None = None
        self._ask_pin = False
        self._forced = False
        self._old_password = ""
        self._busy = False
        self._wait_until: datetime | None = None
        self._sentence = ""
        self._build()
        self._connect()
        self.begin(locked=False)

    def _build(self) -> None:
        theme = self._desk.theme
        self._demo = DemoBadge(theme, self)
        self._demo.move(theme.px(20), theme.px(18))
        self._demo.setVisible(self._desk.demo)
        self.clock = Words(theme, size=84, tabular=True)
        self.day = Words(theme, size=18, colour="muted")
        self.card = Card(self._desk)
        self.check = Chip(theme, height=32)
        self.demo_key = Words(theme, size=14, colour="muted")
        self.demo_key.setAlignment(_CENTRE)
        self.demo_key.setVisible(self._desk.demo)
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
        column.addSpacing(theme.px(10))
        column.addWidget(self.demo_key)
        column.addStretch(7)
        self.fire = FireButton(self._desk, self)

    def _connect(self) -> None:
        card = self.card
        self._ticker = QTimer(self)
        self._ticker.setInterval(1_000)
        self._ticker.timeout.connect(self._on_tick)
        card.people.chosen.connect(self._on_person_chosen)
        for field in card.fields:
            field.returnPressed.connect(self._on_enter)
        card.enter.clicked.connect(self._on_enter)
        card.with_password.clicked.connect(self._on_with_password)
        card.cancel.clicked.connect(self._on_cancel)
        self._desk.words.changed.connect(self.retranslate)
        self._desk.theme.changed.connect(self.update)

    # -- what is asked ---------------------------------------------------------------------

    @property
    def mode(self) -> Mode:
        """What the card asks for now."""
        return self._mode

    def begin(self, *, locked: bool) -> None:
        """Start anew: as a lock with the people of this session, or as a plain log-in."""
        people = self._session.people
        self._start(Mode.LOCKED if locked and people else Mode.LOG_IN)
        self._chosen = (self._session.person or people[0]) if self._mode is Mode.LOCKED else None
        self.card.people.show_people(people[:_MOST_PEOPLE] if self._chosen else [])
        if self._chosen is not None:
            self.card.people.choose(self._chosen.staff_id)
            self._ask_pin = self._chosen.has_pin
        self._arrange()

    def begin_own(self, mode: Mode) -> None:
        """Ask the person logged in for a new password or PIN of her own."""
        self._start(mode)
        self._chosen = self._session.person
        self._arrange()

    def _start(self, mode: Mode) -> None:
        self._desk.tasks.forget("access")
        self._mode = mode
        self._ask_pin = self._forced = self._busy = False
        self._old_password = ""
        self._stop_waiting()
        self._empty()

    def show_facts(self, facts: FrameFacts) -> None:
        """Show the shift and the next check (time and number only)."""
        self._facts = facts
        self.retranslate()

    def _empty(self, *, login: bool = True) -> None:
        self.card.empty(login=login)
        self._say("")

    def _arrange(self) -> None:
        self.card.arrange(
            self._mode,
            named=self._chosen is None,
            by_pin=self._mode is Mode.LOCKED and self._ask_pin,
            forced=self._forced,
        )
        self._set_busy(busy=False)

    def focus_first(self) -> None:
        """Put the keyboard where typing begins."""
        field = self.card.first_empty()
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_person_chosen(self, staff_id: object) -> None:
        if self._busy:
            return
        people = {person.staff_id: person for person in self._session.people}
        self._chosen = people.get(staff_id) if isinstance(staff_id, int) else None
        self._ask_pin = self._chosen is not None and self._chosen.has_pin
        self._stop_waiting()
        self._empty()
        self._arrange()
        self.focus_first()

    def _on_with_password(self) -> None:
        self._ask_pin = False
        self._empty()
        self._arrange()
        self.focus_first()

    def _on_cancel(self) -> None:
        person = self._session.person
        if not self.card.cancel.isHidden() and not self._busy and person is not None:
            self._empty()
            self.opened.emit(person)

    # -- answering ---------------------------------------------------------------------------

    def _on_enter(self) -> None:
        card = self.card
        if self._busy or self._wait_until is not None:
            return
        missing = card.first_empty()
        if missing is not None:
            missing.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._mode is Mode.NEW_PASSWORD:
            self._change_password()
        elif self._mode is Mode.NEW_PIN:
            self._choose_pin()
        elif self._chosen is not None and self._ask_pin:
            chosen = self._chosen
            self._ask(
                self._access.use_pin, self._on_answer,
                staff_id=chosen.staff_id, pin=card.pin.text(),
            )  # fmt: skip
        else:
            login = self._chosen.login if self._chosen else card.login.text().strip()
            self._old_password = card.password.text()
            self._ask(
                self._access.log_in, self._on_answer, login=login, password=self._old_password
            )

    def _change_password(self) -> None:
        card = self.card
        if card.fresh.text() != card.again.text():
            self._not_alike(card.again)
            return
        old = self._old_password if self._forced else card.password.text()
        self._ask(self._access.change_password, self._on_changed, old=old, new=card.fresh.text())

    def _choose_pin(self) -> None:
        card = self.card
        if card.pin.text() != card.pin_again.text():
            self._not_alike(card.pin_again)
        elif self._access.set_pin is not None:
            self._ask(
                self._access.set_pin, self._on_changed,
                password=card.password.text(), pin=card.pin.text(),
            )  # fmt: skip

    def _not_alike(self, field: Any) -> None:  # noqa: ANN401 - one of two kinds of field
        field.setText("")
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        say = self._desk.words.say
        self._say(say("The two are not alike. Write it once more."), refused=True)

    def _ask(
        self,
        service: Callable[..., Any],
        then: Callable[[Any], object],
        **values: object,
    ) -> None:
        self._set_busy(busy=True)
        self._desk.tasks.run(service, then=then, failed=self._on_refused, latest="access", **values)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.card.enter.setEnabled(not busy and self._wait_until is None)
        for field in self.card.fields:
            field.setReadOnly(busy)
        self.retranslate()

    def _on_answer(self, person: SignedIn) -> None:
        if person.must_change_password:
            # The change is her own act: the calls that follow are made in her name.
            old = self._old_password
            self._session.enter(person)
            self._start(Mode.NEW_PASSWORD)
            self._old_password, self._forced, self._chosen = old, True, person
            self._arrange()
            self.focus_first()
            return
        self._finish(person)

    def _on_changed(self, _answer: object) -> None:
        if self._mode is Mode.NEW_PIN:
            self._session.amend(has_pin=True)
        else:
            self._session.amend(must_change=False)
        person = self._session.person
        if person is not None:
            self._finish(person)

    def _finish(self, person: SignedIn) -> None:
        self._set_busy(busy=False)
        self._old_password = ""
        self._empty()
        self.opened.emit(person)

    def _on_refused(self, error: DeskError) -> None:
        self._empty(login=False)
        until = error.values.get("until")
        if isinstance(until, datetime) and until > self._desk.clock.now():
            self._wait_until = until
            self._ticker.start()
        if isinstance(error, PinLockedError):
            self._ask_pin = False
        self._arrange()
        self._say(self._desk.words.explain(error), refused=True)
        announce(self, self._sentence)
        self.focus_first()

    def _on_tick(self) -> None:
        if self._wait_until is None or self._desk.clock.now() >= self._wait_until:
            self._stop_waiting()
            self._say("")
            self._set_busy(busy=self._busy)

    def _stop_waiting(self) -> None:
        self._wait_until = None
        self._ticker.stop()

    # -- words -----------------------------------------------------------------------------

    def _say(self, sentence: str, *, refused: bool = False) -> None:
        self._sentence = sentence
        self.card.hint.set_colour("status:watch" if refused else "muted")
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
        self.demo_key.setText(
            words.say(
                "A made-up house: log in as {login}, password {password}",
                login=DEMO_LOGIN,
                password=DEMO_PASSWORD,
            )
        )
        self._say_card()
        self._say_hint()
        check = self._facts.next_check
        self.check.setVisible(check is not None)
        if check is not None:
            text, urgent = say_check(self._desk, check, neutral=True)
            status = Status.URGENT if urgent else Status.INFO
            self.check.set(status, text, icon="clock-alert-outline")

    def _say_card(self) -> None:
        card, say, mode = self.card, self._desk.words.say, self._mode
        icon, head, enter = {
            Mode.LOG_IN: ("login", say("Log in"), say("Log in")),
            Mode.LOCKED: ("lock-outline", say("Locked"), say("Log in")),
            Mode.NEW_PASSWORD: (
                "key-outline", say("Choose your own password"), say("Save and go on"),
            ),
            Mode.NEW_PIN: ("dialpad", say("Choose a PIN"), say("Save and go on")),
        }[mode]  # fmt: skip
        card.head_icon.set(icon)
        card.head.setText(head)
        card.enter.setText(say("One moment …") if self._busy else enter)
        card.people.set_other(self._desk.words.say_in("person", "Other"))
        own = mode in {Mode.NEW_PASSWORD, Mode.NEW_PIN}
        for field, words in (
            (card.login, say("User name")),
            (card.password, say("Your password now") if own else say("Password")),
            (card.fresh, say("New password")),
            (card.again, say("The same again")),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        card.pin_caption.setText(say("New PIN"))
        card.again_caption.setText(say("The same again"))
        card.pin_again.setAccessibleName(say("The same again"))
        if mode is Mode.NEW_PIN:
            card.pin.setAccessibleName(say("New PIN"))
        else:
            card.pin.setAccessibleName(say("PIN for {name}", name=self._first_name()))
        card.with_password.setText(say("Use the password instead"))
        card.cancel.setText(say("Cancel"))
        card.kept.setText(say("What was half-written is kept"))

    def _first_name(self) -> str:
        return self._chosen.name.split(" ")[0] if self._chosen else ""

    def _say_hint(self) -> None:
        say, mode, text = self._desk.words.say, self._mode, self._sentence
        if not text and mode is Mode.LOCKED and self._chosen is not None:
            if self._ask_pin:
                text = say("PIN for {name}, then Enter", name=self._first_name())
            else:
                text = say("Password for {name}, then Enter", name=self._first_name())
        elif not text and mode is Mode.NEW_PASSWORD:
            text = say("Only you are to know it. Several words are good.")
        elif not text and mode is Mode.NEW_PIN:
            text = say("Four to eight digits, for quick changes of user at this desk.")
        self.card.hint.setText(text)
        self.card.hint.setVisible(bool(text))

    # -- keys and painting -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the choice of an own password or PIN with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fire list's button in its corner."""
        super().resizeEvent(event)
        self.fire.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scene."""
        del event
        painter = QPainter(self)
        paint_scene(painter, QRectF(self.rect()), self._desk.theme.tokens)
        painter.end()
