"""A list in a sheet: a card a row with name, place, chip, a few lines and buttons."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.flow import FlowLayout
from shelter_desk.ui.widgets.labels import Chip, CodeBadge
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box

_NUMBERS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


@dataclass(frozen=True)
class Deed:
    """Something that can be done with a row: a button. ``name`` is said where words are short."""

    text: str
    do: Callable[[], object]
    name: str = ""
    icon: str = ""
    given: bool = False
    """Whether it is what stands already: painted so."""


@dataclass(frozen=True)
class Row:
    """A card. ``key`` tells it apart, so that the keyboard stays on it when the list changes."""

    key: Hashable
    title: str
    code: str = ""
    chip: tuple[Status, str] | None = None
    lines: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()
    slim: bool = False
    """Whether the buttons stand beside the name: for long lists that are ticked off."""


@dataclass(frozen=True)
class Section:
    """A heading and its rows; ``empty`` is said where there are none."""

    title: str
    rows: tuple[Row, ...] = ()
    empty: str = ""


@dataclass
class _Made:
    row: Row
    buttons: list[Button] = field(default_factory=list)


class _Card(QWidget):
    def __init__(self, desk: Desk, row: Row) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.made = _Made(row)
        self.setAccessibleName(", ".join(part for part in (row.title, row.code) if part))
        edge = theme.px(12)
        if row.slim:
            line = QHBoxLayout(self)
            line.setContentsMargins(edge, theme.px(5), edge, theme.px(5))
            line.setSpacing(theme.px(10))
            who = QVBoxLayout()
            who.setSpacing(theme.px(2))
            who.addLayout(self._head(row, chip=False))
            if row.chip is not None:
                chip = Chip(theme, row.chip[0], row.chip[1])
                who.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
            line.addLayout(who, 1)
            line.addWidget(self._deeds(row), 0, Qt.AlignmentFlag.AlignVCenter)
            return
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, theme.px(9), edge, theme.px(9))
        column.setSpacing(theme.px(6))
        column.addLayout(self._head(row, chip=True))
        for words in row.lines:
            column.addWidget(Label(theme, words, size=14, colour="muted", wrap=True))
        if row.deeds:
            column.addWidget(self._deeds(row))

    def _head(self, row: Row, *, chip: bool) -> QHBoxLayout:
        theme = self._desk.theme
        top = Qt.AlignmentFlag.AlignTop if chip else Qt.AlignmentFlag.AlignVCenter
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Label(theme, row.title, weight=SEMIBOLD, wrap=True), 1)
        if chip and row.chip is not None:
            head.addWidget(Chip(theme, row.chip[0], row.chip[1]), 0, top)
        if row.code:
            head.addWidget(CodeBadge(theme, row.code), 0, top)
        return head

    def _deeds(self, row: Row) -> QWidget:
        theme = self._desk.theme
        holder = QWidget()
        flow: FlowLayout | QHBoxLayout
        if row.slim:
            flow = QHBoxLayout(holder)
            flow.setSpacing(theme.px(6))
        else:
            flow = FlowLayout(holder, gap=theme.px(6))
        flow.setContentsMargins(0, 0, 0, 0)
        for deed in row.deeds:
            button = Button(
                theme, deed.text, icon=deed.icon,
                kind=Kind.GIVEN if deed.given else Kind.PLAIN, height=34,
            )  # fmt: skip
            name = deed.name or deed.text
            button.setAccessibleName(f"{row.title}: {name}")
            button.setToolTip(name if deed.name else "")
            button.clicked.connect(deed.do)
            flow.addWidget(button)
            self.made.buttons.append(button)
        return holder

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.base), line=QColor(tokens.line), radius=6)
        painter.end()


class Cards(QWidget):
    """Sections of cards. Up and down go from row to row, 1 to 9 press a row's buttons."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._cards: list[_Card] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.px(8))

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return tuple(card.made.row for card in self._cards)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these; the keyboard stays on its row, or goes to the one in its place."""
        place = self._place()
        before = self._cards[place[0]].made.row.key if place else None
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._cards = []
        theme = self._desk.theme
        for section in sections:
            if section.title:
                self._column.addWidget(Label(theme, section.title, size=16, weight=SEMIBOLD))
            if not section.rows and section.empty:
                self._column.addWidget(
                    Label(theme, section.empty, size=14, colour="muted", wrap=True)
                )
            for row in section.rows:
                card = _Card(self._desk, row)
                self._cards.append(card)
                for button in card.made.buttons:
                    # A button would take the arrows itself.
                    button.installEventFilter(self)
                self._column.addWidget(card)
        self._column.addStretch(1)
        if place is None:
            return
        keys = [card.made.row.key for card in self._cards]
        row_now = keys.index(before) if before in keys else place[0]
        self.focus_row(row_now, place[1])

    def button(self, row: int, number: int) -> Button:
        """Return a row's button; both count from zero."""
        return self._cards[row].made.buttons[number]

    def _place(self) -> tuple[int, int] | None:
        """Return which row and button the keyboard is on."""
        focus = self.window().focusWidget()
        for number, card in enumerate(self._cards):
            for which, button in enumerate(card.made.buttons):
                if button is focus:
                    return number, which
        return None

    def focus_row(self, row: int, number: int = 0) -> bool:
        """Put the keyboard on a row's button, or the nearest there is; say whether there is one."""
        with_buttons = [card for card in self._cards if card.made.buttons]
        if not with_buttons:
            return False
        row = max(0, min(row, len(self._cards) - 1))
        later = [card for card in self._cards[row:] if card.made.buttons]
        card = later[0] if later else with_buttons[-1]
        buttons = card.made.buttons
        buttons[min(number, len(buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go between rows, press by number."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        place = self._place()
        plain = event.modifiers() in _PLAIN
        if place is None or not plain:
            return False
        row, number = place
        buttons = self._cards[row].made.buttons
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        sideways = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self._step(row, number, steps[key])
        elif key in sideways:
            aim = max(0, min(number + sideways[key], len(buttons) - 1))
            buttons[aim].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.text() in _NUMBERS[: len(buttons)]:
            if not event.isAutoRepeat():
                buttons[_NUMBERS.index(event.text())].click()
        else:
            return False
        return True

    def _step(self, row: int, number: int, step: int) -> None:
        row += step
        while 0 <= row < len(self._cards):
            if self._cards[row].made.buttons:
                self.focus_row(row, number)
                return
            row += step
