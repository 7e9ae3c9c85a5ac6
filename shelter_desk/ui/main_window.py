"""The window: arranges top bar, rail, screens, panel, status line and lock. Owns no logic."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.errors import DeskError
from shelter_desk.ui import actions
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.fire.calls import FireCalls
from shelter_desk.ui.fire.fire_desk import FireDesk
from shelter_desk.ui.forms.host import FormHost
from shelter_desk.ui.frame.above import application, close_everything_above
from shelter_desk.ui.frame.facts import FrameFacts, Who
from shelter_desk.ui.frame.help_sheet import HelpSheet
from shelter_desk.ui.frame.letters import LettersToSearch
from shelter_desk.ui.frame.middle import Middle
from shelter_desk.ui.frame.status_bar import StatusBar
from shelter_desk.ui.frame.top_bar import TopBar
from shelter_desk.ui.lock.card import Mode
from shelter_desk.ui.lock.curtain_keeper import CurtainKeeper
from shelter_desk.ui.lock.curtain_panel import CurtainPanel
from shelter_desk.ui.lock.idle import Idle
from shelter_desk.ui.lock.lock_screen import LockScreen
from shelter_desk.ui.lock.session import AccessCalls, Session, SignedIn
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.theme import Scheme, Status
from shelter_desk.ui.widgets import announce

TITLE = "Shelter Desk"
DEMO_BORDER = 4


class MainWindow(QWidget):
    """The desk's window. Its title never says anything of anybody.

    ``facts(caller)`` answers with :class:`FrameFacts`; it is asked at log-in, at each change
    and each minute. ``undo(caller, operation)`` takes back one operation of the person logged
    in. ``print_handover`` starts the print of the handover sheet; without it
    there is no such action, nor that of the fire list without ``fire``.
    ``preference(name, value)`` is told when language or scheme are chosen, ``read`` which screen
    is shown to the person logged in. ``closed`` is announced when the window goes.
    """

    closed = Signal()
    preference = Signal(str, str)
    read = Signal(str)
    facts_shown = Signal(object)
    """The frame's numbers have come anew; also while the lock covers the window."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        access: AccessCalls,
        *,
        facts: Callable[..., Any] | None = None,
        undo: Callable[..., Any] | None = None,
        print_handover: Callable[[], object] | None = None,
        fire: FireCalls | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.session = session
        self._access = access
        self._facts_service = facts
        self._undo_service = undo
        self._print_handover = print_handover
        self._fire_calls = fire
        self.fire: FireDesk | None = None
        self._screens: dict[str, Screen] = {}
        self._stale: set[Screen] = set()
        self._focus_before: QWidget | None = None
        self._minute = ""
        self._locked = True
        self._was_here: int | None = None
        self.setWindowTitle(TITLE)
        self.setMinimumSize(800, 560)
        self._build()
        self._register()
        self._connect()
        self._on_curtain(desk.curtain.down)

    def _build(self) -> None:
        desk = self.desk
        self.frame = QWidget()
        self.top = TopBar(desk)
        self.middle = Middle(desk)
        self.status = StatusBar(desk)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.middle, 1)
        column.addWidget(self.status)
        self.lock_screen = LockScreen(desk, self.session, self._access)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.frame)
        self._pages.addWidget(self.lock_screen)
        self._pages.setCurrentWidget(self.lock_screen)
        outer = QVBoxLayout(self)
        border = DEMO_BORDER if desk.demo else 0
        outer.setContentsMargins(border, border, border, border)
        outer.addWidget(self._pages)
        self.curtain_panel = CurtainPanel(desk, self.session)
        self._curtain_keeper = CurtainKeeper(
            desk,
            self.session,
            self._access,
            self.curtain_panel,
            is_locked=lambda: self._locked,
            parent=self,
        )
        self.sheets = FormHost(desk, self.middle, under=self.middle.messages)
        self.help = HelpSheet(desk, self.frame)

    def _register(self) -> None:
        registry = self.desk.actions
        registry.register(actions.HELP, self._on_help)
        registry.register(actions.REFRESH, self._on_refresh)
        registry.register(actions.CURTAIN, self._on_curtain_key)
        registry.register(actions.LOCK, self.lock)
        registry.register(actions.SEARCH, self.desk.search.focus)
        registry.register(actions.UNDO, self._on_undo, enabled=self.desk.notices.can_undo)
        if self._print_handover is not None:
            registry.register(actions.PRINT_HANDOVER, self._print_handover)
        self._register_fire()
        registry.attach(self)
        registry.set_shut(True)
        self.top.follow_actions()
        self.status.follow_undo()

    def _register_fire(self) -> None:
        if self._fire_calls is None:
            return
        # Over the window itself: a screen reader hears only one page of the stack.
        self.fire = FireDesk(self.desk, self._fire_calls, self, is_locked=lambda: self._locked)
        action = self.desk.actions.register(actions.FIRE_LIST, self.fire.print_now)
        self.lock_screen.fire.follow(action)
        self.fire.said.connect(self.lock_screen.fire.tell)

    def _connect(self) -> None:
        desk = self.desk
        desk.tasks.announced.connect(self._on_announced)
        desk.tasks.refused.connect(self.tell_trouble)
        desk.curtain.changed.connect(self._on_curtain)
        desk.theme.changed.connect(self.update)
        self.session.changed.connect(self._on_session)
        self.lock_screen.opened.connect(self._on_opened)
        self.top.user_change_asked.connect(self.lock)
        self.top.own_password_asked.connect(partial(self._on_own_secret, Mode.NEW_PASSWORD))
        self.top.own_pin_asked.connect(partial(self._on_own_secret, Mode.NEW_PIN))
        self.top.scheme_chosen.connect(self._on_scheme)
        self.top.language_chosen.connect(self._on_language)
        self.top.search.escaped.connect(self._on_search_left)
        self.sheets.gone.connect(self._give_focus_back)
        self._second = QTimer(self)
        self._second.setInterval(1_000)
        self._second.timeout.connect(self._on_second)
        self._second.start()
        self._letters = LettersToSearch(desk, self._screen_open, self)
        application().installEventFilter(self._letters)

    # -- screens ---------------------------------------------------------------------------

    def add_screens(self, makers: Sequence[Callable[[Desk], Screen]]) -> None:
        """Make the screens and their places in the rail; the first one is shown at log-in."""
        for make in makers:
            screen = make(self.desk)
            spec = screen.action
            self._screens[spec.id] = screen
            self._stale.add(screen)
            self.middle.stack.addWidget(screen)
            self.desk.actions.register(spec, partial(self.show_screen, spec.id))
            self.middle.rail.add(spec)
            screen.panel_wanted.connect(self.middle.open_panel)
        if self._screens:
            self._choose(next(iter(self._screens.values())))

    @property
    def screens(self) -> tuple[Screen, ...]:
        """The screens in the order of the rail."""
        return tuple(self._screens.values())

    @property
    def screen_shown(self) -> Screen | None:
        """The screen in the middle; None before any was added."""
        widget = self.middle.stack.currentWidget()
        return widget if isinstance(widget, Screen) else None

    def _screen_open(self) -> Screen | None:
        """Return the screen that takes keys now; None behind lock or curtain."""
        return None if self._locked or self.desk.curtain.down else self.screen_shown

    def show_screen(self, action_id: str) -> None:
        """Show a screen by its action's id and put the keyboard on it."""
        screen = self._screens[action_id]
        before = self.screen_shown
        if before is not None and before is not screen:
            before.leave()
        self._choose(screen)
        screen.focus_first()

    def _choose(self, screen: Screen) -> None:
        self.help.hide()
        self.desk.forms.close()
        self.middle.stack.setCurrentWidget(screen)
        self.middle.panel.show_for(screen.side_panel())
        self.middle.open_panel(wanted=False)
        self.middle.rail.check(screen.action.id)
        self.desk.actions.set_context(screen.context)
        self._refresh_stale()

    def _refresh_stale(self) -> None:
        screen = self.screen_shown
        if screen is not None and not self._locked:
            self.read.emit(screen.action.id)
        if screen is not None and screen in self._stale and not self._locked:
            self._stale.discard(screen)
            screen.refresh(None)

    # -- what changes ----------------------------------------------------------------------

    def _on_announced(self, changed: object) -> None:
        shown = None if self._locked else self.screen_shown
        for screen in self._screens.values():
            if screen is shown:
                screen.refresh(changed)
            else:
                self._stale.add(screen)
        self.ask_facts()

    def tell_trouble(self, error: DeskError) -> None:
        """Say calmly what failed beside the work at the desk: a copy, for example."""
        self.desk.notices.tell(Status.WATCH, self.desk.words.explain(error))

    def tell_failure(self) -> None:
        """Say calmly that the program itself stumbled (given to :mod:`ui.failures`)."""
        if not shiboken6.isValid(self):
            return
        say = self.desk.words.say
        text = say(
            "Something in the program failed. What you wrote is still here. "
            "A report without names lies in the data folder."
        )
        self.desk.notices.tell(Status.ERROR, text)

    def ask_facts(self) -> None:
        """Ask the frame's numbers anew."""
        if self._facts_service is not None:
            self.desk.tasks.run(
                self._facts_service, then=self.show_facts, failed=self._on_no_facts, latest="frame"
            )

    def _on_no_facts(self, error: DeskError) -> None:
        """Leave the old numbers: the status line says when the database does not answer."""

    def show_facts(self, facts: FrameFacts) -> None:
        """Show these numbers in the frame and on the lock screen."""
        self.top.show_facts(facts)
        self.status.show_facts(facts)
        self.lock_screen.show_facts(facts)
        self.facts_shown.emit(facts)

    def _on_second(self) -> None:
        minute = self.desk.words.texts.time(self.desk.clock.now())
        if minute == self._minute:
            return
        self._minute = minute
        self.top.retranslate()
        self.status.retranslate()
        self.lock_screen.retranslate()
        self.desk.actions.refresh()
        self.ask_facts()

    # -- acts ------------------------------------------------------------------------------

    def _on_help(self) -> None:
        screen = self.screen_shown
        if self.help.isVisible():
            self.help.dismiss()
        elif (sheet := self.sheets.sheet) is not None and sheet.opening is not None:
            self.help.show_about(sheet.title.text(), sheet.opening.spec.id, sheet.help_keys())
        elif screen is not None:
            self.help.show_for(screen)

    def _on_refresh(self) -> None:
        screen = self.screen_shown
        if screen is not None:
            screen.refresh(None)
        self.ask_facts()

    def _on_undo(self) -> None:
        act = self.desk.notices.take_back()
        if act is None:
            return
        if act.undo is not None:
            act.undo()
        elif act.operation is not None and self._undo_service is not None:
            self.desk.tasks.run(
                self._undo_service,
                then=partial(self._on_undone, act.text),
                failed=self.tell_trouble,
                operation=act.operation,
            )

    def _on_undone(self, text: str, _done: object) -> None:
        self.desk.notices.act(self.desk.words.say("Undone: {act}", act=text))

    def _on_search_left(self) -> None:
        screen = self.screen_shown
        if screen is not None:
            screen.focus_first()

    def _on_scheme(self, scheme: Scheme) -> None:
        self.desk.theme.choose(scheme)
        self.preference.emit("scheme", scheme.value)

    def _on_language(self, language: str) -> None:
        self.desk.words.use(language)
        self.preference.emit("language", language)

    # -- curtain ---------------------------------------------------------------------------

    def _on_curtain_key(self) -> None:
        if self.desk.curtain.down:
            self.curtain_panel.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.desk.curtain.lower()

    def _on_curtain(self, down: bool) -> None:
        self.desk.actions.set_curtained(down)
        self.curtain_panel.reset()
        self.middle.messages.clear()
        self.middle.panel.lay_over(self.curtain_panel if down else None)
        self.middle.open_panel(down)
        if down:
            self.help.hide()
            QToolTip.hideText()
            announce.forget()
            if not self._locked:
                focus = self.frame.focusWidget()
                # A search that is switched off passes the keyboard on to its neighbour.
                inside = focus is not None and self.middle.isAncestorOf(focus)
                self._focus_before = focus if inside else None
                self.curtain_panel.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._locked:
            self._give_focus_back()

    def watch(self, idle: Idle) -> None:
        """Lower the curtain and lock when nobody has touched the desk for so long."""
        idle.curtain_due.connect(self._on_idle)
        idle.lock_due.connect(self.lock)

    def _on_idle(self) -> None:
        if not self._locked:
            self.desk.curtain.lower()

    # -- lock ------------------------------------------------------------------------------

    @property
    def is_locked(self) -> bool:
        """Whether the lock (or log-in) screen covers everything."""
        return self._locked

    def lock(self) -> None:
        """Cover everything, close whatever lies over it, keep what was half-written."""
        if self._locked:
            # Also what asks for a new password or PIN gives way to the lock itself.
            if self._was_here is not None and self.lock_screen.mode is not Mode.LOCKED:
                self.lock_screen.begin(locked=True)
            return
        self._cover()
        self.lock_screen.begin(locked=True)
        self.lock_screen.focus_first()
        if self._access.locked is not None:
            self.desk.tasks.run(self._access.locked, failed=self._on_no_facts)

    def _cover(self) -> None:
        self._locked = True
        self.lock_screen.fire.tell("")
        self._focus_before = self._focus_before or self.frame.focusWidget()
        self.desk.curtain.lower()
        close_everything_above(self)
        screen = self.screen_shown
        if screen is not None:
            screen.leave()
        self.desk.actions.set_shut(True)
        announce.forget()
        self._pages.setCurrentWidget(self.lock_screen)

    def log_out(self) -> None:
        """Cover everything and forget who was here."""
        self.lock()
        self.session.leave()
        self.lock_screen.begin(locked=False)

    def _on_own_secret(self, mode: Mode) -> None:
        """Let the person logged in choose a new password or PIN, with everything covered."""
        self._cover()
        self.lock_screen.begin_own(mode)
        self.lock_screen.focus_first()

    def _on_session(self) -> None:
        person = self.session.person
        self.top.show_who(None if person is None else Who(person.name, person.initials))
        self.desk.actions.set_rights(None if person is None else person.rights)

    def _on_opened(self, person: SignedIn) -> None:
        if person.staff_id != self._was_here:
            self.desk.notices.forget()
            self.desk.search.clear()
            self.sheets.forget()
            self._focus_before = None
        self._was_here = person.staff_id
        self.session.enter(person)
        self._locked = False
        self._pages.setCurrentWidget(self.frame)
        self.desk.actions.set_shut(False)
        self.desk.curtain.lift()
        self._stale.update(self._screens.values())
        self._refresh_stale()
        self.ask_facts()
        self._give_focus_back()

    def _give_focus_back(self) -> None:
        widget, self._focus_before = self._focus_before, None
        screen = self.screen_shown
        if self.sheets.take_focus():
            return
        if widget is not None and shiboken6.isValid(widget) and widget.isVisibleTo(self.frame):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        elif screen is not None:
            screen.focus_first()

    # -- keys and painting -------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.top.fold(self.width())
        self.top.search.hide_rows()
        if self.help.isVisible():
            self.help.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the border of the demo, which cannot be switched off."""
        super().paintEvent(event)
        if self.desk.demo:
            painter = QPainter(self)
            painter.fillRect(QRectF(self.rect()), self.desk.theme.colour("demo"))
            painter.fillRect(QRectF(self._pages.geometry()), self.desk.theme.colour("window"))
            painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the timers and say so."""
        self._second.stop()
        if self.fire is not None:
            self.fire.close()
        application().removeEventFilter(self._letters)
        self.closed.emit()
        super().closeEvent(event)
