"""Automatic log lines: type and references; the words are made for the reader."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from shelter_desk.models import LogEntry, LogMention
from shelter_desk.services.auditing import AuditNote
from shelter_desk.services.calling import Actor, Tx
from shelter_desk.services.shifts import ShiftSpan, open_shift
from shelter_desk.terms import Level, LogKind, Visibility

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Subject = tuple[str, int]
"""``("guest", id)`` or ``("presence", id)``: whom a line is about."""


def digest_of(body: str, short: str) -> bytes:
    """Return the SHA-256 of a line's words, which the audit covers instead of the words."""
    return hashlib.sha256(f"{body}\x1f{short}".encode()).digest()


def facts_of(entry: LogEntry, about: Iterable[Subject]) -> str:
    """Return the SHA-256 (hex) of what a line says besides its words: whom, when, where, of what.

    The audit covers it with the digest of the words, so that a line cannot be made another
    woman's behind the program's back. ``about`` may come in any order.
    """
    plain = [
        entry.kind.value,
        entry.level.value,
        entry.visibility.value,
        (entry.happened_at - _EPOCH) // timedelta(microseconds=1),
        entry.bed_id,
        entry.room_id,
        entry.params,
        sorted(f"{what} {number}" for what, number in about),
    ]
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def line_values(
    actor: Actor,
    run: ShiftSpan,
    kind: LogKind,
    *,
    written_at: datetime,
    happened_at: datetime | None = None,
    bed_id: int | None = None,
    room_id: int | None = None,
    level: Level = Level.INFO,
    visibility: Visibility = Visibility.ALL,
    automatic: bool = False,
    body: str = "",
    short: str = "",
    params: dict[str, object] | None = None,
) -> dict[str, Any]:
    """Return the columns of a line written in ``run``, the shift it belongs to."""
    return {
        "kind": kind,
        "level": level,
        "visibility": visibility,
        "automatic": automatic,
        "happened_at": happened_at or written_at,
        "written_at": written_at,
        "author_id": actor.staff_id,
        "author_role": actor.role,
        "shift": run.name,
        "shift_starts_at": run.starts_at,
        "bed_id": bed_id,
        "room_id": room_id,
        "body": body,
        "body_digest": digest_of(body, short),
        "short": short,
        "params": params or {},
    }


def audited_line(entry: LogEntry, about: Iterable[Subject]) -> AuditNote:
    """Return what the audit says of a line: its kind and number, digests of words and facts."""
    details = {"digest": entry.body_digest.hex(), "facts": facts_of(entry, about)}
    return AuditNote(f"log.{entry.kind.value}", ("log_entry", entry.id), details=details)


def automatic_line(
    tx: Tx,
    kind: LogKind,
    *,
    about: Iterable[Subject] = (),
    at: datetime | None = None,
    bed_id: int | None = None,
    level: Level = Level.INFO,
    **params: object,
) -> LogEntry:
    """Write the line the board or the map makes; ``params`` are numbers and codes, not names."""
    return write_line(
        tx,
        kind,
        about=about,
        at=at,
        bed_id=bed_id,
        level=level,
        automatic=True,
        params={name: value for name, value in params.items() if value is not None},
    )


def write_line(
    tx: Tx,
    kind: LogKind,
    *,
    about: Iterable[Subject] = (),
    at: datetime | None = None,
    bed_id: int | None = None,
    room_id: int | None = None,
    level: Level = Level.INFO,
    visibility: Visibility = Visibility.ALL,
    automatic: bool = False,
    body: str = "",
    short: str = "",
    params: dict[str, object] | None = None,
) -> LogEntry:
    """Add a log line with its mentions; it belongs to the shift open when it is written."""
    run = open_shift(tx.session, tx.now)
    entry = LogEntry(
        **line_values(
            tx.actor,
            run,
            kind,
            written_at=tx.now,
            happened_at=at,
            bed_id=bed_id,
            room_id=room_id,
            level=level,
            visibility=visibility,
            automatic=automatic,
            body=body,
            short=short,
            params=params,
        )
    )
    tx.session.add(entry)
    tx.session.flush()
    about = tuple(about)
    for what, number in about:
        mention = LogMention(entry_id=entry.id, **{f"{what}_id": number})
        tx.session.add(mention)
    tx.notes.append(audited_line(entry, about))
    return entry
