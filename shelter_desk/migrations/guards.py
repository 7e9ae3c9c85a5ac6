"""Rules the database itself keeps, on both engines: no overlaps, nothing written is changed.

PostgreSQL: exclusion constraints and trigger functions. SQLite: BEFORE triggers, whose message
is the name the program translates. Frozen: a later rule gets a new function.
"""

from alembic import op

_FAR = "9223372036854775807"


def _on_file() -> bool:
    return op.get_bind().dialect.name == "sqlite"


# -- overlaps --------------------------------------------------------------------------------


def keep_from_overlapping() -> None:
    """No two presences of a woman, and no two stays of a bed or of a woman, overlap."""
    _no_overlap("presence", "guest_id", "presence_no_overlap")
    _no_overlap("bed_stay", "bed_id", "bed_stay_no_overlap_bed")
    _no_overlap("bed_stay", "guest_id", "bed_stay_no_overlap_guest")
    _no_overlap("bed_stay", "presence_id", "bed_stay_no_overlap_presence")
    _no_overlap("out_spell", "presence_id", "out_spell_no_overlap")


def _no_overlap(table: str, column: str, name: str) -> None:
    if _on_file():
        for event in ("INSERT", "UPDATE"):
            op.execute(_overlap_trigger(table, column, name, event))
    else:
        # A degenerate range of the number needs no extension (architecture.md 4). A NULL in it
        # would make a range of everything, so rows without the number are left out.
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ("
            f" int8range({column}, {column}, '[]') WITH &&,"
            f" int8range(starts_at, ends_at) WITH &&"
            f") WHERE (voided_at IS NULL AND {column} IS NOT NULL)"
        )


def _overlap_trigger(table: str, column: str, name: str, event: str) -> str:
    # What stands already does not overlap, so the nearest one before is enough to look at: the
    # cost does not grow with the history of a bed.
    others = f"""FROM {table} AS other
                WHERE other.{column} = NEW.{column}
                  AND other.voided_at IS NULL
                  AND other.id <> coalesce(NEW.id, -1)"""
    return f"""
        CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table}
        WHEN NEW.voided_at IS NULL AND NEW.{column} IS NOT NULL
        BEGIN
            SELECT RAISE(ABORT, '{name}') WHERE EXISTS (
                SELECT 1 {others}
                  AND other.starts_at >= NEW.starts_at
                  AND other.starts_at < coalesce(NEW.ends_at, {_FAR})
            ) OR coalesce((
                SELECT coalesce(other.ends_at, {_FAR}) {others}
                  AND other.starts_at < NEW.starts_at
                ORDER BY other.starts_at DESC LIMIT 1
            ), 0) > NEW.starts_at;
        END
    """


# -- what is written stays as written --------------------------------------------------------


def keep_as_written() -> None:
    """Log lines and corrections cannot be deleted, nor changed but by an approved redaction."""
    for table, target in (("log_entry", "entry"), ("correction", "correction")):
        columns = _LOG_COLUMNS if table == "log_entry" else _CORRECTION_COLUMNS
        _only_redaction(table, target, columns)
    _frozen("log_mention")


_LOG_COLUMNS = [
    "id",
    "kind",
    "level",
    "visibility",
    "automatic",
    "happened_at",
    "written_at",
    "author_id",
    "author_role",
    "shift",
    "shift_starts_at",
    "bed_id",
    "room_id",
    "body_digest",
    "params",
]
_CORRECTION_COLUMNS = ["id", "entry_id", "body_digest", "reason", "written_at", "author_id"]


def _only_redaction(table: str, target: str, columns: list[str]) -> None:
    _refuse(table, "DELETE")
    differs = "IS NOT" if _on_file() else "IS DISTINCT FROM"
    # json has no equality on PostgreSQL; its text has.
    cast = "" if _on_file() else "::text"
    changed = " OR ".join(
        f"NEW.{column}{cast} {differs} OLD.{column}{cast}"
        if column == "params"
        else f"NEW.{column} {differs} OLD.{column}"
        for column in columns
    )
    not_a_redaction = f"""
        OLD.redaction_id IS NOT NULL OR NEW.redaction_id IS NULL OR NEW.body IS NOT NULL
        OR NEW.short <> '' OR {changed}
        OR NOT EXISTS (
            SELECT 1 FROM redaction
            WHERE redaction.id = NEW.redaction_id AND redaction.approved_at IS NOT NULL
              AND redaction.target_kind = '{target}' AND redaction.target_id = NEW.id
        )
    """  # noqa: S608 - names are constants of this file
    if _on_file():
        # A WHEN clause may not hold a subquery on other tables cheaply; the body may.
        op.execute(f"""
            CREATE TRIGGER {table}_only_redaction BEFORE UPDATE ON {table}
            BEGIN
                SELECT RAISE(ABORT, '{table}_is_final') WHERE {not_a_redaction};
            END
        """)
        return
    op.execute(f"""
        CREATE FUNCTION {table}_only_redaction() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {not_a_redaction} THEN
                RAISE EXCEPTION '{table}_is_final' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
    """)
    op.execute(
        f"CREATE TRIGGER {table}_only_redaction BEFORE UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_only_redaction()"
    )


def keep_the_audit() -> None:
    """Audit rows cannot be changed or deleted."""
    _frozen("audit_entry")


def keep_incidents() -> None:
    """Keep an incident's kind and line, and the incident itself: nothing is downgraded."""
    _refuse("incident", "DELETE")
    differs = "IS NOT" if _on_file() else "IS DISTINCT FROM"
    another = " OR ".join(
        f"NEW.{column} {differs} OLD.{column}" for column in ("id", "kind", "entry_id")
    )
    if _on_file():
        op.execute(
            f"CREATE TRIGGER incident_keeps_kind BEFORE UPDATE ON incident WHEN {another}"
            f" BEGIN SELECT RAISE(ABORT, 'incident_is_final'); END"
        )
        return
    op.execute(f"""
        CREATE FUNCTION incident_keeps_kind() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {another} THEN
                RAISE EXCEPTION 'incident_is_final' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
    """)
    op.execute(
        "CREATE TRIGGER incident_keeps_kind BEFORE UPDATE ON incident"
        " FOR EACH ROW EXECUTE FUNCTION incident_keeps_kind()"
    )


def _frozen(table: str) -> None:
    _refuse(table, "UPDATE")
    _refuse(table, "DELETE")


def _refuse(table: str, event: str) -> None:
    name = f"{table}_no_{event.lower()}"
    if _on_file():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table}_is_final'); END"
        )
        return
    op.execute(f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table}_is_final' USING ERRCODE = 'restrict_violation';
        END $$
    """)
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
    if event == "DELETE":
        op.execute(
            f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
