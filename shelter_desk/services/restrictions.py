"""Sent away till morning, or barred for a period: never without what is owed (domain.md b21).

A restriction never blocks food at the door, equipment, naloxone or health help, and it is not a
lock: at check-in it is a neutral warning to talk with the shift lead.
"""

from datetime import date, datetime

from sqlalchemy import or_, select

from shelter_desk.clock import local_date
from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Guest, Restriction, Task, Vedtak
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.provisions import AT_DOOR
from shelter_desk.services.restriction_fields import (
    LONG_LIMIT,
    LONGEST_WITHOUT_MANAGER,
    MIDDLE_LIMIT,
    SHORT_LIMIT,
    BarEndsError,
    ComplaintMissingError,
    FactsMissingError,
    ManagerDecidesError,
    MilderMissingError,
    NavMissingError,
    OfferedMissingError,
    RuleMissingError,
    StatementMissingError,
    WentToMissingError,
    check_filled,
    check_review,
    next_morning,
    next_noon,
)
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.standing import UnknownGuestError, known_guest
from shelter_desk.services.subjects import card_of
from shelter_desk.services.tasks import tick
from shelter_desk.services.times import moment
from shelter_desk.services.written import clean_note
from shelter_desk.terms import (
    LogKind,
    RestrictionKind,
    RestrictionScope,
    Right,
    Role,
    TaskKind,
)

NEVER_BLOCKED = AT_DOOR
"""What she gets at the door whatever is decided; health help is none of these and never asked."""


class RestrictedAlreadyError(RefusedError):
    """There is one of this kind in force."""

    sentence = mark("This is decided for her already, and in force. Look at what stands there.")


class NoSuchRestrictionError(RefusedError):
    """It is over, lifted or gone."""

    sentence = mark("This is over or lifted already. Look at the list again.")


@writes(Right.SEND_AWAY)
def send_away(
    tx: Tx,
    *,
    facts: str,
    offered: str,
    went_to: str,
    guest_id: int | None = None,
    presence_id: int | None = None,
    statement: str = "",
    statement_missing: str = "",
    scope: RestrictionScope = RestrictionScope.BOTH,
    at: datetime | None = None,
) -> Done:
    """Send a woman away until the next 06:00 that is at least four hours off (domain.md b21).

    Saved at once, by any care role; the rest becomes a task for the shift lead, due at 12:00.
    Raises the errors of :mod:`shelter_desk.services.restriction_fields` for what is missing,
    :class:`RestrictedAlreadyError`, :class:`~shelter_desk.services.standing.UnknownGuestError`,
    :class:`~shelter_desk.services.subjects.NoCardError`,
    :class:`~shelter_desk.services.times.FutureTimeError`.
    """
    when, guest = moment(tx, at), card_of(tx, guest_id, presence_id)
    row = _row(tx, guest, RestrictionKind.SENT_AWAY, scope, when, facts=facts, offered=offered)
    row.went_to = clean_note(went_to, SHORT_LIMIT)
    _state(row, statement, statement_missing)
    check_filled([
        (row.facts, FactsMissingError),
        (row.offered, OfferedMissingError),
        (row.went_to, WentToMissingError),
        (row.statement or row.statement_missing, StatementMissingError),
    ])  # fmt: skip
    row.ends_at = next_morning(when)
    _refuse_second(tx, guest, row.kind)
    tx.footprint.make(row)
    task = Task(
        kind=TaskKind.RESTRICTION,
        params={"restriction": row.id},
        due_at=next_noon(tx.now),
        guest_id=guest.id,
        made_at=tx.now,
        made_by=tx.actor.staff_id,
    )
    tx.footprint.make(task)
    line = automatic_line(
        tx, LogKind.SENT_AWAY, about=[("guest", guest.id)], at=when, until=row.ends_at.isoformat()
    )
    tx.touch(guest=guest.id)
    return tx.done(entry_id=line.id, row_id=row.id, tasks=True)


@writes(Right.BAR)
def complete_sent_away(
    tx: Tx,
    *,
    restriction_id: int,
    rule: str,
    milder: str,
    complaint_told: bool,
    nav_told: bool | None = None,
    statement: str = "",
) -> Done:
    """Write down the rest of a sending away, also after it is over, and tick its task off.

    Raises :class:`NoSuchRestrictionError` and the errors for what is missing.
    """
    row = _known_row(tx, restriction_id)
    if row.kind is not RestrictionKind.SENT_AWAY:
        raise NoSuchRestrictionError
    words, considered = clean_note(rule, SHORT_LIMIT), clean_note(milder, MIDDLE_LIMIT)
    check_filled([(words, RuleMissingError), (considered, MilderMissingError)])
    _refuse_untold(tx, row.guest_id, complaint_told=complaint_told, nav_told=nav_told)
    tx.footprint.change(
        row,
        rule=words,
        milder=considered,
        complaint_told=True,
        nav_told=nav_told,
        statement=clean_note(statement, LONG_LIMIT) or row.statement,
    )
    for task in _tasks_of(tx, row):
        tick(tx, task)
    tx.audit("restriction.complete", subject=("restriction", row.id))
    tx.touch(guest=row.guest_id)
    return tx.done(row_id=row.id, tasks=True)


@writes(Right.BAR)
def bar(
    tx: Tx,
    *,
    scope: RestrictionScope,
    facts: str,
    rule: str,
    milder: str,
    offered: str,
    review_on: date,
    complaint_told: bool,
    guest_id: int | None = None,
    presence_id: int | None = None,
    ends_at: datetime | None = None,
    statement: str = "",
    statement_missing: str = "",
    went_to: str = "",
    nav_told: bool | None = None,
    starts_at: datetime | None = None,
) -> Done:
    """Bar a woman for a period: every field, a review within 14 days (domain.md b21).

    ``starts_at`` (now unless said, not ahead) and ``ends_at`` are aware UTC. Without an end the
    manager decides. Raises :class:`~shelter_desk.services.restriction_fields.ReviewDateError`,
    :class:`~shelter_desk.services.restriction_fields.BarEndsError`,
    :class:`~shelter_desk.services.restriction_fields.ManagerDecidesError`, the errors for what
    is missing, and :class:`RestrictedAlreadyError`.
    """
    when, guest = moment(tx, starts_at), card_of(tx, guest_id, presence_id)
    row = _row(tx, guest, RestrictionKind.BARRED, scope, when, facts=facts, offered=offered)
    row.rule, row.milder = clean_note(rule, SHORT_LIMIT), clean_note(milder, MIDDLE_LIMIT)
    row.went_to = clean_note(went_to, SHORT_LIMIT)
    _state(row, statement, statement_missing)
    check_filled([
        (row.facts, FactsMissingError),
        (row.rule, RuleMissingError),
        (row.statement or row.statement_missing, StatementMissingError),
        (row.milder, MilderMissingError),
        (row.offered, OfferedMissingError),
    ])  # fmt: skip
    _refuse_untold(tx, guest.id, complaint_told=complaint_told, nav_told=nav_told)
    _refuse_endless(tx, when, ends_at)
    check_review(review_on, local_date(tx.now), local_date(ends_at) if ends_at else None)
    row.complaint_told, row.nav_told = True, nav_told
    row.review_on, row.ends_at = review_on, ends_at
    _refuse_second(tx, guest, row.kind)
    tx.footprint.make(row)
    line = automatic_line(
        tx,
        LogKind.BARRED,
        about=[("guest", guest.id)],
        at=when,
        scope=scope.value,
        until=ends_at.isoformat() if ends_at else None,
        review=review_on.isoformat(),
    )
    tx.touch(guest=guest.id)
    return tx.done(entry_id=line.id, row_id=row.id)


@writes(Right.SEND_AWAY)
def lift(tx: Tx, *, restriction_id: int) -> Done:
    """Lift a restriction before its end; a bar needs the right to bar.

    Raises :class:`NoSuchRestrictionError`,
    :class:`~shelter_desk.services.rights.NotAllowedError`.
    """
    row = _in_force_row(tx, restriction_id)
    if row.kind is RestrictionKind.BARRED and not tx.may(Right.BAR):
        raise NotAllowedError
    tx.footprint.change(row, lifted_at=tx.now)
    line = automatic_line(
        tx, LogKind.REVIEWED, about=[("guest", row.guest_id)], of=row.kind.value, lifted=True
    )
    tx.touch(guest=row.guest_id)
    return tx.done(entry_id=line.id, row_id=row.id)


@writes(Right.BAR)
def review(tx: Tx, *, restriction_id: int, next_review_on: date) -> Done:
    """Note that a bar was looked at again and stands; the next look is within 14 days.

    Raises :class:`NoSuchRestrictionError`,
    :class:`~shelter_desk.services.restriction_fields.ReviewDateError`.
    """
    row = _in_force_row(tx, restriction_id)
    if row.kind is not RestrictionKind.BARRED:
        raise NoSuchRestrictionError
    last = local_date(row.ends_at) if row.ends_at else None
    check_review(next_review_on, local_date(tx.now), last)
    tx.footprint.change(row, review_on=next_review_on)
    line = automatic_line(
        tx,
        LogKind.REVIEWED,
        about=[("guest", row.guest_id)],
        of=row.kind.value,
        review=next_review_on.isoformat(),
    )
    tx.touch(guest=row.guest_id)
    return tx.done(entry_id=line.id, row_id=row.id)


# -- steps -----------------------------------------------------------------------------------


def _row(
    tx: Tx,
    guest: Guest,
    kind: RestrictionKind,
    scope: RestrictionScope,
    when: datetime,
    *,
    facts: str,
    offered: str,
) -> Restriction:
    if tx.actor.staff_id is None or tx.actor.role is None:
        raise NotAllowedError
    return Restriction(
        guest_id=guest.id,
        kind=kind,
        scope=scope,
        starts_at=when,
        facts=clean_note(facts, LONG_LIMIT),
        offered=clean_note(offered, MIDDLE_LIMIT),
        decided_by=tx.actor.staff_id,
        decided_role=tx.actor.role,
    )


def _state(row: Restriction, statement: str, missing: str) -> None:
    row.statement = clean_note(statement, LONG_LIMIT)
    row.statement_missing = "" if row.statement else clean_note(missing, SHORT_LIMIT)


def _refuse_untold(tx: Tx, guest_id: int, *, complaint_told: bool, nav_told: bool | None) -> None:
    if not complaint_told:
        raise ComplaintMissingError
    today = local_date(tx.now)
    decision = select(Vedtak.id).where(
        Vedtak.guest_id == guest_id,
        Vedtak.voided_at.is_(None),
        Vedtak.first_day <= today,
        Vedtak.last_day >= today,
    )
    if nav_told is not True and tx.session.scalar(decision.limit(1)) is not None:
        raise NavMissingError


def _refuse_endless(tx: Tx, starts_at: datetime, ends_at: datetime | None) -> None:
    if ends_at is not None and ends_at <= max(starts_at, tx.now):
        raise BarEndsError(until=ends_at)
    endless = ends_at is None or ends_at - starts_at > LONGEST_WITHOUT_MANAGER
    if endless and tx.actor.role is not Role.MANAGER:
        raise ManagerDecidesError(days=LONGEST_WITHOUT_MANAGER.days)


def _refuse_second(tx: Tx, guest: Guest, kind: RestrictionKind) -> None:
    # Two desks that decide about the same woman go one after the other.
    tx.session.get(Guest, guest.id, with_for_update=True)
    query = select(Restriction.id).where(
        Restriction.guest_id == guest.id,
        Restriction.kind == kind,
        Restriction.voided_at.is_(None),
        Restriction.lifted_at.is_(None),
        or_(Restriction.ends_at.is_(None), Restriction.ends_at > tx.now),
    )
    if tx.session.scalar(query.limit(1)) is not None:
        raise RestrictedAlreadyError


def _known_row(tx: Tx, restriction_id: int) -> Restriction:
    row = tx.session.get(Restriction, restriction_id, with_for_update=True)
    if row is None or row.voided_at is not None:
        raise NoSuchRestrictionError
    try:
        known_guest(tx, row.guest_id)
    except UnknownGuestError:
        raise NoSuchRestrictionError from None
    return row


def _in_force_row(tx: Tx, restriction_id: int) -> Restriction:
    row = _known_row(tx, restriction_id)
    over = row.ends_at is not None and row.ends_at <= tx.now
    if row.lifted_at is not None or over:
        raise NoSuchRestrictionError
    return row


def _tasks_of(tx: Tx, row: Restriction) -> list[Task]:
    query = select(Task).where(
        Task.kind == TaskKind.RESTRICTION,
        Task.guest_id == row.guest_id,
        Task.done_at.is_(None),
        Task.voided_at.is_(None),
    )
    return [task for task in tx.session.scalars(query) if task.params.get("restriction") == row.id]
