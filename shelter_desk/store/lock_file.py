"""One writer at a time, over all processes of a machine.

SQLite's own busy handler is unfair and gives up (architecture.md 4), so every write takes this
lock first. The operating system lets go of it when a process dies, however it dies; the file
itself stays and says nothing.

Waiting is in two steps: whoever comes takes the *gate* first and keeps it until the lock is
hers. One who writes again and again must therefore queue behind the one at the gate.
"""

import contextlib
import os
import random
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.store.disk import calm_disk, file_mode

WAIT_SECONDS = 20.0
"""How long a writer waits for the others, in seconds."""

_FIRST_PAUSE = 0.001
_LONGEST_PAUSE = 0.004  # at the gate's inside there is only ever one who looks
_LONGEST_PAUSE_OUTSIDE = 0.016

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class HouseBusyError(FaultError):
    """Somebody else has been writing all the while one could wait."""

    sentence = mark(
        "Another window on this machine has been saving for more than {seconds} seconds. "
        "Nothing of yours was changed. Wait a little and try again."
    )


class LockFile:
    """The write lock of a house, by the path of its lock file."""

    def __init__(self, path: Path, *, seconds: float = WAIT_SECONDS) -> None:
        self.path = path
        self.seconds = seconds
        self._gate = path.with_name(path.name + "-gate")
        self._holders: set[int] = set()

    @contextlib.contextmanager
    def held(self, *, seconds: float | None = None) -> Iterator[None]:
        """Hold the lock inside, waiting at most ``seconds`` for it.

        Raises :class:`HouseBusyError` when it was not to be had in that time, the calm disk
        errors when the lock file cannot be opened, and ``RuntimeError`` when this thread
        holds it already: a transaction inside a transaction is a mistake of the program.
        """
        thread = threading.get_ident()
        if thread in self._holders:
            raise RuntimeError("this thread holds the write lock already")
        patience = self.seconds if seconds is None else seconds
        deadline = time.monotonic() + patience
        with _opened(self.path) as lock:
            with _opened(self._gate) as gate:
                if not (
                    _wait(gate, deadline, _LONGEST_PAUSE_OUTSIDE)
                    and _wait(lock, deadline, _LONGEST_PAUSE)
                ):
                    raise HouseBusyError(seconds=round(patience))
                _unlock(gate)
            self._holders.add(thread)
            try:
                yield
            finally:
                self._holders.discard(thread)
                _unlock(lock)


def is_held(path: Path) -> bool:
    """Say whether somebody holds the lock whose file is ``path`` (which is there).

    Raises ``OSError`` where it cannot be opened. Whoever looks holds it for that moment.
    """
    handle = os.open(path, os.O_RDWR)
    try:
        if not _try_lock(handle):
            return True
        _unlock(handle)
        return False
    finally:
        os.close(handle)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Open a lock file; closing it lets go of its lock."""
    with calm_disk(path.parent):
        try:
            handle = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            mode = file_mode(path.parent)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, mode)
            path.chmod(mode)  # whatever the account's umask took away
    try:
        yield handle
    finally:
        os.close(handle)


def _wait(handle: int, deadline: float, longest_pause: float) -> bool:
    """Try until the lock is taken or the time is up; say which."""
    pause = _FIRST_PAUSE
    while not _try_lock(handle):
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        # Chance keeps several waiters from coming in step.
        time.sleep(min(left, random.uniform(pause / 2, pause)))  # noqa: S311 - not for keys
        pause = min(pause * 1.5, longest_pause)
    return True
