"""Incidents, isolation and visitors; needs, messages and contacts of a woman; who read a sheet."""

import sqlalchemy as sa
from alembic import op

from shelter_desk.migrations.columns import ROW_ID, one_of
from shelter_desk.migrations.guards import keep_incidents

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    _columns()
    _tables()
    keep_incidents()


def _columns() -> None:
    for name, length in (("asked_for", 400), ("diet", 60), ("pet", 60), ("help_out", 120)):
        op.add_column("guest", _words(name, length))
    op.add_column("guest", sa.Column("children", sa.Integer(), server_default="0", nullable=False))
    op.add_column("guest", sa.Column("wake_minute", sa.Integer(), nullable=True))
    op.add_column("guest", sa.Column("key_worker_since", sa.Date(), nullable=True))
    op.add_column("floor", sa.Column("closed_at", sa.BigInteger(), nullable=True))
    op.add_column("room", _words("zone", 40))
    op.add_column("room", sa.Column("closed_at", sa.BigInteger(), nullable=True))
    op.add_column("staff", _words("experience", 120))
    op.add_column("handover_print", sa.Column("not_made_at", sa.BigInteger(), nullable=True))


def _words(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), server_default="", nullable=False)


def _tables() -> None:
    op.create_table(
        "incident",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("entry_id", ROW_ID, nullable=False),
        sa.Column(
            "kind",
            one_of(
                "ck_incident_incident_kind",
                "overdose suicide_risk violence_outside violence threat threat_from_outside reported_missing infection fire_alarm evacuation weapon_found serious_injury death",
            ),
            nullable=False,
        ),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("by_staff", ROW_ID, nullable=True),
        sa.Column("room_id", ROW_ID, nullable=True),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("staff_on_duty", sa.Integer(), nullable=True),
        sa.Column("lone_work", sa.Boolean(), nullable=True),
        sa.Column("ambulance_called_at", sa.BigInteger(), nullable=True),
        sa.Column("ambulance_called_by", sa.String(length=80), nullable=False),
        sa.Column("ambulance_came_at", sa.BigInteger(), nullable=True),
        sa.Column("ambulance_left_at", sa.BigInteger(), nullable=True),
        sa.Column(
            "outcome",
            one_of("ck_incident_incident_outcome", "stayed went_along left died"),
            nullable=True,
        ),
        sa.Column("police_called_at", sa.BigInteger(), nullable=True),
        sa.Column("police_line", one_of("ck_incident_police_line", "112 02800"), nullable=True),
        sa.Column("police_reference", sa.String(length=60), nullable=False),
        sa.Column("reported_to_police", sa.Boolean(), nullable=True),
        sa.Column("first_aid", sa.Boolean(), nullable=True),
        sa.Column("doctor_called_at", sa.BigInteger(), nullable=True),
        sa.Column("manager_told_at", sa.BigInteger(), nullable=True),
        sa.Column("deviation", sa.String(length=40), nullable=False),
        sa.Column("debrief_by", sa.String(length=80), nullable=False),
        sa.Column("debrief_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "voided_at IS NULL OR kind NOT IN ('violence', 'threat', 'serious_injury', 'death')",
            name="ck_incident_stands",
        ),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name="fk_incident_by_staff", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name="fk_incident_entry_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_incident_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_incident_presence_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name="fk_incident_room_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
        sa.UniqueConstraint("entry_id", name="uq_incident_entry_id"),
    )
    op.create_index("ix_incident_guest_id", "incident", ["guest_id"], unique=False)
    op.create_index("ix_incident_happened_at", "incident", ["happened_at"], unique=False)
    op.create_table(
        "overdose",
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("found_by", sa.String(length=80), nullable=False),
        sa.Column("responsive", sa.Boolean(), nullable=True),
        sa.Column("breathing", one_of("ck_overdose_breathing", "normal slow none"), nullable=True),
        sa.Column("rescue_from", sa.BigInteger(), nullable=True),
        sa.Column("rescue_until", sa.BigInteger(), nullable=True),
        sa.Column("suicide_asked", sa.Boolean(), nullable=True),
        sa.Column("doctor_consulted", sa.Boolean(), nullable=True),
        sa.Column("observed_until", sa.BigInteger(), nullable=True),
        sa.Column("plan_id", ROW_ID, nullable=True),
        sa.CheckConstraint(
            "rescue_until IS NULL OR rescue_until >= rescue_from", name="ck_overdose_rescue_ends"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name="fk_overdose_incident_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["check_plan.id"], name="fk_overdose_plan_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("incident_id", name="pk_overdose"),
    )
    op.create_table(
        "naloxone_dose",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "product",
            one_of("ck_naloxone_dose_naloxone_product", "ventizolve nyxoid other"),
            nullable=False,
        ),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("nostril", one_of("ck_naloxone_dose_nostril", "left right"), nullable=True),
        sa.Column(
            "given_by",
            one_of("ck_naloxone_dose_dose_giver", "staff other_woman ambulance other"),
            nullable=False,
        ),
        sa.Column("from_house", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 20", name="ck_naloxone_dose_number"),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
            name="fk_naloxone_dose_incident_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_naloxone_dose"),
        sa.UniqueConstraint("incident_id", "number", name="uq_naloxone_dose_incident_id_number"),
    )
    op.create_index("ix_naloxone_dose_given_at", "naloxone_dose", ["given_at"], unique=False)
    op.create_table(
        "naloxone_count",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("sprays", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.Column("by_staff", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("sprays BETWEEN 0 AND 1000", name="ck_naloxone_count_sprays"),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name="fk_naloxone_count_by_staff", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_naloxone_count"),
    )
    op.create_table(
        "assault",
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column(
            "by_whom",
            one_of("ck_assault_assault_by", "woman visitor staff unknown"),
            nullable=False,
        ),
        sa.Column("by_guest_id", ROW_ID, nullable=True),
        sa.Column(
            "against",
            one_of("ck_assault_assault_against", "woman staff visitor things"),
            nullable=False,
        ),
        sa.Column("against_guest_id", ROW_ID, nullable=True),
        sa.Column("physical", sa.Boolean(), nullable=False),
        sa.Column("verbal", sa.Boolean(), nullable=False),
        sa.Column("sexual", sa.Boolean(), nullable=False),
        sa.Column("weapon", sa.Boolean(), nullable=False),
        sa.Column("alarm_used", sa.Boolean(), nullable=True),
        sa.Column("moved_bed", sa.Boolean(), nullable=False),
        sa.Column("kept_apart", sa.Boolean(), nullable=False),
        sa.Column(
            "measure", one_of("ck_assault_measure", "none talk sent_away barred"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["against_guest_id"],
            ["guest.id"],
            name="fk_assault_against_guest_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["by_guest_id"], ["guest.id"], name="fk_assault_by_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name="fk_assault_incident_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("incident_id", name="pk_assault"),
    )
    op.create_table(
        "staff_harm",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("entry_id", ROW_ID, nullable=True),
        sa.Column("injured", sa.Boolean(), nullable=True),
        sa.Column("follow_up_by", sa.String(length=80), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.CheckConstraint("staff_id IS NOT NULL OR name <> ''", name="ck_staff_harm_has_name"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name="fk_staff_harm_entry_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name="fk_staff_harm_incident_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_staff_harm_staff_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_staff_harm"),
    )
    op.create_index("ix_staff_harm_incident_id", "staff_harm", ["incident_id"], unique=False)
    op.create_table(
        "outside_threat",
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column(
            "channel",
            one_of("ck_outside_threat_threat_channel", "door phone message nearby other"),
            nullable=False,
        ),
        sa.Column("nothing_disclosed", sa.Boolean(), nullable=False),
        sa.Column("description_entry_id", ROW_ID, nullable=True),
        sa.Column("watch_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["description_entry_id"],
            ["log_entry.id"],
            name="fk_outside_threat_description_entry_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
            name="fk_outside_threat_incident_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watch_line.id"], name="fk_outside_threat_watch_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("incident_id", name="pk_outside_threat"),
    )
    op.create_table(
        "suicide_concern",
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("asked_directly", sa.Boolean(), nullable=True),
        sa.Column("not_alone", sa.Boolean(), nullable=True),
        sa.Column("plan_id", ROW_ID, nullable=True),
        sa.Column("watch_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
            name="fk_suicide_concern_incident_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["check_plan.id"], name="fk_suicide_concern_plan_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watch_line.id"], name="fk_suicide_concern_watch_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("incident_id", name="pk_suicide_concern"),
    )
    op.create_table(
        "outside_violence",
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column(
            "police",
            one_of("ck_outside_violence_her_wish", "yes no later not_asked"),
            nullable=False,
        ),
        sa.Column(
            "assault_centre",
            one_of("ck_outside_violence_centre_wish", "yes no later not_asked"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
            name="fk_outside_violence_incident_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("incident_id", name="pk_outside_violence"),
    )
    op.create_table(
        "serious_check",
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("considered_at", sa.BigInteger(), nullable=True),
        sa.Column("inspectorate_told", sa.Boolean(), nullable=True),
        sa.Column("why_entry_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
            name="fk_serious_check_incident_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["why_entry_id"],
            ["log_entry.id"],
            name="fk_serious_check_why_entry_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("incident_id", name="pk_serious_check"),
    )
    op.create_table(
        "missing_report",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=True),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.String(length=200), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=True),
        sa.Column("last_seen_by", sa.String(length=80), nullable=False),
        sa.Column("last_seen_where", sa.String(length=120), nullable=False),
        sa.Column("clothing", sa.String(length=200), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=True),
        sa.Column("found_how", sa.String(length=200), nullable=False),
        sa.Column("by_staff", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "found_at IS NULL OR found_at >= last_seen_at",
            name="ck_missing_report_found_after_seen",
        ),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name="fk_missing_report_by_staff", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_missing_report_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
            name="fk_missing_report_incident_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_missing_report"),
    )
    op.create_index(
        "uq_missing_report_open",
        "missing_report",
        ["guest_id"],
        unique=True,
        sqlite_where=sa.text("found_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("found_at IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "contact_attempt",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column(
            "way",
            one_of(
                "ck_contact_attempt_contact_way",
                "phone message searched visited network services other",
            ),
            nullable=False,
        ),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("by_staff", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name="fk_contact_attempt_by_staff", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_contact_attempt_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contact_attempt"),
    )
    op.create_index(
        "ix_contact_attempt_guest_id_at", "contact_attempt", ["guest_id", "at"], unique=False
    )
    op.create_table(
        "isolation",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.Column("bed_id", ROW_ID, nullable=True),
        sa.Column("room_id", ROW_ID, nullable=True),
        sa.Column(
            "route", one_of("ck_isolation_infection_route", "droplet contact gut"), nullable=False
        ),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("own_toilet", sa.Boolean(), nullable=False),
        sa.Column("meals_on_tray", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("review_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("by_staff", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name="ck_isolation_ends_after_start"
        ),
        sa.CheckConstraint(
            "guest_id IS NOT NULL OR presence_id IS NOT NULL", name="ck_isolation_has_subject"
        ),
        sa.CheckConstraint("review_at > starts_at", name="ck_isolation_review_after_start"),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_isolation_bed_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name="fk_isolation_by_staff", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_isolation_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_isolation_presence_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name="fk_isolation_room_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_isolation"),
    )
    op.create_index(
        "uq_isolation_open_guest",
        "isolation",
        ["guest_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
    )
    op.create_index(
        "uq_isolation_open_presence",
        "isolation",
        ["presence_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "visitor",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            one_of("ck_visitor_visitor_kind", "visitor craftsman volunteer official other"),
            nullable=False,
        ),
        sa.Column("whom", sa.String(length=80), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("expected_until", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("by_staff", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name="ck_visitor_ends_after_start"
        ),
        sa.CheckConstraint("name <> ''", name="ck_visitor_has_name"),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name="fk_visitor_by_staff", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_visitor"),
    )
    op.create_index("ix_visitor_ends_at", "visitor", ["ends_at"], unique=False)
    op.create_table(
        "guest_need",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column(
            "attribute",
            one_of(
                "ck_guest_need_bed_attribute",
                "ground_floor near_staff own_door own_toilet lower_bunk socket pet",
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_guest_need_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_guest_need"),
    )
    op.create_index("ix_guest_need_guest_id", "guest_need", ["guest_id"], unique=False)
    op.create_index(
        "uq_guest_need_open",
        "guest_need",
        ["guest_id", "attribute"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "guest_message",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", ROW_ID, nullable=True),
        sa.Column("given_at", sa.BigInteger(), nullable=True),
        sa.Column("given_by", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["given_by"], ["staff.id"], name="fk_guest_message_given_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_guest_message_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["staff.id"], name="fk_guest_message_made_by", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_guest_message"),
    )
    op.create_index("ix_guest_message_guest_id", "guest_message", ["guest_id"], unique=False)
    op.create_table(
        "guest_contact",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column("institution", sa.String(length=120), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("direct_line", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_guest_contact_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_guest_contact"),
    )
    op.create_index("ix_guest_contact_guest_id", "guest_contact", ["guest_id"], unique=False)
    op.create_table(
        "floor_picture",
        sa.Column("floor_id", ROW_ID, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["floor_id"], ["floor.id"], name="fk_floor_picture_floor_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("floor_id", name="pk_floor_picture"),
    )
    op.create_table(
        "handover_reading",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("print_id", ROW_ID, nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.Column("aloud", sa.Boolean(), nullable=False),
        sa.Column("watch_lines", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["print_id"],
            ["handover_print.id"],
            name="fk_handover_reading_print_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_handover_reading_staff_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handover_reading"),
        sa.UniqueConstraint("print_id", "staff_id", name="uq_handover_reading_print_id_staff_id"),
    )
    op.create_index("ix_handover_reading_print_id", "handover_reading", ["print_id"], unique=False)
