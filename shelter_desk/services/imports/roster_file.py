"""One roster as a file: which bytes, which separator, which columns; trusting nothing in it.

Decision: docs/decisions/0017-roster-import.md.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from shelter_desk.services.imports.csv_rows import CELL_LIMIT, Row
from shelter_desk.services.imports.problems import (
    CellTooLongError,
    ColumnTwiceError,
    EncodingError,
    FieldCountError,
    FileEmptyError,
    FileUnreadableError,
    NulError,
    Problems,
    QuoteError,
    shown,
)
from shelter_desk.services.imports.roster_problems import (
    FileTooLargeError,
    NationalNumberError,
    NoAliasColumnError,
    TooManyRowsError,
)
from shelter_desk.services.names import clean_text

FILE_LIMIT_MB = 16
"""Largest file that is read, in megabytes."""

MOST_ROWS = 20_000
"""More rows than this are taken for another kind of file."""


class Field(StrEnum):
    """What a column of a roster holds."""

    ALIAS = "alias"
    OTHER_NAMES = "other_names"
    BIRTH_YEAR = "birth_year"
    KEY_WORKER = "key_worker"
    PLACE = "place"
    CAME = "in"
    LEFT = "out"
    DECISION_TO = "decision_to"
    REMARK = "remark"


HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.ALIAS: ("alias", "kallenavn"),
    Field.OTHER_NAMES: ("andre kallenavn", "andre alias", "other aliases", "other names"),
    Field.BIRTH_YEAR: ("fødselsår", "fodselsar", "født år", "birth year", "year of birth"),
    Field.KEY_WORKER: ("kontaktperson", "key worker"),
    Field.PLACE: ("plass", "seng", "place", "bed"),
    Field.CAME: ("inn", "in"),
    Field.LEFT: ("ut", "out"),
    Field.DECISION_TO: ("vedtak til", "decision to", "decision until"),
    Field.REMARK: ("merknad", "merk", "remark"),
}
"""What a column may be called, in bokmål and English; case, ``_`` and ``-`` do not matter.

A column of names («navn», «name») is not among them on purpose: the house keeps aliases.
"""

_FIELDS = {heading: what for what, headings in HEADINGS.items() for heading in headings}
_SEPARATORS = (";", ",", "\t")
_EXCEL_SAYS = re.compile(r"sep=([;,\t])(?:\r\n|\r|\n)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BAD_BYTE = re.compile("[\udc80-\udcff]")
_GOOD_LETTER = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WIDE_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f]")
_ELEVEN = re.compile(
    r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .\N{EN DASH}-]?\d{3} ?\d{2}(?!\d)", re.UNICODE
)


@dataclass(frozen=True)
class Roster:
    """What was read: rows by :class:`Field`, how the file calls them, what was left out."""

    name: str = ""
    rows: tuple[Row, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


def read_roster(path: Path) -> Roster:
    """Return the rows of the roster at ``path``.

    Raises :class:`FilesRefusedError` with every error of the file. A file that holds a number
    of eleven digits is refused for that alone: nothing else of it is looked at.
    """
    problems = Problems()
    name = _safe_name(path)
    text = _text_of(path, name, problems)
    problems.refuse()
    _refuse_numbers(text, name)
    roster = _read(text, name, problems)
    problems.refuse()
    return roster


# -- bytes -----------------------------------------------------------------------------------


def _safe_name(path: Path) -> str:
    """Return the file's name without numbers that could be anybody's."""
    return _ELEVEN.sub("\N{HORIZONTAL ELLIPSIS}", shown(path.name))


def _text_of(path: Path, name: str, problems: Problems) -> str:
    limit = FILE_LIMIT_MB * 1_000_000
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except (OSError, ValueError):
        problems.add(FileUnreadableError(file=name))
        return ""
    if len(raw) > limit:
        problems.add(FileTooLargeError(file=name, limit=FILE_LIMIT_MB))
        return ""
    return _decoded(raw, name, problems)


def _decoded(raw: bytes, name: str, problems: Problems) -> str:
    """Return the text: UTF-8, or all of it Windows-1252; two kinds in one file are refused."""
    body = raw.removeprefix(_BOM)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        loose = body.decode("utf-8", errors="surrogateescape")
    if not raw.startswith((_BOM, *_UTF_16)) and not _GOOD_LETTER.search(loose):
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            pass
    bad = _BAD_BYTE.search(loose)
    row = _line_at(loose, bad.start() if bad else 0)
    problems.add(EncodingError(file=name, row=str(row)))
    return ""


def _line_at(text: str, position: int) -> int:
    return 1 + sum(1 for _ in _LINE_END.finditer(text, 0, position))


def _refuse_numbers(text: str, name: str) -> None:
    """Refuse a text with a number like a national identity number, in whatever column."""
    visible = _WIDE_BLANK.sub(" ", _INVISIBLE.sub("", text))
    problems = Problems()
    for at, line in enumerate(_LINE_END.split(visible), start=1):
        if _ELEVEN.search(line):
            problems.add(NationalNumberError(file=name, row=str(at)))
    problems.refuse()


# -- rows ------------------------------------------------------------------------------------


def _read(text: str, name: str, problems: Problems) -> Roster:
    separator, skipped = _separator(text)
    records = _records(text, separator, skipped, name, problems)
    first = next(records, None)
    if first is None:
        if not problems.count:
            problems.add(FileEmptyError(file=name))
        return Roster()
    header = [clean_text(cell) for cell in first[1]]
    places = _places(header, first, name, problems)
    if places is None:
        return Roster()
    rows: list[Row] = []
    for line, record in records:
        if not any(cell.strip() for cell in record):
            continue
        if len(rows) >= MOST_ROWS:
            problems.add(TooManyRowsError(file=name, limit=MOST_ROWS))
            break
        cut = record[: len(header)]
        if len(cut) < len(header) or any(cell.strip() for cell in record[len(header) :]):
            wrong = FieldCountError(
                file=name, row=str(line), found=len(record), expected=len(header)
            )
            problems.add(wrong)
        elif _sound(cut, header, name, line, problems):
            rows.append(Row(line, {what.value: cut[at] for what, at in places.items()}))
    _refuse_cells(rows, name)
    taken = set(places.values())
    return Roster(
        name=name,
        rows=tuple(rows),
        called={what.value: shown(header[at]) for what, at in places.items()},
        dropped=tuple(c for at, c in enumerate(header) if c and at not in taken),
    )


def _refuse_cells(rows: Sequence[Row], name: str) -> None:
    """Refuse a number that a line break inside a quoted cell hid."""
    problems = Problems()
    for row in rows:
        if any(_ELEVEN.search(clean_text(cell)) for cell in row.cells.values()):
            problems.add(NationalNumberError(file=name, row=str(row.line)))
    problems.refuse()


def _separator(text: str) -> tuple[str, int]:
    """Return what separates the cells, and how many lines say only that.

    The separator is the one by which the first row holds most names of columns.
    """
    said = _EXCEL_SAYS.match(text)
    if said:
        return said[1], 1

    def known(separator: str) -> tuple[int, int]:
        header = next((r for _, r in _records(text, separator, 0, "", Problems())), [])
        return sum(_field(cell) is not None for cell in header), len(header)

    return max(_SEPARATORS, key=known), 0


def _records(
    text: str, separator: str, skip: int, name: str, problems: Problems
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins on; skip blank lines."""
    lines = io.StringIO(text, newline="")
    for _ in range(skip):
        lines.readline()
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)
    header_seen = False
    while True:
        start = skip + reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                problems.add(_too_long(name, start, "\N{EN DASH}"))
                return
            problems.add(QuoteError(file=name, row=str(start)))
            if not header_seen:
                return
            continue
        if any(cell.strip() for cell in record):
            header_seen = True
            yield start, record


def _places(
    header: Sequence[str], first: tuple[int, list[str]], name: str, problems: Problems
) -> dict[Field, int] | None:
    """Return where each column stands, or None when the header cannot be used."""
    places: dict[Field, int] = {}
    before = problems.count
    for at, heading in enumerate(header):
        what = _field(heading)
        if "\0" in first[1][at]:
            problems.add(NulError(file=name, row=str(first[0]), column=str(at + 1)))
        elif what in places:
            problems.add(ColumnTwiceError(file=name, column=shown(heading)))
        elif what is not None:
            places[what] = at
    if problems.count == before and Field.ALIAS not in places:
        problems.add(NoAliasColumnError(file=name))
    return places if problems.count == before else None


def _field(heading: str) -> Field | None:
    plain = clean_text(heading.replace("_", " ").replace("-", " ")).casefold().rstrip(".:* ")
    return _FIELDS.get(plain)


def _sound(
    record: Sequence[str], header: Sequence[str], name: str, line: int, problems: Problems
) -> bool:
    """Say whether no cell of the row holds a NUL or is too long."""
    good = True
    for column, cell in zip(header, record, strict=True):
        if "\0" in cell:
            problems.add(NulError(file=name, row=str(line), column=shown(column)))
            good = False
        elif len(cell) > CELL_LIMIT:
            problems.add(_too_long(name, line, shown(column)))
            good = False
    return good


def _too_long(name: str, line: int, column: str) -> CellTooLongError:
    return CellTooLongError(file=name, row=str(line), column=column, limit=CELL_LIMIT)
