"""Safety: agreed checks and rounds, restrictions, who must not meet."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from shelter_desk.models.base import Base, BigId, stored_by_value
from shelter_desk.terms import (
    CheckResult,
    KeepApartLevel,
    RestrictionKind,
    RestrictionScope,
    Role,
)


class CheckPlan(Base):
    """Checks agreed with her: how often, from when, until when, and what is agreed."""

    __tablename__ = "check_plan"
    __table_args__ = (
        CheckConstraint("interval_minutes IN (15, 30, 60, 120, 240)", name="interval"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("consent OR decided_by IS NOT NULL", name="consent_or_decided"),
        CheckConstraint("guest_id IS NOT NULL OR presence_id IS NOT NULL", name="has_subject"),
        Index("ix_check_plan_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    interval_minutes: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(120), default="")
    agreed: Mapped[str] = mapped_column(String(200), default="")
    consent: Mapped[bool]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]


class Round(Base):
    """One round through the house."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    planned_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    by_staff: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))


class Check(Base):
    """One look at one woman: when it was due, when it was done, what was found."""

    __tablename__ = "safety_check"
    __table_args__ = (
        CheckConstraint("(done_at IS NULL) = (result IS NULL)", name="done_with_result"),
        CheckConstraint("guest_id IS NOT NULL OR presence_id IS NOT NULL", name="has_subject"),
        Index("ix_safety_check_due_at", "due_at"),
        Index(
            "uq_safety_check_plan_due",
            "plan_id",
            "due_at",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("check_plan.id", ondelete="RESTRICT"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id", ondelete="RESTRICT"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    result: Mapped[CheckResult | None] = mapped_column(stored_by_value(CheckResult))
    note: Mapped[str] = mapped_column(String(200), default="")
    by_staff: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]


class Restriction(Base):
    """Sent away till morning, or barred for a period (domain.md b21).

    A bar needs every field: facts, rule, her statement or why it was not obtained, milder
    measure considered, review date, what she was offered, that she was told how to complain.
    """

    __tablename__ = "restriction"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("statement <> '' OR statement_missing <> ''", name="her_statement"),
        CheckConstraint(
            "kind <> 'barred' OR (rule <> '' AND milder <> '' AND offered <> ''"
            " AND review_on IS NOT NULL AND complaint_told)",
            name="bar_needs_all",
        ),
        CheckConstraint("kind <> 'sent_away' OR ends_at IS NOT NULL", name="sent_away_ends"),
        Index("ix_restriction_guest_id", "guest_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    kind: Mapped[RestrictionKind] = mapped_column(stored_by_value(RestrictionKind))
    scope: Mapped[RestrictionScope] = mapped_column(stored_by_value(RestrictionScope))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    facts: Mapped[str] = mapped_column(String(2000))
    rule: Mapped[str] = mapped_column(String(200), default="")
    statement: Mapped[str] = mapped_column(String(2000), default="")
    statement_missing: Mapped[str] = mapped_column(String(200), default="")
    milder: Mapped[str] = mapped_column(String(400), default="")
    offered: Mapped[str] = mapped_column(String(400), default="")
    went_to: Mapped[str] = mapped_column(String(200), default="")
    complaint_told: Mapped[bool] = mapped_column(default=False)
    nav_told: Mapped[bool | None]
    review_on: Mapped[date | None]
    decided_by: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    decided_role: Mapped[Role] = mapped_column(stored_by_value(Role))
    lifted_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]


class KeepApart(Base):
    """Two women, or a woman and a room, that must not meet; kept once, smaller number first."""

    __tablename__ = "keep_apart"
    __table_args__ = (
        CheckConstraint("(other_guest_id IS NULL) <> (room_id IS NULL)", name="woman_or_room"),
        CheckConstraint(
            "other_guest_id IS NULL OR guest_id < other_guest_id", name="smaller_first"
        ),
        Index(
            "uq_keep_apart_open_pair",
            "guest_id",
            "other_guest_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    other_guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="RESTRICT"))
    level: Mapped[KeepApartLevel] = mapped_column(stored_by_value(KeepApartLevel))
    starts_at: Mapped[datetime]
    review_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
