"""The six files of the HMIS CSV exchange format that a house's nights are read from.

Columns differ from FY2019 to FY2026; they are found by the header's names, and only those
listed in :data:`COLUMNS` are read at all: social-security numbers, race, notes and the rest
never enter the program's memory as data. Rows with ``DateDeleted`` are left out, and so is
what hangs on a deleted person or enrolment. Dates are the house's calendar dates.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shelter_desk.services.imports.csv_rows import Columns, Row, Table, read_table
from shelter_desk.services.imports.problems import (
    CellEmptyError,
    CellTooLongError,
    DateAheadError,
    DateUnlikelyError,
    EndsFirstError,
    NoFolderError,
    NoSuchDayError,
    NotADateError,
    NotANumberError,
    NotFoundError,
    OtherPersonError,
    ProblemError,
    Problems,
    TwiceError,
    shown,
)

COLUMNS: Mapping[str, Columns] = {
    "Project.csv": Columns(
        ("ProjectID", "ProjectType"),
        ("ProjectName", "TrackingMethod", "OperatingStartDate", "DateDeleted"),
    ),
    "Inventory.csv": Columns(
        ("ProjectID", "BedInventory", "InventoryStartDate"),
        ("InventoryEndDate", "DateDeleted"),
    ),
    "Client.csv": Columns(("PersonalID", "FirstName"), ("DOB", "DateDeleted")),
    "Enrollment.csv": Columns(
        ("EnrollmentID", "PersonalID", "ProjectID", "EntryDate"), ("DateDeleted",)
    ),
    "Exit.csv": Columns(("EnrollmentID", "ExitDate"), ("DateDeleted",)),
    "Services.csv": Columns(
        ("EnrollmentID", "PersonalID", "DateProvided", "RecordType"), ("DateDeleted",)
    ),
}
"""What is read of each file, in the order the files are read in."""

BED_NIGHT = "200"
"""The RecordType of a bed night."""

MOST_BEDS = 2_000
"""More beds than this in one row or at one time is taken for a slip."""

ID_LIMIT = 40
"""Longest id, in characters; the format allows 32."""

_ABOUT_HER = "DOB"
_OLDEST = 110  # years; a birth date before that stands for one that is not known

_DATE = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?Z?)?"
)
_EARLIEST, _LATEST = 1900, 2199
_FEBRUARY, _LEAP_DAY = 2, 29


@dataclass(frozen=True)
class Project:
    """A project; ``kind`` is its ProjectType, ``tracking`` the older TrackingMethod."""

    line: int
    external_id: str
    name: str
    kind: str
    tracking: str
    opened: date | None


@dataclass(frozen=True)
class Inventory:
    """Beds of a project from ``first`` to ``last`` night, both included; None is open."""

    line: int
    project: str
    beds: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Client:
    """A person: what is kept of her before her name is made an alias."""

    external_id: str
    first_name: str
    birth_year: int | None


@dataclass(frozen=True)
class Enrollment:
    """An enrolment, with its exit if there is one."""

    external_id: str
    person: str
    project: str
    entry: date
    exit: date | None


@dataclass(frozen=True)
class BedNight:
    """A bed night of an enrolment; ``night`` is the evening's date."""

    enrollment: str
    person: str
    night: date


@dataclass(frozen=True)
class HmisFiles:
    """All that was read; ``dropped`` names the columns of each file that were not."""

    source: str
    projects: Mapping[str, Project]
    inventory: tuple[Inventory, ...]
    clients: Mapping[str, Client]
    enrollments: Mapping[str, Enrollment]
    bed_nights: tuple[BedNight, ...]
    dropped: Mapping[str, tuple[str, ...]]
    deleted: int
    """Rows left out because of DateDeleted, or because what they hang on was."""


def read_folder(folder: Path, *, today: date, problems: Problems | None = None) -> HmisFiles:
    """Return what the files in ``folder`` say.

    ``today`` is the house's calendar date: nothing that has happened may lie after it.
    Raises :class:`FilesRefusedError` with every problem found, up to a limit.
    """
    found = problems if problems is not None else Problems()
    if not folder.is_dir():
        found.add(NoFolderError(folder=str(folder)))
        found.refuse()
    tables = {name: read_table(folder, name, columns, found) for name, columns in COLUMNS.items()}
    files = _Reading(tables, today, found).files(_source(folder))
    found.refuse()
    return files


def _source(folder: Path) -> str:
    """Return a lasting name of where the export comes from: SourceID, not the export's own."""
    unread = Problems()  # Export.csv may be missing or poor: it says nothing of the nights
    columns = Columns((), ("SourceID",))
    rows = read_table(folder, "Export.csv", columns, unread).rows
    source = rows[0]["SourceID"] if rows else ""
    return f"hmis:{shown(source)}" if source else "hmis"


class _Reading:
    """The tables, their rows made typed; every problem is noted with its place."""

    def __init__(self, tables: Mapping[str, Table], today: date, problems: Problems) -> None:
        self._tables = tables
        self._today = today
        self._problems = problems
        self._deleted = 0
        self._gone: dict[str, set[str]] = {"Client.csv": set(), "Enrollment.csv": set()}
        self._enrollment_ids = {row["EnrollmentID"] for row in tables["Enrollment.csv"].rows}
        # A row that could not be read is missed by every row that refers to it: say it once.
        self._whole = problems.count == 0

    def files(self, source: str) -> HmisFiles:
        """Return everything, in an order in which references can be looked up."""
        projects = self._projects()
        inventory = self._inventory()
        clients = self._clients()
        entered = self._entries(clients)
        enrollments = self._with_exits(entered)
        nights = self._nights(enrollments)
        return HmisFiles(
            source=source,
            projects=projects,
            inventory=inventory,
            clients=clients,
            enrollments=enrollments,
            bed_nights=nights,
            dropped={name: table.dropped for name, table in self._tables.items()},
            deleted=self._deleted,
        )

    # -- the files -----------------------------------------------------------------------

    def _projects(self) -> dict[str, Project]:
        projects: dict[str, Project] = {}
        lines: dict[str, int] = {}
        for row in self._rows("Project.csv"):
            key = self._id("Project.csv", row, "ProjectID", lines)
            if key is not None:
                projects[key] = Project(
                    line=row.line,
                    external_id=key,
                    name=row["ProjectName"],
                    kind=row["ProjectType"],
                    tracking=row["TrackingMethod"],
                    opened=self._date("Project.csv", row, "OperatingStartDate"),
                )
        return projects

    def _inventory(self) -> tuple[Inventory, ...]:
        file = "Inventory.csv"
        rows = []
        for row in self._rows(file):
            project = self._needed(file, row, "ProjectID")
            beds = self._number(file, row, "BedInventory")
            first = self._date(file, row, "InventoryStartDate")
            last = self._date(file, row, "InventoryEndDate")
            if first and last and last < first:
                self._ends_first(file, row, "InventoryEndDate", first, last)
            if project and beds:
                rows.append(Inventory(row.line, project, beds, first, last))
        return tuple(rows)

    def _clients(self) -> dict[str, Client]:
        file = "Client.csv"
        clients: dict[str, Client] = {}
        lines: dict[str, int] = {}
        for row in self._rows(file):
            key = self._id(file, row, "PersonalID", lines)
            born = self._past(file, row, _ABOUT_HER)
            if key is not None:
                oldest = self._today.year - _OLDEST
                year = born.year if born and born.year >= oldest else None
                clients[key] = Client(key, row["FirstName"], year)
        return clients

    def _entries(self, clients: Mapping[str, Client]) -> dict[str, Enrollment]:
        file = "Enrollment.csv"
        entries: dict[str, Enrollment] = {}
        lines: dict[str, int] = {}
        for row in self._rows(file):
            key = self._id(file, row, "EnrollmentID", lines)
            person = self._needed(file, row, "PersonalID")
            project = self._needed(file, row, "ProjectID")
            entry = self._past(file, row, "EntryDate", needed=True)
            if key is None or person is None:
                continue
            if person in self._gone["Client.csv"]:
                self._deleted += 1
                self._gone[file].add(key)
            elif person not in clients:
                self._not_found(file, row, "PersonalID", "Client.csv")
            elif project and entry:
                entries[key] = Enrollment(key, person, project, entry, None)
        return entries

    def _with_exits(self, entered: Mapping[str, Enrollment]) -> dict[str, Enrollment]:
        file = "Exit.csv"
        enrollments = dict(entered)
        lines: dict[str, int] = {}
        for row in self._rows(file):
            key = self._id(file, row, "EnrollmentID", lines)
            left = self._past(file, row, "ExitDate", needed=True)
            if key is None:
                continue
            if key in self._gone["Enrollment.csv"]:
                self._deleted += 1
                continue
            enrollment = entered.get(key)
            if enrollment is None:
                self._unless_bad(file, row, key)
            elif left is not None and left < enrollment.entry:
                self._ends_first(file, row, "ExitDate", enrollment.entry, left)
            else:
                enrollments[key] = Enrollment(
                    key, enrollment.person, enrollment.project, enrollment.entry, left
                )
        return enrollments

    def _nights(self, enrollments: Mapping[str, Enrollment]) -> tuple[BedNight, ...]:
        file = "Services.csv"
        nights = []
        for row in self._rows(file):
            if row["RecordType"] != BED_NIGHT:
                continue
            key = self._needed(file, row, "EnrollmentID")
            person = self._needed(file, row, "PersonalID")
            night = self._past(file, row, "DateProvided", needed=True)
            if key is None or person is None:
                continue
            if key in self._gone["Enrollment.csv"] or person in self._gone["Client.csv"]:
                self._deleted += 1
                continue
            enrollment = enrollments.get(key)
            if enrollment is None:
                self._unless_bad(file, row, key)
            elif person != enrollment.person:
                self._add(OtherPersonError, file, row, "PersonalID")
            elif night is not None:
                nights.append(BedNight(key, person, night))
        return tuple(nights)

    # -- rows and cells ------------------------------------------------------------------

    def _rows(self, file: str) -> list[Row]:
        """Return the rows that are not deleted; remember the ids of those that are."""
        key = {"Client.csv": "PersonalID", "Enrollment.csv": "EnrollmentID"}.get(file)
        kept = []
        for row in self._tables[file].rows:
            if row["DateDeleted"]:
                self._deleted += 1
                if key:
                    self._gone[file].add(row[key])
            else:
                kept.append(row)
        # An id that is deleted in one row and alive in another is alive.
        if key:
            self._gone[file] -= {row[key] for row in kept}
        return kept

    def _needed(self, file: str, row: Row, column: str) -> str | None:
        value = row[column]
        if not value:
            self._problems.add(CellEmptyError(file=file, row=str(row.line), column=column))
        elif len(value) > ID_LIMIT:
            self._add(CellTooLongError, file, row, column, limit=ID_LIMIT)
            return None
        return value or None

    def _id(self, file: str, row: Row, column: str, lines: dict[str, int]) -> str | None:
        """Return the row's own id; None, with a problem, when empty or met before."""
        value = self._needed(file, row, column)
        if value is None:
            return None
        if value in lines:
            self._add(TwiceError, file, row, column, first=str(lines[value]))
            return None
        lines[value] = row.line
        return value

    def _number(self, file: str, row: Row, column: str) -> int:
        value = row[column]
        if not value:
            return 0
        if value.isascii() and value.isdigit() and int(value[:9]) <= MOST_BEDS:
            return int(value)
        self._add(NotANumberError, file, row, column, limit=MOST_BEDS)
        return 0

    def _date(self, file: str, row: Row, column: str, *, needed: bool = False) -> date | None:
        value = row[column]
        if not value:
            if needed:
                self._needed(file, row, column)
            return None
        parts = _DATE.fullmatch(value)
        year, month, day = (int(part) for part in parts.groups()) if parts else (0, 0, 0)
        try:
            read = date(year, month, day)
        except ValueError:
            if (month, day) == (_FEBRUARY, _LEAP_DAY) and year:
                self._add(NoSuchDayError, file, row, column, year=str(year))
            else:
                self._add(NotADateError, file, row, column)
            return None
        if not _EARLIEST <= read.year <= _LATEST:
            self._add(DateUnlikelyError, file, row, column)
            return None
        return read

    def _past(self, file: str, row: Row, column: str, *, needed: bool = False) -> date | None:
        """Return the date of something that has happened."""
        read = self._date(file, row, column, needed=needed)
        if read is not None and read > self._today:
            self._add(DateAheadError, file, row, column, day=read)
            return None
        return read

    # -- problems ------------------------------------------------------------------------

    def _add(
        self, kind: type[ProblemError], file: str, row: Row, column: str, **values: object
    ) -> None:
        # A birth date, or a name that slipped into its column, goes on no screen.
        value = "…" if column == _ABOUT_HER else shown(row[column])
        self._problems.add(kind(file=file, row=str(row.line), column=column, value=value, **values))

    def _not_found(self, file: str, row: Row, column: str, other: str) -> None:
        if self._whole:
            self._add(NotFoundError, file, row, column, other=other)

    def _unless_bad(self, file: str, row: Row, key: str) -> None:
        """Note a missing enrolment, unless it is missing because its own row is bad."""
        if key not in self._enrollment_ids:
            self._not_found(file, row, "EnrollmentID", "Enrollment.csv")

    def _ends_first(self, file: str, row: Row, column: str, start: date, end: date) -> None:
        self._add(EndsFirstError, file, row, column, start=start, end=end)
