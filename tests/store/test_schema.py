"""The migrated schema is the models' schema, and the rules only a migration knows are there.

Alembic's own comparison sees neither CHECKs nor conditions of indexes nor triggers.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from shelter_desk.models import Base
from shelter_desk.services.calling import House
from shelter_desk.services.log import write_entry
from shelter_desk.store.engine import Store, open_file
from shelter_desk.terms import LogKind, Role
from tests.engines import Engines, as_role, woman, women

OVERLAPS = {
    "presence_no_overlap",
    "bed_stay_no_overlap_bed",
    "bed_stay_no_overlap_guest",
    "bed_stay_no_overlap_presence",
    "out_spell_no_overlap",
}
"""No two presences of a woman, stays of a bed or of a woman, spells out, overlap."""

FROZEN = {
    "audit_entry_no_update",
    "audit_entry_no_delete",
    "log_mention_no_update",
    "log_mention_no_delete",
    "log_entry_no_delete",
    "correction_no_delete",
    "log_entry_only_redaction",
    "correction_only_redaction",
    "incident_no_delete",
    "incident_keeps_kind",
}
"""What is written stays as written."""


@pytest.fixture
def modelled(house: House, tmp_path: Path, engines: Engines) -> Iterator[Store]:
    """Return a database made from the models alone, on the engine of ``house``."""
    if house.store.on_file:
        store = open_file(tmp_path / "models.db", bytes(32))
    else:
        store = engines.empty_database().store()
        with store.engine.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA shelter_desk")
    with store.engine.execution_options(desk_write=True).begin() as connection:
        Base.metadata.create_all(connection)
    yield store
    store.close()


def _plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql.replace('"', "")).strip().rstrip(",").strip()


def _on_file(connection: Connection) -> dict[str, set[str]]:
    """Return every table's own lines (columns, keys, CHECKs) and its indexes, as kept."""
    rows = connection.exec_driver_sql(
        "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'index')"
        " AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'schema_revision'"
    )
    return {row.name: set(_parts(row.sql)) for row in rows}


def _parts(sql: str) -> Iterator[str]:
    """Give the head of a statement and each part of its outermost brackets.

    A column that was added later stands on the line of the one before it.
    """
    depth, part = 0, ""
    for character in _plain(sql):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if (character == "(" and depth == 1) or (character == "," and depth == 1):
            yield part.strip()
            part = ""
        elif character != ")" or depth:
            part += character
    yield part.strip()


def _on_server(connection: Connection) -> dict[str, set[str]]:
    """Return every table's columns, constraints and indexes as PostgreSQL writes them."""
    found: dict[str, set[str]] = {}
    columns = connection.exec_driver_sql(
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,"
        " column_default, is_identity FROM information_schema.columns"
        " WHERE table_schema = 'shelter_desk'"
    )
    for row in columns:
        found.setdefault(row.table_name, set()).add(_plain(" ".join(map(str, row[1:]))))
    constraints = connection.exec_driver_sql(
        "SELECT conrelid::regclass::text AS table_name, conname, pg_get_constraintdef(oid) AS rule"
        " FROM pg_constraint WHERE connamespace = 'shelter_desk'::regnamespace"
        " AND contype NOT IN ('x', 'n')"
    )
    for row in constraints:
        found[row.table_name.strip('"')].add(_plain(f"{row.conname} {row.rule}"))
    indexes = connection.exec_driver_sql(
        "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'shelter_desk'"
        " AND indexdef NOT LIKE '%%USING gist%%'"
    )
    for row in indexes:
        found[row.tablename].add(_plain(row.indexdef))
    found.pop("schema_revision", None)
    return found


def test_the_migrated_schema_is_the_models(house: House, modelled: Store) -> None:
    look = _on_file if house.store.on_file else _on_server
    with house.store.engine.connect() as migrated, modelled.engine.connect() as made:
        assert look(migrated) == look(made)
        assert len(look(made)) >= len(Base.metadata.tables)


def test_the_comparison_sees_checks_conditions_and_keys(house: House, modelled: Store) -> None:
    """It would not be worth much if it did not."""
    look = _on_file if house.store.on_file else _on_server
    with modelled.engine.connect() as connection:
        seen = "\n".join(line for lines in look(connection).values() for line in lines)
    for wanted in ("ck_bed_stay_ends_after_start", "fk_bed_stay_bed_id", "WHERE", "uq_floor_level"):
        assert wanted in seen


def test_rules_only_the_migrations_know_are_there(house: House) -> None:
    with house.store.engine.connect() as connection:
        if house.store.on_file:
            triggers = set(
                connection.exec_driver_sql(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                ).scalars()
            )
            overlaps = {f"{name}_{event}" for name in OVERLAPS for event in ("insert", "update")}
            assert triggers == FROZEN | overlaps
            return
        triggers = set(
            connection.exec_driver_sql(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
            ).scalars()
        )
        no_truncate = {f"{name}_all" for name in FROZEN if name.endswith("_no_delete")}
        assert triggers == FROZEN | no_truncate
        exclusions = connection.exec_driver_sql(
            "SELECT conname FROM pg_constraint WHERE contype = 'x'"
        )
        assert set(exclusions.scalars()) == OVERLAPS


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'nothing'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE sequence = 1",
    ],
)
def test_the_audit_takes_neither_change_nor_deletion(house: House, statement: str) -> None:
    women(house, 1)
    with (
        house.store.engine.execution_options(desk_write=True).connect() as connection,
        pytest.raises(DBAPIError, match="audit_entry_is_final"),
    ):
        connection.execute(text(statement))


@pytest.mark.parametrize("table", ["audit_entry", "log_entry", "log_mention"])
def test_replacing_a_row_of_the_file_is_deleting_it(house_on_file: House, table: str) -> None:
    house = house_on_file
    write_entry(
        as_role(house, Role.MILIEU),
        kind=LogKind.TALK,
        body="Slik det ble skrevet",
        guest_ids=[woman(house, "Lise")],
    )
    with (
        house.store.engine.execution_options(desk_write=True).connect() as connection,
        pytest.raises(DBAPIError, match=f"{table}_is_final"),
    ):
        connection.execute(text(f"REPLACE INTO {table} SELECT * FROM {table}"))  # noqa: S608 - a constant
