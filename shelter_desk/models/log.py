"""What is written: log lines and their corrections, watch lines, tasks."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from shelter_desk.models.base import Base, BigId, stored_by_value
from shelter_desk.terms import (
    ENTRY_SHORT_LIMIT,
    TASK_TEXT_LIMIT,
    WATCH_TEXT_LIMIT,
    Level,
    LogKind,
    Role,
    ShiftName,
    TaskKind,
    Visibility,
)


class LogEntry(Base):
    """A sent line of the log. Triggers refuse every update but a redaction, and every delete.

    ``body`` is empty for automatic lines: their words are made for the reader from ``kind``
    and ``params``. ``body_digest`` (SHA-256) is what the audit chain covers, so that a
    redacted line still verifies. ``shift_starts_at`` is when the shift it belongs to began:
    the one open when it was written.
    """

    __tablename__ = "log_entry"
    __table_args__ = (
        CheckConstraint("body IS NOT NULL OR redaction_id IS NOT NULL", name="body_or_redacted"),
        Index("ix_log_entry_written_at", "written_at"),
        Index("ix_log_entry_shift_starts_at", "shift_starts_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[LogKind] = mapped_column(stored_by_value(LogKind))
    level: Mapped[Level] = mapped_column(stored_by_value(Level))
    visibility: Mapped[Visibility] = mapped_column(stored_by_value(Visibility))
    automatic: Mapped[bool]
    happened_at: Mapped[datetime]
    written_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    author_role: Mapped[Role | None] = mapped_column(stored_by_value(Role))
    shift: Mapped[ShiftName] = mapped_column(stored_by_value(ShiftName))
    shift_starts_at: Mapped[datetime]
    bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="RESTRICT"))
    body: Mapped[str | None] = mapped_column(Text)
    body_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    short: Mapped[str] = mapped_column(String(ENTRY_SHORT_LIMIT), default="")
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    redaction_id: Mapped[int | None] = mapped_column(
        ForeignKey("redaction.id", ondelete="RESTRICT")
    )


class LogMention(Base):
    """A log line is about this woman, or about this anonymous presence."""

    __tablename__ = "log_mention"
    __table_args__ = (
        CheckConstraint("(guest_id IS NULL) <> (presence_id IS NULL)", name="one_subject"),
        Index("ix_log_mention_entry_id", "entry_id"),
        Index("ix_log_mention_guest_id", "guest_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("log_entry.id", ondelete="RESTRICT"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))


class Correction(Base):
    """A correction beside its original, which stays (domain.md b14); never changed itself."""

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("body IS NOT NULL OR redaction_id IS NOT NULL", name="body_or_redacted"),
        Index("ix_correction_entry_id", "entry_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("log_entry.id", ondelete="RESTRICT"))
    body: Mapped[str | None] = mapped_column(Text)
    body_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    short: Mapped[str] = mapped_column(String(ENTRY_SHORT_LIMIT), default="")
    reason: Mapped[str] = mapped_column(String(120), default="")
    written_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    redaction_id: Mapped[int | None] = mapped_column(
        ForeignKey("redaction.id", ondelete="RESTRICT")
    )


class Redaction(Base):
    """An approved removal of words: of which line or correction, who asked, who approved."""

    __tablename__ = "redaction"
    __table_args__ = (
        CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name="approved_by_whom"),
        CheckConstraint("target_kind IN ('entry', 'correction')", name="target_kind"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    # No foreign key: the line points here, and a circle of keys would need deferred checks.
    target_kind: Mapped[str] = mapped_column(String(12))
    target_id: Mapped[int] = mapped_column(BigId)
    reason: Mapped[str] = mapped_column(String(200))
    requested_at: Mapped[datetime]
    requested_by: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))


class WatchLine(Base):
    """What the next shift watches: if/then or a next check, for at most 24 hours.

    Renewing it moves ``expires_at`` on; ``since`` stays, so that old text is seen to be old
    (domain.md c1).
    """

    __tablename__ = "watch_line"
    __table_args__ = (
        CheckConstraint("if_then <> '' OR next_check_at IS NOT NULL", name="if_then_or_check"),
        CheckConstraint(f"length(what) + length(if_then) < {WATCH_TEXT_LIMIT}", name="fits"),
        CheckConstraint("level <> 'info'", name="not_info"),
        Index("ix_watch_line_expires_at", "expires_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    level: Mapped[Level] = mapped_column(stored_by_value(Level))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    what: Mapped[str] = mapped_column(String(WATCH_TEXT_LIMIT))
    if_then: Mapped[str] = mapped_column(String(WATCH_TEXT_LIMIT), default="")
    next_check_at: Mapped[datetime | None]
    since: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))


class Task(Base):
    """Something to do, with when it is due."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_due_at", "due_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[TaskKind] = mapped_column(stored_by_value(TaskKind), default=TaskKind.MANUAL)
    text: Mapped[str] = mapped_column(String(TASK_TEXT_LIMIT), default="")
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_at: Mapped[datetime]
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("log_entry.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]
