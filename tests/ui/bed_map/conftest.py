"""A map on a real house: the encrypted file, the real services, answers at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.services import arrivals, bed_map
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.snapshots import BedPicture, MapSnapshot
from shelter_desk.terms import Right, Role
from shelter_desk.ui.actions import Context
from shelter_desk.ui.bed_map import BedMapScreen
from shelter_desk.ui.desk import Desk, make_desk
from shelter_desk.ui.notices import Notice
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Scheme, Theme
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.words import Words
from tests.engines import as_role, bed_id, clock_of, woman

_NO_KEYS = Qt.KeyboardModifier.NoModifier


@dataclass
class MapBench:
    """The map in a window, and the house behind it."""

    house: House
    desk: Desk
    screen: BedMapScreen
    window: QWidget
    qtbot: QtBot
    told: list[Notice]
    me: Caller

    # -- the house -------------------------------------------------------------------------

    def arrive(self, alias: str, place: str | None = None, **values: object) -> int:
        """Check a woman in, on a place or without one; return the presence."""
        guest = woman(self.house, alias, **values)
        bed = bed_id(self.house, place) if place else None
        done = arrivals.check_in(self.me.again(), guest_id=guest, bed_id=bed)
        clock_of(self.house).advance(minutes=1)
        assert done.row_id is not None
        return done.row_id

    def colleague(self) -> Caller:
        """Return somebody at another desk."""
        return as_role(self.house, Role.NIGHT)

    def snapshot(self) -> MapSnapshot:
        """Return what the house says."""
        return bed_map.map_snapshot(self.me.again())

    def bed(self, code: str) -> BedPicture:
        """Return a bed as the house has it now."""
        floors = self.snapshot().floors
        return next(b for f in floors for r in f.rooms for b in r.beds if b.code == code)

    def who(self, code: str) -> str:
        """Return the alias of whoever has a bed, as the house has it now."""
        person = self.bed(code).person
        return person.alias if person is not None else ""

    # -- the desk --------------------------------------------------------------------------

    def open(self) -> None:
        """Ask for the map and put the keyboard on it."""
        self.screen.refresh(None)
        self.screen.focus_first()

    def stand_on(self, code: str) -> None:
        """Put the keyboard on a bed."""
        self.screen.view.go_to(bed_id(self.house, code))

    def here(self) -> str:
        """Return the code of the bed the keyboard is on."""
        place = self.screen.model.place(self.screen.view.bed)
        return place.bed.code if place is not None else ""

    def key(self, *keys: Qt.Key) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            widget = QApplication.focusWidget()
            assert widget is not None
            QTest.keyClick(widget, key)

    def answer(self, code: str) -> str:
        """Return what stands on the third line of a bed."""
        return self.screen.model.card(self.bed(code)).foot

    def middle(self, code: str) -> QPoint:
        """Return the middle of a bed in the viewport."""
        return self.screen.view.card_rect(bed_id(self.house, code)).center().toPoint()

    def drag(self, start: str, *way: str) -> None:
        """Press on a bed and move over others, the button held down."""
        view = self.screen.view.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, _NO_KEYS, self.middle(start))
        self.move_mouse(self.middle(start) + QPoint(30, 0))
        for code in way:
            self.move_mouse(self.middle(code))

    def move_mouse(self, point: QPoint) -> None:
        """Move the mouse with the left button down."""
        view = self.screen.view.viewport()
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(point),
            QPointF(view.mapToGlobal(point)),
            left,
            left,
            _NO_KEYS,
        )
        QApplication.sendEvent(view, event)

    def drop(self, point: QPoint) -> None:
        """Let go of the left button."""
        view = self.screen.view.viewport()
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, _NO_KEYS, point)


@pytest.fixture
def bench(house_on_file: House, theme: Theme, qtbot: QtBot) -> Iterator[MapBench]:
    house = house_on_file
    theme.choose(Scheme.LIGHT)
    announce.forget()
    me = as_role(house, Role.SHIFT_LEAD)
    tasks = InlineTasks(me.again)
    desk = make_desk(theme, Words("nb"), house.clock, tasks)
    desk.actions.set_rights(frozenset(Right))
    desk.actions.set_context(Context.MAP)
    window = QWidget()
    window.resize(1060, 800)
    screen = BedMapScreen(desk)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(screen)
    column.addWidget(screen.side_panel())
    screen.side_panel().setMaximumHeight(300)
    desk.actions.attach(window)
    tasks.announced.connect(screen.refresh)
    told: list[Notice] = []
    desk.notices.told.connect(told.append)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield MapBench(house, desk, screen, window, qtbot, told, me)
    tasks.close()
