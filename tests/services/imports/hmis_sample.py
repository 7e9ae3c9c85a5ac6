"""Folders of HMIS CSV files made for tests, as FY2019 and as FY2026 write them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

_STAMPS = ("DateCreated", "DateUpdated", "UserID", "DateDeleted", "ExportID")

_INVENTORY_TAIL = ("InventoryStartDate", "InventoryEndDate", *_STAMPS)

HEADERS: Mapping[int, Mapping[str, tuple[str, ...]]] = {
    2019: {
        "Export.csv": ("ExportID", "SourceType", "SourceID", "SourceName", "ExportDate"),
        "Project.csv": (
            *("ProjectID", "OrganizationID", "ProjectName", "ProjectCommonName"),
            *("OperatingStartDate", "OperatingEndDate", "ContinuumProject", "ProjectType"),
            *("ResidentialAffiliation", "TrackingMethod", "TargetPopulation"),
            *("VictimServicesProvider", "HousingType", "PITCount", *_STAMPS),
        ),
        "Inventory.csv": (
            *("InventoryID", "ProjectID", "CoCCode", "InformationDate", "HouseholdType"),
            *("Availability", "UnitInventory", "BedInventory", "CHBedInventory"),
            *("VetBedInventory", "YouthBedInventory", "BedType", *_INVENTORY_TAIL[:2]),
            *("HMISParticipatingBeds", *_STAMPS),
        ),
        "Client.csv": (
            *("PersonalID", "FirstName", "MiddleName", "LastName", "NameSuffix"),
            *("NameDataQuality", "SSN", "SSNDataQuality", "DOB", "DOBDataQuality", "Asian"),
            *("White", "RaceNone", "Ethnicity", "Gender", "VeteranStatus", *_STAMPS),
        ),
        "Enrollment.csv": (
            *("EnrollmentID", "PersonalID", "ProjectID", "EntryDate", "HouseholdID"),
            *("RelationshipToHoH", "LivingSituation", "DisablingCondition", *_STAMPS),
        ),
        "Exit.csv": (
            *("ExitID", "EnrollmentID", "PersonalID", "ExitDate", "Destination", *_STAMPS),
        ),
        "Services.csv": (
            *("ServicesID", "EnrollmentID", "PersonalID", "DateProvided", "RecordType"),
            *("TypeProvided", "OtherTypeProvided", "SubTypeProvided", *_STAMPS),
        ),
    },
    2026: {
        "Export.csv": ("ExportID", "SourceType", "SourceID", "SourceName", "CSVVersion"),
        "Project.csv": (
            *("ProjectID", "OrganizationID", "ProjectName", "ProjectCommonName"),
            *("OperatingStartDate", "OperatingEndDate", "ContinuumProject", "ProjectType"),
            *("HousingType", "RRHSubType", "ResidentialAffiliation", "TargetPopulation"),
            *("HOPWAMedAssistedLivingFac", "PITCount", *_STAMPS),
        ),
        "Inventory.csv": (
            *("InventoryID", "ProjectID", "CoCCode", "HouseholdType", "Availability"),
            *("UnitInventory", "BedInventory", "CHVetBedInventory", "OtherBedInventory"),
            *("ESBedType", *_INVENTORY_TAIL),
        ),
        "Client.csv": (
            *("PersonalID", "FirstName", "MiddleName", "LastName", "NameSuffix"),
            *("NameDataQuality", "SSN", "SSNDataQuality", "DOB", "DOBDataQuality", "Sex"),
            *("AmIndAKNative", "Asian", "White", "AdditionalRaceEthnicity", *_STAMPS),
        ),
        "Enrollment.csv": (
            *("EnrollmentID", "PersonalID", "ProjectID", "EntryDate", "HouseholdID"),
            *("RelationshipToHoH", "EnrollmentCoC", "LivingSituation", *_STAMPS),
        ),
        "Exit.csv": (
            *("ExitID", "EnrollmentID", "PersonalID", "ExitDate", "Destination"),
            *("DestinationSubsidyType", *_STAMPS),
        ),
        "Services.csv": (
            *("ServicesID", "EnrollmentID", "PersonalID", "DateProvided", "RecordType"),
            *("TypeProvided", "MovingOnOtherType", "SubTypeProvided", "FAStartDate", *_STAMPS),
        ),
    },
}
"""The columns of two years' formats: what the reading needs, and enough of what it must drop."""


@dataclass
class Sample:
    """Rows by file; a row names only the columns that are not empty."""

    year: int = 2026
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def add(self, file: str, **cells: object) -> "Sample":
        """Add a row."""
        self.rows.setdefault(file, []).append({name: str(cell) for name, cell in cells.items()})
        return self

    def project(self, key: str, *, by_night: bool, name: str = "Huset", **more: object) -> "Sample":
        """Add a shelter, told by its type or, in old files, by its tracking method."""
        if self.year < 2024:
            kind = {"ProjectType": 1, "TrackingMethod": 3 if by_night else 0}
        else:
            kind = {"ProjectType": 1 if by_night else 0}
        return self.add("Project.csv", ProjectID=key, ProjectName=name, **kind, **more)

    def beds(self, project: str, count: int, first: str, last: str = "") -> "Sample":
        """Add an inventory row."""
        return self.add(
            "Inventory.csv",
            InventoryID=len(self.rows.get("Inventory.csv", ())) + 1,
            ProjectID=project,
            BedInventory=count,
            InventoryStartDate=first,
            InventoryEndDate=last,
        )

    def client(self, key: str, name: str, born: str = "1984-03-07", **more: object) -> "Sample":
        """Add a person, with much that must be dropped."""
        return self.add(
            "Client.csv",
            PersonalID=key,
            FirstName=name,
            LastName="Etternavnsen",
            SSN="123456789",
            DOB=born,
            White=1,
            **more,
        )

    def enrolled(
        self, key: str, person: str, project: str, entry: str, left: str = "", **more: object
    ) -> "Sample":
        """Add an enrolment, and its exit if there is one."""
        self.add(
            "Enrollment.csv",
            EnrollmentID=key,
            PersonalID=person,
            ProjectID=project,
            EntryDate=entry,
            **more,
        )
        if left:
            self.add(
                "Exit.csv", ExitID=f"x{key}", EnrollmentID=key, PersonalID=person, ExitDate=left
            )
        return self

    def night(self, enrollment: str, person: str, *nights: str, **more: object) -> "Sample":
        """Add bed nights."""
        for night in nights:
            self.add(
                "Services.csv",
                ServicesID=len(self.rows.get("Services.csv", ())) + 1,
                EnrollmentID=enrollment,
                PersonalID=person,
                DateProvided=night,
                RecordType=200,
                TypeProvided=200,
                **more,
            )
        return self

    def text(self, file: str, *, newline: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
        """Return a file as it is written."""
        header = HEADERS[self.year][file]
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type] # csv's own constants are plain ints
        writer.writerow(header)
        for row in self.rows.get(file, ()):
            writer.writerow([row.get(column, "") for column in header])
        return buffer.getvalue()

    def write(self, folder: Path, *, bom: bool = False, newline: str = "\r\n") -> Path:
        """Write all files into ``folder`` and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        self.rows.setdefault(
            "Export.csv", [{"ExportID": "1", "SourceID": "desk-test", "SourceName": "Prøve"}]
        )
        encoding = "utf-8-sig" if bom else "utf-8"
        for file in HEADERS[self.year]:
            (folder / file).write_bytes(self.text(file, newline=newline).encode(encoding))
        return folder


def small(year: int = 2026) -> Sample:
    """Return a house with two beds, three women and a few nights, by night."""
    sample = Sample(year)
    sample.project("93", by_night=True, name="Natthuset").beds("93", 2, "2022-01-01")
    sample.client("1", "Lise").client("2", "Mona", "1991-12-31").client("3", "Lise", "")
    sample.enrolled("10", "1", "93", "2022-03-01").night(
        "10", "1", "2022-03-01", "2022-03-02", "2022-03-03"
    )
    sample.enrolled("20", "2", "93", "2022-03-01", "2022-03-09").night("20", "2", "2022-03-02")
    return sample.enrolled("30", "3", "93", "2022-03-02").night("30", "3", "2022-03-02")


NAMES = ("Anna", "Bjørg", "Cecilie", "Dagny", "Eli", "Frøydis", "Gro", "Hege", "Ingunn", "Åse")


def random_house(chance: Random, *, year: int, by_night: bool, women: int, days: int) -> Sample:
    """Return a house with double rows, overlaps, deleted rows and changing beds."""
    first = date(2024, 1, 20)
    sample = Sample(year).project("7", by_night=by_night)
    sample.project("8", by_night=True, name="Et annet hus")
    sample.beds("7", women // 4, str(first - timedelta(days=30)), str(first + timedelta(days=9)))
    sample.beds("7", women // 3, str(first + timedelta(days=10)), str(first + timedelta(days=19)))
    sample.beds("7", 2, str(first + timedelta(days=15)))
    enrollment = 0
    for woman in range(1, women + 1):
        gone = {"DateDeleted": "2024-06-01 10:00:00"} if chance.random() < 0.1 else {}
        sample.client(
            str(woman), chance.choice(NAMES), f"{chance.randint(1950, 2004)}-05-17", **gone
        )
        for _ in range(chance.randint(1, 3)):
            enrollment += 1
            entry = first + timedelta(days=chance.randrange(days))
            left = entry + timedelta(days=chance.randrange(days // 2))
            project = "7" if chance.random() < 0.9 else "8"
            ended = str(left) if chance.random() < 0.9 else ""
            gone = {"DateDeleted": "2024-06-01 10:00:00"} if chance.random() < 0.1 else {}
            sample.enrolled(str(enrollment), str(woman), project, str(entry), ended, **gone)
            for _ in range(chance.randint(0, days)):
                night = entry + timedelta(days=chance.randrange(days))
                gone = {"DateDeleted": "2024-06-01 10:00:00"} if chance.random() < 0.1 else {}
                sample.night(str(enrollment), str(woman), str(night), **gone)
    return sample


def own_count(folder: Path, project: str, *, by_night: bool, until: date) -> set[tuple[str, date]]:
    """Return the person-nights of the files, counted in the plainest way.

    Another way to the same number, on purpose without the program's own code; ``until`` is
    the first night that is not counted.
    """

    def rows(file: str) -> Iterable[dict[str, str]]:
        with (folder / file).open(newline="", encoding="utf-8-sig") as opened:
            return [row for row in csv.DictReader(opened) if not row["DateDeleted"]]

    alive = {row["PersonalID"] for row in rows("Client.csv")}
    enrolled = {
        row["EnrollmentID"]: row
        for row in rows("Enrollment.csv")
        if row["ProjectID"] == project and row["PersonalID"] in alive
    }
    if by_night:
        return {
            (row["PersonalID"], date.fromisoformat(row["DateProvided"]))
            for row in rows("Services.csv")
            if row["RecordType"] == "200" and row["EnrollmentID"] in enrolled
        }
    left = {row["EnrollmentID"]: row["ExitDate"] for row in rows("Exit.csv")}
    return {
        (row["PersonalID"], night)
        for key, row in enrolled.items()
        for night in _nights(row["EntryDate"], left.get(key, str(until)))
    }


def _nights(first: str, end: str) -> Sequence[date]:
    start = date.fromisoformat(first)
    return [start + timedelta(days=n) for n in range((date.fromisoformat(end) - start).days)]
