"""What the house says to a roster: its places, its staff, whom it knows already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select

from shelter_desk.errors import DeskError
from shelter_desk.models import Bed, BedStay, Guest, ImportLink, Staff
from shelter_desk.services.beds import (
    BedKeptError,
    BedNotCleanError,
    BedOutOfServiceError,
)
from shelter_desk.services.calling import Tx
from shelter_desk.services.imports.roster_problems import NoSuchPlaceError, PlaceTakenError
from shelter_desk.services.imports.roster_rows import Entry
from shelter_desk.services.names import alias_key
from shelter_desk.services.standing import active_hold, out_of_service, waiting_cleaning
from shelter_desk.terms import Protection

SOURCE = "roster"
"""The source of a roster's links, whatever the file is called."""

PERSON, ROW, PRESENCE, STAY = "person", "row", "presence", "stay"
"""Kinds of links."""


@dataclass(frozen=True)
class KnownNames:
    """Names of the cards in the house, as they are compared."""

    full: frozenset[str]
    """Alias and second word together, of cards that everybody sees."""
    aliases: frozenset[str]
    """Aliases alone, of the same cards."""
    hidden: frozenset[tuple[str, str]]
    """Cards of whom a new card must give no sign (domain.md b11)."""


def known_names(tx: Tx) -> KnownNames:
    """Return the names of all cards that stand for a woman."""
    query = select(
        Guest.alias_key, Guest.second_key, Guest.protection, Guest.awaiting_review
    ).where(Guest.merged_into.is_(None), Guest.anonymised_at.is_(None))
    seen: list[tuple[str, str]] = []
    hidden: list[tuple[str, str]] = []
    for row in tx.session.execute(query):
        plain = row.protection is Protection.OPEN and not row.awaiting_review
        (seen if plain else hidden).append((row.alias_key, row.second_key))
    return KnownNames(
        full=frozenset(f"{alias} {second}".strip() for alias, second in seen),
        aliases=frozenset(alias for alias, _ in seen),
        hidden=frozenset(hidden),
    )


def known_links(tx: Tx) -> frozenset[tuple[str, str]]:
    """Return kind and name of everything rosters brought before."""
    query = select(ImportLink.kind, ImportLink.external_id).where(ImportLink.source == SOURCE)
    return frozenset((kind, name) for kind, name in tx.session.execute(query))


# -- key workers -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Colleagues:
    """Staff with an open account, by name, initials and log-in name."""

    ways: tuple[Mapping[str, frozenset[int]], ...]

    def find(self, written: str) -> int | None:
        """Return the one colleague ``written`` means; None for nobody or several."""
        key = alias_key(written)
        for way in self.ways:
            if key in way:
                found = way[key]
                return next(iter(found)) if len(found) == 1 else None
        return None


def colleagues(tx: Tx) -> Colleagues:
    """Return those who can be a key worker: accounts that are open now."""
    query = select(Staff.id, Staff.name, Staff.initials, Staff.login).where(
        Staff.closed_at.is_(None), or_(Staff.valid_until.is_(None), Staff.valid_until > tx.now)
    )
    rows = list(tx.session.execute(query))

    def by(pairs: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
        found: dict[str, frozenset[int]] = {}
        for text, number in pairs:
            if text:
                key = alias_key(text)
                found[key] = found.get(key, frozenset()) | {number}
        return found

    return Colleagues(
        (
            by((row.name, row.id) for row in rows),
            by((row.initials, row.id) for row in rows),
            by((row.login, row.id) for row in rows),
            by(((row.name.split() or [""])[0], row.id) for row in rows),
        )
    )


# -- places ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A bed of the house."""

    bed_id: int
    code: str
    opened_at: datetime
    closed_at: datetime | None
    taken: tuple[tuple[datetime, datetime | None], ...] = field(default=())

    def since(self, came: datetime) -> datetime:
        """Return from when the bed is hers: not before the house has it at all."""
        return max(came, self.opened_at)

    def refusal(self, tx: Tx, entry: Entry) -> DeskError | None:
        """Return why she of ``entry`` cannot have had this bed; None when she can."""
        start = self.since(entry.came or tx.now)
        last = entry.left or tx.now
        if last < start or last == self.opened_at:
            return NoSuchPlaceError()
        if self.closed_at is not None and last > self.closed_at:
            return NoSuchPlaceError()
        if any(overlap(start, entry.left, *other) for other in self.taken):
            return PlaceTakenError()
        return None if entry.left else self._unusable_now(tx)

    def _unusable_now(self, tx: Tx) -> DeskError | None:
        """Return what the desk itself would say to whoever gives this bed now."""
        if out_of_service(tx, self.bed_id):
            return BedOutOfServiceError(bed=self.code)
        if waiting_cleaning(tx, self.bed_id) is not None:
            return BedNotCleanError(bed=self.code)
        held = active_hold(tx, self.bed_id, tx.now)
        return BedKeptError(bed=self.code, until=held.until_at) if held is not None else None


def overlap(
    start: datetime, end: datetime | None, other: datetime, other_end: datetime | None
) -> bool:
    """Say whether two spans share a moment; None is an open end."""
    return (other_end is None or start < other_end) and (end is None or other < end)


def places(tx: Tx) -> dict[str, Place]:
    """Return the beds of the house by their code, compared without case."""
    stays: dict[int, list[tuple[datetime, datetime | None]]] = {}
    taken = select(BedStay.bed_id, BedStay.starts_at, BedStay.ends_at).where(
        BedStay.voided_at.is_(None)
    )
    for row in tx.session.execute(taken):
        stays.setdefault(row.bed_id, []).append((row.starts_at, row.ends_at))
    beds = tx.session.execute(select(Bed.id, Bed.code, Bed.opened_at, Bed.closed_at))
    return {
        alias_key(row.code): Place(
            row.id, row.code, row.opened_at, row.closed_at, tuple(stays.get(row.id, ()))
        )
        for row in beds
    }
