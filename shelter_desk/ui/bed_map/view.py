"""The map itself: an item view, so that a screen reader finds every bed in it."""

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from shelter_desk.ui.bed_map.model import BED_ID, BedModel, Index
from shelter_desk.ui.bed_map.plan_painting import (
    ghost_rect,
    paint_empty,
    paint_floors,
    paint_ghost,
)
from shelter_desk.ui.bed_map.plan_view import PlanView
from shelter_desk.ui.bed_map.steering import nearest
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.widgets.announce import announce

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_EDGE, _STEP = 36, 24
_ROUND = 6
_NARROW = 960
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class MapView(PlanView):
    """Draws the plan and the beds; arrows go to the nearest bed in that direction.

    ``chosen(bed_id)`` follows the bed the keyboard or the mouse is on; ``opened(bed_id)`` is
    Enter or a double click; ``menu_wanted(bed_id)`` a right click or the menu key; ``escaped``
    is Esc while ``takes_escape``. A drag is told by ``drag_started(bed_id)`` and
    ``dropped(bed_id or None)``.
    """

    chosen = Signal(object)
    opened = Signal(int)
    menu_wanted = Signal(int)
    escaped = Signal()
    drag_started = Signal(int)
    dropped = Signal(object)

    def __init__(self, desk: Desk, model: BedModel, parent: QWidget | None = None) -> None:
        super().__init__(desk, model, parent)
        self._pressed: tuple[QPoint, int] | None = None
        self._dragging = False
        self._mouse = QPointF()
        self.takes_escape = False
        self.ghost: tuple[str, str] = ("", "")
        """Name and place painted beside the mouse while somebody is dragged."""
        self.empty_words: tuple[str, str] = ("", "")
        """Heading and text of a house without rooms."""
        self.setMouseTracking(True)
        model.dataChanged.connect(self._on_data_changed)

    # -- the bed that is chosen --------------------------------------------------------------

    @property
    def bed(self) -> int | None:
        """The bed the keyboard is on."""
        index = self.currentIndex()
        return index.data(BED_ID) if index.isValid() else None

    def go_to(self, bed_id: int | None) -> None:
        """Put the keyboard on a bed."""
        index = self.beds.index_of(bed_id)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _SELECT)
            self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the screen, and a screen reader, which bed is chosen."""
        super().currentChanged(current, previous)
        self._repaint_beds(current, previous)
        self.chosen.emit(current.data(BED_ID) if current.isValid() else None)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._repaint_beds(*(self.beds.index(n) for n in range(first.row(), last.row() + 1)))

    def _repaint_beds(self, *indexes: Index) -> None:
        for index in indexes:
            if index.isValid():
                self.viewport().update(self._ringed(self.visualRect(index)))

    # -- keys ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take arrows, Home, End, Enter, the menu key and Esc; leave letters to the actions."""
        key = Qt.Key(event.key())
        if key in _ARROWS and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            self._step(_ARROWS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            last = key == Qt.Key.Key_End
            self._go_to_row(self.beds.rowCount() - 1 if last else 0)
        elif key in _ENTER and self.bed is not None:
            if not event.isAutoRepeat():
                self.opened.emit(self.bed)
        elif key == Qt.Key.Key_Escape and self.takes_escape:
            self._pressed, self._dragging = None, False
            self.escaped.emit()
        else:
            event.ignore()

    def _step(self, step: tuple[int, int]) -> None:
        if self.bed is None:
            self._go_to_row(0)
            return
        there = nearest(self._plan.cards, self.bed, step)
        if there is not None:
            self.go_to(there)
            self._say_bed()
        else:
            # Nothing lies there: what may be hidden is the rest of the plan.
            for bar, part in (
                (self.horizontalScrollBar(), step[0]),
                (self.verticalScrollBar(), step[1]),
            ):
                bar.setValue(bar.value() + part * self._desk.theme.px(90))

    def _go_to_row(self, row: int) -> None:
        index = self.beds.index(row)
        if index.isValid():
            self.go_to(index.data(BED_ID))
            self._say_bed()

    def _say_bed(self) -> None:
        said = self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        if said:
            announce(self, str(said))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a bed."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if not index.isValid():
                return
            self.go_to(index.data(BED_ID))
        if self.bed is not None:
            self.menu_wanted.emit(self.bed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring; the first bed is chosen when none is."""
        super().focusInEvent(event)
        if self.bed is None and self.beds.rowCount():
            self.go_to(self.beds.index(0).data(BED_ID))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    # -- mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a bed; a drag may begin here."""
        index = self.indexAt(event.position().toPoint())
        self._pressed = None
        if not index.isValid():
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (event.position().toPoint(), index.data(BED_ID))
        self.go_to(index.data(BED_ID))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag: the bed under the mouse is the one that answers."""
        point = event.position().toPoint()
        before, self._mouse = self._mouse, event.position()
        if not self._dragging:
            self._maybe_start(event, point)
            return
        for spot in (before, self._mouse):
            ghost = ghost_rect(spot, self._desk.theme)
            self.viewport().update(ghost.toAlignedRect().adjusted(-2, -2, 2, 2))
        self._scroll_near_edge(point)
        index = self.indexAt(point)
        if index.isValid() and index.data(BED_ID) != self.bed:
            self.selectionModel().setCurrentIndex(index, _SELECT)

    def _maybe_start(self, event: QMouseEvent, point: QPoint) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        began, bed_id = self._pressed
        if (point - began).manhattanLength() >= QApplication.startDragDistance():
            self.drag_started.emit(bed_id)

    def begin_drag(self) -> None:
        """Let the mouse that is held down drag somebody (the screen found that she may move)."""
        self._dragging = True
        self.viewport().update()

    def stop_drag(self) -> None:
        """Let go without dropping."""
        self._pressed, self._dragging = None, False
        self.ghost = ("", "")
        self.viewport().update()

    def _scroll_near_edge(self, point: QPoint) -> None:
        for bar, spot, length in (
            (self.horizontalScrollBar(), point.x(), self.viewport().width()),
            (self.verticalScrollBar(), point.y(), self.viewport().height()),
        ):
            if spot < _EDGE:
                bar.setValue(bar.value() - _STEP)
            elif spot > length - _EDGE:
                bar.setValue(bar.value() + _STEP)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop: on a bed, or nowhere."""
        self._pressed = None
        if self._dragging:
            self._dragging = False
            index = self.indexAt(event.position().toPoint())
            self.viewport().update()
            self.dropped.emit(index.data(BED_ID) if index.isValid() else None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do what Enter does."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(index.data(BED_ID))

    # -- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint rooms, beds, the dragged name; or what to do where there are no rooms."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._desk.theme
        painter.fillRect(event.rect(), theme.colour("base"))
        if not self._plan.floors:
            paint_empty(painter, QRectF(self.viewport().rect()), theme, self.empty_words)
            painter.end()
            return
        shift = QPointF(self._shift())
        seen = QRectF(event.rect()).translated(shift)
        painter.translate(-shift)
        paint_floors(painter, self._plan, theme, self._desk.words, seen)
        self._paint_beds(painter, event.region().translated(self._shift()))
        painter.translate(shift)
        if self._dragging:
            paint_ghost(painter, self._mouse, theme, self.ghost)
        painter.end()

    def _paint_beds(self, painter: QPainter, seen: QRegion) -> None:
        state = QStyle.StateFlag
        for bed_id, rect in self._plan.cards.items():
            if not seen.intersects(self._ringed(rect.toRect())):
                continue
            option = QStyleOptionViewItem()
            # Whole pixels, so that lines are sharp.
            option.rect = rect.toRect()
            option.state = state.State_Enabled
            if bed_id == self.bed:
                option.state |= state.State_Selected
                if self.hasFocus() or self._dragging:
                    option.state |= state.State_HasFocus
            self.itemDelegate().paint(painter, option, self.beds.index_of(bed_id))
