"""What is wrong with a house is said in one line at the door, and the data is unharmed."""

import contextlib
import functools
import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from keyring.backend import KeyringBackend
from sqlalchemy import text

from shelter_desk.store import house_key, network
from shelter_desk.store.engine import open_file
from shelter_desk.store.opening import KeySource
from tests.cli.door import PASSPHRASE, Answer, NewHouse, cheap_passphrase, make_house, run
from tests.store.keyring_backends import (
    BrokenKeyring,
    ForgetfulKeyring,
    GoodKeyring,
    LockedKeyring,
    PlaintextKeyring,
    opened,
)

PERIOD = ("--from", "2026-11-01", "--to", "2026-11-02")
NOBODY = 65534


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> NewHouse:
    with cheap_passphrase():
        return make_house(tmp_path_factory.mktemp("template"))


@pytest.fixture
def made(template: NewHouse, tmp_path: Path) -> NewHouse:
    """Return a house of one's own, made by ``init``."""
    folder = tmp_path / "house"
    shutil.copytree(template.folder, folder)
    return replace(template, folder=folder)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and "lock" not in path.name and path.name[-4:] not in ("-wal", "-shm")
    }


def _refused(made: NewHouse, said: str, *options: str) -> Answer:
    """Ask for the nights; hold the refusal against ``said`` and the folder against before."""
    before = _files(made.folder) if made.folder.exists() else {}
    answer = run("nights", *PERIOD, *(options or made.ask))
    assert answer.code == 1, answer
    assert said in answer.line
    assert answer.out == ""
    if before:
        assert _files(made.folder) == before
    return answer


def test_the_house_opens_when_nothing_is_wrong(made: NewHouse) -> None:
    assert run("nights", *PERIOD, *made.ask).code == 0


# -- the key ---------------------------------------------------------------------------------


def _with(made: NewHouse, option: str, content: str) -> tuple[str, ...]:
    file = made.folder.parent / "given.txt"
    file.write_text(content, encoding="utf-8")
    return "--data", str(made.folder), option, str(file)


def test_a_wrong_passphrase(made: NewHouse) -> None:
    options = _with(made, "--passphrase-file", "noe helt annet enn frasen")
    _refused(made, "Husfrasen stemmer ikke.", *options)


def test_a_recovery_code_of_another_house(made: NewHouse) -> None:
    from shelter_desk.store.recovery_code import new_code  # noqa: PLC0415 - here alone

    options = _with(made, "--recovery-code-file", new_code())
    _refused(made, "gjelder ikke dette huset", *options)


def test_a_recovery_code_with_a_slip_names_the_group(made: NewHouse) -> None:
    groups = made.recovery_code.split("-")
    groups[2] = ("1" if groups[2][0] == "0" else "0") + groups[2][1:]
    options = _with(made, "--recovery-code-file", "-".join(groups))
    _refused(made, "Gruppe 3", *options)


def test_a_file_for_the_passphrase_that_is_not_there(made: NewHouse) -> None:
    missing = str(made.folder.parent / "no.txt")
    _refused(made, "kan ikke leses", "--data", str(made.folder), "--passphrase-file", missing)


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        (GoodKeyring, "har ikke åpnet huset før"),
        (ForgetfulKeyring, "tar ikke vare på det den får"),
        (LockedKeyring, "er låst"),
        (BrokenKeyring, "ga en feil"),
    ],
)
def test_the_account_s_keyring(
    made: NewHouse,
    monkeypatch: pytest.MonkeyPatch,
    backend: Callable[[], KeyringBackend],
    said: str,
) -> None:
    keyring = backend()
    source = functools.partial(KeySource, keyring=lambda: opened(keyring))
    monkeypatch.setattr("shelter_desk.store.opening.KeySource", source)
    _refused(made, said, "--data", str(made.folder))


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        ("keyring.backends.fail.Keyring", "ingen nøkkelring"),
        ("keyring.backends.null.Keyring", "ingen nøkkelring"),
        (None, "PlaintextKeyring"),
    ],
)
def test_a_keyring_that_keeps_nothing_safe(
    made: NewHouse, monkeypatch: pytest.MonkeyPatch, backend: str | None, said: str
) -> None:
    import keyring  # noqa: PLC0415 - slow to load
    from keyring.core import load_keyring  # noqa: PLC0415 - the same

    found = PlaintextKeyring() if backend is None else load_keyring(backend)
    monkeypatch.setattr(keyring, "get_keyring", lambda: found)
    monkeypatch.setattr("shelter_desk.store.keyrings._by_name", lambda _: iter(()))
    _refused(made, said, "--data", str(made.folder))


def test_no_keyring_still_makes_a_house_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = ForgetfulKeyring()
    source = functools.partial(KeySource, keyring=lambda: opened(keyring))
    monkeypatch.setattr("shelter_desk.store.opening.KeySource", source)
    answer = run("init", "--data", tmp_path / "h")
    assert answer.code == 0
    assert "Dette huset har ingen husfrase" in answer.out


# -- the files -------------------------------------------------------------------------------


def test_there_is_no_house(tmp_path: Path) -> None:
    answer = run("nights", *PERIOD, "--data", tmp_path / "nowhere")
    assert answer.code == 1
    assert "Det finnes ikke noe hus i" in answer.line
    assert not (tmp_path / "nowhere").exists()


def test_the_database_is_missing_and_none_is_started(made: NewHouse) -> None:
    (made.folder / "house.db").unlink()
    _refused(made, "husfilen house.db mangler")
    assert not (made.folder / "house.db").exists()


def test_the_key_is_missing(made: NewHouse) -> None:
    (made.folder / "house.key").unlink()
    _refused(made, "house.key")


def test_the_key_file_is_damaged(made: NewHouse) -> None:
    file = made.folder / "house.key"
    file.write_bytes(file.read_bytes().replace(b'"wraps"', b'"warps"'))
    _refused(made, "house.key")


def _damage(kind: str, path: Path) -> None:
    data = bytearray(path.read_bytes())
    if kind == "start":
        data[40] ^= 255
    elif kind == "cut":
        data = data[: len(data) // 2]
    elif kind == "cut at a page":
        data = data[: len(data) // 8192 * 4096]
    elif kind == "short":
        data = data[:100]
    elif kind == "letters":
        data = bytearray(b"Dette er et brev. " * 4096)
    path.write_bytes(data)


@pytest.mark.parametrize("kind", ["start", "cut", "cut at a page", "short", "letters"])
def test_a_damaged_file_is_told_from_a_wrong_key(made: NewHouse, kind: str) -> None:
    _damage(kind, made.folder / "house.db")
    _refused(made, "Nøkkelen er riktig, men husfilen house.db")


def test_damage_in_the_middle_is_found_by_verify(made: NewHouse) -> None:
    file = made.folder / "house.db"
    data = bytearray(file.read_bytes())
    data[len(data) // 2 // 4096 * 4096 + 50] ^= 255
    file.write_bytes(data)
    answer = run("verify", *made.ask)
    assert answer.code == 1
    assert "skadet" in answer.line or "Databasen sier" in answer.line


def test_an_empty_file(made: NewHouse) -> None:
    (made.folder / "house.db").write_bytes(b"")
    _refused(made, "Husfilen house.db")
    assert (made.folder / "house.db").stat().st_size == 0


def test_a_database_that_is_not_encrypted(made: NewHouse) -> None:
    (made.folder / "house.db").unlink()
    with contextlib.closing(sqlite3.connect(made.folder / "house.db")) as plain:
        plain.execute("CREATE TABLE guest (name TEXT)")
        plain.commit()
    _refused(made, "ikke er kryptert")


def test_the_file_of_another_house(made: NewHouse, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    store = open_file(other, os.urandom(32))
    with store.engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a)"))
    store.close()
    shutil.copy(other, made.folder / "house.db")
    _refused(made, "hører til et annet hus")


def _changed(made: NewHouse, statement: str) -> None:
    key = house_key.unlock_with_passphrase(made.folder / "house.key", PASSPHRASE)
    store = open_file(made.folder / "house.db", key.secret)
    with store.engine.execution_options(desk_write=True).begin() as connection:
        connection.execute(text(statement))
    store.close()


def test_a_newer_schema(made: NewHouse) -> None:
    _changed(made, "UPDATE schema_revision SET version_num = '9999'")
    _refused(made, "nyere versjon")


def test_a_database_of_another_program(made: NewHouse) -> None:
    _changed(made, "DROP TABLE schema_revision")
    _refused(made, "ikke et Shelter Desk-hus")


def test_a_house_that_was_never_finished(made: NewHouse) -> None:
    _changed(made, "DELETE FROM house")
    _refused(made, "ble aldri ferdig")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[server\n", "Innstillingsfilen"),
        ("colour = 1\n", "ingen innstilling som heter colour"),
        ('[server]\nurl = "sqlite:///x"\n', "Tjeneradressen i desk.toml kan ikke brukes"),
        ('[server]\nurl = "postgresql://a:hemmelig@h/d"\n', "passord i klartekst"),
        ("[lock]\nminutes = 0\n", "lock.minutes"),
    ],
)
def test_settings_that_will_not_do(made: NewHouse, content: str, said: str) -> None:
    (made.folder / "desk.toml").write_text(content, encoding="utf-8")
    answer = _refused(made, said)
    assert "hemmelig" not in answer.err


# -- the disk --------------------------------------------------------------------------------


def test_a_network_folder(made: NewHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    table = [network.Mount(PurePosixPath(made.folder.parent), "nfs4")]
    monkeypatch.setattr(network, "mounts", lambda: table)
    _refused(made, "nettverks")
    answer = run("init", "--data", made.folder.parent / "new")
    assert answer.code == 1
    assert "nettverks" in answer.line
    assert not (made.folder.parent / "new").exists()


def test_a_synchronised_folder(made: NewHouse) -> None:
    synced = made.folder.parent / "OneDrive" / "house"
    shutil.copytree(made.folder, synced)
    answer = run("nights", *PERIOD, "--data", synced, *made.ask[2:])
    assert answer.code == 1
    assert "OneDrive" in answer.line


@contextlib.contextmanager
def _as_nobody() -> Iterator[None]:
    """Act as an account without rights: the rights of a folder mean nothing to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead")
def test_a_folder_that_may_not_be_written(made: NewHouse) -> None:
    # Outside pytest's own folders, which nobody else may enter.
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = place / "house"
        shutil.copytree(made.folder, folder)
        passphrase = place / "p.txt"
        shutil.copy(made.passphrase_file, passphrase)
        for path in (passphrase, *folder.iterdir()):
            path.chmod(0o444)
        folder.chmod(0o555)
        place.chmod(0o755)
        before = _files(folder)
        options = ("--data", str(folder), "--passphrase-file", str(passphrase))
        with _as_nobody():
            answer = run("verify", *options)
        assert answer.code == 1
        assert "ikke lov til å skrive i mappen" in answer.line
        assert _files(folder) == before
        folder.chmod(0o755)


@contextlib.contextmanager
def _small_disk(folder: Path, size: int) -> Iterator[None]:
    """Give ``folder`` a small disk of its own, or a limit on its files where none can be had."""
    mounted = False
    if os.geteuid() == 0:
        options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        mounted = subprocess.run(["mount", *options], check=False).returncode == 0  # noqa: S607
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - found by PATH


def test_a_disk_without_room_for_a_new_house(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with _small_disk(disk, 200_000):
        answer = run("init", "--data", disk / "house")
        left = [path.name for path in (disk / "house").iterdir() if "lock" not in path.name]
    assert answer.code == 1
    assert "Disken er full" in answer.line
    assert left == []


def test_a_disk_that_fills_up_keeps_what_was_saved(made: NewHouse) -> None:
    size = (made.folder / "house.db").stat().st_size
    disk = made.folder.parent / "disk"
    disk.mkdir()
    with _small_disk(disk, size + 600_000):
        folder = disk / "house"
        shutil.copytree(made.folder, folder)
        options = ("--data", str(folder), "--passphrase-file", str(made.passphrase_file))
        filler = disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(b"x" * 512):
                pass
        answer = run("verify", *options)
        assert answer.code == 1
        assert "Disken er full" in answer.line
        filler.unlink()
        assert run("nights", *PERIOD, *options).code == 0
        assert run("verify", *options).code == 0


def test_a_full_disk_makes_no_copy(made: NewHouse) -> None:
    disk = made.folder.parent / "disk"
    disk.mkdir()
    with _small_disk(disk, 100_000):
        answer = run("backup", "--to", disk, *made.ask)
        assert answer.code == 1
        assert "Disken er full" in answer.line
        assert list(disk.iterdir()) == []
