"""Puts the keeping of drafts together: where somebody types, the shelf, the line that offers."""

from typing import Any

from shelter_desk.ui.drafts import DraftKeeper, Shelf, Source
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.forms import Forms
from shelter_desk.ui.frame.draft_bar import GO_ON, THROW_AWAY, DraftBar
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.tasks import Tasks


def keep_drafts(window: MainWindow, shelf: Shelf, tasks: Tasks) -> DraftKeeper:
    """Keep what is half written in ``window``; ``tasks`` is a thread for the disk alone."""
    desk = window.desk
    logs = [screen for screen in window.screens if isinstance(screen, LogScreen)]
    sources = [_forms_source(desk.forms), *(_log_source(window, log) for log in logs)]

    def know_her() -> None:
        """Let the log show hers at once, also before its screen is first shown."""
        person = window.session.person
        for log in logs:
            log.half_written.know_me(None if person is None else person.staff_id)

    window.session.changed.connect(know_her)
    keeper = DraftKeeper(window.session, shelf, desk.clock, sources, tasks, parent=window)
    bar = DraftBar(desk)
    window.middle.lay_above(bar)
    keeper.found.connect(bar.offer)
    keeper.gone.connect(bar.clear)
    keeper.found.connect(desk.actions.refresh)
    keeper.gone.connect(desk.actions.refresh)
    go_on = desk.actions.register(GO_ON, keeper.go_on, enabled=lambda: keeper.offers)
    throw = desk.actions.register(THROW_AWAY, keeper.throw_away, enabled=lambda: keeper.offers)
    bar.follow(go_on, throw)
    return keeper


def _log_source(window: MainWindow, screen: LogScreen) -> Source:
    half = screen.half_written

    def parts(kept: dict[str, Any]) -> dict[str, str]:
        return {"": screen.action.text} if kept else {}

    def drop(_key: str) -> None:
        half.drop()

    def show(_key: str) -> None:
        window.show_screen(screen.action.id)

    return Source("log", half.typed, half.now, half.put, parts, drop, show)


def _forms_source(forms: Forms) -> Source:
    keeper = forms.keeper

    def now(_staff_id: int) -> dict[str, Any]:
        return keeper.all()

    def put(_staff_id: int, kept: dict[str, Any]) -> None:
        keeper.put_all(kept)

    def parts(kept: dict[str, Any]) -> dict[str, str]:
        titles = {spec.id: spec.title for spec in forms.specs()}
        named = {key: titles.get(key.partition("|")[0]) for key in kept}
        return {key: title for key, title in named.items() if title is not None}

    def drop(key: str) -> None:
        if forms.shown_key == key:
            forms.close()
        keeper.forget(key)

    def show(key: str) -> None:
        form_id, _, about = key.partition("|")
        forms.open(form_id, _about(about))

    return Source("forms", keeper.written, now, put, parts, drop, show, forgets=True)


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
