"""What a roster would add to the house, worked out before anything is written."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.services.calling import Tx
from shelter_desk.services.imports.hmis_planned import Note
from shelter_desk.services.imports.problems import Problems, shown
from shelter_desk.services.imports.roster_file import Field, Roster
from shelter_desk.services.imports.roster_house import (
    PERSON,
    ROW,
    KnownNames,
    Place,
    colleagues,
    known_links,
    known_names,
    overlap,
    places,
)
from shelter_desk.services.imports.roster_problems import NoSuchPlaceError, PlaceTwiceError
from shelter_desk.services.imports.roster_rows import Entry, cell_error, understand
from shelter_desk.services.names import alias_key

_ROWS_SHOWN = 20


@dataclass(frozen=True)
class PlannedBed:
    """A bed that is hers from ``since`` to ``until`` (aware UTC; None: still)."""

    bed_id: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class PlannedWoman:
    """A woman the house does not know yet; ``second_word`` tells equal aliases apart."""

    entry: Entry
    second_word: str
    awaiting_review: bool
    key_worker_id: int | None
    bed: "PlannedBed | None"
    person_link: str
    row_link: str


@dataclass(frozen=True)
class RosterPlan:
    """All a roster would add, and the rows somebody should look at."""

    file: str
    women: tuple[PlannedWoman, ...]
    known: int
    """Women an earlier roster brought; nothing of them is changed."""
    look_at: Mapping[str, tuple[int, ...]]
    """Rows by the sentence that says why."""
    dropped: tuple[str, ...]

    @property
    def adds_nothing(self) -> bool:
        """Say whether an earlier roster brought all of it."""
        return not self.women

    @property
    def presences(self) -> int:
        """Return how many presences are new."""
        return sum(woman.entry.came is not None for woman in self.women)

    @property
    def stays(self) -> int:
        """Return how many stays on a bed are new."""
        return sum(woman.bed is not None for woman in self.women)

    @property
    def decisions(self) -> int:
        """Return how many decisions of a place are new."""
        return sum(woman.entry.decision_to is not None for woman in self.women)


DIFFERENT = mark(
    "Known from an earlier roster, but the row says something else now. Nothing was changed; "
    "change it at the desk if it is so. Rows: {rows}."
)
NUMBERED = mark("Same alias as another, so told apart by a number. Rows: {rows}.")
CARD_ALREADY = mark(
    "The house has a card with this alias already. It may be the same woman; look. Rows: {rows}."
)
NO_KEY_WORKER = mark(
    "The key worker is not, or not only, one colleague with an open account; the key worker is "
    "left empty. Rows: {rows}."
)
SINCE_NOW = mark("A place, but no time she came: in the house from now on. Rows: {rows}.")
BEFORE_OPENING = mark(
    "She came before the place was opened in this program: the place is hers from the opening. "
    "Rows: {rows}."
)
DAY_ONLY = mark("A day without a time counts as 12:00. Rows: {rows}.")
LEAVES_LATER = mark("The time out lies ahead: she is in the house until then. Rows: {rows}.")


def plan_roster(tx: Tx, roster: Roster) -> RosterPlan:
    """Return what ``roster`` would add to the house now.

    Raises :class:`FilesRefusedError` with every row that cannot be.
    """
    problems = Problems()
    entries = understand(roster, tx.now, problems)
    plan = _Planning(tx, roster, problems).plan(entries)
    problems.refuse()
    return plan


def told(plan: RosterPlan, *, dry_run: bool) -> tuple[Note, ...]:
    """Return what to tell before (``--dry-run``) and after an import, line by line."""
    if plan.adds_nothing:
        first = mark("All of it is in the house already. Nothing was imported.")
    elif dry_run:
        first = mark("This is what an import would do. Nothing was imported.")
    else:
        first = mark("Imported.")
    lines = [
        Note(first),
        Note(
            mark("Women: {new} new; {known} known from an earlier roster."),
            {"new": len(plan.women), "known": plan.known},
        ),
        Note(
            mark("Presences: {presences} new. Stays on a bed: {stays} new."),
            {"presences": plan.presences, "stays": plan.stays},
        ),
        Note(mark("Decisions of a place: {count} new."), {"count": plan.decisions}),
    ]
    lines += [Note(words, {"rows": _rows(rows)}) for words, rows in plan.look_at.items() if rows]
    if plan.dropped:
        columns = ", ".join(shown(column) for column in plan.dropped)
        lines.append(
            Note(
                mark("Columns not taken over from {file}: {columns}."),
                {"file": plan.file, "columns": columns},
            )
        )
    return tuple(lines)


def _rows(rows: tuple[int, ...]) -> str:
    first = ", ".join(str(row) for row in rows[:_ROWS_SHOWN])
    return first if len(rows) <= _ROWS_SHOWN else f"{first} … (+{len(rows) - _ROWS_SHOWN})"


@dataclass
class _Planning:
    """The house held against the rows."""

    tx: Tx
    roster: Roster
    problems: Problems
    look_at: dict[str, list[int]] = field(
        default_factory=lambda: {
            words: []
            for words in (
                DIFFERENT,
                CARD_ALREADY,
                NUMBERED,
                NO_KEY_WORKER,
                SINCE_NOW,
                BEFORE_OPENING,
                LEAVES_LATER,
                DAY_ONLY,
            )
        }
    )

    def plan(self, entries: Iterable[Entry]) -> RosterPlan:
        """Return the plan; what cannot be is added to the problems."""
        links = known_links(self.tx)
        naming = _Naming(known_names(self.tx))
        staff = colleagues(self.tx)
        beds = _Beds(self, places(self.tx))
        digest = _Digest(self.tx.caller.house.audit_key)
        women, known = [], 0
        for entry in entries:
            person = digest.counted(PERSON, alias_key(entry.alias), str(entry.birth_year or ""))
            row = digest.counted(ROW, entry.content)
            if (PERSON, person) in links:
                known += 1
                if (ROW, row) not in links:
                    self.look_at[DIFFERENT].append(entry.line)
                continue
            bed = beds.bed_of(entry)
            second = naming.second_word(entry.alias)
            worker = staff.find(entry.key_worker) if entry.key_worker else None
            self._note(entry, naming, second, worker, bed)
            women.append(
                PlannedWoman(
                    entry=entry,
                    second_word=second,
                    awaiting_review=naming.hidden(entry.alias, second),
                    key_worker_id=worker,
                    bed=bed,
                    person_link=person,
                    row_link=row,
                )
            )
        return RosterPlan(
            file=self.roster.name,
            women=tuple(women),
            known=known,
            look_at={words: tuple(rows) for words, rows in self.look_at.items()},
            dropped=self.roster.dropped,
        )

    def _note(
        self,
        entry: Entry,
        naming: "_Naming",
        second: str,
        worker: int | None,
        bed: PlannedBed | None,
    ) -> None:
        reasons = {
            CARD_ALREADY: naming.in_house(entry.alias),
            NUMBERED: bool(second),
            NO_KEY_WORKER: bool(entry.key_worker) and worker is None,
            SINCE_NOW: entry.since_now,
            BEFORE_OPENING: bed is not None and bed.since != entry.came,
            LEAVES_LATER: entry.expected_out is not None,
            DAY_ONLY: entry.day_only,
        }
        for words, holds in reasons.items():
            if holds:
                self.look_at[words].append(entry.line)


class _Naming:
    """Gives second words, so that no two cards read the same."""

    def __init__(self, known: KnownNames) -> None:
        self._known = known
        self._used = set(known.full)
        self._next: dict[str, int] = {}

    def second_word(self, alias: str) -> str:
        """Return nothing for the first of an alias, then «2», «3» and so on."""
        key = alias_key(alias)
        if key not in self._used:
            self._used.add(key)
            return ""
        number = self._next.get(key, 2)
        while f"{key} {number}" in self._used:
            number += 1
        self._next[key] = number + 1
        self._used.add(f"{key} {number}")
        return str(number)

    def in_house(self, alias: str) -> bool:
        """Say whether a card that everybody sees has this alias."""
        return alias_key(alias) in self._known.aliases

    def hidden(self, alias: str, second: str) -> bool:
        """Say whether a new card waits for the shift lead's look (domain.md b11)."""
        return (alias_key(alias), alias_key(second)) in self._known.hidden


class _Beds:
    """Finds the bed of a row, and sees to it that nobody else has it then."""

    def __init__(self, planning: _Planning, house: Mapping[str, Place]) -> None:
        self._planning = planning
        self._house = house
        self._given: dict[int, list[tuple[PlannedBed, int]]] = {}

    def bed_of(self, entry: Entry) -> PlannedBed | None:
        """Return the row's bed; None without one, or when it cannot be hers."""
        if not entry.place or entry.came is None:
            return None
        found = self._find(entry, entry.came)
        if isinstance(found, PlannedBed):
            return found
        problem = cell_error(self._planning.roster, entry.line, Field.PLACE, found)
        self._planning.problems.add(problem)
        return None

    def _find(self, entry: Entry, came: datetime) -> PlannedBed | DeskError:
        place = self._house.get(alias_key(entry.place))
        if place is None:
            return NoSuchPlaceError()
        why = place.refusal(self._planning.tx, entry)
        if why is not None:
            return why
        bed = PlannedBed(place.bed_id, place.since(came), entry.left)
        given = self._given.setdefault(place.bed_id, [])
        other = next((row for before, row in given if _at_once(before, bed)), None)
        if other is not None:
            return PlaceTwiceError(other=str(other))
        given.append((bed, entry.line))
        return bed


def _at_once(one: PlannedBed, other: PlannedBed) -> bool:
    return overlap(one.since, one.until, other.since, other.until)


class _Digest:
    """Names of links that say nothing without the house's key: they outlive a forgotten card."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._seen: dict[tuple[str, ...], int] = {}

    def counted(self, *parts: str) -> str:
        """Return the digest of ``parts`` and of how many times they came before."""
        number = self._seen[parts] = self._seen.get(parts, 0) + 1
        words = "\x1e".join(("roster", *parts, str(number))).encode()
        return hmac.new(self._key, words, hashlib.sha256).hexdigest()
