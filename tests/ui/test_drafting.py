"""What was half written when the program ended comes back: of the log and of forms alike."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from shelter_desk.services.calling import House
from shelter_desk.services.drafts import DraftShelf
from shelter_desk.services.rights import DEFAULT_RIGHTS
from shelter_desk.terms import Role
from shelter_desk.ui import start
from shelter_desk.ui.board.board import BoardScreen
from shelter_desk.ui.drafting import keep_drafts
from shelter_desk.ui.drafts import DraftKeeper
from shelter_desk.ui.frame.draft_bar import GO_ON, THROW_AWAY, DraftBar
from shelter_desk.ui.lock.session import SignedIn
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.start import compose
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.words import Words
from tests.engines import as_role

HALF = "rolig samtale om i morgen"
AT = datetime(2026, 11, 21, 20, 10, tzinfo=UTC)

Sit = Callable[[], tuple[MainWindow, DraftKeeper]]


@pytest.fixture
def shelf(tmp_path: Path) -> DraftShelf:
    return DraftShelf(tmp_path / "drafts", bytes(32))


@pytest.fixture
def me(house_on_file: House) -> int:
    found = as_role(house_on_file, Role.SHIFT_LEAD).actor.staff_id
    assert found is not None
    return found


@pytest.fixture
def sit(  # noqa: PLR0917 - fixtures, by name
    house_on_file: House,
    theme: Theme,
    qtbot: QtBot,
    shelf: DraftShelf,
    me: int,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Sit]:
    """Return what starts the desk anew and logs the same person in: on the board."""
    monkeypatch.setattr(start, "SCREENS", (BoardScreen, LogScreen))
    parent = QObject()
    windows: list[MainWindow] = []

    def seat() -> tuple[MainWindow, DraftKeeper]:
        window, _ = compose(house_on_file, theme, Words("nb"), parent=parent, tasks=InlineTasks)
        windows.append(window)
        qtbot.addWidget(window)
        disk = InlineTasks(lambda: None, parent=parent)
        keeper = keep_drafts(window, shelf, disk)
        window.resize(1440, 900)
        window.show()
        window.lock_screen.opened.emit(
            SignedIn(
                me, "kari", "Kari", "KA", DEFAULT_RIGHTS[Role.SHIFT_LEAD],
                actor=as_role(house_on_file, Role.SHIFT_LEAD).actor,
            )
        )  # fmt: skip
        return window, keeper

    yield seat
    for window in windows:
        window.desk.tasks.close()
    parent.deleteLater()


def _log(window: MainWindow) -> LogScreen:
    return next(screen for screen in window.screens if isinstance(screen, LogScreen))


def _bar(window: MainWindow) -> DraftBar:
    return window.findChildren(DraftBar)[0]


def _half_written(sit: Sit, shelf: DraftShelf, me: int) -> None:
    """Leave a line of the log and a form half written, and end hard."""
    window, keeper = sit()
    window.show_screen("log")
    _log(window).composer.text.edit.setPlainText(HALF)
    window.desk.forms.keeper.keep("bar|", {"reason": "ro i huset"})
    keeper.write()
    kept = shelf.look(me)
    assert kept is not None
    assert set(kept.halves) == {"log", "forms"}


@pytest.mark.parametrize("curtained", [False, True])
def test_a_line_of_the_log_is_back_beside_a_forms_draft(
    sit: Sit, shelf: DraftShelf, me: int, *, curtained: bool
) -> None:
    _half_written(sit, shelf, me)
    window, keeper = sit()
    if curtained:
        window.desk.curtain.lower()
        keeper.write()
        window.desk.curtain.lift()
    window.desk.forms.keeper.keep("bar|", {"reason": "ro i huset, og mer"})
    keeper.write()
    kept = shelf.look(me)
    assert kept is not None
    assert kept.halves["log"]["line"]["text"] == HALF
    window.show_screen("log")
    assert _log(window).composer.text.edit.toPlainText() == HALF


def test_keys_alone_lead_through_every_draft(sit: Sit, shelf: DraftShelf, me: int) -> None:
    _half_written(sit, shelf, me)
    window, keeper = sit()
    bar, actions = _bar(window), window.desk.actions
    assert bar.words.text().startswith("2 utkast fra ")
    assert bar.words.text().endswith(": Utesteng for en periode, Vaktlogg")
    actions.action(GO_ON.id).trigger()
    assert window.desk.forms.shown == "bar"
    assert bar.words.text().startswith("Utkast fra ")
    assert bar.words.text().endswith(": Vaktlogg")
    actions.action(GO_ON.id).trigger()
    assert window.screen_shown is _log(window)
    assert bar.isHidden()
    assert not actions.action(GO_ON.id).isEnabled()
    keeper.write()
    assert shelf.look(me) is not None


def test_what_is_thrown_away_is_gone_from_the_disk(sit: Sit, shelf: DraftShelf, me: int) -> None:
    _half_written(sit, shelf, me)
    window, _ = sit()
    window.desk.actions.action(THROW_AWAY.id).trigger()
    assert _bar(window).isHidden()
    assert shelf.look(me) is None
    assert _log(window).composer.half().empty


def test_what_no_place_takes_back_stays_on_disk(sit: Sit, shelf: DraftShelf, me: int) -> None:
    shelf.keep(me, {"log": {"line": {"colour": "red"}, "beside": []}}, AT)
    window, keeper = sit()
    window.show_screen("log")
    window.desk.forms.keeper.keep("bar|", {"reason": "ro i huset"})
    keeper.write()
    kept = shelf.look(me)
    assert kept is not None
    assert "log" in kept.halves
