"""Who else is in the house, and who must have a room to herself: visitors and isolation."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from shelter_desk.incident_terms import InfectionRoute, VisitorKind
from shelter_desk.models.base import Base, BigId, stored_by_value


class Visitor(Base):
    """Somebody in the house who neither stays nor is employed: the fire list counts her."""

    __tablename__ = "visitor"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        Index("ix_visitor_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[VisitorKind] = mapped_column(stored_by_value(VisitorKind))
    whom: Mapped[str] = mapped_column(String(80), default="")
    starts_at: Mapped[datetime]
    expected_until: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    by_staff: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]


class Isolation(Base):
    """She has a room to herself because of an infection: precautions, never a diagnosis."""

    __tablename__ = "isolation"
    __table_args__ = (
        CheckConstraint("guest_id IS NOT NULL OR presence_id IS NOT NULL", name="has_subject"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("review_at > starts_at", name="review_after_start"),
        Index(
            "uq_isolation_open_guest",
            "guest_id",
            unique=True,
            sqlite_where=text("ends_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("ends_at IS NULL AND voided_at IS NULL"),
        ),
        Index(
            "uq_isolation_open_presence",
            "presence_id",
            unique=True,
            sqlite_where=text("ends_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("ends_at IS NULL AND voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="RESTRICT"))
    route: Mapped[InfectionRoute] = mapped_column(stored_by_value(InfectionRoute))
    confirmed: Mapped[bool]
    own_toilet: Mapped[bool]
    meals_on_tray: Mapped[bool]
    note: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime]
    review_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    by_staff: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]
