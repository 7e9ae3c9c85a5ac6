"""The pages of a sheet as they will be printed, on the screen, as large as one likes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.paper.press import Press

if TYPE_CHECKING:
    from shelter_desk.ui.paper.document import DrawnPage

_LEAST, _MOST, _STEP = 30, 300, 10
_SCREEN = 96 / 72
"""Logical pixels a point at 100 %."""
_SETTLE_MS = 80


class PageView(QScrollArea):
    """Pages under each other; ``turned(page, pages)`` says which is in sight, from 1.

    ``zoomed`` follows each change of size, ``drawn`` each time the pages stand there. Without a
    document the ``waiting`` sentence stands in their place.
    """

    turned = Signal(int, int)
    zoomed = Signal(int)
    drawn = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, press: Press) -> None:
        super().__init__()
        self._desk = desk
        self._press = press
        self._pdf: bytes | None = None
        self._zoom: int | None = None
        self._at = 1
        self.table = _Table(desk)
        self.setWidget(self.table)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # -- what is shown -------------------------------------------------------------------------

    def give(self, pdf: bytes) -> None:
        """Show a document; the one before stands until its pages are drawn."""
        self._pdf = pdf
        self._draw()

    def wait(self, sentence: str) -> None:
        """Show a calm sentence instead of pages: they are being made, or cannot be."""
        self._pdf = None
        self._press.forget()
        self.table.clear(sentence)
        self._describe("")
        self.turned.emit(0, 0)

    @property
    def pdf(self) -> bytes | None:
        """The document that is shown."""
        return self._pdf

    @property
    def page(self) -> int:
        """Which page is in sight, from 1."""
        return self._at

    @property
    def pages(self) -> int:
        """How many pages stand there."""
        return len(self.table.pages)

    def _draw(self) -> None:
        if self._pdf is None:
            return
        sharp = self.devicePixelRatioF()
        self._press.draw(self._pdf, self._scale() * sharp, self._on_drawn, self._on_refused)

    def _on_drawn(self, pages: "tuple[DrawnPage, ...]") -> None:
        if self._pdf is None:
            return
        again = self.pages != len(pages)
        self.table.show_pages(pages, self._scale(), self.devicePixelRatioF())
        self._describe("\n".join(page.text for page in self.table.pages))
        if again:
            self.verticalScrollBar().setValue(0)
        self._on_scrolled()
        self.zoomed.emit(self.percent)
        self.drawn.emit()

    def _on_refused(self, error: DeskError) -> None:
        self.refused.emit(error)

    def _describe(self, text: str) -> None:
        self.setAccessibleDescription(text)

    # -- size ----------------------------------------------------------------------------------

    @property
    def percent(self) -> int:
        """How large the pages are, of their size on paper."""
        return round(self._scale() / _SCREEN * 100)

    def _scale(self) -> float:
        """Return logical pixels a point: chosen, or so that a page is as wide as the table."""
        if self._zoom is not None:
            return self._zoom * _SCREEN / 100
        wide = max((page.wide for page in self.table.pages), default=595.0)
        room = self.viewport().width() - 2 * self.table.gap
        return max(0.3, min(room / wide, 1.25 * _SCREEN))

    def zoom(self, steps: int) -> None:
        """Make the pages larger, or smaller with less than nothing."""
        now = self.percent // _STEP * _STEP
        self._set_zoom(min(_MOST, max(_LEAST, now + steps * _STEP)))

    def fit_page(self) -> None:
        """Let a whole page be in sight."""
        if not self.table.pages:
            return
        page = self.table.pages[0]
        room = QSize(self.viewport().size()) - QSize(2 * self.table.gap, 2 * self.table.gap)
        scale = min(room.width() / page.wide, room.height() / page.high)
        self._set_zoom(max(_LEAST, int(scale / _SCREEN * 100)))

    def fit_width(self) -> None:
        """Let a page be as wide as the table again."""
        self._set_zoom(None)

    def _set_zoom(self, percent: int | None) -> None:
        self._zoom = percent
        self.table.stretch(self._scale())
        self.zoomed.emit(self.percent)
        self._settle.start()

    # -- pages ---------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """Go on or back by pages."""
        if self.table.pages:
            self.go_to(min(self.pages, max(1, self._at + by)))

    def go_to(self, page: int) -> None:
        """Put the top of a page at the top."""
        self.verticalScrollBar().setValue(self.table.top_of(page - 1) - self.table.gap)

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        bar = self.verticalScrollBar()
        self._at = self.pages if bar.value() == bar.maximum() else self.table.page_at(middle)
        if bar.value() == 0 and self.pages:
            self._at = 1
        self.turned.emit(self._at if self.pages else 0, self.pages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages, arrows scroll, plus and minus change the size."""
        key, bar = Qt.Key(event.key()), self.verticalScrollBar()
        step = self._desk.theme.px(48)
        if key == Qt.Key.Key_PageDown:
            self.turn(1)
        elif key == Qt.Key.Key_PageUp:
            self.turn(-1)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            bar.setValue(bar.value() + (step if key == Qt.Key.Key_Down else -step))
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep() * 9 // 10)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the size with Ctrl; otherwise scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the room there is."""
        super().resizeEvent(event)
        if self._zoom is None:
            self.table.stretch(self._scale())
            self.zoomed.emit(self.percent)
            self._settle.start()


class _Table(QWidget):
    """What the pages lie on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.pages: tuple[DrawnPage, ...] = ()
        self._scale = 1.0
        self._sentence = ""
        desk.theme.changed.connect(self.update)

    @property
    def gap(self) -> int:
        return self._desk.theme.px(16)

    def clear(self, sentence: str) -> None:
        self.pages, self._sentence = (), sentence
        self.stretch(self._scale)

    def show_pages(self, pages: "tuple[DrawnPage, ...]", scale: float, sharp: float) -> None:
        self.pages = pages
        for page in pages:
            page.image.setDevicePixelRatio(sharp)
        self.stretch(scale)

    def stretch(self, scale: float) -> None:
        """Show the pages at another size: at once, and sharp when they are drawn anew."""
        self._scale = scale
        wide = max((round(page.wide * scale) for page in self.pages), default=0)
        high = sum(self._heights()) + self.gap * (len(self.pages) + 1)
        self.setMinimumSize(QSize(wide + 2 * self.gap if wide else 0, high if wide else 0))
        self.update()

    def _heights(self) -> list[int]:
        return [round(page.high * self._scale) for page in self.pages]

    def top_of(self, index: int) -> int:
        return self.gap + sum(height + self.gap for height in self._heights()[:index])

    def page_at(self, y: int) -> int:
        for index, height in enumerate(self._heights()):
            if y < self.top_of(index) + height + self.gap:
                return index + 1
        return len(self.pages)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the table, and the pages in sight."""
        theme = self._desk.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens.line))
        if not self.pages:
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.setFont(theme.font(17))
            painter.setPen(QColor(theme.tokens.text))
            inner = self.rect().adjusted(theme.px(40), 0, -theme.px(40), 0)
            painter.drawText(inner, int(middle), self._sentence)
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for index, (page, height) in enumerate(zip(self.pages, self._heights(), strict=True)):
            wide = round(page.wide * self._scale)
            left = max(self.gap, (self.width() - wide) // 2)
            area = QRectF(left, self.top_of(index), wide, height)
            if not area.toAlignedRect().intersects(event.rect()):
                continue
            painter.fillRect(area.adjusted(-1, -1, 1, 1), QColor(theme.tokens.edge))
            painter.drawImage(area, page.image)
        painter.end()
