"""Where the beds lie on the map: the geometry of an item view drawn to the house's plan."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from shelter_desk.services.snapshots import FloorPicture
from shelter_desk.ui.bed_map.delegate import BedDelegate, card_width
from shelter_desk.ui.bed_map.layout import Measures, Plan, lay_out
from shelter_desk.ui.bed_map.model import BED_ID, BedModel, Index
from shelter_desk.ui.desk import Desk

_ROUND = 6
_NARROW = 960
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class PlanView(QListView):
    """Lays the beds out on floors and rooms, and answers where each of them is."""

    def __init__(self, desk: Desk, model: BedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.beds = model
        self._floors: tuple[FloorPicture, ...] = ()
        self._plan = Plan((), {}, QRectF().size())
        self.setModel(model)
        self.setItemDelegate(BedDelegate(desk.theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    # -- layout ----------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """Where everything lies, in pixels of the whole map."""
        return self._plan

    def show_floors(self, floors: tuple[FloorPicture, ...]) -> None:
        """Draw these floors; the beds' own words come from the model."""
        self._floors = floors
        self.lay_out_anew()

    def lay_out_anew(self) -> None:
        """Place every room and bed: the plan, the width or the language changed."""
        theme = self._desk.theme
        codes = [b.code for floor in self._floors for room in floor.rooms for b in room.beds]
        sizes = Measures(
            unit=theme.px(1000) / 1000,
            margin=theme.px(18 if self.width() > theme.px(_NARROW) else 12),
            floor_head=theme.px(28),
            floor_gap=theme.px(14),
            room_head=theme.px(25),
            pad=theme.px(6),
            gap=theme.px(8),
            card_width=card_width(theme, self._desk.words, codes),
            card_height=theme.px(82),
            common_width=theme.px(48),
            low_room=theme.px(26),
        )
        bar = self.verticalScrollBar().sizeHint().width()
        self._plan = lay_out(self._floors, sizes, self.width() - bar)
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Give the scroll bars their length."""
        size, seen = self._plan.size, self.viewport().size()
        for bar, whole, part in (
            (self.horizontalScrollBar(), size.width(), seen.width()),
            (self.verticalScrollBar(), size.height(), seen.height()),
        ):
            bar.setRange(0, max(0, round(whole) - part))
            bar.setPageStep(part)
            bar.setSingleStep(self._desk.theme.px(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch the plan anew."""
        super().resizeEvent(event)
        self.lay_out_anew()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Repaint: what is drawn under the beds moves with them."""
        del dx, dy
        self.viewport().update()

    def _shift(self) -> QPoint:
        return QPoint(self.horizontalOffset(), self.verticalOffset())

    def horizontalOffset(self) -> int:
        """Return how far the map is scrolled to the right."""
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        """Return how far the map is scrolled down."""
        return self.verticalScrollBar().value()

    def card_rect(self, bed_id: int) -> QRectF:
        """Return where a bed lies in the viewport; empty for none."""
        rect = self._plan.cards.get(bed_id)
        return QRectF() if rect is None else rect.translated(-QPointF(self._shift()))

    def visualRect(self, index: Index) -> QRect:
        """Return where a bed lies in the viewport, for Qt and the screen reader."""
        bed_id = index.data(BED_ID) if index.isValid() else None
        return QRect() if bed_id is None else self.card_rect(bed_id).toRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the bed at a point of the viewport."""
        spot = QPointF(point + self._shift())
        for bed_id, rect in self._plan.cards.items():
            if rect.contains(spot):
                return self.beds.index_of(bed_id)
        return QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a bed into sight, with a little of what is around it."""
        del hint
        bed_id = index.data(BED_ID) if index.isValid() else None
        rect = self._plan.cards.get(bed_id) if bed_id is not None else None
        if rect is None:
            return
        # Above, the room's and the floor's name are seen too.
        around, above = self._desk.theme.px(24), self._desk.theme.px(66)
        view = self.viewport()
        for bar, start, end, length in (
            (self.horizontalScrollBar(), rect.left() - around, rect.right(), view.width()),
            (self.verticalScrollBar(), rect.top() - above, rect.bottom(), view.height()),
        ):
            if start < bar.value():
                bar.setValue(round(start))
            elif end + around > bar.value() + length:
                bar.setValue(round(end + around - length))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the bed at the start of ``rect``."""
        index = self.indexAt(rect.topLeft())
        if index.isValid():
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what to repaint when the selection changes: the beds and their rings."""
        region = QRegion()
        for index in selection.indexes():
            region += self._ringed(self.visualRect(index))
        return region

    @staticmethod
    def _ringed(rect: QRect) -> QRect:
        return rect.adjusted(-_ROUND, -_ROUND, _ROUND, _ROUND)
