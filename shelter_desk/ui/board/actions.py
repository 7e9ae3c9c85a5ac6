"""The board's own actions: what they are called, their keys and icons."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec, Context


def _act(action_id: str, text: str, keys: str, icon: str) -> ActionSpec:
    return ActionSpec(
        action_id,
        text,
        (keys,),
        icon,
        right=Right.BOARD,
        context=Context.BOARD,
        curtained=False,
    )


ANONYMOUS = _act("board_anonymous", mark("Anonymous visit"), "+", "incognito")
NEW = _act("board_new", mark("A new woman"), "Ctrl+N", "account-plus-outline")
GO_OUT = _act("board_out", mark("Step out"), "Alt+U", "walk")
BACK = _act("board_back", mark("She is back"), "Alt+T", "keyboard-return")
CHECK_OUT = _act("board_check_out", mark("Check out"), "Alt+S", "logout")
BED = _act("board_bed", mark("Give a place or move"), "Alt+P", "swap-horizontal")
GIVE = _act("board_give", mark("Give something"), "Alt+Y", "hand-heart-outline")
NOTE = _act("board_note", mark("Note"), "Alt+N", "note-edit-outline")
CARD = _act("board_card", mark("Open her card"), "Alt+K", "card-account-details-outline")
PANEL = _act("board_panel", mark("To the side panel"), "Alt+V", "page-layout-sidebar-right")
MARK = _act("board_mark", mark("Choose several"), "Ctrl+M", "checkbox-multiple-marked-outline")
ROW_ACTIONS = (GO_OUT, BACK, CHECK_OUT, BED, GIVE, NOTE, CARD, PANEL)
"""What the menu of a row offers, in this order."""
