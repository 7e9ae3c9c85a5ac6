"""Which sheets Rapporter has, and their actions."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.forms.spec import FormSpec, later

_READ = "reports.read"

REPORT_FORMS = (
    FormSpec(
        _READ,
        mark("I have read the handover sheet"),
        later("shelter_desk.ui.reports.read_sheet", "ReadSheet"),
        ActionSpec(
            _READ,
            mark("I have read the handover sheet"),
            ("Ctrl+R",),
            "check-all",
            Right.BOARD,
            curtained=False,
        ),
    ),
)
