"""Who works here and what each role may do."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from shelter_desk.models.base import Base, BigId, stored_by_value
from shelter_desk.terms import Right, Role, ShiftName


class Staff(Base):
    """A personal account (domain.md b8). Hashes are Argon2id; nothing is shared.

    ``password_failures`` and ``pin_failures`` are counted in the database, so that a kill does
    not clear them; ``wait_until`` is the growing wait after five wrong passwords.
    """

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("length(login) > 0", name="login_not_empty"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    initials: Mapped[str] = mapped_column(String(4))
    role: Mapped[Role] = mapped_column(stored_by_value(Role))
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    password_failures: Mapped[int] = mapped_column(default=0)
    pin_failures: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(2), default="nb")
    police_certificate_on: Mapped[date | None]
    experience: Mapped[str] = mapped_column(String(120), default="", server_default="")
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))


class RoleRight(Base):
    """A right a role has in this house (defaults: domain.md b8a)."""

    __tablename__ = "role_right"

    role: Mapped[Role] = mapped_column(stored_by_value(Role), primary_key=True)
    right_name: Mapped[Right] = mapped_column(stored_by_value(Right), primary_key=True)


class ShiftDuty(Base):
    """Somebody is on duty, or on call, from when to when; a temp may have no account."""

    __tablename__ = "shift_duty"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("staff_id IS NOT NULL OR name <> ''", name="has_name"),
        Index("ix_shift_duty_starts_at", "starts_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(80), default="")
    shift: Mapped[ShiftName] = mapped_column(stored_by_value(ShiftName))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    on_call: Mapped[bool] = mapped_column(default=False)
    voided_at: Mapped[datetime | None]
