"""Whom an act on the board is about, whichever list or answer she was found in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shelter_desk.services.snapshots import (
    BoardRow,
    ExpectedRow,
    GivenToday,
    NotSeenRow,
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
    """Somebody who may be checked in: a hit of the search, one expected, one not seen.

    A shielded woman who is expected is known by her hold alone. ``held`` is the bed (id and
    code) that is kept for her.
    """

    guest_id: int | None
    person: Person
    hold_id: int | None = None
    held: tuple[int, str] | None = None

    @property
    def card_of(self) -> dict[str, Any]:
        """What the service of her card is asked with; empty where there is none to ask for."""
        if self.guest_id is not None:
            return {"guest_id": self.guest_id}
        return {"hold_id": self.hold_id} if self.hold_id is not None else {}


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
    if row.late:
        return Coming(row.guest_id, row.person)
    return Coming(row.guest_id, row.person, row.hold_id, (row.bed_id, row.bed_code))


def of_not_seen(row: NotSeenRow) -> Here | Coming:
    """Return whom a row of «Ikke sett» is about: one who is out, or one who may come."""
    if row.presence_id is not None:
        return Here(
            row.presence_id,
            row.person,
            row.bed_code,
            out_since=row.last_seen,
            key_worker=row.key_worker,
        )
    return Coming(row.person.guest_id, row.person)


def of_hit(hit: SearchHit) -> Coming:
    """Return whom a hit is about."""
    held = None
    if hit.held_bed_id is not None and hit.held_bed_code is not None:
        held = (hit.held_bed_id, hit.held_bed_code)
    return Coming(hit.guest_id, hit.person, held=held)
