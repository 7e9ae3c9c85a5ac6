"""Making a house through the door: what is shown, what lies on disk, what is refused."""

import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from shelter_desk.bootstrap import Choice, initials, opened_house
from shelter_desk.models import Bed, Staff
from shelter_desk.security.passwords import verify_password
from shelter_desk.store.opening import KeySource
from shelter_desk.terms import Role
from tests.cli.door import cheap_passphrase, make_house, run

PLAN = """
unit_code = "Huset"
opened_on = 2026-01-01
[[floor]]
name = "1. etasje"
level = 1
[[floor.room]]
name = "Rom 1"
kind = "sleeping"
place = [0, 0, 10, 10]
[[floor.room.bed]]
code = "A1"
category = "emergency"
"""


def test_init_makes_a_house_with_its_first_manager(tmp_path: Path) -> None:
    with cheap_passphrase():
        made = make_house(tmp_path)
    keys = KeySource(passphrase_file=made.passphrase_file)
    with opened_house(Choice(data=made.folder, keys=keys)) as house:
        assert house.house.writable
        assert not house.house.demo
        with house.house.store.read() as session:
            assert len(session.scalars(select(Bed)).all()) == 13
            manager = session.scalars(select(Staff)).one()
            assert manager.login == "leder"
            assert manager.role is Role.MANAGER
            assert manager.must_change_password
            assert verify_password(manager.password_hash, made.one_time_password)


def test_the_recovery_code_opens_it_too(tmp_path: Path) -> None:
    with cheap_passphrase():
        made = make_house(tmp_path)
    file = tmp_path / "code.txt"
    file.write_text(made.recovery_code.lower().replace("-", " "), encoding="utf-8")
    with opened_house(Choice(data=made.folder, keys=KeySource(recovery_code_file=file))) as house:
        assert house.house.store.on_file


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead")
def test_the_files_are_their_owners_alone(tmp_path: Path) -> None:
    with cheap_passphrase():
        folder = make_house(tmp_path).folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file


def test_a_plan_of_ones_own_is_used(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN, encoding="utf-8")
    made = run("init", "--data", tmp_path / "h", "--house", plan, "--first-login", "Kari",
               "--first-name", "Kari Mo")  # fmt: skip
    assert made.code == 0
    assert "Første innlogging: kari," in made.out


def test_a_plan_that_will_not_do_leaves_nothing_behind(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.replace("emergency", "emergancy"), encoding="utf-8")
    answer = run("init", "--data", tmp_path / "h", "--house", plan)
    assert answer.code == 1
    assert "floor[1].room[1].bed[1].category" in answer.line
    assert not (tmp_path / "h").exists()


def test_a_second_init_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    with cheap_passphrase():
        made = make_house(tmp_path)
    before = {file.name: file.read_bytes() for file in made.folder.iterdir()}
    answer = run("init", "--data", made.folder)
    assert answer.code == 1
    assert "Det er allerede et hus i" in answer.line
    assert before == {file.name: file.read_bytes() for file in made.folder.iterdir()}


def test_a_passphrase_that_is_too_short_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "p.txt"
    file.write_text("kort", encoding="utf-8")
    answer = run("init", "--data", tmp_path / "h", "--passphrase-file", file)
    assert answer.code == 1
    assert "minst 12 tegn" in answer.line
    assert not (tmp_path / "h" / "house.key").exists()


@pytest.mark.parametrize(
    ("name", "short"), [("Leder", "LE"), ("Kari Anne Mo", "KAM"), ("Åse", "ÅS"), ("–", "?")]
)
def test_initials_are_made_of_a_name(name: str, short: str) -> None:
    assert initials(name) == short
