"""The event loop never waits: a walk over all screens of a real demo house, timed."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.bootstrap import Choice, opened_house
from shelter_desk.store.engine import Store
from shelter_desk.ui import actions
from shelter_desk.ui.lock.session import DEMO_LOGIN, DEMO_PASSWORD
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.start import compose
from shelter_desk.ui.theme import Scheme, Theme
from shelter_desk.ui.words import Words

EVENING = datetime(2026, 11, 21, 20, 12, tzinfo=UTC)
OWN_MS = 100
"""What the window's thread may work between two beats."""
WITH_DATABASE_MS = 200
"""The same with what the database thread worked meanwhile: they share one interpreter."""
TRIES = 2
"""Other programs on the machine can disturb any single try: an act is too slow if it always is.

For the same reason it is this program's own time that counts, not the clock on the wall.
"""


@dataclass
class Gap:
    """A time between two beats, in milliseconds: by the wall, of this process, of its window."""

    wall: float = 0.0
    process: float = 0.0
    window: float = 0.0

    def since(self, before: "Gap") -> "Gap":
        """Return what lies between two readings of the clocks."""
        return Gap(
            self.wall - before.wall, self.process - before.process, self.window - before.window
        )

    @property
    def too_long(self) -> bool:
        """Whether a person would notice it on a machine that does nothing else."""
        return self.window > OWN_MS or min(self.wall, self.process) > WITH_DATABASE_MS


class Pulse(QObject):
    """Beats every ten milliseconds and keeps the longest time between two beats."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.longest = Gap()
        self._last = self._now()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        self.longest, self._last = Gap(), self._now()
        self._timer.start()

    def stop(self) -> None:
        self.beat()
        self._timer.stop()

    def beat(self) -> None:
        now = self._now()
        self.longest = max(self.longest, now.since(self._last), key=_length)
        self._last = now

    @staticmethod
    def _now() -> Gap:
        return Gap(perf_counter() * 1_000, process_time() * 1_000, thread_time() * 1_000)


def _length(gap: Gap) -> float:
    return min(gap.wall, gap.process)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "house"
    with opened_house(Choice(data=folder, demo=True, at=EVENING)):
        pass
    return folder


@pytest.fixture
def window(
    demo: Path, tmp_path: Path, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    theme.choose(Scheme.LIGHT)
    folder = Path(shutil.copytree(demo, tmp_path / "house"))
    with opened_house(Choice(data=folder, demo=True, at=EVENING)) as opened:
        parent = QObject()
        made, _ = compose(opened.house, theme, Words("nb"), parent=parent)
        qtbot.addWidget(made)
        for way in ("read", "write"):
            monkeypatch.setattr(Store, way, _never_in_the_window(getattr(Store, way)))
        made.resize(1440, 900)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        yield made
        made.desk.tasks.close()
        made.close()


def _never_in_the_window(method: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse the database to the window's thread."""

    def guarded(*values: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the store takes
        assert threading.current_thread() is not threading.main_thread()
        return method(*values, **named)

    return guarded


def test_no_act_stops_the_window(window: MainWindow, qtbot: QtBot) -> None:
    pulse = Pulse(window)
    best: dict[str, Gap] = {}
    for _ in range(TRIES):
        for name, act, done in _walk(window):
            pulse.start()
            act()
            qtbot.waitUntil(_settled(window, done), timeout=20_000)
            pulse.stop()
            best[name] = min(best.get(name, pulse.longest), pulse.longest, key=_length)
    assert {name: gap for name, gap in best.items() if gap.too_long} == {}


Act = tuple[str, Callable[[], object], Callable[[], bool]]


def _settled(window: MainWindow, done: Callable[[], bool]) -> Callable[[], bool]:
    return lambda: window.desk.tasks.pending_count == 0 and done()


def _walk(window: MainWindow) -> Iterator[Act]:
    """Yield each act of an evening: its name, what does it, and when it is done."""
    desk, card = window.desk, window.lock_screen.card

    def trigger(action_id: str) -> Callable[[], None]:
        return desk.actions.action(action_id).trigger

    def inside() -> int:
        return int(window.screens[0].inside.rowCount())  # type: ignore[attr-defined]  # the board's table

    def log_in() -> None:
        if not card.login.isHidden():
            card.login.setText(DEMO_LOGIN)
        card.password.setText(DEMO_PASSWORD)
        card.enter.click()

    def key(which: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        QTest.keyClick(focused, which)

    yield "log in", log_in, lambda: not window.is_locked and inside() > 0
    before = inside()
    yield "search", lambda: desk.search.type("gr"), window.top.search.popup.isVisible
    yield "check in", lambda: key(Qt.Key.Key_Return), lambda: inside() == before + 1
    yield "undo", trigger(actions.UNDO.id), lambda: inside() == before
    yield "down the board", lambda: key(Qt.Key.Key_Down), lambda: True
    for screen in (actions.BED_MAP.id, actions.LOG.id, actions.BOARD.id):
        yield screen, trigger(screen), lambda: True
    yield "help", trigger(actions.HELP.id), window.help.isVisible
    yield "help away", trigger(actions.HELP.id), window.help.isHidden
    yield "curtain", trigger(actions.CURTAIN.id), lambda: desk.curtain.down
    yield "lock", trigger(actions.LOCK.id), lambda: window.is_locked
