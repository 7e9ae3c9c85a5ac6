"""The agreed checks as they stand: with whom, what, how often, until when (domain.md b23)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from shelter_desk.models import CheckPlan, Staff
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.check_plans import codes_now, person_of
from shelter_desk.services.checks import plan_subject
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.terms import Right


@dataclass(frozen=True)
class AgreedChecks:
    """One agreement that binds now or later."""

    plan_id: int
    person: Person
    bed_code: str | None
    interval_minutes: int
    starts_at: datetime
    ends_at: datetime | None
    agreed: str
    reason: str
    consent: bool
    decided_by: str


@reads(Right.BOARD)
def agreed_checks(tx: Tx) -> tuple[AgreedChecks, ...]:
    """Return every agreement that has not ended, the first to begin first."""
    query = (
        select(CheckPlan, Staff.name)
        .outerjoin(Staff, Staff.id == CheckPlan.decided_by)
        .where(
            CheckPlan.voided_at.is_(None),
            or_(CheckPlan.ends_at.is_(None), CheckPlan.ends_at > tx.now),
        )
        .order_by(CheckPlan.starts_at, CheckPlan.id)
    )
    found = tx.session.execute(query).all()
    codes = codes_now(tx)
    shower = Shower(
        tx, (plan.guest_id for plan, _ in found), (plan.presence_id for plan, _ in found)
    )
    return tuple(
        AgreedChecks(
            plan.id,
            person,
            codes.get(plan_subject(plan)),
            plan.interval_minutes,
            plan.starts_at,
            plan.ends_at,
            plan.agreed,
            plan.reason,
            plan.consent,
            name or "",
        )
        for plan, name in found
        if (person := person_of(shower, plan_subject(plan))) is not None
    )
