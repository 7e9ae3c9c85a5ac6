"""Agreed checks: when the next one is due (domain.md e2, «Tilsyn»)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from shelter_desk.models import Check, CheckPlan
from shelter_desk.services.calling import Tx
from shelter_desk.services.lines import Subject


@dataclass(frozen=True)
class NextCheck:
    """The plan that binds closest: its interval in minutes and when it is due next (UTC)."""

    interval_minutes: int
    due_at: datetime


def next_checks(tx: Tx) -> dict[Subject, NextCheck]:
    """Return the next check of each woman with a plan now; the shortest interval binds."""
    plans = tx.session.scalars(
        select(CheckPlan)
        .where(
            CheckPlan.voided_at.is_(None),
            CheckPlan.starts_at <= tx.now,
            or_(CheckPlan.ends_at.is_(None), CheckPlan.ends_at > tx.now),
        )
        .order_by(CheckPlan.interval_minutes.desc())
    ).all()
    done = _last_done(tx, [plan.id for plan in plans])
    return {
        _subject(plan): NextCheck(plan.interval_minutes, _due(plan, done.get(plan.id)))
        for plan in plans
    }


def _last_done(tx: Tx, plan_ids: Iterable[int]) -> dict[int, datetime]:
    query = (
        select(Check.plan_id, func.max(Check.due_at).label("due"))
        .where(
            Check.plan_id.in_(list(plan_ids)),
            Check.done_at.is_not(None),
            Check.voided_at.is_(None),
        )
        .group_by(Check.plan_id)
    )
    return {row.plan_id: row.due for row in tx.session.execute(query) if row.plan_id is not None}


def _due(plan: CheckPlan, last: datetime | None) -> datetime:
    step = timedelta(minutes=plan.interval_minutes)
    return plan.starts_at + step if last is None else last + step


def _subject(plan: CheckPlan) -> Subject:
    if plan.guest_id is not None:
        return ("guest", plan.guest_id)
    if plan.presence_id is None:
        raise AssertionError("a plan is for somebody")
    return ("presence", plan.presence_id)
