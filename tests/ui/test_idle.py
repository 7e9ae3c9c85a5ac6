"""Idle: the wall clock counts, sleep too, and a clock set back does not help."""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from shelter_desk.clock import FixedClock
from shelter_desk.ui.lock.idle import Idle


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def idle(qapp: QApplication, clock: FixedClock, said: list[str]) -> Iterator[Idle]:
    made = Idle(qapp, clock)
    made.curtain_due.connect(lambda: said.append("curtain"))
    made.lock_due.connect(lambda: said.append("lock"))
    yield made
    made.stop()
    qapp.removeEventFilter(made)


def test_curtain_after_two_minutes_lock_after_ten_each_once(
    idle: Idle, clock: FixedClock, said: list[str]
) -> None:
    clock.advance(seconds=119)
    idle.tick()
    assert said == []
    clock.advance(seconds=1)
    idle.tick()
    idle.tick()
    assert said == ["curtain"]
    clock.advance(minutes=8)
    idle.tick()
    idle.tick()
    assert said == ["curtain", "lock"]


def test_sleep_locks_before_the_key_that_wakes_is_heard(
    idle: Idle, clock: FixedClock, said: list[str]
) -> None:
    clock.advance(hours=3)
    idle.touch()
    assert said == ["lock"]


def test_a_touch_begins_anew(qtbot: QtBot, idle: Idle, clock: FixedClock, said: list[str]) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    clock.advance(seconds=100)
    QTest.keyClick(field, Qt.Key.Key_A)
    clock.advance(seconds=100)
    idle.tick()
    assert said == []
    assert idle.idle_for == timedelta(seconds=100)


def test_a_clock_set_back_does_not_keep_names_on_the_screen(
    idle: Idle, clock: FixedClock, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = monotonic()
    clock.advance(hours=-1)
    monkeypatch.setattr("shelter_desk.ui.lock.idle.monotonic", lambda: start + 130)
    idle.tick()
    assert said == ["curtain"]
