"""``import hmis`` through the door: what is said, how it ends, and that the numbers agree."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.cli.door import NewHouse, cheap_passphrase, make_house, run
from tests.services.imports.hmis_sample import small


@pytest.fixture
def made(tmp_path: Path) -> Iterator[NewHouse]:
    """Return a new house on an encrypted file."""
    with cheap_passphrase():
        yield make_house(tmp_path)


def test_an_import_is_told_and_the_second_adds_nothing(made: NewHouse, tmp_path: Path) -> None:
    folder = small().write(tmp_path / "hmis")
    asked = ("import", "hmis", folder, "--project", "93", *made.ask, "--lang", "nb")
    preview = run(*asked, "--dry-run")
    assert preview.code == 0, preview.err
    assert preview.out.startswith("Dette ville en import gjøre. Ingenting ble importert.\n")
    first = run(*asked)
    assert first.code == 0, first.err
    lines = first.out.splitlines()
    assert lines[0] == "Importert."
    assert lines[1:] == preview.out.splitlines()[1:]
    assert "Overnattinger: 5 nye, herav 1 på ekstraplass; 0 kjent fra før." in lines
    assert any(line.startswith("Kolonner som ikke er tatt med fra Client.csv") for line in lines)
    count = ("--from", "2022-03-01", "--to", "2022-03-04", "--format", "csv")
    assert run("nights", *count, *made.ask).out.splitlines()[1:5] == [
        "2022-03-01,1,0",
        "2022-03-02,3,1",
        "2022-03-03,1,0",
        "2022-03-04,0,0",
    ]
    second = run(*asked)
    assert second.code == 0
    assert second.out.startswith("Alt er i huset fra før. Ingenting ble importert.\n")


def test_everything_wrong_is_listed_and_the_refusal_is_one_line(
    made: NewHouse, tmp_path: Path
) -> None:
    sample = small().client("8", "Feil", "2023-02-29").client("9", "Feil", "i fjor")
    sample.rows["Exit.csv"][0]["ExitDate"] = str(date(2022, 2, 1))
    folder = sample.write(tmp_path / "hmis")
    answer = run("import", "hmis", folder, "--project", "93", *made.ask, "--lang", "en")
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "Client.csv, row 5, column DOB: 29 February 2023 does not exist; 2023 is not a leap year.",
        "Client.csv, row 6, column DOB: «…» is not a date. Dates are written 2026-11-21.",
        "Exit.csv, row 2, column ExitDate: 01/02/2022 is before 01/03/2022.",
    ]
    assert answer.line.endswith("Further errors in the files: 2. Nothing was imported.")
    sound = small().write(tmp_path / "sound")
    after = run("import", "hmis", sound, "--project", "93", *made.ask, "--lang", "en")
    assert "Women: 3 new." in after.out


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_project_that_is_not_there_names_those_that_are(
    made: NewHouse, tmp_path: Path, language: str
) -> None:
    folder = small().write(tmp_path / "hmis")
    answer = run("import", "hmis", folder, "--project", "94", *made.ask, "--lang", language)
    assert answer.code == 1
    assert "93 «Natthuset»" in answer.line
    assert not answer.out


def test_no_such_folder(made: NewHouse, tmp_path: Path) -> None:
    answer = run("import", "hmis", tmp_path / "nei", "--project", "93", *made.ask)
    assert answer.code in {1, 2}
    assert "nei" in answer.err
    assert "Traceback" not in answer.err
