"""Imports a roster, the list of women a shelter kept before: everything or nothing.

Decision: docs/decisions/0017-roster-import.md.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from shelter_desk.clock import local_date
from shelter_desk.marking import mark
from shelter_desk.models import (
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
    today = local_date(tx.now)
    for woman, card in zip(women, cards, strict=True):
        _write_names(session, woman, card)
        _write_decision(session, woman, card, today)
        _link(session, PERSON, woman.person_link, guest_id=card.id)
        _link(session, ROW, woman.row_link, guest_id=card.id)
    session.flush()
    _write_presences(session, women, cards)
    session.flush()


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


def _write_names(session: Session, woman: PlannedWoman, card: Guest) -> None:
    others = woman.entry.other_names
    session.add_all(
        GuestOtherName(guest_id=card.id, name=name, name_key=alias_key(name)) for name in others
    )
    # Her other names are found by the search as well.
    pairs = pairs_of(" ".join((card.alias, card.second_word, *others)))
    session.add_all(GuestPair(pair=pair, guest_id=card.id) for pair in sorted(pairs))


def _write_decision(session: Session, woman: PlannedWoman, card: Guest, today: date) -> None:
    """Write her decision; a roster does not tell its first day, so it begins when she came."""
    last = woman.entry.decision_to
    if last is not None:
        came = woman.entry.came
        first = local_date(came) if came is not None else today
        session.add(Vedtak(guest_id=card.id, first_day=min(first, last), last_day=last))


def _write_presences(
    session: Session, women: Sequence[PlannedWoman], cards: Sequence[Guest]
) -> None:
    presences: list[tuple[PlannedWoman, Presence]] = []
    stays: list[tuple[PlannedWoman, BedStay]] = []
    for woman, card in zip(women, cards, strict=True):
        entry = woman.entry
        if entry.came is None:
            continue
        presence = Presence(
            kind=PresenceKind.NAMED,
            guest_id=card.id,
            starts_at=entry.came,
            ends_at=entry.left,
            expected_until=entry.expected_out,
        )
        presences.append((woman, presence))
        if woman.bed_id is not None:
            stay = BedStay(
                bed_id=woman.bed_id,
                guest_id=card.id,
                starts_at=entry.came,
                ends_at=entry.left,
                end_reason=StayEnd.IMPORTED if entry.left else None,
            )
            stays.append((woman, stay))
    session.add_all(presence for _, presence in presences)
    session.add_all(stay for _, stay in stays)
    session.flush()
    for woman, presence in presences:
        _link(session, PRESENCE, woman.row_link, presence_id=presence.id)
    for woman, stay in stays:
        _link(session, STAY, woman.row_link, bed_stay_id=stay.id)


def _link(session: Session, kind: str, name: str, **target: int) -> None:
    session.add(ImportLink(source=SOURCE, kind=kind, external_id=name, **target))
