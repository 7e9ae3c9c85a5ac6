"""Do everything that must be green, in order, and stop at the first thing that is not.

``./test`` calls this in the synced environment. Arguments go to pytest, which runs on several
cores at once (``-n 0``: on one); ``--full`` runs the long sweeps too. Each step says how long it
took; pytest comes last and has the last word.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from own_surroundings import NoSurroundingsError, own_surroundings

ROOT = Path(__file__).resolve().parent.parent
# Its script knows the place where .venv was made; a checkout may have been moved since.
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as run; run()"
LINES_SHOWN = 200
MOST_WORKERS = 4
"""Each brings a PostgreSQL of its own."""


def steps() -> list[tuple[str, list[str]]]:
    """Return the name and the command of every step before pytest."""
    python, uv = sys.executable, os.environ.get("SHELTER_DESK_UV", "uv")
    return [
        # Offline and without the machine's own index: the answer is the same everywhere.
        ("lock file is current", [uv, "lock", "--check", "--offline", "--no-config"]),
        ("ruff check", [python, "-m", "ruff", "check", "--quiet"]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "--quiet"]),
        ("mypy --strict", [python, "-m", "mypy", "--strict", "--no-error-summary"]),
        ("import-linter", [python, "-c", IMPORT_LINTER, "--no-logo"]),
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
    pytest = [sys.executable, "-m", "pytest", *side_by_side(), *arguments]
    if sys.platform != "linux":
        return subprocess.run(pytest, check=False).returncode
    with own_surroundings() as environment:
        return subprocess.run(pytest, env=environment, check=False).returncode


def side_by_side() -> list[str]:
    """Return what lets pytest use the cores there are; a later ``-n`` of the caller counts."""
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    return [] if workers == 1 else ["-n", str(workers), "--dist", "loadgroup"]


def plain_surroundings() -> dict[str, str]:
    """Return the environment without what would make uv look elsewhere than the lock file."""
    leading = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX", "UV_FIND_LINKS", "UV_FROZEN")
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith((*leading, "VIRTUAL_ENV"))
    } | {"PYTHONUTF8": "1"}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except NoSurroundingsError as problem:
        sys.exit(f"Stopped at: pytest. {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
