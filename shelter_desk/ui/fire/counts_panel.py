"""How many are where, without a name: what stands in for paper when no printer answers."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shelter_desk.reports.fire_list_content import FireCounts
from shelter_desk.ui import actions
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.above import application
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words
from shelter_desk.ui.widgets.painting import box

_WIDTH, _HEIGHT = 560, 820


class CountsPanel(QWidget):
    """A card over the window, also over the lock; Esc closes it. Numbers and rooms only.

    ``page_asked`` is pressed for: the list itself, as a page in Rapporter.
    """

    page_asked = Signal()

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self._before: QWidget | None = None
        self.hide()
        theme = desk.theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Words(theme, size=24, weight=SEMIBOLD)
        self.why = Words(theme, size=16, wrap=True)
        self.total = Words(theme, size=20, weight=SEMIBOLD, wrap=True)
        self.more = Words(theme, size=16, wrap=True)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._body)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        self.close_button = Button(theme, key="Esc", kind=Kind.PRIMARY)
        self.close_button.clicked.connect(self.dismiss)
        self.page_button = Button(
            theme, icon="file-document-outline", key=actions.REPORTS.keys[0], kind=Kind.QUIET
        )
        self.page_button.clicked.connect(self._on_page)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(10))
        for words in (self.title, self.why, self.total):
            column.addWidget(words)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.more)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        buttons.addWidget(self.page_button)
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)
        over.installEventFilter(self)
        desk.curtain.changed.connect(self._on_curtain)

    def show_counts(self, why: str, counts: FireCounts, *, page: bool = False) -> None:
        """Show the numbers, and why they are here and not on paper.

        ``page`` offers the way to the list itself, with names.
        """
        words = self._desk.words
        say = words.say
        self.title.setText(say("Fire list"))
        self.setAccessibleName(say("Fire list"))
        self.why.setText(why)
        self.total.setText(
            say(
                "{total} in the house, {moment}",
                total=counts.total,
                moment=words.texts.moment(counts.data_as_of),
            )
        )
        more = [say("Meeting point: {where}", where=counts.meeting_point or "–")]
        if counts.needs_help:
            many = words.texts.say_many
            help_out = many(
                "{count} needs help to get out", "{count} need help to get out", counts.needs_help
            )
            more.insert(0, help_out)
        if counts.kept:
            more.insert(0, say("The database does not answer; the numbers are the latest kept."))
        self.more.setText("\n".join(more))
        self.close_button.setText(say("Close"))
        self.page_button.setText(say("Open the list in Reports"))
        self.page_button.setVisible(page)
        for button in (self.page_button, self.close_button):
            button.updateGeometry()
        self._fill(counts)
        self._place()
        if not self.isVisible():
            self._before = self._over.window().focusWidget()
            application().installEventFilter(self)
        self.raise_()
        self.show()
        self.close_button.setFocus(Qt.FocusReason.PopupFocusReason)
        announce(self, f"{why} {self.total.text()}", urgent=True)

    def dismiss(self) -> None:
        """Close, and give the keyboard back where this has it."""
        application().removeEventFilter(self)
        focus = self._over.window().focusWidget()
        had = focus is None or focus is self or self.isAncestorOf(focus)
        self.hide()
        if had and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def _fill(self, counts: FireCounts) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                # At once: an old number must not be read out beside the new one.
                widget.setParent(None)
                widget.deleteLater()
        say = self._desk.words.say
        rows: list[tuple[str, int, bool]] = []
        for floor in counts.floors:
            rows.append((floor.name, floor.people, True))
            rows += [(room.name, room.people, False) for room in floor.rooms]
        rows.append((say("Without a place"), counts.without_place, True))
        rows.append((say("Staff on duty"), counts.staff, True))
        if counts.visitors is not None:
            rows.append((say("Visitors and volunteers"), counts.visitors, True))
        theme = self._desk.theme
        self._grid.setContentsMargins(0, 0, theme.px(8), 0)
        self._grid.setVerticalSpacing(theme.px(4))
        for number, (name, people, head) in enumerate(rows):
            weight = SEMIBOLD if head else theme.font(16).weight()
            label = Words(theme, name, size=16, weight=weight)
            label.setIndent(0 if head else theme.px(20))
            count = Words(
                theme, self._desk.words.texts.number(people), size=18, weight=weight, tabular=True
            )
            label.setAccessibleName(f"{name}: {people}")
            self._grid.addWidget(label, number, 0)
            self._grid.addWidget(count, number, 1, Qt.AlignmentFlag.AlignRight)
            # On a card that is shown already they would come after it was measured.
            label.show()
            count.show()
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(len(rows), 1)

    def _place(self) -> None:
        over, px = self._over, self._desk.theme.px
        self._grid.activate()
        width = min(px(_WIDTH), over.width() - 32)
        wanted = self._body.sizeHint().height() + px(280)
        height = min(wanted, px(_HEIGHT), over.height() - 32)
        self.setGeometry((over.width() - width) // 2, (over.height() - height) // 2, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window, and answer first wherever the keyboard is."""
        kind = event.type()
        if kind == QEvent.Type.Resize:
            if watched is self._over and self.isVisible():
                self._place()
        elif kind in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            return self._answers(watched, event)
        return False

    def _answers(self, watched: QObject, event: QEvent) -> bool:
        """Take Esc and the page's key before the field or the window under the card has them."""
        ours = isinstance(watched, QWidget) and watched.window() is self._over.window()
        if not (ours and self.isVisible() and isinstance(event, QKeyEvent)):
            return False
        acts = {"Esc": self.dismiss}
        if not self.page_button.isHidden():
            acts[actions.REPORTS.keys[0]] = self._on_page
        act = acts.get(QKeySequence(event.keyCombination()).toString())
        if act is None or application().activePopupWidget() is not None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act()
        return True

    def _on_page(self) -> None:
        self.dismiss()
        self.page_asked.emit()

    def _on_curtain(self, down: bool) -> None:
        self.page_button.hide()
        if not down and self.isVisible():
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; arrows scroll; nothing goes through to what lies under it."""
        bar = self._scroll.verticalScrollBar()
        steps = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40}
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = self.focusWidget()
            (self._on_page if focus is self.page_button else self.dismiss)()
        elif key in steps:
            bar.setValue(bar.value() + steps[key])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.base), line=QColor(tokens.edge), radius=8)
        painter.end()
