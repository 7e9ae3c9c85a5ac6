"""``print fire-list``: with the house, and from the kept list when the house does not open."""

import shutil
from pathlib import Path

from shelter_desk.bootstrap import Choice, fire_shelf, opened_house
from shelter_desk.store.opening import KeySource
from tests.cli.door import make_house, run
from tests.reports.paper import flat


def test_the_fire_list_is_written_and_kept_for_a_house_that_does_not_open(tmp_path: Path) -> None:
    made = make_house(tmp_path)
    out = tmp_path / "brann.pdf"
    answer = run("print", "fire-list", *made.ask, "--out", out)
    assert answer.code == 0, answer.err
    assert answer.out.splitlines() == [f"Brannlista ligger i {out}."]
    assert "Brannliste" in flat(out.read_bytes())
    # Nothing is kept yet: the reason is said, and no list is made up.
    database = made.folder / "house.db"
    away = tmp_path / "away.db"
    shutil.move(database, away)
    out.unlink()
    answer = run("print", "fire-list", *made.ask, "--out", out)
    assert answer.code != 0
    assert "mangler" in answer.line
    assert not out.exists()
    # With a kept list it comes out, and says how old it is.
    shutil.move(away, database)
    choice = Choice(data=made.folder, keys=KeySource(passphrase_file=made.passphrase_file))
    with opened_house(choice) as opened:
        opened.fire_keeper().keep_now()
        shelf = fire_shelf(opened.places, opened.key)
    shutil.move(database, away)
    answer = run("print", "fire-list", *made.ask, "--out", out, "--lang", "en")
    assert answer.code == 0
    assert "is missing" in answer.line
    assert "The fire list kept" in answer.out
    assert "The database did not answer" in flat(out.read_bytes())
    assert not database.exists()
    # The print waits to be written into the audit, and is once the house is there again.
    assert len(shelf.waiting()) == 1
    shutil.move(away, database)
    with opened_house(choice) as opened:
        opened.fire_keeper().keep_now()
    assert shelf.waiting() == []
    assert run("verify", *made.ask).code == 0
