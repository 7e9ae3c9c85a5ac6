"""Where everything on the map lies: the house's plan, stretched until the cards can be read.

Plan units become pixels one wall at a time. A stretch between two walls is as long as the plan
says, or longer where beds would not fit in it; what is too much is taken from rooms without
beds. A floor that is still too wide is cut where no room is cut, and goes on below.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF

from shelter_desk.services.snapshots import FloorPicture, RoomPicture
from shelter_desk.terms import RoomKind

_SMALLEST, _LARGEST = 0.92, 1.6
_TALLEST = 1.15
_ALMOST = 0.8
_WIDE_BED = 170
"""Plan units a bed wants of its room's width."""


@dataclass(frozen=True)
class Measures:
    """Lengths in pixels. ``unit`` is one plan unit at the system's text size."""

    unit: float = 1.0
    margin: float = 18
    floor_head: float = 28
    floor_gap: float = 16
    room_head: float = 25
    pad: float = 6
    gap: float = 8
    card_width: float = 150
    card_height: float = 82
    common_width: float = 48
    low_room: float = 26


@dataclass(frozen=True)
class RoomBox:
    """A room, or a piece of a hall, where it is drawn. ``aside`` is room left for an icon."""

    room: RoomPicture
    rect: QRectF
    first_piece: bool = True
    aside: QRectF | None = None


@dataclass(frozen=True)
class FloorBox:
    """A storey: its heading and its rooms."""

    floor: FloorPicture
    head: QRectF
    rooms: tuple[RoomBox, ...]


@dataclass(frozen=True)
class Plan:
    """The whole map; ``cards`` by bed id."""

    floors: tuple[FloorBox, ...]
    cards: dict[int, QRectF]
    size: QSizeF


@dataclass(frozen=True)
class _Piece:
    """A room in plan units, cut where its hall was cut."""

    room: RoomPicture
    left: int
    right: int
    first: bool = True

    @property
    def top(self) -> int:
        return self.room.y

    @property
    def bottom(self) -> int:
        return self.room.y + max(1, self.room.height)


def lay_out(floors: Sequence[FloorPicture], sizes: Measures, width: float) -> Plan:
    """Return where everything lies in a view ``width`` pixels wide."""
    room = max(1.0, width - 2 * sizes.margin)
    scale = _scale(floors, sizes, room)
    boxes: list[FloorBox] = []
    cards: dict[int, QRectF] = {}
    top = sizes.margin / 2
    widest = 0.0
    banded = [_bands(floor.rooms, sizes, scale, room) for floor in floors]
    target = max(
        (_width(band, sizes, scale, room) for bands in banded for band in bands), default=0
    )
    for floor, bands in zip(floors, banded, strict=True):
        head = QRectF(sizes.margin, top, room, sizes.floor_head)
        top = head.bottom()
        rooms: list[RoomBox] = []
        for band in bands:
            # Outer walls stand over each other where a floor is as wide as the house.
            own = _width(band, sizes, scale, room)
            whole = len(bands) == 1 and own > _ALMOST * target
            stretch = target / own if whole else 1.0
            placed, size = _place(
                band, sizes, scale, room, QPointF(sizes.margin, top), stretch=stretch
            )
            rooms.extend(placed)
            widest = max(widest, size.width())
            top += size.height() + sizes.gap
        for box in rooms:
            cards.update(_cards(box, sizes))
        boxes.append(FloorBox(floor, head, tuple(rooms)))
        top += sizes.floor_gap - sizes.gap
    return Plan(tuple(boxes), cards, QSizeF(widest + 2 * sizes.margin, top))


def _scale(floors: Sequence[FloorPicture], sizes: Measures, room: float) -> float:
    widths = [
        max(r.x + r.width for r in floor.rooms) - min(r.x for r in floor.rooms)
        for floor in floors
        if floor.rooms
    ]
    units = max(widths, default=1) or 1
    return min(_LARGEST * sizes.unit, max(_SMALLEST * sizes.unit, room / units))


# -- a floor that is too wide ------------------------------------------------------------------


def _bands(
    rooms: Sequence[RoomPicture], sizes: Measures, scale: float, width: float
) -> list[list[_Piece]]:
    """Return the strips of a floor, packed into as few bands as fit ``width``."""
    bands: list[list[_Piece]] = []
    for strip in _strips(rooms):
        if bands:
            joined = _joined(bands[-1] + strip)
            if _width(joined, sizes, scale, width) <= width + 1:
                bands[-1] = joined
                continue
        bands.append(strip)
    return bands


def _strips(rooms: Sequence[RoomPicture]) -> list[list[_Piece]]:
    """Cut a floor wherever only halls are cut by it."""
    if not rooms:
        return []
    whole = [room for room in rooms if room.kind is not RoomKind.HALL or room.beds]
    edges = {room.x for room in rooms} | {room.x + max(1, room.width) for room in rooms}
    cuts = sorted(
        edge
        for edge in edges
        if not any(room.x < edge < room.x + max(1, room.width) for room in whole)
    )
    strips = []
    for left, right in pairwise(cuts):
        strip = []
        for room in rooms:
            start, end = max(left, room.x), min(right, room.x + max(1, room.width))
            if start < end:
                strip.append(_Piece(room, start, end, first=start == room.x))
        if strip:
            strips.append(strip)
    return strips


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Put pieces of one hall that meet together again."""
    found: dict[tuple[int, int], _Piece] = {}
    done: list[_Piece] = []
    for piece in sorted(pieces, key=lambda one: one.left):
        before = found.get((piece.room.room_id, piece.left))
        if before is not None:
            done.remove(before)
            piece = replace(piece, left=before.left, first=before.first)  # noqa: PLW2901 - grown
        done.append(piece)
        found[piece.room.room_id, piece.right] = piece
    return done


# -- walls ------------------------------------------------------------------------------------


def _beds_abreast(piece: _Piece, sizes: Measures, width: float) -> int:
    """Return how many cards stand side by side in a room."""
    count = len(piece.room.beds)
    wanted = max(1, min(count, round((piece.right - piece.left) / _WIDE_BED)))
    fitting = int((width - 2 * sizes.pad + sizes.gap + 0.5) // (sizes.card_width + sizes.gap))
    return max(1, min(wanted, fitting))


def _needed_width(piece: _Piece, sizes: Measures, width: float) -> float:
    if not piece.room.beds:
        return sizes.common_width if piece.first else 1.0
    abreast = _beds_abreast(piece, sizes, width)
    return abreast * sizes.card_width + (abreast - 1) * sizes.gap + 2 * sizes.pad


def _needed_height(piece: _Piece, sizes: Measures, width: float) -> float:
    if not piece.room.beds:
        return sizes.low_room
    abreast = _beds_abreast(piece, sizes, width)
    rows = -(-len(piece.room.beds) // abreast)
    return sizes.room_head + rows * (sizes.card_height + sizes.gap) - sizes.gap + sizes.pad


def _columns(
    pieces: Sequence[_Piece], sizes: Measures, scale: float, width: float
) -> dict[tuple[int, int], float]:
    """Return the width of each stretch between two walls."""
    spans = [(p.left, p.right, _needed_width(p, sizes, width)) for p in pieces]
    stretches = _stretches(spans, scale)
    held = {
        stretch
        for piece in pieces
        if piece.room.beds
        for stretch in stretches
        if piece.left <= stretch[0] and stretch[1] <= piece.right
    }
    too_much = sum(stretches.values()) - width
    loose = {stretch: stretches[stretch] for stretch in stretches if stretch not in held}
    spare = sum(max(0.0, size - sizes.common_width) for size in loose.values())
    if too_much > 0 and spare > 0:
        part = min(1.0, too_much / spare)
        for stretch, size in loose.items():
            stretches[stretch] = size - part * max(0.0, size - sizes.common_width)
    return stretches


def _stretches(
    spans: Sequence[tuple[int, int, float]], scale: float
) -> dict[tuple[int, int], float]:
    """Return the length of each stretch between two edges, long enough for every span."""
    edges = sorted({edge for left, right, _ in spans for edge in (left, right)})
    lengths = {pair: (pair[1] - pair[0]) * scale for pair in pairwise(edges)}
    for left, right, needed in sorted(spans, key=lambda span: span[1] - span[0]):
        inside = [pair for pair in lengths if left <= pair[0] and pair[1] <= right]
        missing = needed - sum(lengths[pair] for pair in inside)
        if missing > 0:
            units = sum(pair[1] - pair[0] for pair in inside)
            for pair in inside:
                lengths[pair] += missing * (pair[1] - pair[0]) / units
    return lengths


def _offsets(lengths: dict[tuple[int, int], float], start: float) -> dict[int, float]:
    offsets: dict[int, float] = {}
    for (left, right), length in sorted(lengths.items()):
        offsets.setdefault(left, start)
        start += length
        offsets[right] = start
    return offsets


def _width(pieces: Sequence[_Piece], sizes: Measures, scale: float, width: float) -> float:
    return sum(_columns(pieces, sizes, scale, width).values())


def _place(
    pieces: Sequence[_Piece],
    sizes: Measures,
    scale: float,
    width: float,
    corner: QPointF,
    *,
    stretch: float,
) -> tuple[list[RoomBox], QSizeF]:
    columns = {
        pair: length * stretch for pair, length in _columns(pieces, sizes, scale, width).items()
    }
    tall = min(scale, _TALLEST * sizes.unit)
    rows = _stretches([(p.top, p.bottom, _needed_height(p, sizes, width)) for p in pieces], tall)
    across, down = _offsets(columns, corner.x()), _offsets(rows, corner.y())
    boxes = []
    for piece in pieces:
        x, y = across[piece.left], down[piece.top]
        rect = QRectF(x, y, across[piece.right] - x, down[piece.bottom] - y)
        boxes.append(RoomBox(piece.room, rect, piece.first, _aside(piece, rect, sizes)))
    return boxes, QSizeF(sum(columns.values()), sum(rows.values()))


def _aside(piece: _Piece, rect: QRectF, sizes: Measures) -> QRectF | None:
    """Return room for the own toilet's icon beside a single card, where there is any."""
    side = sizes.low_room + 2 * sizes.gap
    spare = rect.width() - 2 * sizes.pad - side
    if not piece.room.own_toilet or len(piece.room.beds) != 1 or spare < sizes.card_width:
        return None
    if piece.right - piece.left < _WIDE_BED + side / sizes.unit:
        return None
    top = rect.top() + sizes.room_head
    return QRectF(rect.right() - side, top, side, sizes.card_height)


def _cards(box: RoomBox, sizes: Measures) -> dict[int, QRectF]:
    beds = box.room.beds
    if not beds:
        return {}
    inner = box.rect.width() - 2 * sizes.pad
    if box.aside is not None:
        inner -= box.aside.width() - sizes.pad
    piece = _Piece(box.room, box.room.x, box.room.x + max(1, box.room.width))
    abreast = _beds_abreast(piece, sizes, box.rect.width())
    card = (inner - (abreast - 1) * sizes.gap) / abreast
    cards = {}
    for number, bed in enumerate(beds):
        row, column = divmod(number, abreast)
        cards[bed.bed_id] = QRectF(
            box.rect.left() + sizes.pad + column * (card + sizes.gap),
            box.rect.top() + sizes.room_head + row * (sizes.card_height + sizes.gap),
            card,
            sizes.card_height,
        )
    return cards
