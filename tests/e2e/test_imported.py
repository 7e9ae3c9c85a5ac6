"""A house made on the command line, filled by an import, opened in a real window."""

from pathlib import Path

import pytest

from shelter_desk.texts import Texts
from tests.cli.door import make_house, run
from tests.e2e.real_desk import real_desk
from tests.services.imports.hmis_sample import Sample

pytestmark = pytest.mark.window

say = Texts("nb").say
OWN_PASSWORD = "fire ord som jeg kan"


def _folder(parent: Path) -> Path:
    sample = Sample(2026).project("93", by_night=True, name="Natthuset")
    sample.beds("93", 12, "2022-01-01")
    sample.client("1", "Lise").client("2", "Mona", "1991-12-31")
    sample.enrolled("10", "1", "93", "2022-03-01").night("10", "1", "2022-03-01", "2022-03-02")
    sample.enrolled("20", "2", "93", "2022-03-02").night("20", "2", "2022-03-02")
    parent.mkdir()
    return sample.write(parent)


def test_the_desk_opens_on_imported_data(tmp_path: Path, screen: dict[str, str]) -> None:
    house = make_house(tmp_path)
    imported = run("import", "hmis", _folder(tmp_path / "csv"), "--project", "93", *house.ask)
    assert imported.code == 0, imported.err
    secret = ("--passphrase-file", str(house.passphrase_file))
    with real_desk(screen, house.folder, *secret, "--lang", "nb") as desk:
        desk.see(say("User name"))
        desk.focus()
        desk.type("leder")
        desk.press("Tab")
        desk.type(house.one_time_password)
        desk.press("Return")
        desk.see(say("Choose your own password"))
        desk.type(OWN_PASSWORD)
        desk.press("Tab")
        desk.type(OWN_PASSWORD)
        desk.press("Return")
        desk.see(say("Nobody is in the house yet"))
        desk.picture("imported-board")

        # Every bed of the import is on the map, in a room of its own name.
        desk.press("F3")
        shown = desk.see("Natthuset").words()
        desk.picture("imported-map")
        for number in range(1, 13):
            assert f"plass {number}, ledig, Sovesal {(number - 1) // 5 + 1}, Natthuset" in shown

        # A woman of the import is found by two letters, with the year she was last seen.
        desk.press("F2")
        desk.type("mo")
        desk.see("03.03.2022")
        desk.press("Return")
        desk.see(f"Mona, {say('inside since {since}', since='')}")
        assert desk.close() == (0, "")
        assert list(desk.temp.iterdir()) == []
