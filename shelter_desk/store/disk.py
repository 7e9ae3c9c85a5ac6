"""Files written whole or not at all, and a disk's refusals said calmly."""

import contextlib
import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark

_WINDOWS_DISK_FULL = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_WINDOWS_IN_USE = {5, 32}  # ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION
_REPLACE_ATTEMPTS = 10
_REPLACE_PAUSE = 0.05
_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
OWN, SHARED = 0o600, 0o660
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO}


class DiskFullError(FaultError):
    """No room for what was to be written."""

    sentence = mark(
        "The disk is full. What was saved before is safe; this last change was not saved. "
        "Make room on the disk and try again."
    )


class FolderReadOnlyError(FaultError):
    """The folder, or the disk under it, does not take writing."""

    sentence = mark(
        "This account may not write in the folder {folder}. Nothing was changed. "
        "Ask whoever looks after the machine for the right to write there, "
        "or choose another folder."
    )


class FolderMissingError(FaultError):
    """A folder or file that was there is not there now: a drive that was pulled out."""

    sentence = mark(
        "The folder {folder} cannot be reached. Nothing was changed. "
        "Check that the disk is connected, and try again."
    )


class DiskFaultError(FaultError):
    """The disk gave another error."""

    sentence = mark(
        "The disk under {folder} gave an error ({code}). What was saved before is not touched. "
        "Try again; if it happens again, have the disk looked at and use the latest copy."
    )


def calm_disk_error(error: OSError, folder: Path) -> FaultError:
    """Return the calm error for what the operating system said about ``folder``."""
    code = error.errno or 0
    if code in _FULL or getattr(error, "winerror", None) in _WINDOWS_DISK_FULL:
        return DiskFullError()
    if code in _REFUSED:
        return FolderReadOnlyError(folder=str(folder))
    if code in _GONE:
        return FolderMissingError(folder=str(folder))
    return DiskFaultError(folder=str(folder), code=errno.errorcode.get(code, "EIO"))


@contextlib.contextmanager
def calm_disk(folder: Path) -> Iterator[None]:
    """Turn an ``OSError`` raised inside into the calm error about ``folder``."""
    try:
        yield
    except OSError as error:
        raise calm_disk_error(error, folder) from error


def check_writable(folder: Path) -> None:
    """Write, read back and remove a small file in ``folder`` (which must exist).

    Raises :class:`FolderReadOnlyError`, :class:`FolderMissingError`, :class:`DiskFullError`
    or :class:`DiskFaultError`.
    """
    with (
        calm_disk(folder),
        tempfile.NamedTemporaryFile(prefix=".try-", suffix=".tmp", dir=folder) as file,
    ):
        file.write(b"shelter desk")
        file.flush()
        os.fsync(file.fileno())


def check_room(folder: Path, needed: int) -> None:
    """Raise :class:`DiskFullError` unless ``needed`` bytes are free under ``folder``."""
    with calm_disk(folder):
        free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFullError


def file_mode(folder: Path) -> int:
    """Return the rights of a new file in ``folder``: its owner's, or a sharing group's too.

    A folder that hands its group on (setgid and writable by the group) was made so that
    several accounts of a machine may share it; a file only one of them could read would shut
    the others out. On Windows the folder's own access list decides and this means nothing.
    """
    rights = folder.stat().st_mode
    shared = rights & stat.S_ISGID and rights & stat.S_IWGRP
    return SHARED if shared else OWN


def make_folder(folder: Path) -> None:
    """Make ``folder``, and what is missing above it, where it is not there yet.

    It is its owner's alone, or the group's too where its parent is shared (:func:`file_mode`);
    on Windows it takes the access list of its parent. Raises ``OSError``.
    """
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        shared = file_mode(folder.parent) == SHARED
        folder.chmod(stat.S_ISGID | 0o770 if shared else 0o700)


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` so that a reader finds the old file or the new one, whole.

    Raises the errors of :func:`calm_disk_error` for a full disk, missing rights and the like.
    """
    folder = path.parent
    with calm_disk(folder):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".tmp", dir=folder)
        new = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            new.chmod(file_mode(folder))
            _replace(new, path)
        finally:
            new.unlink(missing_ok=True)
        _sync_folder(folder)


def _replace(new: Path, path: Path) -> None:
    """Give the file its name, trying again while a virus scanner has the old one open."""
    for attempt in range(_REPLACE_ATTEMPTS):
        try:
            new.replace(path)
        except PermissionError as error:
            in_use = getattr(error, "winerror", None) in _WINDOWS_IN_USE
            if not in_use or attempt == _REPLACE_ATTEMPTS - 1:
                raise
            time.sleep(_REPLACE_PAUSE)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last through a power cut, where the system can do that."""
    if os.name == "nt":
        return  # Windows cannot open a folder for this; NTFS journals names by itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
