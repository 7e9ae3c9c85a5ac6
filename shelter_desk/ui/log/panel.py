"""The side panel of the log: what is watched, what is to be done, what the report will say."""

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.marking import mark
from shelter_desk.phrases import label_inside
from shelter_desk.services.snapshots import SheetFilling, TaskPicture, WatchLinePicture
from shelter_desk.terms import Level, ShiftName
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.calls import LogCalls
from shelter_desk.ui.log.side_forms import TaskForm, WatchForm
from shelter_desk.ui.log.side_rows import BudgetBar, SideCard, TaskRow, WatchRow
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import SectionHeader, StatusLabel
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.who_field import Whom

_TO_DO = {
    ShiftName.DAY: mark("3 Do today"),
    ShiftName.EVENING: mark("3 Do this evening"),
    ShiftName.NIGHT: mark("3 Do tonight"),
}
"""What the sheet calls its third section, by the shift that reads it."""


class LogPanel(QWidget):
    """``preview_wanted`` and ``print_wanted`` ask for the handover sheet."""

    preview_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, desk: Desk, calls: LogCalls) -> None:
        super().__init__()
        self._desk = desk
        self._calls = calls
        self._watch: tuple[WatchLinePicture, ...] = ()
        self._around: tuple[WatchLinePicture, ...] = ()
        self._tasks: tuple[TaskPicture, ...] = ()
        self._filling: SheetFilling | None = None
        self._build()
        desk.curtain.changed.connect(self._on_curtain)

    def _build(self) -> None:
        desk, theme = self._desk, self._desk.theme
        inside = QWidget()
        column = QVBoxLayout(inside)
        side = theme.px(14)
        column.setContentsMargins(side, theme.px(10), side, theme.px(10))
        column.setSpacing(theme.px(8))
        self.watch_head = SectionHeader(theme)
        self.watch_add = Button(theme, icon="plus", kind=Kind.QUIET, height=28)
        self.watch_form = WatchForm(desk, self._calls)
        self.watch_card = SideCard(desk)
        self.watch_none = Label(theme, size=14, colour="muted", wrap=True)
        self.task_head = SectionHeader(theme)
        self.task_add = Button(theme, icon="plus", kind=Kind.QUIET, height=28)
        self.task_form = TaskForm(desk, self._calls)
        self.task_card = SideCard(desk)
        self.task_none = Label(theme, size=14, colour="muted", wrap=True)
        for head, add in ((self.watch_head, self.watch_add), (self.task_head, self.task_add)):
            add.set_icon_only(True)
            head.row.addWidget(add)
        self.report_head = SectionHeader(theme)
        for part in (
            self.watch_head, self.watch_form, self.watch_card, self.watch_none, self.task_head,
            self.task_form, self.task_card, self.task_none, self.report_head, self._report_card(),
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        scroll.setWidget(inside)
        self.see = Button(theme, icon="eye-outline", height=42)
        self.print = Button(theme, icon="printer-outline", key="Ctrl P", kind=Kind.PRIMARY)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(side, theme.px(8), side, theme.px(12))
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.see, 1)
        buttons.addWidget(self.print, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addLayout(buttons)
        self.watch_add.clicked.connect(self.begin_watch)
        self.task_add.clicked.connect(self.begin_task)
        self.watch_form.left.connect(self._on_watch_left)
        self.task_form.left.connect(self._on_task_left)
        self.see.clicked.connect(self.preview_wanted)
        self.print.clicked.connect(self.print_wanted)

    def _report_card(self) -> QWidget:
        theme = self._desk.theme
        self.report = SideCard(self._desk)
        inside = QWidget()
        column = QVBoxLayout(inside)
        side = theme.px(12)
        column.setContentsMargins(side, theme.px(9), side, theme.px(9))
        column.setSpacing(theme.px(6))
        self.words_bar = BudgetBar(self._desk)
        self.overdue = StatusLabel(theme, Status.WATCH)
        self.overdue.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(3))
        self.counts: list[tuple[Label, Label]] = []
        for number in range(4):
            name = Label(theme, size=14)
            count = Label(theme, size=14, colour="muted", tabular=True)
            count.setAlignment(Qt.AlignmentFlag.AlignRight)
            row, pair = divmod(number, 2)
            self._grid.addWidget(name, row, 2 * pair)
            self._grid.addWidget(count, row, 2 * pair + 1)
            self.counts.append((name, count))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.printed = Label(theme, size=13, colour="muted", wrap=True)
        self.read = Button(theme, icon="check-all", key="Ctrl R", kind=Kind.QUIET)
        self.read.setProperty("align", "left")
        self.read.clicked.connect(self._on_read)
        column.addWidget(self.words_bar)
        column.addLayout(self._grid)
        column.addWidget(self.overdue)
        column.addWidget(self.printed)
        column.addWidget(self.read)
        self.report.give([inside])
        return self.report

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        self.watch_add.setText(say("Add a watch line"))
        self.task_add.setText(say("Add a task"))
        for button in (self.watch_add, self.task_add):
            button.set_icon_only(True)
        self.watch_none.setText(say("Nothing to watch. Add a line with Alt+F."))
        self.task_none.setText(say("Nothing to do. Add a task with Alt+G."))
        self.see.setText(say("See it"))
        self.print.setText(say("Print"))
        self.read.setText(say("I have read it"))
        for button in (self.see, self.print, self.read):
            button.updateGeometry()
        self.watch_form.retranslate()
        self.task_form.retranslate()
        self._show()

    def _on_read(self) -> None:
        self._desk.forms.open("reports.read")

    # -- what it shows -------------------------------------------------------------------------

    def give_watch(self, lines: tuple[WatchLinePicture, ...]) -> None:
        """Show the watch lines."""
        self._watch = lines
        self._show_watch()

    def give_around(self, lines: tuple[WatchLinePicture, ...]) -> None:
        """Show also the lines that the sheet has by itself."""
        self._around = lines
        self._show_watch()

    def give_tasks(self, tasks: tuple[TaskPicture, ...]) -> None:
        """Show what is to be done."""
        self._tasks = tasks
        self._show_tasks()

    def give_filling(self, filling: SheetFilling) -> None:
        """Show how full the coming sheet is."""
        self._filling = filling
        self._show_report()

    def know_inside(self, inside: tuple[Whom, ...]) -> None:
        """Know who has checked in."""
        self.watch_form.who.know_inside(inside)
        self.task_form.who.know_inside(inside)

    def _show(self) -> None:
        self._show_watch()
        self._show_tasks()
        self._show_report()

    def _limit(self, count: int, most: int) -> str:
        words = self._desk.words
        if not most:
            return words.texts.number(count)
        return words.say("{used} of {most}", used=count, most=most)

    def _show_watch(self) -> None:
        # As on the sheet: what is urgent first, what the program adds after what was written.
        lines = sorted([*self._watch, *self._around], key=lambda one: one.level is not Level.URGENT)
        self._head_watch()
        rows: list[QWidget] = []
        held = self._focused_id(self.watch_card)
        for line in () if self._desk.curtain.down else lines:
            row = WatchRow(self._desk, line)
            row.asked.connect(self._on_watch_asked)
            rows.append(row)
        self.watch_card.give(rows)
        self.watch_none.setVisible(not lines)
        self._refocus(self.watch_card, held)

    def _head_watch(self) -> None:
        shown, most = len(self._watch) + len(self._around), 0
        if self._filling is not None:
            # The sheet's own number, so that the two on this screen are never different.
            shown, most = self._filling.watch_lines, self._filling.watch_limit
        self.watch_head.set(self._desk.words.say("Watch for"), self._limit(shown, most))

    def _show_tasks(self) -> None:
        words = self._desk.words
        self.task_head.set(words.say("Do tonight"), words.texts.number(len(self._tasks)))
        rows: list[QWidget] = []
        held = self._focused_id(self.task_card)
        for task in () if self._desk.curtain.down else self._tasks:
            row = TaskRow(self._desk, task)
            row.ticked.connect(self._on_ticked)
            rows.append(row)
        self.task_card.give(rows)
        self.task_none.setVisible(not self._tasks)
        self._refocus(self.task_card, held)

    @staticmethod
    def _focused_id(card: SideCard) -> tuple[int, int] | None:
        for number, row in enumerate(card.rows):
            if row.hasFocus():
                return number, _id_of(row)
        return None

    @staticmethod
    def _refocus(card: SideCard, held: tuple[int, int] | None) -> None:
        if held is None or not card.rows:
            return
        number, key = held
        row = next((one for one in card.rows if _id_of(one) == key), None)
        chosen = row or card.rows[min(number, len(card.rows) - 1)]
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_report(self) -> None:
        words, filling = self._desk.words, self._filling
        say = words.say
        self.report.setVisible(filling is not None)
        if filling is None:
            self.report_head.set(say("Handover sheet"))
            return
        self.report_head.set(
            say(
                "Handover sheet, {giving} to {receiving}",
                giving=label_inside(words.texts, filling.from_shift),
                receiving=label_inside(words.texts, filling.to_shift),
            )
        )
        self.words_bar.set(say("Words on page 1"), filling.words_page_one, filling.words_limit)
        number = words.texts.number
        shown = (
            (say("1 Watch for"), self._limit(filling.watch_lines, filling.watch_limit)),
            (say("2 Places"), number(filling.places)),
            (say(_TO_DO[filling.to_shift]), self._limit(filling.tasks, filling.task_limit)),
            (say("4 Incidents"), self._limit(filling.incidents, filling.incident_limit)),
        )
        for (name, count), (text, figure) in zip(self.counts, shown, strict=True):
            name.setText(text)
            count.setText(figure)
        self.overdue.setVisible(filling.overdue > 0)
        self.overdue.set(
            Status.WATCH,
            words.say_many("{count} line is overdue", "{count} lines are overdue", filling.overdue),
            icon="alert-outline",
        )
        self.printed.setVisible(filling.printed > 0)
        self.printed.setText(
            words.say_many(
                "Printed {count} time this shift", "Printed {count} times this shift",
                filling.printed,
            )
        )  # fmt: skip
        self._head_watch()

    # -- what happens --------------------------------------------------------------------------

    def begin_watch(self) -> None:
        """Open the form for a watch line."""
        self.watch_form.begin()

    def begin_task(self) -> None:
        """Open the form for a task."""
        self.task_form.begin()

    def focus_tasks(self) -> None:
        """Put the keyboard on the first task."""
        first = self.task_card.rows[0] if self.task_card.rows else self.task_add
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_watch_left(self) -> None:
        self.watch_add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_task_left(self) -> None:
        self.task_add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_watch_asked(self, row: WatchRow) -> None:
        say, line = self._desk.words.say, row.line
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if line.by_itself is not None:
            menu.addAction(say("It goes away by itself")).setEnabled(False)
            menu.popup(row.mapToGlobal(QPoint(self._desk.theme.px(36), row.height() - 4)))
            return
        until = self._desk.words.texts.moment(line.expires_at)
        stands = menu.addAction(say("Stands until {when}", when=until))
        stands.setEnabled(False)
        renew = menu.addAction(self._desk.theme.icon("refresh"), say("Renew for 24 hours"))
        renew.triggered.connect(partial(self._on_renew, line))
        end = menu.addAction(self._desk.theme.icon("close"), say("End it: no longer to be watched"))
        end.triggered.connect(partial(self._on_end, line))
        menu.setActiveAction(renew)
        menu.popup(row.mapToGlobal(QPoint(self._desk.theme.px(36), row.height() - 4)))

    def _on_renew(self, line: WatchLinePicture, _checked: bool = False) -> None:  # noqa: FBT002 - Qt hands it
        self._act(
            self._calls.renew_watch,
            self._desk.words.say("The watch line stands for another 24 hours"),
            watch_id=line.watch_id,
        )

    def _on_end(self, line: WatchLinePicture, _checked: bool = False) -> None:  # noqa: FBT002 - Qt hands it
        self._act(
            self._calls.end_watch,
            self._desk.words.say("The watch line is ended"),
            watch_id=line.watch_id,
        )

    def _on_ticked(self, task: TaskPicture) -> None:
        self._act(
            self._calls.tick_task,
            self._desk.words.say("A task is ticked off"),
            task_id=task.task_id,
        )

    def _act(self, service: Any, sentence: str, **values: Any) -> None:  # noqa: ANN401 - a service
        self._desk.tasks.run(
            service, then=partial(self._on_done, sentence), failed=self._on_refused, **values
        )

    def _on_done(self, sentence: str, done: Any) -> None:  # noqa: ANN401 - a service's Done
        self._desk.notices.act(sentence, operation=done.operation if done.can_undo else None)

    def _on_refused(self, error: Any) -> None:  # noqa: ANN401 - a DeskError
        self._desk.notices.tell(Status.WATCH, self._desk.words.explain(error))
        self._show()

    def _on_curtain(self, down: bool) -> None:
        if down:
            self.watch_form.who.drop.hide()
            self.task_form.who.drop.hide()
        self._show()


def _id_of(row: QWidget) -> int:
    if isinstance(row, WatchRow):
        return row.line.watch_id
    return row.task.task_id if isinstance(row, TaskRow) else -1
