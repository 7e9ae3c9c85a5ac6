"""Starts the desk: a painted window first, then the house, then the screens."""

import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from shelter_desk import settings
from shelter_desk.clock import SystemClock
from shelter_desk.errors import DeskError
from shelter_desk.services.calling import Changed, House
from shelter_desk.services.copies import CopyState
from shelter_desk.services.fire_keeper import FireKeeper, FireShelf
from shelter_desk.services.machine import Machine
from shelter_desk.services.reading import note_reading
from shelter_desk.services.reminders import note_silence
from shelter_desk.services.report_wishes import ReportKind
from shelter_desk.services.undo import undo
from shelter_desk.ui import failures
from shelter_desk.ui.application import make_application
from shelter_desk.ui.around.duty_reminder import DutyReminder
from shelter_desk.ui.desk import make_desk
from shelter_desk.ui.doorway import Doorway
from shelter_desk.ui.drafting import keep_drafts
from shelter_desk.ui.forms.catalogue import register_forms
from shelter_desk.ui.frame.bell import Bell
from shelter_desk.ui.lock.idle import Idle
from shelter_desk.ui.lock.session import Session
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.opened import KeptFire, OpenedHouse
from shelter_desk.ui.reports.screen import ReportsScreen
from shelter_desk.ui.screens import SCREENS, introduce
from shelter_desk.ui.seat import Seat
from shelter_desk.ui.setup.screen import SetupScreen
from shelter_desk.ui.tasks import Tasks
from shelter_desk.ui.theme import Scheme, Theme
from shelter_desk.ui.wizard.calls import FirstRun
from shelter_desk.ui.wizard.window import Wizard
from shelter_desk.ui.words import Words

if TYPE_CHECKING:
    from shelter_desk.ui.drafts import DraftKeeper

_WARM_AFTER_MS = 7_000
"""After the window has come to rest: the first fire list finds everything loaded."""


OpenHouse = Callable[[str | None, Callable[[int], object]], AbstractContextManager[OpenedHouse]]


def run(
    open_house: OpenHouse,
    *,
    asks_secret: Callable[[DeskError], bool],
    language: str,
    demo: bool,
    first_run: FirstRun | None = None,
    kept_fire: KeptFire | None = None,
) -> int:
    """Show the desk until its window is closed; return the exit code.

    With ``first_run`` there is no house yet: its wizard comes before the door. ``kept_fire`` is
    what can be printed where the house does not open.

    ``open_house(typed, tell)`` opens the house, ``typed`` being a passphrase or recovery code
    after a first attempt for which ``asks_secret`` said that one would help; ``tell`` hears how
    many per cent of a demo house are made.
    """
    words = Words(language)
    app = make_application(sys.argv[:1], words)
    start = Start(app, words, open_house, asks_secret, demo=demo, first_run=first_run)
    start.kept_fire = kept_fire
    # Ended from outside (the machine shuts down): the last copy is made and a demo goes away.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: app.quit())
    try:
        start.begin()
        return app.exec()
    finally:
        start.end()


def compose(
    house: House,
    theme: Theme,
    words: Words,
    *,
    parent: QObject,
    tasks: type[Tasks] = Tasks,
    shelf: FireShelf | None = None,
    printer: str = "",
    machine: Machine | None = None,
) -> tuple[MainWindow, Seat]:
    """Put the window of an open house together, and the seat before it.

    ``parent`` owns what the window does not; whoever asked closes ``window.desk.tasks``.
    """
    session = Session(parent=parent)
    seat = Seat(house, session)
    desk = make_desk(theme, words, house.clock, tasks(seat.caller, parent=parent), demo=house.demo)

    def print_sheet() -> None:
        for screen in window.screens:
            if isinstance(screen, ReportsScreen):
                if screen is window.screen_shown:
                    screen.print_now()
                else:
                    window.show_screen(screen.action.id)
                    screen.show_handover()

    window = MainWindow(
        desk,
        session,
        seat.access(),
        facts=seat.facts,
        undo=undo,
        print_handover=print_sheet,
        fire=seat.fire(shelf, printer, tasks),
    )
    window.facts_shown.connect(Bell(desk, note_silence, parent=window).show_facts)
    DutyReminder(desk, session, parent=window)
    register_forms(desk)
    window.add_screens([*SCREENS, partial(SetupScreen, machine=machine)])
    introduce(desk, window.screens)
    for screen in window.screens:
        if isinstance(screen, ReportsScreen):
            screen.use_printer(printer)
            if window.fire is not None:
                window.fire.page = partial(_show_fire_list, window, screen)
            window.closed.connect(screen.press.close)
    return window, seat


def _show_fire_list(window: MainWindow, reports: ReportsScreen) -> None:
    window.show_screen(reports.action.id)
    reports.show_report(ReportKind.FIRE_LIST)


class Start(QObject):
    """One run of the desk: the door, then the window.

    ``heard`` and ``copied`` carry what the feed and the copies say from their own threads.
    """

    heard = Signal()
    copied = Signal(object)
    making = Signal(int)

    def __init__(
        self,
        app: QApplication,
        words: Words,
        open_house: OpenHouse,
        asks_secret: Callable[[DeskError], bool],
        *,
        demo: bool = False,
        first_run: FirstRun | None = None,
    ) -> None:
        super().__init__(app)
        self._first_run = first_run
        self.wizard: Wizard | None = None
        self.kept_fire: KeptFire | None = None
        self._typed: str | None = None
        self._app = app
        self._words = words
        self._open_house = open_house
        self._asks_secret = asks_secret
        self._demo = demo
        self._open = ExitStack()
        self.theme = Theme(app)
        self.window: MainWindow | None = None
        self.door = Doorway(self.theme, words)
        self._door_tasks = Tasks(lambda: None, parent=self)
        self._tasks: Tasks | None = None
        self._seat: Seat | None = None
        self._fire: FireKeeper | None = None
        self._drafts: DraftKeeper | None = None
        self._disk = Tasks(lambda: None, parent=self)
        self.making.connect(self.door.making, Qt.ConnectionType.QueuedConnection)
        self.heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        self.copied.connect(self._on_copied, Qt.ConnectionType.QueuedConnection)
        self.door.tried.connect(self._on_tried)
        self.door.given_up.connect(app.quit)
        self.door.fire_asked.connect(self._on_fire_asked)

    def begin(self) -> None:
        """Show the door and open the house behind it; where there is none, make one first."""
        if self._first_run is not None:
            self.wizard = Wizard(self.theme, self._words, self._first_run, self._door_tasks)
            self.wizard.finished.connect(self._on_first_run_over)
            self.wizard.given_up.connect(self._app.quit)
            self.wizard.show()
            return
        self._open_door()

    def _on_first_run_over(self) -> None:
        wizard, self.wizard = self.wizard, None
        if wizard is not None:
            self.door.setGeometry(wizard.geometry())
            self._open_door()
            wizard.hide()
            wizard.deleteLater()

    def _open_door(self) -> None:
        self.door.show()
        self._on_tried("")

    def end(self) -> None:
        """Let what is under way finish, then close the house."""
        if self._drafts is not None:
            self._drafts.write()
        self._disk.close()
        self._door_tasks.close()
        if self._tasks is not None:
            self._tasks.close()
        self._open.close()
        # While Python is whole: nothing of the window is called when it goes down with it.
        for shown in (self.window, self.door):
            if shown is not None and shiboken6.isValid(shown):
                shiboken6.delete(shown)

    # -- the door --------------------------------------------------------------------------

    def _on_tried(self, typed: str) -> None:
        self._typed = typed or None
        self._door_tasks.run(
            self._enter, then=self._on_opened, failed=self._on_refused, typed=typed or None
        )

    def _enter(self, _caller: object, *, typed: str | None) -> OpenedHouse:
        """Open the house: on the door's own thread, the window stays alive."""
        return self._open.enter_context(self._open_house(typed, self.making.emit))

    def _on_refused(self, error: DeskError) -> None:
        sentence = self._words.explain(error)
        if self._asks_secret(error):
            self.door.ask_secret(sentence)
        else:
            self.door.say_why(sentence)
            if self.kept_fire is not None:
                self._door_tasks.run(
                    self.kept_fire.moment, then=self.door.offer_fire, typed=self._typed
                )

    def _on_fire_asked(self) -> None:
        if self.kept_fire is not None:
            self._door_tasks.run(
                self.kept_fire.pdf,
                then=self._on_fire,
                failed=self._on_fire_failed,
                typed=self._typed,
                language=self._words.language,
            )

    def _on_fire(self, pdf: bytes) -> None:
        paper = import_module("shelter_desk.ui.paper.printing")
        names = paper.printer_names()
        if not names:
            say = self._words.say
            self.door.say_fire(say("This machine has no printer. Connect one and try again."))
            return
        self._door_tasks.run(
            paper.send_to_printer,
            then=self._on_fire_sent,
            failed=self._on_fire_failed,
            printer=names[0],
            job="Shelter Desk",
            pdf=pdf,
        )

    def _on_fire_sent(self, _sent: object) -> None:
        self.door.say_fire(self._words.say("The fire list is printed."))

    def _on_fire_failed(self, error: DeskError) -> None:
        self.door.say_fire(self._words.explain(error))

    def _on_opened(self, opened: OpenedHouse) -> None:
        self.window = window = self._make_window(opened)
        window.resize(self.door.size())
        if self.door.isMaximized():
            window.showMaximized()
        else:
            window.move(self.door.pos())
            window.show()
        window.lock_screen.focus_first()
        self.door.hide()
        self._keep_up(opened)

    def _keep_up(self, opened: OpenedHouse) -> None:
        """Listen to other desks and make copies for as long as the house is open."""
        if self.window is not None and self.window.fire is not None:
            QTimer.singleShot(_WARM_AFTER_MS, self.window.fire.warm)
        if self._fire is not None:
            self._fire.start()
            self._open.callback(self._fire.close)
        feed = opened.changes(self.heard.emit)
        feed.start()
        self._open.callback(feed.close)
        keeper = opened.copies(self.copied.emit)
        self._on_copied(keeper.state)
        keeper.start()
        # A demo goes away when it is closed: a last copy of it would be for nobody.
        self._open.callback(keeper.close, copy=not opened.house.demo)

    def _on_changed(self, _changed: object) -> None:
        if self._fire is not None:
            self._fire.changed()

    def _on_heard(self) -> None:
        if self._tasks is not None:
            self._tasks.announce(Changed.all())

    def _on_copied(self, state: CopyState) -> None:
        if self._seat is None or self.window is None:
            return
        self._seat.copied_at = state.newest
        self.window.ask_facts()
        if state.trouble is not None:
            self.window.tell_trouble(state.trouble)

    # -- the window ------------------------------------------------------------------------

    def _make_window(self, opened: OpenedHouse) -> MainWindow:
        house = opened.house
        scheme = opened.desk.get(settings.SCHEME)
        if scheme != Scheme.SYSTEM.value:
            self.theme.choose(Scheme(scheme))
        self.theme.enlarge(opened.desk.get(settings.TEXT_PERCENT))
        self._fire = opened.fire_keeper()
        window, self._seat = compose(
            house,
            self.theme,
            self._words,
            parent=self,
            shelf=self._fire.shelf,
            printer=opened.desk.get(settings.PRINTER),
            machine=opened.machine(),
        )
        self._tasks = window.desk.tasks
        self._drafts = keep_drafts(window, opened.drafts(), self._disk)
        self._tasks.announced.connect(self._on_changed)
        window.read.connect(self._on_read)
        window.preference.connect(opened.prefer)
        idle = Idle(
            self._app,
            SystemClock(),
            curtain_after=timedelta(minutes=opened.desk.get(settings.CURTAIN_MINUTES)),
            lock_after=timedelta(minutes=opened.desk.get(settings.LOCK_MINUTES)),
            parent=window,
        )
        window.watch(idle)
        failures.install(
            folder=opened.folder / "reports", clock=house.clock, tell=window.tell_failure
        )
        window.closed.connect(self._app.quit)
        return window

    def _on_read(self, screen: str) -> None:
        """Audit the read, which happens once a log-in for each screen (architecture.md 6)."""
        if self._tasks is not None:
            self._tasks.run(note_reading, screen=screen)
