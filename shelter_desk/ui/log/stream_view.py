"""The stream: a list steered by keys, which keeps its place when lines come in."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from shelter_desk.services.snapshots import LogLine, LogPage
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.rows import FoldRow, LineRow, MoreRow, Row
from shelter_desk.ui.log.stream_delegate import StreamDelegate
from shelter_desk.ui.log.stream_model import StreamModel
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.painting import paint_text

_CENTRE = Qt.AlignmentFlag.AlignCenter


class StreamView(QListView):
    """``opened(line, place)`` asks for a line's menu, ``more(older_than)`` for the next page.

    Enter or arrow right opens a fold or a long text, arrow left closes it.
    """

    opened = Signal(object, object)
    more = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.stream = StreamModel(desk.words, self)
        self.empty_title = ""
        self.empty_text = ""
        self.setModel(self.stream)
        self.setItemDelegate(StreamDelegate(desk, self, self.stream))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.doubleClicked.connect(self._on_activated)
        self.clicked.connect(self._on_clicked)
        desk.theme.changed.connect(self._on_look)

    # -- rows ----------------------------------------------------------------------------------

    def give(self, page: LogPage) -> None:
        """Show a page; the keyboard stays on the line it is on."""
        key, at_top = self._current_key(), self._at_top()
        offset = self.verticalScrollBar().value()
        self.stream.give(page)
        self._restore(key, scroll=False)
        if not at_top:
            self.verticalScrollBar().setValue(offset)

    def add(self, page: LogPage) -> None:
        """Show an older page under what is shown; the keyboard goes to its first line."""
        index = self.currentIndex()
        on_more = index.isValid() and isinstance(self.stream.row_at(index.row()), MoreRow)
        number = index.row()
        offset = self.verticalScrollBar().value()
        key = self._current_key()
        self.stream.add(page)
        if on_more and self.stream.rowCount():
            self._choose(min(number, self.stream.rowCount() - 1))
        else:
            self._restore(key, scroll=False)
        self.verticalScrollBar().setValue(max(offset, self.verticalScrollBar().value()))

    def set_curtained(self, curtained: bool) -> None:
        """Hide names and texts, or show them again."""
        key = self._current_key()
        self.stream.set_curtained(curtained)
        self._restore(key, scroll=False)

    def retranslate(self) -> None:
        """Say everything anew."""
        key = self._current_key()
        self.stream.retranslate()
        self._restore(key, scroll=False)

    def current_row(self) -> Row | None:
        """Return the row the keyboard is on."""
        index = self.currentIndex()
        return self.stream.row_at(index.row()) if index.isValid() else None

    def current_line(self) -> LogLine | None:
        """Return the line the keyboard is on."""
        row = self.current_row()
        return row.line if isinstance(row, LineRow) else None

    def go_to(self, entry_id: int) -> None:
        """Put the keyboard on a line."""
        number = self.stream.number_of(("line", entry_id))
        if number is not None:
            self._choose(number)

    def _current_key(self) -> tuple[object, ...] | None:
        row = self.current_row()
        return None if row is None else row.key

    def _at_top(self) -> bool:
        return self.verticalScrollBar().value() == 0

    def _restore(self, key: tuple[object, ...] | None, *, scroll: bool) -> None:
        number = None if key is None else self.stream.number_of(key)
        if number is None:
            return
        index = self.stream.index(number)
        self.setCurrentIndex(index)
        if scroll:
            self.scrollTo(index)

    def _choose(self, number: int) -> None:
        index = self.stream.index(number)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    # -- what happens ----------------------------------------------------------------------------

    def _toggle(self, *, wanted: bool | None = None) -> bool:
        index = self.currentIndex()
        if not index.isValid():
            return False
        number = index.row()
        if wanted is False:
            number = self.stream.fold_over(number)
        key = self.stream.row_at(number).key
        offset = self.verticalScrollBar().value()
        if not self.stream.toggle(number, wanted=wanted):
            return False
        self._restore(key, scroll=False)
        self.verticalScrollBar().setValue(offset)
        self.scrollTo(self.currentIndex())
        return True

    def activate(self) -> None:
        """Do what Enter does on the row: unfold, load more, or ask for the line's menu."""
        row = self.current_row()
        match row:
            case FoldRow():
                self._toggle()
            case MoreRow():
                self.more.emit(row.older_than)
            case LineRow():
                self.opened.emit(row.line, self._place_of_current())
            case _:
                pass

    def _place_of_current(self) -> QPoint:
        rect = self.visualRect(self.currentIndex())
        middle = QPoint(self._desk.theme.px(226), min(rect.bottom(), rect.top() + 36))
        return self.viewport().mapToGlobal(middle)

    def _on_activated(self, index: QModelIndex) -> None:
        if isinstance(self.stream.row_at(index.row()), LineRow):
            self.activate()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.stream.row_at(index.row())
        if isinstance(row, (FoldRow, MoreRow)):
            self.activate()

    def _on_menu_asked(self, position: QPoint) -> None:
        index = self.indexAt(position)
        if index.isValid():
            row = self.stream.row_at(index.row())
            if isinstance(row, LineRow):
                self.opened.emit(row.line, self.viewport().mapToGlobal(position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts, arrows right and left unfold and fold, Esc goes back to the composer."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat() and not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier
            ):
                self.activate()
            return
        if key == Qt.Key.Key_Right:
            self._toggle(wanted=True)
            return
        if key == Qt.Key.Key_Left:
            self._toggle(wanted=False)
            return
        if key == Qt.Key.Key_Space:
            self._toggle()
            return
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters alone: lines are found by the search field."""
        del search

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the first row when none is taken."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.stream.rowCount():
            self._choose(min(1, self.stream.rowCount() - 1))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Paint without the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows have other heights."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def _on_look(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or what an empty stream says."""
        super().paintEvent(event)
        if self.stream.rowCount():
            return
        theme = self._desk.theme
        painter = QPainter(self.viewport())
        area = QRectF(self.viewport().rect())
        middle = area.center().y() - theme.px(20)
        size = theme.px(36)
        where = QRectF(area.center().x() - size / 2, middle - size, size, size)
        paint_icon(painter, where, "notebook-outline", theme.colour("muted"))
        title = QRectF(area.left(), middle + theme.px(8), area.width(), theme.px(26))
        font = theme.font(17, SEMIBOLD)
        paint_text(painter, title, self.empty_title, font, theme.colour("text"), _CENTRE)
        text = QRectF(area.left(), title.bottom() + 2, area.width(), theme.px(24))
        paint_text(painter, text, self.empty_text, theme.font(15), theme.colour("muted"), _CENTRE)
        painter.end()
