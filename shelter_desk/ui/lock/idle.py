"""How long nobody has touched the desk. Sleep counts: the wall clock is asked, not a timer."""

from datetime import datetime, timedelta
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from shelter_desk.clock import Clock

TICK_MS = 1_000
CURTAIN_AFTER = timedelta(minutes=2)
LOCK_AFTER = timedelta(minutes=10)

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class Idle(QObject):
    """Announces ``curtain_due`` and ``lock_due`` once each after so long without a touch.

    Defaults are those of domain.md b2: curtain after 2 minutes, lock after 10 at the counter.
    The longer of wall clock and running time counts, so that neither a machine asleep nor a
    clock set back keeps the names on the screen.
    """

    curtain_due = Signal()
    lock_due = Signal()

    def __init__(
        self,
        app: QApplication,
        clock: Clock,
        *,
        curtain_after: timedelta = CURTAIN_AFTER,
        lock_after: timedelta = LOCK_AFTER,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self.curtain_after = curtain_after
        self.lock_after = lock_after
        self._said: set[str] = set()
        self._touched_at: datetime = clock.now()
        self._touched_running = monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        app.installEventFilter(self)
        self._timer.start()

    def touch(self) -> None:
        """Somebody is here; a touch that comes too late (after sleep) first ends the wait."""
        self.tick()
        self._touched_at = self._clock.now()
        self._touched_running = monotonic()
        self._said.clear()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()

    @property
    def idle_for(self) -> timedelta:
        """How long nobody has touched the desk."""
        wall = self._clock.now() - self._touched_at
        running = timedelta(seconds=monotonic() - self._touched_running)
        return max(wall, running)

    def tick(self) -> None:
        """Look at the clock."""
        idle = self.idle_for
        if idle >= self.lock_after and "lock" not in self._said:
            self._said.update({"lock", "curtain"})
            self.lock_due.emit()
        elif idle >= self.curtain_after and "curtain" not in self._said:
            self._said.add("curtain")
            self.curtain_due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice touches, and leave every event as it is."""
        del watched
        if event.type() in _TOUCHES:
            self.touch()
        return False
