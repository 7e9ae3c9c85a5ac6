"""The fire list onto this desk's printer: no dialog, no file (domain.md b18)."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinterInfo

from shelter_desk.ui.fire.calls import Sent
from shelter_desk.ui.log.printing import (
    PrinterStoppedError,
    PrintRun,
    SheetDocument,
    UnreadablePdfError,
    printer_for,
)

JOB = "Shelter Desk"
"""What the queue shows: nothing of what is in it."""


def printer_of_desk(chosen: str) -> str | None:
    """Return the printer set in ``desk.toml`` where it is there, else the machine's usual one."""
    if chosen and not QPrinterInfo.printerInfo(chosen).isNull():
        return chosen
    return QPrinterInfo.defaultPrinterName() or None


def send_to_printer(parent: QObject, name: str, pdf: bytes, sent: Sent) -> None:
    """Print ``pdf`` on the printer ``name`` and tell ``sent`` whether that went well."""
    try:
        document = SheetDocument(pdf, parent)
    except UnreadablePdfError:
        sent(False)
        return
    run = PrintRun(document, printer_for(name, JOB), partial(_on_end, document, sent), parent)
    run.begin()


def _on_end(document: SheetDocument, sent: Sent, error: PrinterStoppedError | None) -> None:
    document.let_go()
    sent(error is None)
