"""Writes the audit: one chain, one row after the other, last in each transaction."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from shelter_desk.models import AuditEntry
from shelter_desk.security.audit_chain import START, AuditContent, mac
from shelter_desk.services.caller import Actor, Caller

_CHAIN_LOCK = 7_365_684_101
"""A number of our own for the advisory lock that serialises the chain on PostgreSQL."""


_COVERED = tuple(field.name for field in fields(AuditContent))


@dataclass(frozen=True)
class AuditNote:
    """What an audit row says besides who and when; never a name, a note or a number of hers."""

    action: str
    subject: tuple[str, int] | None = None
    screen: str | None = None
    reason: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)


def write_audit(
    session: Session, key: bytes, caller: Caller, at: datetime, notes: Iterable[AuditNote]
) -> None:
    """Append ``notes`` to the chain. On PostgreSQL the lock is taken here, last of all."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    deeds = ((caller.actor, at, note) for note in notes)
    rows = list(chained(key, head(session), caller.house.workstation, deeds))
    if rows:
        # Past the unit of work: this runs in every act of the desk.
        session.execute(insert(AuditEntry), rows)


def chained(
    key: bytes,
    last: tuple[int, bytes],
    workstation: str,
    deeds: Iterable[tuple[Actor, datetime, AuditNote]],
) -> Iterator[dict[str, object]]:
    """Give the rows of ``deeds`` (who, when in aware UTC, what), each chained to the one before.

    ``last`` is what :func:`head` says of the row they follow.
    """
    sequence, previous = last
    for actor, at, note in deeds:
        sequence += 1
        content = AuditContent(
            sequence=sequence,
            at=at,
            actor_kind=actor.kind.value,
            staff_id=actor.staff_id,
            actor_name=actor.name,
            role=actor.role.value if actor.role else "",
            workstation=workstation,
            action=note.action,
            subject_kind=note.subject[0] if note.subject else None,
            subject_id=note.subject[1] if note.subject else None,
            screen=note.screen,
            reason=note.reason,
            details=dict(note.details) | {"login": str(actor.login)},
        )
        previous = mac(key, previous, content)
        yield _row(content, actor, previous)


def head(session: Session) -> tuple[int, bytes]:
    """Return the last sequence number and code of the chain; ``(0, START)`` when it is empty."""
    last = select(func.max(AuditEntry.sequence)).scalar_subquery()
    found = session.execute(
        select(AuditEntry.sequence, AuditEntry.mac).where(AuditEntry.sequence == last)
    ).first()
    return (found.sequence, found.mac) if found else (0, START)


def _row(content: AuditContent, actor: Actor, code: bytes) -> dict[str, object]:
    values = {name: getattr(content, name) for name in _COVERED}
    return values | {
        "actor_kind": actor.kind,
        "details": dict(content.details),
        "mac": code,
    }


def content_of(row: AuditEntry) -> AuditContent:
    """Return what a stored row says, as the chain covers it."""
    return AuditContent(
        sequence=row.sequence,
        at=row.at,
        actor_kind=row.actor_kind.value,
        staff_id=row.staff_id,
        actor_name=row.actor_name,
        role=row.role,
        workstation=row.workstation,
        action=row.action,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        screen=row.screen,
        reason=row.reason,
        details=row.details,
    )
