"""The window of the first run: the steps at the left, one of them in the middle, ways on below."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.ui.tasks import Tasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box, paint_text
from shelter_desk.ui.wizard.calls import FirstRun, NewHouse
from shelter_desk.ui.wizard.sheet_step import SheetStep
from shelter_desk.ui.wizard.steps import BeginStep, CopiesStep, HouseStep, LeaderStep
from shelter_desk.ui.words import Words

if TYPE_CHECKING:
    from shelter_desk.ui.wizard.pieces import Step

_RAIL = 270
_ROW = 46


class StepList(QWidget):
    """The steps: done, now, to come. Nothing to press: the buttons below lead through them."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.names: list[str] = []
        self.now = 0
        self.setFixedWidth(theme.px(_RAIL))

    def show_steps(self, names: list[str], now: int) -> None:
        """Show ``names``, the one with number ``now`` as the present one."""
        self.names, self.now = names, now
        words = self._words.say("Step {number} of {count}", number=now + 1, count=len(names))
        self.setAccessibleName(f"{words}: {names[now]}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the name of the program and the steps."""
        del event
        theme, tokens = self._theme, self._theme.tokens
        px = theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.window))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(tokens.line))
        house = QRectF(px(28), px(34), px(28), px(28))
        paint_icon(painter, house, "home-heart", QColor(tokens.accent))
        paint_text(
            painter, QRectF(px(68), px(34), px(190), px(28)), "Shelter Desk",
            theme.font(18, SEMIBOLD), QColor(tokens.text),
        )  # fmt: skip
        for number, name in enumerate(self.names):
            row = QRectF(px(16), px(92 + number * _ROW), self.width() - px(32), px(_ROW))
            self._paint_step(painter, row, number, name)
        painter.end()

    def _paint_step(self, painter: QPainter, row: QRectF, number: int, name: str) -> None:
        theme, tokens = self._theme, self._theme.tokens
        px = theme.px
        now, done = number == self.now, number < self.now
        if now:
            box(painter, row, fill=QColor(tokens.selection), line=None, radius=6)
        circle = QRectF(row.left() + px(12), row.center().y() - px(13), px(26), px(26))
        if now:
            box(painter, circle, fill=QColor(tokens.accent), line=None, radius=px(13))
        elif not done:
            box(painter, circle, fill=None, line=QColor(tokens.edge), radius=px(13))
        if done:
            paint_icon(painter, circle.adjusted(4, 4, -4, -4), "check", QColor(tokens.accent))
        else:
            ink = QColor(tokens.on_accent if now else tokens.muted)
            paint_text(
                painter, circle, str(number + 1), theme.font(14, SEMIBOLD), ink,
                Qt.AlignmentFlag.AlignCenter,
            )  # fmt: skip
        words = row.adjusted(px(50), 0, -px(8), 0)
        weight = SEMIBOLD if now else REGULAR
        colour = tokens.selection_text if now else tokens.text if done else tokens.muted
        paint_text(painter, words, name, theme.font(15, weight), QColor(colour))


class Wizard(QWidget):
    """Leads through the first run. ``finished`` follows a house that was made, or the demo."""

    finished = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, words: Words, run: FirstRun, tasks: Tasks) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._run = run
        self._tasks = tasks
        self._busy = False
        self._over = False
        self._asked = False
        """Whether it was asked once if all this is to go."""
        self.setWindowTitle("Shelter Desk")
        room = self.screen().availableSize()
        self.resize(min(theme.px(1440), room.width()), min(theme.px(900), room.height()))
        self.setMinimumSize(800, 560)
        self.begin = BeginStep(theme, words, run, tasks)
        self.house = HouseStep(theme, words, run, tasks)
        self.leader = LeaderStep(theme, words, run, tasks)
        self.sheet = SheetStep(theme, words, run, tasks)
        self.copies = CopiesStep(theme, words, run, tasks)
        self.steps: tuple[Step, ...] = (
            self.begin, self.house, self.leader, self.sheet, self.copies,
        )  # fmt: skip
        self.now = 0
        self._lay_out()
        for step in self.steps:
            step.changed.connect(self._on_changed)
        words.changed.connect(self.retranslate)
        theme.changed.connect(self.update)
        self.retranslate()
        self.go_to(0)

    def _lay_out(self) -> None:
        theme = self._theme
        px = theme.px
        self.list = StepList(theme, self._words)
        self.pages = QStackedWidget()
        for step in self.steps:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setWidget(step)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
            self.pages.addWidget(area)
        self.where = Label(theme, size=15, colour="muted")
        self.missing = Label(theme, size=14, colour="muted", wrap=True)
        self.back = Button(theme, icon="chevron-left", height=42)
        self.next = Button(theme, kind=Kind.PRIMARY)
        self.next.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.leave = Button(theme, kind=Kind.QUIET, height=42)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(28), px(14), px(28), px(14))
        foot.setSpacing(px(12))
        foot.addWidget(self.where)
        foot.addWidget(self.missing, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        above = QHBoxLayout()
        above.setSpacing(0)
        above.addWidget(self.list)
        above.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above, 1)
        column.addWidget(self._foot)
        # On with it first: who tabs on from the last field must not meet the way out.
        QWidget.setTabOrder(self.next, self.back)
        QWidget.setTabOrder(self.back, self.leave)
        self.next.clicked.connect(self._on_next)
        self.back.clicked.connect(self._on_back)
        self.leave.clicked.connect(self._on_leave)

    def retranslate(self) -> None:
        """Set every word anew."""
        say = self._words.say
        for step in self.steps:
            step.retranslate()
        self.back.setText(say("Back"))
        self.back.updateGeometry()
        self._show_now()

    def _show_now(self) -> None:
        say = self._words.say
        self.list.show_steps([step.title for step in self.steps], self.now)
        self.where.setText(
            say("Step {number} of {count}", number=self.now + 1, count=len(self.steps))
        )
        last = self.now == len(self.steps) - 1
        if self._busy:
            self.next.setText(say("One moment …"))
        elif self.now == 0 and self.begin.demo.on:
            self.next.setText(say("Open the demo house"))
        else:
            self.next.setText(say("Make the house") if last else say("Next"))
        self.next.updateGeometry()
        self.back.setVisible(self.now > 0)
        self.back.setEnabled(not self._busy)
        step = self.steps[self.now]
        self.next.setEnabled(not self._busy and step.ready())
        if self._asked:
            sentence = say("Nothing is made yet. What you have written goes away if you close now.")
        else:
            sentence = "" if self._busy else step.missing()
        self.missing.setText(sentence)
        self.next.setAccessibleDescription(sentence)
        self.leave.setText(say("Close all the same") if self._asked else say("Close"))
        self.leave.updateGeometry()

    def go_to(self, number: int) -> None:
        """Show a step and put the keyboard where it begins."""
        self.now, self._asked = number, False
        step = self.steps[number]
        machine = self.begin.machine
        if isinstance(step, LeaderStep | CopiesStep):
            step.know(machine)
        elif isinstance(step, SheetStep):
            step.know(self.house.unit.text, passphrase=bool(self.leader.chosen_passphrase))
        step.say_trouble("")
        self.pages.setCurrentIndex(number)
        step.retranslate()
        step.enter()
        self._show_now()
        announce(self, self.list.accessibleName())
        # Once it is shown: a hidden field takes no keyboard.
        QTimer.singleShot(0, self, partial(step.setFocus, Qt.FocusReason.TabFocusReason))

    def _on_changed(self) -> None:
        self._asked = False
        self._show_now()

    def _on_leave(self) -> None:
        """Close; ask once, calmly, where something was written."""
        if self._asked or not self.house.unit.text or self._busy:
            self.close()
            return
        self._asked = True
        self._show_now()
        announce(self, self.missing.text())

    def _on_back(self) -> None:
        if self.now > 0 and not self._busy:
            self.go_to(self.now - 1)

    def _on_next(self) -> None:
        step = self.steps[self.now]
        if self._busy or not step.ready():
            return
        if step is self.begin and self.begin.demo.on:
            self._run.choose_demo()
            self._finish()
        elif step is self.copies:
            step.check(self._make)
        else:
            step.check(partial(self.go_to, self.now + 1))

    def _make(self) -> None:
        sheet = self.sheet.sheet
        if sheet is None or self._busy:
            return
        self._set_busy(busy=True)
        wishes = NewHouse(
            unit=self.house.unit.text,
            plan=self.house.plan,
            plan_file=self.house.file.text,
            name=self.leader.name.text,
            login=self.leader.login.text,
            password=self.leader.password.line.text(),
            passphrase=self.leader.chosen_passphrase,
            copies=self.copies.chosen,
            language=self._words.language,
            sheet=sheet,
        )
        self._tasks.run(self._run.make, then=self._on_made, failed=self._on_refused, wishes=wishes)

    def _on_made(self, _nothing: object) -> None:
        self._set_busy(busy=False)
        self._finish()

    def _finish(self) -> None:
        self._over = True
        self.finished.emit()

    def _on_refused(self, error: DeskError) -> None:
        self._set_busy(busy=False)
        self.steps[self.now].refused(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.pages.setEnabled(not busy)
        self.leave.setEnabled(not busy)
        self._show_now()

    # -- keys and painting ---------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Alt+Left goes back."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = self.focusWidget()
            if isinstance(focus, Button) and focus.isEnabled():
                focus.click()
            else:
                self._on_next()
            return
        if event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._on_back()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the paper only where it has room."""
        super().resizeEvent(event)
        self.sheet.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give up, unless the house is being made just now."""
        if self._busy:
            event.ignore()
            return
        if not self._over:
            self.given_up.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line above the foot."""
        del event
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.base))
        foot = self._foot.geometry()
        painter.fillRect(foot, QColor(tokens.window))
        painter.fillRect(0, foot.top(), self.width(), 1, QColor(tokens.line))
        painter.end()
