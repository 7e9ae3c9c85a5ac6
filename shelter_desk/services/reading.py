"""Reads are audited too: who looked at what, written before anything is shown.

Rule: architecture.md 6. One row per person, woman and screen in five minutes; the streams that
stand open all day (board, map, type-ahead, log, list of women) one row per log-in.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from shelter_desk.models import AuditEntry
from shelter_desk.services.auditing import AuditNote, write_audit
from shelter_desk.services.calling import Actor, Caller

READ = "read"
STREAMS = frozenset({"board", "map", "search", "log", "people"})
"""Screens that are noted once per log-in, and again after a day of the same one."""

_SAME_LOOK = timedelta(minutes=5)
_SAME_LOG_IN = timedelta(days=1)


def note_reading(
    caller: Caller, *, screen: str, guest_id: int | None = None, reason: str | None = None
) -> None:
    """Write into the audit that ``screen`` is read, unless that stands there already.

    A read with a ``reason`` (a shielded woman revealed) is always written. Raises what the
    store raises: the caller shows nothing when this fails.
    """
    store, now = caller.house.store, caller.house.looked_at()
    if reason is None:
        with store.read() as session:
            if _noted(session, caller.actor, screen, guest_id, now):
                return

    def work(session: Session) -> None:
        subject = None if guest_id is None else ("guest", guest_id)
        note = AuditNote(READ, subject, screen, reason)
        write_audit(session, caller.house.audit_key, caller, now, [note])

    store.write(work)


def _noted(
    session: Session, actor: Actor, screen: str, guest_id: int | None, now: datetime
) -> bool:
    stream = screen in STREAMS and guest_id is None
    query = (
        select(AuditEntry.sequence)
        .where(
            AuditEntry.at > now - (_SAME_LOG_IN if stream else _SAME_LOOK),
            AuditEntry.action == READ,
            AuditEntry.screen == screen,
            AuditEntry.subject_id.is_(None)
            if guest_id is None
            else and_(AuditEntry.subject_kind == "guest", AuditEntry.subject_id == guest_id),
            _by(actor, stream=stream),
        )
        .limit(1)
    )
    return session.scalar(query) is not None


def _by(actor: Actor, *, stream: bool) -> ColumnElement[bool]:
    if stream:
        same: ColumnElement[bool] = AuditEntry.details["login"].as_string() == str(actor.login)
        return same
    if actor.staff_id is not None:
        return AuditEntry.staff_id == actor.staff_id
    return and_(AuditEntry.actor_kind == actor.kind, AuditEntry.actor_name == actor.name)
