"""The demo house: made in a folder that goes away, or opened again where one was kept."""

import importlib
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
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
from shelter_desk.store.making import being_made, make_file
from shelter_desk.store.places import Places, find_places, prepare_folder
from shelter_desk.store.secret import HouseKey, derive

Tell = Callable[[int], object]

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
        folder = Path(tempfile.mkdtemp(prefix="shelter-desk-demo-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        places = Places(folder)
    return _make_demo(places, choice.at, tell)


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
