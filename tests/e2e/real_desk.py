"""The desk as its own process on a real (virtual) screen, driven by keys alone."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from shelter_desk.texts import Texts
from shelter_desk.ui.lock.session import DEMO_LOGIN, DEMO_PASSWORD
from tests.e2e.accessible import Node, Reader, reading
from tests.e2e.x_close import ask_to_close

PATIENCE_S = 60.0
_BETWEEN_LOOKS_S = 0.05
AT = "2026-11-21T21:12"
"""The demo's evening, by the clock on the wall."""

_GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
assert app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""

T = TypeVar("T")

say = Texts("nb").say


class NeverCameError(AssertionError):
    """What was awaited did not come."""


def wait_for(what: str, look: Callable[[], T | None], *, patience: float = PATIENCE_S) -> T:
    """Look again and again until ``look`` finds something; fail after ``patience`` seconds."""
    until = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise NeverCameError(what)
        time.sleep(_BETWEEN_LOOKS_S)


@dataclass
class RealDesk:
    """A running desk, its window, and how one presses keys in it."""

    process: "subprocess.Popen[str]"
    screen: dict[str, str]
    reader: Reader
    folder: Path
    temp: Path

    # -- windows ---------------------------------------------------------------------------

    def windows(self) -> list[str]:
        """Return the visible windows of the process, newest last."""
        found = self._xdotool(
            "search", "--onlyvisible", "--pid", str(self.process.pid), check=False
        )
        return found.split()

    def focus(self) -> None:
        """Give the keyboard to the window; there is no window manager that would."""
        window = wait_for("a window", self.windows)[-1]
        self._xdotool("windowfocus", "--sync", window)

    def press(self, *keys: str) -> None:
        """Press keys, by their X names: ``Return``, ``ctrl+l``, ``F9``."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type letters and digits."""
        self._xdotool("type", "--delay", "1", text)

    def picture(self, name: str) -> Path:
        """Keep a picture of the whole screen beside the folder of the house."""
        target = self.folder.parent / f"{name}.png"
        command = [sys.executable, "-c", _GRAB, str(target)]
        subprocess.run(command, env=self.screen, check=True, timeout=PATIENCE_S)
        return target

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        self.alive()
        done = subprocess.run(
            [shutil.which("xdotool") or "xdotool", *arguments],
            env=self.screen,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        if check and done.returncode:
            raise NeverCameError(f"xdotool {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    # -- what a screen reader is told ---------------------------------------------------------

    def tree(self, *, hidden: bool = False) -> Node:
        """Return the accessible tree as it is now; ``hidden``: with all that is not shown."""
        self.alive()
        pid = self.process.pid
        return wait_for("the accessible tree", lambda: self.reader.desk(pid, hidden=hidden))

    def see(self, words: str) -> Node:
        """Wait until ``words`` are shown; return the tree they stand in."""
        last: list[Node] = []

        def look() -> Node | None:
            last[:] = [self.tree()]
            return last[0] if last[0].has(words) else None

        try:
            return wait_for(words, look)
        except NeverCameError as error:
            shown = "\n".join(dict.fromkeys(n.name for n in last[0].all() if n.shown and n.name))
            raise NeverCameError(f"«{words}» never came; there was:\n{shown}") from error

    # -- its end ---------------------------------------------------------------------------

    def alive(self) -> None:
        """Fail with what it said if the process has ended."""
        if self.process.poll() is not None:
            out, err = self.process.communicate()
            raise NeverCameError(f"the desk ended with {self.process.returncode}: {out}{err}")

    def close(self) -> tuple[int, str]:
        """Close the window as its cross does; return the exit code and what was said."""
        window = wait_for("a window", self.windows)[-1]
        ask_to_close(self.screen["DISPLAY"], int(window))
        out, err = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, out + err


@contextmanager
def real_desk(screen: dict[str, str], folder: Path, *arguments: str) -> Iterator[RealDesk]:
    """Start the desk on ``folder`` and wait for its window."""
    temp = folder.parent / f"{folder.name}-temp"
    temp.mkdir(exist_ok=True)  # one house may be opened several times
    environment = screen | {
        "TMPDIR": str(temp),
        "QT_ACCESSIBILITY": "1",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONWARNINGS": "default",
        "PYTHONFAULTHANDLER": "1",
        # An object that goes away between our question and its answer is no fault.
        "QT_LOGGING_RULES": "qt.accessibility.atspi=false",
    }
    command = [sys.executable, "-m", "shelter_desk", "--data", str(folder), *arguments]
    process = subprocess.Popen(
        command,
        cwd=folder.parent,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        with reading() as reader:
            desk = RealDesk(process, environment, reader, folder, temp)
            desk.focus()
            yield desk
    except NeverCameError as error:
        error.add_note(_last_words(process))
        raise
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _last_words(process: "subprocess.Popen[str]") -> str:
    """Return what the desk said, and where its threads stand if it still runs."""
    if process.poll() is None:
        process.send_signal(signal.SIGABRT)  # faulthandler tells
    out, err = process.communicate(timeout=PATIENCE_S)
    return f"{out}{err}"


def sit_down(desk: RealDesk) -> None:
    """Log in at a demo's desk in bokmål, by keys, and wait for the board."""
    desk.see(say("User name"))
    desk.focus()
    desk.type(DEMO_LOGIN)
    desk.press("Tab")
    desk.type(DEMO_PASSWORD)
    desk.press("Return")
    desk.see("Lise")
