"""The lists beside the table: who is expected, out for a while, not seen."""

from PySide6.QtCore import (
    QModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from shelter_desk.ui.board.beside_model import (
    ENTRY,
    BesideModel,
    Entry,
    Heading,
    Index,
    Someone,
)
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import (
    chip_width,
    code_width,
    paint_chip,
    paint_code,
    paint_text,
    paint_token,
)

_PASSING = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
_HEAD, _ROW, _GAP = 36, 55, 14
_TIGHT_HEAD, _TIGHT_ROW = 30, 34


class BesideDelegate(QStyledItemDelegate):
    """Paints headings and two-line rows."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.tight = False
        """Whether a row is one line: the lists lie under the table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return 36 for a heading (more under another list), 55 for a row; less where tight."""
        entry = index.data(ENTRY)
        height = _TIGHT_ROW if self.tight else _ROW
        if isinstance(entry, Heading):
            height = _TIGHT_HEAD if self.tight else _HEAD + (_GAP if index.row() else 0)
        return QSize(option.rect.width(), self._desk.theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        model, theme = index.model(), self._desk.theme
        if not isinstance(model, BesideModel):
            return
        entry: Entry = index.data(ENTRY)
        rect = QRectF(option.rect)
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and not model.curtained
        view = self.parent()
        focused = isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index
        if selected and focused:
            painter.fillRect(rect, theme.colour("selection"))
        painter.fillRect(line, theme.colour("line"))
        inner = rect.adjusted(theme.px(14), 0, -theme.px(14), -1)
        if isinstance(entry, Heading):
            self._paint_heading(
                painter, inner, model.title(entry), entry.count, first=not index.row()
            )
            return
        inverted = selected and focused
        ink = QColor(theme.tokens.selection_text if inverted else theme.tokens.text)
        self._paint_row(painter, inner, model, entry, ink)
        if focused:
            paint_focus_ring(painter, rect.adjusted(0, 0, 0, -1), theme.tokens, radius=1.0)

    def _paint_heading(
        self, painter: QPainter, rect: QRectF, title: str, count: int, *, first: bool
    ) -> None:
        theme = self._desk.theme
        if not first and not self.tight:
            rect = rect.adjusted(0, theme.px(_GAP), 0, 0)
        font = theme.font(16, SEMIBOLD)
        paint_text(painter, rect, title, font, theme.colour("text"))
        painter.setFont(font)
        rect.setLeft(rect.left() + painter.fontMetrics().horizontalAdvance(title) + theme.px(10))
        number = self._desk.words.texts.number(count)
        paint_text(painter, rect, number, theme.font(16), theme.colour("muted"))

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRectF,
        model: BesideModel,
        entry: Someone,
        ink: QColor,
    ) -> None:
        theme = self._desk.theme
        right = rect.right()
        top = QRectF(rect.left(), rect.top() + theme.px(5), rect.width(), theme.px(25))
        if model.curtained or self.tight:
            top = QRectF(rect)
        if entry.bed_code and not model.curtained:
            wide = code_width(theme, entry.bed_code)
            paint_code(
                painter, QRectF(right - wide, top.top(), wide, top.height()), theme, entry.bed_code
            )
            right -= wide + theme.px(8)
        alarm = model.alarm(entry)
        if alarm is not None:
            wide = chip_width(theme, alarm.words)
            area = QRectF(right - wide, top.top(), wide, top.height())
            paint_chip(painter, area, theme, alarm.status, alarm.words, icon=alarm.icon)
            right -= wide + theme.px(8)
        top.setRight(right)
        if model.curtained:
            paint_token(painter, top, theme, model.title(entry))
            return
        weight = SEMIBOLD if entry.person.alias else REGULAR
        font = theme.font(16, weight)
        paint_text(painter, top, model.title(entry), font, ink)
        soft = ink if ink != theme.colour("text") else theme.colour("muted")
        if self.tight:
            wide = QFontMetricsF(font).horizontalAdvance(model.title(entry)) + theme.px(14)
            top.setLeft(min(top.left() + wide, top.right()))
            paint_text(painter, top, model.detail(entry), theme.font(13), soft)
            return
        under = QRectF(rect.left(), top.bottom() - theme.px(2), rect.width(), theme.px(20))
        paint_text(painter, under, model.detail(entry), theme.font(13), soft)


class BesideList(QListView):
    """``focused(entry)`` follows the keyboard, ``opened(entry)`` an Enter or a double click."""

    focused = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(object)

    def __init__(self, desk: Desk, model: BesideModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.entries = model
        self.setModel(model)
        self._painter = BesideDelegate(desk, self)
        self.setItemDelegate(self._painter)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.doubleClicked.connect(self._on_opened)
        desk.theme.changed.connect(self.viewport().update)

    def set_tight(self, tight: bool) -> None:
        """Show each row on one line, or on two."""
        if tight != self._painter.tight:
            self._painter.tight = tight
            self.scheduleDelayedItemsLayout()

    def current_entry(self) -> Someone | None:
        """Return the row the keyboard is on; None for a heading or without one."""
        index = self.currentIndex()
        entry = self.entries.entry_at(index.row()) if index.isValid() else None
        return None if isinstance(entry, Heading) else entry

    def go_to_presence(self, presence_id: int) -> bool:
        """Put the keyboard on somebody out; say whether she is."""
        number = self.entries.number_of_presence(presence_id)
        if number is None:
            return False
        self.setCurrentIndex(self.entries.index(number))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Announce the row the keyboard came to."""
        super().currentChanged(current, previous)
        self.viewport().update()
        entry = self.current_entry()
        if entry is not None and self.hasFocus():
            self.focused.emit(entry)

    def _on_opened(self, index: QModelIndex) -> None:
        entry = self.entries.entry_at(index.row())
        if not isinstance(entry, Heading):
            self.opened.emit(entry)

    def _on_menu_asked(self, position: object) -> None:
        index = self.indexAt(position)  # type: ignore[arg-type]  # Qt hands a QPoint
        entry = self.entries.entry_at(index.row()) if index.isValid() else None
        if entry is not None and not isinstance(entry, Heading):
            self.menu_wanted.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            entry = self.current_entry()
            if entry is not None and not event.isAutoRepeat():
                self.opened.emit(entry)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the search field."""
        del search

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the first row when none is taken, and say which it is."""
        super().focusInEvent(event)
        if self.current_entry() is None:
            for number in range(self.entries.rowCount()):
                if not isinstance(self.entries.entry_at(number), Heading):
                    self.setCurrentIndex(self.entries.index(number))
                    break
        entry = self.current_entry()
        if entry is not None and event.reason() not in _PASSING:
            self.focused.emit(entry)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()
