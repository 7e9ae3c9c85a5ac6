"""Which folders lie on another machine: SQLite's locks and shared memory do not hold there."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2",
        "drvfs", "fuse.beegfs", "fuse.ceph", "fuse.cifs", "fuse.davfs", "fuse.davfs2",
        "fuse.gcsfuse", "fuse.glusterfs", "fuse.google-drive-ocamlfuse", "fuse.gvfsd-fuse",
        "fuse.kio-fuse", "fuse.onedriver", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs",
        "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs",
        "nfs4", "ocfs2", "orangefs", "prl_fs", "pvfs2", "rclone", "smb3", "smbfs", "vboxsf",
        "vmhgfs", "webdav",
    }
)  # fmt: skip
"""Kinds of file system whose files lie on another machine (or on a virtual machine's host)."""

_MOUNT_TABLE = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4  # GetDriveTypeW's answer for a network drive
_ESCAPED = re.compile(r"\\([0-7]{3})")
_MAC_LINE = re.compile(r"^.* on (?P<point>/.*?) \((?P<kind>[^,)]+)")


@dataclass(frozen=True)
class Mount:
    """A file system and where it is reached."""

    point: PurePath
    kind: str


def network_kind(folder: Path) -> str | None:
    """Return what kind of network drive ``folder`` lies on, or None for this machine's own.

    ``folder`` need not exist yet; links are followed as far as they do.
    """
    if sys.platform == "win32":
        return windows_network_kind(PureWindowsPath(folder.resolve()), _drive_type)
    else:  # noqa: RET505 - so that mypy sees one branch on each system
        return posix_network_kind(PurePosixPath(folder.resolve()), mounts())


def posix_network_kind(folder: PurePath, table: Iterable[Mount]) -> str | None:
    """Return the kind of network file system that ``folder`` lies on by ``table``, or None."""
    found: Mount | None = None
    for mount in table:
        # Of two file systems at one point the later one covers the earlier.
        inside = folder.is_relative_to(mount.point)
        if inside and (found is None or len(mount.point.parts) >= len(found.point.parts)):
            found = mount
    if found is None or found.kind not in NETWORK_FILE_SYSTEMS:
        return None
    # A machine whose very root comes from elsewhere (diskless, or in a sandbox) has no other
    # folder to offer; what is its root is its own.
    return None if found.point == PurePosixPath("/") else found.kind


def windows_network_kind(folder: PureWindowsPath, drive_type: Callable[[str], int]) -> str | None:
    r"""Return «UNC» for ``\\server\share``, the drive's letter for a mapped drive, or None."""
    drive = folder.drive.upper()
    if drive.startswith("\\\\"):
        plain = drive.removeprefix("\\\\?\\").removeprefix("\\\\.\\")
        on_this_machine = re.fullmatch(r"[A-Z]:|VOLUME\{[0-9A-F-]+\}", plain) is not None
        if not on_this_machine:
            return "UNC"
        drive = plain
    return drive if drive and drive_type(drive + "\\") == _DRIVE_REMOTE else None


def mounts() -> list[Mount]:
    """Return the mounted file systems of this machine (Linux, macOS)."""
    if sys.platform == "darwin":
        return parse_mac_mounts(
            subprocess.run(["/sbin/mount"], capture_output=True, check=False, timeout=10).stdout
        )
    else:  # noqa: RET505 - so that mypy sees one branch on each system
        try:
            return parse_mountinfo(_MOUNT_TABLE.read_bytes())
        except OSError:  # a system without /proc: nothing is known, nothing is refused
            return []


def parse_mountinfo(table: bytes) -> list[Mount]:
    """Return the mounts of a Linux ``mountinfo`` table (proc(5))."""
    found = []
    for line in table.decode(errors="surrogateescape").splitlines():
        fields = line.split(" ")
        if "-" not in fields[6:]:
            continue
        dash = fields.index("-", 6)
        if len(fields) > dash + 1:
            found.append(Mount(PurePosixPath(_unescaped(fields[4])), fields[dash + 1]))
    return found


def parse_mac_mounts(printed: bytes) -> list[Mount]:
    """Return the mounts that macOS's ``mount`` prints: ``//a@b/c on /Volumes/c (smbfs, …)``."""
    lines = printed.decode(errors="surrogateescape").splitlines()
    matches = (_MAC_LINE.match(line) for line in lines)
    return [Mount(PurePosixPath(m["point"]), m["kind"].strip()) for m in matches if m]


def _unescaped(field: str) -> str:
    r"""Return a path of the table with ``\040`` and the like as what they stand for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 8)), field)


def _drive_type(root: str) -> int:
    """Ask Windows what kind of drive ``root`` is (0 elsewhere: unknown)."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    else:  # noqa: RET505 - so that mypy sees one branch on each system
        return 0
