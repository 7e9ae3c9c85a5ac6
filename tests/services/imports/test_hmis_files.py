"""Reading the files: what differs by year, and everything that may be wrong in them."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from shelter_desk.services.imports.csv_rows import CELL_LIMIT
from shelter_desk.services.imports.hmis_files import HmisFiles, read_folder
from shelter_desk.services.imports.problems import SHOWN, FilesRefusedError
from shelter_desk.texts import Texts
from tests.services.imports.hmis_sample import Sample, small

TODAY = date(2024, 6, 15)


def read(folder: Path) -> HmisFiles:
    """Return what the folder holds."""
    return read_folder(folder, today=TODAY)


def refusal(folder: Path, language: str = "en") -> list[str]:
    """Return the sentences with which the folder is refused."""
    with pytest.raises(FilesRefusedError) as refused:
        read(folder)
    texts = Texts(language)
    whole = texts.explain(refused.value)
    sentences = [texts.explain(problem) for problem in refused.value.problems]
    assert whole.startswith(sentences[0])
    assert "\n" not in whole
    assert "{" not in whole
    return sentences


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first ``old`` in a file."""
    path = folder / file
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of sound files."""
    return small().write(tmp_path / "hmis")


@pytest.mark.parametrize("year", [2019, 2026])
@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_years_boms_and_newlines_read_the_same(
    tmp_path: Path, year: int, newline: str, *, bom: bool
) -> None:
    files = read(small(year).write(tmp_path, bom=bom, newline=newline))
    assert [client.first_name for client in files.clients.values()] == ["Lise", "Mona", "Lise"]
    assert [client.birth_year for client in files.clients.values()] == [1984, 1991, None]
    assert files.enrollments["20"].exit == date(2022, 3, 9)
    assert len(files.bed_nights) == 5
    assert files.inventory[0].beds == 2
    assert files.source == "hmis:desk-test"
    assert files.projects["93"].tracking == ("3" if year == 2019 else "")


def test_what_is_not_read_is_listed(folder: Path) -> None:
    dropped = read(folder).dropped
    assert {"SSN", "LastName", "White", "Sex", "UserID"} <= set(dropped["Client.csv"])
    assert "FirstName" not in dropped["Client.csv"]
    assert set(dropped) == {
        *("Project.csv", "Inventory.csv", "Client.csv"),
        *("Enrollment.csv", "Exit.csv", "Services.csv"),
    }


def test_quotes_order_and_case_of_columns_do_not_matter(folder: Path) -> None:
    sample = small()
    header, *rows = csv.reader(sample.text("Client.csv").splitlines())
    with (folder / "Client.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow([name.upper() for name in reversed(header)])
        writer.writerows(list(reversed(row)) for row in rows)
    (folder / "Exit.csv").rename(folder / "EXIT.CSV")
    files = read(folder)
    assert files.clients["2"].first_name == "Mona"
    assert files.enrollments["20"].exit == date(2022, 3, 9)


def test_quoted_newlines_and_commas_stay_in_their_cell(folder: Path) -> None:
    change(folder, "Client.csv", "Mona", '"Mo,\nna ""x"""')
    assert read(folder).clients["2"].first_name == 'Mo,\nna "x"'


def test_deleted_rows_and_what_hangs_on_them_are_left_out(tmp_path: Path) -> None:
    sample = small()
    gone = {"DateDeleted": "2022-05-01 10:00:00"}
    sample.client("4", "Borte", **gone).enrolled("40", "4", "93", "2022-03-01", "2022-03-04")
    sample.night("40", "4", "2022-03-01")
    sample.enrolled("11", "1", "93", "2022-04-01", "2022-04-09", **gone)
    sample.night("11", "1", "2022-04-01").night("10", "1", "2022-03-20", **gone)
    sample.add("Project.csv", ProjectID="9", ProjectType=1, **gone)
    sample.add(
        "Inventory.csv", ProjectID="93", BedInventory=50, InventoryStartDate="2022-01-01", **gone
    )
    files = read(sample.write(tmp_path))
    assert set(files.clients) == {"1", "2", "3"}
    assert set(files.enrollments) == {"10", "20", "30"}
    assert len(files.bed_nights) == 5
    assert "9" not in files.projects
    assert len(files.inventory) == 1
    assert files.deleted == 10


def test_an_export_without_a_source_is_read(folder: Path) -> None:
    (folder / "Export.csv").unlink()
    assert read(folder).source == "hmis"


Breaking = Callable[[Path], None]


def _rewrite(file: str, old: str, new: str) -> Breaking:
    return lambda folder: change(folder, file, old, new)


def _bytes(file: str, content: bytes) -> Breaking:
    def breaking(folder: Path) -> None:
        (folder / file).write_bytes(content)

    return breaking


def _bytes_for(file: str, old: bytes, new: bytes) -> Breaking:
    def breaking(folder: Path) -> None:
        path = folder / file
        content = path.read_bytes()
        assert old in content
        path.write_bytes(content.replace(old, new, 1))

    return breaking


BAD: list[tuple[str, Breaking, str]] = [
    (
        "too few fields",
        _bytes_for("Exit.csv", b"x20,20,2,", b"x20,20,"),
        "Exit.csv, row 2: 10 fields, but the header has 11.",
    ),
    (
        "too many fields",
        _rewrite("Client.csv", "Mona", "Mona,,"),
        "Client.csv, row 3: 22 fields, but the header has 20.",
    ),
    (
        "NUL",
        _rewrite("Client.csv", "Mona", "Mo\0na"),
        "Client.csv, row 3, column FirstName: a NUL character. The file is damaged.",
    ),
    (
        "10 MB cell",
        _rewrite("Client.csv", "Mona", "M" * 10_000_000),
        (
            "Client.csv, row 3, column FirstName: the cell is too long; "
            "at most 10,000 characters are read."
        ),
    ),
    (
        "10 MB cell of many lines",
        _rewrite("Client.csv", "Mona", '"' + "Mona\n" * 2_000_000 + '"'),
        (
            "Client.csv, row 3, column FirstName: the cell is too long; "
            "at most 10,000 characters are read."
        ),
    ),
    (
        "cell just too long",
        _rewrite("Client.csv", "Mona", "M" * (CELL_LIMIT + 1)),
        (
            "Client.csv, row 3, column FirstName: the cell is too long; "
            "at most 10,000 characters are read."
        ),
    ),
    (
        "cell beyond csv's own limit",
        _rewrite("Client.csv", "Mona", "M" * 200_000),
        (
            "Client.csv, row 3, column FirstName: the cell is too long; "
            "at most 10,000 characters are read."
        ),
    ),
    (
        "open quote",
        _rewrite("Client.csv", "Mona", '"Mona'),
        "Client.csv, row 3: a quotation mark is not closed, or stands in the wrong place.",
    ),
    (
        "text after a quote",
        _rewrite("Client.csv", "Mona", '"Mo"na'),
        "Client.csv, row 3: a quotation mark is not closed, or stands in the wrong place.",
    ),
    (
        "duplicate header",
        _rewrite("Client.csv", "LastName", "FirstName"),
        "Client.csv, row 1, column FirstName: the name stands twice in the header.",
    ),
    (
        "duplicate header, other case",
        _rewrite("Client.csv", "LastName", "firstname"),
        "Client.csv, row 1, column firstname: the name stands twice in the header.",
    ),
    (
        "missing column",
        _rewrite("Services.csv", "RecordType", "Kind"),
        "Services.csv, row 1, column RecordType: the column is missing.",
    ),
    (
        "29 February",
        _rewrite("Client.csv", "1991-12-31", "1991-02-29"),
        "Client.csv, row 3, column DOB: 29 February 1991 does not exist; 1991 is not a leap year.",
    ),
    (
        "date garbage",
        _rewrite("Services.csv", "2022-03-02", "02.03.2022"),
        (
            "Services.csv, row 3, column DateProvided: «02.03.2022» is not a date. "
            "Dates are written 2026-11-21."
        ),
    ),
    (
        "day that is none",
        _rewrite("Services.csv", "2022-03-02", "2022-13-40"),
        (
            "Services.csv, row 3, column DateProvided: «2022-13-40» is not a date. "
            "Dates are written 2026-11-21."
        ),
    ),
    (
        "hostile cell",
        _rewrite("Services.csv", "2022-03-02", "\x1b[2J" + "x" * 99),
        "Services.csv, row 3, column DateProvided: «\ufffd[2J" + "x" * 35 + "…» is not a date. "
        "Dates are written 2026-11-21.",
    ),
    (
        "date long ago",
        _rewrite("Enrollment.csv", "2022-03-01", "0022-03-01"),
        "Enrollment.csv, row 2, column EntryDate: «0022-03-01» is before 1900 or after 2199.",
    ),
    (
        "date to come",
        _rewrite("Services.csv", "2022-03-02", "2024-06-16"),
        "Services.csv, row 3, column DateProvided: 16/06/2024 has not been yet.",
    ),
    (
        "no entry date",
        _rewrite("Enrollment.csv", "2022-03-01", ""),
        "Enrollment.csv, row 2, column EntryDate: the cell is empty.",
    ),
    (
        "exit before entry",
        _rewrite("Exit.csv", "2022-03-09", "2022-02-28"),
        "Exit.csv, row 2, column ExitDate: 28/02/2022 is before 01/03/2022.",
    ),
    (
        "inventory ends first",
        _rewrite("Inventory.csv", "2022-01-01,", "2022-01-01,2021-01-01"),
        "Inventory.csv, row 2, column InventoryEndDate: 01/01/2021 is before 01/01/2022.",
    ),
    (
        "beds garbage",
        _rewrite("Inventory.csv", ",2,", ",-2,"),
        "Inventory.csv, row 2, column BedInventory: «-2» is not a whole number from 0 to 2,000.",
    ),
    (
        "beds beyond belief",
        _rewrite("Inventory.csv", ",2,", "," + "9" * 5000 + ","),
        "Inventory.csv, row 2, column BedInventory: «"
        + "9" * 39
        + "…» is not a whole number from 0 to 2,000.",
    ),
    (
        "person not there",
        _rewrite("Enrollment.csv", "30,3,", "30,33,"),
        "Enrollment.csv, row 4, column PersonalID: «33» is not found in Client.csv.",
    ),
    (
        "enrolment not there",
        _rewrite("Services.csv", "5,30,3", "5,31,3"),
        "Services.csv, row 6, column EnrollmentID: «31» is not found in Enrollment.csv.",
    ),
    (
        "another person's night",
        _rewrite("Services.csv", "5,30,3", "5,30,1"),
        "Services.csv, row 6, column PersonalID: «1» is not the person of the enrolment.",
    ),
    (
        "person twice",
        _rewrite("Client.csv", "2,Mona", "1,Mona"),
        "Client.csv, row 3, column PersonalID: «1» stands already in row 2.",
    ),
    (
        "wrong encoding",
        _bytes_for("Client.csv", b"Mona", "Bjørg".encode("cp1252")),
        "Client.csv, row 3: the text is not UTF-8. Export the file as UTF-8 and try again.",
    ),
    (
        "UTF-16",
        _bytes("Client.csv", "PersonalID,FirstName\r\n".encode("utf-16")),
        "Client.csv, row 1: the text is not UTF-8. Export the file as UTF-8 and try again.",
    ),
    (
        "empty file",
        _bytes("Exit.csv", b""),
        "Exit.csv is empty: it has not even a row of column names.",
    ),
    (
        "only a BOM",
        _bytes("Exit.csv", b"\xef\xbb\xbf"),
        "Exit.csv is empty: it has not even a row of column names.",
    ),
    (
        "something else",
        _bytes("Exit.csv", b"\x89PNG\r\n\x1a\n\x00\x00"),
        "Exit.csv, row 1: the text is not UTF-8. Export the file as UTF-8 and try again.",
    ),
    (
        "missing file",
        lambda folder: (folder / "Exit.csv").unlink(),
        "Exit.csv is missing in the folder.",
    ),
]


@pytest.mark.parametrize(
    ("breaking", "sentence"), [case[1:] for case in BAD], ids=[b[0] for b in BAD]
)
def test_what_is_wrong_is_said_with_its_place(
    folder: Path, breaking: Breaking, sentence: str
) -> None:
    breaking(folder)
    assert refusal(folder)[0] == sentence


@pytest.mark.parametrize("breaking", [case[1] for case in BAD], ids=[case[0] for case in BAD])
def test_it_is_said_in_norwegian_too(folder: Path, breaking: Breaking) -> None:
    breaking(folder)
    english = refusal(folder)
    norwegian = refusal(folder, "nb")
    assert all(a != b for a, b in zip(english, norwegian, strict=True))


def test_all_that_is_wrong_is_collected(folder: Path) -> None:
    change(folder, "Client.csv", "1984-03-07", "1983-02-29")
    change(folder, "Client.csv", "1991-12-31", "garbage")
    change(folder, "Exit.csv", "2022-03-09", "2022-02-28")
    (folder / "Project.csv").write_bytes(b"")
    assert [sentence.split(":")[0] for sentence in refusal(folder)] == [
        "Project.csv is empty",
        "Client.csv, row 2, column DOB",
        "Client.csv, row 3, column DOB",
        "Exit.csv, row 2, column ExitDate",
    ]


def test_very_many_errors_are_counted(tmp_path: Path) -> None:
    sample = small()
    for number in range(200):
        sample.client(f"x{number}", "Anna", "31.12.1999")
    with pytest.raises(FilesRefusedError) as refused:
        read(sample.write(tmp_path))
    assert len(refused.value.problems) == SHOWN == 50
    assert refused.value.more == 150
    assert Texts("en").explain(refused.value) == (
        "Client.csv, row 5, column DOB: «…» is not a date. Dates are written "
        "2026-11-21. Further errors in the files: 199. Nothing was imported."
    )


def test_a_broken_row_is_not_told_again_by_those_that_refer_to_it(folder: Path) -> None:
    change(folder, "Client.csv", "Mona", "Mona,")
    assert len(refusal(folder)) == 1


def test_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "nowhere", tmp_path / "file"):
        assert refusal(path) == [f"«{path}» is not a folder that can be read."]


def test_an_ancient_mac_newline_is_refused_not_misread(folder: Path) -> None:
    (folder / "Exit.csv").write_bytes(small().text("Exit.csv", newline="\r").encode())
    assert refusal(folder)[0].startswith("Exit.csv, row 1")


def test_times_after_dates_are_read_over(folder: Path) -> None:
    change(folder, "Services.csv", "2022-03-01", "2022-03-01 21:00:00")
    assert read(folder).bed_nights[0].night == date(2022, 3, 1)


def test_a_house_without_rows_is_a_house(tmp_path: Path) -> None:
    files = read(Sample().project("1", by_night=True).write(tmp_path))
    assert (files.clients, files.bed_nights) == ({}, ())
