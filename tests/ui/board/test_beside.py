"""«Ventes» and «Ute en tur»."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

from shelter_desk.clock import FixedClock
from shelter_desk.ui.board.beside_model import ENTRY, BesideModel
from shelter_desk.ui.words import Words
from tests.ui.board.house import FakeHouse


@pytest.fixture
def model(fake: FakeHouse) -> BesideModel:
    made = BesideModel(Words("nb"))
    made.give(fake.snapshot("caller"))
    return made


def titles(model: BesideModel) -> list[str]:
    return [str(model.index(n).data()) for n in range(model.rowCount())]


def test_it_behaves_as_a_model(
    model: BesideModel, fake: FakeHouse, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    fake.out.pop(0)
    fake.expected.clear()
    model.give(fake.snapshot("caller"))


def test_expected_first_and_the_late_before_those_who_are_not(model: BesideModel) -> None:
    assert titles(model) == ["Ventes", "Rita", "Ute en tur", "Berit", "Siv", "Sissel"]
    said = [
        model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())
    ]
    assert said[:4] == [
        "Ventes, 1",
        "Rita, plass A6, plassen holdes til kl. 23:30",
        "Ute en tur, 3",
        "Berit, plass H1, ut 18:20 · tilbake 20:30, 42 min over",
    ]


def test_headings_cannot_be_chosen(model: BesideModel) -> None:
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_lateness_counts_on_by_the_clock(
    model: BesideModel, fake: FakeHouse, clock: FixedClock
) -> None:
    clock.advance(minutes=78)
    model.give(fake.snapshot("caller"))
    assert model.late(model.entry_at(3)) == "2 t 0 min over"
    assert model.late(model.entry_at(4)) == "30 min over"


def test_rows_keep_focus_while_others_come_and_go(model: BesideModel, fake: FakeHouse) -> None:
    siv = QPersistentModelIndex(model.index(4))
    fake.out = fake.out[1:]
    fake.expected.clear()
    model.give(fake.snapshot("caller"))
    assert titles(model) == ["Ute en tur", "Siv", "Sissel"]
    assert siv.data(ENTRY).presence_id == 32


def test_behind_the_curtain_only_codes_in_their_order(model: BesideModel, fake: FakeHouse) -> None:
    model.set_curtained(True)
    model.give(fake.snapshot("caller"))
    assert titles(model) == ["Ventes", "A6", "Ute en tur", "H1", "H2", "•••"]
    for number in range(model.rowCount()):
        said = str(model.index(number).data(Qt.ItemDataRole.AccessibleTextRole))
        assert not any(name in said for name in ("Rita", "Berit", "Siv", "Sissel", "18:20"))
