"""The check-in board as one picture: who is in, who is out, who is expected."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import exists, func, or_, select

from shelter_desk.clock import from_local, local_date, night_of
from shelter_desk.models import (
    Bed,
    BedStay,
    Floor,
    Guest,
    Hold,
    HoldNight,
    OutSpell,
    Presence,
    Provision,
    Room,
    ShiftDuty,
    Staff,
)
from shelter_desk.services.bed_facts import bed_facts
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.checks import NextCheck, next_checks
from shelter_desk.services.flags import flags_of
from shelter_desk.services.lines import Subject
from shelter_desk.services.not_seen import not_seen_rows
from shelter_desk.services.shifts import open_shift
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import (
    BoardFlag,
    BoardRow,
    BoardSnapshot,
    DeskState,
    DutyRow,
    ExpectedRow,
    GivenToday,
    OutRow,
    Person,
)
from shelter_desk.services.standing import open_presences, subject_of
from shelter_desk.services.undo import last_own
from shelter_desk.services.visitors import visitors_now
from shelter_desk.terms import BedState, PresenceKind, Right

_LATE_FOR = timedelta(hours=8)
"""For how long one who has not come by the hour still stands among those who are expected."""


@dataclass(frozen=True)
class _BedPlace:
    bed_id: int
    code: str
    floor: str


@reads(Right.BOARD)
def board_snapshot(tx: Tx) -> BoardSnapshot:
    """Return the board at this moment, names by the reader's right."""
    presences = open_presences(tx)
    spells = _open_spells(tx)
    beds = _beds_by_owner(tx)
    checks = next_checks(tx)
    # She who has come is expected no more; the place stays held for her until it is given.
    here = {row.guest_id for row in presences}
    expected = [(hold, code) for hold, code in _expected(tx) if hold.guest_id not in here]
    shower = Shower(
        tx,
        [row.guest_id for row in presences] + [hold.guest_id for hold, _ in expected],
        [row.id for row in presences],
    )
    flags = flags_of(tx, presences, checks, named=_named(presences, shower))
    given = _given_today(tx, [row.id for row in presences])
    workers = _key_workers(tx, presences)
    inside: list[BoardRow] = []
    out: list[OutRow] = []
    for presence in presences:
        person = shower.person(presence.guest_id, presence.id)
        if person is None:
            continue
        bed = beds.get(subject_of(presence))
        spell = spells.get(presence.id)
        if spell is not None:
            out.append(_out_row(presence, person, spell, bed))
        else:
            shielded = shower.shielded(presence.guest_id, presence.id)
            check = checks.get(subject_of(presence))
            inside.append(
                BoardRow(
                    presence_id=presence.id,
                    person=person,
                    since=presence.starts_at,
                    bed_id=bed.bed_id if bed else None,
                    bed_code=bed.code if bed else None,
                    floor=bed.floor if bed else None,
                    flags=_shown_flags(flags[presence.id], shielded=shielded),
                    next_check=check.due_at if check else None,
                    given=tuple(given.get(presence.id, ())),
                    key_worker="" if shielded else workers.get(presence.guest_id or 0, ""),
                    shielded=shielded,
                )
            )
    facts = bed_facts(tx)
    soonest, place, overdue = _soonest(tx, checks, beds)
    shift = open_shift(tx.session, tx.now)
    return BoardSnapshot(
        at=tx.now,
        inside=tuple(sorted(inside, key=lambda row: row.since, reverse=True)),
        out=tuple(sorted(out, key=lambda row: row.out_since)),
        expected=tuple(
            ExpectedRow(
                person.guest_id,
                person,
                hold.id,
                hold.until_at,
                hold.bed_id,
                code,
                late=hold.until_at <= tx.now,
            )
            for hold, code in expected
            if (person := shower.person(hold.guest_id)) is not None
        ),
        not_seen=not_seen_rows(tx),
        on_duty=_on_duty(tx),
        children=sum(row.children for row in presences if row.id not in spells),
        free_beds=tuple(
            fact.code for fact in facts if fact.approved and fact.state is BedState.FREE
        ),
        places_taken=sum(
            fact.approved and fact.state in {BedState.TAKEN_INSIDE, BedState.TAKEN_OUT}
            for fact in facts
        ),
        places_total=sum(fact.approved for fact in facts),
        shift=shift.name,
        shift_ends_at=shift.ends_at,
        next_check=soonest,
        next_check_place=place,
        checks_overdue=overdue,
        visitors=visitors_now(tx),
    )


@reads(Right.BOARD)
def desk_state(tx: Tx) -> DeskState:
    """Return what the frame shows whatever the screen; numbers and codes, no names."""
    away = select(OutSpell.presence_id).where(
        OutSpell.ends_at.is_(None), OutSpell.voided_at.is_(None)
    )
    inside = tx.session.scalar(
        select(func.count())
        .select_from(Presence)
        .where(Presence.ends_at.is_(None), Presence.voided_at.is_(None), Presence.id.not_in(away))
    )
    facts = bed_facts(tx)
    soonest, place, overdue = _soonest(tx, next_checks(tx), _beds_by_owner(tx))
    shift = open_shift(tx.session, tx.now)
    return DeskState(
        at=tx.now,
        women_inside=inside or 0,
        others_inside=sum(not duty.on_call for duty in _on_duty(tx))
        + len(visitors_now(tx))
        + _children(tx),
        places_free=sum(fact.approved and fact.state is BedState.FREE for fact in facts),
        shift=shift.name,
        shift_ends_at=shift.ends_at,
        next_check=soonest,
        next_check_place=place,
        checks_overdue=overdue,
        can_undo=last_own(tx) is not None,
    )


def _children(tx: Tx) -> int:
    """Return how many children are with the women inside."""
    out = select(OutSpell.presence_id).where(
        OutSpell.ends_at.is_(None), OutSpell.voided_at.is_(None)
    )
    query = select(func.sum(Presence.children)).where(
        Presence.ends_at.is_(None), Presence.voided_at.is_(None), Presence.id.not_in(out)
    )
    return tx.session.scalar(query) or 0


def _named(presences: list[Presence], shower: Shower) -> frozenset[int]:
    """Return the cards of those present who are shown by name to this reader."""
    return frozenset(
        row.guest_id
        for row in presences
        if row.guest_id is not None
        and (person := shower.person(row.guest_id, row.id)) is not None
        and person.kind is PresenceKind.NAMED
    )


def _open_spells(tx: Tx) -> dict[int, OutSpell]:
    query = select(OutSpell).where(OutSpell.ends_at.is_(None), OutSpell.voided_at.is_(None))
    return {row.presence_id: row for row in tx.session.scalars(query)}


def _beds_by_owner(tx: Tx) -> dict[Subject, _BedPlace]:
    query = (
        select(BedStay.guest_id, BedStay.presence_id, Bed.id, Bed.code, Floor.name)
        .join(Bed, Bed.id == BedStay.bed_id)
        .join(Room, Room.id == Bed.room_id)
        .join(Floor, Floor.id == Room.floor_id)
        .where(BedStay.ends_at.is_(None), BedStay.voided_at.is_(None))
    )
    found: dict[Subject, _BedPlace] = {}
    for guest_id, presence_id, bed_id, code, floor in tx.session.execute(query):
        owner = ("guest", guest_id) if guest_id is not None else ("presence", presence_id or 0)
        found[owner] = _BedPlace(bed_id, code, floor)
    return found


def _shown_flags(flags: tuple[BoardFlag, ...], *, shielded: bool) -> tuple[BoardFlag, ...]:
    """Return the flags a row may show: of a shielded woman none with words of her own."""
    if not shielded:
        return flags
    return tuple(BoardFlag(flag.flag, flag.level, flag.at) for flag in flags if not flag.text)


def _out_row(presence: Presence, person: Person, spell: OutSpell, bed: _BedPlace | None) -> OutRow:
    code = bed.code if bed else None
    return OutRow(presence.id, person, spell.starts_at, spell.expected_back, code)


def _given_today(tx: Tx, presence_ids: list[int]) -> dict[int, list[GivenToday]]:
    midnight = from_local(local_date(tx.now), time(0))
    query = (
        select(Provision)
        .where(
            Provision.presence_id.in_(presence_ids),
            Provision.voided_at.is_(None),
            Provision.given_at >= midnight,
        )
        .order_by(Provision.given_at)
    )
    found: defaultdict[int, list[GivenToday]] = defaultdict(list)
    for row in tx.session.scalars(query):
        if row.presence_id is not None:
            found[row.presence_id].append(GivenToday(row.kind, row.given_at, row.amount, row.id))
    return found


def _key_workers(tx: Tx, presences: list[Presence]) -> dict[int, str]:
    ids = [row.guest_id for row in presences if row.guest_id is not None]
    query = (
        select(Guest.id, Staff.name)
        .join(Staff, Staff.id == Guest.key_worker_id)
        .where(Guest.id.in_(ids))
    )
    return dict(iter(tx.session.execute(query)))


def _expected(tx: Tx) -> list[tuple[Hold, str]]:
    """Return the holds of tonight, and those of the last hours whose woman never came.

    A place that is kept no longer is free by itself, but she was expected: somebody looks.
    """
    tonight = exists().where(
        HoldNight.hold_id == Hold.id, HoldNight.active, HoldNight.night == night_of(tx.now)
    )
    came_since = exists().where(
        Presence.guest_id == Hold.guest_id,
        Presence.voided_at.is_(None),
        Presence.starts_at > Hold.made_at,
    )
    query = (
        select(Hold, Bed.code)
        .join(Bed, Bed.id == Hold.bed_id)
        .where(
            Hold.ended_at.is_(None),
            or_(
                tonight & (Hold.until_at > tx.now),
                (Hold.until_at <= tx.now) & (Hold.until_at > tx.now - _LATE_FOR) & ~came_since,
            ),
        )
        .order_by(Hold.until_at)
    )
    return list(tx.session.execute(query))


def _on_duty(tx: Tx) -> tuple[DutyRow, ...]:
    query = (
        select(ShiftDuty.name, Staff.name, Staff.initials, ShiftDuty.on_call, ShiftDuty.id)
        .outerjoin(Staff, Staff.id == ShiftDuty.staff_id)
        .where(
            ShiftDuty.voided_at.is_(None),
            ShiftDuty.starts_at <= tx.now,
            ShiftDuty.ends_at > tx.now,
        )
        .order_by(ShiftDuty.on_call, ShiftDuty.id)
    )
    return tuple(
        DutyRow(staff or name, initials or name[:2].upper(), on_call, number)
        for name, staff, initials, on_call, number in tx.session.execute(query)
    )


def _soonest(
    tx: Tx, checks: dict[Subject, NextCheck], beds: dict[Subject, _BedPlace]
) -> tuple[datetime | None, str | None, int]:
    waiting = {subject: check for subject, check in checks.items() if not check.paused}
    overdue = sum(check.due_at <= tx.now for check in waiting.values())
    if not waiting:
        return None, None, 0
    subject, check = min(waiting.items(), key=lambda item: item[1].due_at)
    bed = beds.get(subject)
    return check.due_at, bed.code if bed else None, overdue
