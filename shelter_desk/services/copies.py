"""Copies of the house: made by itself while it is open, or because somebody asks."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from shelter_desk import settings
from shelter_desk.errors import DeskError
from shelter_desk.services.calling import Caller, Changed, Done, House, Tx, writes
from shelter_desk.services.house_settings import settings_of
from shelter_desk.settings import Values
from shelter_desk.store.backup import CopyMade, Progress, copies_in, make_copy, thin_out
from shelter_desk.store.places import Places
from shelter_desk.store.secret import HouseKey
from shelter_desk.terms import Right


@dataclass(frozen=True)
class CopyShelf:
    """Where this desk's copies lie, and with which key they are made."""

    places: Places
    key: HouseKey
    folder: Path

    def newest(self) -> datetime | None:
        """Return when the newest copy was made; None without one."""
        copies = copies_in(self.folder, self.key)
        return copies[0].made_at if copies else None


@dataclass(frozen=True)
class CopyState:
    """What a status line says of copies: how old the newest is, and what went wrong last."""

    newest: datetime | None
    trouble: DeskError | None = None
    busy: bool = False


def back_up(caller: Caller, *, shelf: CopyShelf, progress: Progress | None = None) -> CopyMade:
    """Make a copy because somebody asks; audited, and the copy holds that audit row.

    Raises :class:`shelter_desk.services.rights.NotAllowedError`, or what
    :func:`shelter_desk.store.backup.make_copy` raises.
    """
    _note(caller)
    house = caller.house
    return make_copy(
        house.store,
        shelf.places,
        shelf.key,
        folder=shelf.folder,
        now=house.clock.now(),
        progress=progress,
    )


@writes(Right.BACKUP)
def _note(tx: Tx) -> Done:
    tx.audit("back_up")
    return Done(Changed(), tx.caller.operation)


class CopyKeeper:
    """Makes a copy every quarter of an hour while the house is open, and one at the end.

    Runs in a thread of its own beside the database thread: reading a copy back takes seconds.
    ``told`` is called from that thread with each new :class:`CopyState`. Automatic copies write
    nothing into the audit: the house is not changed by them.
    """

    def __init__(
        self,
        house: House,
        shelf: CopyShelf,
        *,
        told: Callable[[CopyState], object] | None = None,
    ) -> None:
        self._house = house
        self._shelf = shelf
        self._told = told or (lambda _: None)
        self._end = threading.Event()
        self._state = CopyState(shelf.newest())
        self._thread: threading.Thread | None = None
        self._one_at_a_time = threading.Lock()

    @property
    def state(self) -> CopyState:
        """What is known of the copies now."""
        return self._state

    def start(self) -> None:
        """Begin; the first copy is due when the newest is as old as the interval."""
        self._thread = threading.Thread(target=self._run, name="copies", daemon=True)
        self._thread.start()

    def close(self, *, copy: bool = True) -> CopyState:
        """End, and make the last copy; waits for it. Not on the GUI thread."""
        self._end.set()
        if self._thread is not None:
            self._thread.join()
        if copy and self._house.writable:
            self.copy_now()
        return self._state

    def copy_now(self) -> CopyState:
        """Make a copy now, thin out the old ones, and return what is known."""
        with self._one_at_a_time:
            self._say(replace(self._state, busy=True))
            try:
                values = self._values()
                make_copy(
                    self._house.store,
                    self._shelf.places,
                    self._shelf.key,
                    folder=self._shelf.folder,
                    now=self._house.clock.now(),
                )
                thin_out(
                    self._shelf.folder,
                    self._shelf.key,
                    newest=values.get(settings.BACKUP_KEEP_NEWEST),
                    daily=values.get(settings.BACKUP_KEEP_DAILY),
                )
            except DeskError as error:
                # Not shouted: the desk goes on, the status line says how old the newest is.
                self._say(CopyState(self._shelf.newest(), error))
            else:
                self._say(CopyState(self._shelf.newest()))
        return self._state

    def _values(self) -> Values:
        with self._house.store.read() as session:
            return settings_of(session)

    def _say(self, state: CopyState) -> None:
        self._state = state
        self._told(state)

    def _run(self) -> None:
        while not self._end.wait(self._seconds_left()):
            self.copy_now()

    def _seconds_left(self) -> float:
        """Return how long until the next copy; after trouble a whole interval again."""
        try:
            every = self._values().get(settings.BACKUP_EVERY_MINUTES) * 60.0
        except DeskError:
            return settings.BACKUP_EVERY_MINUTES.default * 60.0
        newest = self._state.newest
        if newest is None or self._state.trouble is not None:
            return every if self._state.trouble is not None else 0.0
        return max(0.0, every - (self._house.clock.now() - newest).total_seconds())
