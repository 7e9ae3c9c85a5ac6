"""A house on a server, made at the door: the desk's role may write rows and nothing more."""

import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError

from shelter_desk.bootstrap import Choice, opened_house
from shelter_desk.models import House
from shelter_desk.store.grants import grant_desk_role
from shelter_desk.store.keyrings import AccountKeyring
from shelter_desk.store.opening import KeySource
from shelter_desk.store.places import Places
from shelter_desk.store.upgrade import _scripts, newest_revision, upgrade
from tests.cli.door import NewHouse, cheap_passphrase, make_house, run
from tests.engines import Engines, Place
from tests.store.keyring_backends import GoodKeyring

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


def test_a_further_desk_is_enrolled_with_the_code_of_the_sheet(
    server: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "desk", tmp_path / "second"
    made = _made(server, first, "--server-role", ROLE)
    url = make_url(server.address)._replace(password=None)
    address = url.set(username=ROLE).render_as_string()
    code = tmp_path / "code.txt"
    code.write_text("0" * 35, encoding="utf-8")
    words = ("enrol", "--data", second, "--server", address, "--recovery-code-file", code)
    assert run(*words).code == 1
    assert not (second / "house.key").exists()
    code.write_text(made.recovery_code.lower(), encoding="utf-8")
    ring = GoodKeyring()
    monkeypatch.setattr(
        "shelter_desk.store.opening.KeySource",
        partial(KeySource, keyring=lambda: AccountKeyring(ring)),
    )
    word = tmp_path / "word.txt"
    word.write_text("hemmelig\n", encoding="utf-8")
    answer = run(*words, "--server-password-file", word)
    assert answer.code == 0, answer.err
    assert "hører til huset nå" in answer.out
    # By itself from now on, and nothing of the password in a file.
    assert run("verify", "--data", second).code == 0
    assert "hemmelig" in ring.kept.values()
    assert not [f for f in second.rglob("*") if f.is_file() and b"hemmelig" in f.read_bytes()]
    assert "allerede et hus" in run(*words).err


def test_the_owner_upgrades_a_server_and_the_desks_get_their_rights(
    server: Place, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    assert _init(server, folder, "--server-role", ROLE) == (0, "")
    options = ("--data", folder, "--passphrase-file", tmp_path / "p.txt")
    words = ("upgrade", "--server", server.address, *options)
    assert "allerede oppdatert" in run(*words).out
    # As if it came from the version before: the newest step is not there yet.
    with closing(server.store()) as store, store.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA shelter_desk CASCADE"))
        connection.execute(text("CREATE SCHEMA shelter_desk"))
    with closing(server.store()) as store:
        upgrade(store, _one_before_the_newest())
        key = KeySource(passphrase_file=tmp_path / "p.txt").unlock(Places(folder))
        with store.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO house (id, house_uuid, unit_code, demo, created_at)"
                    " VALUES (1, :uuid, 'Enhet R', false, 0)"
                ),
                {"uuid": str(key.house_id)},
            )
        grant_desk_role(store, ROLE)
    assert "shelter-desk upgrade --server" in run("verify", *options).line
    answer = run(*words)
    assert answer.code == 0, answer.err
    assert "er oppgradert" in answer.out
    assert list((folder / "copies").iterdir())
    assert run("verify", *options).code == 0


def test_the_password_of_the_server_comes_from_the_keyring(
    server: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "desk"
    made = _made(server, folder, "--server-role", ROLE)
    ring = GoodKeyring()
    monkeypatch.setattr(
        "shelter_desk.store.opening.KeySource",
        partial(KeySource, keyring=lambda: AccountKeyring(ring)),
    )
    word = tmp_path / "word.txt"
    word.write_text("riktig passord", encoding="utf-8")
    options = ("--data", folder, "--passphrase-file", tmp_path / "p.txt")
    with _asks_password(server, "riktig passord"):
        assert "godtar ikke passordet" in run("verify", *options).line
        assert run("server-password", *options, "--server-password-file", word).code == 0
        assert run("verify", *options).code == 0
        word.write_text("feil passord", encoding="utf-8")
        assert run("server-password", *options, "--server-password-file", word).code == 0
        assert "godtar ikke passordet" in run("verify", *options).line
    assert made.recovery_code


def _made(server: Place, folder: Path, *more: str) -> NewHouse:
    passphrase = folder.parent / "p.txt"
    passphrase.write_text("fire ord som ikke hører sammen", encoding="utf-8")
    with cheap_passphrase():
        answer = run(
            "init", "--data", folder, "--passphrase-file", passphrase, "--server", server.address,
            *more,
        )  # fmt: skip
    assert answer.code == 0, answer.err
    code = re.search(r"^ {4}(\S+)$", answer.out, re.MULTILINE)
    assert code is not None
    return NewHouse(folder, passphrase, code[1], "")


def _one_before_the_newest() -> str:
    newest = _scripts().get_revision(newest_revision())
    assert newest is not None
    return str(newest.down_revision)


@contextmanager
def _asks_password(server: Place, password: str) -> Iterator[None]:
    """Let the server ask the desks' role for its password, as a real one does."""
    with closing(server.store()) as store, store.engine.connect() as connection:
        rules = Path(str(connection.execute(text("SHOW hba_file")).scalar()))
        connection.execute(text(f"ALTER ROLE {ROLE} PASSWORD '{password}'"))
        connection.commit()
        before = rules.read_text(encoding="utf-8")
        own = f"local all {ROLE} scram-sha-256\nhost all {ROLE} all scram-sha-256\n"
        rules.write_text(own + before, encoding="utf-8")
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.commit()
        try:
            yield
        finally:
            rules.write_text(before, encoding="utf-8")
            connection.execute(text("SELECT pg_reload_conf()"))
            connection.commit()
