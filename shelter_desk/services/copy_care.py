"""Looking after copies: how many there are, and whether the newest one truly opens."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.services.calling import Caller, Changed, Done, Tx, reads, writes
from shelter_desk.services.copies import CopyShelf
from shelter_desk.store.backup import Progress, copies_in
from shelter_desk.store.disk import calm_disk
from shelter_desk.store.places import Places
from shelter_desk.store.restoring import restore
from shelter_desk.terms import Right


class NoCopyError(RefusedError):
    """There is nothing to try."""

    sentence = mark("There is no copy in {folder} yet. Make one first.")


class StoppedError(RefusedError):
    """Somebody stopped long work before it was done."""

    sentence = mark("Stopped. Nothing was changed.")


@dataclass(frozen=True)
class CopiesSeen:
    """What lies on the shelf: the newest and the oldest copy, how many, how many bytes."""

    folder: Path
    newest: datetime | None
    oldest: datetime | None
    count: int
    size: int


@dataclass(frozen=True)
class CopyTried:
    """A copy that opened and is whole: when it was made, and the end of its audit."""

    made_at: datetime
    audit_sequence: int
    size: int


def look_at_copies(caller: Caller, *, shelf: CopyShelf) -> CopiesSeen:
    """Return what lies on the shelf now; needs ``Right.BACKUP``."""
    _may_look(caller)
    found = copies_in(shelf.folder, shelf.key)
    size = 0
    for copy in found:
        with suppress(OSError):
            size += copy.path.stat().st_size
    return CopiesSeen(
        folder=shelf.folder,
        newest=found[0].made_at if found else None,
        oldest=found[-1].made_at if found else None,
        count=len(found),
        size=size,
    )


def try_copy(caller: Caller, *, shelf: CopyShelf, progress: Progress | None = None) -> CopyTried:
    """Put the newest copy back into a folder of its own, read all of it, and take it away again.

    The same steps a restore takes, so that what works here works then. What lies in the folder
    meanwhile is encrypted. Audited. Raises :class:`NoCopyError` or what
    :func:`shelter_desk.store.restoring.restore` raises.
    """
    _may_look(caller)
    found = copies_in(shelf.folder, shelf.key)
    if not found:
        raise NoCopyError(folder=str(shelf.folder))
    with calm_disk(shelf.places.folder):
        work = Path(tempfile.mkdtemp(prefix="trying-", dir=shelf.places.folder))
    try:
        manifest = restore(
            found[0].path, Places(work / "house"), lambda _: shelf.key, progress=progress
        )
    finally:
        shutil.rmtree(work, ignore_errors=True)
    _tried(caller)
    return CopyTried(manifest.made_at, manifest.audit_sequence, manifest.size)


@reads(Right.BACKUP)
def _may_look(tx: Tx) -> None:
    del tx


@writes(Right.BACKUP)
def _tried(tx: Tx) -> Done:
    tx.audit("try_copy")
    return Done(Changed(), tx.caller.operation)
