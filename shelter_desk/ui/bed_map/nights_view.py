"""The fourteen nights drawn: a bar for whatever lies on a bed, over the nights it lies there."""

from collections.abc import Iterator

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from shelter_desk.services.night_pictures import BedNights, NightSpan
from shelter_desk.ui.bed_map import wording
from shelter_desk.ui.bed_map.nights_model import Index, NightsModel, Role, Section
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import MEDIUM, SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import paint_shape, paint_text

_ROW, _SECTION, _HEAD = 36, 27, 60
_CODE, _TONIGHT, _NIGHT = 84, 96, 48
_ICON = 16
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_CENTRE = Qt.AlignmentFlag.AlignCenter


class _Cells(QStyledItemDelegate):
    """Paints the ground of a cell; bars lie over several and are the view's."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and grid."""
        theme, model = self._desk.theme, index.model()
        rect = QRectF(option.rect)
        if not isinstance(model, NightsModel):
            return
        row = model.row_at(index.row())
        if isinstance(row, Section) or model.is_weekend(index.column()):
            painter.fillRect(rect, theme.colour("window"))
        line = theme.colour("line")
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), line)
        if isinstance(row, BedNights):
            painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), line)


class _Heads(QHeaderView):
    """The nights, with how many places are free; or the codes of the places."""

    def __init__(self, desk: Desk, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._desk = desk
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: object, logicalIndex: int) -> None:
        """Paint one head."""
        theme, model = self._desk.theme, self.model()
        area = QRectF(rect)  # type: ignore[call-overload]  # Qt hands a QRect
        if not isinstance(model, NightsModel) or model.snapshot is None:
            return
        if self.orientation() == Qt.Orientation.Vertical:
            self._paint_row(painter, area, model, logicalIndex)
            return
        painter.fillRect(area, theme.colour("base"))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        day, rest = model.night_parts(logicalIndex)
        free = model.snapshot.free[logicalIndex]
        third = area.height() / 3
        weight = SEMIBOLD if logicalIndex == 0 else MEDIUM
        rows = (
            (day, theme.font(13), theme.colour("muted")),
            (rest, theme.font(14, weight, tabular=True), theme.colour("text")),
            (
                self._desk.words.texts.number(free),
                theme.font(13, SEMIBOLD, tabular=True),
                QColor(theme.look(wording.STATUS_FREE if free else wording.STATUS_NONE).foreground),
            ),
        )
        for number, (text, font, ink) in enumerate(rows):
            part = QRectF(area.left(), area.top() + number * third, area.width(), third)
            paint_text(painter, part, text, font, ink, _CENTRE)

    def _paint_row(self, painter: QPainter, area: QRectF, model: NightsModel, logical: int) -> None:
        theme, row = self._desk.theme, model.row_at(logical)
        section = isinstance(row, Section)
        painter.fillRect(area, theme.colour("window" if section else "base"))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        inner = area.adjusted(theme.px(14), 0, -theme.px(4), -1)
        if isinstance(row, Section):
            words, font = model.section_words(row), theme.font(13, SEMIBOLD)
            paint_text(painter, inner, words, font, theme.colour("muted"))
        else:
            text = str(model.headerData(logical, Qt.Orientation.Vertical))
            paint_text(painter, inner, text, theme.font(15, SEMIBOLD), theme.colour("text"))


class NightsView(QTableView):
    """``chosen(bed, night)`` follows the keyboard; ``opened`` is Enter, ``left`` Esc."""

    chosen = Signal(object, int)
    opened = Signal()
    menu_wanted = Signal()
    left = Signal()

    def __init__(self, desk: Desk, model: NightsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.nights = model
        self.setModel(model)
        self.setItemDelegate(_Cells(desk, self))
        self.setHorizontalHeader(_Heads(desk, Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heads(desk, Qt.Orientation.Vertical, self))
        self.horizontalHeader().setFixedHeight(desk.theme.px(_HEAD))
        self.corner = Label(desk.theme, size=13, colour="muted")
        self.corner.setParent(self)
        self.corner.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.verticalHeader().setMinimumSectionSize(desk.theme.px(_SECTION))
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.modelReset.connect(self._on_reset)
        model.dataChanged.connect(self._on_said_anew)
        self.doubleClicked.connect(self._on_double_clicked)

    # -- where ---------------------------------------------------------------------------------

    @property
    def bed(self) -> BedNights | None:
        """The place the keyboard is on."""
        found = self.currentIndex().data(Role.BED)
        return found if isinstance(found, BedNights) else None

    @property
    def span(self) -> NightSpan | None:
        """What lies there that night."""
        found = self.currentIndex().data(Role.SPAN)
        return found if isinstance(found, NightSpan) else None

    def go_to(self, bed_id: int | None, night: int = 0) -> None:
        """Put the keyboard on a bed's night; on the first bed where there is no such."""
        row = self.nights.row_of(bed_id)
        row = row if row is not None else next(self._bed_rows(), None)
        if row is not None:
            index = self.nights.index(row, night)
            self.selectionModel().setCurrentIndex(index, _SELECT)
            self.scrollTo(index)

    def _bed_rows(self, start: int = 0, step: int = 1) -> Iterator[int]:
        row = start
        while 0 <= row < self.nights.rowCount():
            if isinstance(self.nights.row_at(row), BedNights):
                yield row
            row += step

    def _fit_codes(self) -> None:
        """Make room beside the rows for the longest heading; say what the numbers above count."""
        theme, model = self._desk.theme, self.nights
        metrics = QFontMetricsF(theme.font(13, SEMIBOLD))
        rows = [model.row_at(row) for row in range(model.rowCount())]
        words = [model.section_words(row) for row in rows if isinstance(row, Section)]
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
        self.verticalHeader().setFixedWidth(max(theme.px(_CODE), round(widest) + theme.px(24)))
        self.corner.setText(self._desk.words.say_in("places", "Free"))
        side = theme.px(14)
        wide, high = self.verticalHeader().width() - side, theme.px(_HEAD) - theme.px(3)
        self.corner.setGeometry(side, 0, wide, high)
        self.corner.raise_()

    def _on_reset(self) -> None:
        theme = self._desk.theme
        self._fit_codes()
        for row in range(self.nights.rowCount()):
            section = isinstance(self.nights.row_at(row), Section)
            self.setRowHeight(row, theme.px(_SECTION if section else _ROW))
        self._share_width()

    def _share_width(self) -> None:
        """Give tonight a little more, the others the rest; never less than a name needs."""
        theme, count = self._desk.theme, self.nights.columnCount()
        if not count:
            return
        room = self.viewport().width()
        tonight = theme.px(_TONIGHT)
        each = max(theme.px(_NIGHT), (room - tonight) // max(1, count - 1))
        for night in range(count):
            self.setColumnWidth(night, tonight if night == 0 else each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _on_said_anew(self) -> None:
        self._fit_codes()
        self.viewport().update()

    # -- the keyboard --------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say where the keyboard came to."""
        super().currentChanged(current, previous)
        self.viewport().update()
        bed = self.bed
        if bed is not None:
            self.chosen.emit(bed, current.column())
            if self.hasFocus():
                announce(self, self.nights.sentence(bed, current.column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from night to night and bed to bed, Enter opens, Esc goes back to the map."""
        key, here = event.key(), self.currentIndex()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.opened.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = -1 if key == Qt.Key.Key_Up else 1
            row = next(self._bed_rows(here.row() + step, step), None)
            if row is not None:
                self.selectionModel().setCurrentIndex(
                    self.nights.index(row, here.column()), _SELECT
                )
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the map's actions."""
        del search

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse and index.isValid():
            self.selectionModel().setCurrentIndex(index, _SELECT)
        self.menu_wanted.emit()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        del index
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take a cell when none is taken."""
        super().focusInEvent(event)
        if self.bed is None:
            self.go_to(None)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, then the bars over them, then the ring."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self.nights.rowCount()):
            row = self.nights.row_at(number)
            if isinstance(row, BedNights):
                for span in row.spans:
                    self._paint_span(painter, number, row, span)
        if self.bed is not None:
            rect = QRectF(self.visualRect(self.currentIndex())).adjusted(1, 1, -2, -2)
            if self.hasFocus():
                paint_focus_ring(painter, rect, self._desk.theme.tokens, radius=4.0)
        painter.end()

    def _paint_span(self, painter: QPainter, number: int, row: BedNights, span: NightSpan) -> None:
        theme = self._desk.theme
        first = QRectF(self.visualRect(self.nights.index(number, span.first)))
        last = QRectF(self.visualRect(self.nights.index(number, span.last)))
        rect = first.united(last).adjusted(2, theme.px(4), -3, -theme.px(5))
        if not rect.intersects(QRectF(self.viewport().rect())):
            return
        status = wording.STATUS[span.state]
        paint_shape(painter, rect, theme, status, radius=4)
        ink = QColor(theme.look(status).foreground)
        size = theme.px(_ICON)
        inner = rect.adjusted(theme.px(7), 0, -theme.px(6), 0)
        where = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
        paint_icon(painter, where, theme.look(status).icon, ink)
        inner.setLeft(where.right() + theme.px(6))
        if span.goes_on:
            arrow = QRectF(inner.right() - size, inner.center().y() - size / 2, size, size)
            paint_icon(painter, arrow, "arrow-right", ink)
            inner.setRight(arrow.left() - theme.px(4))
        if span.decision_ends is not None:
            edge = QRectF(rect.right() - 1, rect.top() - 2, 3, rect.height() + 4)
            painter.fillRect(edge, QColor(theme.look(wording.STATUS_NONE).foreground))
        font = theme.font(14)
        words = self.nights.span_words(row, span)
        least = QFontMetricsF(font).horizontalAdvance("mm")
        if inner.width() >= least:
            paint_text(painter, inner, words, font, theme.colour("text"))
