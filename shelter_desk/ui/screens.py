"""Which screens the desk has, in the order of the rail."""

from collections.abc import Callable, Sequence

from shelter_desk.ui.bed_map.screen import BedMapScreen
from shelter_desk.ui.board.board import BoardScreen
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.reports.screen import ReportsScreen
from shelter_desk.ui.screen import Screen

SCREENS: Sequence[Callable[[Desk], Screen]] = (
    BoardScreen,
    BedMapScreen,
    LogScreen,
    ReportsScreen,
)
"""Makers of the screens; the first one is shown at log-in."""


def introduce(desk: Desk, screens: Sequence[Screen]) -> None:
    """Let a wish of one screen reach another: screens themselves do not know each other."""
    logs = [screen for screen in screens if isinstance(screen, LogScreen)]
    for board in screens:
        if isinstance(board, BoardScreen):
            for log in logs:
                # Shown first: a screen that comes up puts the keyboard where its work begins.
                board.note_wanted.connect(desk.actions.action(log.action.id).trigger)
                board.note_wanted.connect(log.write_about)
