"""The lock screen with the real services behind it, on a real encrypted house."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shelter_desk.services.calling import House
from shelter_desk.ui.desk import make_desk
from shelter_desk.ui.lock.card import Mode
from shelter_desk.ui.lock.session import Session
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.seat import Seat
from shelter_desk.ui.tasks import Tasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.words import Words
from tests.engines import PASSWORD


@pytest.fixture
def window(house_on_file: House, theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    session = Session()
    seat = Seat(house_on_file, session)
    tasks = Tasks(seat.caller)
    desk = make_desk(theme, Words("nb"), house_on_file.clock, tasks)
    made = MainWindow(desk, session, seat.access(), facts=seat.facts)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    assert tasks.close()


def _log_in(window: MainWindow, password: str) -> None:
    card = window.lock_screen.card
    QTest.keyClicks(card.login, "ragna")
    QTest.keyClicks(card.password, password)
    QTest.keyClick(card.password, Qt.Key.Key_Return)


def test_log_in_choose_a_pin_lock_and_come_back_with_it(window: MainWindow, qtbot: QtBot) -> None:
    card = window.lock_screen.card
    _log_in(window, "feil passord")
    qtbot.waitUntil(lambda: card.hint.text() != "")
    assert window.is_locked
    card.login.setText("")
    _log_in(window, PASSWORD)
    qtbot.waitUntil(lambda: not window.is_locked)
    assert window.top.user.initials == "RR"
    qtbot.waitUntil(lambda: window.top.shift.text() != "")
    window.top.own_pin_asked.emit()
    assert window.lock_screen.mode is Mode.NEW_PIN
    QTest.keyClicks(card.password, PASSWORD)
    QTest.keyClicks(card.pin, "8361")
    QTest.keyClicks(card.pin_again, "8361")
    QTest.keyClick(card.pin_again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked)
    window.lock()
    assert not card.pin.isHidden()
    QTest.keyClicks(card.pin, "8361")
    QTest.keyClick(card.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked)
    assert window.session.person is not None
    assert window.session.person.has_pin
