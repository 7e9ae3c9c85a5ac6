"""Where a file may be put on this machine: its usual folders and the drives put into it.

The program asks in its own sheets and lists. The system's dialog would hold up the fire list and
the lock, speak another language, and keep a history of folders on the disk.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo

from shelter_desk.marking import mark
from shelter_desk.ui.words import Words

_Where = QStandardPaths.StandardLocation
_USUAL = (
    (_Where.DocumentsLocation, mark("Documents")),
    (_Where.DesktopLocation, mark("Desktop")),
    (_Where.DownloadLocation, mark("Downloads")),
)
_MOUNTS = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


@dataclass(frozen=True)
class Place:
    """A folder that is there, and what it is called in the reader's language."""

    name: str
    path: Path


def places(words: Words) -> tuple[Place, ...]:
    """Return the usual folders that are there, then the drives; home where there is neither."""
    home = Path.home()
    found: dict[Path, str] = {}
    for location, name in _USUAL:
        path = Path(QStandardPaths.writableLocation(location))
        if path.is_dir() and path != home:
            found.setdefault(path, words.say(name))
    for path, name in _drives():
        found.setdefault(path, words.say("Drive {name}", name=name))
    if not found:
        found[home] = words.say("Your own folder")
    return tuple(Place(name, path) for path, name in found.items())


def _drives() -> list[tuple[Path, str]]:
    """Return the drives beside the one the system lies on."""
    drives = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        apart = root.startswith(_MOUNTS)
        if sys.platform == "win32":
            apart = not root.upper().startswith(os.environ.get("SYSTEMDRIVE", "C:").upper())
        if apart and volume.isReady() and not volume.isReadOnly():
            drives.append((Path(root), volume.displayName()))
    return drives


def folder_of(text: str) -> Path:
    """Return the folder that is written; ``~`` is the home of whoever runs the program."""
    try:
        return Path(text.strip().strip('"')).expanduser()
    except RuntimeError:  # a home that nobody knows
        return Path(text.strip())


def trouble_with(words: Words, folder: Path) -> str:
    """Return why no file can be put into ``folder``, in the reader's language; empty if it can."""
    if not folder.is_absolute():
        return words.say("Write the whole path, from the drive or the first slash.")
    try:
        there = folder.is_dir()
    except (OSError, ValueError):
        there = False
    if not there:
        return words.say("There is no folder {folder}. Choose another one.", folder=str(folder))
    if not os.access(folder, os.W_OK):
        return words.say(
            "Nothing can be saved in the folder {folder}. Choose another one.", folder=str(folder)
        )
    return ""
