"""Who is in the house and who has a bed."""

import sqlalchemy as sa
from alembic import op

from shelter_desk.migrations.columns import ROW_ID, one_of
from shelter_desk.migrations.guards import keep_from_overlapping

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    op.create_table(
        "presence",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column(
            "kind", one_of("ck_presence_presence_kind", "named anonymous shielded"), nullable=False
        ),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("expected_until", sa.BigInteger(), nullable=True),
        sa.Column(
            "destination",
            one_of(
                "ck_presence_destination",
                "unknown own_home friends street treatment hospital crisis_centre other_shelter aftercare custody other",
            ),
            nullable=True,
        ),
        sa.Column("left_without_notice", sa.Boolean(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("needs_help_out", sa.Boolean(), nullable=False),
        sa.Column("wake_at", sa.BigInteger(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind <> 'anonymous' OR guest_id IS NULL", name="ck_presence_anonymous_has_none"
        ),
        sa.CheckConstraint(
            "kind <> 'named' OR guest_id IS NOT NULL", name="ck_presence_named_has_guest"
        ),
        sa.CheckConstraint("children BETWEEN 0 AND 20", name="ck_presence_children"),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name="ck_presence_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_presence_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_presence"),
    )
    op.create_index("ix_presence_ends_at", "presence", ["ends_at"], unique=False)
    op.create_index(
        "ix_presence_guest_id_starts_at", "presence", ["guest_id", "starts_at"], unique=False
    )
    op.create_index("ix_presence_starts_at", "presence", ["starts_at"], unique=False)
    op.create_index(
        "uq_presence_open_guest",
        "presence",
        ["guest_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "out_spell",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("presence_id", ROW_ID, nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("expected_back", sa.BigInteger(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name="ck_out_spell_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_out_spell_presence_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_out_spell"),
    )
    op.create_index("ix_out_spell_presence_id", "out_spell", ["presence_id"], unique=False)
    op.create_index(
        "uq_out_spell_open_presence",
        "out_spell",
        ["presence_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "bed_stay",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("bed_id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column(
            "end_reason",
            one_of("ck_bed_stay_stay_end", "released moved checked_out imported"),
            nullable=True,
        ),
        sa.Column("moved_from", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(guest_id IS NULL) <> (presence_id IS NULL)", name="ck_bed_stay_one_owner"
        ),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name="ck_bed_stay_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_bed_stay_bed_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_bed_stay_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["moved_from"], ["bed_stay.id"], name="fk_bed_stay_moved_from", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_bed_stay_presence_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bed_stay"),
    )
    op.create_index(
        "ix_bed_stay_bed_id_starts_at", "bed_stay", ["bed_id", "starts_at"], unique=False
    )
    op.create_index("ix_bed_stay_ends_at", "bed_stay", ["ends_at"], unique=False)
    op.create_index(
        "ix_bed_stay_guest_id_starts_at", "bed_stay", ["guest_id", "starts_at"], unique=False
    )
    op.create_index("ix_bed_stay_presence_id", "bed_stay", ["presence_id"], unique=False)
    op.create_index("ix_bed_stay_starts_at", "bed_stay", ["starts_at"], unique=False)
    op.create_index(
        "uq_bed_stay_open_bed",
        "bed_stay",
        ["bed_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
    )
    op.create_index(
        "uq_bed_stay_open_guest",
        "bed_stay",
        ["guest_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
    )
    op.create_index(
        "uq_bed_stay_open_presence",
        "bed_stay",
        ["presence_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "hold",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column("bed_id", ROW_ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("until_at > made_at", name="ck_hold_until_after_made"),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_hold_bed_id", ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_hold_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
    )
    op.create_index("ix_hold_bed_id", "hold", ["bed_id"], unique=False)
    op.create_index("ix_hold_guest_id", "hold", ["guest_id"], unique=False)
    op.create_table(
        "hold_night",
        sa.Column("hold_id", ROW_ID, nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("bed_id", ROW_ID, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_hold_night_bed_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["hold.id"], name="fk_hold_night_hold_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("hold_id", "night", name="pk_hold_night"),
    )
    op.create_index(
        "uq_hold_night_active_bed",
        "hold_night",
        ["bed_id", "night"],
        unique=True,
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "provision",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("presence_id", ROW_ID, nullable=True),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column(
            "kind",
            one_of(
                "ck_provision_provision_kind",
                "breakfast lunch thursday_dinner supper shower clothes laundry equipment naloxone packed_lunch food_bag talk support_contact",
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("first_time", sa.Boolean(), nullable=True),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("given_by", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount BETWEEN 1 AND 500", name="ck_provision_amount"),
        sa.ForeignKeyConstraint(
            ["given_by"], ["staff.id"], name="fk_provision_given_by", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_provision_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name="fk_provision_presence_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_provision"),
    )
    op.create_index("ix_provision_given_at", "provision", ["given_at"], unique=False)
    op.create_index("ix_provision_presence_id", "provision", ["presence_id"], unique=False)
    op.create_table(
        "turn_away",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column(
            "reason",
            one_of(
                "ck_turn_away_turn_away_reason",
                "full barred not_target_group infection shielding unrest changed_her_mind other",
            ),
            nullable=False,
        ),
        sa.Column("referred_to", sa.String(length=120), nullable=False),
        sa.Column(
            "bed_elsewhere", one_of("ck_turn_away_bed_elsewhere", "yes no unknown"), nullable=False
        ),
        sa.Column("by_staff", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_staff"], ["staff.id"], name="fk_turn_away_by_staff", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_turn_away_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_turn_away"),
    )
    op.create_index("ix_turn_away_at", "turn_away", ["at"], unique=False)
    keep_from_overlapping()
