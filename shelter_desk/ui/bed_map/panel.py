"""The side panel: the chosen bed, or who is being placed and what the beds answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.services.snapshots import Person
from shelter_desk.ui import naming
from shelter_desk.ui.actions import ActionSpec, key_caption
from shelter_desk.ui.bed_map.women_list import WomenList
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status, Theme
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Chip, ElidedLabel, Icon
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box, paint_text

_SIDE = 16


@dataclass(frozen=True)
class Line:
    """An icon and a text; ``status`` colours the icon."""

    icon: str
    text: str
    status: Status | None = None
    small: bool = False


@dataclass(frozen=True)
class Answers:
    """How many beds gave one answer, and which."""

    icon: str
    status: Status | None
    word: str
    codes: str


@dataclass(frozen=True)
class BedPage:
    """What is said of a chosen bed; ``acts`` are the ids of what can be done with it."""

    code: str
    status: Status
    state: str
    name: str
    facts: tuple[Line, ...]
    acts: tuple[ActionSpec, ...]
    hint: str = ""


@dataclass(frozen=True)
class PlacingPage:
    """What is said while somebody is being placed; ``go`` is the button, empty for «no»."""

    title: str
    name: str
    from_code: str
    to_code: str
    to_status: Status | None
    room: str
    reasons: tuple[Line, ...]
    go: str
    then_title: str
    then: tuple[Line, ...]
    answers: tuple[Answers, ...]


class NameLabel(ElidedLabel):
    """A name in one line; its tool tip is plain text whatever the name looks like."""

    def setToolTip(self, text: str) -> None:
        """Set the tool tip, never as markup."""
        super().setToolTip(naming.tip(text))


class BigCode(QWidget):
    """A place code large enough to be read across the room."""

    def __init__(self, theme: Theme, code: str, status: Status | None = None) -> None:
        super().__init__()
        self._theme, self._code, self._status = theme, code, status
        self.setAccessibleName(code)

    def sizeHint(self) -> QSize:
        """Return room for the code, up to a third of the panel."""
        theme = self._theme
        wide = QFontMetricsF(theme.font(20, SEMIBOLD)).horizontalAdvance(self._code)
        return QSize(
            max(theme.px(60), min(theme.px(110), round(wide) + theme.px(22))), theme.px(36)
        )

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the code in its frame."""
        del event
        theme, painter = self._theme, QPainter(self)
        rect = QRectF(self.rect())
        fill, line, width = theme.colour("raised"), theme.colour("edge"), 1.0
        if self._status is not None:
            look = theme.look(self._status)
            fill, line, width = QColor(look.tint), QColor(look.foreground), 2.0
        box(painter, rect, fill=fill, line=line, radius=4, width=width)
        centre = Qt.AlignmentFlag.AlignCenter
        inner = rect.adjusted(theme.px(6), 0, -theme.px(6), 0)
        font = theme.font(20, SEMIBOLD)
        paint_text(painter, inner, self._code, font, theme.colour("text"), centre)
        painter.end()


class Rule(QWidget):
    """A thin line between parts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("line"))
        painter.end()


class MapPanel(QWidget):
    """Shows one page at a time.

    ``go`` and ``cancel`` are the two buttons while somebody is placed; ``picked(number)`` is
    a woman of the list; ``left`` (Esc) and ``lost`` (its button is gone) give the keyboard back
    to the map.
    """

    go = Signal()
    cancel = Signal()
    picked = Signal(int)
    left = Signal()
    lost = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self._shown: object = None
        self._keyboard: QWidget | None = None
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._inside = QWidget()
        self._inside.setAutoFillBackground(False)
        self._column = QVBoxLayout(self._inside)
        side = theme.px(_SIDE)
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(theme.px(8))
        self._scroll.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.women: QListWidget | None = None

    # -- pages -----------------------------------------------------------------------------

    def show_nothing(self, title: str = "", text: str = "") -> None:
        """Show a hint, or nothing at all: nobody's name is left anywhere."""
        if not self._begin(("nothing", title, text)):
            return
        if title:
            self._column.addWidget(
                Label(self._desk.theme, title, size=24, weight=SEMIBOLD, wrap=True)
            )
        if text:
            self._column.addWidget(Label(self._desk.theme, text, colour="muted", wrap=True))
        self._column.addStretch(1)
        self._keep_keyboard()

    def show_bed(self, page: BedPage) -> None:
        """Show a chosen bed and what can be done with it."""
        if not self._begin(page):
            return
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(BigCode(theme, page.code))
        row.addWidget(Chip(theme, page.status, page.state))
        row.addStretch(1)
        self._column.addLayout(row)
        if page.name:
            self._column.addWidget(self._name(page.name))
        for line in page.facts:
            self._column.addWidget(self._line(line))
        if page.hint:
            self._column.addWidget(Label(theme, page.hint, size=14, colour="muted", wrap=True))
        self._column.addSpacing(theme.px(8))
        buttons = []
        for number, spec in enumerate(page.acts):
            kind = Kind.PLAIN if number else Kind.PRIMARY
            button = Button(
                theme, icon=spec.icon, key=key_caption(spec.keys[0], self._desk.words), kind=kind
            )
            button.follow(self._desk.actions.action(spec.id))
            self._column.addWidget(button)
            buttons.append(button)
        self._column.addStretch(1)
        self._keep_keyboard(*buttons)

    def show_placing(self, page: PlacingPage) -> None:
        """Show who is being placed, where, and what the beds answer."""
        if not self._begin(page):
            return
        theme, column = self._desk.theme, self._column
        column.addWidget(Label(theme, page.title, colour="muted"))
        column.addWidget(self._name(page.name))
        column.addLayout(self._way(page))
        column.addSpacing(theme.px(4))
        for line in page.reasons:
            column.addWidget(self._line(line))
        column.addSpacing(theme.px(4))
        buttons = []
        if page.go:
            go = Button(theme, page.go, icon="check", key="Enter", kind=Kind.PRIMARY)
            go.clicked.connect(self.go)
            column.addWidget(go)
            buttons.append(go)
        cancel = Button(theme, self._desk.words.say("Cancel"), key="Esc")
        cancel.clicked.connect(self.cancel)
        column.addWidget(cancel)
        if page.then:
            column.addSpacing(theme.px(6))
            column.addWidget(Rule(theme))
            column.addWidget(Label(theme, page.then_title, size=16, weight=SEMIBOLD))
            for line in page.then:
                column.addWidget(self._line(line))
        column.addStretch(1)
        if page.answers:
            column.addWidget(Rule(theme))
            heading = self._desk.words.say("What the places answer")
            column.addWidget(Label(theme, heading, size=16, weight=SEMIBOLD))
            for answers in page.answers:
                column.addWidget(self._answers(answers))
        self._keep_keyboard(*buttons, cancel)

    def show_women(self, title: str, hint: str, women: Sequence[Person]) -> None:
        """Show a list to choose from; it has the keyboard."""
        words, theme = self._desk.words, self._desk.theme
        self._shown = None
        self._begin(("women", title, hint))
        self._column.addWidget(Label(theme, title, size=24, weight=SEMIBOLD, wrap=True))
        self._column.addWidget(Label(theme, hint, size=14, colour="muted", wrap=True))
        self.women = WomenList(theme, [naming.name_of(words, person) for person in women])
        self.women.setAccessibleName(title)
        self.women.taken.connect(self.picked)
        self.women.left.connect(self.left)
        self._column.addWidget(self.women, 1)
        self.women.setCurrentRow(0)
        self.women.show()  # at once: what is not visible yet cannot take the keyboard
        self.women.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- pieces ----------------------------------------------------------------------------

    def _begin(self, page: object) -> bool:
        """Empty the panel for another page; False when it shows this one already."""
        if page == self._shown:
            return False
        self._shown = page
        self.women = None
        focus = QApplication.focusWidget()
        self._keyboard = focus if focus is not None and self.isAncestorOf(focus) else None
        _empty(self._column)
        return True

    def _keep_keyboard(self, *buttons: Button) -> None:
        """Leave the keyboard on the button that says the same; else give it to the map."""
        before, self._keyboard = self._keyboard, None
        if before is None:
            return
        same = [b for b in buttons if isinstance(before, Button) and b.text() == before.text()]
        if same:
            same[0].show()
            same[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.lost.emit()

    def _name(self, name: str) -> QWidget:
        label = NameLabel(self._desk.theme, name, size=24, weight=SEMIBOLD)
        label.setMinimumHeight(self._desk.theme.px(34))
        return label

    def _line(self, line: Line) -> QWidget:
        theme = self._desk.theme
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(9))
        colour = f"status:{line.status.value}" if line.status else "muted"
        icon = Icon(theme, line.icon, size=18, colour=colour)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(theme, line.text, size=14 if line.small else 15, wrap=True), 1)
        return widget

    def _way(self, page: PlacingPage) -> QLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        if page.from_code:
            row.addWidget(BigCode(theme, page.from_code))
            row.addWidget(Icon(theme, "arrow-right", size=22, colour="muted"))
        if page.to_code:
            row.addWidget(BigCode(theme, page.to_code, page.to_status))
        row.addWidget(NameLabel(theme, page.room, size=14, colour="muted"), 1)
        return row

    def _answers(self, answers: Answers) -> QWidget:
        theme = self._desk.theme
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        top = Qt.AlignmentFlag.AlignTop
        colour = f"status:{answers.status.value}" if answers.status else "muted"
        row.addWidget(Icon(theme, answers.icon, size=17, colour=colour), 0, top)
        word = Label(theme, answers.word, size=14, weight=SEMIBOLD, colour=colour)
        word.setMinimumWidth(theme.px(72))
        row.addWidget(word, 0, top)
        row.addWidget(Label(theme, answers.codes, size=14, wrap=True, tabular=True), 1)
        return widget

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the keyboard back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)
            inner.deleteLater()
