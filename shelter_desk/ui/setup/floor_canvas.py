"""One floor as it lies on the map: rooms to take hold of with mouse or keys."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shelter_desk.phrases import label
from shelter_desk.services.plan_overview import PlanFloor, PlanRoom
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.painting import box, paint_text

STEP = 10
"""Plan units of the grid."""
_SMALLEST = 30
_PAUSE_MS = 700
_CORNER = 14
_AIR = 60
_LEAST_WIDTH, _LEAST_HEIGHT = 400, 200

_MOVES = {
    Qt.Key.Key_Left: (-STEP, 0),
    Qt.Key.Key_Right: (STEP, 0),
    Qt.Key.Key_Up: (0, -STEP),
    Qt.Key.Key_Down: (0, STEP),
}


class FloorCanvas(QWidget):
    """Paints the open rooms of a floor. ``placed(room_id, place)`` when one was put down.

    Arrows move the chosen room, with Shift they change its size; Page up and down choose another
    room; Esc puts it back. With the mouse a room is drawn, or its lower right corner.
    """

    placed = Signal(int, object)
    chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rooms: dict[int, PlanRoom] = {}
        self._places: dict[int, QRect] = {}
        self._key: int | None = None
        self._grip: tuple[QPointF, QRect, bool] | None = None
        self.trouble = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.put_down)
        desk.theme.changed.connect(self.update)

    # -- what is shown -------------------------------------------------------------------------

    def show_floor(self, floor: PlanFloor) -> None:
        """Show a floor; a room somebody is just moving stays where she has it."""
        moving = self._key if self.is_moved(self._key) else None
        kept = self._places.get(moving) if moving is not None else None
        self._rooms = {room.room_id: room for room in floor.rooms if not room.closed}
        self._places = {number: QRect(*room.place) for number, room in self._rooms.items()}
        if moving in self._places and kept is not None and moving is not None:
            self._places[moving] = kept
        if self._key not in self._rooms:
            self.choose(next(iter(self._rooms), None))
        self.updateGeometry()
        self.update()

    def choose(self, room_id: int | None) -> None:
        """Take another room in hand; the one before is put down."""
        if room_id == self._key:
            return
        self.put_down()
        self._key = room_id
        self.trouble = False
        if room_id is not None:
            self.chosen.emit(room_id)
            self._say()
        self.update()

    @property
    def room(self) -> PlanRoom | None:
        """The room in hand."""
        return self._rooms.get(self._key) if self._key is not None else None

    def place_of(self, room_id: int) -> tuple[int, int, int, int]:
        """Return where a room lies now: left, top, width, height."""
        rect = self._places[room_id]
        return rect.x(), rect.y(), rect.width(), rect.height()

    def is_moved(self, room_id: int | None) -> bool:
        """Say whether a room lies elsewhere than it is saved."""
        if room_id is None or room_id not in self._rooms:
            return False
        return self.place_of(room_id) != self._rooms[room_id].place

    def put_down(self) -> None:
        """Let the room in hand be saved where it lies."""
        self._pause.stop()
        if self._key is not None and self.is_moved(self._key) and self._grip is None:
            self.placed.emit(self._key, self.place_of(self._key))

    def put_back(self) -> None:
        """Lay the room in hand where it is saved."""
        self._pause.stop()
        if self._key is not None and self._key in self._rooms:
            self._places[self._key] = QRect(*self._rooms[self._key].place)
            self.trouble = False
            self.update()

    def refuse(self) -> None:
        """Show that the room cannot lie where it lies."""
        self.trouble = True
        self.update()

    def _say(self) -> None:
        if self._key is None:
            return
        left, top, width, height = self.place_of(self._key)
        text = self._desk.words.say(
            "{name}: {left} from the left, {top} from above, {width} wide, {height} high",
            name=self._rooms[self._key].name,
            left=left,
            top=top,
            width=width,
            height=height,
        )
        self.setAccessibleDescription(text)
        announce(self, text)

    # -- lengths -------------------------------------------------------------------------------

    @property
    def _extent(self) -> tuple[int, int]:
        right = max((rect.right() + 1 for rect in self._places.values()), default=0)
        bottom = max((rect.bottom() + 1 for rect in self._places.values()), default=0)
        return max(_LEAST_WIDTH, right + _AIR), max(_LEAST_HEIGHT, bottom + _AIR)

    @property
    def _factor(self) -> float:
        return max(0.05, (self.width() - 2) / self._extent[0])

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which the floor keeps its shape."""
        across, along = self._extent
        return round(width * along / across) + 2

    def sizeHint(self) -> QSize:
        """Return room for the floor."""
        width = self._desk.theme.px(720)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest that can be read."""
        return QSize(self._desk.theme.px(320), self._desk.theme.px(160))

    def _drawn(self, rect: QRect) -> QRectF:
        factor = self._factor
        return QRectF(
            1 + rect.x() * factor, 1 + rect.y() * factor,
            rect.width() * factor, rect.height() * factor,
        )  # fmt: skip

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, size, choose, put back."""
        key = Qt.Key(event.key())
        if key in _MOVES and self._key is not None:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            across, along = (way // STEP if fine else way for way in _MOVES[key])
            self._shift(
                across, along, size=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp} and self._rooms:
            numbers = list(self._rooms)
            here = numbers.index(self._key) if self._key in numbers else -1
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self.choose(numbers[(here + step) % len(numbers)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.put_down()
        elif key == Qt.Key.Key_Escape and self.is_moved(self._key):
            self.put_back()
        else:
            super().keyPressEvent(event)

    def _shift(self, across: int, along: int, *, size: bool) -> None:
        if self._key is None:
            return
        rect = QRect(self._places[self._key])
        if size:
            rect.setWidth(max(_SMALLEST, rect.width() + across))
            rect.setHeight(max(_SMALLEST, rect.height() + along))
        else:
            rect.moveTo(max(0, rect.x() + across), max(0, rect.y() + along))
        self._lay(rect)
        self._pause.start()

    def _lay(self, rect: QRect) -> None:
        if self._key is None:
            return
        self._places[self._key] = rect
        self.trouble = False
        self.updateGeometry()
        self.update()
        self._say()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the room down when the keyboard leaves."""
        super().focusOutEvent(event)
        self.put_down()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what is in hand."""
        super().focusInEvent(event)
        self._say()
        self.update()

    # -- mouse ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a room, or of its corner."""
        for number, rect in reversed(list(self._places.items())):
            drawn = self._drawn(rect)
            if drawn.contains(event.position()):
                self.choose(number)
                self._grip = (event.position(), QRect(rect), self._on_corner(drawn, event))
                self._pause.stop()
                return

    def _on_corner(self, drawn: QRectF, event: QMouseEvent) -> bool:
        away = drawn.bottomRight() - event.position()
        corner = self._desk.theme.px(_CORNER)
        return away.x() <= corner and away.y() <= corner

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the room along the grid."""
        if self._grip is None or self._key is None:
            self._show_cursor(event)
            return
        start, before, size = self._grip
        way = (event.position() - start) / self._factor
        across, along = round(way.x() / STEP) * STEP, round(way.y() / STEP) * STEP
        rect = QRect(before)
        if size:
            rect.setWidth(max(_SMALLEST, before.width() + across))
            rect.setHeight(max(_SMALLEST, before.height() + along))
        else:
            rect.moveTo(max(0, before.x() + across), max(0, before.y() + along))
            rect = self._to_walls(rect)
        if rect != self._places[self._key]:
            self._places[self._key] = rect
            self.trouble = False
            self.update()

    def _to_walls(self, rect: QRect) -> QRect:
        """Return the room moved onto the nearest wall of another one, if there is one near."""
        others = [r for number, r in self._places.items() if number != self._key]
        lefts = [x for r in others for x in (r.x(), r.x() + r.width())]
        tops = [y for r in others for y in (r.y(), r.y() + r.height())]
        across = _nearest(lefts, rect.x(), rect.x() + rect.width())
        along = _nearest(tops, rect.y(), rect.y() + rect.height())
        return QRect(
            max(0, rect.x() + across), max(0, rect.y() + along), rect.width(), rect.height()
        )

    def _show_cursor(self, event: QMouseEvent) -> None:
        shape = Qt.CursorShape.ArrowCursor
        for rect in self._places.values():
            drawn = self._drawn(rect)
            if drawn.contains(event.position()):
                corner = self._on_corner(drawn, event)
                shape = Qt.CursorShape.SizeFDiagCursor if corner else Qt.CursorShape.SizeAllCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the room down."""
        del event
        self._grip = None
        self.updateGeometry()
        self.put_down()

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint grid and rooms."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        box(painter, ground, fill=QColor(tokens.window), line=QColor(tokens.line), radius=6)
        for number in [*(n for n in self._places if n != self._key), self._key]:
            if number in self._places and number is not None:
                self._paint_room(painter, number)
        painter.end()

    def _paint_room(self, painter: QPainter, number: int) -> None:
        theme, tokens = self._desk.theme, self._desk.theme.tokens
        room, rect = self._rooms[number], self._drawn(self._places[number])
        held = number == self._key
        fill = QColor(tokens.selection if held else tokens.raised)
        line = QColor(tokens.accent if held else tokens.edge)
        if held and self.trouble:
            line = QColor(theme.look(Status.URGENT).foreground)
        painter.setPen(QPen(line, 2 if held else 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        ink = QColor(tokens.selection_text if held else tokens.text)
        inner = rect.adjusted(theme.px(6), theme.px(4), -theme.px(6), -theme.px(4))
        half = inner.height() / 2
        top = QRectF(inner.left(), inner.top(), inner.width(), min(half, theme.px(20)))
        paint_text(painter, top, room.name, theme.font(13, SEMIBOLD), ink)
        codes = " ".join(bed.code for bed in room.beds if not bed.closed)
        below = QRectF(inner.left(), top.bottom(), inner.width(), min(half, theme.px(20)))
        soft = ink if held and tokens.high_contrast else QColor(tokens.muted)
        words = codes or label(self._desk.words.texts, room.kind)
        paint_text(painter, below, words, theme.font(12), soft)
        if held:
            corner = theme.px(8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(line)
            painter.drawRect(QRectF(rect.right() - corner, rect.bottom() - corner, corner, corner))
            if self.hasFocus():
                paint_focus_ring(painter, rect, tokens)


def _nearest(walls: list[int], *edges: int) -> int:
    """Return how far to go so that an edge lies on a wall; 0 where none is near."""
    ways = [wall - edge for wall in walls for edge in edges if abs(wall - edge) < STEP]
    return min(ways, key=abs, default=0)
