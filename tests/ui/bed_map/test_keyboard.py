"""Places are given, moved, released and cleaned from the map without the mouse."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from shelter_desk.services import arrivals, beds, holds, outages, undo
from shelter_desk.services.bed_answers import answers
from shelter_desk.services.calling import Caller
from shelter_desk.terms import BedState, OutageReason
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button
from tests.engines import bed_id, clock_of, woman
from tests.ui.bed_map.conftest import MapBench

K = Qt.Key


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("A1", [K.Key_Right], "A2"),
        ("A1", [K.Key_Right, K.Key_Right, K.Key_Right], "A4"),
        ("A1", [K.Key_Down], "A5"),
        ("A2", [K.Key_Down], "A6"),
        ("A5", [K.Key_Up], "A1"),
        ("A1", [K.Key_Up], "H1"),
        ("F1", [K.Key_Down], "EX"),
        ("H3", [K.Key_Right], "K1"),
        ("A1", [K.Key_Left], "A1"),
        ("A1", [K.Key_End, K.Key_Home], "H1"),
    ],
)
def test_arrows_go_to_the_nearest_bed_that_way(
    bench: MapBench, start: str, keys: list[Qt.Key], end: str
) -> None:
    bench.open()
    bench.stand_on(start)
    bench.key(*keys)
    assert bench.here() == end


def test_give_a_place_by_four_keys(bench: MapBench) -> None:
    bench.arrive("Lise")
    bench.arrive("Tone")
    bench.open()
    bench.stand_on("A5")
    bench.key(K.Key_G, K.Key_Down, K.Key_Return)
    assert bench.here() == "A5"
    assert bench.answer("A5") == "Ja, passer best"
    bench.key(K.Key_Return)
    assert bench.who("A5") == "Tone"
    assert [person.alias for person in bench.snapshot().without_bed] == ["Lise"]
    assert bench.screen.placer.placement is None
    assert bench.screen.view.hasFocus()


def test_one_woman_without_a_place_needs_no_list(bench: MapBench) -> None:
    bench.arrive("Lise")
    bench.open()
    bench.stand_on("A2")
    bench.key(K.Key_Return, K.Key_Return)
    assert bench.who("A2") == "Lise"


def test_everybody_has_a_place_is_said(bench: MapBench) -> None:
    bench.arrive("Lise", "A1")
    bench.open()
    bench.key(K.Key_G)
    assert "Alle i huset har plass" in bench.told[-1].text
    assert bench.screen.placer.placement is None


def test_move_stands_on_the_best_bed_and_the_bed_left_is_cleaned_first(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.open()
    bench.stand_on("A1")
    bench.key(K.Key_M)
    assert bench.here() == "A5"
    bench.key(K.Key_Return)
    assert (bench.who("A5"), bench.bed("A1").state) == ("Tone", BedState.CLEANING)
    assert bench.here() == "A5"
    act = bench.desk.notices.latest
    assert act is not None
    assert act.text == "Tone: flyttet fra A1 til A5, kl. 20:01"
    assert act.operation is not None
    bench.stand_on("A1")
    bench.key(K.Key_C)
    assert bench.bed("A1").state is BedState.FREE


def test_release_is_one_key_and_can_be_undone(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.open()
    bench.stand_on("A1")
    bench.key(K.Key_R)
    assert bench.bed("A1").state is BedState.CLEANING
    act = bench.desk.notices.latest
    assert act is not None
    assert act.operation is not None
    undo.undo(bench.me.again(), operation=act.operation)
    assert bench.who("A1") == "Tone"


def test_letters_do_nothing_where_they_do_not_fit(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.open()
    bench.stand_on("A2")
    bench.key(K.Key_R, K.Key_M, K.Key_C)
    assert bench.snapshot().counts[BedState.FREE] == 11
    assert bench.desk.notices.latest is None


def test_esc_leaves_everything_as_it_was(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.open()
    bench.stand_on("A1")
    bench.key(K.Key_M, K.Key_Escape)
    assert bench.who("A1") == "Tone"
    assert bench.here() == "A1"
    assert bench.answer("A5") == ""
    bench.key(K.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Flytt henne", "Frigi plassen", "Vis sidepanelet",
    ]  # fmt: skip
    menu.close()


def test_a_bed_that_says_no_says_why_and_takes_nobody(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.arrive("Lise")
    bench.open()
    bench.stand_on("A2")
    bench.key(K.Key_G)
    bench.stand_on("A1")
    assert bench.answer("A1") == "Nei, opptatt"
    bench.key(K.Key_Return)
    assert bench.who("A1") == "Tone"
    assert bench.told[-1].text == "A1 svarer nei: plassen er opptatt."
    assert bench.told[-1].text in announce.said
    assert bench.screen.placer.placement is not None


def test_the_bed_was_given_at_another_desk_a_moment_ago(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    other = bench.arrive("Lise")
    bench.open()
    bench.stand_on("A1")
    bench.key(K.Key_M)
    beds.give_bed(bench.colleague(), bed_id=bed_id(bench.house, "A5"), presence_id=other)
    bench.key(K.Key_Return)
    assert (bench.who("A1"), bench.who("A5")) == ("Tone", "Lise")
    assert bench.told[-1].text.startswith("Plass A5 ble nettopp gitt til Lise av Nora Natt")
    assert bench.answer("A5") == "Bytte mulig"
    bench.key(K.Key_Return)  # the second of two: it does not move Lise
    assert (bench.who("A1"), bench.who("A5")) == ("Tone", "Lise")


def test_an_act_elsewhere_keeps_the_place_of_the_keyboard(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.open()
    bench.stand_on("F1")
    stay = bench.bed("A1").stay_id
    assert stay is not None
    changed: list[int] = []
    bench.screen.model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    done = beds.move_bed(bench.colleague(), stay_id=stay, bed_id=bed_id(bench.house, "A3"))
    bench.desk.tasks.announce(done.changed)
    assert bench.here() == "F1"
    codes = {place.bed.code for row in changed if (place := bench.screen.model.place_at(
        bench.screen.model.index(row)))}  # fmt: skip
    assert codes == {"A1", "A3"}


def test_a_move_ends_when_she_has_been_moved_elsewhere(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.open()
    bench.stand_on("A1")
    bench.key(K.Key_M)
    stay = bench.bed("A1").stay_id
    assert stay is not None
    done = beds.release_bed(bench.colleague(), stay_id=stay)
    bench.desk.tasks.announce(done.changed)
    assert bench.screen.placer.placement is None
    assert "Tone" in bench.told[-1].text


def test_no_answer_ends_the_placing_instead_of_asking_for_ever(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.open()
    bench.stand_on("A1")
    asked: list[int] = []

    def fail(caller: Caller, **values: int) -> object:
        asked.append(1)
        return answers(caller, presence_id=values["presence_id"] + 1000)

    bench.screen.placer._calls = replace(bench.screen._calls, answers=fail)
    bench.key(K.Key_M)
    assert len(asked) == 1
    assert bench.screen.placer.placement is None
    assert bench.told


def test_a_button_of_the_panel_keeps_the_keyboard_only_while_it_says_the_same(
    bench: MapBench,
) -> None:
    presence = bench.arrive("Tone", "A1")
    bench.open()
    bench.stand_on("A1")
    release = next(
        b for b in bench.screen.panel.findChildren(Button) if b.text() == "Frigi plassen"
    )
    bench.qtbot.waitUntil(release.isVisible)
    release.setFocus()
    assert release.hasFocus()
    arrivals.go_out(bench.me.again(), presence_id=presence)
    bench.screen.refresh(None)
    focus = QApplication.focusWidget()
    assert isinstance(focus, Button)
    assert focus is not release
    assert focus.text() == "Frigi plassen"
    bench.key(K.Key_Space)
    assert bench.bed("A1").state is BedState.CLEANING
    # «Plassen er rengjort» must not be what the next press of the same key does.
    assert bench.screen.view.hasFocus()


def test_the_list_of_women_is_left_with_esc(bench: MapBench) -> None:
    bench.arrive("Lise")
    bench.arrive("Tone")
    bench.open()
    bench.key(K.Key_G)
    women = bench.screen.panel.women
    assert women is not None
    assert women.hasFocus()
    bench.key(K.Key_Escape)
    assert bench.screen.view.hasFocus()
    assert bench.screen.placer.placement is None
    assert bench.screen.panel.women is None


def test_in_a_low_window_the_legend_leaves_the_map_its_room(bench: MapBench) -> None:
    bench.open()
    bench.window.resize(700, 600)
    legend = bench.screen.legend
    assert {line for line, _, _ in legend.placed()} == {0}
    assert "Ute av drift 0" in legend.accessibleName()
    bench.window.resize(700, 1200)
    assert len(legend.placed()) == len(legend.entries)


def test_two_women_change_places_by_keyboard_and_it_is_undone_as_one(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.arrive("Lise", "A2")
    bench.open()
    bench.stand_on("A1")
    bench.key(K.Key_M)
    bench.stand_on("A2")
    assert bench.answer("A2") == "Bytte mulig"
    bench.key(K.Key_Return)
    assert (bench.who("A1"), bench.who("A2")) == ("Lise", "Tone")


def test_cleaned_by_hand_let_go_and_taken_into_service_from_the_map(bench: MapBench) -> None:
    rita = woman(bench.house, "Rita")
    now = clock_of(bench.house).now()
    a6, f1 = bed_id(bench.house, "A6"), bed_id(bench.house, "F1")
    holds.hold_bed(bench.me.again(), guest_id=rita, bed_id=a6, until_at=now + timedelta(hours=2))
    outages.take_out_of_service(bench.me.again(), bed_id=f1, reason=OutageReason.DAMAGE)
    bench.open()
    bench.stand_on("A6")
    bench.key(K.Key_L)
    assert bench.bed("A6").state is BedState.FREE
    bench.key(K.Key_V)
    assert bench.bed("A6").state is BedState.CLEANING
    bench.key(K.Key_C)
    bench.stand_on("F1")
    bench.key(K.Key_I)
    assert [bench.bed(code).state for code in ("A6", "F1")] == [BedState.FREE, BedState.FREE]
