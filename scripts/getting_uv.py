"""Find uv on this machine, or fetch it into ``.uv/`` of the checkout.

Standard library only. Which uv, and the hash it must have, stands in ``uv.lock`` (dependency
group ``bootstrap``), so no machine fetches anything that was not chosen here.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from package_index import PYPI, address_of, download, package_index, without_password

ROOT = Path(__file__).resolve().parent.parent
OWN_UV = ROOT / ".uv" / ("uv.exe" if os.name == "nt" else "uv")


class NoUvError(Exception):
    """There is no uv and none can be had; the message says why."""


def find_uv() -> str:
    """Return a uv that reads our lock file: the machine's, or our own.

    Raises NoUvError when it must be fetched and cannot.
    """
    locked = _locked_uv()
    at_least = [int(part) for part in locked["version"].split(".")[:2]]
    for candidate in (shutil.which("uv"), str(OWN_UV)):
        if candidate and Path(candidate).exists():
            told = subprocess.run([candidate, "--version"], capture_output=True, check=False)
            found = re.match(rb"uv (\d+)\.(\d+)", told.stdout)
            if found and [int(part) for part in found.groups()] >= at_least:
                return candidate
    _fetch(locked)
    return str(OWN_UV)


def _locked_uv() -> dict[str, Any]:
    with (ROOT / "uv.lock").open("rb") as file:
        packages = tomllib.load(file)["package"]
    found: dict[str, Any] = next(package for package in packages if package["name"] == "uv")
    return found


def _fetch(locked: dict[str, Any]) -> None:
    wheel = next((one for one in locked["wheels"] if fits(one["url"])), None)
    if wheel is None:
        raise NoUvError(
            f"there is no ready-made uv for {platform.platform()}. "
            "Install uv yourself (https://docs.astral.sh/uv) and start again."
        )
    name = wheel["url"].rsplit("/", 1)[1]
    index = package_index()
    print(f"Shelter Desk: fetching uv {locked['version']} into .uv ...", file=sys.stderr)
    try:
        content = download(wheel["url"] if index == PYPI else address_of(index, "uv", name))
    except (OSError, LookupError) as problem:
        raise NoUvError(
            f"{name} could not be fetched from {without_password(index)} ({problem}). "
            "Is the network there? PIP_INDEX_URL may name another index."
        ) from problem
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != wheel["hash"]:
        raise NoUvError(f"{name} is not the file that uv.lock names; it was not used.")
    OWN_UV.parent.mkdir(exist_ok=True)
    fresh = OWN_UV.with_name(f"uv-{os.getpid()}.new")
    with tempfile.TemporaryFile() as file:
        file.write(content)
        with zipfile.ZipFile(file) as archive:
            inside = next(n for n in archive.namelist() if n.endswith(f"/scripts/{OWN_UV.name}"))
            fresh.write_bytes(archive.read(inside))
    fresh.chmod(0o755)
    fresh.replace(OWN_UV)


def fits(wheel: str) -> bool:
    """Say whether a wheel's platform tags name this machine."""
    machine = platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(machine, machine)
    tags = wheel.removesuffix(".whl").rsplit("-", 1)[1].split(".")
    if sys.platform == "win32":
        return {"x86_64": "win_amd64", "aarch64": "win_arm64"}.get(machine, "win32") in tags
    if sys.platform == "darwin":
        ours = "arm64" if machine == "aarch64" else machine
        return any(re.fullmatch(rf"macosx_\d+_\d+_{ours}", tag) for tag in tags)
    library, version = platform.libc_ver()
    here = [int(part) for part in re.findall(r"\d+", version)[:2]]
    for tag in tags:
        parts = re.fullmatch(r"(many|musl)linux_(\d+)_(\d+)_(\w+)", tag)
        if parts and parts[4] == machine:
            glibc = library == "glibc" and here >= [int(parts[2]), int(parts[3])]
            if glibc if parts[1] == "many" else library != "glibc":
                return True
    return False
