"""Fusion with an own focus ring: the ring is the one mark a keyboard user steers by."""

from PySide6.QtCore import QPointF, QRectF, Qt
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


def paint_indicator(
    painter: QPainter, rect: QRectF, tokens: Tokens, *, on: bool, enabled: bool, round_: bool
) -> None:
    """Paint a radio button's circle or a check box: to be seen on every ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = QColor(tokens.muted if enabled else tokens.faint)
    mark = QColor(tokens.accent) if enabled else line
    area = rect.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(mark if on else line, 1.5))
    painter.setBrush(QColor(tokens.raised) if round_ or not on else mark)
    if round_:
        painter.drawEllipse(area)
        if on:
            dot = area.width() / 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark)
            painter.drawEllipse(area.adjusted(dot, dot, -dot, -dot))
    else:
        painter.drawRoundedRect(area, 3, 3)
        if on:
            pen = QPen(QColor(tokens.on_accent if enabled else tokens.raised), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            left, top, side = area.left(), area.top(), area.width()
            points = [(0.22, 0.53), (0.42, 0.73), (0.78, 0.3)]
            painter.drawPolyline([QPointF(left + x * side, top + y * side) for x, y in points])
    painter.restore()


_INDICATORS = {
    QStyle.PrimitiveElement.PE_IndicatorRadioButton: True,
    QStyle.PrimitiveElement.PE_IndicatorCheckBox: False,
}
_INDICATOR_SIZES = {
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_IndicatorHeight,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
}
_INDICATOR = 18


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
        if element in _INDICATORS:
            state = option.state
            paint_indicator(
                painter,
                QRectF(option.rect),
                self.tokens,
                on=bool(state & QStyle.StateFlag.State_On),
                enabled=bool(state & QStyle.StateFlag.State_Enabled),
                round_=_INDICATORS[element],
            )
            return
        super().drawPrimitive(element, option, painter, widget)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Make circles and boxes large enough for every hand."""
        if metric in _INDICATOR_SIZES:
            return _INDICATOR
        return super().pixelMetric(metric, option, widget)

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
