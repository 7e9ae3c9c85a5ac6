"""What is written and what is to be done."""

import sqlalchemy as sa
from alembic import op

from shelter_desk.migrations.columns import ROW_ID, one_of
from shelter_desk.migrations.guards import keep_as_written

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    op.create_table(
        "redaction",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("target_kind", sa.String(length=12), nullable=False),
        sa.Column("target_id", ROW_ID, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("requested_at", sa.BigInteger(), nullable=False),
        sa.Column("requested_by", ROW_ID, nullable=False),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("approved_by", ROW_ID, nullable=True),
        sa.CheckConstraint(
            "target_kind IN ('entry', 'correction')", name="ck_redaction_target_kind"
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_by IS NULL)", name="ck_redaction_approved_by_whom"
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["staff.id"], name="fk_redaction_approved_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["staff.id"], name="fk_redaction_requested_by", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_redaction"),
    )
    op.create_table(
        "log_entry",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column(
            "kind",
            one_of(
                "ck_log_entry_log_kind",
                "arrival out_for_a_while back checked_out left_without_notice bed_given bed_moved bed_held bed_released expected turned_away out_of_service back_in_service cleaned talk meal packed_lunch food_bag shower_clothes rest activity accompanied equipment naloxone equipment_returned wound_care health_help doctor_called oat_appointment health_concern journalled support_contact outreach inquiry_in decision concern_reported disclosed asked_for_her check overdose suicide_risk violence_outside violence threat threat_from_outside keep_apart not_seen reported_missing infection fire_alarm evacuation weapon_found serious_injury death oral_warning sent_away barred complaint reviewed note neighbour visit building key alarm_test goods_in undone printed",
            ),
            nullable=False,
        ),
        sa.Column("level", one_of("ck_log_entry_level", "info watch urgent"), nullable=False),
        sa.Column(
            "visibility", one_of("ck_log_entry_visibility", "all health manager"), nullable=False
        ),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("author_id", ROW_ID, nullable=True),
        sa.Column(
            "author_role",
            one_of("ck_log_entry_role", "reception milieu nurse night shift_lead manager system"),
            nullable=True,
        ),
        sa.Column("shift", one_of("ck_log_entry_shift_name", "day evening night"), nullable=False),
        sa.Column("shift_starts_at", sa.BigInteger(), nullable=False),
        sa.Column("bed_id", ROW_ID, nullable=True),
        sa.Column("room_id", ROW_ID, nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("body_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("short", sa.String(length=140), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("redaction_id", ROW_ID, nullable=True),
        sa.CheckConstraint(
            "body IS NOT NULL OR redaction_id IS NOT NULL", name="ck_log_entry_body_or_redacted"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name="fk_log_entry_author_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_log_entry_bed_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["redaction_id"],
            ["redaction.id"],
            name="fk_log_entry_redaction_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name="fk_log_entry_room_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_log_entry"),
    )
    op.create_index("ix_log_entry_shift_starts_at", "log_entry", ["shift_starts_at"], unique=False)
    op.create_index("ix_log_entry_written_at", "log_entry", ["written_at"], unique=False)
    op.create_table(
        "log_mention",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("entry_id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.CheckConstraint(
            "(guest_id IS NULL) <> (presence_id IS NULL)", name="ck_log_mention_one_subject"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name="fk_log_mention_entry_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_log_mention_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_log_mention_presence_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_log_mention"),
    )
    op.create_index("ix_log_mention_entry_id", "log_mention", ["entry_id"], unique=False)
    op.create_index("ix_log_mention_guest_id", "log_mention", ["guest_id"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("entry_id", ROW_ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("body_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("short", sa.String(length=140), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("author_id", ROW_ID, nullable=True),
        sa.Column("redaction_id", ROW_ID, nullable=True),
        sa.CheckConstraint(
            "body IS NOT NULL OR redaction_id IS NOT NULL", name="ck_correction_body_or_redacted"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name="fk_correction_author_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name="fk_correction_entry_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["redaction_id"],
            ["redaction.id"],
            name="fk_correction_redaction_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
    )
    op.create_index("ix_correction_entry_id", "correction", ["entry_id"], unique=False)
    op.create_table(
        "watch_line",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("level", one_of("ck_watch_line_level", "info watch urgent"), nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.Column("bed_id", ROW_ID, nullable=True),
        sa.Column("what", sa.String(length=110), nullable=False),
        sa.Column("if_then", sa.String(length=110), nullable=False),
        sa.Column("next_check_at", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("author_id", ROW_ID, nullable=True),
        sa.CheckConstraint(
            "if_then <> '' OR next_check_at IS NOT NULL", name="ck_watch_line_if_then_or_check"
        ),
        sa.CheckConstraint("level <> 'info'", name="ck_watch_line_not_info"),
        sa.CheckConstraint("length(what) + length(if_then) < 110", name="ck_watch_line_fits"),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name="fk_watch_line_author_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_watch_line_bed_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_watch_line_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_watch_line_presence_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_watch_line"),
    )
    op.create_index("ix_watch_line_expires_at", "watch_line", ["expires_at"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column(
            "kind",
            one_of(
                "ck_task_task_kind", "manual cleaning shred link_shielded restriction follow_up"
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.Column("bed_id", ROW_ID, nullable=True),
        sa.Column("entry_id", ROW_ID, nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", ROW_ID, nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_task_bed_id", ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["done_by"], ["staff.id"], name="fk_task_done_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name="fk_task_entry_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_task_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["staff.id"], name="fk_task_made_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_task_presence_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
    )
    op.create_index("ix_task_due_at", "task", ["due_at"], unique=False)
    keep_as_written()
