"""Rounds through the house: begun, ticked off woman by woman, ended (domain.md e2, c3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Check, OutSpell, Presence, Round
from shelter_desk.models import House as HouseRow
from shelter_desk.services.bed_facts import bed_facts
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.check_plans import check_line, check_note, note_checks, plans_of
from shelter_desk.services.checks import states_of
from shelter_desk.services.lines import Subject, automatic_line
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import open_presence, subject_of
from shelter_desk.services.subjects import About
from shelter_desk.services.times import moment
from shelter_desk.terms import CheckResult, Level, LogKind, Right


class RoundRunningError(RefusedError):
    """One round at a time."""

    sentence = mark("A round has been going on since {at}. End it before the next one.")


class RoundOverError(RefusedError):
    """The round has ended."""

    sentence = mark("This round has ended already.")


@dataclass(frozen=True)
class RoundWoman:
    """Somebody to look at on a round, in the house's order; ``result`` once she is ticked."""

    presence_id: int
    person: Person
    bed_code: str | None
    out: bool
    result: CheckResult | None


@dataclass(frozen=True)
class RoundPicture:
    """The round that goes on."""

    round_id: int
    planned_at: datetime
    starts_at: datetime
    women: tuple[RoundWoman, ...]

    @property
    def left(self) -> int:
        """Return how many are not ticked yet."""
        return sum(woman.result is None for woman in self.women)


@writes(Right.BOARD)
def start_round(tx: Tx, *, planned_at: datetime | None = None) -> Done:
    """Begin a round; ``planned_at`` (aware UTC) is the hour of the plan it is.

    Raises :class:`RoundRunningError`.
    """
    tx.session.get(HouseRow, 1, with_for_update=True)
    running = _running(tx)
    if running is not None:
        raise RoundRunningError(at=running.starts_at)
    row = Round(planned_at=planned_at or tx.now, starts_at=tx.now, by_staff=tx.actor.staff_id)
    tx.session.add(row)
    tx.session.flush()
    tx.audit("round.start", subject=("round", row.id))
    return tx.done(row_id=row.id)


@writes(Right.BOARD)
def tick_round(
    tx: Tx,
    *,
    round_id: int,
    presence_id: int,
    result: CheckResult,
    note: str = "",
    at: datetime | None = None,
) -> Done:
    """Note what the round found for one woman; it counts for her agreed checks too.

    Only «no answer» and «see note» write a line of their own. Raises :class:`RoundOverError`,
    :class:`~shelter_desk.services.standing.NotInsideError`,
    :class:`~shelter_desk.services.check_plans.CheckNoteMissingError`.
    """
    row = _open_round(tx, round_id)
    words, when = check_note(result, note), moment(tx, at)
    presence = open_presence(tx, presence_id)
    whom = About(presence.guest_id, None if presence.guest_id else presence.id)
    plans = plans_of(tx, whom)
    if plans:
        row_id = note_checks(tx, plans, result, when, words, round_id=row.id)
    else:
        row_id = _plain_check(tx, row, whom, result, when=when, note=words)
    entry_id = None
    if result in {CheckResult.NO_ANSWER, CheckResult.SEE_NOTE}:
        following = min((s.due_at for s in states_of(tx, plans).values()), default=None)
        entry_id = check_line(tx, whom, result, when, following=following, note=words)
    else:
        tx.audit("round.tick", subject=("round", row.id), result=result.value)
    tx.touch(guest=presence.guest_id, presence=presence.id)
    return tx.done(entry_id=entry_id, row_id=row_id)


@writes(Right.BOARD)
def end_round(tx: Tx, *, round_id: int) -> Done:
    """End a round with one line that says how many were seen. Raises :class:`RoundOverError`."""
    row = _open_round(tx, round_id)
    women = _women(tx, row)
    tx.footprint.change(row, ends_at=tx.now)
    results = [woman.result for woman in women]
    left = results.count(None)
    silent = results.count(CheckResult.NO_ANSWER)
    line = automatic_line(
        tx,
        LogKind.CHECK,
        level=Level.WATCH if left or silent else Level.INFO,
        round=row.id,
        seen=len(results) - left - silent - results.count(CheckResult.OUT),
        out=results.count(CheckResult.OUT),
        no_answer=silent,
        left=left,
    )
    return tx.done(entry_id=line.id, row_id=row.id)


@reads(Right.BOARD)
def running_round(tx: Tx) -> RoundPicture | None:
    """Return the round that goes on, with everybody in the house in the house's order."""
    row = _running(tx)
    if row is None:
        return None
    return RoundPicture(row.id, row.planned_at, row.starts_at, tuple(_women(tx, row)))


def _running(tx: Tx) -> Round | None:
    query = select(Round).where(Round.ends_at.is_(None)).order_by(Round.id)
    return tx.session.scalars(query.limit(1)).first()


def _open_round(tx: Tx, round_id: int) -> Round:
    row = tx.session.get(Round, round_id, with_for_update=True)
    if row is None or row.ends_at is not None:
        raise RoundOverError
    return row


def _plain_check(
    tx: Tx, row: Round, whom: About, result: CheckResult, *, when: datetime, note: str
) -> int:
    check = Check(
        round_id=row.id,
        guest_id=whom.guest_id,
        presence_id=whom.presence_id,
        due_at=row.planned_at,
        done_at=when,
        result=result,
        note=note,
        by_staff=tx.actor.staff_id,
    )
    tx.footprint.make(check)
    return check.id


def _women(tx: Tx, row: Round) -> list[RoundWoman]:
    facts = bed_facts(tx)
    codes: dict[int, tuple[int, str | None]] = {
        fact.presence_id: (order, fact.code)
        for order, fact in enumerate(facts)
        if fact.presence_id is not None
    }
    query = select(Presence).where(Presence.ends_at.is_(None), Presence.voided_at.is_(None))
    presences = tx.session.scalars(query.order_by(Presence.starts_at, Presence.id)).all()
    away = set(
        tx.session.scalars(
            select(OutSpell.presence_id).where(
                OutSpell.ends_at.is_(None), OutSpell.voided_at.is_(None)
            )
        )
    )
    ticked = _ticked(tx, row)
    shower = Shower(tx, (p.guest_id for p in presences), (p.id for p in presences))
    without = (len(facts), None)
    return [
        RoundWoman(
            presence.id,
            person,
            codes.get(presence.id, without)[1],
            presence.id in away,
            ticked.get(subject_of(presence)),
        )
        for presence in sorted(presences, key=lambda p: codes.get(p.id, without)[0])
        if (person := shower.person(presence.guest_id, presence.id)) is not None
    ]


def _ticked(tx: Tx, row: Round) -> dict[Subject, CheckResult]:
    query = (
        select(Check.guest_id, Check.presence_id, Check.result)
        .where(Check.round_id == row.id, Check.voided_at.is_(None), Check.result.is_not(None))
        .order_by(Check.id)
    )
    return {
        ("guest", guest_id) if guest_id is not None else ("presence", presence_id or 0): result
        for guest_id, presence_id, result in tx.session.execute(query)
        if result is not None
    }
