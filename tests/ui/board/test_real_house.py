"""The walk of somebody who has never seen it, on the real services and an encrypted file."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from shelter_desk.services.calling import Caller, House
from shelter_desk.services.undo import undo
from shelter_desk.terms import Role
from shelter_desk.ui.board.board import BoardScreen
from shelter_desk.ui.board.calls import house_calls
from shelter_desk.ui.desk import make_desk
from shelter_desk.ui.lock.session import AccessCalls, Session
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.screens import SCREENS, introduce
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.words import Words
from tests.engines import as_role, clock_of, woman
from tests.ui.board.conftest import ALT, CONTROL, Key, Seat, Sit
from tests.ui.conftest import KARI


@pytest.fixture
def real(house_on_file: House, theme: Theme, sit: Sit) -> Iterator[Seat]:
    """Return somebody from reception at the desk of a real house with three cards."""
    for alias in ("Lise", "Tone", "Eva"):
        woman(house_on_file, alias)
    caller = as_role(house_on_file, Role.RECEPTION)

    def next_caller() -> Caller:
        # A clock that stood still would let two acts happen at once.
        clock_of(house_on_file).advance(seconds=1)
        return caller.again()

    tasks = InlineTasks(next_caller)
    desk = make_desk(theme, Words("nb"), house_on_file.clock, tasks)
    yield sit(desk, house_calls(), undo)
    tasks.close()


def shown(seat: Seat) -> tuple[str, str | None]:
    row = seat.screen.table.current_row()
    assert row is not None
    return row.person.alias, row.bed_code


def test_checked_in_given_a_bed_out_back_undone_and_gone(real: Seat) -> None:
    assert real.names() == []
    real.write("li")
    assert real.offered()[0] == "Lise"
    real.press(Key.Key_Return)
    assert shown(real) == ("Lise", None)
    real.press(Key.Key_P, ALT)
    real.press(Key.Key_Return)
    name, code = shown(real)
    assert name == "Lise"
    assert code is not None
    assert real.screen.panel.woman.head.code.code == code
    assert real.desk.notices.latest is not None
    assert real.desk.notices.latest.text == f"Lise: fikk plass {code}, kl. 20:00"
    real.press(Key.Key_Z, CONTROL)
    assert shown(real) == ("Lise", None)

    real.write("eva")
    real.press(Key.Key_Return, CONTROL)
    assert shown(real) == ("Eva", code)
    real.press(Key.Key_Plus)
    assert "Anonym 1" in real.names()

    real.go_to(next(row.presence_id for row in real.screen.inside._rows if row.bed_code))
    real.press(Key.Key_U, ALT)
    real.write("2130")
    real.press(Key.Key_Return)
    assert "Eva" not in real.names()
    real.write("eva")
    real.press(Key.Key_Return)
    assert shown(real) == ("Eva", code)

    real.press(Key.Key_S, ALT)
    real.press(Key.Key_Return)
    assert "Eva" not in real.names()


def test_slips_are_forgiven_and_refusals_are_kind(real: Seat) -> None:
    real.write("tnoe")
    assert real.offered()[0] == "Tone"
    real.press(Key.Key_Escape)
    real.press(Key.Key_Escape)
    real.screen.doing._on_new()
    form = real.screen.panel.new_form
    form.alias.setText("Lise")
    real.press(Key.Key_Return)
    assert real.on_page(form)
    assert form.trouble.text()
    form.second_word.setText("blå")
    real.press(Key.Key_Return)
    assert real.names() == ["Lise blå"]


def test_a_note_about_her_opens_the_log_with_her_chosen(
    house_on_file: House, theme: Theme, qtbot: QtBot
) -> None:
    woman(house_on_file, "Lise")
    caller = as_role(house_on_file, Role.MILIEU)
    session = Session()
    tasks = InlineTasks(caller.again)
    desk = make_desk(theme, Words("nb"), house_on_file.clock, tasks)
    access = AccessCalls(log_in=caller.again, use_pin=caller.again, change_password=caller.again)
    window = MainWindow(desk, session, access)
    window.add_screens(SCREENS)
    introduce(desk, window.screens)
    with qtbot.waitExposed(window):
        window.show()
    window._on_opened(KARI)
    window.activateWindow()
    board = window.screen_shown
    assert isinstance(board, BoardScreen)
    seat = Seat(qtbot, window, board)
    seat.write("li")
    seat.press(Key.Key_Return)
    seat.press(Key.Key_N, ALT)
    log = window.screen_shown
    assert isinstance(log, LogScreen)
    assert log.composer.text.edit.hasFocus()
    assert [one.person.alias for one in log.composer.who.people] == ["Lise"]
    window.close()
    tasks.close()
