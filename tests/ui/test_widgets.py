"""Small pieces: nothing cut, everything named, names gone behind the curtain."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shelter_desk.ui.curtain import CURTAINED, token
from shelter_desk.ui.theme import Status, Theme
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Chip, CodeBadge, ElidedLabel, KeyCap, Words

LONG = "Blåmeis-Ŋurra under det store treet"


def test_an_elided_label_tells_the_whole_in_its_tool_tip_only_when_it_is_cut(
    theme: Theme, qtbot: QtBot
) -> None:
    label = ElidedLabel(theme, LONG)
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.grab()
    assert label.toolTip() == LONG
    label.resize(label.sizeHint().width() + 4, 20)
    label.grab()
    assert label.toolTip() == ""


def test_text_is_never_read_as_markup(theme: Theme, qtbot: QtBot) -> None:
    label = Words(theme, "<b>Lise</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_pieces_have_accessible_names(theme: Theme, qtbot: QtBot) -> None:
    pieces = (Chip(theme, Status.URGENT, "Haster"), CodeBadge(theme, "A2"), KeyCap(theme, "F9"))
    for piece in pieces:
        qtbot.addWidget(piece)
    assert [piece.accessibleName() for piece in pieces] == ["Haster", "A2", "F9"]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_button_has_room_for_its_words_and_acts_by_key(
    theme: Theme, qtbot: QtBot, kind: Kind
) -> None:
    pressed: list[bool] = []
    button = Button(theme, "Sjekk inn og gi plass A5", icon="bed", key="Ctrl Enter", kind=kind)
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(True))
    bare = Button(theme, "Sjekk", kind=kind)
    qtbot.addWidget(bare)
    assert button.minimumSizeHint().width() > bare.minimumSizeHint().width() + 40
    assert not button.grab().isNull()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [True]


def test_a_button_without_words_says_them_in_its_tool_tip(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Skjul", icon="eye-off-outline")
    qtbot.addWidget(button)
    wide = button.sizeHint().width()
    button.set_icon_only(True)
    assert button.toolTip() == "Skjul"
    assert button.sizeHint().width() < wide


def test_tokens_say_the_place_or_nothing() -> None:
    assert token("A2") == "A2"
    assert token(None) == token("") == CURTAINED
