"""The pages of a sheet as they will be printed, drawn on the screen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.printing import SheetDocument

_PAGE_WIDTH, _PAGE_AT_LEAST = 760, 360


class PageView(QWidget):
    """The pages of a document under each other, drawn at the screen's own sharpness."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._document: SheetDocument | None = None
        self._pictures: list[QPixmap] = []
        self._drawn_for: tuple[int, float] = (0, 0.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def give(self, document: SheetDocument | None) -> None:
        """Show a document, or nothing."""
        self._document = document
        self._pictures = []
        self._drawn_for = (0, 0.0)
        self._resize()
        self.retranslate()

    def retranslate(self) -> None:
        """Say what the pages say."""
        say = self._desk.words.say
        self.setAccessibleName(say("The handover sheet"))
        document = self._document
        if document is None:
            self.setAccessibleDescription("")
            return
        texts = (document.text(page) for page in range(document.pages))
        self.setAccessibleDescription("\n".join(texts))

    @property
    def pictures(self) -> list[QPixmap]:
        """The pages as they are drawn now."""
        self._draw()
        return self._pictures

    def fit(self, width: int) -> None:
        """Take the room there is."""
        theme = self._desk.theme
        self._width = max(
            theme.px(_PAGE_AT_LEAST), min(width - 2 * self._gap, theme.px(_PAGE_WIDTH))
        )
        self._resize()

    _width = _PAGE_WIDTH

    @property
    def _gap(self) -> int:
        return self._desk.theme.px(16)

    def _heights(self) -> list[int]:
        if self._document is None:
            return []
        sizes = [self._document.size(page) for page in range(self._document.pages)]
        return [round(self._width * size.height() / size.width()) for size in sizes]

    def _resize(self) -> None:
        height = sum(self._heights()) + self._gap * (len(self._heights()) + 1)
        self.setMinimumSize(QSize(self._width + 2 * self._gap, height))
        self.updateGeometry()
        self.update()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        wanted = (round(self._width * ratio), ratio)
        if self._document is None or wanted == self._drawn_for:
            return
        self._drawn_for = wanted
        self._pictures = []
        for page in range(self._document.pages):
            picture = QPixmap.fromImage(self._document.picture(page, wanted[0]))
            picture.setDevicePixelRatio(ratio)
            self._pictures.append(picture)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages on the table."""
        del event
        self._draw()
        theme = self._desk.theme
        painter = QPainter(self)
        top = self._gap
        left = (self.width() - self._width) / 2
        for picture, height in zip(self._pictures, self._heights(), strict=True):
            area = QRectF(left, top, self._width, height)
            painter.fillRect(area.adjusted(-1, -1, 1, 1), QColor(theme.tokens.edge))
            painter.drawPixmap(area.toRect(), picture)
            top += height + self._gap
        painter.end()
