"""The rows of «I huset»: content, differences without a reset, rows that keep still."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from shelter_desk.services.snapshots import BoardFlag, BoardRow, Flag
from shelter_desk.terms import Level, ProvisionKind
from shelter_desk.ui.board.inside_model import ROW, SORT, Column, InsideModel
from shelter_desk.ui.words import Words
from tests.ui.board.house import TIGHT, at, given, row, rows_of_the_comp

NOW = at(21, 12)


@pytest.fixture
def model() -> InsideModel:
    made = InsideModel(Words("nb"))
    made.give(tuple(rows_of_the_comp()), NOW)
    return made


def names(model: InsideModel) -> list[str]:
    return [str(model.index(n, Column.NAME).data()) for n in range(model.rowCount())]


def test_it_behaves_as_a_model(model: InsideModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.give(tuple(rows_of_the_comp()[3:]), NOW)
    model.set_curtained(True)


def test_what_presses_comes_first_then_names_then_those_without_one(model: InsideModel) -> None:
    assert names(model) == [
        "Lise", "Mona", "Tone", "Blåmeis-Ŋurra under lønna", "Eva", "Ingrid", "Jorunn", "Lerke",
        "Marit", "Ragnhild", "Vigdis", "Skjermet", "Anonym 3", "Anonym 5",
    ]  # fmt: skip


def test_the_alphabet_ends_with_ae_oe_aa(model: InsideModel) -> None:
    rows = [row(n, alias) for n, alias in enumerate(("Åse", "Øydis", "Ærlig", "Zora", "Anna"))]
    model.give(tuple(rows), NOW)
    assert names(model) == ["Anna", "Zora", "Ærlig", "Øydis", "Åse"]


def test_a_row_in_words(model: InsideModel) -> None:
    said = [model.index(1, column).data() for column in Column]
    assert said == ["Mona", "16:00", "A4", "Eget rom", "22:00", "kveldsmat"]
    shielded = model.number_of(12)
    assert shielded is not None
    assert model.index(shielded, Column.SINCE).data() == "fre 14:20"


def test_what_was_given_twice_says_so(model: InsideModel) -> None:
    twice = tuple(
        replace(one, amount=2) for one in given(ProvisionKind.NALOXONE, ProvisionKind.SHOWER)
    )
    model.give((row(1, "Lise", had=twice),), NOW)
    assert model.index(0, Column.TODAY).data() == "nalokson ×2, dusj ×2"


def test_a_row_is_one_sentence_for_a_screen_reader(model: InsideModel) -> None:
    said = model.index(0, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Lise, inne siden 18:50, plass A2, Tett tilsyn, tilsyn kl. 21:15, i dag: matpakke, samtale"
    )


def test_the_words_follow_the_language() -> None:
    words = Words("en")
    model = InsideModel(words)
    model.give((row(1, "Lise", flags=(TIGHT, BoardFlag(Flag.WAKE, at=at(7, day=22)))),), NOW)
    assert model.headerData(Column.CHECK, Qt.Orientation.Horizontal) == "check"
    assert model.index(0, Column.FLAGS).data() == "Close checks, Wake her 07:00"


def test_the_dataclass_and_what_to_sort_by_have_roles(model: InsideModel) -> None:
    first = model.index(0, 0).data(ROW)
    assert isinstance(first, BoardRow)
    assert first.presence_id == 1
    keys = [model.index(n, 0).data(SORT) for n in range(model.rowCount())]
    assert keys == sorted(keys)


def test_differences_come_without_a_reset(model: InsideModel, qtbot: QtBot) -> None:
    rows = rows_of_the_comp()
    changed = [replace(one, bed_code="A5") if one.presence_id == 10 else one for one in rows[1:]]
    lerke = QPersistentModelIndex(model.index(model.number_of(10) or 0, 0))
    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.waitSignals([model.rowsRemoved, model.rowsInserted, model.dataChanged]),
    ):
        model.give((*changed, row(99, "Aud")), NOW)
    assert lerke.isValid()
    assert lerke.data(ROW).presence_id == 10
    assert lerke.data(ROW).bed_code == "A5"
    assert "Lise" not in names(model)
    assert names(model).index("Aud") == 2


def test_rows_keep_still_under_the_hand(model: InsideModel) -> None:
    model.hold()
    before = names(model)
    rows = rows_of_the_comp()
    urgent = replace(rows[9], flags=(BoardFlag(Flag.CLOSE_CHECKS, Level.URGENT),))
    model.give((*rows[:9], urgent, *rows[10:], row(99, "Aud")), NOW)
    assert names(model) == [*before, "Aud"]
    model.let_go()
    assert names(model)[:3] == ["Lerke", "Lise", "Mona"]
    assert names(model)[3] == "Tone"


def test_focus_and_selection_stay_with_the_woman(model: InsideModel) -> None:
    selection = QItemSelectionModel(model)
    vigdis = model.index(model.number_of(5) or 0, 0)
    rows = QItemSelectionModel.SelectionFlag.Rows
    selection.setCurrentIndex(vigdis, QItemSelectionModel.SelectionFlag.ClearAndSelect | rows)
    pressing = [
        replace(one, flags=(TIGHT,)) if one.presence_id == 5 else one for one in rows_of_the_comp()
    ]
    model.give(tuple(pressing), NOW)
    assert selection.currentIndex().row() == 1
    assert {index.data(ROW).presence_id for index in selection.selectedRows()} == {5}


def test_behind_the_curtain_only_tokens_and_checks_in_the_order_of_places(
    model: InsideModel,
) -> None:
    model.set_curtained(True)
    assert names(model) == ["A1", "A2", "A3", "A4", "H3", "K1", *["•••"] * 8]
    for number in range(model.rowCount()):
        for column in (Column.SINCE, Column.PLACE, Column.FLAGS, Column.TODAY):
            assert model.index(number, column).data() == ""
            assert not model.index(number, column).data(Qt.ItemDataRole.ToolTipRole)
        said = str(model.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        assert not any(one.person.alias and one.person.alias in said for one in rows_of_the_comp())
    assert model.index(1, Column.CHECK).data() == "21:15"
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert heads == ["I huset", "", "", "", "tilsyn", ""]
    model.set_curtained(False)
    assert names(model)[0] == "Lise"


def test_yesterday_is_said_anew_after_midnight(model: InsideModel, qtbot: QtBot) -> None:
    rows = tuple(rows_of_the_comp())
    with qtbot.waitSignal(model.dataChanged):
        model.give(rows, at(23, 59, day=22))
    assert model.index(0, Column.SINCE).data() == "lør 18:50"
