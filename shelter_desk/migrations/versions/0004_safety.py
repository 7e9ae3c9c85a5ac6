"""Checks, restrictions and who must not meet."""

import sqlalchemy as sa
from alembic import op

from shelter_desk.migrations.columns import ROW_ID, one_of

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    op.create_table(
        "check_plan",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.Column("interval_minutes", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("agreed", sa.String(length=200), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("decided_by", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "consent OR decided_by IS NOT NULL", name="ck_check_plan_consent_or_decided"
        ),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name="ck_check_plan_ends_after_start"
        ),
        sa.CheckConstraint(
            "guest_id IS NOT NULL OR presence_id IS NOT NULL", name="ck_check_plan_has_subject"
        ),
        sa.CheckConstraint(
            "interval_minutes IN (15, 30, 60, 120, 240)", name="ck_check_plan_interval"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name="fk_check_plan_decided_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_check_plan_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_check_plan_presence_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_check_plan"),
    )
    op.create_index("ix_check_plan_ends_at", "check_plan", ["ends_at"], unique=False)
    op.create_table(
        "round",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("planned_at", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("by_staff", ROW_ID, nullable=True),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at >= starts_at", name="ck_round_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name="fk_round_by_staff", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
    )
    op.create_table(
        "safety_check",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("plan_id", ROW_ID, nullable=True),
        sa.Column("round_id", ROW_ID, nullable=True),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column(
            "result",
            one_of("ck_safety_check_check_result", "seen_breathing spoken out no_answer see_note"),
            nullable=True,
        ),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("by_staff", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(done_at IS NULL) = (result IS NULL)", name="ck_safety_check_done_with_result"
        ),
        sa.CheckConstraint(
            "guest_id IS NOT NULL OR presence_id IS NOT NULL", name="ck_safety_check_has_subject"
        ),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name="fk_safety_check_by_staff", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_safety_check_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["check_plan.id"], name="fk_safety_check_plan_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"],
            ["presence.id"],
            name="fk_safety_check_presence_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name="fk_safety_check_round_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_safety_check"),
    )
    op.create_index("ix_safety_check_due_at", "safety_check", ["due_at"], unique=False)
    op.create_index(
        "uq_safety_check_plan_due",
        "safety_check",
        ["plan_id", "due_at"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "restriction",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column(
            "kind", one_of("ck_restriction_restriction_kind", "sent_away barred"), nullable=False
        ),
        sa.Column(
            "scope", one_of("ck_restriction_restriction_scope", "day night both"), nullable=False
        ),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("facts", sa.String(length=2000), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("statement", sa.String(length=2000), nullable=False),
        sa.Column("statement_missing", sa.String(length=200), nullable=False),
        sa.Column("milder", sa.String(length=400), nullable=False),
        sa.Column("offered", sa.String(length=400), nullable=False),
        sa.Column("went_to", sa.String(length=200), nullable=False),
        sa.Column("complaint_told", sa.Boolean(), nullable=False),
        sa.Column("nav_told", sa.Boolean(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decided_by", ROW_ID, nullable=False),
        sa.Column(
            "decided_role",
            one_of("ck_restriction_role", "reception milieu nurse night shift_lead manager system"),
            nullable=False,
        ),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind <> 'barred' OR (rule <> '' AND milder <> '' AND offered <> '' AND review_on IS NOT NULL AND complaint_told)",
            name="ck_restriction_bar_needs_all",
        ),
        sa.CheckConstraint(
            "kind <> 'sent_away' OR ends_at IS NOT NULL", name="ck_restriction_sent_away_ends"
        ),
        sa.CheckConstraint(
            "statement <> '' OR statement_missing <> ''", name="ck_restriction_her_statement"
        ),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name="ck_restriction_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name="fk_restriction_decided_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_restriction_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_restriction"),
    )
    op.create_index("ix_restriction_guest_id", "restriction", ["guest_id"], unique=False)
    op.create_table(
        "keep_apart",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column("other_guest_id", ROW_ID, nullable=True),
        sa.Column("room_id", ROW_ID, nullable=True),
        sa.Column(
            "level",
            one_of("ck_keep_apart_keep_apart_level", "unrest violence threat"),
            nullable=False,
        ),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", ROW_ID, nullable=True),
        sa.CheckConstraint(
            "(other_guest_id IS NULL) <> (room_id IS NULL)", name="ck_keep_apart_woman_or_room"
        ),
        sa.CheckConstraint(
            "other_guest_id IS NULL OR guest_id < other_guest_id",
            name="ck_keep_apart_smaller_first",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name="fk_keep_apart_decided_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_keep_apart_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["other_guest_id"],
            ["guest.id"],
            name="fk_keep_apart_other_guest_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name="fk_keep_apart_room_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_keep_apart"),
    )
    op.create_index(
        "uq_keep_apart_open_pair",
        "keep_apart",
        ["guest_id", "other_guest_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
