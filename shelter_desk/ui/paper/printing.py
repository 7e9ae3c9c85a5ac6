"""Onto a printer, from memory: to the print system where it takes PDF, else drawn here.

Everything here may take seconds or never answer, so it runs in a thread of its own, never in the
window's. Decision: docs/decisions/0021-to-the-printer.md.
"""

import os
import re
import shutil
import subprocess
import sys
from enum import StrEnum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.ui.paper.document import POINTS, SheetDocument, UnreadablePdfError

DPI = 300
PATIENCE = 10.0
"""Seconds a print system is waited for when it is handed a sheet."""
_LOOK = 3.0
"""Seconds it is waited for when it is only asked how a printer is."""


class PrinterStoppedError(FaultError):
    """The printer took nothing, or not everything."""

    sentence = mark(
        "The printer did not take the sheet. Look at paper and cable, and print the same copies"
        " again."
    )


class PrinterSilentError(FaultError):
    """The print system did not answer."""

    sentence = mark(
        "The printer does not answer. Look whether it is on. Nothing is lost: print the same"
        " copies again, or choose another printer."
    )


class PrinterGoneError(FaultError):
    """The printer is not known to this machine any more."""

    sentence = mark(
        "The printer {printer} is not there any more. Choose another one; the same copies are"
        " printed then."
    )


class Sent(StrEnum):
    """What became of a sheet that the print system took."""

    TAKEN = "taken"
    WAITING = "waiting"
    """It lies in the queue of a printer that stands still: out of paper, open, switched off."""


def printer_names(_caller: object = None) -> tuple[str, ...]:
    """Return the printers of this machine, the usual one first."""
    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: (name != usual, name.casefold())))


def send_to_printer(
    _caller: object, *, printer: str, job: str, pdf: bytes, patience: float = PATIENCE
) -> Sent:
    """Print ``pdf`` once on ``printer``: each copy in it has its own number.

    ``job`` is what the queue shows: never a name. Raises :class:`PrinterStoppedError`,
    :class:`PrinterSilentError`, :class:`PrinterGoneError` or
    :class:`~shelter_desk.ui.paper.document.UnreadablePdfError`.
    """
    if not pdf.startswith(b"%PDF"):
        raise UnreadablePdfError
    lp = None if sys.platform == "win32" else shutil.which("lp")
    if lp is None:
        draw_on(printer_for(printer, job), pdf)
        return Sent.TAKEN
    hand_over(lp, printer=printer, job=job, pdf=pdf, patience=patience)
    return Sent.WAITING if stands_still(printer) else Sent.TAKEN


# -- a print system that takes PDF -----------------------------------------------------------------


def hand_over(lp: str, *, printer: str, job: str, pdf: bytes, patience: float) -> None:
    """Give the PDF to CUPS through a pipe: there is no file of it but in the system's queue."""
    # The number of copies is said, because a queue may have one of its own.
    command = [lp, "-d", printer, "-n", "1", "-t", job, "-o", "media=A4", "-o", "sides=one-sided"]
    try:
        answer = subprocess.run(
            [*command, "--", "-"],
            input=pdf,
            capture_output=True,
            check=False,
            timeout=patience,
            env=_plain_words(),
        )
    except subprocess.TimeoutExpired:
        raise PrinterSilentError from None
    except OSError:
        raise PrinterStoppedError from None
    if answer.returncode == 0:
        return
    said = answer.stderr.decode(errors="replace").casefold()
    if "does not exist" in said or "unknown" in said:
        raise PrinterGoneError(printer=printer)
    raise PrinterStoppedError


def stands_still(printer: str) -> bool:
    """Say whether CUPS says of a printer that it stands: stopped, out of paper, open."""
    ask = shutil.which("lpstat")
    if ask is None:
        return False
    try:
        answer = subprocess.run(
            [ask, "-l", "-p", printer],
            capture_output=True,
            check=False,
            timeout=_LOOK,
            env=_plain_words(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    said = answer.stdout.decode(errors="replace").casefold()
    alerts = re.search(r"^\s*alerts:(.*)$", said, re.MULTILINE)
    trouble = alerts is not None and re.search(
        r"media-(empty|needed|jam)|door-open|cover-open|offline|shutdown|-error", alerts[1]
    )
    return " disabled since" in said or bool(trouble)


def _plain_words() -> dict[str, str]:
    # What is looked for in the answer is English.
    return {**os.environ, "LC_ALL": "C", "LANG": "C", "LANGUAGE": "C"}


# -- a print system that takes drawings ------------------------------------------------------------


def printer_for(name: str, job: str) -> QPrinter:
    """Return a printer of this machine, set up for our pages. Raises :class:`PrinterGoneError`."""
    if QPrinterInfo.printerInfo(name).isNull():
        raise PrinterGoneError(printer=name)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    printer.setCreator("Shelter Desk")
    printer.setDocName(job)
    return printer


def set_up(printer: QPrinter, *, landscape: bool = False) -> None:
    """Let a printer print our own pages as they are, once."""
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setResolution(DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(way)
    printer.setFullPage(True)
    printer.setCopyCount(1)


def draw_on(printer: QPrinter, pdf: bytes) -> None:
    """Draw every page on a printer: Qt allows it outside the window's thread.

    Raises :class:`PrinterStoppedError`.
    """
    document = SheetDocument(pdf)
    try:
        first = document.size(0)
        set_up(printer, landscape=first.width() > first.height())
        _draw(printer, document)
    finally:
        document.let_go()


def _draw(printer: QPrinter, document: SheetDocument) -> None:
    painter = QPainter()
    if not printer.isValid() or not painter.begin(printer):
        raise PrinterStoppedError
    paper = printer.resolution() / DPI
    for page in range(document.pages):
        if page and not printer.newPage():
            painter.end()
            raise PrinterStoppedError
        picture = document.picture(page, round(document.size(page).width() * DPI / POINTS))
        # What a mono laser prints.
        grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        size = grey.size()
        painter.drawImage(QRectF(0, 0, size.width() * paper, size.height() * paper), grey)
    done = painter.end()
    if not done or printer.printerState() in {
        QPrinter.PrinterState.Aborted,
        QPrinter.PrinterState.Error,
    }:
        raise PrinterStoppedError
