"""The demo's evening from 20:15 to 22:05, played with the keyboard alone, to the sheet it ends in.

Hours pass between three sittings: each opens the same house at its own time of the evening.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from shelter_desk.bootstrap import Choice, opened_house
from shelter_desk.services.access import log_in
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller
from shelter_desk.services.turn_aways import turned_away
from shelter_desk.services.verifying import verify_house
from shelter_desk.terms import TurnAwayReason
from shelter_desk.texts import Texts
from tests.e2e.real_desk import RealDesk, real_desk, sit_down, wait_for

pytestmark = [pytest.mark.window, pytest.mark.slow]

say = Texts("nb").say
AT_DOOR = "Ringte paa og spurte. Gikk etter fem minutter."
LINE = "Rolig i stua, mange ser film."


@contextmanager
def sitting(screen: dict[str, str], folder: Path, at: str) -> Iterator[RealDesk]:
    with real_desk(screen, folder, "--demo", "--at", f"2026-11-21T{at}", "--lang", "nb") as desk:
        sit_down(desk)
        yield desk
        desk.picture(f"evening-{at.replace(':', '')}")
        assert desk.close() == (0, "")


def test_an_evening_by_keys_ends_with_the_sheet(screen: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "house"
    with opened_house(
        Choice(data=folder, demo=True, at=datetime(2026, 11, 21, 19, 10, tzinfo=UTC))
    ):
        pass

    with sitting(screen, folder, "20:15") as desk:
        _look_in_check_in_and_give_a_place(desk)
    with sitting(screen, folder, "20:50") as desk:
        _answer_let_out_and_turn_away(desk)
    with sitting(screen, folder, "22:05") as desk:
        saved = _write_and_hand_over(desk, tmp_path)

    words = pypdf.PdfReader(saved).pages[0].extract_text()
    assert "Vaktrapport kveld til natt" in words
    assert "Tone" in words
    assert "DEMO" in words
    _assert_house(folder)


def _look_in_check_in_and_give_a_place(desk: RealDesk) -> None:
    # Lise is looked at, as agreed every quarter of an hour.
    desk.press("ctrl+t")
    desk.see(say("Checks and rounds"))
    desk.press("1")
    desk.see("Lise: sett og puster normalt")
    desk.press("Escape")
    # Tone comes and gets A1, one below the place that suits best.
    desk.type("ton")
    desk.see(f"Tone, {say('key worker {name}', name='Amina')}")
    desk.press("Return")
    desk.see(f"Tone, {say('inside since {since}', since='20:1')}")
    desk.press("alt+p")
    desk.see(say("Which place shall she have?"))
    desk.press("Down", "Return")
    desk.see("plass A1")
    # Somebody who wants nothing kept: one key.
    desk.press("plus")
    desk.see("Anonym 3")


def _answer_let_out_and_turn_away(desk: RealDesk) -> None:
    desk.press("ctrl+shift+s")
    desk.see(f"«{say('We can neither confirm nor deny that anybody is here.')}»")
    desk.type(AT_DOOR)
    desk.press("ctrl+Return")
    desk.see("Det står i vaktloggen at noen spurte, og hva som ble svart")
    desk.type("siv")
    desk.see("Siv, ")
    desk.press("Return")
    desk.press("alt+u")
    desk.see(say("Expected back"))
    desk.press("Return")
    desk.see("Siv: gikk ut en tur")
    desk.press("ctrl+shift+f")
    desk.see(say("Referred to"))
    desk.press("space", "ctrl+Return")
    desk.see("Notert: fikk ikke plass, fullt")


def _write_and_hand_over(desk: RealDesk, folder: Path) -> Path:
    desk.press("F4")
    desk.see(say("Write a line"))
    desk.type(LINE)
    desk.press("ctrl+Return")
    desk.see(say("{what} is in the log, at {at}", what="Notat", at="22:0"))
    desk.press("ctrl+p")
    desk.see(say("Save as a file …"))
    desk.press("Return")
    desk.see(say("Or another folder"))
    desk.press("Tab")  # from the folders of this machine to the line for any other
    desk.type(str(folder))
    desk.press("Return")
    saved = wait_for("the file", lambda: list(folder.glob("*.pdf")))[0]
    wait_for("the whole file", lambda: saved.read_bytes().rstrip().endswith(b"%%EOF"))
    return saved


def _assert_house(folder: Path) -> None:
    end = datetime(2026, 11, 21, 21, 15, tzinfo=UTC)
    with opened_house(Choice(data=folder, demo=True, at=end)) as opened:
        kari = Caller(opened.house, log_in(opened.house, login="kari", password="demo").actor)
        board = board_snapshot(kari)
        inside = {row.person.alias: row.bed_code for row in board.inside if row.person.alias}
        assert inside["Tone"] == "A1"
        assert {row.person.alias for row in board.out} == {"Berit", "Sissel", "Siv"}
        assert [row.reason for row in turned_away(kari.again())] == [TurnAwayReason.FULL]
        assert verify_house(opened.command_line()).clean
