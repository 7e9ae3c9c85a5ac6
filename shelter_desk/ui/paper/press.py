"""A thread for paper: pages are drawn and printers spoken to beside the window."""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from shelter_desk.errors import DeskError, FaultError
from shelter_desk.marking import mark
from shelter_desk.ui.tasks import Tasks


class FolderWriteError(FaultError):
    """The chosen folder takes no file."""

    sentence = mark(
        "The file could not be written there. Choose another folder; the sheet is kept until then."
    )


Then = Callable[[Any], object]
Failed = Callable[[DeskError], object]


class Press:
    """Asks for printers, pictures and prints; answers come back to the window's thread.

    Who makes one closes it. Qt's parts for PDF and print are loaded in its thread, with the
    first question. A printer that hangs holds up this press alone.
    """

    def __init__(self, tasks: type[Tasks], parent: QObject | None = None) -> None:
        self._tasks = tasks(lambda: None, parent=parent)

    def close(self) -> None:
        """End; what hangs is left behind."""
        self._tasks.close(timeout=0.5)

    def printers(self, then: Then, failed: Failed) -> None:
        """Give ``then`` the names of this machine's printers, the usual one first."""
        self._tasks.run(_printers, then=then, failed=failed, latest="printers")

    def draw(self, pdf: bytes, scale: float, then: Then, failed: Failed) -> None:
        """Give ``then`` the pages with ``scale`` pixels a point; only the newest is answered."""
        self._tasks.run(_draw, then=then, failed=failed, latest="draw", pdf=pdf, scale=scale)

    def forget(self) -> None:
        """Drop pages that are still being drawn."""
        self._tasks.forget("draw")

    def send(self, printer: str, job: str, pdf: bytes, then: Then, failed: Failed) -> None:
        """Print once; ``then`` gets a :class:`~shelter_desk.ui.paper.printing.Sent`."""
        self._tasks.run(_send, then=then, failed=failed, printer=printer, job=job, pdf=pdf)

    def write(self, path: Path, pdf: bytes, then: Then, failed: Failed) -> None:
        """Write a file that is not there yet, whole or not at all."""
        self._tasks.run(_write, then=then, failed=failed, path=path, pdf=pdf)


def _write(_caller: object, *, path: Path, pdf: bytes) -> None:
    try:
        file = path.open("xb")
    except OSError:
        raise FolderWriteError from None
    try:
        with file:
            file.write(pdf)
    except OSError:
        # Half a sheet is nobody's, and must not be left lying about.
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise FolderWriteError from None


def _printers(caller: object) -> object:
    return import_module("shelter_desk.ui.paper.printing").printer_names(caller)


def _draw(caller: object, *, pdf: bytes, scale: float) -> object:
    return import_module("shelter_desk.ui.paper.document").draw_pages(caller, pdf=pdf, scale=scale)


def _send(caller: object, *, printer: str, job: str, pdf: bytes) -> object:
    printing = import_module("shelter_desk.ui.paper.printing")
    return printing.send_to_printer(caller, printer=printer, job=job, pdf=pdf)
