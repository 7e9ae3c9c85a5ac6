"""Who is in the house, and who has a bed: two separate facts (architecture.md 3)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from shelter_desk.models.base import Base, BigId, stored_by_value
from shelter_desk.terms import (
    BedElsewhere,
    Destination,
    PresenceKind,
    ProvisionKind,
    StayEnd,
    TurnAwayReason,
)

_OPEN = "ends_at IS NULL AND voided_at IS NULL"
_ENDS_AFTER_START = "ends_at IS NULL OR ends_at > starts_at"


def _one_open(name: str, column: str) -> Index:
    condition = text(_OPEN)
    return Index(name, column, unique=True, sqlite_where=condition, postgresql_where=condition)


class Presence(Base):
    """She is in the house from check-in to check-out.

    That no two presences of a woman overlap is held by ``presence_no_overlap``: an exclusion
    constraint on PostgreSQL, triggers on SQLite.
    """

    __tablename__ = "presence"
    __table_args__ = (
        CheckConstraint(_ENDS_AFTER_START, name="ends_after_start"),
        CheckConstraint("kind <> 'named' OR guest_id IS NOT NULL", name="named_has_guest"),
        CheckConstraint("kind <> 'anonymous' OR guest_id IS NULL", name="anonymous_has_none"),
        CheckConstraint("children BETWEEN 0 AND 20", name="children"),
        _one_open("uq_presence_open_guest", "guest_id"),
        Index("ix_presence_starts_at", "starts_at"),
        Index("ix_presence_guest_id_starts_at", "guest_id", "starts_at"),
        Index("ix_presence_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[PresenceKind] = mapped_column(stored_by_value(PresenceKind))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    number: Mapped[int | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    expected_until: Mapped[datetime | None]
    destination: Mapped[Destination | None] = mapped_column(stored_by_value(Destination))
    left_without_notice: Mapped[bool] = mapped_column(default=False)
    children: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(120), default="")
    needs_help_out: Mapped[bool] = mapped_column(default=False)
    wake_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]


class OutSpell(Base):
    """She is out for a while inside a presence; she is not present meanwhile."""

    __tablename__ = "out_spell"
    __table_args__ = (
        CheckConstraint(_ENDS_AFTER_START, name="ends_after_start"),
        _one_open("uq_out_spell_open_presence", "presence_id"),
        Index("ix_out_spell_presence_id", "presence_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    presence_id: Mapped[int] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    expected_back: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]


class BedStay(Base):
    """A bed is hers from ``starts_at`` to ``ends_at``; moves close one and open the next.

    It belongs to a guest or, for an anonymous woman, to her presence. That no two stays of a
    bed or of a woman overlap, also when back-dated, is held by ``bed_stay_no_overlap_*``.
    """

    __tablename__ = "bed_stay"
    __table_args__ = (
        CheckConstraint(_ENDS_AFTER_START, name="ends_after_start"),
        CheckConstraint("(guest_id IS NULL) <> (presence_id IS NULL)", name="one_owner"),
        _one_open("uq_bed_stay_open_bed", "bed_id"),
        _one_open("uq_bed_stay_open_guest", "guest_id"),
        _one_open("uq_bed_stay_open_presence", "presence_id"),
        Index("ix_bed_stay_bed_id_starts_at", "bed_id", "starts_at"),
        Index("ix_bed_stay_guest_id_starts_at", "guest_id", "starts_at"),
        Index("ix_bed_stay_presence_id", "presence_id"),
        Index("ix_bed_stay_starts_at", "starts_at"),
        Index("ix_bed_stay_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    end_reason: Mapped[StayEnd | None] = mapped_column(stored_by_value(StayEnd))
    moved_from: Mapped[int | None] = mapped_column(ForeignKey("bed_stay.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]


class Hold(Base):
    """A bed is kept for her until an hour of the clock; it expires by itself."""

    __tablename__ = "hold"
    __table_args__ = (CheckConstraint("until_at > made_at", name="until_after_made"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"), index=True)
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"), index=True)
    made_at: Mapped[datetime]
    until_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class HoldNight(Base):
    """One night of a hold; a bed has at most one that counts."""

    __tablename__ = "hold_night"
    __table_args__ = (
        Index(
            "uq_hold_night_active_bed",
            "bed_id",
            "night",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )

    hold_id: Mapped[int] = mapped_column(
        ForeignKey("hold.id", ondelete="RESTRICT"), primary_key=True
    )
    night: Mapped[date] = mapped_column(primary_key=True)
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id", ondelete="RESTRICT"))
    active: Mapped[bool]


class Provision(Base):
    """Something given: a meal, a shower, a kit; may be anonymous."""

    __tablename__ = "provision"
    __table_args__ = (
        CheckConstraint("amount BETWEEN 1 AND 500", name="amount"),
        Index("ix_provision_given_at", "given_at"),
        Index("ix_provision_presence_id", "presence_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    kind: Mapped[ProvisionKind] = mapped_column(stored_by_value(ProvisionKind))
    amount: Mapped[int] = mapped_column(default=1)
    first_time: Mapped[bool | None]
    given_at: Mapped[datetime]
    given_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]


class TurnAway(Base):
    """Somebody got no place: why, and where she was sent (anonymous by default)."""

    __tablename__ = "turn_away"
    __table_args__ = (Index("ix_turn_away_at", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    at: Mapped[datetime]
    reason: Mapped[TurnAwayReason] = mapped_column(stored_by_value(TurnAwayReason))
    referred_to: Mapped[str] = mapped_column(String(120), default="")
    bed_elsewhere: Mapped[BedElsewhere] = mapped_column(
        stored_by_value(BedElsewhere), default=BedElsewhere.UNKNOWN
    )
    by_staff: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]
