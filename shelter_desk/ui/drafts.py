"""Keeps what is half written over a crash: sealed at pauses in typing, given back at log-in.

It is given back where it was typed, to the person who typed it, and a line says so. What is sent
or emptied is forgotten at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from shelter_desk.clock import Clock
from shelter_desk.errors import DeskError
from shelter_desk.ui.lock.session import Session
from shelter_desk.ui.tasks import Tasks

PAUSE_MS = 700
"""How long after a letter the draft is written at the latest, in milliseconds."""


class KeptDraft(Protocol):
    """What the shelf gives back."""

    @property
    def at(self) -> datetime:
        """When it was written, aware UTC."""
        ...  # a protocol's body

    @property
    def halves(self) -> Any:  # noqa: ANN401 - plain values by source
        """What was half written, by source."""
        ...  # a protocol's body


class Shelf(Protocol):
    """Where drafts lie: :class:`shelter_desk.services.drafts.DraftShelf`."""

    def keep(self, staff_id: int, halves: dict[str, Any], at: datetime) -> None:
        """Keep what somebody has half written; nothing of it forgets the draft."""
        ...  # a protocol's body

    def look(self, staff_id: int) -> KeptDraft | None:
        """Return what somebody had half written."""
        ...  # a protocol's body


@dataclass(frozen=True)
class Source:
    """A place where somebody types.

    ``now(staff_id)`` returns plain values, nothing for «empty» and None for «cannot tell now»;
    ``put(staff_id, half)`` shows them again; ``drop()`` empties it; ``show()`` puts the keyboard
    there. ``typed`` is announced at each change. A place with ``forgets`` keeps nothing by itself
    of somebody for whom another has taken over: it is given hers back when she returns.
    """

    name: str
    typed: SignalInstance
    now: Callable[[int], dict[str, Any] | None] = field(repr=False)
    put: Callable[[int, dict[str, Any]], object] = field(repr=False)
    drop: Callable[[], object] = field(repr=False)
    show: Callable[[], object] = field(repr=False)
    forgets: bool = False


class DraftKeeper(QObject):
    """Writes and gives back drafts. ``found(at)`` says that one was given back."""

    found = Signal(object)
    gone = Signal()

    def __init__(  # noqa: PLR0917 - each of them once, in the order they are needed
        self,
        session: Session,
        shelf: Shelf,
        clock: Clock,
        sources: Sequence[Source],
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        """``tasks`` is a thread of its own: a database that hangs must not keep drafts waiting."""
        super().__init__(parent)
        self._session = session
        self._shelf = shelf
        self._clock = clock
        self._sources = tuple(sources)
        self._tasks = tasks
        self._looked: set[int] = set()
        self._last: dict[int, dict[str, Any]] = {}
        self._given: tuple[str, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.write)
        session.changed.connect(self._on_session)
        for source in self._sources:
            source.typed.connect(self._on_typed)

    # -- writing ---------------------------------------------------------------------------

    def _on_typed(self) -> None:
        # Not started anew at each letter: whoever types without a pause is kept too.
        if not self._timer.isActive():
            self._timer.start()

    def write(self) -> None:
        """Keep what the person at the desk has half written now."""
        self._timer.stop()
        person = self._session.person
        if person is None or person.staff_id not in self._looked:
            return
        halves = dict(self._last.get(person.staff_id, {}))
        for source in self._sources:
            half = source.now(person.staff_id)
            if half:
                halves[source.name] = half
            elif half is not None:
                halves.pop(source.name, None)
        if halves == self._last.get(person.staff_id, {}):
            return
        self._last[person.staff_id] = halves
        if not halves:
            self.gone.emit()
        self._tasks.run(
            _keep,
            failed=self._on_refused,
            shelf=self._shelf,
            staff_id=person.staff_id,
            halves=halves,
            at=self._clock.now(),
        )

    def _on_refused(self, error: DeskError) -> None:
        """Go on: a disk that is full is said where something is saved."""
        del error

    # -- giving back -----------------------------------------------------------------------

    def _on_session(self) -> None:
        self.gone.emit()
        person = self._session.person
        if person is None or person.must_change_password:
            return
        if person.staff_id in self._last:
            self._give_back_again(person.staff_id)
            return
        self._last[person.staff_id] = {}
        self._tasks.run(
            _look, then=self._on_found, failed=self._on_refused,
            shelf=self._shelf, staff_id=person.staff_id,
        )  # fmt: skip

    def _on_found(self, answer: tuple[int, KeptDraft | None]) -> None:
        staff_id, draft = answer
        person = self._session.person
        if person is None or person.staff_id != staff_id:
            del self._last[staff_id]  # somebody else came meanwhile: asked anew next time
            return
        self._looked.add(staff_id)
        if draft is None:
            self._on_typed()
            return
        given = []
        for source in self._sources:
            half = draft.halves.get(source.name)
            if half:
                source.put(staff_id, half)
                given.append(source.name)
        self._last[staff_id] = dict(draft.halves)
        self._given = tuple(given)
        if given:
            self.found.emit(draft.at)

    def _give_back_again(self, staff_id: int) -> None:
        for source in self._sources:
            half = self._last[staff_id].get(source.name)
            if half and source.forgets:
                source.put(staff_id, half)

    def go_on(self) -> None:
        """Put the keyboard where the first part of the draft is."""
        self.gone.emit()
        for source in self._sources:
            if source.name in self._given:
                source.show()
                return

    def throw_away(self) -> None:
        """Empty every place the draft was given back to."""
        for source in self._sources:
            if source.name in self._given:
                source.drop()
        self.write()
        self.gone.emit()


def _keep(
    _caller: object, *, shelf: Shelf, staff_id: int, halves: dict[str, Any], at: datetime
) -> None:
    shelf.keep(staff_id, halves, at)


def _look(_caller: object, *, shelf: Shelf, staff_id: int) -> tuple[int, KeptDraft | None]:
    return staff_id, shelf.look(staff_id)
