"""Which sheets Rapporter has, and their actions."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.forms.spec import FormSpec, later

_READ = "reports.read"
SAVE_AS = "reports.save_as"

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
    FormSpec(
        SAVE_AS,
        mark("Save as a file"),
        later("shelter_desk.ui.reports.save_sheet", "SaveSheet"),
    ),
)
