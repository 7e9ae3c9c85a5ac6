"""The strip over the list: a search field, filters with their counts, and what adds a card."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shelter_desk.services.people import PeopleFilter
from shelter_desk.ui.actions import key_caption
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.people import actions, wording
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.flow import FlowLayout
from shelter_desk.ui.widgets.pill import Pill

_SEARCH_AFTER_MS = 120
_STATUS = {PeopleFilter.NOT_SEEN: Status.WATCH}
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}


class FindField(QLineEdit):
    """Typed into; ``stepped(rows)`` moves in the list, ``entered`` opens, ``emptied`` is Esc."""

    stepped = Signal(int)
    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows move in the list while the keyboard stays here."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)


class ListHead(QWidget):
    """``changed`` follows every choice and, after a short rest, every letter."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._counts: Mapping[PeopleFilter, int] = {}
        theme = desk.theme
        self.field = FindField()
        self.field.setFixedHeight(theme.px(36))
        self.field.setMaxLength(80)
        self.field.setMinimumWidth(theme.px(180))
        self.field.setMaximumWidth(theme.px(420))
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.buttons: list[Button] = []
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self.field, 1)
        top.addStretch(1)
        for spec in (actions.NEW, actions.SHIELDED):
            button = Button(theme, icon=spec.icon, key=key_caption(spec.keys[0], desk.words))
            button.follow(desk.actions.action(spec.id))
            top.addWidget(button)
            self.buttons.append(button)
        self.buttons[1].set_kind(Kind.QUIET)
        pills = QWidget()
        flow = FlowLayout(pills, gap=theme.px(6))
        flow.setContentsMargins(0, 0, 0, 0)
        self.pills: dict[PeopleFilter, Pill] = {}
        for one in PeopleFilter:
            pill = Pill(theme, _STATUS.get(one))
            pill.setCheckable(True)
            pill.setAutoExclusive(True)
            pill.setProperty("only", one.value)
            pill.clicked.connect(self.changed)
            flow.addWidget(pill)
            self.pills[one] = pill
        self.pills[PeopleFilter.ALL].setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        column.addLayout(top)
        column.addWidget(pills)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SEARCH_AFTER_MS)
        self._rest.timeout.connect(self.changed)
        self.field.textChanged.connect(self._on_text)
        self.restyle()

    def _on_text(self) -> None:
        self._rest.start()

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.field.text().strip()

    @property
    def only(self) -> PeopleFilter:
        """Which filter is chosen."""
        return next(one for one, pill in self.pills.items() if pill.isChecked())

    def choose(self, only: PeopleFilter) -> None:
        """Choose a filter as by hand."""
        self.pills[only].setChecked(True)
        self.changed.emit()

    def type(self, text: str) -> None:
        """Begin anew with a letter that was typed in the list, and go on writing here."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # a shortcut's would select all
        self.field.setText(text)

    def clear(self) -> None:
        """Empty the field, also of a name: the curtain falls or somebody else takes over."""
        self._rest.stop()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)

    def give(self, counts: Mapping[PeopleFilter, int]) -> None:
        """Show how many each filter leaves."""
        self._counts = counts
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        words = self._desk.words
        self.field.setPlaceholderText(words.say("Find among the women"))
        self.field.setAccessibleName(self.field.placeholderText())
        for one, pill in self.pills.items():
            word = words.say_in("women", wording.FILTER_WORDS[one])
            count = self._counts.get(one)
            pill.setText(word if count is None else f"{word} {words.texts.number(count)}")
            pill.updateGeometry()

    def restyle(self) -> None:
        """Take the icon in the present colours."""
        self._glass.setIcon(self._desk.theme.icon("magnify"))
