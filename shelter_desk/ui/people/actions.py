"""The actions of the women's list and card: what they are called, their keys and icons."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec, Context


def _act(action_id: str, text: str, keys: str, icon: str, right: Right = Right.BOARD) -> ActionSpec:
    return ActionSpec(
        action_id,
        text,
        (keys,) if keys else (),
        icon,
        right=right,
        context=Context.PEOPLE,
        curtained=False,
    )


OPEN = _act("people_open", mark("Open her card"), "Alt+K", "card-account-details-outline")
CHECK_IN = _act("people_check_in", mark("Check in"), "Alt+I", "login")
NOTE = _act("people_note", mark("Note"), "Alt+N", "note-edit-outline")
NEW = _act("people_new", mark("A new card"), "Ctrl+N", "account-plus-outline", Right.CARD)
HISTORY = _act("people_history", mark("Her history"), "Alt+H", "history")
READERS = _act(
    "people_readers", mark("Who has read"), "Alt+L", "eye-check-outline", Right.READ_AUDIT
)
SHIELDED = _act(
    "people_shielded", mark("Shielded cards"), "Alt+J", "shield-lock-outline", Right.SHIELDED
)
BACK = _act("people_back", mark("All women"), "Alt+Left", "arrow-left")
FIND = _act("people_find", mark("Find among the women"), "Ctrl+F", "magnify")
PANEL = _act("people_panel", mark("To the side panel"), "Alt+V", "page-layout-sidebar-right")
