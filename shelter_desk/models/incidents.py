"""What has happened that must be counted and followed up (domain.md e2).

The words of an incident stand in its log line: there they are covered by the audit, can be
corrected beside and redacted. What only a manager may read has a line of its own. Here are the
times, choices and counts. What was not known at first is filled in later; a column that holds
something is not changed. Violence, threats, injuries and deaths cannot be voided.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shelter_desk.incident_terms import (
    AssaultAgainst,
    AssaultBy,
    Breathing,
    ContactWay,
    DoseGiver,
    HerWish,
    IncidentKind,
    IncidentOutcome,
    Measure,
    NaloxoneProduct,
    Nostril,
    PoliceLine,
    ThreatChannel,
)
from shelter_desk.models.base import Base, BigId, stored_by_value


class Incident(Base):
    """One incident, whatever its kind; triggers refuse another kind or line, and deletion."""

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint(
            "voided_at IS NULL OR kind NOT IN ('violence', 'threat', 'serious_injury', 'death')",
            name="stands",
        ),
        UniqueConstraint("entry_id"),
        Index("ix_incident_happened_at", "happened_at"),
        Index("ix_incident_guest_id", "guest_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("log_entry.id", ondelete="RESTRICT"))
    kind: Mapped[IncidentKind] = mapped_column(stored_by_value(IncidentKind))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    presence_id: Mapped[int | None] = mapped_column(ForeignKey("presence.id", ondelete="RESTRICT"))
    happened_at: Mapped[datetime]
    written_at: Mapped[datetime]
    by_staff: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="RESTRICT"))
    place: Mapped[str] = mapped_column(String(80), default="")
    staff_on_duty: Mapped[int | None]
    lone_work: Mapped[bool | None]
    ambulance_called_at: Mapped[datetime | None]
    ambulance_called_by: Mapped[str] = mapped_column(String(80), default="")
    ambulance_came_at: Mapped[datetime | None]
    ambulance_left_at: Mapped[datetime | None]
    outcome: Mapped[IncidentOutcome | None] = mapped_column(stored_by_value(IncidentOutcome))
    police_called_at: Mapped[datetime | None]
    police_line: Mapped[PoliceLine | None] = mapped_column(stored_by_value(PoliceLine))
    police_reference: Mapped[str] = mapped_column(String(60), default="")
    reported_to_police: Mapped[bool | None]
    first_aid: Mapped[bool | None]
    doctor_called_at: Mapped[datetime | None]
    manager_told_at: Mapped[datetime | None]
    deviation: Mapped[str] = mapped_column(String(40), default="")
    debrief_by: Mapped[str] = mapped_column(String(80), default="")
    debrief_on: Mapped[date | None]
    voided_at: Mapped[datetime | None]


class Overdose(Base):
    """What only an overdose has; doses are rows of their own."""

    __tablename__ = "overdose"
    __table_args__ = (
        CheckConstraint("rescue_until IS NULL OR rescue_until >= rescue_from", name="rescue_ends"),
    )

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="RESTRICT"), primary_key=True
    )
    found_by: Mapped[str] = mapped_column(String(80), default="")
    responsive: Mapped[bool | None]
    breathing: Mapped[Breathing | None] = mapped_column(stored_by_value(Breathing))
    rescue_from: Mapped[datetime | None]
    rescue_until: Mapped[datetime | None]
    suicide_asked: Mapped[bool | None]
    doctor_consulted: Mapped[bool | None]
    observed_until: Mapped[datetime | None]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("check_plan.id", ondelete="RESTRICT"))


class NaloxoneDose(Base):
    """A spray that was given; ``from_house`` takes it off the house's stock."""

    __tablename__ = "naloxone_dose"
    __table_args__ = (
        CheckConstraint("number BETWEEN 1 AND 20", name="number"),
        UniqueConstraint("incident_id", "number"),
        Index("ix_naloxone_dose_given_at", "given_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="RESTRICT"))
    number: Mapped[int]
    product: Mapped[NaloxoneProduct] = mapped_column(stored_by_value(NaloxoneProduct))
    given_at: Mapped[datetime]
    nostril: Mapped[Nostril | None] = mapped_column(stored_by_value(Nostril))
    given_by: Mapped[DoseGiver] = mapped_column(stored_by_value(DoseGiver))
    from_house: Mapped[bool] = mapped_column(default=True)


class NaloxoneCount(Base):
    """How many sprays lay in the house when somebody counted them."""

    __tablename__ = "naloxone_count"
    __table_args__ = (CheckConstraint("sprays BETWEEN 0 AND 1000", name="sprays"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    sprays: Mapped[int]
    counted_at: Mapped[datetime]
    by_staff: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]


class Assault(Base):
    """Violence or a threat in the house: by whom, against whom, of what sort."""

    __tablename__ = "assault"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="RESTRICT"), primary_key=True
    )
    by_whom: Mapped[AssaultBy] = mapped_column(stored_by_value(AssaultBy))
    by_guest_id: Mapped[int | None] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    against: Mapped[AssaultAgainst] = mapped_column(stored_by_value(AssaultAgainst))
    against_guest_id: Mapped[int | None] = mapped_column(
        ForeignKey("guest.id", ondelete="RESTRICT")
    )
    physical: Mapped[bool] = mapped_column(default=False)
    verbal: Mapped[bool] = mapped_column(default=False)
    sexual: Mapped[bool] = mapped_column(default=False)
    weapon: Mapped[bool] = mapped_column(default=False)
    alarm_used: Mapped[bool | None]
    moved_bed: Mapped[bool] = mapped_column(default=False)
    kept_apart: Mapped[bool] = mapped_column(default=False)
    measure: Mapped[Measure | None] = mapped_column(stored_by_value(Measure))


class StaffHarm(Base):
    """A colleague was hit by an incident; not tied to any woman's record (domain.md b19).

    Work being done, assumed cause and injury are the words of ``entry_id``, which only a manager
    and its writer may read.
    """

    __tablename__ = "staff_harm"
    __table_args__ = (
        CheckConstraint("staff_id IS NOT NULL OR name <> ''", name="has_name"),
        Index("ix_staff_harm_incident_id", "incident_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="RESTRICT"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(80), default="")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("log_entry.id", ondelete="RESTRICT"))
    injured: Mapped[bool | None]
    follow_up_by: Mapped[str] = mapped_column(String(80), default="")
    follow_up_on: Mapped[date | None]


class OutsideThreat(Base):
    """Somebody outside threatens; the description of him or her is for the manager alone."""

    __tablename__ = "outside_threat"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="RESTRICT"), primary_key=True
    )
    channel: Mapped[ThreatChannel] = mapped_column(stored_by_value(ThreatChannel))
    nothing_disclosed: Mapped[bool]
    description_entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("log_entry.id", ondelete="RESTRICT")
    )
    watch_id: Mapped[int | None] = mapped_column(ForeignKey("watch_line.id", ondelete="RESTRICT"))


class SuicideConcern(Base):
    """Staff fear for her life: what was done about it, nothing clinical."""

    __tablename__ = "suicide_concern"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="RESTRICT"), primary_key=True
    )
    asked_directly: Mapped[bool | None]
    not_alone: Mapped[bool | None]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("check_plan.id", ondelete="RESTRICT"))
    watch_id: Mapped[int | None] = mapped_column(ForeignKey("watch_line.id", ondelete="RESTRICT"))


class OutsideViolence(Base):
    """She was exposed to violence or abuse elsewhere: what she wants, never what was done."""

    __tablename__ = "outside_violence"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="RESTRICT"), primary_key=True
    )
    police: Mapped[HerWish] = mapped_column(stored_by_value(HerWish))
    assault_centre: Mapped[HerWish] = mapped_column(stored_by_value(HerWish, "centre_wish"))


class SeriousCheck(Base):
    """The checklist of a serious injury or a death (domain.md b20)."""

    __tablename__ = "serious_check"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="RESTRICT"), primary_key=True
    )
    considered_at: Mapped[datetime | None]
    """When it was considered whether to tell Statens helsetilsyn."""
    inspectorate_told: Mapped[bool | None]
    why_entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("log_entry.id", ondelete="RESTRICT")
    )


class MissingReport(Base):
    """She was reported missing, until she is found."""

    __tablename__ = "missing_report"
    __table_args__ = (
        CheckConstraint("found_at IS NULL OR found_at >= last_seen_at", name="found_after_seen"),
        Index(
            "uq_missing_report_open",
            "guest_id",
            unique=True,
            sqlite_where=text("found_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("found_at IS NULL AND voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id", ondelete="RESTRICT"))
    reported_at: Mapped[datetime]
    told: Mapped[str] = mapped_column(String(200), default="")
    last_seen_at: Mapped[datetime | None]
    last_seen_by: Mapped[str] = mapped_column(String(80), default="")
    last_seen_where: Mapped[str] = mapped_column(String(120), default="")
    clothing: Mapped[str] = mapped_column(String(200), default="")
    found_at: Mapped[datetime | None]
    found_how: Mapped[str] = mapped_column(String(200), default="")
    by_staff: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]


class ContactAttempt(Base):
    """Staff tried to reach a woman who is not seen."""

    __tablename__ = "contact_attempt"
    __table_args__ = (Index("ix_contact_attempt_guest_id_at", "guest_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="RESTRICT"))
    at: Mapped[datetime]
    way: Mapped[ContactWay] = mapped_column(stored_by_value(ContactWay))
    reached: Mapped[bool]
    note: Mapped[str] = mapped_column(String(200), default="")
    by_staff: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="RESTRICT"))
    voided_at: Mapped[datetime | None]
