"""The table of those in the house: whole rows, keyboard first, still while a hand is on it."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from shelter_desk.services.snapshots import BoardRow
from shelter_desk.ui.board.inside_delegate import HEIGHT, TIGHT_HEIGHT, InsideDelegate
from shelter_desk.ui.board.inside_model import Column, Index, InsideModel
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.painting import paint_text
from shelter_desk.ui.widgets.table_head import TableHead

_WIDTHS = {
    Column.NAME: 206,
    Column.SINCE: 66,
    Column.PLACE: 46,
    Column.FLAGS: 172,
    Column.CHECK: 58,
}
_TODAY_AT_LEAST = 110
_PASSING = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
_CENTRE = Qt.AlignmentFlag.AlignCenter


class InsideTable(QTableView):
    """``focused(row)`` follows the keyboard, ``opened(row)`` an Enter or a double click."""

    focused = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(object)
    marked = Signal(int)

    def __init__(self, desk: Desk, model: InsideModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows = model
        self.delegate = InsideDelegate(desk, self)
        self._marking = False
        self.empty_title = ""
        self.empty_text = ""
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setHorizontalHeader(TableHead(desk.theme, self._count, self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(desk.theme.px(TIGHT_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(desk.theme.px(HEIGHT))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.doubleClicked.connect(self._on_opened)
        desk.theme.changed.connect(self.viewport().update)

    def _count(self) -> str:
        return self._desk.words.texts.number(self.rows.rowCount())

    # -- which rows --------------------------------------------------------------------------

    def current_row(self) -> BoardRow | None:
        """Return the row the keyboard is on; None without one."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def marked_rows(self) -> list[BoardRow]:
        """Return the marked rows from the top down."""
        numbers = {index.row() for index in self.selectionModel().selectedIndexes()}
        return [self.rows.row_at(number) for number in sorted(numbers)]

    def go_to(self, presence_id: int) -> bool:
        """Put the keyboard on a woman's row; say whether she has one."""
        number = self.rows.number_of(presence_id)
        if number is None:
            return False
        self._choose(number)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def settle(self) -> None:
        """Choose the row the keyboard is on, or the first, when rows came or went under it."""
        if self.hasFocus() and not self._marking and not self.selectionModel().hasSelection():
            # Qt takes the first row for its current one, but does not choose it.
            self._choose(max(0, self.currentIndex().row()))

    def _choose(self, number: int) -> None:
        index = self.rows.index(number, Column.NAME)
        if not index.isValid():
            return
        both = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.selectionModel().setCurrentIndex(index, both)
        self.scrollTo(index)

    def set_marking(self, marking: bool) -> None:
        """Let Space and clicks mark rows one by one, with tick boxes; or choose one again."""
        self._marking = marking
        self.delegate.marking = marking
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.MultiSelection if marking else mode.ExtendedSelection)
        self.clearSelection()
        self.viewport().update()

    @property
    def marking(self) -> bool:
        """Whether rows are marked one by one."""
        return self._marking

    def set_tight(self, tight: bool) -> None:
        """Use rows of 36 instead of 44."""
        self.delegate.tight = tight
        height = TIGHT_HEIGHT if tight else HEIGHT
        self.verticalHeader().setDefaultSectionSize(self._desk.theme.px(height))

    # -- what happens ------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Announce the row the keyboard came to."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and current.row() != previous.row():
            self.focused.emit(self.rows.row_at(current.row()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Announce how many rows are marked."""
        super().selectionChanged(selected, deselected)
        self.marked.emit(len(self.selectionModel().selectedRows()))

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.row_at(index.row()))

    def _on_menu_asked(self, position: object) -> None:
        index = self.indexAt(position)  # type: ignore[arg-type]  # Qt hands a QPoint
        if index.isValid():
            self.menu_wanted.emit(self.rows.row_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the cell never moves sideways; Space marks while marking."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            row = self.current_row()
            if row is not None and not event.isAutoRepeat():
                self.opened.emit(row)
            return
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
            return
        if key == Qt.Key.Key_Space and not self._marking:
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the search field."""
        del search

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hold the rows still; the first row is taken when none is."""
        self.rows.hold()
        super().focusInEvent(event)
        self.settle()
        self.viewport().update()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        """Take the first row too when the rows come after the keyboard did, as at log-in."""
        super().rowsInserted(parent, start, end)
        if self.hasFocus() and not self._marking and not self.selectionModel().hasSelection():
            self._choose(max(0, self.currentIndex().row()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the rows sort again, unless only a menu or another window came up."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.rows.let_go()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its width; what she had today takes the rest."""
        super().resizeEvent(event)
        theme, head = self._desk.theme, self.horizontalHeader()
        width = self.viewport().width()
        fixed = sum(theme.px(one) for one in _WIDTHS.values())
        spare = width - fixed - theme.px(_TODAY_AT_LEAST)
        # Flags and name share what is left over, so that «i dag» does not take all of it; where
        # it is narrow they give some of theirs.
        more = spare // 3 if spare > 0 else max(spare // 2, -theme.px(28))
        for column, wide in _WIDTHS.items():
            own = theme.px(wide)
            if column in {Column.NAME, Column.FLAGS}:
                own += more
            head.resizeSection(column, own)
            width -= own
        head.resizeSection(Column.TODAY, max(0, width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, the ring around the one the keyboard is on, or what to do first."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if not self.rows.rowCount():
            self._paint_empty(painter)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            rect = QRectF(self.visualRect(self.rows.index(index.row(), 0)))
            rect.setLeft(0)
            rect.setRight(self.viewport().width())
            rect.setBottom(rect.bottom() - 1)
            paint_focus_ring(painter, rect, self._desk.theme.tokens, radius=1.0)
        painter.end()

    def _paint_empty(self, painter: QPainter) -> None:
        theme = self._desk.theme
        area = QRectF(self.viewport().rect())
        middle = area.center().y() - theme.px(40)
        size = theme.px(40)
        where = QRectF(area.center().x() - size / 2, middle - size, size, size)
        paint_icon(painter, where, "door-open", theme.colour("muted"))
        title = QRectF(area.left(), middle + theme.px(10), area.width(), theme.px(26))
        font = theme.font(17, SEMIBOLD)
        paint_text(painter, title, self.empty_title, font, theme.colour("text"), _CENTRE)
        side = theme.px(40)
        text = QRectF(
            area.left() + side, title.bottom() + theme.px(4), area.width() - 2 * side, theme.px(90)
        )
        painter.setFont(theme.font(15))
        painter.setPen(theme.colour("muted"))
        wrap = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(text, int(wrap), self.empty_text)
