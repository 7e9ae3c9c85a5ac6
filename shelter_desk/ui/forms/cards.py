"""A list in a sheet: a card a row with name, place, chip, a few lines and buttons."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayoutItem, QVBoxLayout, QWidget

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
    do: Callable[[], object] = field(compare=False)
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
    def __init__(self, desk: Desk, row: Row, parent: QWidget) -> None:
        super().__init__(parent)
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
        for number, deed in enumerate(row.deeds):
            button = Button(
                theme, deed.text, icon=deed.icon,
                kind=Kind.GIVEN if deed.given else Kind.PLAIN, height=34,
            )  # fmt: skip
            name = deed.name or deed.text
            button.setAccessibleName(f"{row.title}: {name}")
            button.setToolTip(name if deed.name else "")
            button.clicked.connect(partial(self._on_pressed, number))
            flow.addWidget(button)
            self.made.buttons.append(button)
        return holder

    def _on_pressed(self, number: int, _checked: bool = False) -> None:  # noqa: FBT002 - as Qt says it
        self.made.row.deeds[number].do()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.base), line=QColor(tokens.line), radius=6)
        painter.end()


class Cards(QWidget):
    """Sections of cards. Up and down go from row to row, 1 to 9 press a row's buttons.

    ``moved`` carries the button the keyboard went to, so that it can be scrolled into view.
    """

    moved = Signal(object)

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
        """Show these. A row that has not changed stays as it is, with the keyboard on it."""
        place = self._place()
        before = self._cards[place[0]].made.row.key if place else None
        old = [item.widget() for item in _taken(self._column)]
        same = {card.made.row.key: card for card in self._cards}
        self._cards = []
        kept: list[QWidget] = []
        for section in sections:
            for widget in self._widgets(section, same):
                kept.append(widget)
                self._column.addWidget(widget)
                widget.show()
        self._column.addStretch(1)
        self._column.activate()
        if place is not None:
            keys = [card.made.row.key for card in self._cards]
            row_now = keys.index(before) if before in keys else place[0]
            # Before the old row goes: else Qt would look for another place for the keyboard.
            self.focus_row(row_now, place[1])
        for gone in old:
            if gone is not None and gone not in kept:
                gone.hide()
                gone.deleteLater()

    def _widgets(self, section: Section, same: dict[Hashable, "_Card"]) -> Iterator[QWidget]:
        theme = self._desk.theme
        if section.title:
            yield Label(theme, section.title, size=16, weight=SEMIBOLD, parent=self)
        if not section.rows and section.empty:
            yield Label(theme, section.empty, size=14, colour="muted", wrap=True, parent=self)
        for row in section.rows:
            card = same.get(row.key)
            if card is not None and card.made.row == row:
                card.made.row = row  # its deeds are about the newest answer
            else:
                card = _Card(self._desk, row, self)
                for button in card.made.buttons:
                    # A button would take the arrows itself.
                    button.installEventFilter(self)
            self._cards.append(card)
            yield card

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
        self._go(buttons[min(number, len(buttons) - 1)])
        return True

    def _go(self, button: Button) -> None:
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit(button)

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
            self._go(buttons[aim])
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


def _taken(column: QVBoxLayout) -> list[QLayoutItem]:
    """Take everything out of a column and return it."""
    items = []
    while (item := column.takeAt(0)) is not None:
        items.append(item)
    return items
