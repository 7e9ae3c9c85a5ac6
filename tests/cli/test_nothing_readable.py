"""After a real evening nobody can read a name, a note or a key on the disk.

What ``strings`` would find is looked for in the data folder, the copies, the logs and every
temporary file, while the house is open and after it is closed; in the encodings text has in
files, and the key also in hexadecimal.
"""

import base64
import logging
import os
import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from shelter_desk.bootstrap import Choice, OpenHouse, opened_house
from shelter_desk.models import Bed, Staff
from shelter_desk.security.passwords import one_time_password
from shelter_desk.services.access import change_password, log_in
from shelter_desk.services.arrivals import check_in_new, check_out
from shelter_desk.services.calling import Caller
from shelter_desk.services.handover import preview_handover
from shelter_desk.services.log import correct_entry, write_entry
from shelter_desk.services.tasks import add_task
from shelter_desk.services.watch import add_watch
from shelter_desk.store.opening import KeySource
from shelter_desk.terms import Level, LogKind
from tests.cli.door import PASSPHRASE, NewHouse, cheap_passphrase, make_house, run

ALIAS, SECOND = "Solveig-Marie", "fjellrev"
NOTE = "Ringte legevakta om såret i høyre legg"
CORRECTED = "Det var venstre legg, skrevet feil"
WATCH = "Blek og varm i kveld"
TASK = "Hent resepten på Byåsen"
WORDS = (ALIAS, SECOND, NOTE, CORRECTED, WATCH, TASK, PASSPHRASE)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every temporary file of the program and of SQLite a folder that can be searched."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _evening(house: OpenHouse, made: NewHouse) -> None:
    password = one_time_password()
    first = log_in(house.house, login="leder", password=made.one_time_password)
    change_password(Caller(house.house, first.actor), old=made.one_time_password, new=password)
    me = Caller(house.house, log_in(house.house, login="leder", password=password).actor)
    with house.house.store.read() as session:
        beds = session.scalars(select(Bed.id).order_by(Bed.sort)).all()
        assert session.scalars(select(Staff)).one().password_hash
    arrived = check_in_new(me.again(), alias=ALIAS, second_word=SECOND, bed_id=beds[1])
    (guest,) = arrived.changed.guests
    (presence,) = arrived.changed.presences
    line = write_entry(me.again(), kind=LogKind.NOTE, body=NOTE, guest_ids=[guest])
    assert line.entry_id is not None
    correct_entry(me.again(), entry_id=line.entry_id, body=CORRECTED)
    add_watch(me.again(), level=Level.WATCH, what=WATCH, if_then="Hvis feber: 113", guest_id=guest)
    due = house.house.clock.now() + timedelta(hours=2)
    add_task(me.again(), text=TASK, due_at=due, guest_id=guest)
    assert preview_handover(me.again(), language="nb").startswith(b"%PDF")
    house.copies().copy_now()
    check_out(me.again(), presence_id=presence)


def _needles(secret: bytes) -> dict[str, bytes]:
    needles = {}
    for word in WORDS:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            needles[f"{word} ({encoding})"] = word.encode(encoding)
    needles["key"] = secret
    needles["key (hex)"] = secret.hex().encode()
    needles["key (HEX)"] = secret.hex().upper().encode()
    needles["key (base64)"] = base64.b64encode(secret)[:40]
    needles["SQLite's own heading"] = b"SQLite format 3"
    needles["SQL"] = b"INSERT INTO"
    return needles


def _readable(needles: dict[str, bytes], *folders: Path) -> list[str]:
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                found += [f"{path.name}: {name}" for name, word in needles.items() if word in data]
                found += [f"name of {path}: {word}" for word in WORDS if word in path.name]
    return found


def test_nobody_reads_a_name_a_note_or_a_key(
    tmp_path: Path, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with cheap_passphrase():
        made = make_house(tmp_path)
    keys = KeySource(passphrase_file=made.passphrase_file)
    with opened_house(Choice(data=made.folder, keys=keys)) as house:
        _evening(house, made)
        needles = _needles(house.key.secret)
        assert (made.folder / "house.db-wal").stat().st_size > 0
        assert _readable(needles, made.folder, temporary) == []
    shared = ("--data", made.folder, "--passphrase-file", made.passphrase_file)
    assert run("backup", "--to", tmp_path / "copies", *shared).code == 0
    assert run("verify", *shared).code == 0
    assert _readable(needles, made.folder, temporary, tmp_path / "copies") == []
    for word in (*WORDS, house.key.secret.hex()):
        assert word not in caplog.text


def test_the_search_finds_what_lies_open(tmp_path: Path) -> None:
    """A plain database with the same words in it: the search would see it."""
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE t (a)")
    plain.execute("INSERT INTO t VALUES (?)", (NOTE,))
    plain.commit()
    plain.close()
    found = _readable(_needles(os.urandom(32)), tmp_path)
    assert any(NOTE in line for line in found)
    assert any("heading" in line for line in found)
