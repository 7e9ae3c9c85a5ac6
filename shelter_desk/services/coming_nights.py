"""Fourteen nights ahead: stays as far as they are known, holds, outages, decisions that end."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import select

from shelter_desk.clock import night_of
from shelter_desk.models import Hold, HoldNight, Presence, Vedtak
from shelter_desk.services.bed_facts import BedFact, bed_facts
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.isolated import isolations_now, owner_in
from shelter_desk.services.night_pictures import BedNights, NightSpan, NightsSnapshot
from shelter_desk.services.showing import Shower
from shelter_desk.services.standing import owner_of
from shelter_desk.terms import BedState, Right

NIGHTS = 14


class _Known:
    """What is known of the coming nights beside the state of the beds."""

    def __init__(self, tx: Tx, facts: tuple[BedFact, ...]) -> None:
        self.first = night_of(tx.now)
        self.holds = _holds(tx, self.first)
        self.decisions = _decisions(tx, self.first)
        self.isolations = {owner_in(row): row for row in isolations_now(tx)}
        ids = {fact.presence_id for fact in facts if fact.presence_id is not None}
        rows = tx.session.scalars(select(Presence).where(Presence.id.in_(ids)))
        self.presences = {row.id: row for row in rows}
        self.shower = Shower(
            tx,
            [fact.stay.guest_id for fact in facts if fact.stay]
            + [hold.guest_id for holds in self.holds.values() for hold, _ in holds],
            [fact.presence_id for fact in facts],
        )

    def number(self, night: date) -> int:
        """Return which of the nights shown this is; it may lie beyond them."""
        return (night - self.first).days


@reads(Right.BOARD)
def coming_nights(tx: Tx) -> NightsSnapshot:
    """Return what is known of the coming nights, names by the reader's right.

    A stay without a decision, an end or an isolation is known for tonight only: who has an
    emergency place is asked anew each evening.
    """
    facts = bed_facts(tx)
    known = _Known(tx, facts)
    beds = tuple(
        BedNights(fact.bed_id, fact.code, fact.category, fact.approved, _spans(fact, known))
        for fact in facts
    )
    return NightsSnapshot(
        at=tx.now,
        nights=tuple(known.first + timedelta(days=n) for n in range(NIGHTS)),
        beds=beds,
        free=tuple(
            sum(bed.approved and bed.on(night) is None for bed in beds) for night in range(NIGHTS)
        ),
    )


def _spans(fact: BedFact, known: _Known) -> tuple[NightSpan, ...]:
    spans = []
    now = _now(fact, known)
    if now is not None:
        spans.append(now)
    begins = now.last + 1 if now is not None else 0
    for hold, nights in known.holds.get(fact.bed_id, []):
        numbers = [n for night in nights if begins <= (n := known.number(night)) < NIGHTS]
        if not numbers:
            continue
        spans.append(
            NightSpan(
                BedState.HELD,
                numbers[0],
                numbers[-1],
                person=known.shower.person(hold.guest_id),
                until=hold.until_at,
                hold_id=hold.id,
                goes_on=known.number(nights[-1]) >= NIGHTS,
            )
        )
        begins = numbers[-1] + 1
    return tuple(spans)


def _now(fact: BedFact, known: _Known) -> NightSpan | None:
    """Return what lies on a bed from tonight on."""
    if fact.stay is not None:
        return _stay(fact, known)
    if fact.outage is not None:
        until = fact.outage.expected_until
        last = NIGHTS if until is None else known.number(night_of(until) - timedelta(days=1))
        return NightSpan(
            BedState.OUT_OF_SERVICE,
            0,
            _within(last),
            goes_on=last >= NIGHTS,
            until=until,
            outage=fact.outage.reason,
        )
    return NightSpan(BedState.CLEANING, 0, 0) if fact.cleaning is not None else None


def _stay(fact: BedFact, known: _Known) -> NightSpan:
    if fact.stay is None:
        raise AssertionError("a taken bed has a stay behind it")
    owner = owner_of(fact.stay)
    decision = known.decisions.get(owner[1]) if owner[0] == "guest" else None
    isolation = known.isolations.get(owner)
    presence = known.presences.get(fact.presence_id or 0)
    ends: list[date] = [known.first]
    if decision is not None:
        ends.append(decision)
    if isolation is not None:
        ends.append(night_of(isolation.review_at))
    if presence is not None and presence.expected_until is not None:
        ends.append(night_of(presence.expected_until))
    last = known.number(max(ends))
    alone = fact.isolated and fact.state is BedState.TAKEN_INSIDE
    return NightSpan(
        BedState.ISOLATED if alone else fact.state,
        0,
        _within(last),
        goes_on=last >= NIGHTS,
        person=known.shower.person(fact.stay.guest_id, fact.presence_id),
        until=isolation.review_at if isolation is not None else None,
        decision_ends=decision if decision is not None and last < NIGHTS else None,
    )


def _within(last: int) -> int:
    return max(0, min(last, NIGHTS - 1))


def _holds(tx: Tx, first: date) -> dict[int, list[tuple[Hold, list[date]]]]:
    query = (
        select(Hold, HoldNight.night)
        .join(HoldNight, HoldNight.hold_id == Hold.id)
        .where(
            HoldNight.active,
            HoldNight.night >= first,
            Hold.ended_at.is_(None),
            Hold.until_at > tx.now,
        )
        .order_by(HoldNight.night)
    )
    nights: defaultdict[int, list[date]] = defaultdict(list)
    holds: dict[int, Hold] = {}
    for hold, night in tx.session.execute(query):
        holds[hold.id] = hold
        nights[hold.id].append(night)
    found: defaultdict[int, list[tuple[Hold, list[date]]]] = defaultdict(list)
    for hold in holds.values():
        found[hold.bed_id].append((hold, nights[hold.id]))
    for kept in found.values():
        kept.sort(key=lambda entry: entry[1])
    return dict(found)


def _decisions(tx: Tx, first: date) -> dict[int, date]:
    """Return the last day of each woman's decision that is in force."""
    query = select(Vedtak.guest_id, Vedtak.last_day).where(
        Vedtak.voided_at.is_(None), Vedtak.first_day <= first, Vedtak.last_day >= first
    )
    found: dict[int, date] = {}
    for guest_id, last_day in tx.session.execute(query):
        found[guest_id] = max(last_day, found.get(guest_id, last_day))
    return found
