"""Two letters anywhere, and she is in."""

from datetime import timedelta
from typing import Any

import pytest

from shelter_desk.services.standing import NotInsideError
from shelter_desk.ui.board.finder import Finder
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.pieces import Note
from shelter_desk.ui.widgets import announce
from tests.ui.board.conftest import CONTROL, SHIFT, Key, Seat
from tests.ui.board.house import FakeHouse, at, hit, row


def test_letters_typed_on_the_board_search_and_best_comes_first(seat: Seat) -> None:
    seat.write("ev")
    assert seat.offered() == [
        "Eva blå",
        "Eva",
        "Evelyn",
        "Vera",
        "Sjekk inn en ny kvinne som «Ev»",
        "Anonymt besøk",
    ]
    assert seat.window.top.search.popup._warning.accessibleName() == (
        "To heter Eva. Se på plass og kontaktperson."
    )


def test_one_letter_asks_nothing(seat: Seat, fake: FakeHouse) -> None:
    seat.write("e")
    assert not seat.offered()
    assert not fake.called("type_ahead")


def test_a_known_woman_is_in_with_one_key_after_her_first_letters(
    seat: Seat, fake: FakeHouse
) -> None:
    seat.write("eve")
    seat.press(Key.Key_Return)
    assert fake.called("check_in") == [{"at": None, "bed_id": None, "guest_id": 52}]
    assert not seat.offered()
    assert seat.window.top.search.text() == ""
    current = seat.screen.table.current_row()
    assert current is not None
    assert current.person.alias == "Evelyn"
    assert seat.in_focus(seat.screen.table)


def test_the_third_of_a_list_is_in_with_three_keys(seat: Seat, fake: FakeHouse) -> None:
    seat.write("ev")
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    assert [values["guest_id"] for values in fake.called("check_in")] == [52]


def test_control_enter_checks_in_and_gives_the_best_place(seat: Seat, fake: FakeHouse) -> None:
    seat.write("ev")
    seat.press(Key.Key_Return, CONTROL)
    assert fake.called("check_in") == [{"at": None, "bed_id": 5, "guest_id": 51}]
    assert seat.desk.notices.latest is not None
    assert seat.desk.notices.latest.text == "Eva blå: kom, fikk plass A5, kl. 21:12"


def test_shift_enter_asks_since_when(seat: Seat, fake: FakeHouse) -> None:
    seat.write("ev")
    seat.press(Key.Key_Return, SHIFT)
    seat.write("2015")
    assert seat.screen.panel.came_form.came.echo.text() == "i dag kl. 20:15"
    seat.press(Key.Key_Return)
    assert fake.called("check_in") == [{"at": at(20, 15), "bed_id": None, "guest_id": 51}]
    assert seat.in_focus(seat.screen.table)


def test_a_time_to_come_is_no_arrival_of_yesterday(seat: Seat, fake: FakeHouse) -> None:
    seat.write("ev")
    seat.press(Key.Key_Return, SHIFT)
    seat.write("2130")
    seat.press(Key.Key_Return)
    assert not fake.called("check_in")
    form = seat.screen.panel.came_form
    assert form.came.echo.text() == (
        "Klokka er ikke 21:30 ennå. Mente du i går kl. 21:30? Skriv «i går 21:30»."
    )
    form.came.line.setText("i går 21:30")
    seat.press(Key.Key_Return)
    assert fake.called("check_in") == [
        {"at": at(21, 30) - timedelta(days=1), "bed_id": None, "guest_id": 51}
    ]
    assert seat.desk.notices.latest is not None
    assert seat.desk.notices.latest.text == "Eva blå: kom, fredag kl. 21:30"


def test_what_was_refused_goes_when_a_field_is_changed(seat: Seat, fake: FakeHouse) -> None:
    fake.refuse["check_in"] = NotInsideError()
    seat.write("ev")
    seat.press(Key.Key_Return, SHIFT)
    seat.press(Key.Key_Return)
    form = seat.screen.panel.came_form
    assert form.trouble.text()
    form.came.line.setText("23:30")
    assert not form.trouble.text()
    assert form.trouble.isHidden()
    assert "23:30" in form.came.echo.text()


def test_one_who_is_inside_is_not_checked_in_again(seat: Seat, fake: FakeHouse) -> None:
    seat.write("ev")
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    assert not fake.called("check_in")
    current = seat.screen.table.current_row()
    assert current is not None
    assert current.presence_id == 7
    assert seat.in_focus(seat.screen.table)


def test_one_who_is_out_comes_back(seat: Seat, fake: FakeHouse) -> None:
    fake.known.append(hit(31, "Berit", inside=at(12), presence=31, bed="H1"))
    seat.write("be")
    seat.press(Key.Key_Return)
    assert fake.called("come_back") == [{"presence_id": 31, "at": None}]
    assert "Berit" in seat.names()


def test_the_card_of_the_chosen_hit_says_what_must_be_known(seat: Seat) -> None:
    seat.write("ev")
    page = seat.screen.panel.arrival
    assert seat.on_page(page)
    assert page.head.name.text() == "Eva blå"
    said = [note.accessibleName() for note in page.findChildren(Note)]
    assert "Hold fra hverandre. En hun ikke bør møte, er i huset." in said
    assert page.with_bed.text() == "Sjekk inn og gi plass A5"
    seat.press(Key.Key_Escape)
    assert seat.on_page(seat.screen.panel.woman)


def test_arrow_right_brings_the_keyboard_to_the_card(seat: Seat, fake: FakeHouse) -> None:
    seat.write("ev")
    seat.press(Key.Key_Right)
    assert seat.in_focus(seat.screen.panel.arrival.check_in)
    assert seat.on_page(seat.screen.panel.arrival)
    seat.press(Key.Key_Space)
    assert [values["guest_id"] for values in fake.called("check_in")] == [51]


def test_an_answer_to_older_letters_is_dropped(desk: Desk, fake: FakeHouse) -> None:
    offers: list[Any] = []
    finder = Finder(desk, fake.calls())
    desk.search.offered.connect(offers.append)
    desk.search.typed.emit("ev")
    assert offers[-1] is not None
    assert offers[-1].text == "ev"
    finder._asked = "evx"
    finder._on_hits(())
    assert offers[-1].text == "evx"
    assert [one.title for one in offers[-1].rows] == [
        "Sjekk inn en ny kvinne som «Evx»",
        "Anonymt besøk",
    ]


def test_a_new_woman_asks_for_a_word_where_there_is_one_of_that_name(
    seat: Seat, fake: FakeHouse
) -> None:
    seat.write("eva")
    seat.press(Key.Key_N, CONTROL)
    form = seat.screen.panel.new_form
    assert seat.on_page(form)
    assert form.alias.text() == "Eva"
    assert seat.in_focus(form.second_word)
    assert form.second_word.placeholderText() == (
        "Det er én med dette navnet: et ord som skiller dem"
    )
    seat.write("grønn")
    seat.press(Key.Key_Return)
    assert fake.called("check_in_new") == [
        {"alias": "Eva", "second_word": "grønn", "birth_year": None, "at": None, "bed_id": None}
    ]
    current = seat.screen.table.current_row()
    assert current is not None
    assert current.person.second_word == "grønn"


def test_enter_on_a_name_nobody_has_asks_before_it_makes_a_card(
    seat: Seat, fake: FakeHouse
) -> None:
    seat.write("xylofon")
    seat.press(Key.Key_Return)
    assert not fake.called("check_in_new")
    assert seat.screen.panel.new_form.alias.text() == "Xylofon"
    seat.press(Key.Key_Return)
    assert [values["alias"] for values in fake.called("check_in_new")] == ["Xylofon"]


@pytest.mark.parametrize("year", ["19", "abcd", "19x1"])
def test_a_birth_year_that_is_none_is_said_and_nothing_lost(
    seat: Seat, fake: FakeHouse, year: str
) -> None:
    seat.screen.doing._on_new()
    form = seat.screen.panel.new_form
    form.alias.setText("Solsikke")
    form.birth_year.setText(year)
    seat.press(Key.Key_Return)
    assert not fake.called("check_in_new")
    assert form.trouble.text() == "Skriv fødselsåret med fire sifre, eller la feltet stå tomt."
    assert form.alias.text() == "Solsikke"


def test_an_alias_of_two_hundred_letters_or_of_spaces_is_said(seat: Seat, fake: FakeHouse) -> None:
    seat.screen.doing._on_new()
    form = seat.screen.panel.new_form
    for alias, sentence in (
        ("x" * 200, "Det er plass til høyst 64 tegn på tavla."),
        ("   ", "Skriv hva hun vil kalles."),
    ):
        form.alias.setText(alias)
        seat.press(Key.Key_Return)
        assert form.trouble.text() == sentence
    assert not fake.called("check_in_new")


def test_plus_is_an_anonymous_visit_with_one_key(seat: Seat, fake: FakeHouse) -> None:
    seat.press(Key.Key_Plus)
    assert fake.called("check_in_anonymous") == [{"at": None, "bed_id": None}]
    assert "Anonym 6" in seat.names()


@pytest.mark.parametrize(
    "alias",
    ["<b>Lise</b> & <img src=x>", "ليلى محمد", "x" * 200, "Li\u202ese", "Tove\nLene"],
)
def test_hostile_aliases_are_shown_as_plain_text(seat: Seat, fake: FakeHouse, alias: str) -> None:
    fake.inside = [row(77, alias)]
    fake.known = [hit(88, alias)]
    seat.screen.refresh()
    seat.go_to(77)
    seat.window.grab()
    shown = seat.names()[0]
    assert "\u202e" not in shown
    assert "\n" not in shown
    tip = str(seat.screen.inside.index(0, 0).data(3))
    assert "<b>" not in tip
    assert "<img" not in tip
    head = seat.screen.panel.woman.head.name
    assert head.text() == shown
    assert "<b>" not in head.toolTip()
    seat.write(alias[:2] if alias[:1].isalnum() else "xx")
    seat.window.grab()


def test_behind_the_curtain_nothing_is_searched(seat: Seat, fake: FakeHouse) -> None:
    seat.desk.curtain.lower()
    announce.forget()
    seat.desk.search.typed.emit("ev")
    assert not fake.called("type_ahead")
    assert not seat.offered()
    seat.screen.finder._on_picked("x", None)
    assert not fake.called("check_in")
