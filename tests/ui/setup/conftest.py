"""A desk with Oppsett on a real house, for whoever sits there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.services.calling import House
from shelter_desk.services.house_keys import HouseKeys
from shelter_desk.services.machine import Machine
from shelter_desk.services.rights import DEFAULT_RIGHTS
from shelter_desk.settings import Values
from shelter_desk.store.key_errors import KeyringMissingError
from shelter_desk.store.keyrings import AccountKeyring
from shelter_desk.terms import Role
from shelter_desk.ui import start
from shelter_desk.ui.board.board import BoardScreen
from shelter_desk.ui.lock.session import SignedIn
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.setup.screen import SetupScreen
from shelter_desk.ui.start import compose
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.words import Words
from tests.engines import COLLEAGUES, KEY, as_role, desk_of


def no_keyring() -> AccountKeyring:
    """Return no keyring: a machine without one."""
    raise KeyringMissingError


@dataclass
class Sitting:
    """Somebody at the desk, in Oppsett."""

    window: MainWindow
    screen: SetupScreen
    chosen: dict[str, object]

    def sections(self) -> list[object]:
        """Return the sections she sees."""
        return [row.key for row in self.screen.list.rows]

    def show(self, name: str) -> QWidget:
        """Show a section; return it."""
        self.screen.show_section(name)
        section = self.screen.section
        assert section is self.screen.sections[name]
        return section

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    @property
    def said(self) -> str:
        """What the status line says was done."""
        act = self.window.desk.notices.latest
        return act.text if act else ""

    def undo(self) -> None:
        """Take back what was done last."""
        self.window.desk.actions.refresh()
        self.window.desk.actions.action("undo").trigger()


Sit = Callable[[Role], Sitting]


@pytest.fixture
def sit(
    house_on_file: House,
    theme: Theme,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Sit]:
    """Return what seats a colleague of a role in Oppsett."""
    # Making every screen of the desk for each test would take most of its time.
    monkeypatch.setattr(start, "SCREENS", (BoardScreen,))
    parent = QObject()
    desk = desk_of(tmp_path / "data")
    chosen: dict[str, object] = {}
    machine = Machine(
        desk=lambda: Values(dict(chosen)),
        keep=chosen.__setitem__,
        shelf=lambda: desk.shelf,
        newest_manifest=lambda: None,
        keys=HouseKeys(desk.shelf.places, KEY, no_keyring),
    )
    windows: list[MainWindow] = []

    def seat(role: Role) -> Sitting:
        window, _ = compose(
            house_on_file, theme, Words("nb"), parent=parent, tasks=InlineTasks, machine=machine
        )
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)  # else nothing in it has the keyboard
        login, name, initials = COLLEAGUES[role]
        actor = as_role(house_on_file, role).actor
        window.lock_screen.opened.emit(
            SignedIn(
                actor.staff_id or 0, login, name, initials, DEFAULT_RIGHTS[role],
                has_pin=False, actor=actor,
            )
        )  # fmt: skip
        window.show_screen("setup")
        screen = window.screen_shown
        assert isinstance(screen, SetupScreen)
        return Sitting(window, screen, chosen)

    yield seat
    for window in windows:
        window.desk.tasks.close()
    parent.deleteLater()


@pytest.fixture
def liv(sit: Sit) -> Sitting:
    """Return the manager in Oppsett."""
    return sit(Role.MANAGER)
