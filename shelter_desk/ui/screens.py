"""Which screens the desk has, in the order of the rail."""

from collections.abc import Callable, Sequence

from shelter_desk.ui.bed_map.screen import BedMapScreen
from shelter_desk.ui.board.board import BoardScreen
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.people.screen import PeopleScreen
from shelter_desk.ui.reports.screen import ReportsScreen
from shelter_desk.ui.screen import Screen

SCREENS: Sequence[Callable[[Desk], Screen]] = (
    BoardScreen,
    BedMapScreen,
    LogScreen,
    PeopleScreen,
    ReportsScreen,
)
"""Makers of the screens; the first one is shown at log-in."""


def introduce(desk: Desk, screens: Sequence[Screen]) -> None:
    """Let a wish of one screen reach another: screens themselves do not know each other."""
    show = desk.actions.action
    for log in (screen for screen in screens if isinstance(screen, LogScreen)):
        for screen in screens:
            if isinstance(screen, BoardScreen | PeopleScreen):
                # Shown first: a screen that comes up puts the keyboard where its work begins.
                screen.note_wanted.connect(show(log.action.id).trigger)
                screen.note_wanted.connect(log.write_about)
    for people in (screen for screen in screens if isinstance(screen, PeopleScreen)):
        for screen in screens:
            if isinstance(screen, BoardScreen):
                screen.card_wanted.connect(show(people.action.id).trigger)
                screen.card_wanted.connect(people.open_for)
        people.card_shown.connect(show(people.action.id).trigger)
