"""Where a house lies on a machine, and which folders it must not lie in.

One data folder a machine, not one for each account: evening and night are often two accounts of
one Windows machine (architecture.md 5).
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.store.disk import OWN, calm_disk, check_writable, file_mode
from shelter_desk.store.network import network_kind
from shelter_desk.store.synced import sync_service

APP = "Shelter Desk"
VARIABLE = "SHELTER_DESK_DATA"
"""Names the data folder where neither a default nor ``--data`` is wanted."""


class NetworkFolderError(FaultError):
    """The data folder lies on another machine."""

    sentence = mark(
        "The folder {folder} lies on a network drive ({kind}), where an encrypted house file can "
        "be damaged when two machines write. Nothing was changed. Choose a folder on this "
        "machine, or let several desks share a PostgreSQL server."
    )


class SyncedFolderError(FaultError):
    """The data folder is copied elsewhere by a sync service."""

    sentence = mark(
        "The folder {folder} is synchronised by {service}, which copies files while they are "
        "being written and sends them out of the house. Nothing was changed. Choose a folder "
        "that is not synchronised, or let several desks share a PostgreSQL server."
    )


class NotAFolderError(FaultError):
    """A file stands where the data folder should be."""

    sentence = mark("{folder} is a file, not a folder. Nothing was changed. Choose a folder.")


@dataclass(frozen=True)
class Places:
    """The files of a house."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted file."""
        return self.folder / "house.db"

    @property
    def key(self) -> Path:
        """The sidecar: the house secret, wrapped."""
        return self.folder / "house.key"

    @property
    def lock(self) -> Path:
        """The write lock."""
        return self.folder / "house.lock"

    @property
    def copies(self) -> Path:
        """The folder of automatic copies."""
        return self.folder / "copies"

    @property
    def drafts(self) -> Path:
        """The folder of half-typed text, sealed."""
        return self.folder / "drafts"

    @property
    def fire(self) -> Path:
        """The folder of the latest fire list and the notes of its prints, sealed."""
        return self.folder / "fire"

    @property
    def settings(self) -> Path:
        """This machine's own settings; nothing of the house."""
        return self.folder / "desk.toml"

    @property
    def unfinished(self) -> Path:
        """The mark that stands here while a house is being made, and after a killed attempt."""
        return self.folder / "house.unfinished"

    def has_house(self) -> bool:
        """Say whether a house, or what is left of one, is here already.

        What a killed attempt to make one left behind is none: nobody ever opened it.
        """
        return (self.database.exists() or self.key.exists()) and not self.unfinished.exists()


def find_places(data: Path | None = None, env: Mapping[str, str] | None = None) -> Places:
    """Return the places of the house in ``data``, in ``SHELTER_DESK_DATA``, or by default."""
    env = os.environ if env is None else env
    if data is None:
        named = env.get(VARIABLE, "").strip()
        data = Path(named) if named else default_folder()
    return Places(data.expanduser().absolute())


def default_folder() -> Path:
    """Return the machine's data folder.

    On Windows under ProgramData, where the installer gives a named group its rights. Elsewhere
    the account's own: no folder there is writable for several accounts without an
    administrator, who then names one in ``SHELTER_DESK_DATA``.
    """
    import platformdirs  # noqa: PLC0415 - not needed where the folder is named

    if sys.platform == "win32":
        return Path(platformdirs.site_data_dir(APP, appauthor=False))
    else:  # noqa: RET505 - so that mypy sees one branch on each system
        return Path(platformdirs.user_data_dir(APP.lower().replace(" ", "-"), appauthor=False))


def prepare_folder(folder: Path) -> None:
    """Make ``folder`` where it is missing, and make sure that a house may lie in it.

    Raises what :func:`check_folder` raises.
    """
    refuse_unsafe(folder)
    with calm_disk(folder):
        _refuse_file(folder)
        new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if new and file_mode(folder.parent) == OWN:
            folder.chmod(0o700)  # nobody else's business; a shared parent hands its group on
    check_writable(folder)


def check_folder(folder: Path) -> None:
    """Make sure that a house may lie in ``folder``, and that it can be written there.

    Raises :class:`NetworkFolderError`, :class:`SyncedFolderError`, :class:`NotAFolderError`,
    or the errors of :func:`shelter_desk.store.disk.check_writable`.
    """
    refuse_unsafe(folder)
    with calm_disk(folder):
        _refuse_file(folder)
    check_writable(folder)


def refuse_unsafe(folder: Path) -> None:
    """Raise :class:`NetworkFolderError` or :class:`SyncedFolderError` for such a folder."""
    kind = network_kind(folder)
    if kind is not None:
        raise NetworkFolderError(folder=str(folder), kind=kind)
    service = sync_service(folder)
    if service is not None:
        raise SyncedFolderError(folder=str(folder), service=service)


def _refuse_file(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotAFolderError(folder=str(folder))
