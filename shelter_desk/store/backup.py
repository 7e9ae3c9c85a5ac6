"""Copies of a house: made while it is open, reopened and checked, thinned out by age.

A copy is one file: a zip, not compressed, with the encrypted database, the key file (so that
the recovery code opens it) and the manifest. It holds nothing readable. Decision:
docs/decisions/0014-copies.md.
"""

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import IO

from sqlalchemy import desc, select, text

from shelter_desk.clock import local_date
from shelter_desk.errors import DeskError, FaultError
from shelter_desk.marking import mark
from shelter_desk.models import AuditEntry
from shelter_desk.store.disk import (
    DiskFullError,
    FolderReadOnlyError,
    calm_disk,
    check_room,
    file_mode,
    make_folder,
)
from shelter_desk.store.engine import Store, open_file
from shelter_desk.store.lock_file import LockFile
from shelter_desk.store.manifest import Manifest, from_bytes, to_bytes
from shelter_desk.store.places import Places
from shelter_desk.store.secret import HouseKey
from shelter_desk.store.table_copy import copy_tables
from shelter_desk.store.upgrade import current_revision, upgrade

DATABASE, KEY_FILE, MANIFEST = "house.db", "house.key", "manifest.json"
ENDING = ".copy"
_BLOCK = 1 << 20
_WAIT_SECONDS = 120.0


class Step(Enum):
    """What making or reading a copy is busy with; the value is what to say of it."""

    COPYING = mark("Copying the house")
    CHECKING = mark("Reading the copy back")
    PACKING = mark("Writing the copy")


Progress = Callable[[Step], object]


class CopyFaultyError(FaultError):
    """A copy was made and read back, and is not like the house."""

    sentence = mark(
        "The copy was made but does not read back like the house, so it was thrown away. The"
        " house itself is not touched. Let «shelter-desk verify» look at the house."
    )


@dataclass(frozen=True)
class CopyMade:
    """A copy that was made and checked."""

    path: Path
    manifest: Manifest


def make_copy(
    store: Store,
    places: Places,
    key: HouseKey,
    *,
    folder: Path,
    now: datetime,
    progress: Progress | None = None,
) -> CopyMade:
    """Copy the open house into ``folder``, read the copy back, and keep it only if it is right.

    May be called while others write; takes no write lock. Not on the GUI thread. Raises
    :class:`CopyFaultyError`, a calm disk error, or what the store raises; then no copy was
    left and earlier ones are untouched.
    """
    tell = progress or (lambda _: None)
    with calm_disk(folder):
        make_folder(folder)
    with _work_folder(places) as work:
        database = work / DATABASE
        tell(Step.COPYING)
        before = audit_head(store)
        _copy_database(store, key, database)
        tell(Step.CHECKING)
        manifest = _checked(store, key, database, before, now)
        tell(Step.PACKING)
        target = folder / copy_name(key.house_id.hex, now)
        _pack(target, database, places.key, to_bytes(manifest, key.secret), manifest)
    return CopyMade(target, manifest)


def _copy_database(store: Store, key: HouseKey, database: Path) -> None:
    with calm_disk(database.parent):
        database.touch()
        database.chmod(file_mode(database.parent))
    if store.on_file:
        check_room(database.parent, _size_of(store))
        database.unlink()  # VACUUM wants to make it
        with store.faults(), store.engine.connect() as connection:
            # One read transaction: a consistent moment, encrypted with the same key.
            raw = connection.connection.dbapi_connection
            if raw is None:
                raise AssertionError("a connection that is not connected")
            cursor = raw.cursor()
            try:
                cursor.execute("VACUUM INTO ?", (str(database),))
            except store.engine.dialect.loaded_dbapi.Error as error:
                raise _named(error, database.parent) from error
            finally:
                cursor.close()
        return
    copy = open_file(database, key.secret)
    try:
        upgrade(copy, current_revision(store) or "head")
        copy_tables(store, copy)
    finally:
        copy.close()


def _named(error: Exception, folder: Path) -> Exception:
    """Return the calm form of what SQLite said of the copy's disk."""
    message = str(error)
    if "full" in message or "disk I/O" in message:
        return DiskFullError()
    if "readonly" in message or "unable to open" in message:
        return FolderReadOnlyError(folder=str(folder))
    return CopyFaultyError()


def _size_of(store: Store) -> int:
    with store.read() as session:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    return int(pages) * int(size)


def audit_head(store: Store) -> tuple[int, bytes]:
    """Return the last sequence number of the audit with its code; ``(0, b"")`` when empty."""
    with store.read() as session:
        found = session.execute(
            select(AuditEntry.sequence, AuditEntry.mac).order_by(desc(AuditEntry.sequence)).limit(1)
        ).first()
    return (found.sequence, found.mac) if found else (0, b"")


def _checked(
    store: Store, key: HouseKey, database: Path, before: tuple[int, bytes], now: datetime
) -> Manifest:
    """Open the copy as a desk would and hold it against the house."""
    copy = open_file(database, key.secret)
    try:
        problems = integrity_problems(copy)
        revision = current_revision(copy)
        head = audit_head(copy)
        if problems or revision is None or revision != current_revision(store):
            raise CopyFaultyError
        if not _holds(copy, before) or not _holds(store, head):
            raise CopyFaultyError
    finally:
        copy.close()
    digest, size = _digest(database)
    return Manifest(
        house_id=str(key.house_id),
        made_at=now.astimezone(UTC),
        revision=revision,
        audit_sequence=head[0],
        audit_code=head[1].hex(),
        size=size,
        sha256=digest,
        source="file" if store.on_file else "server",
    )


def _holds(store: Store, head: tuple[int, bytes]) -> bool:
    """Say whether the audit of ``store`` has the row that ended another one."""
    sequence, code = head
    if sequence == 0:
        return True
    with store.read() as session:
        found = session.scalar(select(AuditEntry.mac).where(AuditEntry.sequence == sequence))
    return found == code


def integrity_problems(store: Store) -> list[str]:
    """Return what the database itself finds wrong: pages and indexes, and lost references.

    A server looks after its own pages; there only its answer to this question counts.
    """
    if not store.on_file:
        with store.read() as session:
            session.execute(text("SELECT 1"))
        return []
    with store.read() as session:
        connection = session.connection()
        found = "\n".join(
            str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")
        )
        heading = "***"  # which database: there is only one
        problems = [
            line for line in found.splitlines() if line != "ok" and not line.startswith(heading)
        ]
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return problems + [f"{row[0]} {row[1]}: {row[2]}" for row in lost]


# -- one file --------------------------------------------------------------------------------


def _pack(target: Path, database: Path, key_file: Path, signed: bytes, manifest: Manifest) -> None:
    folder = target.parent
    partial = folder / f".{target.name}.partial"
    check_room(folder, manifest.size + _BLOCK)
    with calm_disk(folder):
        try:
            with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as packed:
                packed.writestr(MANIFEST, signed)
                packed.write(key_file, KEY_FILE)
                packed.write(database, DATABASE)
            with zipfile.ZipFile(partial) as packed, packed.open(DATABASE) as inside:
                if _digest_of(inside)[0] != manifest.sha256:
                    raise CopyFaultyError
            partial.chmod(file_mode(folder))
            with partial.open("rb+") as file:
                os.fsync(file.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


def _digest(path: Path) -> tuple[str, int]:
    with calm_disk(path.parent), path.open("rb") as file:
        return _digest_of(file)


def _digest_of(file: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while block := file.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size


@contextmanager
def _work_folder(places: Places) -> Iterator[Path]:
    """Give a folder to make the copy in, on this machine; one copy at a time."""
    work = places.folder / "copying"
    lock = LockFile(places.folder / "copying.lock", seconds=_WAIT_SECONDS)
    with lock.held():
        with calm_disk(places.folder):
            # What is there was left by a copy that was broken off: nobody else is at it now.
            shutil.rmtree(work, ignore_errors=True)
            make_folder(work)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


# -- which copies there are, and which stay --------------------------------------------------

_NAME = re.compile(r"house-([0-9a-f]{8})-(\d{8}T\d{6})Z(?:-(\d+))?" + re.escape(ENDING))


@dataclass(frozen=True)
class CopyOnDisk:
    """A copy by its name."""

    path: Path
    made_at: datetime


def copy_name(house_hex: str, now: datetime) -> str:
    """Return the file name of a copy: the house's number and the moment in UTC, no name."""
    return f"house-{house_hex[:8]}-{now.astimezone(UTC):%Y%m%dT%H%M%S}Z{ENDING}"


def copies_in(folder: Path, key: HouseKey) -> list[CopyOnDisk]:
    """Return the copies of this house in ``folder``, newest first; none where it is not there."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            match = _NAME.fullmatch(path.name)
            if match and match[1] == key.house_id.hex[:8]:
                made = datetime.strptime(match[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
                found.append(CopyOnDisk(path, made))
    return sorted(found, key=lambda copy: (copy.made_at, copy.path.name), reverse=True)


def to_keep(copies: list[CopyOnDisk], *, newest: int, daily: int) -> set[Path]:
    """Return which of ``copies`` (newest first) stay.

    The ``newest`` ones, and of the days before them the last copy of each of ``daily`` local
    days.
    """
    kept = {copy.path for copy in copies[:newest]}
    days: set[date] = set()
    for copy in copies[newest:]:
        day = local_date(copy.made_at)
        if day not in days and len(days) < daily:
            days.add(day)
            kept.add(copy.path)
    return kept


def thin_out(folder: Path, key: HouseKey, *, newest: int, daily: int) -> list[Path]:
    """Remove the copies of this house that need not stay; return which."""
    copies = copies_in(folder, key)
    kept = to_keep(copies, newest=newest, daily=daily)
    gone = []
    for copy in copies:
        if copy.path not in kept:
            with suppress(OSError):
                copy.path.unlink()
                gone.append(copy.path)
    return gone


def read_manifest(path: Path, key: HouseKey) -> Manifest | None:
    """Return what a copy says of itself; None when it cannot be read or trusted."""
    try:
        with zipfile.ZipFile(path) as packed:
            return from_bytes(packed.read(MANIFEST), key.secret, path.name)
    except (OSError, KeyError, zipfile.BadZipFile, DeskError):
        return None
