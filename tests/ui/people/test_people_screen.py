"""The women's screen over a real house: find her, open her card, write on it, and who may."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.services.arrivals import check_in
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.rights import DEFAULT_RIGHTS
from shelter_desk.services.shielding import set_protection
from shelter_desk.services.undo import undo
from shelter_desk.terms import Protection, Role
from shelter_desk.ui.board.board import BoardScreen
from shelter_desk.ui.desk import make_desk
from shelter_desk.ui.forms.catalogue import register_forms
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.host import FormHost
from shelter_desk.ui.lock.session import AccessCalls, Session, SignedIn
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.people.boxes import Box
from shelter_desk.ui.people.screen import PeopleScreen
from shelter_desk.ui.screens import SCREENS, introduce
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.words import Words
from tests.engines import as_role, bed_id, clock_of, woman

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
WISH = "vil ha rom mot hagen"


class Desk:
    """Somebody of one role at the desk of a real house, on the women's screen."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def people(self) -> PeopleScreen:
        return next(one for one in self.window.screens if isinstance(one, PeopleScreen))

    @property
    def board(self) -> BoardScreen:
        return next(one for one in self.window.screens if isinstance(one, BoardScreen))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        focus = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(focus, key, held)  # type: ignore[no-untyped-call]  # pytest-qt has no types here

    def write(self, text: str) -> None:
        for sign in text:
            focus = QApplication.focusWidget() or self.window
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(focus, QKeyEvent(kind, 0, NONE, sign))

    def listed(self) -> list[str]:
        model = self.people.model
        return [str(model.index(n, 0).data()) for n in range(model.rowCount())]

    def find(self, text: str) -> None:
        """Type letters and wait for the list to follow them."""
        self.write(text)
        self.qtbot.waitUntil(lambda: not self.people.head._rest.isActive(), timeout=3_000)

    def box(self, heading: str) -> Box:
        boxes = self.people.card_page.boxes()
        return next(one for one in boxes if one.heading.text() == heading)

    @property
    def form(self) -> Form:
        sheet = next(iter(self.window.findChildren(FormHost))).sheet
        assert isinstance(sheet, Form)
        return sheet


Sit = Callable[[Role], Desk]


@pytest.fixture
def sit(qtbot: QtBot, house_on_file: House, theme: Theme) -> Iterator[Sit]:
    """Return what seats somebody of a role; her screen shows the women."""
    opened: list[tuple[MainWindow, InlineTasks]] = []

    def open_window(role: Role) -> Desk:
        caller = as_role(house_on_file, role)

        def next_caller() -> Caller:
            clock_of(house_on_file).advance(seconds=1)
            return caller.again()

        tasks = InlineTasks(next_caller)
        desk = make_desk(theme, Words("nb"), house_on_file.clock, tasks)
        access = AccessCalls(
            log_in=caller.again, use_pin=caller.again, change_password=caller.again
        )
        window = MainWindow(desk, Session(), access, undo=undo)
        register_forms(desk)
        window.add_screens(SCREENS)
        introduce(desk, window.screens)
        opened.append((window, tasks))
        with qtbot.waitExposed(window):
            window.show()
        window.resize(1440, 900)
        me, rights = caller.actor, DEFAULT_RIGHTS[role]
        number = me.staff_id or 0
        window._on_opened(SignedIn(number, "her", me.name, me.initials, rights, has_pin=True))
        window.activateWindow()
        window.show_screen("people")
        return Desk(qtbot, window)

    yield open_window
    for window, tasks in opened:
        window.close()
        window.deleteLater()
        tasks.close()


def shown_texts(widget: QWidget) -> str:
    labels = widget.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(widget))


def test_letters_find_her_enter_opens_her_card_and_esc_goes_back(
    house_on_file: House, sit: Sit
) -> None:
    for alias in ("Lise", "Tone", "Eva"):
        woman(house_on_file, alias, wishes=WISH)
    desk = sit(Role.MILIEU)
    assert desk.listed() == ["Eva", "Lise", "Tone"]
    desk.find("tnoe")
    assert desk.listed() == ["Tone"]
    desk.press(Key.Key_Return)
    assert desk.people.card_page.name.text() == "Tone"
    assert WISH in shown_texts(desk.people.card_page)
    desk.press(Key.Key_Escape)
    assert desk.people.card_page.card is None
    assert desk.people.list_page.isVisible()
    row = desk.people.table.current_row()
    assert row is not None
    assert row.person.alias == "Tone"
    desk.find("e")
    assert desk.listed() == ["Eva"]


def test_what_is_written_on_her_card_stands_there_and_is_taken_back(
    house_on_file: House, sit: Sit
) -> None:
    woman(house_on_file, "Lise")
    desk = sit(Role.MILIEU)
    desk.press(Key.Key_Return)
    change = desk.box("Med hennes egne ord").findChildren(Button)[0]
    change.click()
    desk.write(WISH)
    desk.press(Key.Key_Return, CONTROL)
    assert WISH in shown_texts(desk.box("Med hennes egne ord"))
    desk.press(Key.Key_Z, CONTROL)
    assert WISH not in shown_texts(desk.people.card_page)


def test_a_second_of_a_name_keeps_every_word_until_she_has_a_second_word(
    house_on_file: House, sit: Sit
) -> None:
    woman(house_on_file, "Lise")
    desk = sit(Role.MILIEU)
    desk.press(Key.Key_N, CONTROL)
    desk.write("lise")
    desk.press(Key.Key_Return, CONTROL)
    form = desk.form
    assert "et ord til" in form.trouble.text()
    assert form.fields["alias"].half() == "lise"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert form.fields["second_word"].isAncestorOf(focus)
    desk.write("blå")
    desk.press(Key.Key_Return, CONTROL)
    assert desk.listed() == ["Lise", "lise blå"]
    row = desk.people.table.current_row()
    assert row is not None
    assert row.person.second_word == "blå"


def test_a_decision_that_ends_before_it_begins_is_said_at_its_field(
    house_on_file: House, sit: Sit
) -> None:
    woman(house_on_file, "Lise")
    desk = sit(Role.MILIEU)
    desk.press(Key.Key_Return)
    desk.box("Vedtak").findChildren(Button)[0].click()
    form = desk.form
    form.fields["first_day"].put("1.12.2026")
    form.fields["last_day"].put("30.11.2026")
    desk.press(Key.Key_Return, CONTROL)
    assert "før det begynner" in form.fields["last_day"].trouble.text()
    form.fields["last_day"].put("i går")
    desk.press(Key.Key_Return, CONTROL)
    assert desk.form is form
    form.fields["last_day"].put("24.12.2026")
    desk.press(Key.Key_Return, CONTROL)
    assert "24.12.2026" in shown_texts(desk.box("Vedtak"))


def test_reception_is_shown_no_more_than_today_and_nothing_to_change(
    house_on_file: House, sit: Sit
) -> None:
    woman(house_on_file, "Lise", wishes=WISH, must_not_know="broren", birth_year=1984)
    desk = sit(Role.RECEPTION)
    desk.press(Key.Key_Return)
    texts = shown_texts(desk.people.card_page)
    assert "broren" in texts
    assert WISH not in texts
    assert "1984" not in texts
    assert desk.people.card_page.findChildren(Box)[0].findChildren(Button) == []


def test_the_curtain_leaves_nothing_of_her(house_on_file: House, sit: Sit) -> None:
    woman(house_on_file, "Lise", wishes=WISH)
    desk = sit(Role.MILIEU)
    desk.press(Key.Key_Return)
    desk.window.desk.curtain.lower()
    screen = desk.people
    assert not screen.shows_card
    for widget in (screen, screen.panel):
        everything = "\n".join(one.text() for one in widget.findChildren(QLabel))
        assert "Lise" not in everything
        assert WISH not in everything
    assert desk.listed() == ["•••"]
    desk.window.desk.curtain.lift()
    assert desk.listed() == ["Lise"]


def test_a_shielded_womans_card_asks_why_and_shuts_when_she_is_left(
    house_on_file: House, sit: Sit
) -> None:
    guest_id = woman(house_on_file, "Lise", wishes=WISH)
    lead = as_role(house_on_file, Role.SHIFT_LEAD)
    set_protection(lead.again(), guest_id=guest_id, protection=Protection.STRICT)
    check_in(lead.again(), guest_id=guest_id, bed_id=bed_id(house_on_file, "K1"))
    desk = sit(Role.MILIEU)
    assert desk.listed() == []
    desk.window.show_screen("board")
    desk.press(Key.Key_K, ALT)
    assert desk.people.isVisible()
    desk.write("hun ba meg om nummeret")
    desk.press(Key.Key_Return, CONTROL)
    assert desk.people.card_page.name.text() == "Lise"
    desk.window.show_screen("board")
    assert desk.people.card_page.card is None
    assert "Lise" not in "\n".join(one.text() for one in desk.people.findChildren(QLabel))
