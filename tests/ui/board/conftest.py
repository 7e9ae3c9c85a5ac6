"""The board in its window, over a house in memory or a real one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.clock import FixedClock
from shelter_desk.ui.board.board import BoardScreen
from shelter_desk.ui.board.calls import BoardCalls
from shelter_desk.ui.board.inside_model import Column
from shelter_desk.ui.desk import Desk, make_desk
from shelter_desk.ui.lock.session import AccessCalls, Session
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Scheme, Theme
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.words import Words
from tests.ui.board.house import FakeHouse
from tests.ui.conftest import EVENING, KARI

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _never(*_given: object, **_values: object) -> Any:  # noqa: ANN401 - stands for any service
    raise AssertionError("not asked here")


@dataclass
class Seat:
    """Somebody at the desk: hands on the keyboard, eyes on the board."""

    qtbot: QtBot
    window: MainWindow
    screen: BoardScreen

    @property
    def desk(self) -> Desk:
        return self.window.desk

    @property
    def focus(self) -> QWidget:
        """The widget the keyboard is in."""
        widget = QApplication.focusWidget()
        return widget if widget is not None else self.window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press one key where the keyboard is, or in the menu that is open."""
        menu = QApplication.activePopupWidget()
        self.qtbot.keyClick(menu or self.focus, key, held)  # type: ignore[no-untyped-call]  # pytest-qt has no types here

    def write(self, text: str) -> None:
        """Type letters one by one, wherever each of them brings the keyboard."""
        for sign in text:
            if sign.isascii():
                self.qtbot.keyClicks(self.focus, sign)  # type: ignore[no-untyped-call]  # see above
                continue
            # QTest knows the keys of ASCII only.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus, QKeyEvent(kind, 0, NONE, sign))

    def in_focus(self, widget: QWidget) -> bool:
        """Say whether the keyboard is in ``widget``."""
        return self.focus is widget

    def on_page(self, page: QWidget) -> bool:
        """Say whether the side panel shows ``page``."""
        return self.screen.panel.page is page

    def go_to(self, presence_id: int) -> None:
        """Put the keyboard on a row."""
        assert self.screen.table.go_to(presence_id)

    def names(self) -> list[str]:
        """Return the names in the table from the top down."""
        model = self.screen.inside
        return [str(model.index(n, Column.NAME).data()) for n in range(model.rowCount())]

    def offered(self) -> list[str]:
        """Return the rows under the search field; none while it shows none."""
        popup = self.window.top.search.popup
        if not popup.isVisible():
            return []
        model = popup._model
        return [str(model.index(n).data()) for n in range(model.rowCount())]


Sit = Callable[[Desk, BoardCalls, Callable[..., Any]], Seat]


@pytest.fixture
def sit(qtbot: QtBot) -> Iterator[Sit]:
    """Return what opens a window of its own on a board of these calls, with Kari logged in."""
    opened: list[MainWindow] = []

    def open_window(desk: Desk, calls: BoardCalls, undo: Callable[..., Any]) -> Seat:
        window = _window(desk, calls, undo)
        opened.append(window)
        with qtbot.waitExposed(window):
            window.show()
        return _seated(qtbot, window)

    yield open_window
    for window in opened:
        window.close()
        window.deleteLater()


def _window(desk: Desk, calls: BoardCalls, undo: Callable[..., Any]) -> MainWindow:
    access = AccessCalls(log_in=_never, use_pin=_never, change_password=_never)
    window = MainWindow(desk, Session(), access, undo=undo)
    window.add_screens([partial(BoardScreen, calls=calls)])
    window.resize(1440, 900)
    return window


def _seated(qtbot: QtBot, window: MainWindow) -> Seat:
    window._on_opened(KARI)
    window.activateWindow()
    screen = window.screen_shown
    assert isinstance(screen, BoardScreen)
    return Seat(qtbot, window, screen)


@dataclass
class _OneWindow:
    """One window for the tests of one file: making one takes longer than most of them."""

    window: MainWindow
    clock: FixedClock
    house: FakeHouse

    def begin(self, house: FakeHouse) -> None:
        """Forget the test before: an empty board, then this house."""
        desk = self.window.desk
        screen = self.window.screen_shown
        assert isinstance(screen, BoardScreen)
        self.clock.moment = EVENING
        desk.words.use("nb")
        desk.theme.choose(Scheme.LIGHT)
        desk.search.clear()
        desk.notices.forget()
        desk.curtain.lift()
        announce.forget()
        self.window.middle.open_panel(wanted=False)
        screen.table.set_marking(False)
        screen.doors.mark.setChecked(False)
        self.house = FakeHouse(self.clock, inside=[])
        screen.panel.clear()
        screen.panel.show_nobody()
        screen.refresh()
        self.house = house
        self.window.resize(1440, 900)


@pytest.fixture(scope="module")
def one_window(theme: Theme) -> Iterator[_OneWindow]:
    """Return the window that the tests of one file share.

    Not those of all files: a test elsewhere that locks its desk closes every other window.
    """
    clock = FixedClock(EVENING)
    tasks = InlineTasks(lambda: "caller")
    desk = make_desk(theme, Words("nb"), clock, tasks)

    def through(name: str) -> Callable[..., Any]:
        def call(caller: object, **values: object) -> Any:  # noqa: ANN401 - any service's answer
            house = shared.house
            service = house.undo if name == "undo" else getattr(house.calls(), name)
            return service(caller, **values)

        return call

    calls = BoardCalls(**{one.name: through(one.name) for one in fields(BoardCalls)})
    # As with a screen reader: else views do not tell it when rows come and go.
    QAccessible.setActive(True)
    window = _window(desk, calls, through("undo"))
    shared = _OneWindow(window, clock, FakeHouse(clock, inside=[]))
    window.show()
    yield shared
    window.close()
    window.deleteLater()
    tasks.close()
    QAccessible.setActive(False)


@pytest.fixture
def fake(clock: FixedClock) -> FakeHouse:
    """Return the house of the drawings, in memory."""
    return FakeHouse.of_the_comp(clock)


@pytest.fixture
def seat(qtbot: QtBot, one_window: _OneWindow, fake: FakeHouse) -> Iterator[Seat]:
    """Return somebody at the desk of that house."""
    fake.clock = one_window.clock
    one_window.begin(fake)
    made = _seated(qtbot, one_window.window)
    made.screen.refresh()
    made.screen.focus_first()
    QApplication.processEvents()
    yield made
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
