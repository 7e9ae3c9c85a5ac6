"""Service calls on the one database thread; answers on the GUI thread.

The event loop never waits for the database. A call is queued with plain values, one worker
thread runs the calls in order, and the answer comes back through a queued signal of an object
that belongs to the GUI thread. A call that hangs makes the window say so; it stays alive.
"""

import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from shelter_desk.errors import DeskError, FaultError
from shelter_desk.marking import mark
from shelter_desk.ui import failures

PATIENCE_MS = 2_000
_SWITCH_S = 0.001


class UnexpectedFailureError(FaultError):
    """A service broke down in a way nobody foresaw; a report was written."""

    sentence = mark(
        "Something failed that should not. Nothing was saved. A report lies in the data folder."
    )


@dataclass(frozen=True)
class _Job:
    """One call, as it was asked for on the GUI thread."""

    number: int
    function: Callable[..., Any]
    caller: object
    values: dict[str, object]
    then: Callable[[Any], object] | None
    failed: Callable[[DeskError], object] | None
    key: str | None


@dataclass(frozen=True)
class _Answer:
    """What came of a job: a result, or an error."""

    job: _Job
    result: Any = None
    error: DeskError | None = None


def _alive(callback: Callable[..., object]) -> bool:
    """Say whether the object a bound method belongs to still exists in Qt."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


class Tasks(QObject):
    """Runs service functions as ``function(caller, **values)`` on the database thread.

    ``announced`` carries what changed (the ``changed`` attribute of a result, or the result of
    another desk given to :meth:`announce`), once, on the GUI thread. ``refused`` carries the
    error of a call that gave no ``failed``. ``waiting`` turns true when a call takes more than
    two seconds and false when answers come again. ``pending`` counts calls without answer.
    """

    announced = Signal(object)
    refused = Signal(object)
    waiting = Signal(bool)
    pending = Signal(int)
    _answered = Signal(object)

    def __init__(
        self,
        make_caller: Callable[[], object],
        *,
        at_end: Callable[[], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``make_caller`` runs on the GUI thread for each call; ``at_end`` on the worker's."""
        super().__init__(parent)
        self._make_caller = make_caller
        self._at_end = at_end
        self._numbers = 0
        self._open: set[int] = set()
        self._newest: dict[str, int] = {}
        self._is_waiting = False
        self._closed = False
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_out_of_patience)

    # -- asking ----------------------------------------------------------------------------

    def run(
        self,
        function: Callable[..., Any],
        /,
        *,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
        latest: str | None = None,
        **values: object,
    ) -> None:
        """Run ``function(caller, **values)`` and give its result to ``then``.

        ``failed`` gets the :class:`DeskError` instead; without it the window's message bar
        shows the sentence. With ``latest`` only the newest call of that key is answered and
        older ones still in the queue are not run at all. ``then`` and ``failed`` should be
        bound methods of widgets: they are left out when their widget is gone.
        """
        if self._closed:
            return
        self._numbers += 1
        job = _Job(self._numbers, function, self._make_caller(), values, then, failed, latest)
        if latest is not None:
            self._newest[latest] = job.number
        self._open.add(job.number)
        self.pending.emit(len(self._open))
        if not self._patience.isActive() and not self._is_waiting:
            self._patience.start()
        self._submit(job)

    def beside(self, parent: QObject) -> "Tasks":
        """Return tasks with a thread of their own, for long work; whoever asked closes them."""
        return type(self)(self._make_caller, parent=parent)

    def forget(self, key: str) -> None:
        """Drop whatever answer is still to come for ``latest=key``."""
        self._newest[key] = -1

    def announce(self, changed: object) -> None:
        """Tell every screen what has changed (also used for other desks' changes)."""
        self.announced.emit(changed)

    @property
    def pending_count(self) -> int:
        """How many calls have no answer yet."""
        return len(self._open)

    @property
    def is_waiting(self) -> bool:
        """Whether a call has taken more than two seconds."""
        return self._is_waiting

    def close(self, timeout: float = 10.0) -> bool:
        """Let the queued calls finish, stop the thread; return False if it still hangs.

        Answers that have not been delivered are dropped: the window is going away.
        """
        self._closed = True
        self._patience.stop()
        thread, self._thread = self._thread, None
        if thread is None:
            return True
        self._jobs.put(None)
        thread.join(timeout)
        return not thread.is_alive()

    # -- the worker ------------------------------------------------------------------------

    def _submit(self, job: _Job) -> None:
        if self._thread is None:
            # Qt asks the window's thread back into Python at every turn of painting; with the
            # usual 5 ms each a busy database would be seen.
            sys.setswitchinterval(_SWITCH_S)
            # Daemon: a server that never answers must not keep the program from ending.
            self._thread = threading.Thread(target=self._work, name="database", daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            answer = self._answer(job)
            if not shiboken6.isValid(self):
                break
            self._answered.emit(answer)
        if self._at_end is not None:
            self._at_end()

    def _is_stale(self, job: _Job) -> bool:
        return job.key is not None and self._newest.get(job.key) != job.number

    def _answer(self, job: _Job) -> _Answer:
        if self._is_stale(job):
            return _Answer(job)
        try:
            return _Answer(job, result=job.function(job.caller, **job.values))
        except DeskError as error:
            return _Answer(job, error=error)
        except Exception as error:  # noqa: BLE001 - the thread must outlive any service's fault
            failures.report(error)
            return _Answer(job, error=UnexpectedFailureError())

    # -- answering -------------------------------------------------------------------------

    @Slot(object)
    def _on_answered(self, answer: _Answer) -> None:
        self._open.discard(answer.job.number)
        self._patience.stop()
        if self._open and not self._closed:
            self._patience.start()
        if self._is_waiting:
            self._is_waiting = False
            self.waiting.emit(False)
        self.pending.emit(len(self._open))
        if self._closed or self._is_stale(answer.job):
            return
        if answer.error is not None:
            self._deliver_error(answer.job, answer.error)
            return
        changed = getattr(answer.result, "changed", None)
        if changed is not None:
            self.announced.emit(changed)
        if answer.job.then is not None and _alive(answer.job.then):
            answer.job.then(answer.result)

    def _deliver_error(self, job: _Job, error: DeskError) -> None:
        if job.failed is None:
            self.refused.emit(error)
        elif _alive(job.failed):
            job.failed(error)

    @Slot()
    def _on_out_of_patience(self) -> None:
        if self._open and not self._is_waiting:
            self._is_waiting = True
            self.waiting.emit(True)


class InlineTasks(Tasks):
    """The same, at once and on the calling thread: for tests of screens."""

    def _submit(self, job: _Job) -> None:
        self._on_answered(self._answer(job))
