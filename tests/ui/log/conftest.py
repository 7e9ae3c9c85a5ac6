"""The log on a real house: an encrypted file, the services, tasks that run at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.services.calling import House
from shelter_desk.terms import Right
from shelter_desk.ui.desk import Desk, make_desk
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Scheme, Theme
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.words import Words
from tests.ui.log.evening import Evening, an_evening


@pytest.fixture
def evening(house_on_file: House) -> Evening:
    return an_evening(house_on_file)


@pytest.fixture
def log_desk(theme: Theme, evening: Evening) -> Iterator[Desk]:
    theme.choose(Scheme.LIGHT)
    announce.forget()
    tasks = InlineTasks(evening.again)
    made = make_desk(theme, Words("nb"), evening.house.clock, tasks)
    made.actions.set_rights(frozenset(Right))
    yield made
    tasks.close()


@pytest.fixture
def screen(log_desk: Desk, qtbot: QtBot) -> LogScreen:
    """Return the log beside its panel in a window that announces to it what changes."""
    host = QWidget()
    qtbot.addWidget(host)
    made = LogScreen(log_desk)
    side = made.side_panel()
    side.setFixedWidth(340)
    row = QHBoxLayout(host)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(made, 1)
    row.addWidget(side)
    log_desk.actions.attach(host)
    log_desk.actions.set_context(made.context)
    log_desk.tasks.announced.connect(made.refresh)
    host.resize(1340, 800)
    host.show()
    made.refresh()
    made.focus_first()
    return made
