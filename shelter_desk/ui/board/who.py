"""Whom an act on the board is about, whichever list or answer she was found in."""

from dataclasses import dataclass
from datetime import datetime

from shelter_desk.services.snapshots import (
    BoardRow,
    ExpectedRow,
    GivenToday,
    OutRow,
    Person,
    SearchHit,
)


@dataclass(frozen=True)
class Here:
    """Somebody who has checked in: in the house, or out for a while (``out_since``)."""

    presence_id: int
    person: Person
    bed_code: str | None
    since: datetime | None = None
    out_since: datetime | None = None
    floor: str | None = None
    key_worker: str = ""
    given: tuple[GivenToday, ...] = ()

    @property
    def is_out(self) -> bool:
        """Whether she is out for a while."""
        return self.out_since is not None


@dataclass(frozen=True)
class Coming:
    """Somebody who may be checked in: a hit of the search, or one who is expected."""

    guest_id: int
    person: Person


def of_row(row: BoardRow) -> Here:
    """Return whom a row of the table is about."""
    return Here(
        row.presence_id,
        row.person,
        row.bed_code,
        since=row.since,
        floor=row.floor,
        key_worker=row.key_worker,
        given=row.given,
    )


def of_out(row: OutRow) -> Here:
    """Return whom a row of «Ute en tur» is about."""
    return Here(row.presence_id, row.person, row.bed_code, out_since=row.out_since)


def of_expected(row: ExpectedRow) -> Coming:
    """Return whom a row of «Ventes» is about."""
    return Coming(row.guest_id, row.person)


def of_hit(hit: SearchHit) -> Coming:
    """Return whom a hit is about."""
    return Coming(hit.guest_id, hit.person)
