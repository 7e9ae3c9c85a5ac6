"""Imports a roster, the list of women a shelter kept before: everything or nothing.

Decision: docs/decisions/0017-roster-import.md.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from shelter_desk.clock import local_date
from shelter_desk.marking import mark
from shelter_desk.models import (
    Base,
    BedStay,
    Guest,
    GuestOtherName,
    GuestPair,
    ImportLink,
    Presence,
    Vedtak,
)
from shelter_desk.services.calling import (
    Caller,
    Changed,
    Done,
    Tx,
    reads,
    refuse_when_closed,
    writes,
)
from shelter_desk.services.imports.hmis import Progress, Step, may_import, telling
from shelter_desk.services.imports.hmis_planned import Note
from shelter_desk.services.imports.roster_file import Roster, read_roster
from shelter_desk.services.imports.roster_house import PERSON, PRESENCE, ROW, SOURCE, STAY
from shelter_desk.services.imports.roster_plan import (
    PlannedWoman,
    RosterPlan,
    plan_roster,
    told,
)
from shelter_desk.services.names import alias_key, pairs_of
from shelter_desk.terms import PresenceKind, Right, StayEnd

STEP_WORDS: dict[Step, str] = {
    Step.READING: mark("Reading the file"),
    Step.PLANNING: mark("Holding the rows against the house"),
    Step.WRITING: mark("Writing {done} of {total}"),
}
"""What to say of each step; ``done`` and ``total`` are women."""

_CHUNK = 100

Row = dict[str, object]
"""The columns of a row to write."""

_NO_TARGET: Row = {"guest_id": None, "presence_id": None, "bed_stay_id": None}


@dataclass(frozen=True)
class RosterImported:
    """What an import did, or with ``dry_run`` would do; ``notes`` tell it line by line."""

    dry_run: bool
    plan: RosterPlan
    notes: tuple[Note, ...]
    done: Done | None

    @property
    def adds_nothing(self) -> bool:
        """Say whether an earlier roster brought all of it."""
        return self.plan.adds_nothing


def import_roster(
    caller: Caller, *, file: Path, dry_run: bool = False, progress: Progress | None = None
) -> RosterImported:
    """Import the women of the CSV file ``file``, in one transaction.

    A second import of the same file adds nothing. With ``dry_run`` nothing is written. Raises
    :class:`FilesRefusedError` with every error of the file, :class:`ImportStoppedError`, and
    what every service raises.
    """
    tell = telling(progress)
    if not dry_run:
        refuse_when_closed(caller.house)
    may_import(caller)
    tell(Step.READING, 0, 0)
    roster = read_roster(file)
    tell(Step.PLANNING, 0, 0)
    if dry_run:
        plan = _plan(caller, roster=roster)
        return RosterImported(dry_run=True, plan=plan, notes=told(plan, dry_run=True), done=None)
    plan, done = write_roster(caller, roster=roster, tell=tell)
    return RosterImported(dry_run=False, plan=plan, notes=told(plan, dry_run=False), done=done)


@reads(Right.IMPORT)
def _plan(tx: Tx, *, roster: Roster) -> RosterPlan:
    return plan_roster(tx, roster)


@writes(Right.IMPORT)
def write_roster(
    tx: Tx, *, roster: Roster, tell: Callable[[Step, int, int], None]
) -> tuple[RosterPlan, Done]:
    """Plan and write what ``roster`` adds; the audit says how many women, not whom."""
    plan = plan_roster(tx, roster)
    written = 0
    for chunk in _chunks(plan.women):
        _write(tx, chunk)
        written += len(chunk)
        tell(Step.WRITING, written, len(plan.women))
    tx.audit(
        "import_roster",
        women=len(plan.women),
        presences=plan.presences,
        stays=plan.stays,
        decisions=plan.decisions,
        known=plan.known,
    )
    changed = Changed() if plan.adds_nothing else Changed.all()
    return plan, Done(changed, tx.caller.operation)


def _chunks(women: Sequence[PlannedWoman]) -> Iterator[Sequence[PlannedWoman]]:
    for start in range(0, len(women), _CHUNK):
        yield women[start : start + _CHUNK]


def _write(tx: Tx, women: Sequence[PlannedWoman]) -> None:
    """Write some women: their cards first, then what refers to them."""
    session = tx.session
    cards = [_card(tx, woman) for woman in women]
    session.add_all(cards)
    session.flush()
    numbered = [(woman, card.id) for woman, card in zip(women, cards, strict=True)]
    _insert(session, GuestOtherName, (row for w, n in numbered for row in _other_names(w, n)))
    _insert(session, GuestPair, (row for w, n in numbered for row in _pairs(w, n)))
    today = local_date(tx.now)
    _insert(session, Vedtak, (row for w, n in numbered for row in _decision(w, n, today)))
    links = [_link(PERSON, w.person_link, guest_id=n) for w, n in numbered]
    links += [_link(ROW, w.row_link, guest_id=n) for w, n in numbered]
    links += _write_presences(session, numbered)
    _insert(session, ImportLink, links)


def _insert(session: Session, table: type[Base], rows: Iterable[Row]) -> None:
    """Write rows whose numbers nobody asks for."""
    listed = list(rows)
    if listed:
        session.execute(insert(table), listed)


def _card(tx: Tx, woman: PlannedWoman) -> Guest:
    entry = woman.entry
    return Guest(
        alias=entry.alias,
        second_word=woman.second_word,
        alias_key=alias_key(entry.alias),
        second_key=alias_key(woman.second_word),
        birth_year=entry.birth_year,
        awaiting_review=woman.awaiting_review,
        key_worker_id=woman.key_worker_id,
        sheet_remark=entry.remark,
        created_at=tx.now,
    )


def _other_names(woman: PlannedWoman, guest_id: int) -> Iterator[Row]:
    for name in woman.entry.other_names:
        yield {"guest_id": guest_id, "name": name, "name_key": alias_key(name)}


def _pairs(woman: PlannedWoman, guest_id: int) -> Iterator[Row]:
    """Yield the character pairs of all her names, so that a search finds her by each."""
    names = (woman.entry.alias, woman.second_word, *woman.entry.other_names)
    for pair in sorted(pairs_of(" ".join(names))):
        yield {"guest_id": guest_id, "pair": pair}


def _decision(woman: PlannedWoman, guest_id: int, today: date) -> Iterator[Row]:
    """Yield her decision; a roster does not tell its first day, so it begins when she came."""
    last = woman.entry.decision_to
    if last is not None:
        came = woman.entry.came
        first = local_date(came) if came is not None else today
        yield {"guest_id": guest_id, "first_day": min(first, last), "last_day": last}


def _write_presences(session: Session, numbered: Iterable[tuple[PlannedWoman, int]]) -> list[Row]:
    """Write presences and stays; return their links."""
    presences: list[tuple[PlannedWoman, Presence]] = []
    stays: list[tuple[PlannedWoman, BedStay]] = []
    for woman, guest_id in numbered:
        entry = woman.entry
        if entry.came is None:
            continue
        presence = Presence(
            kind=PresenceKind.NAMED,
            guest_id=guest_id,
            starts_at=entry.came,
            ends_at=entry.left,
            expected_until=entry.expected_out,
        )
        presences.append((woman, presence))
        if woman.bed is not None:
            stay = BedStay(
                bed_id=woman.bed.bed_id,
                guest_id=guest_id,
                starts_at=woman.bed.since,
                ends_at=woman.bed.until,
                end_reason=StayEnd.IMPORTED if entry.left else None,
            )
            stays.append((woman, stay))
    session.add_all(presence for _, presence in presences)
    session.add_all(stay for _, stay in stays)
    session.flush()
    return [
        *(_link(PRESENCE, woman.row_link, presence_id=row.id) for woman, row in presences),
        *(_link(STAY, woman.row_link, bed_stay_id=row.id) for woman, row in stays),
    ]


def _link(kind: str, name: str, **target: int) -> Row:
    return {"source": SOURCE, "kind": kind, "external_id": name, **_NO_TARGET, **target}
