"""The commands on a house that is well: what they say, what they write, what ``--at`` allows."""

import csv
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from shelter_desk.bootstrap import Choice, opened_house
from shelter_desk.models import AuditEntry
from shelter_desk.store.making import make_file
from shelter_desk.store.opening import KeySource, OtherKindError
from shelter_desk.store.places import Places
from shelter_desk.store.secret import HouseKey
from shelter_desk.store.sidecar import new_sidecar, write_sidecar
from tests.cli.door import NewHouse, cheap_passphrase, make_house, run
from tests.engines import HOUSE_ID, SECRET


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


def _audit(made: NewHouse) -> list[tuple[str, str, str]]:
    keys = KeySource(passphrase_file=made.passphrase_file)
    with (
        opened_house(Choice(data=made.folder, keys=keys)) as house,
        house.house.store.read() as session,
    ):
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
        return [(row.action, row.actor_kind.value, row.actor_name) for row in rows]


def test_nights_are_told_to_people_and_to_programs(made: NewHouse) -> None:
    period = ("nights", "--from", "2026-11-01", "--to", "2026-11-03", *made.ask)
    told = run(*period, "--lang", "en")
    assert told.code == 0
    assert told.out.splitlines()[-1] == (
        "3 nights counted: 0 person-nights, 0 of them on an extra place."
    )
    rows = list(csv.reader(io.StringIO(run(*period, "--format", "csv").out)))
    assert rows == [
        ["night", "person_nights", "extra"],
        ["2026-11-01", "0", "0"],
        ["2026-11-02", "0", "0"],
        ["2026-11-03", "0", "0"],
        ["total", "0", "0"],
    ]
    assert run(*period, "--format", "xml").code == 2
    assert run("nights", "--from", "1.11.2026", "--to", "2026-11-03", *made.ask).code == 2
    backwards = run("nights", "--from", "2026-11-03", "--to", "2026-11-01", *made.ask)
    assert backwards.code == 1
    assert "03.11.2026" in backwards.line


def test_a_copy_comes_back_as_the_same_house(made: NewHouse, tmp_path: Path) -> None:
    assert run("backup", "--to", tmp_path / "copies", *made.ask).code == 0
    (copy,) = (tmp_path / "copies").iterdir()
    assert zipfile.is_zipfile(copy)
    code = tmp_path / "code.txt"
    code.write_text(made.recovery_code, encoding="utf-8")
    back = run(
        "restore", copy, "--data", tmp_path / "back", "--recovery-code-file", code, "--lang", "en"
    )
    assert back.code == 0
    assert "is put back in" in back.out
    there = replace(made, folder=tmp_path / "back")
    assert _audit(there) == _audit(made)
    again = run("restore", copy, "--data", tmp_path / "back", "--recovery-code-file", code)
    assert again.code == 1
    assert "er ikke tom" in again.line


def test_verify_says_what_it_held_against_what(made: NewHouse) -> None:
    first = run("verify", *made.ask)
    assert first.code == 0
    assert "Alt er slik det ble skrevet" in first.out
    assert "Det finnes ingen kopi" in first.out
    assert run("backup", "--to", made.folder / "copies", *made.ask).code == 0
    second = run("verify", *made.ask)
    assert second.code == 0
    assert "Det finnes ingen kopi" not in second.out


def test_a_house_that_was_put_back_behind_our_back_is_seen(made: NewHouse) -> None:
    before = (made.folder / "house.db").read_bytes()
    assert run("backup", "--to", made.folder / "copies", *made.ask).code == 0
    (made.folder / "house.db").write_bytes(before)
    answer = run("verify", *made.ask)
    assert answer.code == 1
    assert "lagt" in answer.line or "kuttet" in answer.line


def test_the_command_line_is_audited_as_itself(made: NewHouse) -> None:
    assert run("verify", *made.ask).code == 0
    assert run("backup", "--to", made.folder / "copies", *made.ask).code == 0
    (setting_up, verified, copied) = _audit(made)
    assert setting_up[:2] == ("set_up_house", "program")
    assert verified[:2] == ("verify", "command_line")
    assert copied[:2] == ("back_up", "command_line")
    assert copied[2].startswith("kommandolinje (")


def test_the_sheet_is_printed_to_a_file(made: NewHouse, tmp_path: Path) -> None:
    sheet = tmp_path / "vaktrapport.pdf"
    assert run("print", "handover", "--out", sheet, *made.ask).code == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    nowhere = run("print", "handover", "--out", tmp_path / "no" / "v.pdf", *made.ask)
    assert nowhere.code == 1
    assert nowhere.line


@pytest.mark.parametrize("command", [("verify",), ("backup", "--to", "copies")])
def test_a_moment_of_a_real_house_is_not_written_to(
    made: NewHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = _audit(made)
    answer = run(*command, "--at", "2026-11-20T21:45", *made.ask)
    assert answer.code == 1
    assert "--at" in answer.line
    assert _audit(made) == before
    assert not (tmp_path / "copies").exists()


def test_a_moment_of_a_real_house_can_be_asked_about(made: NewHouse, tmp_path: Path) -> None:
    sheet = tmp_path / "v.pdf"
    at = ("--at", "2026-11-20T21:45")
    assert run("print", "handover", "--out", sheet, *at, *made.ask).code == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    assert [action for action, _, _ in _audit(made)] == ["set_up_house", "read"]
    nights = run("nights", "--from", "2026-11-19", "--to", "2026-11-20", *at, *made.ask)
    assert nights.code == 0
    assert "er ikke talt ennå" in nights.out


def test_a_demo_is_never_opened_in_a_real_house(made: NewHouse) -> None:
    answer = run("nights", "--from", "2026-11-01", "--to", "2026-11-02", "--demo", *made.ask)
    assert answer.code == 1
    assert "virkelig hus" in answer.line


@pytest.mark.parametrize("was_demo", [True, False])
def test_a_demo_s_file_is_no_real_house_and_the_other_way_round(
    tmp_path: Path, *, was_demo: bool
) -> None:
    secret = HouseKey(HOUSE_ID, demo=was_demo, secret=SECRET)
    other = replace(secret, demo=not was_demo)
    places = Places(tmp_path / "house")
    places.folder.mkdir()
    make_file(places, secret).close()
    write_sidecar(places.key, new_sidecar(other))
    keys = KeySource(made=other)
    with pytest.raises(OtherKindError), opened_house(Choice(data=places.folder, keys=keys)):
        pass


def test_our_own_mistakes_make_a_report_and_no_traceback(
    made: NewHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Solveig-Marie")

    monkeypatch.setenv("SHELTER_DESK_DATA", str(tmp_path / "reports-here"))
    monkeypatch.setattr("shelter_desk.cli.commands.verify_house", broken)
    answer = run("verify", *made.ask)
    assert answer.code == 1
    assert "Noe sviktet som ikke skulle svikte" in answer.line
    (report,) = (tmp_path / "reports-here" / "reports").iterdir()
    words = report.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in words
    assert "Solveig" not in words + answer.err
