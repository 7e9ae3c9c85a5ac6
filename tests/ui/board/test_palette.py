"""Ctrl+K: every action by its words; nothing one did not mean on a quick Enter."""

from shelter_desk.ui.board.finder import as_alias
from tests.ui.board.conftest import CONTROL, Key, Seat
from tests.ui.board.house import FakeHouse


def test_the_empty_field_offers_all_that_can_be_done(seat: Seat) -> None:
    seat.press(Key.Key_K, CONTROL)
    offered = seat.offered()
    assert {"Tavla", "Lås", "Brannliste", "Anonymt besøk"} & set(offered) >= {"Tavla", "Lås"}
    assert "Søk eller gjør noe" not in offered
    registry = seat.window.desk.actions
    can = [spec for spec in registry.specs() if spec.text and registry.action(spec.id).isEnabled()]
    assert len(offered) == len(can) - 1


def test_any_word_of_an_action_finds_it_and_enter_does_it(seat: Seat) -> None:
    seat.write("skj")
    assert "Skjul tavla" in seat.offered()
    row = seat.offered().index("Skjul tavla")
    for _ in range(row):
        seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    assert seat.window.desk.curtain.down


def test_a_slip_is_forgiven_below_what_enter_does(seat: Seat, fake: FakeHouse) -> None:
    del fake
    seat.write("oppdatr")
    offered = seat.offered()
    assert offered[0] == f"Sjekk inn en ny kvinne som «{as_alias('oppdatr')}»"
    assert "Oppdater" in offered[1:]
