"""The fourteen nights on the screen: turned to by a key, walked by arrows, read aloud."""

from datetime import timedelta

from PySide6.QtCore import Qt

from shelter_desk.services.board import board_snapshot
from shelter_desk.services.holds import hold_bed
from shelter_desk.ui.widgets import announce
from tests.engines import bed_id, clock_of, woman
from tests.ui.bed_map.conftest import MapBench

K = Qt.Key


def hold_for_rita(bench: MapBench) -> None:
    rita, now = woman(bench.house, "Rita"), clock_of(bench.house).now()
    a6 = bed_id(bench.house, "A6")
    hold_bed(bench.me.again(), guest_id=rita, bed_id=a6, until_at=now + timedelta(days=2))


def test_a_key_turns_to_the_nights_on_the_same_place_and_back(bench: MapBench) -> None:
    hold_for_rita(bench)
    bench.open()
    bench.stand_on("A6")
    bench.key(K.Key_N)
    nights = bench.screen.nights
    assert nights.hasFocus()
    assert nights.bed is not None
    assert nights.bed.code == "A6"
    bench.key(K.Key_Right)
    assert announce.said[-1].startswith("plass A6, lør 21.11., holdt, Rita")
    bench.key(K.Key_Right, K.Key_Right)
    assert announce.said[-1] == "plass A6, man 23.11., ledig"
    bench.key(K.Key_Escape)
    assert bench.screen.view.hasFocus()
    assert bench.here() == "A6"


def test_headings_are_passed_over_and_every_bed_is_reached(bench: MapBench) -> None:
    bench.open()
    bench.stand_on("A1")
    bench.key(K.Key_N)
    walked = []
    for _ in range(20):
        assert bench.screen.nights.bed is not None
        walked.append(bench.screen.nights.bed.code)
        bench.key(K.Key_Down)
    assert list(dict.fromkeys(walked)) == [
        "A1", "A2", "A3", "A4", "A5", "A6", "H1", "H2", "H3", "K1", "K2", "F1", "EX",
    ]  # fmt: skip


def test_a_hold_is_let_go_from_any_of_its_nights(bench: MapBench) -> None:
    hold_for_rita(bench)
    bench.open()
    bench.stand_on("A6")
    bench.key(K.Key_N, K.Key_Right, K.Key_L)
    assert board_snapshot(bench.me.again()).expected == ()
    assert bench.screen.nights.span is None


def test_behind_the_curtain_no_name_stands_on_any_night(bench: MapBench) -> None:
    hold_for_rita(bench)
    bench.open()
    bench.key(K.Key_N)
    bench.desk.curtain.lower()
    model = bench.screen.nights_model
    said = [
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
    ]
    assert any("holdt" in one for one in said)
    assert not any("Rita" in one for one in said)
