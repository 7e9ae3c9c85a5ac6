"""The search field of the top bar and the list that drops from it."""

from time import monotonic

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.search import Offer
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.widgets.painting import key_cap_width, paint_key_cap, paint_text
from shelter_desk.ui.widgets.popup_list import PopupList

_ENTER_HOLDS_S = 1.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SearchField(QLineEdit):
    """A line with a magnifier, a key cap, and rows under it.

    Arrows choose, Enter picks (with Ctrl or Shift held for other acts), Esc closes, then
    empties, then leaves the field. An empty field leaves Ctrl+Z and some characters to the
    window's shortcuts.
    """

    escaped = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._count = ""
        self._answered = False
        self._enter_at: tuple[float, Qt.KeyboardModifier] | None = None
        theme = desk.theme
        self.popup = PopupList(theme)
        self.setFixedHeight(theme.px(40))
        self.setFont(theme.font(16))
        self._margins()
        self.popup.picked.connect(self._on_picked)
        self.popup.highlighted.connect(desk.search.chosen)
        self.textChanged.connect(self._on_text_changed)
        desk.search.offered.connect(self._on_offered)
        desk.search.focus_asked.connect(self._on_focus_asked)
        desk.search.clear_asked.connect(self._on_clear_asked)
        desk.search.text_asked.connect(self._on_text_asked)
        desk.curtain.changed.connect(self._on_curtain)
        desk.theme.changed.connect(self.update)
        desk.words.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say what the field is for."""
        say = self._desk.words.say
        if self._desk.curtain.down:
            self.setPlaceholderText(say("Search is off while the board is hidden"))
        else:
            self.setPlaceholderText(say("Search or do something …"))
        self.setAccessibleName(say("Search or do something"))

    def _margins(self) -> None:
        theme = self._desk.theme
        cap = key_cap_width(theme, self._caption()) + theme.px(16)
        if self._count and self.text():
            cap += theme.px(60)
        self.setTextMargins(theme.px(28), 0, round(cap), 0)

    def _caption(self) -> str:
        return "Esc" if self.hasFocus() and self.text() else "Ctrl K"

    # -- what is typed and offered -----------------------------------------------------------

    def _on_text_changed(self, text: str) -> None:
        self._desk.search.text = text
        self._answered = False
        self._enter_at = None
        self.popup.release()
        if not text:
            self.hide_rows()
            self._count = ""
        self._margins()
        self._desk.search.typed.emit(text)

    def _on_offered(self, offer: Offer | None) -> None:
        if offer is not None and offer.text is not None and offer.text != self.text():
            return
        self._answered = True
        self._count = "" if offer is None else offer.count
        self._margins()
        self.update()
        empty = not self.text() and (offer is None or offer.text != "")
        if offer is None or empty or not self.hasFocus():
            self.hide_rows()
            return
        self.popup.show_under(self, offer)
        self._pick_for_enter(offer)

    def _pick_for_enter(self, offer: Offer) -> None:
        """Do what Enter asked for before the rows were there, where nobody can be mistaken."""
        pressed, self._enter_at = self._enter_at, None
        if pressed is None or offer.warning or not offer.rows:
            return
        at, modifiers = pressed
        if monotonic() - at <= _ENTER_HOLDS_S:
            self._desk.search.picked.emit(offer.rows[0].key, modifiers)

    def hide_rows(self) -> None:
        """Take the rows away, keep the text."""
        if self.popup.isVisible():
            self.popup.hide()
            self._desk.search.chosen.emit(None)
            self._desk.search.closed.emit()

    def _on_picked(self, key: object, modifiers: object) -> None:
        self._desk.search.picked.emit(key, modifiers)

    def _on_focus_asked(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _on_clear_asked(self) -> None:
        self.setText("")  # unlike clear(), this leaves nothing for Ctrl+Z to bring back
        self.hide_rows()

    def _on_text_asked(self, text: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deselect()
        self.insert(text)

    def _on_curtain(self, down: bool) -> None:
        if down:
            self._on_clear_asked()
        self.setEnabled(not down)
        self.retranslate()

    # -- keys ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Leave to the window's shortcuts what an empty field has no use for."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            passed = not self.text() and event.text() in self._desk.search.pass_keys
            if undo or (passed and event.text()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Steer the rows while they are shown."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._on_escape()
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._answered:
            # The rows still belong to what was typed before: taking one would take another woman.
            if self.text() and not event.isAutoRepeat():
                self._enter_at = (monotonic(), event.modifiers())
            return
        if self.popup.isVisible() and self.popup.steer(event):
            return
        at_end = self.cursorPosition() == len(self.text())
        if key == Qt.Key.Key_Right and at_end and self.popup.isVisible():
            self._desk.search.more.emit(self.popup.current_key())
            return
        super().keyPressEvent(event)

    def _on_escape(self) -> None:
        if self.popup.isVisible():
            self.hide_rows()
        elif self.text():
            self._on_clear_asked()
        else:
            self.escaped.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the other key cap."""
        super().focusInEvent(event)
        self._margins()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the rows when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self._margins()
        if not self.popup.underMouse():
            self.hide_rows()

    def sizeHint(self) -> QSize:
        """Return the field's size at its best."""
        return QSize(self._desk.theme.px(430), self._desk.theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, then magnifier, count and key cap on it."""
        super().paintEvent(event)
        theme = self._desk.theme
        painter = QPainter(self)
        size = theme.px(20)
        rect = QRectF(self.rect())
        where = QRectF(theme.px(10), rect.center().y() - size / 2, size, size)
        down = self._desk.curtain.down
        colour = QColor(theme.tokens.muted if down else theme.tokens.text)
        paint_icon(painter, where, "eye-off-outline" if down else "magnify", colour)
        if not down:
            right = rect.adjusted(0, 0, -theme.px(9), 0)
            width = paint_key_cap(painter, right, theme, self._caption())
            if self._count and self.text():
                count = right.adjusted(0, 0, -width - theme.px(8), 0)
                muted = theme.colour("muted")
                paint_text(painter, count, self._count, theme.font(13), muted, _RIGHT)
        painter.end()

    def popup_origin(self) -> QPoint:
        """Return where the rows begin, in global coordinates."""
        return self.mapToGlobal(QPoint(0, self.height() + 4))
