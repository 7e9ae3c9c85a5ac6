"""Checks agreed with her, and each look at her (domain.md b23, e2 «Tilsyn»).

A check is agreed: how often, from when to when, what is done, and that she wants it or who
decided it otherwise. It is not silent surveillance.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Bed, BedStay, Check, CheckPlan, Presence, Staff
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.checks import (
    PlanState,
    in_force,
    next_checks,
    plan_subject,
    states_of,
)
from shelter_desk.services.lines import Subject, automatic_line, write_line
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import open_presence, subject_of
from shelter_desk.services.subjects import About, about
from shelter_desk.services.times import moment
from shelter_desk.services.written import NothingWrittenError, clean_note
from shelter_desk.terms import CheckResult, Level, LogKind, Right

INTERVALS = (15, 30, 60, 120, 240)
"""Minutes between checks that can be agreed."""

AGREED_LIMIT = 200
REASON_LIMIT = 120
NOTE_LIMIT = 200


class IntervalError(BadInputError):
    """Not one of the intervals."""

    sentence = mark("Checks are every 15 or 30 minutes, or every 1, 2 or 4 hours.")


class PlanEndsError(BadInputError):
    """The plan would end before it begins, or has ended."""

    sentence = mark("The checks would end {until}, before they begin or in the past.")


class WhoDecidedError(BadInputError):
    """She has not agreed, and nobody stands for the decision."""

    sentence = mark("She has not agreed to these checks. Say which colleague decided them.")


class PlanOverError(RefusedError):
    """The plan has ended."""

    sentence = mark("These checks have ended already. Look at the board again.")


class NothingAgreedError(RefusedError):
    """There is no plan for her now."""

    sentence = mark("No checks are agreed for her now. Agree them first, or use a round.")


class CheckedAlreadyError(RefusedError):
    """A colleague was quicker."""

    sentence = mark("A colleague has noted this check already, {at}. Nothing was noted twice.")


class CheckNoteMissingError(BadInputError):
    """«See note» without a note."""

    sentence = mark("Write the note that «see note» points to.")


@dataclass(frozen=True)
class CheckRow:
    """A woman with agreed checks, as the list of checks shows her."""

    presence_id: int
    person: Person
    bed_code: str | None
    interval_minutes: int
    due_at: datetime
    overdue: bool
    out: bool


@dataclass(frozen=True)
class ChecksDue:
    """The agreed checks by when they are due, and the numbers that name nobody."""

    at: datetime
    rows: tuple[CheckRow, ...]
    overdue: int
    next_at: datetime | None
    next_place: str | None


@writes(Right.BOARD)
def agree_checks(
    tx: Tx,
    *,
    interval_minutes: int,
    ends_at: datetime,
    agreed: str,
    consent: bool,
    decided_by: int | None = None,
    guest_id: int | None = None,
    presence_id: int | None = None,
    starts_at: datetime | None = None,
    reason: str = "",
) -> Done:
    """Agree checks with a woman, from ``starts_at`` (now unless said) to ``ends_at``, aware UTC.

    ``agreed`` says what is done: knock, open the door, get an answer. Without her ``consent``
    the account ``decided_by`` stands for it. The first check is due one interval after the
    start. Raises :class:`IntervalError`, :class:`PlanEndsError`, :class:`WhoDecidedError`,
    :class:`~shelter_desk.services.standing.UnknownGuestError`,
    :class:`~shelter_desk.services.standing.NotInsideError` for an anonymous woman who has left,
    and the errors of :mod:`shelter_desk.services.written`.
    """
    if interval_minutes not in INTERVALS:
        raise IntervalError
    begins = starts_at or tx.now
    if ends_at <= max(begins, tx.now):
        raise PlanEndsError(until=ends_at)
    words = clean_note(agreed, AGREED_LIMIT)
    if not words:
        raise NothingWrittenError
    if not consent:
        _refuse_unknown_colleague(tx, decided_by)
    whom = _somebody(tx, guest_id, presence_id)
    if whom.presence_id is not None:
        open_presence(tx, whom.presence_id)
    plan = CheckPlan(
        guest_id=whom.guest_id,
        presence_id=whom.presence_id,
        interval_minutes=interval_minutes,
        starts_at=begins,
        ends_at=ends_at,
        reason=clean_note(reason, REASON_LIMIT),
        agreed=words,
        consent=consent,
        decided_by=None if consent else decided_by,
    )
    tx.footprint.make(plan)
    line = automatic_line(
        tx,
        LogKind.CHECK,
        about=[plan_subject(plan)],
        every=interval_minutes,
        until=ends_at.isoformat(),
    )
    tx.touch(guest=plan.guest_id, presence=plan.presence_id)
    return tx.done(entry_id=line.id, row_id=plan.id)


@writes(Right.BOARD)
def end_checks(tx: Tx, *, plan_id: int) -> Done:
    """End agreed checks before their time. Raises :class:`PlanOverError`."""
    plan = tx.session.get(CheckPlan, plan_id, with_for_update=True)
    if plan is None or plan.voided_at is not None or _over(plan, tx.now):
        raise PlanOverError
    subject = plan_subject(plan)
    if _shown(tx, subject) is None:
        raise PlanOverError
    if plan.starts_at < tx.now:
        tx.footprint.change(plan, ends_at=tx.now)
    else:
        tx.footprint.change(plan, voided_at=tx.now)
    line = automatic_line(tx, LogKind.CHECK, about=[subject], ended=True)
    tx.touch(guest=plan.guest_id, presence=plan.presence_id)
    return tx.done(entry_id=line.id, row_id=plan.id)


@writes(Right.BOARD)
def record_check(
    tx: Tx,
    *,
    result: CheckResult,
    guest_id: int | None = None,
    presence_id: int | None = None,
    at: datetime | None = None,
    note: str = "",
    due_at: datetime | None = None,
) -> Done:
    """Note a look at a woman with agreed checks; it counts for all her plans.

    ``due_at`` is the due time the screen showed, so that two desks do not note one check twice.
    «No answer» leaves the check due and writes an urgent line: open the door, then 113. Raises
    :class:`NothingAgreedError`, :class:`CheckedAlreadyError`, :class:`CheckNoteMissingError`,
    :class:`~shelter_desk.services.times.FutureTimeError`.
    """
    words = check_note(result, note)
    when = moment(tx, at)
    whom = _somebody(tx, guest_id, presence_id)
    plans = plans_of(tx, whom)
    if not plans:
        raise NothingAgreedError
    states = states_of(tx, plans)
    if due_at is not None and all(state.due_at != due_at for state in states.values()):
        seen = max((s.last_seen for s in states.values() if s.last_seen), default=tx.now)
        raise CheckedAlreadyError(at=seen)
    row_id = note_checks(tx, plans, result, when, words)
    following = min(state.due_at for state in states_of(tx, plans).values())
    line = check_line(tx, whom, result, when, following=following, note=words)
    tx.touch(guest=whom.guest_id, presence=whom.presence_id)
    return tx.done(entry_id=line, row_id=row_id)


@reads(Right.BOARD)
def checks_due(tx: Tx) -> ChecksDue:
    """Return the agreed checks of those in the house, the first due first."""
    checks = next_checks(tx)
    codes, here = codes_now(tx), _here(tx)
    shower = Shower(tx, (number for what, number in checks if what == "guest"), here.values())
    rows = [
        CheckRow(
            here[subject],
            person,
            codes.get(subject),
            check.interval_minutes,
            check.due_at,
            overdue=check.due_at <= tx.now and not check.paused,
            out=check.paused,
        )
        for subject, check in checks.items()
        if (person := shower.person(None, here[subject])) is not None
    ]
    rows.sort(key=lambda row: (row.out, row.due_at))
    # Numbers and place codes count everybody, also who does not exist for this reader.
    waiting = {subject: check for subject, check in checks.items() if not check.paused}
    first = min(waiting, key=lambda subject: waiting[subject].due_at, default=None)
    return ChecksDue(
        at=tx.now,
        rows=tuple(rows),
        overdue=sum(check.due_at <= tx.now for check in waiting.values()),
        next_at=waiting[first].due_at if first else None,
        next_place=codes.get(first) if first else None,
    )


# -- steps shared with rounds ----------------------------------------------------------------


def check_note(result: CheckResult, note: str) -> str:
    """Return the note of a check. Raises :class:`CheckNoteMissingError`."""
    words = clean_note(note, NOTE_LIMIT)
    if result is CheckResult.SEE_NOTE and not words:
        raise CheckNoteMissingError
    return words


def plans_of(tx: Tx, whom: About) -> list[CheckPlan]:
    """Return her plans in force, locked: two desks note one after the other."""
    mine = (
        CheckPlan.guest_id == whom.guest_id
        if whom.guest_id is not None
        else CheckPlan.presence_id == whom.presence_id
    )
    query = select(CheckPlan).where(in_force(tx.now), mine).order_by(CheckPlan.id)
    return list(tx.session.scalars(query.with_for_update()))


def note_checks(
    tx: Tx,
    plans: list[CheckPlan],
    result: CheckResult,
    when: datetime,
    note: str,
    *,
    round_id: int | None = None,
) -> int:
    """Add a row for each plan the look counts for; return the number of the last."""
    row_id = 0
    states = states_of(tx, plans)
    for plan in plans:
        row = Check(
            plan_id=plan.id,
            round_id=round_id,
            guest_id=plan.guest_id,
            presence_id=plan.presence_id,
            due_at=_entered_under(tx, plan, states[plan.id], result, when),
            done_at=when,
            result=result,
            note=note,
            by_staff=tx.actor.staff_id,
        )
        tx.footprint.make(row)
        row_id = row.id
    return row_id


def check_line(
    tx: Tx,
    whom: About,
    result: CheckResult,
    when: datetime,
    *,
    following: datetime | None,
    note: str = "",
) -> int:
    """Write the line of one check; «no answer» is urgent. A note is a line beside it.

    A note is somebody's words: it stands where a redaction can reach it.
    """
    subject = subject_from(whom)
    silent = result is CheckResult.NO_ANSWER
    line = automatic_line(
        tx,
        LogKind.CHECK,
        about=[subject],
        at=when,
        level=Level.URGENT if silent else Level.INFO,
        result=result.value,
        next=None if following is None or silent else following.isoformat(),
    )
    if note:
        write_line(tx, LogKind.CHECK, about=[subject], at=when, body=note)
    return line.id


def subject_from(whom: About) -> Subject:
    """Return whom a log line mentions."""
    if whom.guest_id is not None:
        return ("guest", whom.guest_id)
    if whom.presence_id is None:
        raise NothingAgreedError
    return ("presence", whom.presence_id)


def _entered_under(
    tx: Tx, plan: CheckPlan, state: PlanState, result: CheckResult, when: datetime
) -> datetime:
    """Return the due time a check is kept under: each of a plan has one of its own."""
    moves = result is not CheckResult.NO_ANSWER and (
        state.last_seen is None or when > state.last_seen
    )
    due = state.planned_at if moves else when
    taken = select(Check.due_at).where(Check.plan_id == plan.id, Check.voided_at.is_(None))
    known = set(tx.session.scalars(taken.where(Check.due_at >= due)))
    while due in known:
        due += timedelta(microseconds=1)
    return due


def _somebody(tx: Tx, guest_id: int | None, presence_id: int | None) -> About:
    if guest_id is None and presence_id is None:
        raise NothingAgreedError
    return about(tx, guest_id, presence_id)


def _refuse_unknown_colleague(tx: Tx, staff_id: int | None) -> None:
    staff = tx.session.get(Staff, staff_id) if staff_id is not None else None
    if staff is None or staff.closed_at is not None:
        raise WhoDecidedError


def _over(plan: CheckPlan, now: datetime) -> bool:
    return plan.ends_at is not None and plan.ends_at <= now


def _shown(tx: Tx, subject: Subject) -> Person | None:
    what, number = subject
    guests, presences = ([number], []) if what == "guest" else ([], [number])
    return person_of(Shower(tx, guests, presences), subject)


def person_of(shower: Shower, subject: Subject) -> Person | None:
    """Return how a subject is shown to this reader; None where she does not exist there."""
    what, number = subject
    return shower.person(number) if what == "guest" else shower.person(None, number)


def _here(tx: Tx) -> dict[Subject, int]:
    """Return the open presence of everybody in the house."""
    query = select(Presence).where(Presence.ends_at.is_(None), Presence.voided_at.is_(None))
    return {subject_of(row): row.id for row in tx.session.scalars(query)}


def codes_now(tx: Tx) -> dict[Subject, str]:
    """Return the place of everybody who has one."""
    query = (
        select(BedStay.guest_id, BedStay.presence_id, Bed.code)
        .join(Bed, Bed.id == BedStay.bed_id)
        .where(BedStay.ends_at.is_(None), BedStay.voided_at.is_(None))
    )
    return {
        ("guest", row.guest_id) if row.guest_id else ("presence", row.presence_id or 0): row.code
        for row in tx.session.execute(query)
    }
