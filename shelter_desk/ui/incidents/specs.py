"""Which forms of incidents there are, and their actions."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.forms.spec import FormSpec, later

_HERE = "shelter_desk.ui.incidents"
_ASSAULT = f"{_HERE}.assault_forms"
_CONCERN = f"{_HERE}.concern_forms"
_MISSING = f"{_HERE}.missing_forms"
_LIST = f"{_HERE}.incident_list"


def _form(
    id_: str, title: str, make: tuple[str, str], icon: str, right: Right = Right.BOARD
) -> FormSpec:
    action = ActionSpec(id_, title, (), icon, right, curtained=False)
    return FormSpec(id_, title, later(*make), action)


EMERGENCY = FormSpec(
    "emergency",
    mark("Call 113"),
    later(f"{_HERE}.emergency_sheet", "EmergencySheet"),
    ActionSpec("emergency", mark("Call 113"), ("Ctrl+1",), "phone-alert-outline", Right.BOARD),
    behind_curtain=True,
)

INCIDENT_FORMS = (
    EMERGENCY,
    _form("overdose", mark("Overdose"), (f"{_HERE}.overdose_form", "OverdoseForm"),
          "alert-octagon"),
    _form("violence", mark("Violence"), (_ASSAULT, "ViolenceForm"), "alert-octagon"),
    _form("threat", mark("Threat"), (_ASSAULT, "ThreatForm"), "alert-octagon"),
    _form("outside_threat", mark("Threat from outside"), (_CONCERN, "OutsideThreatForm"),
          "alert-octagon"),
    _form("suicide", mark("Danger of suicide"), (_CONCERN, "SuicideForm"), "alert-octagon"),
    _form("exposed", mark("Exposed to violence elsewhere"), (_CONCERN, "ExposedForm"),
          "alert-octagon"),
    _form("serious", mark("Serious injury or death"), (f"{_HERE}.serious_form", "SeriousForm"),
          "alert-octagon"),
    _form("incidents", mark("Incidents, add what is known now"), (_LIST, "IncidentsSheet"),
          "clipboard-alert-outline"),
    _form("contact_tried", mark("Tried to reach her"), (_MISSING, "ContactTriedForm"),
          "phone-outgoing-outline"),
    _form("missing", mark("Report her missing"), (_MISSING, "MissingForm"), "eye-off-outline"),
    _form("missing_now", mark("Who is reported missing"), (_MISSING, "MissingSheet"),
          "eye-off-outline"),
    _form("naloxone", mark("Count the naloxone"), (_LIST, "NaloxoneForm"), "spray-bottle"),
    _form("violence_months", mark("Violence and threats, month by month"),
          (_LIST, "MonthlySheet"), "clipboard-list-outline", Right.READ_MANAGER),
    FormSpec("incident_more", mark("Add to the incident"), later(_LIST, "MoreForm")),
    FormSpec("found", mark("Found again"), later(_MISSING, "FoundForm")),
)  # fmt: skip
"""In the order of palette and help; the last ones are opened from their lists alone."""
