"""Paints what the beds stand in: floors' names, rooms, walls, and what common rooms are for."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from shelter_desk.phrases import label
from shelter_desk.terms import RoomKind
from shelter_desk.ui import naming
from shelter_desk.ui.bed_map.layout import FloorBox, Plan, RoomBox
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.painting import box, paint_text
from shelter_desk.ui.words import Words

ROOM_ICONS = {
    RoomKind.SLEEPING: "bed-outline",
    RoomKind.RECEPTION: "desk",
    RoomKind.LIVING: "sofa-outline",
    RoomKind.KITCHEN: "pot-steam-outline",
    RoomKind.TALK: "chat-outline",
    RoomKind.HEALTH: "medical-bag",
    RoomKind.WASH: "shower-head",
    RoomKind.STAFF: "badge-account-horizontal-outline",
    RoomKind.STAIRS: "stairs",
    RoomKind.HALL: "door-open",
    RoomKind.OUTDOOR: "tree-outline",
}
_ICON = 24
_LOW = 60
_WALL, _THIN = 1.5, 1.0
_DOOR = 26


def paint_floors(painter: QPainter, plan: Plan, theme: Theme, words: Words, seen: QRectF) -> None:
    """Paint everything but the beds; only what lies in ``seen``."""
    for floor in plan.floors:
        if floor.head.intersects(seen):
            _paint_head(painter, floor, theme)
        boxes = [spot for spot in floor.rooms if spot.rect.intersects(seen)]
        # Rooms with beds last: their darker walls lie over the thin ones.
        for spot in sorted(boxes, key=lambda one: bool(one.room.beds)):
            _paint_room(painter, spot, theme, words)
        for spot in boxes:
            if spot.room.kind is RoomKind.HALL and not spot.room.beds:
                _paint_doors(painter, spot, floor.rooms, theme)


def _paint_head(painter: QPainter, floor: FloorBox, theme: Theme) -> None:
    font = theme.font(15, SEMIBOLD)
    name = naming.plain(floor.floor.name)
    paint_text(painter, floor.head, name, font, theme.colour("text"))


def _paint_room(painter: QPainter, spot: RoomBox, theme: Theme, words: Words) -> None:
    beds = bool(spot.room.beds)
    hall = spot.room.kind is RoomKind.HALL
    painter.fillRect(spot.rect, theme.colour("base" if beds or hall else "window"))
    painter.setPen(QPen(theme.colour("edge" if beds else "line"), _WALL if beds else _THIN))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(spot.rect)
    _paint_name(painter, spot, theme, words)
    if not beds:
        _paint_purpose(painter, spot, theme)
    elif spot.aside is not None:
        size = theme.px(20)
        middle = spot.aside.center()
        where = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
        paint_icon(painter, where, "toilet", theme.colour("muted"))


def room_label(spot: RoomBox, words: Words, font_metrics: QFontMetricsF, width: float) -> str:
    """Return a room's name, with what is particular about it where there is room to say so."""
    name = naming.plain(spot.room.name) or label(words.texts, spot.room.kind)
    if spot.room.own_toilet:
        longer = words.say("{room}, own toilet", room=name)
        if font_metrics.horizontalAdvance(longer) <= width:
            return longer
    return name


def _paint_name(painter: QPainter, spot: RoomBox, theme: Theme, words: Words) -> None:
    if not spot.first_piece:
        return
    side = theme.px(8)
    head = QRectF(spot.rect.left() + side, spot.rect.top(), spot.rect.width() - 1.25 * side, 0)
    head.setHeight(min(theme.px(25), spot.rect.height()))
    font = theme.font(13)
    name = room_label(spot, words, QFontMetricsF(font), head.width())
    paint_text(painter, head, name, font, theme.colour("muted"))


def _paint_purpose(painter: QPainter, spot: RoomBox, theme: Theme) -> None:
    if spot.rect.height() < theme.px(_LOW) or not spot.first_piece:
        return
    size = theme.px(_ICON)
    middle = spot.rect.center()
    where = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
    paint_icon(painter, where, ROOM_ICONS[spot.room.kind], theme.colour("muted"))


def _paint_doors(
    painter: QPainter, hall: RoomBox, rooms: tuple[RoomBox, ...], theme: Theme
) -> None:
    """Open the walls between a hall and the rooms along it."""
    colour = QColor(theme.colour("base"))
    for spot in rooms:
        if spot is hall or spot.room.kind is RoomKind.HALL:
            continue
        left = max(spot.rect.left(), hall.rect.left())
        right = min(spot.rect.right(), hall.rect.right())
        if right - left < theme.px(_DOOR) * 1.5:
            continue
        for wall in (hall.rect.top(), hall.rect.bottom()):
            if abs(spot.rect.bottom() - wall) < 1 or abs(spot.rect.top() - wall) < 1:
                middle = (left + right) / 2
                width = theme.px(_DOOR)
                painter.fillRect(QRectF(middle - width / 2, wall - 2, width, 4), colour)


def paint_empty(painter: QPainter, rect: QRectF, theme: Theme, words: tuple[str, str]) -> None:
    """Say what to do in a house without rooms."""
    heading, text = words
    size = theme.px(44)
    top = max(float(theme.px(40)), rect.height() * 0.28)
    icon = QRectF(rect.center().x() - size / 2, rect.top() + top, size, size)
    paint_icon(painter, icon, "floor-plan", theme.colour("muted"))
    centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    width = min(rect.width() - theme.px(32), theme.px(520))
    left = rect.center().x() - width / 2
    painter.setFont(theme.font(24, SEMIBOLD))
    painter.setPen(theme.colour("text"))
    flags = centre | Qt.TextFlag.TextWordWrap
    room = QRectF(left, icon.bottom() + theme.px(14), width, theme.px(120))
    used = painter.boundingRect(room, flags, heading)
    painter.drawText(room, flags, heading)
    painter.setFont(theme.font(15))
    painter.setPen(theme.colour("muted"))
    under = QRectF(left, used.bottom() + theme.px(10), width, theme.px(200))
    painter.drawText(under, flags, text)


def ghost_rect(mouse: QPointF, theme: Theme) -> QRectF:
    """Return where the dragged name is painted while the mouse is at ``mouse``."""
    left, top = mouse.x() + theme.px(10), mouse.y() + theme.px(14)
    return QRectF(left, top, theme.px(148), theme.px(34))


def paint_ghost(painter: QPainter, mouse: QPointF, theme: Theme, words: tuple[str, str]) -> None:
    """Paint who is being dragged, beside the mouse."""
    name, place = words
    rect = ghost_rect(mouse, theme)
    box(painter, rect, fill=theme.colour("raised"), line=theme.colour("accent"), width=2)
    inner = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
    font = theme.font(16, SEMIBOLD)
    small = theme.font(13)
    from_width = QFontMetricsF(small).horizontalAdvance(place) + 1
    wide = QFontMetricsF(font).horizontalAdvance(name) + 1
    wide = min(wide, inner.width() - from_width - theme.px(6))
    paint_text(painter, QRectF(inner.left(), rect.top(), wide, rect.height()), name, font,
               theme.colour("text"))  # fmt: skip
    rest = inner.adjusted(wide + theme.px(6), 0, 0, 0)
    paint_text(painter, rest, place, small, theme.colour("muted"))
