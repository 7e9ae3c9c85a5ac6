"""The registry: keys as in the key table, rights, contexts, curtain and lock."""

from functools import partial

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.terms import Right
from shelter_desk.ui import actions
from shelter_desk.ui.actions import ActionSpec, Context, key_caption
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.widgets.buttons import Button


def test_the_keys_are_those_of_the_key_table() -> None:
    assert {spec.id: spec.keys[0] for spec in actions.FRAME_ACTIONS} == {
        "help": "F1",
        "board": "F2",
        "bed_map": "F3",
        "log": "F4",
        "people": "F6",
        "reports": "F7",
        "refresh": "F5",
        "curtain": "F9",
        "lock": "Ctrl+L",
        "search": "Ctrl+K",
        "print_handover": "Ctrl+P",
        "fire_list": "F12",
        "silence": "F10",
        "undo": "Ctrl+Z",
    }


def test_a_taken_key_or_id_is_refused(desk: Desk) -> None:
    desk.actions.register(ActionSpec("one", "Undo", ("F2",)), int)
    with pytest.raises(ValueError, match="one"):
        desk.actions.register(ActionSpec("one", "Undo"), int)
    with pytest.raises(ValueError, match="taken by one"):
        desk.actions.register(ActionSpec("two", "Undo", ("F2",), context=Context.MAP), int)


def test_two_screens_may_use_the_same_key(desk: Desk, qtbot: QtBot) -> None:
    done: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    desk.actions.attach(window)
    for context in (Context.BOARD, Context.MAP):
        desk.actions.register(
            ActionSpec(context.value, "Undo", ("Alt+U",), context=context),
            partial(done.append, context.value),
        )
    desk.actions.set_context(Context.MAP)
    assert not desk.actions.action("board").isEnabled()
    desk.actions.action("board").trigger()
    desk.actions.action("map").trigger()
    assert done == ["map"]
    assert desk.actions.action("map") in window.actions()


def test_without_the_right_an_action_is_off(desk: Desk) -> None:
    action = desk.actions.register(ActionSpec("bar", "Undo", right=Right.BAR), int)
    assert action.isEnabled()
    desk.actions.set_rights({Right.BOARD})
    assert not action.isEnabled()
    desk.actions.set_rights(None)
    assert not action.isEnabled()


def test_curtain_and_lock_switch_off_what_they_must(desk: Desk) -> None:
    undo = desk.actions.register(actions.UNDO, int)
    curtain = desk.actions.register(actions.CURTAIN, int)
    desk.actions.set_curtained(True)
    assert (undo.isEnabled(), curtain.isEnabled()) == (False, True)
    desk.actions.set_shut(True)
    assert (undo.isEnabled(), curtain.isEnabled()) == (False, False)


def test_a_held_key_acts_once(desk: Desk) -> None:
    assert not desk.actions.register(actions.UNDO, int).autoRepeat()


def test_enabled_is_asked_again(desk: Desk) -> None:
    answer = [False]
    action = desk.actions.register(actions.UNDO, int, enabled=lambda: answer[0])
    assert not action.isEnabled()
    answer[0] = True
    desk.actions.refresh()
    assert action.isEnabled()


def test_words_follow_the_language_and_a_button_follows_its_action(
    desk: Desk, qtbot: QtBot
) -> None:
    action = desk.actions.register(actions.UNDO, int)
    button = Button(desk.theme)
    qtbot.addWidget(button)
    button.follow(action)
    assert action.text() == button.text() == "Angre"
    desk.words.use("en")
    assert action.text() == button.text() == "Undo"
    desk.actions.set_shut(True)
    assert not button.isEnabled()
    assert action.shortcut() == QKeySequence("Ctrl+Z")


def test_key_captions(desk: Desk) -> None:
    assert key_caption("Ctrl+K", desk.words) == "Ctrl K"
    assert key_caption("+", desk.words) == "+"
    assert key_caption("Ctrl++", desk.words) == "Ctrl +"
    assert key_caption("Space", desk.words) == "Mellomrom"
    assert key_caption("Shift+Return", desk.words) == "Shift Enter"
