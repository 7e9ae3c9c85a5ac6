"""Agreed checks: when the next one is due (domain.md e2, «Tilsyn»).

The next check is due one interval after she was last seen, so that no gap is ever longer than
what was agreed. A check without an answer moves nothing: it stays due until somebody has seen
her. While she is out nothing is due; when she comes back it is due as if she had been here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from shelter_desk.models import Check, CheckPlan, OutSpell, Presence
from shelter_desk.services.calling import Tx
from shelter_desk.services.lines import Subject
from shelter_desk.services.looking_back import not_yet, stood
from shelter_desk.services.standing import subject_of
from shelter_desk.terms import CheckResult


@dataclass(frozen=True)
class NextCheck:
    """The plans that bind a woman: the shortest interval in minutes, the first due time (UTC).

    ``paused`` says that she is out for a while: nothing is overdue meanwhile.
    """

    interval_minutes: int
    due_at: datetime
    paused: bool = False


@dataclass(frozen=True)
class PlanState:
    """Where a plan stands: when she was last seen, when it is due, and since when no answer."""

    last_seen: datetime | None
    planned_at: datetime
    """One interval after she was last seen: what a check is entered under."""
    no_answer_at: datetime | None

    @property
    def due_at(self) -> datetime:
        """Return when the next check is due."""
        return min(self.planned_at, self.no_answer_at or self.planned_at)


def next_checks(tx: Tx) -> dict[Subject, NextCheck]:
    """Return the next check of each woman in the house with a plan now."""
    plans = tx.session.scalars(
        select(CheckPlan).where(in_force(tx.now, past=tx.past)).order_by(CheckPlan.id)
    ).all()
    if not plans:
        return {}
    here = _present(tx)
    states = states_of(tx, plans)
    found: dict[Subject, NextCheck] = {}
    for plan in plans:
        subject = plan_subject(plan)
        if subject not in here:
            continue
        before, due = found.get(subject), states[plan.id].due_at
        found[subject] = NextCheck(
            min(plan.interval_minutes, before.interval_minutes if before else _NEVER),
            min(due, before.due_at if before else due),
            paused=here[subject],
        )
    return found


def in_force(now: datetime, *, past: bool = False) -> ColumnElement[bool]:
    """Return the condition that a plan binds at ``now``, which may be a moment of the ``past``."""
    taken_back = CheckPlan.voided_at
    return and_(
        or_(taken_back.is_(None), taken_back > now) if past else taken_back.is_(None),
        CheckPlan.starts_at <= now,
        or_(CheckPlan.ends_at.is_(None), CheckPlan.ends_at > now),
    )


def states_of(tx: Tx, plans: Iterable[CheckPlan]) -> dict[int, PlanState]:
    """Return where each plan stands, by its number."""
    listed = list(plans)
    unanswered = Check.result == CheckResult.NO_ANSWER
    query = (
        select(
            Check.plan_id,
            func.max(case((~unanswered, Check.done_at))).label("seen"),
            func.max(case((unanswered, Check.done_at))).label("silent"),
        )
        .where(
            Check.plan_id.in_([plan.id for plan in listed]),
            Check.done_at <= tx.now if tx.past else Check.done_at.is_not(None),
            not_yet(tx, Check.voided_at),
        )
        .group_by(Check.plan_id)
    )
    done = {row.plan_id: (row.seen, row.silent) for row in tx.session.execute(query)}
    return {plan.id: _state(plan, *done.get(plan.id, (None, None))) for plan in listed}


def plan_subject(plan: CheckPlan) -> Subject:
    """Return whom a plan is for."""
    if plan.guest_id is not None:
        return ("guest", plan.guest_id)
    if plan.presence_id is None:
        raise AssertionError("a plan is for somebody")
    return ("presence", plan.presence_id)


_NEVER = 24 * 60


def _state(plan: CheckPlan, seen: datetime | None, silent: datetime | None) -> PlanState:
    step = timedelta(minutes=plan.interval_minutes)
    from_then = plan.starts_at if seen is None else max(seen, plan.starts_at)
    still_silent = silent if silent is not None and (seen is None or silent > seen) else None
    return PlanState(seen, from_then + step, still_silent)


def _present(tx: Tx) -> dict[Subject, bool]:
    """Return who is in the house, and whether she is out for a while."""
    away = set(
        tx.session.scalars(
            select(OutSpell.presence_id).where(
                stood(tx, OutSpell.starts_at, OutSpell.ends_at, OutSpell.voided_at)
            )
        )
    )
    query = select(Presence).where(
        stood(tx, Presence.starts_at, Presence.ends_at, Presence.voided_at)
    )
    return {subject_of(row): row.id in away for row in tx.session.scalars(query)}
