"""The search field: never another woman than the one on the screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.search_field import SearchField
from shelter_desk.ui.search import Offer, SearchRow
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.popup_list import RowsModel

EVA = SearchRow(1, "Eva", "ventes i dag", marked=((0, 2),), hint="Sjekk inn", hint_key="Enter")
EVELYN = SearchRow(2, "Evelyn", "sist sett 3.11.", code="H3", chip=(Status.TAKEN_INSIDE, "Inne"))
NEW = SearchRow("new", "Sjekk inn en ny kvinne som «Ev»", icon="account-plus-outline")


@pytest.fixture
def field(desk: Desk, qtbot: QtBot) -> Iterator[SearchField]:
    window = QWidget()
    qtbot.addWidget(window)
    made = SearchField(desk)
    row = QVBoxLayout(window)
    row.addWidget(made)
    row.addStretch(1)
    window.resize(900, 600)
    window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    window.close()


@pytest.fixture
def picked(desk: Desk) -> list[tuple[object, object]]:
    seen: list[tuple[object, object]] = []
    desk.search.picked.connect(lambda key, held: seen.append((key, held)))
    return seen


def _offer(desk: Desk, *rows: SearchRow, warning: str = "", text: str | None = None) -> None:
    desk.search.offer(Offer(rows, warning=warning, text=text))


def test_the_first_row_is_chosen_and_enter_picks_it(
    desk: Desk, field: SearchField, picked: list[tuple[object, object]]
) -> None:
    QTest.keyClicks(field, "ev")
    _offer(desk, EVA, EVELYN, NEW)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert picked == [(1, Qt.KeyboardModifier.NoModifier)]


def test_arrows_choose_and_modifiers_come_along(
    desk: Desk, field: SearchField, picked: list[tuple[object, object]]
) -> None:
    chosen: list[object] = []
    desk.search.chosen.connect(chosen.append)
    QTest.keyClicks(field, "ev")
    _offer(desk, EVA, EVELYN, NEW)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chosen == [1, 2]
    assert picked == [(2, Qt.KeyboardModifier.ControlModifier)]
    assert announce.said[-1] == "Evelyn, H3, sist sett 3.11., Inne"


def test_enter_does_not_take_a_row_of_what_was_typed_before(
    desk: Desk, field: SearchField, picked: list[tuple[object, object]]
) -> None:
    QTest.keyClicks(field, "e")
    _offer(desk, EVA, EVELYN)
    QTest.keyClicks(field, "velyn")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert picked == []
    _offer(desk, EVELYN)  # the answer comes at once: Enter meant her
    assert [key for key, _held in picked] == [2]


def test_an_early_enter_is_not_kept_where_two_have_the_name(
    desk: Desk, field: SearchField, picked: list[tuple[object, object]]
) -> None:
    QTest.keyClicks(field, "eva")
    QTest.keyClick(field, Qt.Key.Key_Return)
    _offer(desk, EVA, EVELYN, warning="To heter Eva.")
    assert picked == []
    assert field.popup.isVisible()
    assert "To heter Eva." in announce.said


def test_an_early_enter_is_forgotten_when_more_is_typed(
    desk: Desk, field: SearchField, picked: list[tuple[object, object]]
) -> None:
    QTest.keyClicks(field, "ev")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "e")
    _offer(desk, EVELYN)
    assert picked == []


def test_rows_for_another_text_are_dropped(desk: Desk, field: SearchField) -> None:
    QTest.keyClicks(field, "eve")
    _offer(desk, EVA, text="ev")
    assert not field.popup.isVisible()


def test_escape_closes_then_empties_then_leaves(desk: Desk, field: SearchField) -> None:
    left: list[bool] = []
    field.escaped.connect(lambda: left.append(True))
    QTest.keyClicks(field, "ev")
    _offer(desk, EVA)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.popup.isVisible(), field.text()) == (False, "ev")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), left) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert left == [True]


def _override(field: SearchField, key: Qt.Key, text: str, held: Qt.KeyboardModifier) -> bool:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held, text)
    event.ignore()
    field.event(event)
    return event.isAccepted()


def test_an_empty_field_leaves_undo_and_plus_to_the_window(desk: Desk, field: SearchField) -> None:
    plain, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    desk.search.pass_keys.add("+")
    assert not _override(field, Qt.Key.Key_Plus, "+", plain)
    assert not _override(field, Qt.Key.Key_Z, "\x1a", control)
    QTest.keyClicks(field, "ev")
    assert _override(field, Qt.Key.Key_Plus, "+", plain)
    assert _override(field, Qt.Key.Key_Z, "\x1a", control)
    desk.search.clear()
    assert not _override(field, Qt.Key.Key_Z, "\x1a", control)


def test_behind_the_curtain_nothing_can_be_searched(desk: Desk, field: SearchField) -> None:
    QTest.keyClicks(field, "ev")
    _offer(desk, EVA)
    desk.curtain.lower()
    assert field.text() == ""
    assert not field.popup.isVisible()
    assert not field.isEnabled()
    assert field.placeholderText() == "Søk er av mens tavla er skjult"
    desk.curtain.lift()
    assert field.isEnabled()


def test_the_rows_are_a_sound_model(qtbot: QtBot) -> None:
    model = RowsModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.give((EVA, EVELYN, NEW))
    model.give(())
    model.give((NEW,))
    assert model.index(0).data() == NEW.title
    assert tester.model() is model
    assert qtbot is not None
