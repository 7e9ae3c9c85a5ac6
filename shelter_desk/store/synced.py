"""Which folders a sync service copies: half-written files, and data sent out of the house."""

import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePath

_NAMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), service)
    for pattern, service in (
        (r"OneDrive( ?- ?.+| \(.+\))?", "OneDrive"),
        (r"SkyDrive", "OneDrive"),
        (r"Dropbox( \(.+\))?", "Dropbox"),
        (r"Google ?Drive( \(.+\))?", "Google Drive"),
        (r"DriveFS", "Google Drive"),
        (r"My Drive|Min disk", "Google Drive"),
        (r"iCloud ?Drive|Mobile Documents|com~apple~CloudDocs", "iCloud"),
        (r"Nextcloud\d*", "Nextcloud"),
        (r"ownCloud\d*", "ownCloud"),
        (r"Box Sync|Box-Box", "Box"),
        (r"pCloud ?Drive|pCloudSync", "pCloud"),
        (r"SynologyDrive", "Synology Drive"),
        (r"Jottacloud|Jotta", "Jottacloud"),
        (r"CloudStorage", "CloudStorage"),  # macOS keeps all its sync services in there
    )
)
"""What sync services call their folders, in the languages our machines speak."""

_MARKS: tuple[tuple[str, str], ...] = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync_*.db", "Nextcloud"),
    ("._sync_*.db", "Nextcloud"),
    (".stfolder", "Syncthing"),
    (".tmp.drivedownload", "Google Drive"),
    (".SynologyWorkingDirectory", "Synology Drive"),
)
"""What they leave in a folder that has been given another name."""

_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def sync_service(folder: Path, env: Mapping[str, str] | None = None) -> str | None:
    """Return the sync service that ``folder`` lies under, or None.

    ``folder`` need not exist yet. A home folder may be called anything, so names are looked at
    in the path as it was given and with its links followed.
    """
    env = os.environ if env is None else env
    for path in dict.fromkeys((folder.absolute(), folder.resolve())):
        found = named_service(path) or _named_by_system(path, env) or _marked_service(path)
        if found:
            return found
    return None


def named_service(path: PurePath) -> str | None:
    """Return the service that one of the path's folders is named after, or None."""
    for part in path.parts:
        for pattern, service in _NAMES:
            if pattern.fullmatch(part):
                return service
    return None


def _named_by_system(path: Path, env: Mapping[str, str]) -> str | None:
    """Return OneDrive where Windows says that its folder is above ``path``."""
    for variable in _VARIABLES:
        root = env.get(variable, "").strip()
        if root and path.is_relative_to(Path(root)):
            return "OneDrive"
    return None


def _marked_service(path: Path) -> str | None:
    """Return the service that left its mark in ``path`` or above it."""
    home = Path.home()
    for place in (path, *path.parents):
        # Dropbox keeps a folder .dropbox of its own in every home: that says nothing.
        if place in (home, Path(place.anchor)) or not _may_look(place):
            continue
        for mark_name, service in _MARKS:
            if next(place.glob(mark_name), None) is not None:
                return service
    return None


def _may_look(place: Path) -> bool:
    try:
        return place.is_dir() and os.access(place, os.R_OK | os.X_OK)
    except OSError:
        return False
