"""The window of the desk, and the pictures of its screens."""

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from shelter_desk.bootstrap.choice import Choice
from shelter_desk.bootstrap.demo import Tell
from shelter_desk.bootstrap.first_run import FirstRunDoor, wants_first_run
from shelter_desk.bootstrap.open_house import OpenHouse
from shelter_desk.bootstrap.opening import KeptFire, opened_house
from shelter_desk.clock import FixedClock
from shelter_desk.errors import DeskError
from shelter_desk.store.disk import calm_disk
from shelter_desk.store.key_errors import (
    KeyringProblemError,
    RecoveryCodeLengthError,
    RecoveryCodeTypoError,
    WrongKeyError,
)
from shelter_desk.store.places import NotAFolderError

PICTURED_AT = datetime(2026, 11, 21, 20, 12, tzinfo=UTC)
"""The moment of the pictures: a Saturday, 21:12 in the house."""


def open_desk(choice: Choice) -> int:
    """Open the desk window; return the exit code.

    The screens open the house behind the first paint, and again with what somebody typed when
    this account's keyring cannot open it.
    """
    start = importlib.import_module("shelter_desk.ui.start")  # Qt only where a window is wanted

    door = FirstRunDoor(choice)

    def open_house(typed: str | None, tell: Tell) -> AbstractContextManager[OpenHouse]:
        keys = replace(door.choice.keys, typed=typed)
        return opened_house(replace(door.choice, keys=keys), tell)

    code: int = start.run(
        open_house,
        asks_secret=_asks_secret,
        language=choice.language,
        demo=choice.demo,
        first_run=door if wants_first_run(choice) else None,
        kept_fire=KeptFire(lambda: door.choice),
    )
    return code


@dataclass(frozen=True)
class PictureWishes:
    """Which pictures are wanted; a language, a scheme or a size left open means the usual ones."""

    folder: Path
    language: str | None = None
    scheme: str | None = None
    size: tuple[int, int] | None = None
    scale: int = 1
    everything: bool = False
    """Also every view and form, the other sizes, twice the pixels, and all schemes."""


def take_pictures(choice: Choice, wishes: PictureWishes, tell: Callable[[Path], object]) -> None:
    """Picture every screen of the demo house into a folder; ``tell`` is given each file.

    A real house is never pictured. Raises a :class:`shelter_desk.errors.DeskError` where the
    folder cannot be written or the demo does not open.
    """
    pictures = importlib.import_module("shelter_desk.ui.pictures")  # Qt only where it is wanted
    if wishes.folder.is_file():
        raise NotAFolderError(folder=str(wishes.folder))
    with calm_disk(wishes.folder):
        wishes.folder.mkdir(parents=True, exist_ok=True)

    def save(name: str, png: bytes) -> None:
        file = wishes.folder / name
        with calm_disk(wishes.folder):
            file.write_bytes(png)
        tell(file)

    at = choice.at or PICTURED_AT
    with opened_house(replace(choice, demo=True, at=at)) as opened:
        house = replace(opened.house, clock=FixedClock(at))
        looks = pictures.looks_for(
            wishes.language,
            wishes.scheme,
            wishes.size,
            scale=wishes.scale,
            everything=wishes.everything,
        )
        pictures.take(house, looks, save, machine=opened.machine(), everything=wishes.everything)


def _asks_secret(error: DeskError) -> bool:
    """Say whether a passphrase or recovery code would help where opening failed."""
    return isinstance(
        error,
        KeyringProblemError | WrongKeyError | RecoveryCodeTypoError | RecoveryCodeLengthError,
    )
