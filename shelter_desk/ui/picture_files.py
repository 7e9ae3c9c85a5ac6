"""Pictures as files: how a window is looked at, the pages of a PDF, a PNG."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from shelter_desk.ui.theme import Scheme

_POINTS_AN_INCH = 72


@dataclass(frozen=True)
class Look:
    """How the window is pictured: its size in logical pixels, and the real ones a logical has."""

    language: str = "nb"
    scheme: Scheme = Scheme.LIGHT
    width: int = 1440
    height: int = 900
    scale: int = 1

    def name(self, scene: str) -> str:
        """Return the file name of a scene: ``board-nb-light-1440x900.png``."""
        parts = [scene, self.language, self.scheme.value, f"{self.width}x{self.height}"]
        if self.scale != 1:
            parts.append(f"{self.scale * 100}")
        return "-".join(parts).replace("_", "-") + ".png"


def pages_of(pdf: bytes, *, dpi: int) -> list[QImage]:
    """Return the pages of a PDF as grey pictures, as a mono printer prints them."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages = []
    for number in range(document.pageCount()):
        size = (document.pagePointSize(number) * dpi / _POINTS_AN_INCH).toSize()
        page = QImage(size, QImage.Format.Format_RGB32)
        page.fill(QColor("white"))
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        pages.append(page.convertToFormat(QImage.Format.Format_Grayscale8))
    document.close()
    return pages


def png(image: QImage) -> bytes:
    """Return ``image`` as a PNG, as small as Qt makes it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 0)  # type: ignore[call-overload]  # Qt takes a device, its stub says so in bytes
    return bytes(buffer.data().data())
