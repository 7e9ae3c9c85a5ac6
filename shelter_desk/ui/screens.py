"""Which screens the desk has, in the order of the rail."""

from collections.abc import Callable, Sequence

from shelter_desk.ui.bed_map.screen import BedMapScreen
from shelter_desk.ui.board.board import BoardScreen
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.screen import Screen

SCREENS: Sequence[Callable[[Desk], Screen]] = (BoardScreen, BedMapScreen, LogScreen)
"""Makers of the screens; the first one is shown at log-in."""
