"""A screen, a bus and a runtime folder for the tests alone, gone when they end (Linux).

No test may move the mouse of the person at this machine, or reach her keyring.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

# Only the accessibility bus may be started by asking for it; above all no keyring.
STARTABLE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
BUS = """<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <servicedir>{folder}/startable</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class NoSurroundingsError(Exception):
    """The tests cannot be given a place of their own; the message says why."""


@contextmanager
def own_surroundings() -> Iterator[dict[str, str]]:
    """Yield the environment in which the tests run."""
    away = {"WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY"}
    environment = {name: value for name, value in os.environ.items() if name not in away}
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="desk-test-", ignore_cleanup_errors=True)
            )
        )
        environment["XDG_RUNTIME_DIR"] = str(folder)
        # Without -noreset it starts anew when its last window goes, and refuses whoever comes then.
        screen = ["Xvfb", "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"]
        screen.append("-displayfd")
        environment["DISPLAY"] = ":" + stack.enter_context(_server(screen, environment))
        startable = folder / "startable"
        startable.mkdir()
        if STARTABLE.exists():
            (startable / STARTABLE.name).symlink_to(STARTABLE)
        (folder / "bus.conf").write_text(BUS.format(folder=folder), "utf-8")
        bus = ["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--print-address"]
        environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_server(bus, environment))
        yield environment


@contextmanager
def _server(command: list[str], environment: dict[str, str]) -> Iterator[str]:
    """Run a server that writes where it listens to a descriptor once it is ready."""
    if not shutil.which(command[0]):
        raise NoSurroundingsError(f"{command[0]} is missing on this machine.")
    hear, tell = os.pipe()
    last = [f"{command[-1]}={tell}"] if command[-1].startswith("--") else [command[-1], str(tell)]
    server = subprocess.Popen(
        [*command[:-1], *last], env=environment, pass_fds=[tell], stderr=subprocess.DEVNULL
    )
    os.close(tell)
    try:
        with os.fdopen(hear) as told:
            where = told.readline().strip()
            if not where:
                raise NoSurroundingsError(f"{command[0]} did not start.")
            yield where
    finally:
        server.terminate()
        server.wait()
