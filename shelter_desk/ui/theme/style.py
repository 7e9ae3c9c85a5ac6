"""Fusion with an own focus ring: the ring is the one mark a keyboard user steers by."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from shelter_desk.ui.theme.tokens import Tokens


def paint_focus_ring(painter: QPainter, rect: QRectF, tokens: Tokens, radius: float = 6.0) -> None:
    """Paint the focus ring just inside ``rect``; in high contrast with a black gap inside it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = float(tokens.focus_width)
    ring = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(QColor(tokens.focus), width))
    painter.drawRoundedRect(ring, radius, radius)
    if tokens.high_contrast:
        gap = 2.0
        inner = ring.adjusted(
            width / 2 + gap / 2, width / 2 + gap / 2, -width / 2 - gap / 2, -width / 2 - gap / 2
        )
        painter.setPen(QPen(QColor(tokens.window), gap))
        painter.drawRoundedRect(inner, max(0.0, radius - 2), max(0.0, radius - 2))
    painter.restore()


class DeskStyle(QProxyStyle):
    """Fusion, our focus ring, and nothing that blinks or slides."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("Fusion")
        self.tokens = tokens

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the focus ring ourselves and leave the rest to Fusion."""
        if element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            paint_focus_ring(painter, QRectF(option.rect), self.tokens, radius=4.0)
            return
        super().drawPrimitive(element, option, painter, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        """Switch off animations; Fusion answers everything else."""
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, returnData)
