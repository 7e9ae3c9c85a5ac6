"""The audit, operations done once, prints and imports."""

import sqlalchemy as sa
from alembic import op

from shelter_desk.migrations.columns import ROW_ID, one_of
from shelter_desk.migrations.guards import keep_the_audit

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    op.create_table(
        "audit_entry",
        sa.Column("sequence", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column(
            "actor_kind",
            one_of("ck_audit_entry_actor_kind", "staff command_line program"),
            nullable=False,
        ),
        sa.Column("staff_id", ROW_ID, nullable=True),
        sa.Column("actor_name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("workstation", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=True),
        sa.Column("subject_id", ROW_ID, nullable=True),
        sa.Column("screen", sa.String(length=30), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("sequence >= 1", name="ck_audit_entry_from_one"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_audit_entry_staff_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"], unique=False)
    op.create_index(
        "ix_audit_entry_subject", "audit_entry", ["subject_kind", "subject_id"], unique=False
    )
    op.create_table(
        "operation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=True),
        sa.Column("undo", sa.JSON(), nullable=False),
        sa.Column("undone_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_operation_staff_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_operation"),
    )
    op.create_index("ix_operation_at", "operation", ["at"], unique=False)
    op.create_table(
        "handover_print",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column(
            "from_shift",
            one_of("ck_handover_print_shift_name", "day evening night"),
            nullable=False,
        ),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=20), nullable=False),
        sa.Column("data_as_of", sa.BigInteger(), nullable=False),
        sa.Column("printed_at", sa.BigInteger(), nullable=False),
        sa.Column("printed_by", ROW_ID, nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("replaces_id", ROW_ID, nullable=True),
        sa.Column("shred_by", sa.BigInteger(), nullable=False),
        sa.Column("shredded_at", sa.BigInteger(), nullable=True),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.Column("read_by", ROW_ID, nullable=True),
        sa.CheckConstraint("copies BETWEEN 0 AND 20", name="ck_handover_print_copies"),
        sa.ForeignKeyConstraint(
            ["printed_by"], ["staff.id"], name="fk_handover_print_printed_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["read_by"], ["staff.id"], name="fk_handover_print_read_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["handover_print.id"],
            name="fk_handover_print_replaces_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handover_print"),
        sa.UniqueConstraint(
            "night", "from_shift", "edition", name="uq_handover_print_night_from_shift_edition"
        ),
        sa.UniqueConstraint("report_id", name="uq_handover_print_report_id"),
    )
    op.create_table(
        "import_link",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=120), nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.Column("bed_stay_id", ROW_ID, nullable=True),
        sa.Column("bed_id", ROW_ID, nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN guest_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN presence_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN bed_stay_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN bed_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="ck_import_link_one_target",
        ),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_import_link_bed_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["bed_stay_id"], ["bed_stay.id"], name="fk_import_link_bed_stay_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_import_link_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_import_link_presence_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("source", "kind", "external_id", name="pk_import_link"),
    )
    op.create_index("ix_import_link_guest_id", "import_link", ["guest_id"], unique=False)
    keep_the_audit()
