"""F12: paper without a question, also from the lock; numbers without a name where it fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.models import Task as TaskRow
from shelter_desk.reports.fire_list_content import FireCounts
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.fire_keeper import FireKeeper, FireShelf
from shelter_desk.services.tasks import open_tasks
from shelter_desk.terms import Right, Role
from shelter_desk.ui import actions
from shelter_desk.ui.desk import make_desk
from shelter_desk.ui.fire import paper
from shelter_desk.ui.fire.calls import FireCalls, Sent
from shelter_desk.ui.lock.session import Session
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.paper.press import Press
from shelter_desk.ui.seat import Seat
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.words import Words
from tests.engines import PASSWORD, as_role
from tests.reports.paper import flat
from tests.services.test_fire_list import broken, full_house

NAMES = ("Lise", "Vera", "Ragnhild", "Tone", "Berit")


@dataclass
class Machine:
    """The printers of a machine: what they were given, and whether they take it."""

    name: str | None = "Kontor"
    takes: bool = True
    got: "list[tuple[str, bytes]] | None" = None

    def printer(self) -> str | None:
        return self.name

    def send(self, name: str, pdf: bytes, sent: Sent) -> None:
        self.got = [*(self.got or []), (name, pdf)]
        sent(self.takes)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def shelf(tmp_path: Path) -> FireShelf:
    return FireShelf(tmp_path / "fire", b"k" * 32)


Open = Callable[[House], MainWindow]


@pytest.fixture
def open_window(theme: Theme, qtbot: QtBot, machine: Machine, shelf: FireShelf) -> Iterator[Open]:
    made: list[MainWindow] = []

    def make(house: House) -> MainWindow:
        session = Session()
        seat = Seat(house, session)
        tasks = InlineTasks(seat.caller)
        desk = make_desk(theme, Words("nb"), house.clock, tasks)
        calls = seat.fire(shelf, "", InlineTasks)
        calls = replace(calls, printer=machine.printer, send=machine.send)
        window = MainWindow(desk, session, seat.access(), facts=seat.facts, fire=calls)
        qtbot.addWidget(window)
        window.resize(1024, 700)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.lock_screen.focus_first()
        made.append(window)
        return window

    announce.forget()
    yield make
    for window in made:
        window.close()
        window.desk.tasks.close()


def log_in(window: MainWindow, login: str = "ragna") -> None:
    card = window.lock_screen.card
    QTest.keyClicks(card.login, login)
    QTest.keyClicks(card.password, PASSWORD)
    QTest.keyClick(card.password, Qt.Key.Key_Return)
    assert not window.is_locked


def tree(widget: QWidget) -> str:
    """Return everything a screen reader could say of what is visible."""
    words: list[str] = []

    def walk(node: QAccessibleInterface) -> None:
        if node.state().invisible:
            return
        words.extend(
            node.text(kind)
            for kind in (
                QAccessible.Text.Name,
                QAccessible.Text.Description,
                QAccessible.Text.Value,
            )
        )
        for index in range(node.childCount()):
            child = node.child(index)
            if child is not None and child.isValid():
                walk(child)

    walk(QAccessible.queryAccessibleInterface(widget))
    return "\n".join(words)


def test_from_the_lock_it_goes_to_the_printer_and_says_no_name(
    house_on_file: House, open_window: Open, machine: Machine
) -> None:
    mina = full_house(house_on_file)
    window = open_window(house_on_file)
    assert window.is_locked
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert machine.got is not None
    ((name, pdf),) = machine.got
    assert name == "Kontor"
    text = flat(pdf)
    assert "Lise" in text
    assert "uten innlogging" in text
    assert window.is_locked
    said = tree(window) + "\n".join(announce.said)
    assert "Brannlista ble sendt til skriveren kl. 21:12." in said
    for woman in NAMES:
        assert woman not in said
    (task,) = open_tasks(mina)
    assert "fire_list_at" in task.params


def test_after_a_lock_nobody_is_said_to_have_printed(
    house_on_file: House, open_window: Open, machine: Machine
) -> None:
    full_house(house_on_file)
    window = open_window(house_on_file)
    log_in(window)
    window.lock()
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert machine.got is not None
    assert "uten innlogging" in flat(machine.got[0][1])
    with house_on_file.store.read() as session:
        (task,) = session.query(TaskRow).all()
        assert task.made_by is None


def test_logged_in_it_is_printed_in_her_name(
    house_on_file: House, open_window: Open, machine: Machine
) -> None:
    mina = full_house(house_on_file)
    window = open_window(house_on_file)
    log_in(window)
    window.desk.curtain.lower()
    window.top.fire_button.click()
    assert machine.got is not None
    assert "av RR" in flat(machine.got[0][1])
    assert not open_tasks(mina)


@pytest.mark.parametrize("machine", [Machine(name=None), Machine(takes=False)])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_without_a_printer_the_lock_shows_rooms_and_numbers(
    house_on_file: House, open_window: Open, language: str
) -> None:
    full_house(house_on_file)
    window = open_window(house_on_file)
    window.desk.words.use(language)
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert window.fire is not None
    panel = window.fire.panel
    assert panel.isVisible()
    said = tree(window) + "\n".join(announce.said)
    assert "Rom 202: 1" in said
    assert "Ved flaggstanga" in said
    assert ("skriver" if language == "nb" else "printer") in said.casefold()
    for woman in (*NAMES, "Kari"):
        assert woman not in said
    assert panel.geometry().right() < window.width()
    assert panel.geometry().bottom() < window.height()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert window.is_locked


def test_pressed_again_the_numbers_stay_as_high(
    house_on_file: House, open_window: Open, machine: Machine
) -> None:
    full_house(house_on_file)
    machine.name = None
    window = open_window(house_on_file)
    log_in(window)
    assert window.fire is not None
    panel = window.fire.panel
    QTest.keyClick(window, Qt.Key.Key_F12)
    first = panel.geometry()
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert panel.geometry() == first
    assert "Rom 202: 1" in tree(panel)


def test_when_the_board_is_hidden_esc_closes_the_numbers_and_lifting_takes_them_away(
    house_on_file: House, open_window: Open, machine: Machine
) -> None:
    full_house(house_on_file)
    machine.name = None
    window = open_window(house_on_file)
    log_in(window)
    assert window.fire is not None
    panel, curtain = window.fire.panel, window.desk.curtain
    QTest.keyClick(window, Qt.Key.Key_F12)
    curtain.lower()
    field = window.curtain_panel.field
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_F12)
    assert panel.isVisible()
    curtain.lift()
    assert not panel.isVisible()


def test_the_keyboard_is_back_on_the_screen_after_the_curtain(
    house_on_file: House, open_window: Open, machine: Machine
) -> None:
    full_house(house_on_file)
    machine.name = None
    window = open_window(house_on_file)
    log_in(window)
    window.desk.search.focus()
    assert window.top.search.hasFocus()
    window.desk.curtain.lower()
    field = window.curtain_panel.field
    QTest.keyClick(field, Qt.Key.Key_F12)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert field.hasFocus()
    QTest.keyClicks(field, PASSWORD)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not window.desk.curtain.down
    assert not window.top.fire_button.hasFocus()


def test_logged_in_the_numbers_lead_to_the_list_itself(
    house_on_file: House, open_window: Open, machine: Machine
) -> None:
    full_house(house_on_file)
    machine.name = None
    window = open_window(house_on_file)
    assert window.fire is not None
    panel, shown = window.fire.panel, []
    window.fire.page = lambda: shown.append("page")
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert not panel.page_button.isVisible()
    QTest.keyClick(panel, Qt.Key.Key_F7)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    log_in(window)
    window.desk.curtain.lower()
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert not panel.page_button.isVisible()
    window.desk.curtain.lift()
    assert not shown
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert panel.page_button.isVisible()
    QTest.keyClick(panel, Qt.Key.Key_F7)
    assert not panel.isVisible()
    assert shown == ["page"]


def test_with_the_database_gone_the_kept_list_is_printed(
    house_on_file: House, open_window: Open, machine: Machine, shelf: FireShelf
) -> None:
    full_house(house_on_file)
    FireKeeper(house_on_file, shelf).keep_now()
    window = open_window(broken(house_on_file))
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert machine.got is not None
    assert "Databasen svarte ikke" in flat(machine.got[0][1])
    assert "Databasen svarte ikke." in tree(window.lock_screen)
    assert len(shelf.waiting()) == 1
    machine.name = None
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert window.fire is not None
    assert "de siste som er tatt vare på" in window.fire.panel.more.text()


def test_with_nothing_at_all_it_says_so(
    house_on_file: House, open_window: Open, machine: Machine
) -> None:
    window = open_window(broken(house_on_file))
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert machine.got is None
    assert "ikke tatt vare på noen brannliste" in tree(window.lock_screen)
    machine.name = None
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert window.fire is not None
    assert not window.fire.panel.isVisible()


def test_a_second_press_waits_for_the_first(
    house_on_file: House, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(house_on_file)
    assert window.fire is not None
    ends: list[Sent] = []
    waiting = FireCalls(
        lambda _caller, **_: _Paper(),
        _no_counts,
        lambda: "Kontor",
        lambda _name, _pdf, sent: ends.append(sent),
        lambda: None,
    )
    monkeypatch.setattr(window.fire, "_calls", waiting)
    window.fire.print_now()
    window.fire.print_now()
    assert len(ends) == 1
    ends[0](True)
    window.fire.print_now()
    assert len(ends) == 2


class _Paper:
    pdf, kept = b"", False


def _no_counts(_caller: Caller, **_: object) -> FireCounts:
    raise AssertionError("nobody asked")


def test_the_key_is_on_at_the_lock_and_off_without_the_right(
    house_on_file: House, open_window: Open
) -> None:
    window = open_window(house_on_file)
    action = window.desk.actions.action(actions.FIRE_LIST.id)
    assert action.isEnabled()
    assert not window.desk.actions.action(actions.HELP.id).isEnabled()
    log_in(window)
    assert action.isEnabled()
    window.desk.actions.set_rights(frozenset(Right) - {Right.BOARD})
    assert not action.isEnabled()
    assert as_role(house_on_file, Role.SYSTEM).actor.role is Role.SYSTEM


@pytest.mark.parametrize(("width", "height"), [(800, 560), (1024, 700), (1920, 1080)])
def test_the_button_lies_over_nothing(
    house_on_file: House, open_window: Open, width: int, height: int
) -> None:
    window = open_window(house_on_file)
    window.resize(width, height)
    screen = window.lock_screen
    button = screen.fire.geometry()
    assert screen.rect().contains(button)
    for other in (screen.card, screen.check, screen.clock, screen.day):
        if other.isVisible():
            assert not other.geometry().intersects(button)


# -- onto real paper ------------------------------------------------------------------------------


def test_what_is_no_pdf_is_not_sent() -> None:
    ends: list[bool] = []
    paper.send(Press(InlineTasks), "Kontor", b"no pdf", ends.append)
    assert ends == [False]


def test_a_printer_that_is_not_there_is_never_the_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "")
    assert paper.printer_of_desk("finnes ikke") is None
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "Kontor")
    assert paper.printer_of_desk("finnes ikke") == "Kontor"
