"""Keeps the latest fire list encrypted beside the database, for when that does not answer.

Rules: domain.md b18, architecture.md 6. A print made without the database is noted in a sealed
file of its own, one a print, which is written into the audit as soon as the database is back.
"""

import json
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

from shelter_desk.errors import DeskError, FaultError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.reports.fire_list_content import FireCounts, FireList, counts_of
from shelter_desk.services.calling import Actor, AlreadyDoneError, Caller, Done, House, Tx, writes
from shelter_desk.services.fire_list import (
    FirePrint,
    fire_list,
    next_shift_task,
    number_fire_list,
    render_fire_list,
)
from shelter_desk.services.fire_plain import from_plain, to_plain
from shelter_desk.services.reading import note_reading
from shelter_desk.store.disk import calm_disk, make_folder
from shelter_desk.store.sealed import SealedDamagedError, read_sealed, write_sealed
from shelter_desk.terms import ActorKind, Right

T = TypeVar("T")

PATIENCE = 0.8
"""Seconds the database is waited for: paper is to come within two."""
_LONG_PATIENCE = 8.0
"""Seconds it is waited for while nothing was kept: there is nothing else to print."""
_PAUSE = 0.3
"""Seconds after a change before the list is kept, so that a burst of them is one."""
_AGAIN = 60.0
"""Seconds after which it is kept anew in any case: people go on and off duty by the clock."""
_WARM_AFTER = 5.0
"""Seconds after the start, when the window has long been painted."""
_LIST, _JOURNAL = "fire list", "fire journal"


class NoKeptListError(FaultError):
    """The database does not answer, and no list was kept on this machine."""

    sentence = mark(
        "The database does not answer, and no fire list is kept on this machine. Nothing was "
        "printed. Use the latest list on paper, and count by rooms."
    )


@dataclass(frozen=True)
class FireShelf:
    """Where the kept list and the journal lie, and the key they are sealed with."""

    folder: Path
    key: bytes = field(repr=False)

    @property
    def path(self) -> Path:
        """The kept list."""
        return self.folder / "list.sealed"

    @property
    def patience(self) -> float:
        """For how many seconds the database is waited for before the kept list is taken."""
        return PATIENCE if self.path.exists() else _LONG_PATIENCE

    def keep(self, fire: FireList) -> None:
        """Keep a list in the place of the one before. Raises the calm disk errors."""
        self._prepare()
        write_sealed(self.path, self.key, to_plain(fire), _LIST)

    def latest(self) -> FireList:
        """Return the kept list.

        Raises :class:`NoKeptListError`,
        :class:`~shelter_desk.store.sealed.SealedDamagedError` or a calm disk error.
        """
        data = read_sealed(self.path, self.key, _LIST)
        if data is None:
            raise NoKeptListError
        return from_plain(data)

    def print_kept(
        self, *, language: str, now: datetime, by: Actor | None, at_lock: bool
    ) -> FirePrint:
        """Return the kept list as a PDF, noted in the journal. Raises as :meth:`latest` does."""
        fire = self.latest()
        operation = uuid4()
        fire = fire.printed(
            at=now,
            by="" if by is None else by.initials or by.name,
            number=f"U-{operation.hex[:4].upper()}",
        )
        note = {
            "printed_at": now.isoformat(),
            "data_as_of": fire.data_as_of.isoformat(),
            "number": fire.number,
            "people": fire.total,
            "at_lock": at_lock,
            "staff_id": None if by is None else by.staff_id,
            "actor": ActorKind.PROGRAM.value if by is None else by.kind.value,
        }
        pdf = render_fire_list(fire, language)
        # A disk that takes no note must not keep the list from coming out of the printer.
        with suppress(DeskError):
            self._prepare()
            path = self.folder / f"print-{operation}.sealed"
            write_sealed(path, self.key, json.dumps(note).encode(), _JOURNAL)
        return FirePrint(pdf, fire)

    def waiting(self) -> list[tuple[UUID, Path]]:
        """Return the notes that are not in the audit yet, by the operation each will be."""
        with calm_disk(self.folder):
            if not self.folder.is_dir():
                return []
            paths = sorted(self.folder.glob("print-*.sealed"))
        return [(UUID(path.stem.removeprefix("print-")), path) for path in paths]

    def hand_in(self, house: House) -> int:
        """Write what was noted without the database into the audit; return how many.

        Each note is one operation, so that two desks of one folder write it once. Raises what a
        write raises; what was not written waits on.
        """
        handed = 0
        for operation, path in self.waiting():
            note = self._read_note(path)
            if note is not None:
                caller = Caller(house, _PROGRAM, operation)
                try:
                    _note_kept_print(caller, note=note)
                    handed += 1
                except AlreadyDoneError:
                    pass
            with calm_disk(self.folder):
                path.unlink(missing_ok=True)
        return handed

    def _read_note(self, path: Path) -> dict[str, Any] | None:
        try:
            data = read_sealed(path, self.key, _JOURNAL)
        except SealedDamagedError:
            # It says that it was here; what it said is lost, and that is said.
            return {"damaged": True}
        return None if data is None else dict(json.loads(data))

    def _prepare(self) -> None:
        with calm_disk(self.folder.parent):
            make_folder(self.folder)


_PROGRAM = Actor(ActorKind.PROGRAM, "program")


@writes(Right.BOARD)
def _note_kept_print(tx: Tx, *, note: dict[str, Any]) -> Done:
    tx.audit("fire_list.print_kept", screen="lock" if note.get("at_lock") else "fire_list", **note)
    at = note.get("printed_at")
    if note.get("at_lock") and isinstance(at, str):
        tx.session.add(next_shift_task(tx, datetime.fromisoformat(at), str(note.get("number", ""))))
    return tx.done(tasks=bool(note.get("at_lock")))


# -- with the database, or without ---------------------------------------------------------------


def print_fire_list_anyhow(
    caller: Caller,
    *,
    language: str,
    shelf: FireShelf | None,
    at_lock: bool = False,
    patience: float | None = None,
) -> FirePrint:
    """Return the list on its way to paper, with the database or, after a while, without.

    ``patience`` is that while in seconds; left out, the shelf's own.

    Raises :class:`~shelter_desk.services.rights.NotAllowedError`, :class:`NoKeptListError`, or
    what kept list and disk raise.
    """
    given_up = threading.Event()

    def ask() -> tuple[FireList, Done | None]:
        return number_fire_list(caller, at_lock=at_lock, given_up=given_up)

    try:
        fire, done = ask() if shelf is None else _within(ask, patience or shelf.patience)
    except RefusedError:
        raise
    except Exception:
        # Whatever is wrong with the database, the list comes out of the printer.
        if shelf is None:
            raise
        given_up.set()
    else:
        return FirePrint(render_fire_list(fire, language), fire, done)
    return shelf.print_kept(
        language=language,
        now=caller.house.clock.now(),
        by=None if at_lock else caller.actor,
        at_lock=at_lock,
    )


def fire_list_anyhow(
    caller: Caller, *, shelf: FireShelf | None, patience: float | None = None
) -> FireList:
    """Return the list, or the kept one when the database does not answer in time."""
    if shelf is None:
        return fire_list(caller)
    with suppress(FaultError):
        return _within(lambda: fire_list(caller), patience or shelf.patience)
    return shelf.latest()


def count_fire_list(
    caller: Caller, *, shelf: FireShelf | None, patience: float | None = None
) -> FireCounts:
    """Return numbers for floors and rooms, without anybody; the look is noted where it can be."""
    counts = counts_of(fire_list_anyhow(caller, shelf=shelf, patience=patience))
    if not counts.kept:
        # A look at numbers must not be held back by an audit that takes no row.
        with suppress(FaultError):
            note_reading(caller, screen="fire_list_counts")
    return counts


class _TooSlowError(FaultError):
    """The database was not waited for any longer."""


def _within(ask: Callable[[], T], seconds: float) -> T:
    """Return what ``ask`` returns in a thread of its own; raise after so many seconds.

    A server that hangs cannot be interrupted: its thread is left behind, and dies with the
    program.
    """
    answers: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put((ask(), None))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            answers.put((None, error))

    threading.Thread(target=work, name="fire list", daemon=True).start()
    try:
        result, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise _TooSlowError from None
    if error is not None:
        raise error
    return cast("T", result)


class FireKeeper:
    """Keeps the list at every change while the house is open, in a thread of its own.

    Nothing is kept of a moment that is only looked at. ``told`` is called from that thread with
    what went wrong, and with None when it goes well again.
    """

    def __init__(
        self,
        house: House,
        shelf: FireShelf,
        *,
        told: Callable[[DeskError | None], object] | None = None,
        pause: float = _PAUSE,
    ) -> None:
        self.shelf = shelf
        self._house = house
        self._told = told or (lambda _: None)
        self._pause = pause
        self._trouble: DeskError | None = None
        self._changed = threading.Event()
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin: with the list as it is now, and with what waits in the journal."""
        if not self._house.writable:
            return
        self._changed.set()
        self._thread = threading.Thread(target=self._run, name="fire list", daemon=True)
        self._thread.start()

    def changed(self) -> None:
        """Say that something in the house has changed; from any thread, and at once."""
        self._changed.set()

    def close(self) -> None:
        """End, after keeping what has not been kept yet. Not on the GUI thread."""
        self._end.set()
        self._changed.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def keep_now(self) -> None:
        """Keep the list as it is now and hand in the journal; troubles are told, not raised."""
        trouble: DeskError | None = None
        try:
            self.shelf.keep(fire_list(Caller(self._house, _PROGRAM)))
            self.shelf.hand_in(self._house)
        except DeskError as error:
            trouble = error
        if type(trouble) is not type(self._trouble):
            self._told(trouble)
        self._trouble = trouble

    def _run(self) -> None:
        self._keep_when_changed(first=True)
        # The first drawing loads reportlab, a second on a slow machine: paper has two in all.
        if not self._end.wait(_WARM_AFTER):
            with suppress(DeskError):
                render_fire_list(self.shelf.latest(), "nb")
        while not self._end.is_set():
            self._keep_when_changed()

    def _keep_when_changed(self, *, first: bool = False) -> None:
        self._changed.wait(_AGAIN)
        if not first:
            # Changes come in bursts: a bed given is three of them.
            self._end.wait(self._pause)
        self._changed.clear()
        self.keep_now()
