"""Someone who has never seen the desk, with the keyboard alone, in a real window."""

from pathlib import Path

import pypdf
import pytest

from shelter_desk.bootstrap import Choice, opened_house
from shelter_desk.services.access import log_in
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.verifying import verify_house
from shelter_desk.texts import Texts
from tests.e2e.conftest import EVENING
from tests.e2e.real_desk import RealDesk, sit_down, wait_for

pytestmark = pytest.mark.window

say = Texts("nb").say
LINE = "Nina spiste suppe og la seg tidlig."


def test_check_in_bed_line_and_sheet_by_keys(demo_desk: RealDesk, tmp_path: Path) -> None:
    desk = demo_desk
    sit_down(desk)

    # Two letters and one key: a known woman is in.
    desk.type("ni")
    desk.see(f"Nina, {say('key worker {name}', name='Mette')}")
    desk.press("Return")
    inside = f"Nina, {say('inside since {since}', since='21:1')}"  # 21:12, later if it is slow
    desk.see(inside)

    # A bed: the best one is chosen already.
    desk.press("alt+p")
    desk.see(say("Which place shall she have?"))
    desk.press("Return")
    row = desk.see("plass A5")
    assert any(node.name.startswith(inside) and "plass A5" in node.name for node in row.all())
    desk.picture("1-inside-with-a-bed")

    desk.press("F4")
    desk.see(say("Write a line"))
    desk.type(LINE)
    desk.press("ctrl+Return")
    desk.see(say("{what} is in the log, at {at}", what="Notat", at="21:1"))
    desk.picture("2-line-in-the-log")

    desk.press("ctrl+p")
    desk.see(say("Save as a file …"))
    desk.picture("3-sheet")
    desk.press("Return")
    desk.see(say("Or another folder"))
    desk.press("Tab")  # from the folders of this machine to the line for any other
    desk.type(str(tmp_path))
    desk.press("Return")
    saved = wait_for("the file", lambda: list(tmp_path.glob("*.pdf")))[0]
    wait_for("the whole file", lambda: saved.read_bytes().rstrip().endswith(b"%%EOF"))

    assert desk.close() == (0, "")
    assert list(desk.temp.iterdir()) == []
    _assert_house(desk.folder)
    pages = pypdf.PdfReader(saved).pages
    words = pages[0].extract_text()
    assert len(pages) == 2
    assert "Nina" in words
    assert "DEMO" in words


def _assert_house(folder: Path) -> None:
    with opened_house(Choice(data=folder, demo=True, at=EVENING)) as opened:
        kari = log_in(opened.house, login="kari", password="demo")
        caller = Caller(opened.house, kari.actor)
        rows = {row.person.alias: row for row in board_snapshot(caller).inside}
        assert rows["Nina"].bed_code == "A5"
        page = log_page(caller.again())
        bodies = [line.body for section in page.sections for line in section.lines]
        assert LINE in bodies
        assert verify_house(opened.command_line()).clean
