"""What a passer-by and a screen reader get behind the curtain and the lock: no woman's name."""

import re

import pytest

from shelter_desk.texts import Texts
from tests.e2e.real_desk import RealDesk, sit_down

pytestmark = pytest.mark.window

say = Texts("nb").say


def test_curtain_and_lock_name_nobody_even_to_a_screen_reader(
    demo_desk: RealDesk, aliases: re.Pattern[str]
) -> None:
    desk = demo_desk
    sit_down(desk)
    # Every screen has shown names once, and a search is under way.
    for key, words in (("F3", "Hybel 1"), ("F4", say("Write a line")), ("F2", "Lise")):
        desk.press(key)
        desk.see(words)
    assert aliases.search(desk.tree(hidden=True).words())
    desk.type("gr")
    desk.see("Grete, ")

    desk.press("F9")
    desk.see(say("The board is hidden"))
    hidden = desk.tree(hidden=True).words()
    desk.picture("curtain")
    assert aliases.findall(hidden) == []

    desk.press("ctrl+l")
    desk.see(say("Locked"))
    locked = desk.tree(hidden=True).words()
    desk.picture("lock")
    assert aliases.findall(locked) == []

    assert desk.close() == (0, "")
    assert list(desk.temp.iterdir()) == []
