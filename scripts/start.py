"""The way from a bare Python to a running desk: ``start.py run|test ARGUMENTS``.

Called by ``run``, ``test`` and their ``.cmd`` twins with nothing but the standard library of
Python 3.11. It gets uv if the machine has none, lets it build ``.venv`` from the committed
lock file, and hands over. When nothing has changed since the last time it compares one hash
and touches no network.

The package index is the one that uv's or pip's settings name; the lock file keeps naming
pypi.org whatever that is.
"""

import hashlib
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "shelter-desk-ready"
SYSTEM_STAMP = ROOT / ".uv" / "system-packages-ready"

# The program's own options that are followed by a value; any other word is a command, and
# commands need no screen.
WITH_VALUE = {"--data", "--lang", "--at", "--passphrase-file", "--recovery-code-file"}


def main(arguments: list[str]) -> int:
    """Make everything ready, then become the program or the test run."""
    mode, rest = arguments[0], arguments[1:]
    testing = mode == "test"
    first_time = not is_ready(mode)
    if sys.platform == "linux":
        look_after_system(mode, screen=testing or opens_the_desk(rest), first_time=first_time)
    if first_time:
        make_ready(mode)
    compile_words()
    if not testing:
        return become([str(VENV_PYTHON), "-m", "shelter_desk", *rest])
    os.environ["SHELTER_DESK_UV"] = uv()
    return become([str(VENV_PYTHON), str(ROOT / "scripts" / "check.py"), *rest])


def become(command: list[str]) -> int:
    """Go on as another program: truly where the system can, as its parent on Windows."""
    if not WINDOWS:
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted here
    return subprocess.run(command, check=False).returncode


def say(sentence: str) -> None:
    """Tell the person at the terminal; standard output belongs to the program."""
    print(f"Shelter Desk: {sentence}", file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    """End with one plain sentence."""
    say(sentence)
    raise SystemExit(1)


def opens_the_desk(arguments: list[str]) -> bool:
    """Say whether a window will be wanted: no command, no ``--help``, no ``--version``."""
    before = ""
    for argument in arguments:
        if argument in {"--help", "--version"}:
            return False
        if not argument.startswith("-") and before not in WITH_VALUE:
            return False
        before = argument
    return True


def fingerprint() -> str:
    """Return what ``.venv`` depends on, as one hash: lock file, project file, place, Python."""
    digest = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_ready(mode: str) -> bool:
    """Say whether ``.venv`` was built from what is here now; one for tests is enough to run."""
    try:
        made_from, made_for = STAMP.read_text("utf-8").split()
    except (OSError, ValueError):
        return False
    return made_for in {mode, "test"} and VENV_PYTHON.exists() and made_from == fingerprint()


def make_ready(mode: str) -> None:
    """Build ``.venv`` exactly as ``uv.lock`` says; for tests with their tools."""
    from package_index import PYPI, package_index  # noqa: PLC0415 - a second start needs none of it

    begun = time.monotonic()
    say("getting ready (only when something is new) ...")
    STAMP.unlink(missing_ok=True)
    index = package_index()
    if index != PYPI:
        sync_from(index, mode)
    elif mode == "test":
        call([uv(), "sync", "--locked"], by_the_lock())
    else:  # what a developer has installed besides may stay
        call([uv(), "sync", "--locked", "--no-dev", "--inexact"], by_the_lock())
    STAMP.write_text(f"{fingerprint()} {mode}\n", "utf-8")
    say(f"ready after {time.monotonic() - begun:.0f} s.")


def sync_from(index: str, mode: str) -> None:
    """Install the versions and hashes of ``uv.lock`` from another index than it names.

    Left to itself, uv would fetch from the addresses in the lock file, or rewrite it.
    """
    wanted = ROOT / ".uv" / "requirements.txt"
    wanted.parent.mkdir(exist_ok=True)
    plain = ["--no-emit-project", "--no-annotate", "--no-header", "--output-file", str(wanted)]
    groups = [] if mode == "test" else ["--no-dev"]
    call([uv(), "export", "--frozen", "--quiet", *groups, *plain], by_the_lock())
    there = {name: value for name, value in os.environ.items() if name != "UV_INDEX_URL"}
    there |= in_this_checkout() | {"UV_DEFAULT_INDEX": index, "VIRTUAL_ENV": str(VENV)}
    if not VENV_PYTHON.exists():
        call([uv(), "venv", "--clear", str(VENV)], there)
    there["UV_PYTHON"] = str(VENV_PYTHON)
    exact = ["--exact"] if mode == "test" else []
    hashed = ["--require-hashes", "--requirements", str(wanted)]
    call([uv(), "pip", "install", "--no-deps", *exact, *hashed], there)
    call([uv(), "pip", "install", "--no-deps", "--editable", str(ROOT)], there)


def by_the_lock() -> dict[str, str]:
    """Return surroundings for uv without what would lead it away from the lock file."""
    away = ("VIRTUAL_ENV", "UV_FROZEN", "UV_LOCKED", "UV_OFFLINE", "UV_PROJECT", "UV_FIND_LINKS")
    leading = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in away and not name.startswith(leading)
    }
    return kept | in_this_checkout() | {"UV_NO_CONFIG": "1"}


def in_this_checkout() -> dict[str, str]:
    """Return the settings that keep uv to ``.venv``, this Python and the trusted certificates."""
    ours = {
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON": getattr(sys, "_base_executable", sys.executable),
        "UV_PYTHON_DOWNLOADS": "never",
    }
    if "PIP_CERT" in os.environ:
        ours["SSL_CERT_FILE"] = os.environ.get("SSL_CERT_FILE", os.environ["PIP_CERT"])
    return ours


def uv() -> str:
    """Return the path of a uv that reads our lock file, fetching it if there is none."""
    from getting_uv import NoUvError, find_uv  # noqa: PLC0415 - a second start needs none of it

    try:
        return find_uv()
    except NoUvError as problem:
        stop(str(problem))


def call(command: list[str], environment: dict[str, str]) -> None:
    """Run one uv command in the checkout; show its progress only to a person."""
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    done = subprocess.run(
        [*command, *quiet], cwd=ROOT, env=environment, stdout=sys.stderr, check=False
    )
    if done.returncode != 0:
        stop(f"«{shlex.join(command[:3])} ...» did not succeed; see above.")


def compile_words() -> None:
    """Compile the catalogues that are newer than their compiled form."""
    for source in (ROOT / "resources" / "translations").glob("*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            script = ROOT / "scripts" / "translations.py"
            subprocess.run([str(VENV_PYTHON), str(script), "compile"], check=True)
            return


def look_after_system(mode: str, *, screen: bool, first_time: bool) -> None:
    """On Debian and Ubuntu: install what is missing as root, else print the line that does.

    What needs no screen goes on without them, and says so only the first time.
    """
    import system_packages  # noqa: PLC0415 - a POSIX thing

    state = system_packages.state()
    seen = SYSTEM_STAMP.read_text("utf-8") if SYSTEM_STAMP.exists() else ""
    if not state or seen in {f"{state} {mode}", f"{state} test"}:
        return
    testing = mode == "test"
    lacking = system_packages.missing(testing=testing)
    if lacking and os.geteuid() == 0:
        trouble = system_packages.install(lacking)
        if trouble:
            say(trouble)
        lacking = system_packages.missing(testing=testing)
    if not lacking:
        SYSTEM_STAMP.parent.mkdir(exist_ok=True)
        SYSTEM_STAMP.write_text(f"{system_packages.state()} {mode}", "utf-8")
        return
    if screen or first_time:
        say("some system packages are missing here. This line installs them:")
        print(f"  {system_packages.line_for(lacking)}", file=sys.stderr)
    if screen:
        raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
