"""One CSV file, row by row, trusting nothing in it.

Columns are found by the header's names. Memory stays bounded whatever the file holds: a line
or a quoted cell that never ends is refused where it passes :data:`RECORD_LIMIT`.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from shelter_desk.services.imports.problems import (
    CellTooLongError,
    ColumnMissingError,
    ColumnTwiceError,
    EncodingError,
    FieldCountError,
    FileEmptyError,
    FileMissingError,
    FileUnreadableError,
    NulError,
    Problems,
    QuoteError,
    shown,
)

CELL_LIMIT = 10_000
"""Longest cell that is read, in characters; the format's longest text is a tenth of it."""

RECORD_LIMIT = 1_000_000
"""Longest row that is looked at, in bytes."""

_PREFIX = 100_000  # of a too long row, to find the column in; below csv's own field limit


@dataclass(frozen=True)
class Columns:
    """Which columns are read: needed ones, and those that may be missing."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row's read columns; ``line`` is where it begins in the file, the header being 1."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell without surrounding blanks; empty when the column is missing."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True)
class Table:
    """What was read of one file, and the columns that were not."""

    rows: tuple[Row, ...] = ()
    dropped: tuple[str, ...] = ()


class _TooLong(Exception):  # noqa: N818 -- a signal inside this file, no error of its own
    """A row passed the limit."""


class _NotUtf8(Exception):  # noqa: N818 -- a signal inside this file, no error of its own
    """A line is not UTF-8."""


class _Lines:
    """The lines of a file as text, counted; guards the length of each record."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._record = bytearray()
        self.line = 0
        self._first = True

    def begin_record(self) -> None:
        """Say that the next line begins a row."""
        self._record.clear()

    @property
    def begun(self) -> bytes:
        """Return the beginning of the row that is being read."""
        return bytes(self._record[:_PREFIX])

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        raw = self._file.readline(RECORD_LIMIT + 1)
        if not raw:
            raise StopIteration
        self.line += 1
        self._record += raw
        if len(self._record) > RECORD_LIMIT:
            raise _TooLong
        if self._first:
            self._first = False
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            raise _NotUtf8 from None


def find_file(folder: Path, name: str) -> Path | None:
    """Return the path of ``name`` in ``folder``, whatever the case of its letters."""
    exact = folder / name
    if exact.is_file():
        return exact
    wanted = name.casefold()
    found = (path for path in folder.iterdir() if path.name.casefold() == wanted)
    return next((path for path in sorted(found) if path.is_file()), None)


def read_table(folder: Path, name: str, columns: Columns, problems: Problems) -> Table:
    """Return the rows of one file; what is wrong with it is added to ``problems``."""
    try:
        path = find_file(folder, name)
        if path is None:
            problems.add(FileMissingError(file=name))
            return Table()
        with path.open("rb") as file:
            return _read(_Lines(file), name, columns, problems)
    except OSError:
        problems.add(FileUnreadableError(file=name))
        return Table()


def _read(lines: _Lines, name: str, columns: Columns, problems: Problems) -> Table:
    before = problems.count
    records = _records(lines, name, problems)
    first = next(records, None)
    if first is None:
        if problems.count == before:
            problems.add(FileEmptyError(file=name))
        return Table()
    header = [cell.strip() for cell in first[1]]
    places = _places(header, name, columns, problems)
    if places is None:
        return Table()
    rows = []
    for line, record in records:
        if len(record) != len(header):
            problems.add(
                FieldCountError(file=name, row=str(line), found=len(record), expected=len(header))
            )
        elif _sound(record, header, name, line, problems):
            rows.append(Row(line, {column: record[at] for column, at in places.items()}))
    taken = set(places.values())
    dropped = tuple(column for at, column in enumerate(header) if column and at not in taken)
    return Table(tuple(rows), dropped)


def _records(lines: _Lines, name: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins on; skip blank lines."""
    reader = csv.reader(lines, strict=True)
    header: list[str] = []
    while True:
        lines.begin_record()
        start = lines.line + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                _too_long(name, start, _column_at(lines.begun, header), problems)
                return
            problems.add(QuoteError(file=name, row=str(start)))
            if not header:
                return
            continue
        except _TooLong:
            _too_long(name, start, _column_at(lines.begun, header), problems)
            return
        except _NotUtf8:
            problems.add(EncodingError(file=name, row=str(lines.line)))
            return
        if record:
            header = header or record
            yield start, record


def _too_long(name: str, line: int, column: str, problems: Problems) -> None:
    problems.add(CellTooLongError(file=name, row=str(line), column=column, limit=CELL_LIMIT))


def _column_at(start: bytes, header: Sequence[str]) -> str:
    """Return the column in which the beginning of a too long row ends."""
    text = start.decode("utf-8", errors="replace").replace("\n", " ").replace("\r", " ")
    try:
        cells = next(csv.reader([text]), [])
    except csv.Error:
        return "–"
    return shown(header[len(cells) - 1]) if 0 < len(cells) <= len(header) else "–"


def _places(
    header: Sequence[str], name: str, columns: Columns, problems: Problems
) -> dict[str, int] | None:
    """Return where each read column stands, or None when the header cannot be used."""
    at: dict[str, int] = {}
    good = True
    for place, column in enumerate(header):
        key = column.casefold()
        if "\0" in column:
            problems.add(NulError(file=name, row="1", column=shown(column)))
            good = False
        elif key in at:
            problems.add(ColumnTwiceError(file=name, column=shown(column)))
            good = False
        elif key:
            at[key] = place
    for column in columns.needed:
        if column.casefold() not in at:
            problems.add(ColumnMissingError(file=name, column=column))
            good = False
    if not good:
        return None
    wanted = (*columns.needed, *columns.optional)
    return {column: at[column.casefold()] for column in wanted if column.casefold() in at}


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
            _too_long(name, line, shown(column), problems)
            good = False
    return good
