"""What makes the rest trustworthy: the audit, operations done once, prints, imports."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from shelter_desk.models.base import Base, BigId, stored_by_value
from shelter_desk.terms import ActorKind, ShiftName


class AuditEntry(Base):
    """One row of the audit: gap-free sequence, HMAC chain. Triggers refuse update and delete."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("sequence >= 1", name="from_one"),
        Index("ix_audit_entry_at", "at"),
        Index("ix_audit_entry_subject", "subject_kind", "subject_id"),
    )

    sequence: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_kind: Mapped[ActorKind] = mapped_column(stored_by_value(ActorKind))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    actor_name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    workstation: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str | None] = mapped_column(String(30))
    subject_id: Mapped[int | None] = mapped_column(BigId)
    screen: Mapped[str | None] = mapped_column(String(30))
    reason: Mapped[str | None] = mapped_column(String(200))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class Operation(Base):
    """A thing a person did, by the number her program gave it: done once, also when in doubt."""

    __tablename__ = "operation"
    __table_args__ = (Index("ix_operation_at", "at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    undo: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_by: Mapped[str | None] = mapped_column(String(36))


class HandoverPrint(Base):
    """A numbered print of a handover sheet; the first one of a shift is the cut-off."""

    __tablename__ = "handover_print"
    __table_args__ = (
        CheckConstraint("copies BETWEEN 0 AND 20", name="copies"),
        UniqueConstraint("night", "from_shift", "edition"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    night: Mapped[date]
    from_shift: Mapped[ShiftName] = mapped_column(stored_by_value(ShiftName))
    edition: Mapped[int]
    report_id: Mapped[str] = mapped_column(String(20), unique=True)
    data_as_of: Mapped[datetime]
    printed_at: Mapped[datetime]
    printed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    copies: Mapped[int]
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("handover_print.id", ondelete="RESTRICT")
    )
    shred_by: Mapped[datetime]
    not_made_at: Mapped[datetime | None]
    """Numbered, but neither paper nor file came of it."""
    shredded_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    read_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))


class HandoverReading(Base):
    """A colleague has read a numbered sheet, and which of its watch lines one by one."""

    __tablename__ = "handover_reading"
    __table_args__ = (
        UniqueConstraint("print_id", "staff_id"),
        Index("ix_handover_reading_print_id", "print_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    print_id: Mapped[int] = mapped_column(ForeignKey("handover_print.id", ondelete="RESTRICT"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    read_at: Mapped[datetime]
    aloud: Mapped[bool] = mapped_column(default=False)
    watch_lines: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ImportLink(Base):
    """What was imported as what, so that the same files add nothing the second time."""

    __tablename__ = "import_link"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN guest_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN presence_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN bed_stay_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN bed_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_target",
        ),
        Index("ix_import_link_guest_id", "guest_id"),
    )

    source: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    bed_stay_id: Mapped[int | None] = mapped_column(ForeignKey("bed_stay.id", ondelete="RESTRICT"))
    bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
