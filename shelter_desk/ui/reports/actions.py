"""The actions of Rapporter, answered only while it is shown."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec, Context

SAVE = ActionSpec(
    "reports.save", mark("Save as a file"), ("Ctrl+S",), "content-save-outline", Right.BOARD,
    Context.REPORTS, curtained=False,
)  # fmt: skip
LARGER = ActionSpec(
    "reports.larger", mark("Show the page larger"), ("Ctrl++", "Ctrl+="), "plus", Right.BOARD,
    Context.REPORTS, curtained=False,
)  # fmt: skip
SMALLER = ActionSpec(
    "reports.smaller", mark("Show the page smaller"), ("Ctrl+-",), "minus", Right.BOARD,
    Context.REPORTS, curtained=False,
)  # fmt: skip
WHOLE = ActionSpec(
    "reports.whole", mark("Show the whole page"), ("Ctrl+0",), "fit-to-page-outline", Right.BOARD,
    Context.REPORTS, curtained=False,
)  # fmt: skip
NEXT = ActionSpec(
    "reports.next_page", mark("Next page"), ("Alt+PgDown",), "", Right.BOARD,
    Context.REPORTS, curtained=False,
)  # fmt: skip
BEFORE = ActionSpec(
    "reports.page_before", mark("Page before"), ("Alt+PgUp",), "", Right.BOARD,
    Context.REPORTS, curtained=False,
)  # fmt: skip
