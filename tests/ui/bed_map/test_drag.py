"""Whoever has a place can be dragged to another; every bed says yes or no meanwhile."""

from PySide6.QtCore import QPoint

from shelter_desk.services import beds
from shelter_desk.terms import BedState
from tests.engines import bed_id, clock_of
from tests.ui.bed_map.conftest import MapBench


def test_every_bed_answers_while_dragging_and_dropping_moves(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.arrive("Lise", "A2")
    bench.open()
    bench.drag("A1", "A2", "A5")
    assert bench.screen.view.ghost == ("Tone", "fra A1")
    assert bench.answer("A1") == "flyttes nå"
    assert bench.answer("A2") == "Bytte mulig"
    assert bench.answer("A5") == "Ja, passer best"
    assert bench.answer("H1") == "Ja, krever vedtak"
    assert bench.answer("EX") == "Ja, teller ikke med"
    assert all(
        bench.screen.model.card(bed).foot
        for floor in bench.snapshot().floors
        for room in floor.rooms
        for bed in room.beds
    )
    bench.drop(bench.middle("A5"))
    assert (bench.who("A5"), bench.bed("A1").state) == ("Tone", BedState.CLEANING)
    assert bench.screen.placer.placement is None


def test_dropped_on_another_woman_the_two_change_places(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.arrive("Lise", "A2")
    bench.open()
    bench.drag("A1", "A2")
    bench.drop(bench.middle("A2"))
    assert (bench.who("A1"), bench.who("A2")) == ("Lise", "Tone")
    assert bench.screen.placer.placement is None


def test_dropped_on_a_no_nothing_happens_and_why_is_said(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    beds.mark_for_cleaning(bench.colleague(), bed_id=bed_id(bench.house, "A2"))
    bench.open()
    bench.drag("A1", "A2")
    bench.drop(bench.middle("A2"))
    assert bench.who("A1") == "Tone"
    assert bench.told[-1].text == "A2 svarer nei: plassen er ikke rengjort ennå."
    assert bench.screen.placer.placement is None


def test_dropped_beside_the_beds_nothing_happens(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.open()
    bench.drag("A1", "A5")
    bench.drop(QPoint(2, 2))
    assert bench.who("A1") == "Tone"
    assert bench.here() == "A1"
    assert bench.screen.placer.placement is None


def test_an_empty_bed_is_not_dragged(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.open()
    bench.drag("A3", "A5")
    assert bench.screen.placer.placement is None
    bench.drop(bench.middle("A5"))
    assert bench.bed("A5").state is BedState.FREE


def test_the_map_repaints_while_somebody_is_dragged(bench: MapBench) -> None:
    # The ghost and the answers are painted without a fault, in a picture somebody can look at.
    bench.arrive("Tone", "A1")
    bench.open()
    bench.drag("A1", "A5")
    picture = bench.screen.view.grab().toImage()
    before = bench.screen.view.card_rect(bench.bed("A5").bed_id)
    assert picture.pixelColor(before.center().toPoint()).isValid()
    assert clock_of(bench.house).now() == bench.snapshot().at
    bench.drop(QPoint(2, 2))
