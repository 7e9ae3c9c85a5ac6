"""The actions of the log, answered only while it is shown."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec, Context

NEW_LINE = ActionSpec(
    "log.new_line", mark("Write a line"), ("Alt+N",), "note-edit-outline", Right.BOARD,
    Context.LOG, curtained=False,
)  # fmt: skip
TO_STREAM = ActionSpec(
    "log.to_stream", mark("Go to the lines"), ("Alt+L",), "format-list-text", Right.BOARD,
    Context.LOG, curtained=False,
)  # fmt: skip
CORRECT = ActionSpec(
    "log.correct", mark("Correct the line"), ("Alt+R",), "pencil-outline", Right.BOARD,
    Context.LOG, curtained=False,
)  # fmt: skip
FIND = ActionSpec(
    "log.find", mark("Search the log"), ("Ctrl+F",), "magnify", Right.BOARD,
    Context.LOG, curtained=False,
)  # fmt: skip
ADD_WATCH = ActionSpec(
    "log.add_watch", mark("Add a watch line"), ("Alt+F",), "flag", Right.BOARD,
    Context.LOG, curtained=False,
)  # fmt: skip
ADD_TASK = ActionSpec(
    "log.add_task", mark("Add a task"), ("Alt+G",), "calendar-check-outline", Right.BOARD,
    Context.LOG, curtained=False,
)  # fmt: skip
TO_TASKS = ActionSpec(
    "log.to_tasks", mark("Go to the tasks"), ("Alt+O",), "format-list-checks", Right.BOARD,
    Context.LOG, curtained=False,
)  # fmt: skip
QUICK = tuple(
    ActionSpec(
        f"log.quick_{number}", mark("Ready phrase"), (f"Alt+{number}",), "", Right.BOARD,
        Context.LOG, curtained=False,
    )
    for number in range(1, 7)
)  # fmt: skip
