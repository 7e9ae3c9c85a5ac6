"""A report on its way out: numbered once, then sent or written until it is there.

What was numbered keeps its number: a printer or folder that fails is given the same copies
again, or the person says that nothing came of it, and that is noted.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from shelter_desk.errors import DeskError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.paper.press import Press
from shelter_desk.ui.reports.calls import ReportCalls


class Outgoing(QObject):
    """One report at a time. ``busy`` and ``said`` are for the screen; ``trouble`` is a sentence.

    ``held`` says whether something numbered waits for another try.
    """

    busy = Signal(bool)
    said = Signal(str)
    trouble = Signal(str)
    held = Signal(bool)

    def __init__(self, desk: Desk, calls: ReportCalls, press: Press, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._press = press
        self._paper: Any = None
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._busy

    @property
    def waits(self) -> bool:
        """Whether something numbered waits for another try."""
        return self._paper is not None

    @property
    def file_name(self) -> str:
        """What the file is called that waits for another try; empty without one."""
        return "" if self._paper is None else str(self._paper.file_name)

    # -- printing ------------------------------------------------------------------------------

    def print_copies(self, wish: object, copies: int, printer: str) -> None:
        """Give numbers and print; after a printer that failed, the same copies again."""
        if self._busy:
            return
        self._begin()
        if self._paper is not None:
            self._send(printer, self._paper)
            return
        self._number(partial(self._send, printer), wish, copies)

    def _number(self, then: Callable[[Any], object], wish: object, copies: int) -> None:
        self._then = then
        self._desk.tasks.run(
            self._calls.paper,
            then=self._on_numbered,
            failed=self._on_refused,
            wish=wish,
            copies=copies,
        )

    def _on_numbered(self, paper: Any) -> None:  # noqa: ANN401 - a service's OnPaper
        self._paper = paper
        self._then(paper)

    def _send(self, printer: str, paper: Any) -> None:  # noqa: ANN401 - as above
        job = str(paper.file_name).removesuffix(".pdf")
        self._press.send(printer, job, paper.pdf, self._on_sent, self._on_refused)

    def _on_sent(self, sent: object) -> None:
        words, paper = self._desk.words, self._paper
        if str(sent) == "waiting":
            self._end()
            self.trouble.emit(
                words.say(
                    "{report} lies in the printer's queue, but the printer stands still. Look at"
                    " paper and cover: it comes out by itself then. Do not print it again.",
                    report=paper.number,
                )
            )
            return
        self._end(
            words.say_many(
                "Report {report} is printed in {count} copy",
                "Report {report} is printed in {count} copies",
                paper.copies,
                report=paper.number,
            )
        )

    # -- saving --------------------------------------------------------------------------------

    def save(self, wish: object, folder: Path) -> None:
        """Give a number and write it into ``folder``; what failed before is written again."""
        if self._busy:
            return
        self._begin()
        if self._paper is not None:
            self._write(folder, self._paper)
            return
        self._number(partial(self._write, folder), wish, 0)

    def _write(self, folder: Path, paper: Any) -> None:  # noqa: ANN401 - as above
        path = folder / paper.file_name
        self._press.write(path, paper.pdf, self._on_written, self._on_refused)

    def _on_written(self, _done: object) -> None:
        paper = self._paper
        self._end(self._desk.words.say("Saved as {file}", file=paper.file_name))

    # -- giving up -----------------------------------------------------------------------------

    def give_up(self) -> None:
        """Note that nothing came of what waits: its number is used up."""
        if self._busy or self._paper is None:
            return
        paper = self._paper
        if paper.print_id is None:
            self._end(self._desk.words.say("{report}: not printed", report=paper.number))
            return
        self._begin()
        self._desk.tasks.run(
            self._calls.not_made,
            then=self._on_given_up,
            failed=self._on_refused,
            print_id=paper.print_id,
        )

    def _on_given_up(self, _done: object) -> None:
        self._end(self._desk.words.say("{report}: not printed", report=self._paper.number))

    # -- small parts ---------------------------------------------------------------------------

    def _begin(self) -> None:
        self._busy = True
        self.trouble.emit("")
        self.busy.emit(True)

    def _end(self, sentence: str = "") -> None:
        self._paper = None
        self._busy = False
        self.busy.emit(False)
        self.held.emit(False)
        if sentence:
            self.said.emit(sentence)

    def _on_refused(self, error: DeskError) -> None:
        self._busy = False
        self.busy.emit(False)
        self.held.emit(self._paper is not None)
        self.trouble.emit(self._desk.words.explain(error))
