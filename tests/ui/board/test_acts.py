"""What is done for a woman from her row, with the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from shelter_desk.services.beds import BedTakenError
from shelter_desk.services.standing import NotInsideError
from shelter_desk.terms import Destination, ProvisionKind
from shelter_desk.ui.board.bed_form import BedOffer
from shelter_desk.ui.widgets.buttons import Button, Kind
from tests.ui.board.conftest import ALT, CONTROL, SHIFT, Key, Seat
from tests.ui.board.house import FakeHouse, at

LERKE, LISE, BERIT = 10, 1, 31


def kind_of(button: Button) -> Kind:
    return button.kind


def test_the_first_row_is_chosen_and_its_woman_shown(seat: Seat) -> None:
    assert seat.in_focus(seat.screen.table)
    page = seat.screen.panel.woman
    assert seat.on_page(page)
    assert page.head.name.text() == "Lise"
    assert page.head.facts.text() == "inne siden 18:50 · 2. etasje · kontaktperson Siri"
    assert page.buttons["board_bed"].text() == "Flytt"
    seat.press(Key.Key_Down)
    assert page.head.name.text() == "Mona"


def test_out_for_a_while_with_and_without_a_time(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    seat.press(Key.Key_U, ALT)
    seat.write("2230")
    assert seat.screen.panel.out_form.back.echo.text() == "i dag kl. 22:30"
    seat.press(Key.Key_Return)
    assert fake.called("go_out") == [
        {"presence_id": LERKE, "at": None, "expected_back": at(22, 30)}
    ]
    assert "Lerke" not in seat.names()
    assert seat.in_focus(seat.screen.table)


def test_a_time_nobody_can_read_sends_nothing(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    seat.press(Key.Key_U, ALT)
    seat.write("snart")
    seat.press(Key.Key_Return)
    assert not fake.called("go_out")
    assert seat.on_page(seat.screen.panel.out_form)
    assert seat.in_focus(seat.screen.panel.out_form.back.line)
    assert seat.screen.panel.out_form.back.echo.text() == (
        "Skriv et klokkeslett som 20:15, 2015 eller i går 23:10."
    )


def test_escape_goes_back_to_the_row(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    seat.press(Key.Key_U, ALT)
    seat.press(Key.Key_Escape)
    assert seat.in_focus(seat.screen.table)
    assert seat.on_page(seat.screen.panel.woman)
    assert seat.screen.panel.woman.head.name.text() == "Lerke"
    assert not fake.called("go_out")


def test_back_again_with_one_key(seat: Seat, fake: FakeHouse) -> None:
    assert seat.screen.beside.go_to_presence(BERIT)
    assert seat.screen.panel.woman.head.facts.text().startswith("ute siden 18:20")
    # Not hidden behind each other: out and back share a place.
    assert seat.screen.panel.woman.buttons["board_back"].isVisible()
    assert not seat.screen.panel.woman.buttons["board_out"].isVisible()
    seat.press(Key.Key_T, ALT)
    assert fake.called("come_back") == [{"presence_id": BERIT, "at": None}]
    current = seat.screen.table.current_row()
    assert current is not None
    assert current.person.alias == "Berit"


def test_check_out_says_where_to(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    seat.press(Key.Key_S, ALT)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    assert fake.called("check_out") == [
        {
            "presence_id": LERKE,
            "at": None,
            "destination": Destination.OWN_HOME,
            "without_notice": False,
            "keep_bed": False,
        }
    ]
    assert "Lerke" not in seat.names()


def test_one_who_left_without_notice_keeps_her_place_unless_said(
    seat: Seat, fake: FakeHouse
) -> None:
    seat.go_to(LISE)
    seat.press(Key.Key_S, ALT)
    seat.screen.panel.leave_form.without_notice.setChecked(True)
    seat.press(Key.Key_Return)
    values = fake.called("check_out")[0]
    assert values["without_notice"]
    assert values["keep_bed"]
    assert values["destination"] is None


def test_a_place_is_given_with_two_keys(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    seat.press(Key.Key_P, ALT)
    form = seat.screen.panel.bed_form
    assert seat.in_focus(form.list)
    assert form.send_button.text() == "Gi A5"
    said = form.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "A5, passer best, ledig · 2. etasje · nær vaktrommet"
    seat.press(Key.Key_Return)
    assert fake.called("give_bed") == [{"presence_id": LERKE, "bed_id": 5}]
    current = seat.screen.table.current_row()
    assert current is not None
    assert (current.presence_id, current.bed_code) == (LERKE, "A5")
    assert seat.screen.panel.woman.head.code.code == "A5"


def test_a_bed_that_says_no_says_why_and_is_not_given(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    seat.press(Key.Key_P, ALT)
    form = seat.screen.panel.bed_form
    seat.write("A6")
    offer = form.current()
    assert isinstance(offer, BedOffer)
    assert offer.bed.code == "A6"
    assert not form.send_button.isEnabled()
    seat.press(Key.Key_Return)
    assert not fake.called("give_bed")
    assert form.trouble.text() == "A6 kan ikke gis: holdt for en annen · 2. etasje."


def test_she_moves_when_she_has_a_place(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LISE)
    seat.press(Key.Key_P, ALT)
    seat.press(Key.Key_Return)
    assert fake.called("move_bed") == [{"stay_id": 900 + LISE, "bed_id": 5}]


def test_what_the_service_refuses_is_said_in_the_form(seat: Seat, fake: FakeHouse) -> None:
    fake.refuse["give_bed"] = BedTakenError(bed="A5", who="Mona", by="Kari", at=at(21, 3))
    seat.go_to(LERKE)
    seat.press(Key.Key_P, ALT)
    seat.press(Key.Key_Return)
    form = seat.screen.panel.bed_form
    assert seat.on_page(form)
    assert "A5" in form.trouble.text()
    assert "21:03" in form.trouble.text()
    seat.press(Key.Key_Return)
    assert len(fake.called("give_bed")) == 2


def test_a_provision_is_one_tap_and_shows_its_time(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    button = seat.screen.panel.woman.given_buttons[ProvisionKind.SHOWER]
    assert kind_of(button) is Kind.PLAIN
    button.click()
    assert fake.called("give") == [{"presence_id": LERKE, "kind": ProvisionKind.SHOWER}]
    assert kind_of(button) is Kind.GIVEN
    assert button.accessibleName() == "Dusj, gitt kl. 21:12"


def test_a_provision_by_key_from_a_menu(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    seat.press(Key.Key_Y, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == len(ProvisionKind)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    assert fake.called("give") == [{"presence_id": LERKE, "kind": ProvisionKind.LUNCH}]


def test_the_meal_of_the_hour_is_on_the_panel(seat: Seat) -> None:
    buttons = seat.screen.panel.woman.given_buttons
    seat.go_to(LERKE)
    assert buttons[ProvisionKind.SUPPER].isVisible()
    assert not buttons[ProvisionKind.BREAKFAST].isVisible()


def test_enter_on_a_row_opens_what_can_be_done(seat: Seat) -> None:
    seat.go_to(LERKE)
    seat.press(Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    said = [choice.text() for choice in menu.actions()]
    assert said == [
        "Ut en tur", "Sjekk ut", "Gi plass eller flytt", "Gi ytelse", "Notat",
        "Åpne kortet hennes", "Til sidepanelet",
    ]  # fmt: skip
    assert menu.activeAction().text() == "Ut en tur"
    seat.press(Key.Key_Return)
    assert seat.on_page(seat.screen.panel.out_form)


def test_a_note_asks_for_the_log_with_her_chosen(seat: Seat) -> None:
    seat.go_to(LERKE)
    with seat.qtbot.waitSignal(seat.screen.note_wanted) as asked:
        seat.press(Key.Key_N, ALT)
    assert asked.args[0].alias == "Lerke"


def test_several_are_checked_out_at_once(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LISE)
    seat.press(Key.Key_Down, SHIFT)
    seat.press(Key.Key_Down, SHIFT)
    assert seat.on_page(seat.screen.panel.several)
    assert seat.screen.panel.several.title.text() == "3 valgt"
    seat.press(Key.Key_S, ALT)
    seat.press(Key.Key_Return)
    assert [values["presence_id"] for values in fake.called("check_out")] == [1, 2, 3]
    assert seat.names()[0] == "Blåmeis-Ŋurra under lønna"


def test_rows_are_marked_one_by_one_and_all_get_the_meal(seat: Seat, fake: FakeHouse) -> None:
    seat.press(Key.Key_M, CONTROL)
    assert seat.screen.doors.mark.isChecked()
    seat.press(Key.Key_Space)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Space)
    assert seat.screen.panel.several.title.text() == "2 valgt"
    seat.screen.doing.give(ProvisionKind.SUPPER)
    assert [values["presence_id"] for values in fake.called("give")] == [1, 3]
    seat.press(Key.Key_M, CONTROL)
    assert not seat.screen.doors.mark.isChecked()


def test_control_z_takes_the_last_act_back(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    seat.press(Key.Key_P, ALT)
    seat.press(Key.Key_Return)
    seat.press(Key.Key_Z, CONTROL)
    assert len(fake.undone) == 1
    current = seat.screen.table.current_row()
    assert current is not None
    assert (current.presence_id, current.bed_code) == (LERKE, None)


def test_a_row_that_is_gone_is_said_calmly(seat: Seat, fake: FakeHouse) -> None:
    seat.go_to(LERKE)
    fake.refuse["give"] = NotInsideError()
    seat.screen.panel.woman.given_buttons[ProvisionKind.SHOWER].click()
    assert seat.window.middle.messages.isVisible()


@pytest.mark.parametrize("action", ["board_out", "board_back", "board_bed", "board_check_out"])
def test_nothing_can_be_done_for_nobody(seat: Seat, fake: FakeHouse, action: str) -> None:
    fake.inside, fake.out = [], []
    seat.screen.refresh()
    assert seat.on_page(seat.screen.panel.empty)
    assert not seat.desk.actions.action(action).isEnabled()
