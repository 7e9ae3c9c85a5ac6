"""The doorway: what is offered where the house does not open, and while a demo is made."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from shelter_desk.bootstrap.choice import Choice
from shelter_desk.bootstrap.open_house import fire_shelf
from shelter_desk.bootstrap.opening import KeptFire
from shelter_desk.services.calling import House
from shelter_desk.services.fire_list import fire_list
from shelter_desk.store.opening import KeySource
from shelter_desk.ui.doorway import Doorway
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.words import Words
from tests.engines import FRIDAY_EVENING, desk_of, program


def test_the_kept_fire_list_is_offered_where_the_key_is_at_hand(
    theme: Theme, qtbot: QtBot, house_on_file: House, tmp_path: Path
) -> None:
    desk = desk_of(tmp_path / "desk")
    code = tmp_path / "code"
    code.write_text(desk.recovery_code, encoding="utf-8")
    choice = Choice(data=desk.shelf.places.folder, keys=KeySource(recovery_code_file=code))
    kept = KeptFire(lambda: choice)
    assert kept.moment(None, typed=None) is None
    fire_shelf(desk.shelf.places, desk.unlock(desk.shelf.places)).keep(
        fire_list(program(house_on_file))
    )
    found = kept.moment(None, typed=None)
    assert found == FRIDAY_EVENING
    assert kept.pdf(None, typed=None, language="nb").startswith(b"%PDF")
    nothing = KeptFire(lambda: Choice(data=choice.data, keys=KeySource(passphrase_file=code)))
    assert nothing.moment(None, typed=None) is None

    door = Doorway(theme, Words("nb"))
    qtbot.addWidget(door)
    door.show()
    door.say_why("Huset åpnet seg ikke.")
    assert not door.fire.isVisible()
    door.offer_fire(None)
    assert not door.fire.isVisible()
    door.offer_fire(found)
    assert door.fire.isVisible()
    assert "20:00" in door.fire.text()
    with qtbot.waitSignal(door.fire_asked):
        door.fire.click()


def test_a_demo_that_is_being_made_says_how_far_it_is(theme: Theme, qtbot: QtBot) -> None:
    door = Doorway(theme, Words("nb"))
    qtbot.addWidget(door)
    door.show()
    assert door.heading.text() == "Åpner huset …"
    for percent in (0, 35):
        door.making(percent)
        assert door.heading.text() == "Lager demohuset …"
    assert door.sentence.text() == "35 % ferdig"
