"""Qt's own words in bokmål, because Qt ships none."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from shelter_desk.ui.qt_words import QtWords
from shelter_desk.ui.words import Words


@pytest.fixture
def words(qapp: QApplication) -> Iterator[Words]:
    spoken = Words("nb")
    translator = QtWords(spoken)
    yield spoken
    qapp.removeTranslator(translator)


def _menu(field: QLineEdit) -> list[str]:
    menu = field.createStandardContextMenu()
    texts = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    return texts


def test_the_edit_menu_speaks_bokmaal_and_changes_with_the_language(
    qtbot: QtBot, words: Words
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    assert _menu(field) == [
        "Angre", "Gjør om", "Klipp ut", "Kopier", "Lim inn", "Slett", "Merk alt",
    ]  # fmt: skip
    words.use("en")
    assert [text.replace("&", "") for text in _menu(field)][:3] == ["Undo", "Redo", "Cut"]


def test_dialogue_buttons_speak_bokmaal(qtbot: QtBot, words: Words) -> None:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Cancel | kinds.Save | kinds.Close)
    qtbot.addWidget(box)
    assert words.language == "nb"
    texts = {box.button(kind).text() for kind in (kinds.Cancel, kinds.Save, kinds.Close)}
    assert texts == {"Avbryt", "Lagre", "Lukk"}


def test_what_is_not_known_stays_as_qt_says_it(words: Words) -> None:
    assert words.language == "nb"
    assert QCoreApplication.translate("QFoo", "Something unheard of") == "Something unheard of"
