"""Do everything that must be green, in order, and stop at the first thing that is not.

``./test`` calls this in the synced environment. Arguments go to pytest; ``--full`` runs the
long sweeps too. Each step says how long it took; pytest comes last and has the last word.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
LINES_SHOWN = 200


def steps() -> list[tuple[str, list[str]]]:
    """Return the name and the command of every step before pytest."""
    python, uv = sys.executable, os.environ.get("SHELTER_DESK_UV", "uv")
    return [
        # Offline and without the machine's own index: the answer is the same everywhere.
        ("lock file is current", [uv, "lock", "--check", "--offline", "--no-config"]),
        ("ruff check", [python, "-m", "ruff", "check", "--quiet"]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "--quiet"]),
        ("mypy --strict", [python, "-m", "mypy", "--strict", "--no-error-summary"]),
        ("import-linter", [str(TOOLS / "lint-imports"), "--no-logo"]),
        ("translations", [python, str(ROOT / "scripts" / "translations.py"), "check"]),
    ]


def main(arguments: list[str]) -> int:
    """Run the steps and then pytest; return the first exit code that is not 0."""
    os.chdir(ROOT)
    for name, command in steps():
        begun = time.monotonic()
        done = subprocess.run(
            command,
            env=plain_surroundings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        verdict = "ok" if done.returncode == 0 else "NOT GREEN"
        print(f"{name:<22}{verdict:<10}{time.monotonic() - begun:6.1f} s", flush=True)
        if done.returncode != 0:
            lines = done.stdout.rstrip().splitlines()
            print("\n".join(["", *lines[:LINES_SHOWN]]))
            if len(lines) > LINES_SHOWN:
                print(f"... and {len(lines) - LINES_SHOWN} lines more")
            print(f"\nStopped at: {name}", flush=True)
            return done.returncode
    print("pytest", flush=True)
    pytest = [sys.executable, "-m", "pytest", *arguments]
    if sys.platform != "linux":
        return subprocess.run(pytest, check=False).returncode
    with own_screen() as screen:
        # A bus of our own as well: no test may reach the keyring of the person at this machine.
        bus = ["dbus-run-session", "--"] if shutil.which("dbus-run-session") else []
        away = {"DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY"}
        kept = {name: value for name, value in os.environ.items() if name not in away}
        environment = kept | {"DISPLAY": screen}
        return subprocess.run([*bus, *pytest], env=environment, check=False).returncode


def plain_surroundings() -> dict[str, str]:
    """Return the environment without what would make uv look elsewhere than the lock file."""
    leading = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX", "UV_FIND_LINKS", "UV_FROZEN")
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith((*leading, "VIRTUAL_ENV"))
    } | {"PYTHONUTF8": "1"}


@contextmanager
def own_screen() -> Iterator[str]:
    """Start a virtual screen on a free number, yield its name, stop it at the end."""
    hear, tell = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],  # noqa: S607 - found on the PATH
        pass_fds=[tell],
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    try:
        with os.fdopen(hear) as number:  # Xvfb writes it when it is ready
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
