"""The window: log-in, lock, curtain, keys; and that nothing shows what must not be seen."""

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shelter_desk.clock import FixedClock
from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.services.rights import PinLockedError
from shelter_desk.terms import Right, ShiftName
from shelter_desk.ui import actions
from shelter_desk.ui.desk import Desk, make_desk
from shelter_desk.ui.frame.facts import FrameFacts, NextCheck
from shelter_desk.ui.lock.card import Mode
from shelter_desk.ui.lock.idle import Idle
from shelter_desk.ui.lock.session import AccessCalls, Session, SignedIn
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.words import Words

from .conftest import EVENING, KARI, SIRI

KARIS = "four words of mine"


class WrongError(RefusedError):
    """A refusal for these tests."""

    sentence = mark("The PIN is not right. Try again.")


class WaitError(RefusedError):
    """A refusal to be waited out."""

    sentence = mark("Too many wrong passwords. Try again from {until}, or ask the shift lead.")


class Access:
    """Answers like the services of access."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock = clock
        self.passwords = {"kari": "four words of mine", "siri": "another four words"}
        self.people = {"kari": KARI, "siri": SIRI}
        self.pin = "2580"
        self.wrong = 0
        self.calls: list[str] = []

    def log_in(self, _caller: object, *, login: str, password: str) -> SignedIn:
        self.calls.append("log_in")
        if self.passwords.get(login) != password:
            self.wrong += 1
            if self.wrong > 1:
                raise WaitError(until=self.clock.now() + timedelta(seconds=30))
            raise WrongError
        return self.people[login]

    def use_pin(self, _caller: object, *, staff_id: int, pin: str) -> SignedIn:
        self.calls.append("use_pin")
        if pin != self.pin:
            self.wrong += 1
            if self.wrong > 1:
                raise PinLockedError
            raise WrongError
        return KARI if staff_id == KARI.staff_id else SIRI

    def change_password(self, _caller: object, *, old: str, new: str) -> None:
        self.calls.append(f"change_password {old} -> {new}")

    def set_pin(self, _caller: object, *, password: str, pin: str) -> None:
        self.calls.append(f"set_pin {password} {pin}")

    def locked(self, _caller: object) -> None:
        self.calls.append("locked")


class Board(Screen):
    """A screen with a name, a text being written and a side panel."""

    action: ClassVar = actions.BOARD
    context: ClassVar = actions.Context.BOARD
    takes_letters: ClassVar = True

    def _build(self) -> None:
        self.refreshed: list[object] = []
        self.name = QLabel("Lise")
        self.note = QPlainTextEdit()
        self.button = QPushButton("rad")
        column = QVBoxLayout(self)
        for piece in (self.name, self.note, self.button):
            column.addWidget(piece)
        self.panel = QLabel("Lise, kontaktperson Siri")

    def curtain(self, down: bool) -> None:  # noqa: FBT001 - Qt's signal carries a bare bool
        self.name.setText("A2" if down else "Lise")

    def side_panel(self) -> QWidget:
        return self.panel

    def refresh(self, changed: object | None = None) -> None:
        self.refreshed.append(changed)

    def focus_first(self) -> None:
        self.button.setFocus()


class Map(Board):
    """Another screen."""

    action: ClassVar = actions.BED_MAP
    context: ClassVar = actions.Context.MAP
    takes_letters: ClassVar = False


@pytest.fixture
def access(clock: FixedClock) -> Access:
    return Access(clock)


@pytest.fixture
def undone() -> list[object]:
    return []


@pytest.fixture
def window(desk: Desk, access: Access, undone: list[object], qtbot: QtBot) -> Iterator[MainWindow]:
    calls = AccessCalls(
        access.log_in, access.use_pin, access.change_password, access.set_pin, access.locked
    )

    def facts(_caller: object) -> FrameFacts:
        check = NextCheck(EVENING + timedelta(minutes=3), "A2")
        end = EVENING + timedelta(minutes=63)
        return FrameFacts(19, 1, ShiftName.EVENING, end, check, EVENING - timedelta(minutes=14))

    def undo(_caller: object, *, operation: object) -> None:
        undone.append(operation)

    made = MainWindow(desk, Session(), calls, facts=facts, undo=undo, print_handover=lambda: None)
    made.add_screens([Board, Map])
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    made.lock_screen.focus_first()
    yield made
    made.close()


def locked(window: MainWindow) -> bool:
    # A function, because what a property said before an act need not hold after it.
    return window.is_locked


def is_down(desk: Desk) -> bool:
    return desk.curtain.down


def log_in(window: MainWindow, login: str = "kari", password: str = KARIS) -> None:
    card = window.lock_screen.card
    QTest.keyClicks(card.login, login)
    QTest.keyClick(card.login, Qt.Key.Key_Return)
    QTest.keyClicks(card.password, password)
    QTest.keyClick(card.password, Qt.Key.Key_Return)


def board(window: MainWindow) -> Board:
    screen = window.screen_shown
    assert isinstance(screen, Board)
    return screen


def visible_words(window: MainWindow) -> str:
    return "\n".join(
        label.text() for label in window.findChildren(QLabel) if label.isVisibleTo(window)
    )


# -- log-in ---------------------------------------------------------------------------------------


def test_logging_in_by_keyboard_opens_the_first_screen(window: MainWindow) -> None:
    assert locked(window)
    log_in(window)
    assert not locked(window)
    assert board(window).refreshed == [None]
    assert board(window).button.hasFocus()
    assert window.top.user.initials == "KM"
    assert window.top.in_house.number.text() == "19"
    assert window.top.shift.text() == "Kveld til 22:15"
    assert window.status.copy_words.text() == "Kopi for 14 min siden"


def test_a_wrong_password_is_told_calmly_and_a_wait_is_waited_out(
    window: MainWindow, access: Access, clock: FixedClock
) -> None:
    card = window.lock_screen.card
    log_in(window, password="wrong")
    assert locked(window)
    assert card.password.text() == ""
    assert card.login.text() == "kari"
    assert card.hint.text() == "PIN-koden stemmer ikke. Prøv igjen."
    QTest.keyClicks(card.password, "wrong again")
    QTest.keyClick(card.password, Qt.Key.Key_Return)
    assert not card.enter.isEnabled()
    QTest.keyClicks(card.password, "four words of mine")
    QTest.keyClick(card.password, Qt.Key.Key_Return)
    assert access.calls == ["log_in", "log_in"]
    clock.advance(seconds=31)
    window.lock_screen._on_tick()
    QTest.keyClick(card.password, Qt.Key.Key_Return)
    assert not locked(window)


def test_a_first_password_must_be_changed_before_anything_is_shown(
    window: MainWindow, access: Access
) -> None:
    first = SignedIn(3, "ny", "Ny Vikar", "NV", frozenset({Right.BOARD}), must_change_password=True)
    access.people["ny"], access.passwords["ny"] = first, "given by the lead"
    log_in(window, "ny", "given by the lead")
    screen = window.lock_screen
    assert locked(window)
    assert screen.mode is Mode.NEW_PASSWORD
    QTest.keyClicks(screen.card.fresh, "my own four words")
    QTest.keyClicks(screen.card.again, "my own for words")
    QTest.keyClick(screen.card.again, Qt.Key.Key_Return)
    assert "ikke like" in screen.card.hint.text()
    QTest.keyClicks(screen.card.again, "my own four words")
    QTest.keyClick(screen.card.again, Qt.Key.Key_Return)
    assert access.calls[-1] == "change_password given by the lead -> my own four words"
    assert not locked(window)
    assert window.session.person is not None
    assert not window.session.person.must_change_password


def test_the_first_change_of_password_cannot_be_escaped(window: MainWindow, access: Access) -> None:
    first = SignedIn(3, "ny", "Ny Vikar", "NV", frozenset({Right.BOARD}), must_change_password=True)
    access.people["ny"], access.passwords["ny"] = first, "given by the lead"
    log_in(window, "ny", "given by the lead")
    QTest.keyClick(window.lock_screen.card.fresh, Qt.Key.Key_Escape)
    assert locked(window)
    assert window.lock_screen.card.cancel.isHidden()


# -- lock -----------------------------------------------------------------------------------------


def test_lock_hides_everything_closes_what_lies_over_it_and_keeps_what_was_written(
    window: MainWindow, access: Access, qtbot: QtBot
) -> None:
    log_in(window)
    board(window).note.setPlainText("halvskrevet om Lise")
    dialog, menu = QDialog(window), QMenu(window)
    menu.addAction("Lise")
    qtbot.addWidget(dialog)
    dialog.show()
    menu.popup(window.pos())
    window.desk.actions.action("lock").trigger()
    assert locked(window)
    assert access.calls[-1] == "locked"
    assert not dialog.isVisible()
    assert not menu.isVisible()
    assert QApplication.activePopupWidget() is None
    assert not board(window).isVisible()
    assert "Lise" not in visible_words(window)
    assert announce.said == type(announce.said)()
    assert not window.desk.actions.action("board").isEnabled()
    assert window.windowTitle() == "Shelter Desk"
    QTest.keyClicks(window.lock_screen.card.pin, "2580")
    QTest.keyClick(window.lock_screen.card.pin, Qt.Key.Key_Return)
    assert not locked(window)
    assert board(window).note.toPlainText() == "halvskrevet om Lise"
    assert board(window).name.text() == "Lise"


def test_the_lock_screen_says_time_and_number_only(window: MainWindow) -> None:
    log_in(window)
    window.lock()
    assert window.lock_screen.check.text == "Tilsyn kl. 21:15 (1) · forfalt 0"
    assert "A2" not in visible_words(window)
    assert window.lock_screen.clock.text() == "21:12"
    assert window.lock_screen.day.text() == "lørdag 21. november · kveld til 22:15"


def test_used_up_pins_lead_to_the_password(window: MainWindow) -> None:
    log_in(window)
    window.lock()
    card = window.lock_screen.card
    for _attempt in range(2):
        QTest.keyClicks(card.pin, "1357")
        QTest.keyClick(card.pin, Qt.Key.Key_Return)
    assert card.pin.isHidden()
    assert not card.password.isHidden()
    assert card.hint.text().startswith("Fem feil")
    QTest.keyClicks(card.password, "four words of mine")
    QTest.keyClick(card.password, Qt.Key.Key_Return)
    assert not locked(window)


def test_another_person_takes_over_with_her_own_rights_and_nothing_of_the_first(
    window: MainWindow, desk: Desk
) -> None:
    log_in(window)
    desk.notices.act("Lise fikk plass A4", operation=None, undo=lambda: None)
    desk.search.type("li")
    window.lock()
    other = window.lock_screen.card.people.buttons[-1]
    assert other.text() == "Annen"
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    log_in(window, "siri", "another four words")
    assert window.top.user.initials == "SA"
    assert window.status.act_words.text() == ""
    assert not desk.actions.action("undo").isEnabled()
    assert not desk.actions.action("print_handover").isEnabled()
    assert desk.search.text == ""


def test_an_own_pin_is_chosen_and_escape_goes_back(window: MainWindow, access: Access) -> None:
    log_in(window)
    window.top.own_pin_asked.emit()
    card = window.lock_screen.card
    assert locked(window)
    QTest.keyClick(card.password, Qt.Key.Key_Escape)
    assert not locked(window)
    window.top.own_pin_asked.emit()
    QTest.keyClicks(card.password, "four words of mine")
    QTest.keyClicks(card.pin, "9051")
    QTest.keyClicks(card.pin_again, "9051")
    QTest.keyClick(card.pin_again, Qt.Key.Key_Return)
    assert access.calls[-1] == "set_pin four words of mine 9051"
    assert not locked(window)


def test_idle_lowers_the_curtain_then_locks(
    window: MainWindow, clock: FixedClock, qapp: QApplication
) -> None:
    log_in(window)
    idle = Idle(qapp, clock)
    window.watch(idle)
    clock.advance(minutes=2)
    idle.tick()
    assert (is_down(window.desk), locked(window)) == (True, False)
    clock.advance(minutes=8)
    idle.tick()
    assert locked(window)
    idle.stop()
    qapp.removeEventFilter(idle)


def test_an_open_choice_of_pin_is_locked_too_when_nobody_is_there(window: MainWindow) -> None:
    log_in(window)
    window.top.own_pin_asked.emit()
    window.lock()
    assert window.lock_screen.mode is Mode.LOCKED


# -- curtain --------------------------------------------------------------------------------------


def test_the_curtain_hides_names_at_once_and_only_the_pin_lifts_it(
    window: MainWindow, desk: Desk
) -> None:
    log_in(window)
    desk.notices.act("Lise fikk plass A4", undo=lambda: None)
    desk.actions.action("curtain").trigger()
    assert "Lise" not in visible_words(window)
    assert window.top.check.text == "Tilsyn kl. 21:15 (1) · forfalt 0"
    assert window.status.act_words.text() == "Skjult kl. 21:12 · halvskrevet tekst er tatt vare på"
    assert not desk.actions.action("undo").isEnabled()
    desk.actions.action("curtain").trigger()
    assert is_down(desk)
    pin = window.curtain_panel.pin
    QTest.keyClicks(pin, "0000")
    QTest.keyClick(pin, Qt.Key.Key_Return)
    assert is_down(desk)
    assert window.curtain_panel.hint.text() == "PIN-koden stemmer ikke. Prøv igjen."
    QTest.keyClicks(pin, "2580")
    QTest.keyClick(pin, Qt.Key.Key_Return)
    assert not is_down(desk)
    assert board(window).name.text() == "Lise"
    assert window.status.act_words.text() == "Lise fikk plass A4"


# -- keys -----------------------------------------------------------------------------------------


def test_letters_on_the_board_go_to_search_and_on_the_map_they_do_not(
    window: MainWindow, desk: Desk
) -> None:
    log_in(window)
    QTest.keyClick(board(window).button, Qt.Key.Key_E)
    assert window.top.search.text() == "e"
    desk.search.clear()
    QTest.keyClicks(board(window).note, "ev")
    assert board(window).note.toPlainText() == "ev"
    window.show_screen("bed_map")
    QTest.keyClick(board(window).button, Qt.Key.Key_E)
    assert window.top.search.text() == ""


def test_function_keys_change_the_screen(window: MainWindow) -> None:
    log_in(window)
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert isinstance(window.screen_shown, Map)
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert not isinstance(window.screen_shown, Map)


def test_control_z_takes_back_the_newest_own_act_and_then_the_one_before(
    window: MainWindow, desk: Desk, undone: list[object]
) -> None:
    log_in(window)
    desk.notices.act("en", operation="1")  # type: ignore[arg-type]  # any number will do
    desk.notices.act("to", operation="2")  # type: ignore[arg-type]  # the same
    desk.notices.act("tre")
    assert not window.status.undo_button.isVisible()
    desk.actions.action("undo").trigger()
    assert window.status.act_words.text() == "Angret: to"
    desk.actions.action("undo").trigger()
    assert undone == ["2", "1"]
    assert not desk.actions.action("undo").isEnabled()


def test_an_act_can_be_undone_for_ten_minutes(
    window: MainWindow, desk: Desk, clock: FixedClock
) -> None:
    log_in(window)
    desk.notices.act("en", undo=lambda: None)
    assert desk.actions.action("undo").isEnabled()
    clock.advance(minutes=10, seconds=1)
    desk.actions.refresh()
    assert not desk.actions.action("undo").isEnabled()


def test_control_z_in_a_text_undoes_the_text(window: MainWindow, desk: Desk) -> None:
    log_in(window)
    acts: list[bool] = []
    desk.notices.act("en", undo=lambda: acts.append(True))
    note = board(window).note
    note.setFocus()
    QTest.keyClicks(note, "abc")
    QTest.keyClick(note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert note.toPlainText() == ""
    assert acts == []
    board(window).button.setFocus()
    QTest.keyClick(board(window).button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert acts == [True]


def test_help_lists_the_keys_of_the_screen_and_closes_with_escape(window: MainWindow) -> None:
    log_in(window)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible()
    words = [label.text() for label in window.help.findChildren(QLabel)]
    assert "Hjelp: Tavla" in words
    assert any(text.startswith("Hvem som er i huset nå.") for text in words)
    assert "Skjul tavla" in words
    QTest.keyClick(window.help, Qt.Key.Key_Escape)
    assert not window.help.isVisible()
    assert board(window).button.hasFocus()


# -- what changes ---------------------------------------------------------------------------------


def test_the_shown_screen_is_refreshed_and_hidden_ones_when_they_are_shown(
    window: MainWindow, desk: Desk
) -> None:
    log_in(window)
    first = board(window)
    desk.tasks.announce("beds")
    assert first.refreshed == [None, "beds"]
    window.show_screen("bed_map")
    assert board(window).refreshed == [None]
    desk.tasks.announce("log")
    assert first.refreshed == [None, "beds"]
    window.show_screen("board")
    assert first.refreshed == [None, "beds", None]


def test_nothing_is_asked_while_locked(window: MainWindow, desk: Desk) -> None:
    log_in(window)
    first = board(window)
    window.lock()
    desk.tasks.announce("beds")
    assert first.refreshed == [None]


def test_a_refusal_without_a_taker_stands_in_the_message_bar(
    window: MainWindow, desk: Desk
) -> None:
    def refuse(_caller: object) -> None:
        raise WrongError

    log_in(window)
    desk.tasks.run(refuse)
    bar = window.middle.messages
    assert bar.words.text() == "PIN-koden stemmer ikke. Prøv igjen."
    assert announce.said[-1] == bar.words.text()
    QTest.keyClick(board(window).button, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_waiting_for_the_database_is_said_in_the_status_line(
    window: MainWindow, desk: Desk
) -> None:
    log_in(window)
    desk.tasks.waiting.emit(True)
    assert window.status.state_words.text() == "Venter på databasen"
    desk.tasks.waiting.emit(False)
    assert window.status.state_words.text() == "Lagret på denne maskinen"


def test_everything_changes_language_at_once(window: MainWindow, desk: Desk) -> None:
    log_in(window)
    desk.words.use("en")
    words = visible_words(window)
    assert "In the house" in words
    assert "Copy made 14 min ago" in words
    assert "I huset" not in words
    assert window.top.shift.text() == "Evening until 22:15"


# -- sizes and accessibility ----------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (3840, 2160)])
def test_nothing_of_the_frame_is_cut(
    window: MainWindow, desk: Desk, language: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    log_in(window)
    desk.words.use(language)
    window.resize(*size)
    assert (window.width(), window.height()) == size
    top = window.top
    pieces = (top.clock, top.day, top.shift, top.check, top.in_house.word, top.free.word, top.user)

    def fits() -> bool:
        return all(piece.width() >= piece.sizeHint().width() for piece in pieces)

    qtbot.waitUntil(fits)
    assert top.search.width() >= 170
    rights = [piece.geometry().right() for piece in (top.search, top.check, top.in_house, top.free)]
    assert rights == sorted(rights)


def test_the_panel_lies_over_the_screen_where_the_window_is_narrow(window: MainWindow) -> None:
    log_in(window)
    panel = window.middle.panel
    assert panel.isVisible()
    window.resize(1100, 700)
    assert not panel.isVisible()
    board(window).panel_wanted.emit(True)
    assert panel.isVisible()
    assert panel.geometry().right() == window.middle.rect().right()
    QTest.keyClick(panel.close_button, Qt.Key.Key_Space)
    assert not panel.isVisible()


def test_every_button_has_a_name_for_those_who_do_not_see_it(window: MainWindow) -> None:
    log_in(window)
    for button in window.findChildren(QPushButton):
        if button.isVisible():
            assert button.accessibleName() or button.text(), button
    assert window.top.in_house.accessibleName() == "I huset 19"
    assert window.top.user.accessibleName() == "Logget inn: Kari Moe"


def test_the_demo_has_its_border_on_every_page(
    theme: Theme, clock: FixedClock, qtbot: QtBot, access: Access
) -> None:
    tasks = InlineTasks(lambda: None)
    desk = make_desk(theme, Words("nb"), clock, tasks, demo=True)
    calls = AccessCalls(access.log_in, access.use_pin, access.change_password)
    window = MainWindow(desk, Session(), calls)
    window.add_screens([Board])
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()

    def corners() -> set[str]:
        picture = window.grab().toImage()
        right, bottom = picture.width() - 2, picture.height() - 2
        points = ((1, 1), (right, 1), (1, bottom), (right, bottom))
        return {picture.pixelColor(x, y).name() for x, y in points}

    assert corners() == {theme.tokens.demo.lower()}
    assert window.lock_screen._demo.isVisible()
    log_in(window)
    assert corners() == {theme.tokens.demo.lower()}
    assert window.top.demo.isVisible()
    window.close()
