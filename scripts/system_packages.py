"""What Qt and the tests expect of a Debian or Ubuntu, and how it gets there.

Standard library only. Other systems bring these things themselves.
"""

import os
import re
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

STATUS = Path("/var/lib/dpkg/status")

TO_RUN = [
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libglib2.0-0",
    "libfreetype6",
    "libfontconfig1",
    "libdbus-1-3",
    "libcups2",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
]
TO_TEST = [
    "xvfb",
    "xdotool",
    "poppler-utils",
    "binutils",
    "libpython3-dev",
    "at-spi2-core",
    "dbus",
]


def state() -> str:
    """Return what changes whenever a system package comes or goes; empty elsewhere."""
    there = STATUS.exists() and shutil.which("apt-get")
    return str(STATUS.stat().st_mtime_ns) if there else ""


def missing(*, testing: bool) -> list[str]:
    """Return the packages that dpkg does not have, under this or a newer name."""
    have: set[str] = set()
    for paragraph in STATUS.read_text("utf-8", "replace").split("\n\n"):
        if "\nStatus: install ok installed" in paragraph:
            have.update(re.findall(r"^Package: (\S+)", paragraph, re.MULTILINE))
            for provided in re.findall(r"^Provides: (.+)", paragraph, re.MULTILINE):
                have.update(part.split()[0] for part in provided.split(","))
    wanted = [*TO_RUN, *(TO_TEST if testing else [])]
    return [name for name in [*wanted, *_certificates()] if name not in have]


def _certificates() -> list[str]:
    """Return the package without which no index on the network can be trusted, if it lacks."""
    known = ssl.get_default_verify_paths()
    if known.cafile or (known.capath and any(Path(known.capath).iterdir())):
        return []
    return ["ca-certificates"]


def line_for(packages: list[str]) -> str:
    """Return the one line that installs ``packages``."""
    return f"sudo apt-get install --yes --no-install-recommends {' '.join(packages)}"


def install(packages: list[str]) -> str:
    """Install as root, fetching apt's lists first if need be; return what went wrong, or ''."""
    print(f"Shelter Desk: installing {len(packages)} system packages ...", file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "--quiet=2", "--option", "DPkg::Lock::Timeout=300"]
    wanted = ["install", "--yes", "--no-install-recommends", *packages]
    for attempt in (wanted, ["update"], wanted):
        done = subprocess.run(
            [*apt, *attempt], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode == 0 and attempt is wanted:
            return ""
    return done.stderr.strip()
