"""Long work of Oppsett on a thread of its own: its progress, its end, and stopping it."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.services.calling import Caller
from shelter_desk.services.copy_care import StoppedError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import Words as Label

if TYPE_CHECKING:
    from shelter_desk.ui.tasks import Tasks


class _Told(QObject):
    """Carries progress from the working thread to the screen."""

    step = Signal(str)


class Work(QWidget):
    """A line that says what is going on, with a button to stop it; hidden while nothing is.

    The work runs beside the database thread, so that the desk goes on meanwhile.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks: Tasks | None = None
        self._stop = threading.Event()
        self._told = _Told(self)
        self._told.step.connect(self._on_step)
        theme = desk.theme
        self.says = Label(theme, wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.px(8))
        self.stop = Button(theme, icon="close")
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.says)
        column.addLayout(row)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is going on."""
        return self._tasks is not None

    def retranslate(self) -> None:
        """Say everything anew."""
        self.stop.setText(self._desk.words.say("Stop"))
        self.stop.updateGeometry()
        self.bar.setAccessibleName(self._desk.words.say("Progress"))

    def run(
        self,
        service: Callable[..., Any],
        *,
        then: Callable[[Any], object],
        failed: Callable[[DeskError], object],
        **values: Any,  # noqa: ANN401 - a service's own values
    ) -> None:
        """Run ``service(caller, progress=…, **values)``; one at a time."""
        if self.busy:
            return
        self._stop.clear()
        self._tasks = tasks = self._desk.tasks.beside(self)
        self.says.setText("")
        self.show()
        self.retranslate()

        def told(part: Any, *counts: int) -> None:  # noqa: ANN401 - an enum of words
            if self._stop.is_set():
                raise StoppedError
            done = counts[0] if counts else 0
            self._told.step.emit(self._desk.words.say(str(part.value), done=done))

        def work(caller: Caller) -> object:
            return service(caller, progress=told, **values)

        tasks.run(work, then=_ended(self, then), failed=_ended(self, failed))

    def _on_step(self, text: str) -> None:
        if text != self.says.text():
            self.says.setText(text)
            announce.announce(self, text)

    def _on_stop(self) -> None:
        self._stop.set()
        self.says.setText(self._desk.words.say("Stopping …"))

    def end(self) -> None:
        """Hide: the work is over."""
        tasks, self._tasks = self._tasks, None
        if tasks is not None:
            tasks.close(0)
            tasks.deleteLater()
        self.hide()


def _ended(work: Work, then: Callable[[Any], object]) -> Callable[[Any], None]:
    def end(result: Any) -> None:  # noqa: ANN401 - an answer or an error
        work.end()
        then(result)

    return end
