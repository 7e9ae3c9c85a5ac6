"""What F12 does: the list on paper or, where no printer answers, numbers on the screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from shelter_desk.errors import DeskError
from shelter_desk.reports.fire_list_content import FireCounts
from shelter_desk.ui import actions
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.fire.calls import FireCalls, ListOnPaper
from shelter_desk.ui.fire.counts_panel import CountsPanel
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.announce import announce

LANGUAGE = "nb"
"""Of the paper: the fire brigade and the shift that read it are Norwegian."""


class FireDesk(QObject):
    """Prints the fire list. ``said`` carries a sentence for the lock screen, without a name.

    ``page`` is given by whoever has the screen of reports: it shows the list there, which the
    numbers offer to whoever may open it.

    From the lock screen the program itself asks, whoever sat there before. A second press while
    the first is under way does nothing.
    """

    said = Signal(str)

    def __init__(
        self, desk: Desk, calls: FireCalls, over: QWidget, *, is_locked: Callable[[], bool]
    ) -> None:
        super().__init__(over)
        self._desk = desk
        self._calls = calls
        self._over = over
        self._is_locked = is_locked
        self._busy = False
        self._tasks = calls.tasks()
        self._tasks.announced.connect(desk.tasks.announce)
        self.page: Callable[[], object] | None = None
        self.panel = CountsPanel(desk, over)
        self.panel.page_asked.connect(self._on_page)

    def close(self) -> None:
        """End what runs beside the window; a question that hangs is left behind."""
        self._tasks.close(timeout=0.5)

    def print_now(self) -> None:
        """Print the list on this desk's printer, or show numbers."""
        if self._busy:
            return
        self._busy = True
        say = self._desk.words.say
        at_lock = self._is_locked()
        self._tell(say("Printing the fire list …"), Status.INFO)
        # Asked beside the window: a print system that hangs would hold it up.
        self._tasks.run(
            self._which,
            then=partial(self._on_printer, at_lock),
            failed=partial(self._on_no_printer, at_lock),
        )

    def warm(self) -> None:
        """Load what printing needs, while nobody waits: the first list is on paper as soon."""
        self._tasks.run(self._which, failed=self._on_cold)

    def _which(self, _caller: object) -> str | None:
        return self._calls.printer()

    def _on_cold(self, error: DeskError) -> None:
        """Say nothing: it is tried again when somebody prints."""

    def _on_no_printer(self, at_lock: bool, error: DeskError) -> None:
        del error
        self._on_printer(at_lock, None)

    def _on_printer(self, at_lock: bool, printer: str | None) -> None:
        if printer is None:
            say = self._desk.words.say
            self._count(say("There is no printer. Count by rooms:"), at_lock=at_lock)
            return
        self._tasks.run(
            self._calls.print_list,
            then=partial(self._on_made, printer, at_lock),
            failed=partial(self._on_not_made, at_lock),
            language=LANGUAGE,
            at_lock=at_lock,
        )

    def _on_made(self, printer: str, at_lock: bool, made: ListOnPaper) -> None:
        self._calls.send(printer, made.pdf, partial(self._on_sent, at_lock, made.kept))

    def _on_sent(self, at_lock: bool, kept: bool, done: bool) -> None:
        say = self._desk.words.say
        if not done:
            self._count(say("The printer does not answer. Count by rooms:"), at_lock=at_lock)
            return
        self._busy = False
        at = self._desk.clock.now()
        if kept:
            text = say("The database did not answer: the latest fire list was sent at {at}.", at=at)
            self._tell(text, Status.WATCH)
        else:
            self._tell(say("The fire list was sent to the printer at {at}.", at=at), Status.OK)

    def _on_not_made(self, at_lock: bool, error: DeskError) -> None:
        del at_lock
        self._busy = False
        self._tell(self._desk.words.explain(error), Status.WATCH)

    # -- numbers ---------------------------------------------------------------------------------

    def _count(self, why: str, *, at_lock: bool) -> None:
        self._quiet()
        self._tasks.run(
            self._calls.count,
            then=partial(self._on_counted, why),
            failed=partial(self._on_not_made, at_lock),
            at_lock=at_lock,
        )

    def _on_counted(self, why: str, counts: FireCounts) -> None:
        self._busy = False
        desk = self._desk
        shut = self._is_locked() or desk.curtain.down
        may = desk.actions.may(actions.REPORTS.right)
        self.panel.show_counts(why, counts, page=self.page is not None and may and not shut)

    def _on_page(self) -> None:
        if self.page is not None:
            self.page()

    def _quiet(self) -> None:
        """Take back what was said before: the card says it all."""
        self.said.emit("")
        if not self._is_locked():
            self._desk.notices.clear()

    def _tell(self, text: str, status: Status) -> None:
        self.said.emit(text)
        if not self._is_locked():
            self._desk.notices.tell(status, text)
        else:
            announce(self._over, text)
