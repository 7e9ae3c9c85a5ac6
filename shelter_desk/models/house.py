"""The house: floors, rooms, beds and the house's own settings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from shelter_desk.models.base import Base, BigId, stored_by_value
from shelter_desk.terms import BedAttribute, BedCategory, OutageReason, RoomKind, ShiftName


class House(Base):
    """The one row that says which house this is."""

    __tablename__ = "house"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    house_uuid: Mapped[str] = mapped_column(String(36))
    unit_code: Mapped[str] = mapped_column(String(40))
    demo: Mapped[bool]
    created_at: Mapped[datetime]
    key_wrap: Mapped[str | None] = mapped_column(String(4000))


class HouseSetting(Base):
    """A setting of the whole house; names, types and defaults are in ``settings.py``."""

    __tablename__ = "house_setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[dict[str, Any]]


class Shift(Base):
    """When a shift runs, in local wall-clock minutes after midnight."""

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("starts_minute BETWEEN 0 AND 1439", name="starts_in_day"),
        CheckConstraint("ends_minute BETWEEN 0 AND 1439", name="ends_in_day"),
    )

    name: Mapped[ShiftName] = mapped_column(stored_by_value(ShiftName), primary_key=True)
    starts_minute: Mapped[int]
    ends_minute: Mapped[int]


class Floor(Base):
    """A storey, counted from the ground up."""

    __tablename__ = "floor"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    level: Mapped[int] = mapped_column(unique=True)
    closed_at: Mapped[datetime | None]


class FloorPicture(Base):
    """A picture of the real plan that lies under a floor, as PNG."""

    __tablename__ = "floor_picture"

    floor_id: Mapped[int] = mapped_column(
        ForeignKey("floor.id", ondelete="RESTRICT"), primary_key=True
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]


class Room(Base):
    """A room on the plan; position and size are in plan units of the floor."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("floor_id", "name"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    floor_id: Mapped[int] = mapped_column(ForeignKey("floor.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[RoomKind] = mapped_column(stored_by_value(RoomKind))
    plan_x: Mapped[int]
    plan_y: Mapped[int]
    plan_width: Mapped[int]
    plan_height: Mapped[int]
    own_toilet: Mapped[bool] = mapped_column(default=False)
    zone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    closed_at: Mapped[datetime | None]


class RoomNeighbour(Base):
    """Two rooms wall to wall, kept once with the smaller number first."""

    __tablename__ = "room_neighbour"
    __table_args__ = (CheckConstraint("room_id < other_room_id", name="smaller_first"),)

    room_id: Mapped[int] = mapped_column(
        ForeignKey("room.id", ondelete="RESTRICT"), primary_key=True
    )
    other_room_id: Mapped[int] = mapped_column(
        ForeignKey("room.id", ondelete="RESTRICT"), primary_key=True
    )


class Bed(Base):
    """A place to sleep; ``approved`` counts in capacity, the others are extra places."""

    __tablename__ = "bed"
    __table_args__ = (
        CheckConstraint("closed_at IS NULL OR closed_at > opened_at", name="closes_after_opening"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="RESTRICT"))
    sort: Mapped[int]
    approved: Mapped[bool]
    shielded: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class BedCategoryPeriod(Base):
    """What category a bed has from a date on (domain.md d2: valid-from dated)."""

    __tablename__ = "bed_category_period"

    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    category: Mapped[BedCategory] = mapped_column(stored_by_value(BedCategory))


class BedAttributeLink(Base):
    """One particular of a bed."""

    __tablename__ = "bed_attribute_link"

    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"), primary_key=True)
    attribute: Mapped[BedAttribute] = mapped_column(stored_by_value(BedAttribute), primary_key=True)


class Outage(Base):
    """A bed cannot be used from ``starts_at`` until ``ends_at`` (open: still)."""

    __tablename__ = "outage"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        Index(
            "uq_outage_open_bed",
            "bed_id",
            unique=True,
            sqlite_where=text("ends_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("ends_at IS NULL AND voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    reason: Mapped[OutageReason] = mapped_column(stored_by_value(OutageReason))
    note: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime]
    expected_until: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]


class Cleaning(Base):
    """A bed waits to be cleaned; it is not shown free before that is done."""

    __tablename__ = "cleaning"
    __table_args__ = (
        CheckConstraint("done_at IS NULL OR done_at >= needed_at", name="done_after_needed"),
        Index(
            "uq_cleaning_open_bed",
            "bed_id",
            unique=True,
            sqlite_where=text("done_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("done_at IS NULL AND voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    needed_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]
