"""Rows of the side panel: a watch line, a task to tick, a bar of the report."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from shelter_desk.phrases import label, task_words
from shelter_desk.phrases.around_lines import own_room_words
from shelter_desk.phrases.incident_lines import observed_words
from shelter_desk.services.snapshots import TaskPicture, WatchLinePicture
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log import wording
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import MEDIUM, SEMIBOLD
from shelter_desk.ui.widgets.painting import box, paint_text
from shelter_desk.ui.widgets.rich_line import Part, RichLine

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WATCH_TEXT, _WATCH_TIME = 38, 56
_TASK_TIME, _TASK_TEXT = 38, 91


class SideCard(QWidget):
    """A card of rows with a thin line between them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        desk.theme.changed.connect(self.update)

    def give(self, rows: list[QWidget]) -> None:
        """Show these rows and let the old ones go."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = rows
        for row in rows:
            self._column.addWidget(row)
            row.show()
        self.setVisible(bool(rows))
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and the lines between its rows."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(tokens.line), radius=6)
        for row in self.rows[1:]:
            painter.fillRect(QRectF(1, row.y(), rect.width() - 2, 1), QColor(tokens.line))
        painter.end()


class _RowHeight:
    """Height for width of a row that holds running text."""

    @staticmethod
    def policy() -> QSizePolicy:
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        return policy


class WatchRow(QAbstractButton):
    """A watch line. Enter or a click asks for what can be done with it."""

    asked = Signal(object)

    def __init__(self, desk: Desk, line: WatchLinePicture) -> None:
        super().__init__()
        self._desk = desk
        self.line = line
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(_RowHeight.policy())
        self.clicked.connect(self._on_clicked)
        self.setAccessibleName(self._sentence())

    def _on_clicked(self) -> None:
        self.asked.emit(self)

    def _when(self) -> str:
        words, line = self._desk.words, self.line
        if line.next_check is None:
            return ""
        return wording.when_words(words, line.next_check, self._desk.clock.now())

    def _head(self) -> str:
        words, line = self._desk.words, self.line
        if line.person is None:
            return line.bed_code or ""
        code = line.bed_code or line.person.place
        name = wording.name_of(words, line.person)
        return f"{code} {name}" if code else name

    def _sentence(self) -> str:
        words, line = self._desk.words, self.line
        parts = [label(words.texts, line.level), self._head(), self._what(), self._by_itself()]
        if line.next_check is not None:
            parts.append(words.say("next check {at}", at=self._when()))
        return naming.plain(", ".join(part for part in parts if part))

    def _what(self) -> str:
        line, texts = self.line, self._desk.words.texts
        if line.by_itself is None:
            return naming.plain(f"{line.what} {line.if_then}".strip())
        if line.by_itself.route is None:
            return observed_words(texts, {"until": line.expires_at.isoformat()})
        return own_room_words(texts, line.by_itself.route, tray=line.by_itself.tray)

    def _by_itself(self) -> str:
        return self._desk.words.say("It goes away by itself") if self.line.by_itself else ""

    def _laid(self, width: int) -> RichLine:
        theme, line = self._desk.theme, self.line
        ink = theme.colour("text")
        parts = [Part(f"{self._head()} ", theme.font(15, SEMIBOLD), ink)] if self._head() else []
        parts.append(Part(self._what(), theme.font(15), ink))
        if line.by_itself is not None:
            parts.append(Part(f" ({self._by_itself()})", theme.font(14), theme.colour("muted")))
        room = width - theme.px(_WATCH_TEXT + 12)
        if line.next_check is not None:
            room -= theme.px(_WATCH_TIME)
        return RichLine(parts, room, most_lines=6)

    def hasHeightForWidth(self) -> bool:
        """Height follows width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text with its room."""
        return round(self._laid(width).height) + self._desk.theme.px(15)

    def sizeHint(self) -> QSize:
        """Return room at the present width."""
        width = self._desk.theme.px(280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the panel."""
        return QSize(self._desk.theme.px(120), self._desk.theme.px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self._on_clicked()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, text and time."""
        del event
        theme = self._desk.theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(rect.adjusted(1, 1, -1, -1), theme.colour("hover"))
        top, size = theme.px(8), theme.px(18)
        look = theme.look(wording.LEVEL_STATUS[self.line.level])
        icon = wording.LEVEL_ICONS[self.line.level]
        where = QRectF(theme.px(10), top + theme.px(1), size, size)
        paint_icon(painter, where, icon, QColor(look.foreground))
        self._laid(self.width()).draw(painter, theme.px(_WATCH_TEXT), top)
        if self.line.next_check is not None:
            area = QRectF(0, top, rect.width() - theme.px(11), theme.px(20))
            font = theme.font(14, tabular=True)
            paint_text(painter, area, self._when(), font, theme.colour("muted"), _RIGHT)
        if self.hasFocus():
            paint_focus_ring(painter, rect, theme.tokens)
        painter.end()


class TaskRow(QCheckBox):
    """A task. Space or a click ticks it off; overdue ones say so."""

    ticked = Signal(object)

    def __init__(self, desk: Desk, task: TaskPicture) -> None:
        super().__init__()
        self._desk = desk
        self.task = task
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(_RowHeight.policy())
        self.setAccessibleName(self._sentence())
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self, on: bool) -> None:
        if on:
            self.ticked.emit(self.task)

    def words_of_task(self) -> str:
        """Return what is to be done, and about whom."""
        words, task = self._desk.words, self.task
        code = task.bed_code or ""
        what = naming.plain(task_words(words.texts, task.kind, task.text, task.params, bed=code))
        about = wording.task_about(words, task)
        if task.person is not None and about:
            what = f"{about}: {what}"
        return words.say("Overdue: {what}", what=what) if task.overdue else what

    def _sentence(self) -> str:
        when = wording.when_words(self._desk.words, self.task.due_at, self._desk.clock.now())
        return f"{when}, {self.words_of_task()}"

    def _laid(self, width: int) -> RichLine:
        theme = self._desk.theme
        room = width - theme.px(_TASK_TEXT + 10)
        part = Part(self.words_of_task(), theme.font(15), theme.colour("text"))
        return RichLine([part], room, most_lines=4)

    def hasHeightForWidth(self) -> bool:
        """Height follows width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text with its room."""
        return round(self._laid(width).height) + self._desk.theme.px(14)

    def sizeHint(self) -> QSize:
        """Return room at the present width."""
        width = self._desk.theme.px(280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the panel."""
        return QSize(self._desk.theme.px(120), self._desk.theme.px(34))

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on the row."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tick box, time and words."""
        del event
        theme = self._desk.theme
        tokens = theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(rect.adjusted(1, 1, -1, -1), theme.colour("hover"))
        top, side = theme.px(7), theme.px(16)
        square = QRectF(theme.px(12), top + theme.px(2), side, side)
        box(painter, square, fill=QColor(tokens.raised), line=QColor(tokens.edge), radius=3,
            width=1.5)  # fmt: skip
        if self.isChecked():
            paint_icon(painter, square, "check-bold", theme.colour("accent"))
        now, overdue = self._desk.clock.now(), self.task.overdue
        when = self._desk.words.texts.since(self.task.due_at, now)
        if self.task.due_at > now:
            when = self._desk.words.texts.time(self.task.due_at)
        colour = QColor(theme.look(wording.LEVEL_STATUS[_WATCH]).foreground)
        area = QRectF(theme.px(_TASK_TIME), top, theme.px(50), theme.px(20))
        ink = colour if overdue else theme.colour("text")
        paint_text(painter, area, when.split()[-1], theme.font(15, SEMIBOLD, tabular=True), ink)
        self._laid(self.width()).draw(painter, theme.px(_TASK_TEXT), top)
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens)
        painter.end()


_WATCH = next(level for level in wording.LEVEL_STATUS if level.value == "watch")


class BudgetBar(QWidget):
    """How much of a limit is used: words at the left, numbers at the right, a bar under them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._text, self._used, self._most = "", 0, 1
        self.setFixedHeight(desk.theme.px(34))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, text: str, used: int, most: int) -> None:
        """Show these numbers."""
        self._text, self._used, self._most = text, used, max(1, most)
        self.setAccessibleName(f"{text}: {self._numbers()}")
        self.update()

    def _numbers(self) -> str:
        return self._desk.words.say("{used} of {most}", used=self._used, most=self._most)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words, numbers and bar."""
        del event
        theme = self._desk.theme
        tokens = theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        first = QRectF(0, 0, rect.width(), theme.px(20))
        over = self._used > self._most
        ink = QColor(theme.look(wording.LEVEL_STATUS[_WATCH]).foreground if over else tokens.text)
        paint_text(painter, first, self._text, theme.font(14), theme.colour("text"))
        font = theme.font(14, MEDIUM, tabular=True)
        paint_text(painter, first, self._numbers(), font, ink, _RIGHT)
        bar = QRectF(0, theme.px(24), rect.width(), theme.px(7))
        line = QColor(tokens.line) if not tokens.high_contrast else None
        frame = QColor(tokens.edge) if tokens.high_contrast else None
        box(painter, bar, fill=line, line=frame, radius=bar.height() / 2)
        share = min(1.0, self._used / self._most)
        if share > 0:
            used = QRectF(bar)
            used.setWidth(max(bar.height(), bar.width() * share))
            colour = ink if over else theme.colour("accent")
            box(painter, used, fill=colour, radius=bar.height() / 2)
        painter.end()
