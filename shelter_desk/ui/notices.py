"""What the window is to tell: one quiet line at a time, never a box in the way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from shelter_desk.clock import Clock
from shelter_desk.terms import UNDO_FOR
from shelter_desk.ui.theme.tokens import Status


@dataclass(frozen=True)
class Notice:
    """A line for the message bar: how serious, and what to say in the reader's language."""

    status: Status
    text: str


@dataclass(frozen=True)
class Act:
    """A thing done here: its sentence, when (aware UTC), and what takes it back, if anything.

    ``operation`` is the number of the operation that the undo service is given; ``undo`` is
    called instead, where there is one.
    """

    text: str
    at: datetime
    operation: UUID | None = None
    undo: Callable[[], object] | None = None

    @property
    def undoable(self) -> bool:
        """Whether there is a way back."""
        return self.undo is not None or self.operation is not None


class Notices(QObject):
    """Screens tell, the frame shows. ``told`` goes to the message bar, ``acted`` to the foot.

    Acts that can be undone are kept for ten minutes (architecture.md 6), newest last, and
    forgotten when somebody else takes over the desk: everyone undoes only what is her own.
    """

    told = Signal(object)
    cleared = Signal()
    acted = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._acts: list[Act] = []
        self.latest: Act | None = None

    def tell(self, status: Status, text: str) -> None:
        """Show ``text`` in the message bar until it is closed or something else is told."""
        self.told.emit(Notice(status, text))

    def clear(self) -> None:
        """Take the message bar away."""
        self.cleared.emit()

    def act(
        self,
        text: str,
        *,
        operation: UUID | None = None,
        undo: Callable[[], object] | None = None,
    ) -> None:
        """Say in the status line what was just done, and how Ctrl+Z takes it back.

        ``operation`` is that of a service's ``Done`` that can be undone.
        """
        self.latest = act = Act(text, self._clock.now(), operation, undo)
        if act.undoable:
            self._acts.append(act)
        self.acted.emit(act)

    def can_undo(self) -> bool:
        """Whether there is an own act of the last ten minutes to take back."""
        self._acts = [act for act in self._acts if self._clock.now() - act.at <= UNDO_FOR]
        return bool(self._acts)

    def take_back(self) -> Act | None:
        """Return the newest act that can be undone, which is forgotten by that."""
        if not self.can_undo():
            return None
        act = self._acts.pop()
        if act is self.latest:
            self.latest = None
            self.acted.emit(None)
        return act

    def forget(self) -> None:
        """Forget all acts: somebody else takes over."""
        self._acts.clear()
        self.latest = None
        self.acted.emit(None)
        self.cleared.emit()
