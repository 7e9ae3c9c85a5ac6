"""A sheet in the whole window: lock, another person, other screens, help, the keyboard after it."""

from collections.abc import Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from shelter_desk.marking import mark
from shelter_desk.services.snapshots import Person
from shelter_desk.terms import PresenceKind
from shelter_desk.ui import actions
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.spec import FormSpec
from shelter_desk.ui.forms.written import ShortText
from shelter_desk.ui.lock.session import AccessCalls, Session, SignedIn
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.theme import Status
from tests.ui.conftest import KARI, SIRI

LISE = Chosen(guest_id=5, person=Person(PresenceKind.NAMED, "Lise", guest_id=5))


class OneLineForm(Form):
    """One line about Lise."""

    names_her = True

    def build(self) -> None:
        self.text = self.add("text", ShortText(self._desk, mark("Message"), limit=40))


class Board(Screen):
    """A screen with a button."""

    action: ClassVar = actions.BOARD
    context: ClassVar = actions.Context.BOARD

    def _build(self) -> None:
        self.button = QPushButton("rad")
        QVBoxLayout(self).addWidget(self.button)

    def focus_first(self) -> None:
        self.button.setFocus()


class Map(Board):
    """Another screen."""

    action: ClassVar = actions.BED_MAP
    context: ClassVar = actions.Context.MAP


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    def log_in(_caller: object, *, login: str, password: str) -> SignedIn:
        del password
        return {"kari": KARI, "siri": SIRI}[login]

    def use_pin(_caller: object, *, staff_id: int, pin: str) -> SignedIn:
        del pin
        return KARI if staff_id == KARI.staff_id else SIRI

    calls = AccessCalls(log_in, use_pin, lambda *_: None, lambda *_: None, lambda *_: None)
    made = MainWindow(desk, Session(), calls)
    spec = ActionSpec("message", mark("Message"))
    desk.forms.register(FormSpec("message", mark("Message"), OneLineForm, spec))
    made.add_screens([Board, Map])
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    made.activateWindow()
    enter(made, "kari")
    yield made
    made.close()


def enter(window: MainWindow, login: str) -> None:
    window.session.enter(KARI if login == "kari" else SIRI)
    window.lock_screen.opened.emit(KARI if login == "kari" else SIRI)


def shown(window: MainWindow) -> OneLineForm:
    assert isinstance(window.sheets.sheet, OneLineForm)
    return window.sheets.sheet


def all_words(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def test_the_lock_takes_the_words_away_and_gives_them_back(window: MainWindow) -> None:
    window.desk.forms.open("message", LISE)
    shown(window).text.line.setText("Ring søsteren din")
    window.lock()
    assert window.sheets.sheet is None
    assert "Lise" not in all_words(window)
    enter(window, "kari")
    assert shown(window).text.value == "Ring søsteren din"
    assert shown(window).text.line.hasFocus()


def test_another_person_does_not_find_what_was_half_typed(window: MainWindow) -> None:
    window.desk.forms.open("message", LISE)
    shown(window).text.line.setText("Ring søsteren din")
    window.lock()
    enter(window, "siri")
    assert window.sheets.sheet is None
    assert window.desk.forms.keeper.all() == {}
    window.desk.forms.open("message", LISE)
    assert shown(window).text.value == ""


def test_another_screen_closes_it_and_keeps_the_words(window: MainWindow) -> None:
    window.desk.forms.open("message", LISE)
    shown(window).text.line.setText("Ring søsteren din")
    window.show_screen(actions.BED_MAP.id)
    assert window.sheets.sheet is None
    assert window.desk.actions.spec("bed_map").context is actions.Context.GLOBAL
    window.desk.forms.open("message", LISE)
    assert shown(window).text.value == "Ring søsteren din"


def test_the_keyboard_goes_to_the_screen_when_it_was_opened_from_the_search(
    window: MainWindow,
) -> None:
    window.top.search.setFocus()
    window.desk.actions.action("message").trigger()
    QTest.keyClick(shown(window).text.line, Qt.Key.Key_Escape)
    board = window.screen_shown
    assert isinstance(board, Board)
    assert board.button.hasFocus()


def test_help_is_about_the_sheet_and_esc_leads_back_to_it(window: MainWindow) -> None:
    window.desk.forms.open("message", LISE)
    window.desk.actions.action("help").trigger()
    assert window.help.isVisible()
    assert window.help.accessibleName() == "Hjelp: Beskjed: Lise"
    QTest.keyClick(window.help, Qt.Key.Key_Escape)
    assert shown(window).text.line.hasFocus()


def test_the_message_bar_stays_clear_of_it(window: MainWindow) -> None:
    window.desk.forms.open("message", LISE)
    before, form = shown(window).y(), shown(window)
    window.desk.notices.tell(Status.URGENT, "Tilsyn A2 er forfalt.")
    bar = window.middle.messages
    assert bar.isVisible()
    assert not window.sheets.mask().contains(bar.mapTo(window.middle, bar.rect().center()))
    assert form.y() > before
    window.desk.notices.clear()
    assert window.sheets.mask().isEmpty()
    assert form.y() == before
