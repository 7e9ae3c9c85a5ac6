"""One way to read and one way to write, the same on the encrypted file and on PostgreSQL.

The measures that led here are in architecture.md section 4: every write on the file takes a
lock file and then ``BEGIN IMMEDIATE``; on PostgreSQL READ COMMITTED with constraints and row
locks, retried when the server asks for it.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.store.lock_file import LockFile

T = TypeVar("T")

_RETRY_STATES = frozenset({"40001", "40P01"})
_ATTEMPTS = 8


class WrongKeyOrDamagedError(FaultError):
    """The file does not open with the key at hand."""

    sentence = mark(
        "The house file could not be read with this key. Nothing was changed. Either the key"
        " belongs to another house, or the file is damaged: restore the newest copy."
    )


class OldDatabaseLibraryError(FaultError):
    """The SQLite that came along is older than the one with the WAL-reset fix."""

    sentence = mark(
        "The database library is too old ({found}, at least {needed} is needed) and could damage"
        " the house file. Nothing was opened. Install the program again."
    )


class StoreUnreachableError(FaultError):
    """The database does not answer."""

    sentence = mark(
        "The database does not answer just now. What was saved is safe, and what you are typing"
        " stays on the screen. Try again in a moment; use the printed lists meanwhile."
    )


class ServerPasswordError(FaultError):
    """The server wants a password, or another one."""

    sentence = mark(
        "The server does not accept the password of this desk, or has been given none. Nothing"
        " was changed. Keep the right one with «shelter-desk server-password»."
    )


class DiskFullError(FaultError):
    """The disk has no room for the change."""

    sentence = mark(
        "The disk is full, so this was not saved. Everything saved before is safe."
        " Make room on the disk and try again."
    )


class ReadOnlyStoreError(FaultError):
    """The file or its folder may not be written."""

    sentence = mark(
        "The house file can be read but not written. Nothing was changed."
        " Check that this account may write in the folder {folder}."
    )


@dataclass(frozen=True)
class Store:
    """A database that is open: ``read`` for questions, ``write`` for changes."""

    engine: Engine
    lock: LockFile | None
    _sessions: sessionmaker[Session]

    @property
    def on_file(self) -> bool:
        """Say whether this is the encrypted file (else: PostgreSQL)."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one moment and changes nothing.

        Raises :class:`FaultError` when the database cannot be reached or read.
        """
        with _faults_named(self), self._sessions() as session, session.begin():
            yield session

    def write(self, work: Callable[[Session], T]) -> T:
        """Run ``work`` in one transaction and commit it; nothing is kept if it raises.

        ``work`` may be run again when PostgreSQL asks for a retry, so it must do nothing
        outside its session. Raises :class:`FaultError` when the database cannot be reached.
        """
        for attempt in range(_ATTEMPTS):
            try:
                return self._write_once(work)
            except DBAPIError as error:
                if not _wants_retry(error) or attempt == _ATTEMPTS - 1:
                    raise
                time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - only spreads retries
        raise StoreUnreachableError

    def _write_once(self, work: Callable[[Session], T]) -> T:
        with _faults_named(self), self.locked():
            session = self._sessions()
            session.connection(execution_options={"desk_write": True})
            try:
                result = work(session)
                session.commit()
            finally:
                session.close()
            return result

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the write lock of the file; a server needs none.

        Raises :class:`shelter_desk.store.lock_file.HouseBusyError`.
        """
        with self.lock.held() if self.lock else nullcontext():
            yield

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what the driver says of its surroundings into the calm sentence for it."""
        with _faults_named(self):
            yield

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _wants_retry(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _RETRY_STATES


@contextmanager
def _faults_named(store: Store) -> Iterator[None]:
    """Turn what the driver says of its surroundings into the calm sentence for it."""
    try:
        yield
    except OperationalError as error:
        if _wants_retry(error):
            raise
        raise _named_fault(error, store) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreUnreachableError from error
        if "not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise WrongKeyOrDamagedError from error
        raise


def _named_fault(error: OperationalError, store: Store) -> FaultError:
    message = str(error.orig)
    if not store.on_file and ("password" in message or "fe_sendauth" in message):
        return ServerPasswordError()
    if "full" in message or "disk I/O" in message:
        return DiskFullError()
    if "readonly" in message or "unable to open" in message:
        if _may_write(store):
            # SQLCipher stops writing to a file in which it has met a damaged page.
            return WrongKeyOrDamagedError()
        folder = store.lock.path.parent if store.lock else ""
        return ReadOnlyStoreError(folder=str(folder))
    if "not a database" in message or "malformed" in message:
        return WrongKeyOrDamagedError()
    return StoreUnreachableError()


def _may_write(store: Store) -> bool:
    if store.lock is None:
        return False
    path = store.lock.path
    return os.access(path.parent, os.W_OK) and os.access(path.with_suffix(".db"), os.W_OK)


# -- the encrypted file ----------------------------------------------------------------------

REAL_FILE, DEMO_FILE = 0x53444831, 0x53444431
"""``application_id`` of a house file: a demo's is another, so neither is taken for the other."""

_LEAST_SQLITE = (3, 52, 0)


def open_file(path: Path, secret: bytes) -> Store:
    """Open the encrypted file at ``path`` with the 32-byte house secret as its raw key.

    The file is made when it is missing; the schema is :mod:`shelter_desk.store.upgrade`'s.
    Raises :class:`OldDatabaseLibraryError`. A wrong key shows at the first read.
    """
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - the desk on PostgreSQL never loads it

    if dbapi2.sqlite_version_info < _LEAST_SQLITE:
        raise OldDatabaseLibraryError(
            found=dbapi2.sqlite_version, needed=".".join(map(str, _LEAST_SQLITE))
        )

    def connect() -> Any:  # noqa: ANN401 - the driver has no types
        return _connect_file(dbapi2, path, secret)

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_on_file)
    return _store(engine, LockFile(path.with_suffix(".lock")))


def _connect_file(dbapi2: Any, path: Path, secret: bytes) -> Any:  # noqa: ANN401 - no types
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        for pragma in (
            "cipher_log_level = NONE",
            f"key = \"x'{secret.hex()}'\"",
            "busy_timeout = 10000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "cache_size = -65536",
            "temp_store = MEMORY",
            "trusted_schema = OFF",
            # Without it REPLACE takes rows away past the triggers that forbid deleting them.
            "recursive_triggers = ON",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin_on_file(connection: Connection) -> None:
    # A deferred read-then-write fails at once when another process wrote meanwhile.
    write = connection.get_execution_options().get("desk_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


# -- the shared server -----------------------------------------------------------------------

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", ""})


def open_server(url: URL, *, password: str | None = None, schema: str = "shelter_desk") -> Store:
    """Open the PostgreSQL at ``url``; TLS is checked in full unless the address is loopback.

    Without ``password`` libpq looks in PGPASSFILE.

    Raises :class:`StoreUnreachableError` at first use when the server does not answer.
    """
    arguments: dict[str, object] = {
        "connect_timeout": 5,
        "application_name": "shelter-desk",
        "options": f"-c search_path={schema} -c timezone=UTC -c lock_timeout=10s",
    }
    if password:
        arguments["password"] = password
    host = url.host or str(url.query.get("host", ""))
    if host not in _LOOPBACK and not host.startswith("/"):
        arguments["sslmode"] = "verify-full"
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=arguments,
        pool_size=4,
        pool_pre_ping=True,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
    )
    return _store(engine, None)


def _store(engine: Engine, lock: LockFile | None) -> Store:
    return Store(engine, lock, sessionmaker(engine, expire_on_commit=False))
