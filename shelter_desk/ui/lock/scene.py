"""The scene behind log-in and lock: hills, a house with light in its windows. Painted."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from shelter_desk.ui.theme import Tokens

# Outlines as (x, height above the ground) in parts of the width and of 280 logical pixels.
_RANGES = (
    ((0, 0.66), (0.09, 0.86), (0.16, 0.75), (0.26, 1.01), (0.33, 0.8), (0.42, 0.95),
     (0.52, 0.7), (0.61, 0.89), (0.7, 0.74), (0.8, 0.98), (0.89, 0.8), (1, 0.94)),
    ((0, 0.44), (0.12, 0.59), (0.23, 0.46), (0.36, 0.63), (0.49, 0.49), (0.63, 0.6),
     (0.77, 0.49), (0.88, 0.58), (1, 0.5)),
    ((0, 0.26), (0.18, 0.34), (0.33, 0.26), (0.53, 0.35), (0.74, 0.26), (0.88, 0.33),
     (1, 0.28)),
    ((0, 0.15), (0.25, 0.2), (0.45, 0.13), (0.7, 0.19), (1, 0.14)),
)  # fmt: skip
_GROUND = 280.0


def _mix(one: QColor, other: QColor, part: float) -> QColor:
    """Return ``one`` with ``part`` of ``other`` in it."""
    return QColor(
        round(one.red() * (1 - part) + other.red() * part),
        round(one.green() * (1 - part) + other.green() * part),
        round(one.blue() * (1 - part) + other.blue() * part),
    )


def paint_scene(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """Paint the scene over ``rect``; in high contrast only its plain ground."""
    painter.fillRect(rect, QColor(tokens.window))
    if tokens.high_contrast:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    scale = min(1.0, rect.height() / 700)
    far, near = QColor(tokens.window), QColor("#8FA5A5" if not tokens.dark else "#2F4248")
    for number, outline in enumerate(_RANGES):
        points = [rect.bottomLeft()]
        points += [
            QPointF(rect.left() + x * rect.width(), rect.bottom() - y * _GROUND * scale)
            for x, y in outline
        ]
        points.append(rect.bottomRight())
        painter.setBrush(_mix(far, near, (0.14, 0.3, 0.48, 0.7)[number]))
        painter.drawPolygon(QPolygonF(points))
        if number == 2:  # noqa: PLR2004 - the house stands on the third range
            _paint_house(painter, rect, tokens, scale)
    painter.restore()


def _paint_house(painter: QPainter, rect: QRectF, tokens: Tokens, scale: float) -> None:
    """Paint the house and its three trees at two thirds of the width."""
    # Beside the card, also where the window is small.
    x = max(rect.width() * 0.675, rect.width() / 2 + 330)
    foot = QPointF(rect.left() + x, rect.bottom() - 70 * scale)

    def shape(*points: tuple[float, float]) -> QPolygonF:
        return QPolygonF([QPointF(foot.x() + x * scale, foot.y() - y * scale) for x, y in points])

    tree = QColor("#7C9694" if not tokens.dark else "#3E5A5C")
    wall = QColor("#17606D" if not tokens.dark else "#1F5A66")
    dark = QColor("#1C2B31" if not tokens.dark else "#0C1418")
    light = QColor(tokens.demo)
    for x, tall in ((-79, 42), (76, 38), (106, 50)):
        painter.setBrush(tree)
        half = tall / 3.2
        painter.drawPolygon(shape((x - half, -4), (x + half, -4), (x, tall)))
    painter.setBrush(dark)
    painter.drawPolygon(shape((18, 52), (27, 52), (27, 80), (18, 80)))
    painter.setBrush(wall)
    painter.drawPolygon(shape((-40, 0), (40, 0), (40, 46), (0, 74), (-40, 46)))
    painter.setBrush(dark)
    painter.drawPolygon(shape((-47, 48), (0, 80), (47, 48), (42, 42), (0, 70), (-42, 42)))
    painter.drawPolygon(shape((-7, 0), (6, 0), (6, 20), (-7, 20)))
    painter.setBrush(light)
    painter.drawPolygon(shape((-26, 24), (-9, 24), (-9, 40), (-26, 40)))
    painter.drawPolygon(shape((8, 24), (25, 24), (25, 40), (8, 40)))
