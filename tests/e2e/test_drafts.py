"""Half-written words survive a kill: they come back to who wrote them, and to nobody else."""

import shutil
from pathlib import Path

import pytest

from shelter_desk.texts import Texts
from shelter_desk.ui.lock.session import DEMO_PASSWORD
from tests.e2e.real_desk import AT, RealDesk, real_desk, sit_down, wait_for

pytestmark = pytest.mark.window

say = Texts("nb").say
HALF = "rolig samtale om i morgen"
DRAFT = "Utkast fra"


def _drafts(folder: Path) -> list[Path]:
    drafts = folder / "drafts"
    return list(drafts.glob("*.draft")) if drafts.is_dir() else []


def _log_in(desk: RealDesk, login: str) -> None:
    desk.see(say("User name"))
    desk.focus()
    desk.type(login)
    desk.press("Tab")
    desk.type(DEMO_PASSWORD)
    desk.press("Return")
    desk.see("Lise")


def test_what_was_half_written_at_a_kill_is_back_for_who_wrote_it(
    demo: Path, tmp_path: Path, screen: dict[str, str]
) -> None:
    folder = Path(shutil.copytree(demo, tmp_path / "house"))
    options = ("--demo", "--at", AT, "--lang", "nb")
    with real_desk(screen, folder, *options) as desk:
        sit_down(desk)
        desk.press("F4")
        desk.see(say("Write a line"))
        desk.type(HALF)
        (kept,) = wait_for("a draft on disk", lambda: _drafts(folder))
        desk.process.kill()
    assert HALF.split(maxsplit=1)[0].encode() not in kept.read_bytes()
    shutil.rmtree(tmp_path / "house-temp")

    with real_desk(screen, folder, *options) as desk:
        _log_in(desk, "siri")
        desk.press("F4")
        desk.see(say("Write a line"))
        assert not desk.tree(hidden=True).has(DRAFT)
        desk.press("ctrl+Return")  # an empty line is refused: nothing of hers stands here
        desk.see(say("There is nothing written yet. Write what the next shift must know."))
        desk.process.kill()
    assert _drafts(folder) == [kept]
    shutil.rmtree(tmp_path / "house-temp")

    with real_desk(screen, folder, *options) as desk:
        sit_down(desk)
        desk.see(DRAFT)
        desk.press("F4")
        desk.see(say("Write a line"))
        desk.picture("draft")
        desk.press("ctrl+Return")
        desk.see(HALF)  # in the log now
        wait_for("the draft to go once it is sent", lambda: not _drafts(folder))
        assert desk.close() == (0, "")
