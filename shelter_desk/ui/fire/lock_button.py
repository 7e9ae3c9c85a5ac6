"""«Brannliste» on the lock screen: it works without logging in."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.painting import box, key_cap_width, paint_key_cap, paint_text

_HEIGHT, _KEY = 62, "F12"
_LOW_UNDER = 640  # a window too low for words beside the card


class FireButton(QPushButton):
    """A large framed button; its second line says what came of the last press."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._said = ""
        self._low = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()
        desk.words.changed.connect(self._on_language)
        desk.theme.changed.connect(self.update)
        self.retranslate()

    def follow(self, action: QAction) -> None:
        """Do what ``action`` does; from now on the button is there."""
        self.clicked.connect(action.trigger)
        self.show()

    def tell(self, sentence: str) -> None:
        """Show a sentence in the place of the second line; empty for the usual one."""
        self._said = sentence
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        self.setText(say("Fire list"))
        self.setAccessibleName(say("Fire list"))
        self.setAccessibleDescription(self._below())
        self.place()
        self.update()

    def _on_language(self) -> None:
        self.tell("")  # what was said is said in the other language

    def place(self) -> None:
        """Take the lower left corner of the lock screen."""
        over = self.parentWidget()
        if over is None:
            return
        px = self._desk.theme.px
        self._low = over.height() < px(_LOW_UNDER)
        self.setToolTip(f"{self.text()}: {self._below()}" if self._low else "")
        self.resize(self.sizeHint())
        edge = px(14 if self._low else 32)
        self.move(edge, over.height() - self.height() - edge)
        self.raise_()

    def _below(self) -> str:
        return self._said or self._desk.words.say("works without logging in")

    def sizeHint(self) -> QSize:
        """Return room for icon, both lines and the key cap."""
        theme = self._desk.theme
        if self._low:
            wide = theme.px(20 + 28 + 12 + 16) + key_cap_width(theme, _KEY)
            return QSize(round(wide + 0.5), theme.px(44))
        title = QFontMetricsF(theme.font(18, SEMIBOLD)).horizontalAdvance(self.text())
        below = QFontMetricsF(theme.font(13)).horizontalAdvance(self._below())
        wide = max(title, below) + theme.px(62 + 14 + 24) + key_cap_width(theme, _KEY)
        return QSize(round(wide + 0.5), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut in a button."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, flame, both lines and the key cap; the focus ring last."""
        del event
        theme, tokens = self._desk.theme, self._desk.theme.tokens
        red = QColor(theme.look(Status.URGENT).foreground)
        painter = QPainter(self)
        rect = QRectF(self.rect())
        over = self.underMouse() or self.isDown()
        fill = QColor(tokens.hover if over else tokens.raised)
        inner = rect.adjusted(1, 1, -1, -1)
        box(painter, inner, fill=fill, line=red, radius=7)
        box(painter, inner.adjusted(1, 1, -1, -1), line=red, radius=6)
        icon = theme.px(28)
        where = QRectF(theme.px(20), rect.center().y() - icon / 2, icon, icon)
        paint_icon(painter, where, "fire", red)
        cap = key_cap_width(theme, _KEY)
        paint_key_cap(painter, rect.adjusted(0, 0, -theme.px(16), 0), theme, _KEY)
        if not self._low:
            self._paint_words(painter, rect.width() - theme.px(62 + 24) - cap)
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens)
        painter.end()

    def _paint_words(self, painter: QPainter, wide: float) -> None:
        theme, tokens = self._desk.theme, self._desk.theme.tokens
        left = float(theme.px(62))
        upper = QRectF(left, theme.px(10), wide, theme.px(24))
        lower = QRectF(left, theme.px(34), wide, theme.px(18))
        title, small = theme.font(18, SEMIBOLD), theme.font(13)
        paint_text(painter, upper, self.text(), title, QColor(tokens.text))
        paint_text(painter, lower, self._below(), small, QColor(tokens.muted))
