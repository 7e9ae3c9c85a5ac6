"""The fire list onto this desk's printer: no dialog, no file (domain.md b18)."""

from functools import partial

from PySide6.QtPrintSupport import QPrinterInfo

from shelter_desk.errors import DeskError
from shelter_desk.ui.fire.calls import Sent
from shelter_desk.ui.paper.press import Press
from shelter_desk.ui.paper.printing import Sent as Taken

JOB = "Shelter Desk"
"""What the queue shows: nothing of what is in it."""


def printer_of_desk(chosen: str) -> str | None:
    """Return the printer set in ``desk.toml`` where it is there, else the machine's usual one."""
    if chosen and not QPrinterInfo.printerInfo(chosen).isNull():
        return chosen
    return QPrinterInfo.defaultPrinterName() or None


def send(press: Press, name: str, pdf: bytes, sent: Sent) -> None:
    """Print ``pdf`` on the printer ``name`` and tell ``sent`` whether paper comes out."""
    press.send(name, JOB, pdf, partial(_on_taken, sent), partial(_on_refused, sent))


def _on_taken(sent: Sent, taken: object) -> None:
    # A printer out of paper has the list in its queue; nobody may wait for it in a fire.
    sent(taken is Taken.TAKEN)


def _on_refused(sent: Sent, error: DeskError) -> None:
    del error
    sent(False)
