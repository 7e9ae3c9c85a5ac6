"""The demo house: made in a folder that goes away, or opened again where one was kept."""

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

from shelter_desk.bootstrap.choice import Choice
from shelter_desk.bootstrap.open_house import OpenHouse, open_real, workstation_name
from shelter_desk.clock import ShiftedClock, SystemClock
from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.security.passwords import HashCost, hash_password
from shelter_desk.services.calling import House
from shelter_desk.settings import Values
from shelter_desk.store import house_key
from shelter_desk.store.lock_file import LockFile, is_held
from shelter_desk.store.making import being_made, make_file
from shelter_desk.store.places import Places, find_places, prepare_folder
from shelter_desk.store.secret import HouseKey, derive

Tell = Callable[[int], object]

PREFIX = "shelter-desk-demo-"
IN_USE = "demo.lock"
"""Held in a demo's own folder for as long as its program runs."""

_A_DAY_S = 86_400

DEMO_COST = HashCost(rounds=1, memory_kib=1024, lanes=1)


class DemoNeedsOwnFolderError(BadInputError):
    """A demo is asked for in the folder of a real house."""

    sentence = mark(
        "There is a real house in {folder}. A demo is never opened there."
        " Leave out --demo, or choose another folder for it."
    )


def open_demo(choice: Choice, stack: ExitStack, tell: Tell) -> OpenHouse:
    """Open the demo house in the folder given, or make one that goes away again.

    ``tell`` hears how many per cent of a new one are made.
    """
    if choice.data is not None:
        places = find_places(choice.data)
        if places.has_house():
            found = open_real(choice)
            if not found.key.demo:
                found.house.store.close()
                raise DemoNeedsOwnFolderError(folder=str(places.folder))
            return found
    else:
        places = Places(_folder_that_goes_away(stack))
    return _make_demo(places, choice.at, tell)


def _folder_that_goes_away(stack: ExitStack) -> Path:
    """Make a folder for a demo that goes with ``stack``, and take away what killed ones left."""
    sweep(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    # Let go of by the system when the process dies: that tells what a killed one left.
    stack.enter_context(LockFile(folder / IN_USE).held())
    return folder


def sweep(temp: Path) -> None:
    """Take away the demos under ``temp`` of this account whose program is gone."""
    for folder in temp.glob(f"{PREFIX}*"):
        # Another account's, or one that went away meanwhile: not ours to say anything about.
        with suppress(OSError):
            if _is_own(folder) and not _in_use(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _in_use(folder: Path) -> bool:
    """Say whether a demo's program still runs."""
    if (folder / IN_USE).is_file():
        return is_held(folder / IN_USE)
    # Just being made, or of a version that kept no such file.
    return SystemClock().now().timestamp() - folder.stat().st_mtime < _A_DAY_S


def _is_own(folder: Path) -> bool:
    """Say whether this is a folder of this account, and no link to somewhere else."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    return sys.platform == "win32" or folder.stat().st_uid == os.getuid()


def _make_demo(places: Places, at: datetime | None, tell: Tell) -> OpenHouse:
    tell(0)
    clock = ShiftedClock.starting_at(at) if at is not None else SystemClock()
    prepare_folder(places.folder)
    with being_made(places):
        key = house_key.create_house_key(places.key, demo=True).key
        store = make_file(places, key)
        house = House(
            store=store,
            audit_key=derive(key.secret).audit,
            clock=clock,
            workstation=workstation_name(Values({})),
            demo=True,
        )
        try:
            _fill_demo(house, key, tell)
        except BaseException:
            store.close()
            raise
    return OpenHouse(house, places, key, Values({}))


def _fill_demo(house: House, key: HouseKey, tell: Tell) -> None:
    demo = importlib.import_module("shelter_desk.services.demo")  # no real house needs it
    demo.build_demo(
        house,
        house_id=key.house_id,
        hash_password=lambda word: hash_password(word, DEMO_COST),
        tell=tell,
    )
