"""The table of the women: whole rows, keyboard first; letters go to the search field."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from shelter_desk.services.people import PersonRow
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.people.list_delegate import HEIGHT, TIGHT_HEIGHT, PeopleDelegate
from shelter_desk.ui.people.list_model import Column, Index, PeopleModel
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.painting import paint_text
from shelter_desk.ui.widgets.table_head import TableHead

_WIDTHS = {
    Column.NAME: 200,
    Column.PLACE: 56,
    Column.WHERE: 196,
    Column.WORKER: 150,
    Column.SEEN: 92,
    Column.VEDTAK: 128,
}
_CENTRE = Qt.AlignmentFlag.AlignCenter
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class PeopleTable(QTableView):
    """``focused(row)`` follows the keyboard, ``opened(row)`` an Enter or a double click.

    ``typed(text)`` is a letter for the search field.
    """

    focused = Signal(object)
    opened = Signal(object)
    typed = Signal(str)

    def __init__(self, desk: Desk, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows = model
        self.delegate = PeopleDelegate(desk, self)
        self._kept: int | None = None
        self.empty_title = ""
        self.empty_text = ""
        self.count = ""
        self.head = TableHead(desk.theme, lambda: self.count, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setHorizontalHeader(self.head)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(desk.theme.px(TIGHT_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(desk.theme.px(HEIGHT))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._on_opened)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        desk.theme.changed.connect(self.viewport().update)

    # -- which row ---------------------------------------------------------------------------

    def current_row(self) -> PersonRow | None:
        """Return the row the keyboard is on; None without one."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def go_to(self, guest_id: int) -> bool:
        """Choose a woman's row; say whether she has one."""
        number = self.rows.number_of(guest_id)
        if number is None:
            return False
        self.choose(number)
        return True

    def choose(self, number: int) -> None:
        """Choose a row by its number."""
        index = self.rows.index(number, Column.NAME)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _CHOOSE)
            self.scrollTo(index)

    def step(self, rows: int) -> None:
        """Choose another row from where the keyboard is elsewhere: the search field."""
        if self.rows.rowCount():
            number = max(0, min(self.currentIndex().row() + rows, self.rows.rowCount() - 1))
            self.choose(number)

    def set_tight(self, tight: bool) -> None:
        """Use rows of 36 instead of 44."""
        self.delegate.tight = tight
        height = TIGHT_HEIGHT if tight else HEIGHT
        self.verticalHeader().setDefaultSectionSize(self._desk.theme.px(height))

    def _on_about_to_reset(self) -> None:
        row = self.current_row()
        self._kept = row.guest_id if row else None

    def _on_reset(self) -> None:
        """Stay with the woman; where she is gone, take the best row."""
        if self._kept is None or not self.go_to(self._kept):
            self.choose(0)
        if not self.rows.rowCount():
            self.focused.emit(None)

    # -- what happens ------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Announce the row the keyboard came to."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.focused.emit(self.rows.row_at(current.row()) if current.isValid() else None)

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.row_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, letters search; the cell never moves sideways."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            row = self.current_row()
            if row is not None and not event.isAutoRepeat():
                self.opened.emit(row)
            return
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
            return
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if not held and event.text()[:1].isalnum():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the search field."""
        del search

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the first row when none is chosen."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.choose(max(0, self.currentIndex().row()))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its share; the name takes most of what is over."""
        super().resizeEvent(event)
        theme, width = self._desk.theme, self.viewport().width()
        spare = width - sum(theme.px(one) for one in _WIDTHS.values())
        shares = {Column.NAME: 0.4, Column.WHERE: 0.15, Column.WORKER: 0.3, Column.SEEN: 0.15}
        if spare < 0:
            shares = {Column.NAME: 0.35, Column.WORKER: 0.65}
        for column, wide in _WIDTHS.items():
            own = theme.px(wide) + int(spare * shares.get(column, 0.0))
            if column is Column.VEDTAK:
                own = width
            self.head.resizeSection(column, max(0, own))
            width -= own

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, the ring around the chosen one, or what to do first."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if not self.rows.rowCount() and not self.rows.curtained:
            self._paint_empty(painter)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid() and not self.rows.curtained:
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
        paint_icon(painter, where, "account-search-outline", theme.colour("muted"))
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
