"""Hear that another desk wrote something.

On the file: ``PRAGMA data_version`` looked at once a second on a connection of its own. On a
server: LISTEN, with the operation's number as the only payload, and a slow look as a safety
net for what was missed while the connection was away. Decision: docs/decisions/0013-hearing.md.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from shelter_desk.errors import DeskError
from shelter_desk.store.engine import Store

CHANNEL = "shelter_desk"
LOOK_SECONDS = 1.0
NET_SECONDS = 30.0
_AWAY_SECONDS = 5.0
"""How long a feed that lost its server waits before it tries again."""


def tell_others(session: Session, operation: str) -> None:
    """Let listening desks hear of a write when its transaction commits; a file needs no word."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_notify(:to, :id)"), {"to": CHANNEL, "id": operation})


class ChangeFeed:
    """Calls ``heard`` (from its own thread) after something was written, by whomever.

    Several writes close together may be heard as one. One's own writes are heard too.
    """

    def __init__(
        self,
        store: Store,
        heard: Callable[[], object],
        *,
        look_seconds: float = LOOK_SECONDS,
        net_seconds: float = NET_SECONDS,
    ) -> None:
        self._store = store
        self._heard = heard
        self._look_seconds = look_seconds
        self._net_seconds = net_seconds
        self._end = threading.Event()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name="changes", daemon=True)

    def start(self, *, wait_seconds: float = 0.0) -> None:
        """Begin; with ``wait_seconds`` return only once it hears, or when that time is up."""
        self._thread.start()
        if wait_seconds:
            self._listening.wait(wait_seconds)

    def close(self) -> None:
        """End; takes up to ``look_seconds``."""
        self._end.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        listen = self._look_at_file if self._store.on_file else self._listen_to_server
        missed = False
        while not self._end.is_set():
            try:
                listen(missed=missed)
            except _away(self._store):
                # Away for a while: whatever was written meanwhile is heard on coming back.
                missed = True
                self._end.wait(_AWAY_SECONDS)

    def _look_at_file(self, *, missed: bool) -> None:
        connection = _own_connection(self._store)
        try:
            seen = _data_version(connection)
            if missed:
                self._heard()
            self._listening.set()
            while not self._end.wait(self._look_seconds):
                now = _data_version(connection)
                if now != seen:
                    seen = now
                    self._heard()
        finally:
            connection.close()

    def _listen_to_server(self, *, missed: bool) -> None:
        connection = _own_connection(self._store)
        try:
            connection.rollback()
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            seen, looked = _last_row(connection), time.monotonic()
            if missed:
                self._heard()
            self._listening.set()
            while not self._end.is_set():
                told = list(connection.notifies(timeout=self._look_seconds, stop_after=1))
                due = time.monotonic() - looked >= self._net_seconds
                if not told and not due:
                    continue
                now, looked = _last_row(connection), time.monotonic()
                if told or now != seen:
                    self._heard()
                seen = now
        finally:
            connection.close()


def _own_connection(store: Store) -> Any:  # noqa: ANN401 - either driver's
    """Return a connection of the driver that the pool no longer knows."""
    pooled = store.engine.raw_connection()
    driver = pooled.driver_connection
    pooled.detach()
    if driver is None:
        raise AssertionError("a connection that is not connected")
    return driver


def _data_version(connection: Any) -> int:  # noqa: ANN401 - the driver has no types
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _last_row(connection: Any) -> int:  # noqa: ANN401 - the driver's
    found = connection.execute("SELECT coalesce(max(sequence), 0) FROM audit_entry").fetchone()
    return int(found[0])


def _away(store: Store) -> tuple[type[Exception], ...]:
    """Return what the driver and its surroundings raise when the database is out of reach."""
    driver: type[Exception] = store.engine.dialect.loaded_dbapi.Error
    return DeskError, SQLAlchemyError, OSError, driver
