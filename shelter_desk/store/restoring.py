"""Put a copy back: into a new folder only, checked, all or nothing."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.store.backup import (
    DATABASE,
    KEY_FILE,
    MANIFEST,
    Progress,
    Step,
    audit_head,
    integrity_problems,
)
from shelter_desk.store.disk import calm_disk, check_room, file_mode
from shelter_desk.store.engine import open_file
from shelter_desk.store.manifest import Manifest, from_bytes
from shelter_desk.store.places import Places, prepare_folder, refuse_unsafe
from shelter_desk.store.secret import HouseKey
from shelter_desk.store.upgrade import needs_upgrade

_BLOCK = 1 << 20
_LARGEST_SMALL_FILE = 1 << 20


class NotACopyError(FaultError):
    """The file is not one of our copies, or is not whole."""

    sentence = mark(
        "The file {file} is not a whole copy of a Shelter Desk house. Nothing was restored."
        " Choose a file that ends in .copy, or an older copy."
    )


class CopyMissingError(FaultError):
    """There is no such file."""

    sentence = mark("The copy {file} is not there or may not be read. Nothing was restored.")


class RestoreFolderTakenError(FaultError):
    """The folder to restore into has something in it."""

    sentence = mark(
        "The folder {folder} is not empty. A copy is only put back into a new folder, so that"
        " nothing is written over. Nothing was restored; choose another folder."
    )


def restore(
    copy: Path,
    into: Places,
    unlock: Callable[[Places], HouseKey],
    *,
    progress: Progress | None = None,
) -> Manifest:
    """Put the house in ``copy`` into the new folder ``into``; return what the copy says.

    ``unlock`` opens the key file of the copy, once it lies in a folder. Raises
    :class:`CopyMissingError`, :class:`NotACopyError`, :class:`RestoreFolderTakenError`,
    :class:`shelter_desk.store.manifest.ManifestDamagedError`, the errors of the key, of
    places and of the disk; then the folder is as it was.
    """
    tell = progress or (lambda _: None)
    refuse_unsafe(into.folder)
    new = _refuse_taken(into.folder)
    prepare_folder(into.folder)
    work = Places(into.folder / "restoring")
    try:
        with calm_disk(into.folder):
            work.folder.mkdir(mode=0o700)
        tell(Step.COPYING)
        signed = _unpack(copy, work)
        key = unlock(work)
        manifest = from_bytes(signed, key.secret, copy.name)
        tell(Step.CHECKING)
        _check(copy, work, key, manifest)
        tell(Step.PACKING)
        _move_in(work, into)
    except BaseException:
        shutil.rmtree(into.folder if new else work.folder, ignore_errors=True)
        raise
    return manifest


def _refuse_taken(folder: Path) -> bool:
    """Say whether ``folder`` is yet to be made; raise when it has something in it."""
    with calm_disk(folder):
        if not folder.exists():
            return True
        if folder.is_dir() and any(folder.iterdir()):
            raise RestoreFolderTakenError(folder=str(folder))
    return False


def _unpack(copy: Path, work: Places) -> bytes:
    """Take key file and database out of the copy; return the manifest's bytes, unchecked."""
    missing = CopyMissingError(file=str(copy))
    try:
        size = copy.stat().st_size
        with copy.open("rb") as file:
            start = file.read(4)
    except OSError:
        raise missing from None
    if not start.startswith(b"PK"):
        raise NotACopyError(file=str(copy))
    check_room(work.folder, size)
    try:
        with zipfile.ZipFile(copy) as packed:
            if sorted(packed.namelist()) != sorted([DATABASE, KEY_FILE, MANIFEST]):
                raise NotACopyError(file=str(copy))
            for name in (KEY_FILE, MANIFEST):
                if packed.getinfo(name).file_size > _LARGEST_SMALL_FILE:
                    raise NotACopyError(file=str(copy))
            if packed.getinfo(DATABASE).file_size > size:
                raise NotACopyError(file=str(copy))  # ours are not compressed
            with calm_disk(work.folder):
                work.key.write_bytes(packed.read(KEY_FILE))
                with packed.open(DATABASE) as inside, work.database.open("wb") as out:
                    shutil.copyfileobj(inside, out, _BLOCK)
            return packed.read(MANIFEST)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise NotACopyError(file=str(copy)) from None


def _check(copy: Path, work: Places, key: HouseKey, manifest: Manifest) -> None:
    digest = hashlib.sha256()
    with work.database.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    if digest.hexdigest() != manifest.sha256 or str(key.house_id) != manifest.house_id:
        raise NotACopyError(file=str(copy))
    store = open_file(work.database, key.secret)
    try:
        needs_upgrade(store)  # refuses a copy of a newer program
        if integrity_problems(store):
            raise NotACopyError(file=str(copy))
        sequence, code = audit_head(store)
        if (sequence, code.hex()) != (manifest.audit_sequence, manifest.audit_code):
            raise NotACopyError(file=str(copy))
    finally:
        store.close()


def _move_in(work: Places, into: Places) -> None:
    """Put the two files where they belong: the key last, so that half a house never opens."""
    mode = file_mode(into.folder)
    with calm_disk(into.folder):
        for path in (work.database, work.key):
            path.chmod(mode)
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        work.database.replace(into.database)
        work.key.replace(into.key)
        shutil.rmtree(work.folder, ignore_errors=True)
