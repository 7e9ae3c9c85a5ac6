"""The first run in a real window, by keyboard alone: nothing on disk before its end."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from shelter_desk.bootstrap import Choice, opened_house
from shelter_desk.models import House
from shelter_desk.services import access
from shelter_desk.store.opening import KeySource
from shelter_desk.store.recovery_code import GROUP_LENGTH, GROUPS
from shelter_desk.texts import Texts
from tests.e2e.real_desk import RealDesk, real_desk

pytestmark = pytest.mark.window

say = Texts("nb").say
PASSWORD = "fire ord som passer sammen"
PASSPHRASE = "husfrase med fire ord"


def _to_the_sheet(desk: RealDesk) -> None:
    """Lead the first run to the sheet."""
    desk.see("Det er ikke noe hus")
    desk.see("Alt er kryptert og ligger i")
    desk.focus()
    desk.press("Return")
    desk.see(say("What the house is called"))
    desk.type("Enhet R")
    desk.press("Return")
    desk.see(say("Your name"))
    desk.type("Berit Leder")
    for words in ("berit", PASSWORD, PASSWORD):
        desk.press("Tab")
        desk.type(words)
    # No keyring on this machine: the passphrase is asked for by itself.
    desk.press("Tab")
    for words in (PASSPHRASE, PASSPHRASE):
        desk.press("Tab")
        desk.type(words)
    desk.picture("3-leader")
    desk.press("Return")
    desk.see(say("Print the sheet"))


def _groups(pdf: Path) -> list[str]:
    """Return the groups of the code as they stand on the paper."""
    text = "".join(PdfReader(pdf).pages[0].extract_text().split())
    pattern = "".join(f"{number}(.{{{GROUP_LENGTH}}})" for number in range(1, GROUPS + 1))
    found = re.search(rf"hovednøkkel\.{pattern}", text)
    assert found is not None, text
    return list(found.groups())


def test_a_house_is_made_by_keyboard_and_a_kill_before_leaves_nothing(
    tmp_path: Path, screen: dict[str, str]
) -> None:
    folder = tmp_path / "house"
    with real_desk(screen, folder, "--lang", "nb") as desk:
        _to_the_sheet(desk)
        desk.process.kill()
    assert not folder.exists()
    desk.temp.rmdir()

    with real_desk(screen, folder, "--lang", "nb") as desk:
        _to_the_sheet(desk)
        desk.picture("4-sheet")
        desk.press("Tab", "space")  # «Lagre som PDF …», which opens a line for the file
        desk.see(say("Where should the file lie? Enter saves it."))
        pdf = tmp_path / "ark.pdf"
        desk.press("ctrl+a")
        desk.type(str(pdf))
        desk.press("Return")
        desk.see(say("saved as {file}", file=pdf.name))
        desk.focus()
        groups = _groups(pdf)
        asked = [
            n for n in range(1, GROUPS + 1) if desk.tree().has(say("Group {number}", number=n))
        ]
        assert len(asked) == 2
        desk.type("xxxxx")
        desk.see(say("is not what stands there"))
        desk.press("ctrl+a")
        desk.type(groups[asked[0] - 1].lower())
        desk.press("Tab")
        desk.type(groups[asked[1] - 1])
        desk.press("Tab", "space", "Tab")
        desk.type("safe")
        desk.picture("4-sheet-read")
        assert not folder.exists()
        desk.press("Return")
        desk.see(say("Beside the house"))
        desk.picture("5-copies")
        desk.press("Return")
        desk.see(say("User name"))  # the lock screen, nobody logged in
        desk.focus()
        desk.type("berit")
        desk.press("Tab")
        desk.type(PASSWORD)
        desk.press("Return")
        desk.see("Logget inn: Berit Leder")
        desk.picture("6-board")
        assert desk.close() == (0, "")
        assert not list(desk.temp.iterdir())

    _opens_by_code_and_phrase(folder, "-".join(groups))


def _opens_by_code_and_phrase(folder: Path, code: str) -> None:
    given = folder.parent / "given"
    for secret in (code, PASSPHRASE):
        given.write_text(secret, encoding="utf-8")
        keys = KeySource(recovery_code_file=given) if secret == code else KeySource(given)
        with opened_house(Choice(data=folder, keys=keys)) as opened:
            access.log_in(opened.house, login="berit", password=PASSWORD)
            with opened.house.store.read() as session:
                assert session.scalar(select(House.unit_code)) == "Enhet R"
