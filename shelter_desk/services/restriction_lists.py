"""Which restrictions are in force: for a woman's card, and for the leader's review."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select

from shelter_desk.clock import local_date
from shelter_desk.models import Restriction, Staff
from shelter_desk.services.calling import Caller, Tx, reads
from shelter_desk.services.reading import note_reading
from shelter_desk.services.restrictions import NEVER_BLOCKED
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import known_guest
from shelter_desk.terms import ProvisionKind, RestrictionKind, RestrictionScope, Right, Role


@dataclass(frozen=True)
class RestrictionPicture:
    """One restriction in force, with everything that was written down when it was decided."""

    restriction_id: int
    person: Person
    kind: RestrictionKind
    scope: RestrictionScope
    starts_at: datetime
    ends_at: datetime | None
    review_on: date | None
    review_due: bool
    facts: str
    rule: str
    statement: str
    statement_missing: str
    milder: str
    offered: str
    went_to: str
    complaint_told: bool
    nav_told: bool | None
    decided_by: str
    decided_role: Role
    over: bool = False
    never_blocked: frozenset[ProvisionKind] = NEVER_BLOCKED

    @property
    def written_out(self) -> bool:
        """Whether everything stands that is owed: of a sending away the rest comes later."""
        return bool(self.rule)


def restrictions_of(caller: Caller, *, guest_id: int) -> tuple[RestrictionPicture, ...]:
    """Return what is in force for a woman; that it was read is in the audit first.

    Needs the right to read cards; everybody else is told to talk with the shift lead. Raises
    :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    _may_read(caller, guest_id=guest_id)
    note_reading(caller, screen="restrictions", guest_id=guest_id)
    return _of_one(caller, guest_id=guest_id)


def bars_to_review(caller: Caller) -> tuple[RestrictionPicture, ...]:
    """Return the bars in force by when they are reviewed; those due come first."""
    _may_review(caller)
    note_reading(caller, screen="bars")
    return _bars(caller)


def restrictions_now(caller: Caller) -> tuple[RestrictionPicture, ...]:
    """Return every restriction in force, and who was sent away and is not written out yet.

    Needs the right to read cards; that it was read is in the audit first. What is due for review
    comes first.
    """
    _may_list(caller)
    note_reading(caller, screen="restrictions")
    return _now(caller)


@reads(Right.CARD)
def _may_list(tx: Tx) -> None:
    del tx  # the right was the question


@reads(Right.CARD)
def _now(tx: Tx) -> tuple[RestrictionPicture, ...]:
    owed = and_(Restriction.kind == RestrictionKind.SENT_AWAY, Restriction.rule == "")
    return _pictures(tx, or_(_in_force(tx), owed), everything=True)


@reads(Right.CARD)
def _may_read(tx: Tx, *, guest_id: int) -> None:
    known_guest(tx, guest_id)


@reads(Right.BAR)
def _may_review(tx: Tx) -> None:
    del tx  # the right was the question


@reads(Right.CARD)
def _of_one(tx: Tx, *, guest_id: int) -> tuple[RestrictionPicture, ...]:
    return in_force_for(tx, known_guest(tx, guest_id).id)


def in_force_for(tx: Tx, known: int) -> tuple[RestrictionPicture, ...]:
    """Return the same inside a transaction, for a card whose reader is known to be allowed."""
    return _pictures(tx, Restriction.guest_id == known)


@reads(Right.BAR)
def _bars(tx: Tx) -> tuple[RestrictionPicture, ...]:
    return _pictures(tx, Restriction.kind == RestrictionKind.BARRED)


def _in_force(tx: Tx) -> ColumnElement[bool]:
    return and_(
        Restriction.lifted_at.is_(None),
        Restriction.starts_at <= tx.now,
        or_(Restriction.ends_at.is_(None), Restriction.ends_at > tx.now),
    )


def _pictures(
    tx: Tx, condition: ColumnElement[bool], *, everything: bool = False
) -> tuple[RestrictionPicture, ...]:
    query = (
        select(Restriction, Staff.name)
        .join(Staff, Staff.id == Restriction.decided_by)
        .where(
            condition,
            Restriction.voided_at.is_(None),
            *(() if everything else (_in_force(tx),)),
        )
        .order_by(Restriction.review_on, Restriction.starts_at, Restriction.id)
    )
    rows = tx.session.execute(query).all()
    shower = Shower(tx, (row.guest_id for row, _ in rows), by_right=True)
    return tuple(
        _picture(tx, row, name, person)
        for row, name in rows
        if (person := shower.person(row.guest_id)) is not None
    )


def _picture(tx: Tx, row: Restriction, name: str, person: Person) -> RestrictionPicture:
    today = local_date(tx.now)
    return RestrictionPicture(
        restriction_id=row.id,
        person=person,
        kind=row.kind,
        scope=row.scope,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        review_on=row.review_on,
        review_due=row.review_on is not None and row.review_on <= today,
        facts=row.facts,
        rule=row.rule,
        statement=row.statement,
        statement_missing=row.statement_missing,
        milder=row.milder,
        offered=row.offered,
        went_to=row.went_to,
        complaint_told=row.complaint_told,
        nav_told=row.nav_told,
        decided_by=name,
        decided_role=row.decided_role,
        over=row.lifted_at is not None or (row.ends_at is not None and row.ends_at <= tx.now),
    )
