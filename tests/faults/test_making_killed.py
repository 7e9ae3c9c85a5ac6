"""A house whose making is killed: the next start finds nothing, and makes a whole one."""

import subprocess
import sys
from pathlib import Path

import pytest

from shelter_desk.bootstrap.choice import Choice
from shelter_desk.bootstrap.first_run import FirstRunDoor, wants_first_run
from shelter_desk.bootstrap.opening import opened_house
from shelter_desk.services.house_plan import PlanKeyError, PlanTwiceError
from shelter_desk.services.recovery import new_sheet
from shelter_desk.store.key_errors import KeyringMissingError
from shelter_desk.store.keyrings import AccountKeyring
from shelter_desk.store.opening import KeySource, NoHouseError
from shelter_desk.texts import Texts
from shelter_desk.ui.wizard.calls import NewHouse, PlanChoice
from tests.engines import FRIDAY_EVENING

_KILLED = 9
_WORKER = """
import os, sys
from pathlib import Path
from shelter_desk.bootstrap import first_run, making
from shelter_desk.store import house_key
from tests.faults.test_making_killed import make

folder, where = Path(sys.argv[1]), sys.argv[2]
module, _, name = where.rpartition(".")
target = sys.modules[module]
setattr(target, name, lambda *_, **__: os._exit(9))
make(folder)
"""
_STEPS = (
    "shelter_desk.bootstrap.making.make_file",
    "shelter_desk.bootstrap.making.set_up_house",
    "shelter_desk.store.making.calm_disk",
)
"""Killed before each of these; the last is at the very end, before the mark is taken away."""


def _no_keyring() -> AccountKeyring:
    raise KeyringMissingError


def _choice(folder: Path) -> Choice:
    return Choice(data=folder, keys=KeySource(keyring=_no_keyring))


def make(folder: Path, plan_file: str = "") -> FirstRunDoor:
    """Make a house as the wizard's last step does."""
    door = FirstRunDoor(_choice(folder))
    door.prepare(None)
    wishes = NewHouse(
        unit="Enhet R", plan=PlanChoice.FILE if plan_file else PlanChoice.EMPTY,
        plan_file=plan_file, name="Berit Leder", login="berit", password="fire ord som passer",
        passphrase="", copies="", language="nb", sheet=new_sheet("Enhet R", 1, FRIDAY_EVENING),
    )  # fmt: skip
    door.make(None, wishes=wishes)
    return door


@pytest.mark.parametrize("step", _STEPS)
def test_a_kill_while_the_house_is_made_leaves_no_house(tmp_path: Path, step: str) -> None:
    folder = tmp_path / "house"
    command = [sys.executable, "-c", _WORKER, str(folder), step]
    assert subprocess.run(command, check=False, timeout=120).returncode == _KILLED
    assert wants_first_run(_choice(folder))
    with pytest.raises(NoHouseError), opened_house(_choice(folder)):
        pass
    door = make(folder)
    assert not wants_first_run(_choice(folder))
    assert not [file for file in folder.iterdir() if "unfinished" in file.name]
    with opened_house(door.choice) as opened:
        assert opened.house.writable


@pytest.mark.parametrize(
    ("line", "error", "named"),
    [
        ('code = "A1"', PlanTwiceError, "A1"),
        ('category = "sofa"', PlanKeyError, "'sofa'"),
    ],
)
def test_a_house_file_that_will_not_do_is_named_and_makes_nothing(
    tmp_path: Path, line: str, error: type[PlanTwiceError | PlanKeyError], named: str
) -> None:
    code, category = 'code = "A2"', 'category = "emergency"'
    if line.startswith("code"):
        code = line
    else:
        category = line
    plan = tmp_path / "plan.toml"
    plan.write_text(
        'unit_code = "Enhet S"\n[[floor]]\nname = "1."\nlevel = 1\n[[floor.room]]\nname = "Rom"\n'
        'kind = "sleeping"\nplace = [0, 0, 10, 10]\n'
        '[[floor.room.bed]]\ncode = "A1"\ncategory = "emergency"\n'
        f"[[floor.room.bed]]\n{code}\n{category}\n",
        encoding="utf-8",
    )
    door = FirstRunDoor(_choice(tmp_path / "house"))
    with pytest.raises(error) as refused:
        door.look_at_plan(None, plan=PlanChoice.FILE, file=str(plan))
    for language in ("nb", "en"):
        assert named in Texts(language).explain(refused.value)
    with pytest.raises(error):
        make(tmp_path / "house", str(plan))
    assert wants_first_run(_choice(tmp_path / "house"))
