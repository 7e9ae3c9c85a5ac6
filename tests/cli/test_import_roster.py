"""``import roster`` through the door: what is said, and that no name is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.door import NewHouse, cheap_passphrase, make_house, run


@pytest.fixture
def made(tmp_path: Path) -> Iterator[NewHouse]:
    """Return a new house on an encrypted file."""
    with cheap_passphrase():
        yield make_house(tmp_path)


def test_a_roster_is_told_imported_and_known_again(made: NewHouse, tmp_path: Path) -> None:
    roster = tmp_path / "liste.csv"
    roster.write_text("Kallenavn;Plass;Diagnose\nLise;A1;F11\nLise;;\n", encoding="cp1252")
    asked = ("import", "roster", roster, *made.ask, "--lang", "nb")
    preview = run(*asked, "--dry-run")
    assert preview.code == 0, preview.err
    assert preview.out.startswith("Dette ville en import gjøre. Ingenting ble importert.\n")
    first = run(*asked)
    assert first.code == 0, first.err
    lines = first.out.splitlines()
    assert lines[0] == "Importert."
    assert lines[1:] == preview.out.splitlines()[1:]
    assert "Kvinner: 2 nye; 0 kjent fra en tidligere kvinneliste." in lines
    assert lines[-1] == "Kolonner som ikke er tatt med fra liste.csv: Diagnose."
    second = run(*asked)
    assert second.out.startswith("Alt er i huset fra før. Ingenting ble importert.\n")
    for answer in (preview, first, second):
        assert "Lise" not in answer.out + answer.err


def test_errors_are_listed_by_row_and_the_refusal_is_one_line(
    made: NewHouse, tmp_path: Path
) -> None:
    roster = tmp_path / "liste.csv"
    roster.write_text("alias;plass;inn\nLise;Z9;\nMona;A2;29.02.\n", encoding="utf-8")
    answer = run("import", "roster", roster, *made.ask, "--lang", "en")
    assert answer.code == 1
    assert [line.split(":")[0] for line in answer.out.splitlines()] == [
        "liste.csv, row 3, column inn",
        "liste.csv, row 2, column plass",
    ]
    assert answer.line.endswith("Further errors in the files: 1. Nothing was imported.")
    assert "Lise" not in answer.out + answer.err
    assert "Mona" not in answer.out + answer.err


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_national_number_refuses_the_file_unsaid(
    made: NewHouse, tmp_path: Path, language: str
) -> None:
    roster = tmp_path / "liste.csv"
    roster.write_text("alias;fnr\nLise;010170 12345\n", encoding="utf-8")
    answer = run("import", "roster", roster, *made.ask, "--lang", language)
    assert answer.code == 1
    assert not answer.out
    assert "12345" not in answer.line
    assert "2:" in answer.line


def test_a_file_is_needed(made: NewHouse) -> None:
    assert run("import", "roster", *made.ask).code == 2
