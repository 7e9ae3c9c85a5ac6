"""Rapporter on a real house, with a print system of our own where a test wants one."""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from pytestqt.qtbot import QtBot

from shelter_desk.services.calling import House
from shelter_desk.terms import Right
from shelter_desk.ui.desk import Desk, make_desk
from shelter_desk.ui.paper.press import Press
from shelter_desk.ui.reports.calls import house_calls
from shelter_desk.ui.reports.screen import ReportsScreen
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Scheme, Theme
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.words import Words
from tests.ui.log.evening import Evening, an_evening

_LP = """#!/bin/sh
printf '%s\\n' "$@" >> "{folder}/said"
. "{folder}/mood"
cat >> "{folder}/paper"
echo "request id is Vaktrom-7 (0 file(s))"
"""
_LPSTAT = """#!/bin/sh
cat "{folder}/state"
"""


@dataclass
class Cups:
    """A print system that keeps what it is given; ``mood`` is what ``lp`` does before."""

    folder: Path

    def mood(self, shell: str) -> None:
        (self.folder / "mood").write_text(shell + "\n")

    def state(self, words: str) -> None:
        (self.folder / "state").write_text(words)

    @property
    def paper(self) -> bytes:
        file = self.folder / "paper"
        return file.read_bytes() if file.exists() else b""

    @property
    def said(self) -> list[str]:
        return (self.folder / "said").read_text().splitlines()


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    if sys.platform == "win32":
        pytest.skip("Windows takes drawings, not PDF")
    folder = tmp_path / "cups"
    folder.mkdir()
    for name, text in (("lp", _LP), ("lpstat", _LPSTAT)):
        file = folder / name
        file.write_text(text.format(folder=folder))
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    made = Cups(folder)
    made.mood(":")
    made.state("printer Vaktrom is idle.  enabled since Sat\n\tAlerts: none\n")
    return made


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that Qt and Python take for the one of temporary files."""
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    assert Path(QDir.tempPath()) == folder
    return folder


@pytest.fixture
def evening(house_on_file: House) -> Evening:
    return an_evening(house_on_file)


class Printers(Press):
    """A press that knows these printers."""

    names: tuple[str, ...] = ("Vaktrom",)

    def printers(self, then: object, failed: object) -> None:
        del failed
        assert callable(then)
        then(self.names)


@pytest.fixture
def report_desk(theme: Theme, evening: Evening) -> Iterator[Desk]:
    theme.choose(Scheme.LIGHT)
    announce.forget()
    tasks = InlineTasks(evening.again)
    made = make_desk(theme, Words("nb"), evening.house.clock, tasks)
    made.actions.set_rights(frozenset(Right))
    yield made
    tasks.close()


@pytest.fixture
def screen(report_desk: Desk, temp: Path, qtbot: QtBot) -> ReportsScreen:
    assert temp.is_dir()
    made = ReportsScreen(report_desk, house_calls(), Printers(InlineTasks))
    qtbot.addWidget(made)
    report_desk.actions.attach(made)
    report_desk.actions.set_context(made.context)
    report_desk.tasks.announced.connect(made.refresh)
    made.resize(1100, 760)
    made.show()
    made.refresh()
    made.focus_first()
    qtbot.waitUntil(lambda: made.pages.pages > 0)
    return made
