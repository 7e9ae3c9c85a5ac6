"""The map's own actions: what they are called, their keys and icons."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec, Context


def _act(action_id: str, text: str, keys: str, icon: str) -> ActionSpec:
    return ActionSpec(
        action_id, text, (keys,), icon, right=Right.BOARD, context=Context.MAP, curtained=False
    )


GIVE = _act("map_give", mark("Give a place"), "G", "bed-empty")
MOVE = _act("map_move", mark("Move her"), "M", "swap-horizontal")
RELEASE = _act("map_release", mark("Release the place"), "R", "logout")
CLEANED = _act("map_cleaned", mark("The place is cleaned"), "C", "broom")
FREE_HOLD = _act("map_free_hold", mark("Let go of the held place"), "L", "clock-remove-outline")
TO_CLEAN = _act("map_to_clean", mark("The place must be cleaned"), "V", "broom")
INTO_SERVICE = _act("map_into_service", mark("Take into service"), "I", "wrench-check-outline")
HOLD = _act("map_hold", mark("Hold the place"), "H", "clock-outline")
OUT_OF_SERVICE = _act("map_out", mark("Take out of service"), "U", "wrench-outline")
NIGHTS = _act("map_nights", mark("Map or fourteen nights"), "N", "chart-gantt")
PANEL = _act("map_panel", mark("Show the side panel"), "Alt+V", "card-text-outline")
BED_ACTIONS = (
    GIVE, MOVE, RELEASE, CLEANED, HOLD, FREE_HOLD, TO_CLEAN, OUT_OF_SERVICE, INTO_SERVICE
)  # fmt: skip
"""What the menu of a bed offers, in this order; only what fits its state."""
