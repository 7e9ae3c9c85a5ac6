"""A PDF from memory: its pages as pictures, and onto a printer. Nothing is written to disk."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QSizeF, QTimer
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark

DPI = 300
_POINTS = 72.0


class UnreadablePdfError(FaultError):
    """The sheet could not be shown."""

    sentence = mark("The sheet was made, but cannot be shown here. Try again.")


class PrinterStoppedError(FaultError):
    """The printer took nothing, or not everything."""

    sentence = mark(
        "The printer did not take the sheet. Look at paper and cable, and print the same copies"
        " again."
    )


class SheetDocument(QObject):
    """A PDF held in memory."""

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
        """Return a page as a picture ``width`` pixels wide, on white."""
        points = self.size(page)
        height = round(width * points.height() / points.width())
        drawn = self._document.render(page, QSize(width, height))
        picture = QImage(QSize(width, height), QImage.Format.Format_RGB32)
        picture.fill(0xFFFFFFFF)
        painter = QPainter(picture)
        painter.drawImage(0, 0, drawn)
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
        self.deleteLater()


def printer_names() -> list[str]:
    """Return the printers of this machine, the usual one first."""
    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != usual, name.casefold()))


def printer_for(name: str, job: str) -> QPrinter:
    """Return a printer set up for the sheet: A4, 300 dpi, one copy (each has its own number).

    ``job`` is what the queue shows: never a name.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    printer.setCreator("Shelter Desk")
    printer.setDocName(job)
    set_up(printer)
    return printer


def set_up(printer: QPrinter) -> None:
    """Let a printer print our own pages as they are, once."""
    printer.setResolution(DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setCopyCount(1)


class PrintRun(QObject):
    """Prints a document page by page, so that the window stays alive meanwhile.

    ``then(error)`` is called at the end: None, or what went wrong.
    """

    def __init__(
        self,
        document: SheetDocument,
        printer: QPrinter,
        then: Callable[[PrinterStoppedError | None], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._printer = printer
        self._then = then
        self._page = 0
        self._picture: QImage | None = None
        self._painter = QPainter()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._on_next)

    def begin(self) -> None:
        """Start."""
        if not self._printer.isValid() or not self._painter.begin(self._printer):
            self._end(PrinterStoppedError())
            return
        self._next.start()

    def _on_next(self) -> None:
        """Draw a page, then print it: two steps, between which the window lives."""
        if self._picture is None:
            if self._page and not self._printer.newPage():
                self._painter.end()
                self._end(PrinterStoppedError())
                return
            width = round(self._document.size(self._page).width() * DPI / _POINTS)
            picture = self._document.picture(self._page, width)
            # What a mono laser prints; a page in strips would show where they meet.
            self._picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        else:
            paper = self._printer.resolution() / DPI
            size = self._picture.size()
            target = QRectF(0, 0, size.width() * paper, size.height() * paper)
            self._painter.drawImage(target, self._picture)
            self._page, self._picture = self._page + 1, None
        if self._page < self._document.pages:
            self._next.start()
        else:
            self._finish()

    def _finish(self) -> None:
        done = self._painter.end()
        stopped = self._printer.printerState() in {
            QPrinter.PrinterState.Aborted,
            QPrinter.PrinterState.Error,
        }
        self._end(PrinterStoppedError() if stopped or not done else None)

    def _end(self, error: PrinterStoppedError | None) -> None:
        self._then(error)
        self.deleteLater()
