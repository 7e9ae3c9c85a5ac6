"""Where rooms lie: moved with keys and mouse, saved when put down, never on each other."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shelter_desk.services.calling import House
from shelter_desk.services.plan_overview import PlanRoom, plan_overview
from shelter_desk.terms import Role
from shelter_desk.ui.setup.floor_canvas import FloorCanvas
from shelter_desk.ui.setup.map_page import MapPage
from tests.engines import as_role
from tests.ui.setup.conftest import Sitting

Place = tuple[int, int, int, int]


@pytest.fixture
def page(liv: Sitting) -> MapPage:
    shown = liv.show("map")
    assert isinstance(shown, MapPage)
    liv.screen.go_in()
    QApplication.processEvents()
    return shown


def rooms(house: House) -> dict[str, PlanRoom]:
    plan = plan_overview(as_role(house, Role.MANAGER))
    return {room.name: room for floor in plan.floors for room in floor.rooms}


def take(canvas: FloorCanvas, room: PlanRoom) -> None:
    canvas.choose(room.room_id)


def test_arrows_move_a_room_and_undo_lays_it_back(
    page: MapPage, liv: Sitting, house_on_file: House
) -> None:
    wash = rooms(house_on_file)["Dusj"]
    take(page.canvas, wash)
    QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    QTest.keyClick(page.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert rooms(house_on_file)["Dusj"].place == wash.place
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    left, top, width, height = wash.place
    assert rooms(house_on_file)["Dusj"].place == (left + 11, top, width, height + 10)
    assert liv.said == "Flyttet på plasskartet: Dusj"
    liv.undo()
    assert rooms(house_on_file)["Dusj"].place == wash.place


def test_a_room_on_another_is_refused_and_esc_puts_it_back(
    page: MapPage, house_on_file: House
) -> None:
    wash = rooms(house_on_file)["Dusj"]
    take(page.canvas, wash)
    QTest.keyClick(page.canvas, Qt.Key.Key_Left)
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    assert "Dusj ville ligget oppå" in page.trouble.text()
    assert page.canvas.is_moved(wash.room_id)
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert not page.canvas.is_moved(wash.room_id)
    assert rooms(house_on_file)["Dusj"].place == wash.place


def test_a_pause_saves(page: MapPage, house_on_file: House, qtbot: QtBot) -> None:
    wash = rooms(house_on_file)["Dusj"]
    take(page.canvas, wash)
    QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: rooms(house_on_file)["Dusj"].place != wash.place)


def test_the_mouse_draws_a_room_onto_the_next_wall(page: MapPage, house_on_file: House) -> None:
    canvas, before = page.canvas, rooms(house_on_file)
    wash = before["Dusj"]
    unit = canvas._factor
    start = QPoint(round((wash.place[0] + 20) * unit), round((wash.place[1] + 20) * unit))
    down = QPoint(0, round(104 * unit))
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, pos=start)
    QTest.mouseMove(canvas, start + down)
    QTest.mouseRelease(canvas, left, pos=start + down)
    assert rooms(house_on_file)["Dusj"].place == (wash.place[0], 100, *wash.place[2:])


def test_page_keys_go_through_the_rooms(page: MapPage) -> None:
    first = page.canvas.room
    QTest.keyClick(page.canvas, Qt.Key.Key_PageDown)
    second = page.canvas.room
    assert first is not None
    assert second is not None
    assert first.room_id != second.room_id
    assert second.name in page.canvas.accessibleDescription()
    QTest.keyClick(page.canvas, Qt.Key.Key_PageUp)
    assert page.canvas.room == first
