"""F1: what the screen that is shown is for, and its keys, as a card over it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from shelter_desk.ui.actions import Context, key_caption
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.help_texts import HELP_TEXTS
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import KeyCap, Words
from shelter_desk.ui.widgets.painting import box

_WIDTH, _HEIGHT = 620, 840


class HelpSheet(QWidget):
    """A card in the middle of the window; Esc or F1 closes it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._over = parent
        self.hide()
        theme = desk.theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Words(theme, size=24, weight=SEMIBOLD)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._body)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        self._close = Button(theme, key="Esc")
        self._close.clicked.connect(self.dismiss)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(16))
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self._before: QWidget | None = None

    def show_for(self, screen: Screen) -> None:
        """Show what ``screen`` is for and the keys that answer on it."""
        desk, rows = self._desk, screen.help_keys()
        for context in (screen.context, Context.GLOBAL):
            for spec in desk.actions.specs(context):
                if spec.keys:
                    keys = key_caption(spec.keys[0], desk.words)
                    rows.append((keys, desk.words.say(spec.text)))
        self.show_about(desk.actions.text(screen.action.id), screen.action.id, rows)

    def show_about(self, name: str, id_: str, rows: list[tuple[str, str]]) -> None:
        """Show what is written of ``id_`` under its ``name``, and these keys."""
        desk, texts = self._desk, HELP_TEXTS.get(id_, ())
        title = desk.words.say("Help: {screen}", screen=name)
        self._title.setText(title)
        self.setAccessibleName(title)
        self._close.setText(desk.words.say("Close"))
        self._fill(texts, rows)
        parent = self._over
        width = min(desk.theme.px(_WIDTH), parent.width() - 32)
        wanted = self._body.sizeHint().height() + desk.theme.px(160)
        height = min(wanted, desk.theme.px(_HEIGHT), parent.height() - 32)
        left, top = (parent.width() - width) // 2, (parent.height() - height) // 2
        self.setGeometry(left, top, width, height)
        self._before = parent.window().focusWidget()
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        said = [desk.words.say(text) for text in texts]
        announce(self, " ".join([title, *said]))

    def _fill(self, texts: tuple[str, ...], rows: list[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        theme = self._desk.theme
        self._grid.setContentsMargins(0, 0, theme.px(8), 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(9))
        for number, text in enumerate(texts):
            self._grid.addWidget(
                Words(theme, self._desk.words.say(text), wrap=True), number, 0, 1, 2
            )
        for number, (keys, words) in enumerate(rows, start=len(texts)):
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(KeyCap(theme, keys), number, 0, right)
            self._grid.addWidget(Words(theme, words), number, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(len(texts) + len(rows), 1)

    def dismiss(self) -> None:
        """Close, and give the keyboard back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; arrows scroll."""
        bar = self._scroll.verticalScrollBar()
        steps = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40}
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Escape, Qt.Key.Key_Return}:
            self.dismiss()
        elif key in steps:
            bar.setValue(bar.value() + steps[key])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(tokens.edge), radius=8)
        painter.end()
