"""Which forms of the counter and of the places there are, and their actions."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.forms.spec import FormSpec, later

_DOOR = "shelter_desk.ui.counter.door_forms"
_VISIT = "shelter_desk.ui.counter.visit_forms"
_PLACES = "shelter_desk.ui.counter.place_forms"


def _form(form_id: str, title: str, module: str, name: str, icon: str, *keys: str) -> FormSpec:
    action = ActionSpec(form_id, title, keys, icon, Right.BOARD, curtained=False)
    return FormSpec(form_id, title, later(module, name), action)


TURN_AWAY = _form(
    "turn_away", mark("Got no place"), _DOOR, "TurnAwayForm", "bed-outline", "Ctrl+Shift+F"
)
ASKED = _form(
    "asked_for_her",
    mark("Somebody asks for her"),
    _DOOR,
    "AskedForHerForm",
    "account-question-outline",
    "Ctrl+Shift+S",
)
SHIELDED = _form(
    "shielded_arrival",
    mark("Shielded arrival"),
    _DOOR,
    "ShieldedArrivalForm",
    "shield-account-outline",
    "Ctrl+Shift+K",
)
COMES_LATER = _form(
    "comes_later", mark("Comes later"), _VISIT, "ComesLaterForm", "clock-plus-outline"
)
VISIT = _form("visit", mark("For this visit"), _VISIT, "VisitForm", "calendar-account-outline")
HANDOUT = _form("handout", mark("Naloxone and equipment"), _VISIT, "HandoutForm", "medical-bag")
HOLD = _form("hold_bed", mark("Hold a place"), _PLACES, "HoldForm", "clock-outline")
OUT_OF_SERVICE = _form(
    "out_of_service", mark("Take out of service"), _PLACES, "OutOfServiceForm", "wrench-outline"
)

COUNTER_FORMS = (
    TURN_AWAY, ASKED, SHIELDED, COMES_LATER, VISIT, HANDOUT, HOLD, OUT_OF_SERVICE
)  # fmt: skip
