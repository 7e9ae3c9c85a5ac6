"""A PDF from memory: its pages as pictures and words. For threads beside the window's."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPoint, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark

POINTS = 72.0
_BAND = 400
"""Pixel rows drawn at a time: whoever draws holds Python, and the window is to stay alive."""


class UnreadablePdfError(FaultError):
    """The sheet could not be shown."""

    sentence = mark("The sheet was made, but cannot be shown here. Try again.")


class SheetDocument(QObject):
    """A PDF held in memory; used in the thread that made it."""

    def __init__(self, pdf: bytes, parent: QObject | None = None) -> None:
        """Raise :class:`UnreadablePdfError` for bytes that are no PDF."""
        super().__init__(parent)
        self._bytes = QByteArray(pdf)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        if self._document.status() != QPdfDocument.Status.Ready:
            raise UnreadablePdfError

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self._document.pageCount()

    def size(self, page: int) -> QSizeF:
        """Return the size of a page in points."""
        return self._document.pagePointSize(page)

    def picture(self, page: int, width: int) -> QImage:
        """Return a page as a picture ``width`` pixels wide, on white; drawn band by band."""
        points = self.size(page)
        whole = QSize(width, round(width * points.height() / points.width()))
        picture = QImage(whole, QImage.Format.Format_RGB32)
        picture.fill(0xFFFFFFFF)
        painter = QPainter(picture)
        for top in range(0, whole.height(), _BAND):
            part = QSize(width, min(_BAND, whole.height() - top))
            options = QPdfDocumentRenderOptions()
            # Bands of one grid of pixels: they meet without a seam.
            options.setScaledSize(whole)
            options.setScaledClipRect(QRect(QPoint(0, top), part))
            painter.drawImage(0, top, self._document.render(page, part, options))
        painter.end()
        return picture

    def text(self, page: int) -> str:
        """Return the words of a page, for a screen reader."""
        return self._document.getAllText(page).text()

    def let_go(self) -> None:
        """Close the document and forget its bytes."""
        self._document.close()
        self._buffer.close()
        self._bytes.clear()


@dataclass(frozen=True)
class DrawnPage:
    """A page as it stands on the screen: its size in points, its picture, its words."""

    wide: float
    high: float
    image: QImage
    text: str


def draw_pages(_caller: object, *, pdf: bytes, scale: float) -> tuple[DrawnPage, ...]:
    """Return every page with ``scale`` pixels a point; for a thread beside the window's.

    Raises :class:`UnreadablePdfError`.
    """
    document = SheetDocument(pdf)
    try:
        return tuple(
            DrawnPage(size.width(), size.height(), picture, document.text(page))
            for page in range(document.pages)
            for size in (document.size(page),)
            for picture in (document.picture(page, max(1, round(size.width() * scale))),)
        )
    finally:
        document.let_go()
