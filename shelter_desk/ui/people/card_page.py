"""One woman's card in the middle of the screen: who she is, then card, history or readers."""

from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shelter_desk.services.woman_pictures import WomanCard
from shelter_desk.ui import naming
from shelter_desk.ui.actions import key_caption
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.people import actions
from shelter_desk.ui.people.boxes import Box
from shelter_desk.ui.people.history_view import HistoryView, ReadersView
from shelter_desk.ui.people.sections import Open, Sections
from shelter_desk.ui.pieces import NameLabel
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Chip, CodeBadge
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.pill import Pill
from shelter_desk.ui.widgets.rule import Rule
from shelter_desk.ui.widgets.widths import OVERLAY_UNDER

_TWO_COLUMNS = 700


class Tab(StrEnum):
    """What of her is shown."""

    CARD = "card"
    HISTORY = "history"
    READERS = "readers"


class CardPage(QWidget):
    """``tab_wanted(tab)`` asks for another part; ``left`` goes back to the list."""

    tab_wanted = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, open_form: Open) -> None:
        super().__init__()
        self._desk = desk
        self._open = open_form
        self.card: WomanCard | None = None
        self.tab = Tab.CARD
        self.history = HistoryView(desk)
        self.readers = ReadersView(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Rule(desk.theme))
        column.addWidget(self._body(), 1)
        self.retranslate()

    def _head(self) -> QWidget:
        desk, theme = self._desk, self._desk.theme
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(8))
        top = QHBoxLayout()
        top.setSpacing(theme.px(10))
        self.back = Button(
            theme,
            icon=actions.BACK.icon,
            key=key_caption("Esc", desk.words),
            kind=Kind.QUIET,
        )
        self.back.follow(desk.actions.action(actions.BACK.id))
        self.name = NameLabel(theme, size=24, weight=SEMIBOLD)
        self.name.setMinimumHeight(theme.px(34))
        self.code = CodeBadge(theme)
        self.where = Chip(theme)
        self.shield = Chip(theme)
        top.addWidget(self.name, 1)
        for widget in (self.where, self.shield, self.code):
            top.addWidget(widget)
        top.addWidget(self.back)
        bottom = QHBoxLayout()
        bottom.setSpacing(theme.px(6))
        self.facts = Label(theme, size=14, colour="muted", wrap=True)
        self.pills: dict[Tab, Pill] = {}
        for tab in Tab:
            pill = Pill(theme)
            pill.setCheckable(True)
            pill.setAutoExclusive(True)
            pill.setProperty("tab", tab.value)
            pill.clicked.connect(self._on_pill)
            self.pills[tab] = pill
            bottom.addWidget(pill)
        # What can be done stands in the panel, which a narrow window shows only when asked.
        self.choices = Button(theme, icon=actions.PANEL.icon, key="Alt V")
        self.choices.follow(desk.actions.action(actions.PANEL.id), words=False)
        bottom.addSpacing(theme.px(10))
        bottom.addWidget(self.facts, 1)
        bottom.addWidget(self.choices)
        column.addLayout(top)
        column.addLayout(bottom)
        return head

    def _body(self) -> QWidget:
        theme = self._desk.theme
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        inside = QWidget()
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), theme.px(18))
        column.setSpacing(theme.px(12))
        self._columns = QWidget()
        self._two = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._columns)
        self._two.setContentsMargins(0, 0, 0, 0)
        self._two.setSpacing(theme.px(12))
        self._sides: list[QVBoxLayout] = []
        for _ in range(2):
            side = QVBoxLayout()
            side.setSpacing(theme.px(12))
            self._two.addLayout(side, 1)
            self._sides.append(side)
        column.addWidget(self._columns)
        column.addWidget(self.history)
        column.addWidget(self.readers)
        column.addStretch(1)
        self.area.setWidget(inside)
        return self.area

    # -- what is shown -----------------------------------------------------------------------

    def show_card(self, card: WomanCard) -> None:
        """Show her card; the part that is shown stays for the same woman."""
        if self.card is None or self.card.guest_id != card.guest_id:
            self.history.clear()
            self.readers.clear()
            self._choose(Tab.CARD)
            self.area.verticalScrollBar().setValue(0)
        self.card = card
        self.retranslate()

    def show_tab(self, tab: Tab) -> None:
        """Show another part of what is known of her."""
        on_pill = any(pill.hasFocus() for pill in self.pills.values())
        self._choose(tab)
        if on_pill:
            self.pills[tab].setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Forget her: the curtain falls, or the list is shown again."""
        self.card = None
        self.name.setText("")
        self.facts.setText("")
        self.code.set("")
        for side in self._sides:
            _empty(side)
        self.history.clear()
        self.readers.clear()
        self._choose(Tab.CARD)

    def _choose(self, tab: Tab) -> None:
        self.tab = tab
        self.pills[tab].setChecked(True)
        self._columns.setVisible(tab is Tab.CARD)
        self.history.setVisible(tab is Tab.HISTORY)
        self.readers.setVisible(tab is Tab.READERS)

    def retranslate(self) -> None:
        """Say everything anew."""
        words = self._desk.words
        self.pills[Tab.CARD].setText(words.say("Card"))
        self.pills[Tab.HISTORY].setText(words.say("History"))
        self.pills[Tab.READERS].setText(words.say("Who has read"))
        self.choices.setText(words.say_in("side panel", "Choices"))
        self.choices.updateGeometry()
        for pill in self.pills.values():
            pill.updateGeometry()
        may_audit = self._desk.actions.may(actions.READERS.right)
        self.pills[Tab.READERS].setVisible(may_audit)
        self.history.retranslate()
        self.readers.retranslate()
        card = self.card
        if card is None:
            return
        self.name.setText(naming.name_of(words, card.person))
        self.setAccessibleName(words.say("Card of {name}", name=self.name.text()))
        self.code.set(card.bed_code or "")
        self._show_where(card)
        self._show_shield(card)
        self.facts.setText(" · ".join(self._facts(card)))
        self._show_boxes(card)

    def _show_where(self, card: WomanCard) -> None:
        words, now = self._desk.words, self._desk.clock.now()
        if card.out_since is not None:
            since = words.texts.since(card.out_since, now)
            self.where.set(Status.TAKEN_OUT, words.say("Out since {since}", since=since))
        elif card.inside_since is not None:
            since = words.texts.since(card.inside_since, now)
            inside = words.say("Inside since {since}", since=since)
            self.where.set(Status.TAKEN_INSIDE, inside, icon="home")
        self.where.setVisible(card.inside_since is not None)

    def _show_shield(self, card: WomanCard) -> None:
        word = self._desk.words.say("Shielded")
        self.shield.set(Status.ISOLATED, word, icon="shield-lock-outline")
        self.shield.setVisible(card.shielded)

    def _facts(self, card: WomanCard) -> Iterator[str]:
        words = self._desk.words
        if card.floor:
            yield card.floor
        if card.key_worker is not None:
            yield words.say("key worker {name}", name=naming.plain(card.key_worker.name))
        if card.inside_since is None and card.last_seen is not None:
            seen = words.texts.moment_then(card.last_seen, self._desk.clock.now())
            yield words.say("last seen {day}", day=seen)
        if not card.whole:
            yield words.say("you see what today asks of you")

    def _show_boxes(self, card: WomanCard) -> None:
        place = self.area.verticalScrollBar().value()
        focused = self._focused_act()
        sections = Sections(self._desk, card, self._open)
        for side, boxes in zip(self._sides, (sections.left(), sections.right()), strict=True):
            _empty(side)
            for box in boxes:
                side.addWidget(box)
            side.addStretch(1)
        self.area.verticalScrollBar().setValue(place)
        self._focus_act(focused)

    def _focused_act(self) -> str:
        focus = self.window().focusWidget()
        inside = isinstance(focus, Button) and self._columns.isAncestorOf(focus)
        return focus.accessibleName() if inside and focus is not None else ""

    def _focus_act(self, name: str) -> None:
        """Give the keyboard back to the button that was made anew."""
        for button in self._columns.findChildren(Button) if name else ():
            if button.accessibleName() == name and not button.isHidden():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def boxes(self) -> list[Box]:
        """Return the boxes that are shown, in the order they are read."""
        return [
            widget
            for side in self._sides
            for n in range(side.count())
            if (item := side.itemAt(n)) is not None and isinstance(widget := item.widget(), Box)
        ]

    # -- what happens ------------------------------------------------------------------------

    def _on_pill(self) -> None:
        pill = self.sender()
        if isinstance(pill, Pill):
            self.tab_wanted.emit(Tab(str(pill.property("tab"))))

    def focus_first(self) -> None:
        """Put the keyboard on what chooses the part."""
        self.pills[self.tab].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list; arrows and page keys scroll."""
        bar = self.area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep() * 3,
            Qt.Key.Key_Up: -bar.singleStep() * 3,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in steps:
            bar.setValue(bar.value() + steps[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns under each other where it is narrow."""
        super().resizeEvent(event)
        theme = self._desk.theme
        self.choices.setVisible(self.window().width() < theme.px(OVERLAY_UNDER))
        wide = self.width() >= theme.px(_TWO_COLUMNS)
        direction = QBoxLayout.Direction
        self._two.setDirection(direction.LeftToRight if wide else direction.TopToBottom)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)  # at once: a name must not wait for the event loop
            widget.deleteLater()
