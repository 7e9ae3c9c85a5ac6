"""The woman: what little the house keeps about her (domain.md b1)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shelter_desk.models.base import Base, BigId, stored_by_value
from shelter_desk.terms import ALIAS_LIMIT, BedAttribute, Protection

# Two open cards with the same alias and second word are refused; shielded cards and cards that
# wait for the shift lead's look are outside, so that a new card gives no sign of a shielded one.
_KNOWN_AND_OPEN = (
    "protection = 'UGRADERT' AND NOT awaiting_review"
    " AND merged_into IS NULL AND anonymised_at IS NULL"
)


class Guest(Base):
    """A woman the house knows by an alias; nothing that identifies her elsewhere."""

    __tablename__ = "guest"
    __table_args__ = (
        CheckConstraint("length(alias) > 0", name="alias_not_empty"),
        CheckConstraint("birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name="year"),
        CheckConstraint("merged_into IS NULL OR merged_into <> id", name="not_into_herself"),
        Index(
            "uq_guest_alias",
            "alias_key",
            "second_key",
            unique=True,
            sqlite_where=text(_KNOWN_AND_OPEN),
            postgresql_where=text(_KNOWN_AND_OPEN),
        ),
        Index("ix_guest_alias_key", "alias_key"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    alias: Mapped[str] = mapped_column(String(ALIAS_LIMIT))
    second_word: Mapped[str] = mapped_column(String(32), default="")
    alias_key: Mapped[str] = mapped_column(String(ALIAS_LIMIT * 2))
    second_key: Mapped[str] = mapped_column(String(64), default="")
    birth_year: Mapped[int | None]
    protection: Mapped[Protection] = mapped_column(
        stored_by_value(Protection), default=Protection.OPEN
    )
    awaiting_review: Mapped[bool] = mapped_column(default=False)
    key_worker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    wishes: Mapped[str] = mapped_column(String(400), default="")
    must_not_know: Mapped[str] = mapped_column(String(400), default="")
    sheet_remark: Mapped[str] = mapped_column(String(25), default="")
    asked_for: Mapped[str] = mapped_column(String(400), default="", server_default="")
    diet: Mapped[str] = mapped_column(String(60), default="", server_default="")
    pet: Mapped[str] = mapped_column(String(60), default="", server_default="")
    children: Mapped[int] = mapped_column(default=0, server_default="0")
    help_out: Mapped[str] = mapped_column(String(120), default="", server_default="")
    wake_minute: Mapped[int | None]
    key_worker_since: Mapped[date | None]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    anonymised_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class GuestOtherName(Base):
    """Another name she is called by; found by search, not printed."""

    __tablename__ = "guest_other_name"
    __table_args__ = (UniqueConstraint("guest_id", "name_key"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(ALIAS_LIMIT))
    name_key: Mapped[str] = mapped_column(String(ALIAS_LIMIT * 2))


class GuestPair(Base):
    """Character pairs of her names: the same forgiving search on both engines."""

    __tablename__ = "guest_pair"

    pair: Mapped[str] = mapped_column(String(8), primary_key=True)
    guest_id: Mapped[int] = mapped_column(
        ForeignKey("guest.id", ondelete="RESTRICT"), primary_key=True, index=True
    )


class GuestExclusion(Base):
    """A named colleague for whom this woman does not exist (domain.md b11)."""

    __tablename__ = "guest_exclusion"

    guest_id: Mapped[int] = mapped_column(
        ForeignKey("guest.id", ondelete="RESTRICT"), primary_key=True
    )
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="RESTRICT"), primary_key=True
    )


class GuestNeed(Base):
    """What a bed should have for her; matched with the particulars of beds."""

    __tablename__ = "guest_need"
    __table_args__ = (
        Index(
            "uq_guest_need_open",
            "guest_id",
            "attribute",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"), index=True)
    attribute: Mapped[BedAttribute] = mapped_column(stored_by_value(BedAttribute))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class GuestMessage(Base):
    """A message for her, until somebody has given it."""

    __tablename__ = "guest_message"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    given_at: Mapped[datetime | None]
    given_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]


class GuestContact(Base):
    """A direct contact of one woman, with her consent; the house's own are ``Contact``."""

    __tablename__ = "guest_contact"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"), index=True)
    institution: Mapped[str] = mapped_column(String(120))
    person: Mapped[str] = mapped_column(String(120), default="")
    direct_line: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(400), default="")
    closed_at: Mapped[datetime | None]


class Vedtak(Base):
    """A decision of a place, with the office that made it; both dates inclusive."""

    __tablename__ = "vedtak"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    office: Mapped[str] = mapped_column(String(80), default="")
    voided_at: Mapped[datetime | None]


class Contact(Base):
    """A partner with a direct line: institution, named person, number."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    institution: Mapped[str] = mapped_column(String(120))
    person: Mapped[str] = mapped_column(String(120), default="")
    direct_line: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(400), default="")
    closed_at: Mapped[datetime | None]
