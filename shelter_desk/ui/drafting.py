"""Puts the keeping of drafts together: where somebody types, the shelf, the line that offers."""

from functools import partial

from shelter_desk.ui.drafts import DraftKeeper, Shelf, Source
from shelter_desk.ui.frame.draft_bar import DraftBar
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.tasks import Tasks


def keep_drafts(window: MainWindow, shelf: Shelf, tasks: Tasks) -> DraftKeeper:
    """Keep what is half written in ``window``; ``tasks`` is a thread for the disk alone."""
    desk = window.desk
    sources = [
        _log_source(window, screen) for screen in window.screens if isinstance(screen, LogScreen)
    ]
    keeper = DraftKeeper(window.session, shelf, desk.clock, sources, tasks, parent=window)
    bar = DraftBar(desk)
    window.middle.lay_above(bar)
    keeper.found.connect(bar.offer)
    keeper.gone.connect(bar.clear)
    bar.going_on.connect(keeper.go_on)
    bar.thrown_away.connect(keeper.throw_away)
    return keeper


def _log_source(window: MainWindow, screen: LogScreen) -> Source:
    half = screen.half_written
    show = partial(window.show_screen, screen.action.id)
    return Source("log", half.typed, half.now, half.put, half.drop, show)
