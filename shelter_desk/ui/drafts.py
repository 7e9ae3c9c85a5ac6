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
    ``put(staff_id, half)`` shows them again. ``parts(half)`` returns what lies in there: the
    title (English, marked) of each draft by a key; ``drop(key)`` empties one of them and
    ``show(key)`` puts the keyboard there. ``typed`` is announced at each change. A place
    with ``forgets`` keeps nothing by itself of somebody for whom another has taken over: it is
    given hers back when she returns.
    """

    name: str
    typed: SignalInstance
    now: Callable[[int], dict[str, Any] | None] = field(repr=False)
    put: Callable[[int, dict[str, Any]], object] = field(repr=False)
    parts: Callable[[dict[str, Any]], dict[str, str]] = field(repr=False)
    drop: Callable[[str], object] = field(repr=False)
    show: Callable[[str], object] = field(repr=False)
    forgets: bool = False


class DraftKeeper(QObject):
    """Writes and gives back drafts.

    ``found(at, titles)`` says which were given back and not gone through yet, ``gone`` that there
    are none such.
    """

    found = Signal(object, object)
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
        self._unseen: dict[int, set[str]] = {}
        """By person, the places that did not take hers back: theirs stays on disk."""
        self._at: datetime | None = None
        self._left: list[tuple[Source, str, str]] = []
        """The drafts given back that were not gone through yet: place, key, title."""
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
        unseen = self._unseen.setdefault(person.staff_id, set())
        for source in self._sources:
            half = source.now(person.staff_id)
            if half:
                halves[source.name] = half
                unseen.discard(source.name)
            elif half is not None and source.name not in unseen:
                halves.pop(source.name, None)
        self._note_dealt_with(halves)
        if halves == self._last.get(person.staff_id, {}):
            return
        self._last[person.staff_id] = halves
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
        self._left = []
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
        unseen = self._unseen.setdefault(staff_id, set())
        self._left = []
        for source in self._sources:
            half = draft.halves.get(source.name)
            if not half:
                continue
            source.put(staff_id, half)
            if not source.now(staff_id):
                unseen.add(source.name)
            self._left += [(source, key, title) for key, title in source.parts(half).items()]
        self._last[staff_id] = dict(draft.halves)
        self._at = draft.at
        self._offer()

    def _offer(self) -> None:
        if self._left:
            self.found.emit(self._at, tuple(title for _, _, title in self._left))
        else:
            self.gone.emit()

    def _note_dealt_with(self, halves: dict[str, Any]) -> None:
        """Offer no longer what was sent or emptied meanwhile."""
        left = [one for one in self._left if one[1] in one[0].parts(halves.get(one[0].name) or {})]
        if left != self._left:
            self._left = left
            self._offer()

    def _give_back_again(self, staff_id: int) -> None:
        for source in self._sources:
            half = self._last[staff_id].get(source.name)
            if half and source.forgets:
                source.put(staff_id, half)

    @property
    def offers(self) -> bool:
        """Whether a draft was given back that was not gone through yet."""
        return bool(self._left)

    def go_on(self) -> None:
        """Put the keyboard where the next draft is; what comes after it is still offered."""
        if not self._left:
            return
        (source, key, _), *self._left = self._left
        source.show(key)
        self._offer()

    def throw_away(self) -> None:
        """Empty every place a draft that is still offered was given back to."""
        left, self._left = self._left, []
        person = self._session.person
        for source, key, _ in left:
            source.drop(key)
            if person is not None:
                self._unseen.get(person.staff_id, set()).discard(source.name)
        self.write()
        self.gone.emit()


def _keep(
    _caller: object, *, shelf: Shelf, staff_id: int, halves: dict[str, Any], at: datetime
) -> None:
    shelf.keep(staff_id, halves, at)


def _look(_caller: object, *, shelf: Shelf, staff_id: int) -> tuple[int, KeptDraft | None]:
    return staff_id, shelf.look(staff_id)
