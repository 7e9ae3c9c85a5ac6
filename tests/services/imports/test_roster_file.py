"""Reading a roster: encodings, separators, headings, and everything that is no roster."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shelter_desk.services.imports.csv_rows import CELL_LIMIT
from shelter_desk.services.imports.problems import SHOWN, FilesRefusedError, Problems
from shelter_desk.services.imports.roster_file import (
    FILE_LIMIT_MB,
    HEADINGS,
    MOST_ROWS,
    Roster,
    read_roster,
)
from shelter_desk.services.imports.roster_rows import Entry, understand
from shelter_desk.texts import Texts

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
"""20:00 in Oslo."""


def read(folder: Path, content: str | bytes, name: str = "liste.csv") -> Roster:
    """Write a file and read it as a roster."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_roster(path)


def entries(folder: Path, content: str | bytes) -> tuple[Entry, ...]:
    """Return what a file says; raises as the import does."""
    problems = Problems()
    found = understand(read(folder, content), NOW, problems)
    problems.refuse()
    return found


def refused(folder: Path, content: str | bytes) -> list[str]:
    """Return the sentences a file is refused with, in English."""
    with pytest.raises(FilesRefusedError) as caught:
        entries(folder, content)
    texts = [Texts(language) for language in ("en", "nb")]
    said = [[text.explain(problem) for problem in caught.value.problems] for text in texts]
    assert said[0] != said[1]
    return said[0]


def aliases(folder: Path, content: str | bytes) -> list[str]:
    """Return the aliases a file holds."""
    return [entry.alias for entry in entries(folder, content)]


# -- what is understood ----------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_ends(
    tmp_path: Path, separator: str, encoding: str, ending: str
) -> None:
    lines = [("Kontaktperson", "KALLENAVN", "Fødselsår"), ("Åse", "Bjørk", "1984"), ("", "Ørn", "")]
    text = ending.join(separator.join(cells) for cells in lines) + ending
    first, second = entries(tmp_path, text.encode(encoding))
    assert (first.alias, first.birth_year, first.key_worker, first.line) == (
        "Bjørk",
        1984,
        "Åse",
        2,
    )
    assert (second.alias, second.birth_year, second.line) == ("Ørn", None, 3)


@pytest.mark.parametrize("place", [0, 1], ids=["bokmål", "English"])
def test_every_heading_in_both_languages_and_any_order(tmp_path: Path, place: int) -> None:
    english = {
        "alias": "alias",
        "other_names": "other names",
        "birth_year": "birth year",
        "key_worker": "key worker",
        "place": "place",
        "in": "in",
        "out": "out",
        "decision_to": "decision to",
        "remark": "remark",
    }
    cells = {
        "alias": "Lise",
        "other_names": "Lissi / Liss",
        "birth_year": "1984",
        "key_worker": "LL",
        "place": "A1",
        "in": "19.11.2026 21:30",
        "out": "20.11.2026 kl. 09.15",
        "decision_to": "01.12.2026",
        "remark": "nøtteallergi",
    }
    for what, headings in HEADINGS.items():
        assert english[what] in headings
    names = [HEADINGS[what][0] if place == 0 else english[what] for what in HEADINGS]
    order = list(zip(names, (cells[what] for what in HEADINGS), strict=True))[::-1]
    text = ";".join(n.upper() for n, _ in order) + "\n" + ";".join(c for _, c in order) + "\n"
    (entry,) = entries(tmp_path, text)
    assert entry.alias == "Lise"
    assert entry.other_names == ("Lissi", "Liss")
    assert entry.birth_year == 1984
    assert (entry.key_worker, entry.place, entry.remark) == ("LL", "A1", "nøtteallergi")
    assert entry.came == datetime(2026, 11, 19, 20, 30, tzinfo=UTC)
    assert entry.left == datetime(2026, 11, 20, 8, 15, tzinfo=UTC)
    assert str(entry.decision_to) == "2026-12-01"


def test_unknown_columns_are_listed_and_left_out(tmp_path: Path) -> None:
    roster = read(tmp_path, "Navn,Alias,Diagnose\nLise Hansen,Lise,F11\n")
    assert roster.dropped == ("Navn", "Diagnose")
    assert roster.rows[0].cells == {"alias": "Lise"}


def test_what_excel_adds_is_no_error(tmp_path: Path) -> None:
    text = "sep=;\r\nalias;plass;;\r\nLise;;;\r\n;;;\r\n\r\nMona;;;;;\r\n"
    found = entries(tmp_path, text)
    assert [(entry.alias, entry.line) for entry in found] == [("Lise", 3), ("Mona", 6)]


def test_a_quoted_cell_may_hold_separators_quotes_and_line_ends(tmp_path: Path) -> None:
    text = 'alias, merknad\n"Lise", "ser ""dårlig"", litt"\n"Mo\nna", x\nRita, y\n'
    found = entries(tmp_path, text)
    assert [(e.alias, e.remark, e.line) for e in found] == [
        ("Lise", 'ser "dårlig", litt', 2),
        ("Mo na", "x", 3),
        ("Rita", "y", 5),
    ]


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("2026-11-19 21:30", (2026, 11, 19, 20, 30)),
        ("2026-11-19T21:30:00", (2026, 11, 19, 20, 30)),
        ("2026-11-19T20:30:00Z", (2026, 11, 19, 20, 30)),
        ("9.7.2026 kl 9.05", (2026, 7, 9, 7, 5)),
        ("19.11.2026, 21:30", (2026, 11, 19, 20, 30)),
        ("2026-11-19", (2026, 11, 19, 11, 0)),
        ("2026-10-25T02:30+02:00", (2026, 10, 25, 0, 30)),
        ("2026-10-25 02:30+0100", (2026, 10, 25, 1, 30)),
    ],
)
def test_times_are_the_house_s(
    tmp_path: Path, cell: str, utc: tuple[int, int, int, int, int]
) -> None:
    (entry,) = entries(tmp_path, f'alias;inn\nLise;"{cell}"\n')
    assert entry.came == datetime(*utc, tzinfo=UTC)


def test_today_without_a_time_is_now_as_long_as_it_is_morning(tmp_path: Path) -> None:
    roster = read(tmp_path, "alias;inn\nLise;20.11.2026\n")
    morning = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
    (entry,) = understand(roster, morning, Problems())
    assert entry.came == morning


# -- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "01017012345",
        "010170 12345",
        "010170-12345",
        "010170\N{NO-BREAK SPACE}12345",
        "01 01 70 12345",
        "010170 123 45",
        "010170\N{ZERO WIDTH SPACE}12345",
        "x01017012345y",
        "٠١٠١٧٠١٢٣٤٥",
        "1234.56.12345",
    ],
)
@pytest.mark.parametrize("column", ["alias", "merknad", "Fnr", "inn"])
def test_eleven_digits_anywhere_refuse_the_file_and_are_not_repeated(
    tmp_path: Path, number: str, column: str
) -> None:
    header = "alias;merknad;Fnr;inn"
    cells = ["Lise", "", "", ""]
    cells[header.split(";").index(column)] = f"se {number}"
    said = refused(tmp_path, f"{header}\nRita;;;i går\n{';'.join(cells)}\n")
    assert said == [
        (
            "liste.csv, row 3: a number of eleven digits, like a national identity number. "
            "Such numbers never come into this program; take it out of the file."
        )
    ]


def test_eleven_digits_in_the_header_a_broken_row_or_the_file_s_name(tmp_path: Path) -> None:
    assert "row 1:" in refused(tmp_path, "alias;01017012345\nLise;\n")[0]
    assert "row 2:" in refused(tmp_path, 'alias\n"Lise 01017012345\n')[0]
    with pytest.raises(FilesRefusedError) as caught:
        read(tmp_path, "", "010170 12345.csv")
    assert Texts("nb").explain(caught.value).startswith("….csv er tom")
    split = refused(tmp_path, 'alias;merknad\nLise;"010170\n12345"\n')
    assert split[0].startswith("liste.csv, row 2: a number of eleven digits")


@pytest.mark.parametrize(
    "cell", ["21.11.2025 9.12", "+47 22 22 22 22", "2025-11-21 21:12:00", "123456789", "1234567890"]
)
def test_other_numbers_are_not_taken_for_one(tmp_path: Path, cell: str) -> None:
    assert aliases(tmp_path, f"alias;Annet\nLise;{cell}\n") == ["Lise"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "liste.csv is empty: it has not even a row of column names."),
        (b"\xef\xbb\xbf\n\n", "liste.csv is empty: it has not even a row of column names."),
        (b"Lise;A1\nMona;A2\n", "no column is called"),
        (b"navn;plass\nLise Hansen;A1\n", "no column is called"),
        (b"alias;Kallenavn\nLise;Lise\n", "row 1, column Kallenavn: the name stands twice"),
        (b"alias;inn;INN\nLise;;\n", "row 1, column INN: the name stands twice"),
        (b"ali\0as;inn\nLise;\n", "row 1, column 1: a NUL character"),
        (b"alias;merknad\nLi\0se;\n", "row 2, column alias: a NUL character"),
        (b"alias;plass\nLise\n", "row 2: 1 fields, but the header has 2."),
        (b"alias;plass\nLise;A1;x\n", "row 2: 3 fields, but the header has 2."),
        (b'alias;plass\nLise;"A1\nMona;A2\n', "row 2: a quotation mark is not closed"),
        (b'alias;plass\nLise;"A"1\nMona;A2\n', "row 2: a quotation mark is not closed"),
        (b'"alias;plass\nLise;A1\n', "row 1: a quotation mark is not closed"),
        (b"alias;plass\n;A1\n", "row 2, column alias: the cell is empty."),
        (b"alias\n---\n", "row 2, column alias: An alias needs at least one letter"),
        (b"alias\n" + b"x" * 65 + b"\n", "column alias: The alias has 65 characters"),
        ("alias\nBjørk\n".encode("utf-16"), "row 1: the text is not UTF-8."),
        ("alias\nBjørk\n".encode() + "Ørn\n".encode("cp1252"), "row 3: the text is not UTF-8."),
        (b"\xef\xbb\xbfalias\n" + "Ørn\n".encode("cp1252"), "row 2: the text is not UTF-8."),
        (b"alias\nBj\x81rk\n", "row 2: the text is not UTF-8."),
        (b"alias;ut\nLise;19.11.2026\n", "column ut: there is a time she went out, but none"),
        (b"alias;inn\nLise;21.11.2026\n", "column inn: this time has not come yet."),
        (b"alias;inn\nLise;29.02.\n", "column inn: this is not a day with a time."),
        (b"alias;inn\nLise;29.02.2023\n", "29 February 2023 does not exist"),
        (b"alias;inn\nLise;31.04.2026\n", "column inn: this is not a day with a time."),
        (b"alias;inn\nLise;19.11.2026 25:00\n", "column inn: this is not a day with a time."),
        (b"alias;inn\nLise;19.11.0026\n", "column inn: this is not a day with a time."),
        (b"alias;inn\nLise;11/19/2026\n", "column inn: this is not a day with a time."),
        (b"alias;inn\nLise;2026-11-19T21:30+99:00\n", "column inn: this is not a day with"),
        (b"alias;inn\nLise;29.03.2026 02:30\n", "02:30 does not exist on 29/03/2026"),
        (
            b"alias;inn\nLise;25.10.2026 02:30\n",
            (
                "02:30 comes twice on 25/10/2026, because the clock is set back at 03:00. "
                "Write 2026-10-25T02:30+02:00 for the first time or "
                "2026-10-25T02:30+01:00 for the second."
            ),
        ),
        (
            b"alias;inn;ut\nLise;19.11.2026 21:00;19.11.2026 20:00\n",
            "column ut: she cannot go out before she came in.",
        ),
        (b"alias;vedtak til\nLise;snart\n", "column vedtak til: this is not a day."),
        (b"alias;vedtak til\nLise;1.12.2026 12:00\n", "column vedtak til: this is not a day."),
        (b"alias;birth year\nLise;01.02.1984\n", "column birth year: only the year is kept"),
        (b"alias;birth year\nLise;1884\n", "column birth year: 1884 cannot be a birth year"),
        (b"alias;birth year\nLise;2027\n", "column birth year: 2027 cannot be a birth year"),
        (b"alias;remark\nLise;" + b"x" * 26 + b"\n", "column remark: 26 characters;"),
        (b"alias\n" + b"x" * (CELL_LIMIT + 1) + b"\n", "the cell is too long"),
        (
            b"alias\nLise\n" + b"x" * 10_000_000 + b"\n",
            "row 3, column \N{EN DASH}: the cell is too long",
        ),
        (b"x" * (FILE_LIMIT_MB * 1_000_000 + 1), "liste.csv is larger than 16 MB."),
        (b"alias\n" + b"x\n" * (MOST_ROWS + 1), "liste.csv: more than 20,000 rows."),
    ],
    ids=lambda value: repr(value[:40]),
)
def test_a_file_that_cannot_be_is_refused_by_row(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    (said,) = refused(tmp_path, content)
    assert sentence in said
    for name in ("Lise", "Mona", "Bjørk"):
        assert name not in said


def test_a_header_that_is_no_header_is_not_repeated(tmp_path: Path) -> None:
    assert "Lise" not in refused(tmp_path, "Lise,A1\n")[0]


def test_every_error_is_told_up_to_fifty(tmp_path: Path) -> None:
    with pytest.raises(FilesRefusedError) as caught:
        entries(tmp_path, "alias;inn\n" + "Lise;i går\n" * 70)
    assert len(caught.value.problems) == SHOWN
    assert caught.value.more == 20
    assert "row 2," in Texts("en").explain(caught.value.problems[0])
    both = refused(tmp_path, "alias;inn;vedtak til\nLise;i går;en gang\nMona;x;\n")
    assert len(both) == 3


@pytest.mark.parametrize("missing", ["nei.csv", "."])
def test_a_file_that_cannot_be_read(tmp_path: Path, missing: str) -> None:
    with pytest.raises(FilesRefusedError):
        read_roster(tmp_path / missing)


@given(content=st.binary(max_size=400))
def test_no_bytes_break_the_reading(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"alias;inn;ut\n" + content)
    try:
        roster = read_roster(path)
    except FilesRefusedError:
        return
    understand(roster, NOW, Problems())
