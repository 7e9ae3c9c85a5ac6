"""The house, who works there and the women it knows."""

import sqlalchemy as sa
from alembic import op

from shelter_desk.migrations.columns import ROW_ID, one_of

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    op.create_table(
        "house",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("house_uuid", sa.String(length=36), nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("key_wrap", sa.String(length=4000), nullable=True),
        sa.CheckConstraint("id = 1", name="ck_house_only_one"),
        sa.PrimaryKeyConstraint("id", name="pk_house"),
    )
    op.create_table(
        "house_setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_house_setting"),
    )
    op.create_table(
        "shift",
        sa.Column("name", one_of("ck_shift_shift_name", "day evening night"), nullable=False),
        sa.Column("starts_minute", sa.Integer(), nullable=False),
        sa.Column("ends_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_minute BETWEEN 0 AND 1439", name="ck_shift_ends_in_day"),
        sa.CheckConstraint("starts_minute BETWEEN 0 AND 1439", name="ck_shift_starts_in_day"),
        sa.PrimaryKeyConstraint("name", name="pk_shift"),
    )
    op.create_table(
        "floor",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_floor"),
        sa.UniqueConstraint("level", name="uq_floor_level"),
    )
    op.create_table(
        "room",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("floor_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            one_of(
                "ck_room_room_kind",
                "sleeping reception living kitchen talk health wash staff stairs hall outdoor",
            ),
            nullable=False,
        ),
        sa.Column("plan_x", sa.Integer(), nullable=False),
        sa.Column("plan_y", sa.Integer(), nullable=False),
        sa.Column("plan_width", sa.Integer(), nullable=False),
        sa.Column("plan_height", sa.Integer(), nullable=False),
        sa.Column("own_toilet", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["floor_id"], ["floor.id"], name="fk_room_floor_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_room"),
        sa.UniqueConstraint("floor_id", "name", name="uq_room_floor_id_name"),
    )
    op.create_table(
        "room_neighbour",
        sa.Column("room_id", ROW_ID, nullable=False),
        sa.Column("other_room_id", ROW_ID, nullable=False),
        sa.CheckConstraint("room_id < other_room_id", name="ck_room_neighbour_smaller_first"),
        sa.ForeignKeyConstraint(
            ["other_room_id"],
            ["room.id"],
            name="fk_room_neighbour_other_room_id",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name="fk_room_neighbour_room_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("room_id", "other_room_id", name="pk_room_neighbour"),
    )
    op.create_table(
        "bed",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("room_id", ROW_ID, nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("shielded", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "closed_at IS NULL OR closed_at > opened_at", name="ck_bed_closes_after_opening"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name="fk_bed_room_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bed"),
        sa.UniqueConstraint("code", name="uq_bed_code"),
    )
    op.create_table(
        "bed_category_period",
        sa.Column("bed_id", ROW_ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column(
            "category",
            one_of("ck_bed_category_period_bed_category", "emergency temporary crisis flex"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_bed_category_period_bed_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("bed_id", "valid_from", name="pk_bed_category_period"),
    )
    op.create_table(
        "bed_attribute_link",
        sa.Column("bed_id", ROW_ID, nullable=False),
        sa.Column(
            "attribute",
            one_of(
                "ck_bed_attribute_link_bed_attribute",
                "ground_floor near_staff own_door own_toilet lower_bunk socket pet",
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_bed_attribute_link_bed_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("bed_id", "attribute", name="pk_bed_attribute_link"),
    )
    op.create_table(
        "staff",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("initials", sa.String(length=4), nullable=False),
        sa.Column(
            "role",
            one_of("ck_staff_role", "reception milieu nurse night shift_lead manager system"),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=True),
        sa.Column("password_failures", sa.Integer(), nullable=False),
        sa.Column("pin_failures", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("police_certificate_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", ROW_ID, nullable=True),
        sa.CheckConstraint("length(login) > 0", name="ck_staff_login_not_empty"),
        sa.ForeignKeyConstraint(
            ["created_by"], ["staff.id"], name="fk_staff_created_by", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("login", name="uq_staff_login"),
    )
    op.create_table(
        "role_right",
        sa.Column(
            "role",
            one_of("ck_role_right_role", "reception milieu nurse night shift_lead manager system"),
            nullable=False,
        ),
        sa.Column(
            "right_name",
            one_of(
                "ck_role_right_right",
                "board card_today card read_health read_manager read_manager_own shielded_with_reason shielded_on_shift shielded shield_grade send_away bar print_handover occupancy export_rows house_plan import staff staff_temporary staff_accounts backup read_audit verify",
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("role", "right_name", name="pk_role_right"),
    )
    op.create_table(
        "shift_duty",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("shift", one_of("ck_shift_duty_shift_name", "day evening night"), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("on_call", sa.Boolean(), nullable=False),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("staff_id IS NOT NULL OR name <> ''", name="ck_shift_duty_has_name"),
        sa.CheckConstraint("ends_at > starts_at", name="ck_shift_duty_ends_after_start"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_shift_duty_staff_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_shift_duty"),
    )
    op.create_index("ix_shift_duty_starts_at", "shift_duty", ["starts_at"], unique=False)
    op.create_table(
        "guest",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("alias", sa.String(length=64), nullable=False),
        sa.Column("second_word", sa.String(length=32), nullable=False),
        sa.Column("alias_key", sa.String(length=128), nullable=False),
        sa.Column("second_key", sa.String(length=64), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column(
            "protection",
            one_of(
                "ck_guest_protection",
                "UGRADERT FORTROLIG STRENGT_FORTROLIG STRENGT_FORTROLIG_UTLAND",
            ),
            nullable=False,
        ),
        sa.Column("awaiting_review", sa.Boolean(), nullable=False),
        sa.Column("key_worker_id", ROW_ID, nullable=True),
        sa.Column("deputy_id", ROW_ID, nullable=True),
        sa.Column("wishes", sa.String(length=400), nullable=False),
        sa.Column("must_not_know", sa.String(length=400), nullable=False),
        sa.Column("sheet_remark", sa.String(length=25), nullable=False),
        sa.Column("merged_into", ROW_ID, nullable=True),
        sa.Column("anonymised_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name="ck_guest_year"
        ),
        sa.CheckConstraint("length(alias) > 0", name="ck_guest_alias_not_empty"),
        sa.CheckConstraint(
            "merged_into IS NULL OR merged_into <> id", name="ck_guest_not_into_herself"
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["staff.id"], name="fk_guest_deputy_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["key_worker_id"], ["staff.id"], name="fk_guest_key_worker_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["guest.id"], name="fk_guest_merged_into", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_guest"),
    )
    op.create_index("ix_guest_alias_key", "guest", ["alias_key"], unique=False)
    op.create_index(
        "uq_guest_alias",
        "guest",
        ["alias_key", "second_key"],
        unique=True,
        sqlite_where=sa.text(
            "protection = 'UGRADERT' AND NOT awaiting_review AND merged_into IS NULL AND anonymised_at IS NULL"
        ),
        postgresql_where=sa.text(
            "protection = 'UGRADERT' AND NOT awaiting_review AND merged_into IS NULL AND anonymised_at IS NULL"
        ),
    )
    op.create_table(
        "guest_other_name",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("name_key", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_guest_other_name_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_guest_other_name"),
        sa.UniqueConstraint("guest_id", "name_key", name="uq_guest_other_name_guest_id_name_key"),
    )
    op.create_table(
        "guest_pair",
        sa.Column("pair", sa.String(length=8), nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_guest_pair_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("pair", "guest_id", name="pk_guest_pair"),
    )
    op.create_index("ix_guest_pair_guest_id", "guest_pair", ["guest_id"], unique=False)
    op.create_table(
        "guest_exclusion",
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_guest_exclusion_guest_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_guest_exclusion_staff_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("guest_id", "staff_id", name="pk_guest_exclusion"),
    )
    op.create_table(
        "vedtak",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("guest_id", ROW_ID, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("office", sa.String(length=80), nullable=False),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name="ck_vedtak_ends_after_start"),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name="fk_vedtak_guest_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_vedtak"),
    )
    op.create_index("ix_vedtak_guest_id", "vedtak", ["guest_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("institution", sa.String(length=120), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("direct_line", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_table(
        "outage",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("bed_id", ROW_ID, nullable=False),
        sa.Column(
            "reason",
            one_of(
                "ck_outage_outage_reason", "bedbugs damage cleaning infection renovation staffing"
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("expected_until", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name="ck_outage_ends_after_start"
        ),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_outage_bed_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outage"),
    )
    op.create_index(
        "uq_outage_open_bed",
        "outage",
        ["bed_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "cleaning",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("bed_id", ROW_ID, nullable=False),
        sa.Column("needed_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by", ROW_ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "done_at IS NULL OR done_at >= needed_at", name="ck_cleaning_done_after_needed"
        ),
        sa.ForeignKeyConstraint(
            ["bed_id"], ["bed.id"], name="fk_cleaning_bed_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["done_by"], ["staff.id"], name="fk_cleaning_done_by", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cleaning"),
    )
    op.create_index(
        "uq_cleaning_open_bed",
        "cleaning",
        ["bed_id"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND voided_at IS NULL"),
    )
