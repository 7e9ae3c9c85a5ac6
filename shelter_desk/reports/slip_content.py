"""What every smaller print says of itself, and what the bed plan and the list of agreements hold.

Plain values, free of reportlab. Who may be named was decided before; instants are aware UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime

from shelter_desk.reports.handover_content import PlaceRow, Who


@dataclass(frozen=True)
class Slip:
    """Whose print it is, of when, and which copy; without a number it is a preview."""

    language: str
    unit_code: str
    data_as_of: datetime
    printed_by: str
    """Initials."""
    shred_by: datetime
    number: str = ""
    """Sequence and code of its row in the audit."""
    copy_number: int | None = None
    copy_total: int | None = None
    saved_file: bool = False
    demo: bool = False
    looked_back: bool = False


@dataclass(frozen=True)
class PlanRoom:
    """A room where it lies on its floor, in the units of the house's plan."""

    name: str
    left: int
    top: int
    width: int
    places: tuple[PlaceRow, ...] = ()


@dataclass(frozen=True)
class PlanFloor:
    """A storey with its rooms."""

    name: str
    rooms: tuple[PlanRoom, ...]


@dataclass(frozen=True)
class BedPlan:
    """The house with its places, highest floor first. ``names`` says that women are on it."""

    slip: Slip
    floors: tuple[PlanFloor, ...]
    names: bool


@dataclass(frozen=True)
class AgreementRow:
    """A restriction in force: who, what it covers, until when, when it is looked at again."""

    who: Who
    kind: str
    """In the sheet's language."""
    scope: str
    starts: datetime
    ends: datetime | None = None
    review: date | None = None
    review_due: bool = False


@dataclass(frozen=True)
class Agreements:
    """Who is sent away or barred now; ``always`` names what nobody is ever refused."""

    slip: Slip
    rows: tuple[AgreementRow, ...]
    always: tuple[str, ...]
    """In the sheet's language."""
