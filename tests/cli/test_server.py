"""A house on a server, made at the door: the desk's role may write rows and nothing more."""

import json
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError

from shelter_desk.bootstrap import Choice, opened_house
from shelter_desk.models import House
from shelter_desk.store.opening import KeySource
from tests.cli.door import cheap_passphrase, make_house, run
from tests.engines import Engines, Place

ROLE = "skranke"


@pytest.fixture
def server(engines: Engines) -> Place:
    """Return an empty database with a role for desks."""
    place = engines.empty_database()
    store = place.store()
    with store.engine.begin() as connection:
        connection.execute(
            text(
                f"DO $$ BEGIN CREATE ROLE {ROLE} LOGIN;"
                " EXCEPTION WHEN duplicate_object THEN NULL; END $$"
            )
        )
    store.close()
    return place


def _init(server: Place, folder: Path, *more: str) -> tuple[int, str]:
    passphrase = folder.parent / "p.txt"
    passphrase.write_text("fire ord som ikke hører sammen", encoding="utf-8")
    with cheap_passphrase():
        answer = run(
            "init", "--data", folder, "--passphrase-file", passphrase, "--server", server.address,
            *more,
        )  # fmt: skip
    return answer.code, answer.err


def _keys(folder: Path) -> KeySource:
    return KeySource(passphrase_file=folder.parent / "p.txt")


def test_a_desk_s_role_writes_rows_but_neither_schema_nor_audit(
    server: Place, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    assert _init(server, folder, "--server-role", ROLE) == (0, "")
    assert f'url = "postgresql://{ROLE}@' in (folder / "desk.toml").read_text(encoding="utf-8")
    assert not (folder / "house.db").exists()
    options = ("--data", folder, "--passphrase-file", tmp_path / "p.txt")
    assert run("nights", "--from", "2026-11-01", "--to", "2026-11-02", *options).code == 0
    assert run("verify", *options).code == 0  # writes its audit row
    with opened_house(Choice(data=folder, keys=_keys(folder))) as house:
        engine = house.house.store.engine
        for statement in (
            "UPDATE audit_entry SET action = 'x'",
            "DELETE FROM audit_entry",
            "TRUNCATE audit_entry",
            "UPDATE log_entry SET level = 'info'",
            "DELETE FROM log_entry",
            "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
            "CREATE TABLE shelter_desk.extra (a int)",
            "DROP TABLE guest",
            "UPDATE schema_revision SET version_num = '1'",
            "SET session_replication_role = replica",
        ):
            with engine.connect() as connection, pytest.raises(DBAPIError) as refused:
                connection.execute(text(statement))
            assert getattr(refused.value.orig, "sqlstate", "") == "42501", statement


def test_a_further_desk_finds_the_key_with_the_recovery_code_as_its_only_way_in(
    server: Place, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    assert _init(server, folder)[0] == 0
    with (
        opened_house(Choice(data=folder, keys=_keys(folder))) as house,
        house.house.store.read() as session,
    ):
        kept = session.scalar(select(House.key_wrap))
    assert [wrap["kind"] for wrap in json.loads(kept or "{}")["wraps"]] == ["recovery"]


def test_a_copy_of_a_server_s_house_opens_as_a_file(server: Place, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    assert _init(server, folder, "--server-role", ROLE)[0] == 0
    options = ("--passphrase-file", tmp_path / "p.txt")
    assert run("backup", "--to", tmp_path / "copies", "--data", folder, *options).code == 0
    (copy,) = (tmp_path / "copies").iterdir()
    assert run("restore", copy, "--data", tmp_path / "back", *options).code == 0
    assert run("verify", "--data", tmp_path / "back", *options).code == 0


def test_what_cannot_be_is_said_and_leaves_nothing(server: Place, tmp_path: Path) -> None:
    code, said = _init(server, tmp_path / "a", "--server-role", "nobody_there")
    assert code == 1
    assert "nobody_there" in said
    assert not (tmp_path / "a" / "house.key").exists()
    assert _init(server, tmp_path / "b")[0] == 0
    code, said = _init(server, tmp_path / "c")
    assert code == 1
    assert "allerede et hus i databasen" in said
    assert not (tmp_path / "c" / "house.key").exists()


def test_a_server_that_does_not_answer_is_said(server: Place, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    assert _init(server, folder)[0] == 0
    away = make_url(server.address).set(query={"host": str(tmp_path)})
    address = away._replace(password=None).render_as_string()
    (folder / "desk.toml").write_text(f'[server]\nurl = "{address}"\n', encoding="utf-8")
    answer = run("verify", "--data", folder, "--passphrase-file", tmp_path / "p.txt")
    assert answer.code == 1
    assert "svarer ikke" in answer.line


def test_the_key_of_one_house_does_not_open_another(server: Place, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    assert _init(server, folder)[0] == 0
    (tmp_path / "other").mkdir()
    with cheap_passphrase():
        other = make_house(tmp_path / "other")
    (other.folder / "house.db").unlink()
    (other.folder / "desk.toml").write_bytes((folder / "desk.toml").read_bytes())
    answer = run("verify", *other.ask)
    assert answer.code == 1
    assert "et annet hus enn nøkkelen" in answer.line
