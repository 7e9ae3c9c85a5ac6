"""Painting shared by widgets and delegates: chips, codes, tokens, key caps, status shapes."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from shelter_desk.ui.theme import Shape, Status, Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.theme import MEDIUM, SEMIBOLD

_CENTRE = Qt.AlignmentFlag.AlignCenter


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: QColor | None = None,
    line: QColor | None = None,
    radius: float = 6.0,
    width: float = 1.0,
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """Paint a rounded box whose line lies wholly inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if line is not None else 0.0
    painter.setPen(Qt.PenStyle.NoPen if line is None else QPen(line, width, dash))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else QBrush(fill))
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def chip_width(theme: Theme, text: str, *, icon: bool = True) -> float:
    """Return how wide a chip with ``text`` is."""
    words = QFontMetricsF(theme.font(14, MEDIUM)).horizontalAdvance(text)
    return words + theme.px(16) + (theme.px(22) if icon else 0)


def paint_chip(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    status: Status,
    text: str,
    *,
    icon: str | None = None,
    solid: bool = False,
    tall: float = 24,
) -> float:
    """Paint a status chip at the left of ``rect``, centred in its height; return its width.

    ``icon`` replaces the status's own («» for none). ``solid`` is for what is urgent now. The
    text is elided where ``rect`` is too narrow.
    """
    look, tokens = theme.look(status), theme.tokens
    name = look.icon if icon is None else icon
    width = min(chip_width(theme, text, icon=bool(name)), rect.width())
    height = float(theme.px(tall))
    area = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
    colour = QColor(look.foreground)
    if solid and not tokens.high_contrast:
        box(painter, area, fill=colour, radius=4)
        colour = QColor(tokens.on_solid)
    else:
        line = colour if tokens.high_contrast else None
        box(painter, area, fill=QColor(look.tint), line=line, radius=4)
    left = area.left() + theme.px(8)
    if name:
        size = theme.px(17)
        where = QRectF(area.left() + theme.px(6), area.center().y() - size / 2, size, size)
        paint_icon(painter, where, name, colour)
        left = where.right() + theme.px(5)
    words = QRectF(left, area.top(), area.right() - theme.px(8) - left, height)
    paint_text(painter, words, text, theme.font(14, MEDIUM), colour)
    return width


def paint_text(  # noqa: PLR0917 - the order of QPainter.drawText
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: object,
    colour: QColor,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
) -> None:
    """Paint one line of ``text``, elided at the right where it does not fit."""
    painter.save()
    painter.setFont(font)  # type: ignore[arg-type]
    painter.setPen(colour)
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.drawText(rect, alignment | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()


def code_width(theme: Theme, code: str, size: float = 14) -> float:
    """Return how wide a place code is: 34 at least."""
    words = QFontMetricsF(theme.font(size, SEMIBOLD)).horizontalAdvance(code)
    return max(float(theme.px(34)), words + theme.px(14))


def paint_code(painter: QPainter, rect: QRectF, theme: Theme, code: str) -> float:
    """Paint a place code in its frame at the left of ``rect``; return its width."""
    tokens = theme.tokens
    width, height = code_width(theme, code), float(theme.px(22))
    area = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
    box(painter, area, fill=theme.colour("raised"), line=QColor(tokens.edge), radius=4)
    paint_text(painter, area, code, theme.font(14, SEMIBOLD), QColor(tokens.text), _CENTRE)
    return width


TOKEN_SIZE = QSizeF(84, 24)


def paint_token(painter: QPainter, rect: QRectF, theme: Theme, text: str) -> None:
    """Paint what stands for a name while the curtain is down: every one equally wide."""
    width, height = theme.px(TOKEN_SIZE.width()), theme.px(TOKEN_SIZE.height())
    area = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
    line = theme.colour("line") if theme.tokens.high_contrast else None
    fill = theme.colour("base" if theme.tokens.high_contrast else "line")
    box(painter, area, fill=fill, line=line, radius=4)
    paint_text(painter, area, text, theme.font(15, SEMIBOLD), theme.colour("text"), _CENTRE)


def key_cap_width(theme: Theme, caption: str) -> float:
    """Return how wide a key cap with ``caption`` is."""
    words = QFontMetricsF(theme.font(12)).horizontalAdvance(caption)
    return max(float(theme.px(20)), words + theme.px(12))


def paint_key_cap(
    painter: QPainter, rect: QRectF, theme: Theme, caption: str, *, colour: QColor | None = None
) -> float:
    """Paint a key cap at the right of ``rect``; return its width. ``colour`` is for own grounds."""
    width, height = key_cap_width(theme, caption), float(theme.px(20))
    area = QRectF(rect.right() - width, rect.center().y() - height / 2, width, height)
    ink = theme.colour("muted") if colour is None else colour
    line = theme.colour("line") if colour is None else colour
    fill = theme.colour("raised") if colour is None else None
    box(painter, area, fill=fill, line=line, radius=4)
    paint_text(painter, area, caption, theme.font(12), ink, _CENTRE)
    return width


def stripes(theme: Theme, colour: QColor) -> QBrush:
    """Return a brush of slanting stripes, 5 wide and 5 apart, for what is out of service."""
    size = 10
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 3.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for shift in (-size, 0, size):
        painter.drawLine(QPointF(shift - 2, size + 2), QPointF(shift + size + 2, -2))
    painter.end()
    del theme
    return QBrush(picture)


def paint_shape(
    painter: QPainter, rect: QRectF, theme: Theme, status: Status, *, radius: float = 6.0
) -> None:
    """Paint the ground and frame of a bed (or a legend's sample) in its status's shape."""
    look, tokens = theme.look(status), theme.tokens
    colour, tint = QColor(look.foreground), QColor(look.tint)
    base = QColor(tokens.base)
    line: QColor | None = colour
    width, dash, fill = 1.5, Qt.PenStyle.SolidLine, tint
    if look.shape is Shape.FILL:
        line = colour if tokens.high_contrast else None
    elif look.shape is Shape.FILL_DASH:
        width, dash = 1.2, Qt.PenStyle.DashLine
    elif look.shape is Shape.DASH:
        width, dash, fill = 1.2, Qt.PenStyle.DashLine, base
    elif look.shape is Shape.FILL_DOTS:
        width, dash = 1.2, Qt.PenStyle.DotLine
    elif look.shape is Shape.STRIPES:
        width, fill = 1.2, base
    box(painter, rect, fill=fill, line=line, radius=radius, width=width, dash=dash)
    if look.shape is Shape.STRIPES:
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stripe = QColor(tokens.line) if not tokens.high_contrast else QColor(tokens.hover)
        painter.fillPath(path, stripes(theme, stripe))
        painter.restore()
    if look.shape is Shape.DOUBLE:
        inner = rect.adjusted(3, 3, -3, -3)
        box(painter, inner, line=colour, radius=max(1.0, radius - 2), width=1.0)


def paint_bar(painter: QPainter, rect: QRectF, theme: Theme, status: Status) -> None:
    """Paint the four pixel bar at the left edge of a row that is to be watched."""
    bar = QRectF(rect.left(), rect.top(), 4, rect.height())
    painter.fillRect(bar, QColor(theme.look(status).foreground))
