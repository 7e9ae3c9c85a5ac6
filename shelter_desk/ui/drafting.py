"""Puts the keeping of drafts together: where somebody types, the shelf, the line that offers."""

from functools import partial
from typing import Any

from shelter_desk.ui.drafts import DraftKeeper, Shelf, Source
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.forms import Forms
from shelter_desk.ui.frame.draft_bar import DraftBar
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.tasks import Tasks


def keep_drafts(window: MainWindow, shelf: Shelf, tasks: Tasks) -> DraftKeeper:
    """Keep what is half written in ``window``; ``tasks`` is a thread for the disk alone."""
    desk = window.desk
    logs = [screen for screen in window.screens if isinstance(screen, LogScreen)]
    sources = [_forms_source(desk.forms), *(_log_source(window, log) for log in logs)]
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


def _forms_source(forms: Forms) -> Source:
    keeper = forms.keeper

    def now(_staff_id: int) -> dict[str, Any]:
        return keeper.all()

    def put(_staff_id: int, kept: dict[str, Any]) -> None:
        keeper.put_all(kept)

    def drop() -> None:
        forms.close()
        keeper.clear()

    def show() -> None:
        for key in keeper.all():
            form_id, _, about = key.partition("|")
            forms.open(form_id, _about(about))
            return

    return Source("forms", keeper.written, now, put, drop, show, forgets=True)


def _about(key: str) -> Chosen:
    """Return whom a form's draft is about: see ``Chosen.key``."""
    kind, _, number = key.partition(":")
    if not number.isdigit():
        return Chosen()
    return {
        "guest": Chosen(guest_id=int(number)),
        "presence": Chosen(presence_id=int(number)),
        "bed": Chosen(bed_id=int(number)),
    }.get(kind, Chosen())
