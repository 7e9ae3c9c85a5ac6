"""What the interpreter must be like before and after the first window."""

import os
import subprocess
import sys

_HEAVY = ("reportlab", "psycopg", "xlsxwriter", "sqlalchemy", "qtawesome", "qtpy", "alembic")


def _run(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )


def test_the_window_is_made_without_the_heavy_libraries() -> None:
    code = (
        "import sys\n"
        "import shelter_desk.ui.main_window, shelter_desk.ui.application\n"
        f"print([name for name in {_HEAVY!r} if name in sys.modules])"
    )
    done = _run(code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_an_evening_of_calls_into_qt_does_not_end_the_interpreter() -> None:
    code = (
        "import shelter_desk.ui\n"
        "from PySide6.QtCore import QObject, Signal\n"
        "class Sender(QObject):\n"
        "    sent = Signal(int)\n"
        "sender = Sender()\n"
        "for number in range(60_000):\n"
        "    sender.sent.emit(number)\n"
        "    sender.setObjectName('name')\n"
        "    sender.setProperty('new', number)\n"
        "print('alive')"
    )
    done = _run(code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "alive"
