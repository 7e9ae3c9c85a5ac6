"""Section 2 of the handover sheet: every place in the house's order, empty ones too."""

from datetime import date, datetime, timedelta

from shelter_desk.clock import local_date
from shelter_desk.models import Presence
from shelter_desk.phrases import label_inside
from shelter_desk.reports.handover_content import Named, PlaceRow, PlaceStatus
from shelter_desk.services.bed_facts import BedFact
from shelter_desk.services.handover_facts import Facts
from shelter_desk.services.handover_names import PaperNames
from shelter_desk.services.standing import owner_of
from shelter_desk.terms import BedState
from shelter_desk.texts import Texts

DECISION_SOON = timedelta(days=7)
"""How long before its end a decision of a place stands under «Merk»."""


def place_rows(
    facts: Facts, names: PaperNames, texts: Texts, now: datetime
) -> tuple[PlaceRow, ...]:
    """Return a row for each bed in use now, extra places last."""
    presences = {presence.id: presence for presence in facts.presences}
    inside = {presence.guest_id for presence in facts.presences}
    return tuple(
        _taken(fact, facts, presences.get(fact.presence_id or 0), names, now)
        if fact.stay is not None
        else _empty(fact, inside, names, texts)
        for fact in sorted(facts.beds, key=lambda fact: not fact.approved)
    )


def _empty(fact: BedFact, inside: set[int | None], names: PaperNames, texts: Texts) -> PlaceRow:
    if fact.state is BedState.HELD and fact.hold is not None:
        if fact.hold.guest_id in inside:
            # She has come: the place is still kept for her, but nobody waits for her any more.
            return PlaceRow(
                fact.code,
                PlaceStatus.HELD,
                at=fact.hold.until_at,
                who=names.who(("guest", fact.hold.guest_id)),
            )
        return PlaceRow(
            fact.code,
            PlaceStatus.EXPECTED,
            at=fact.hold.until_at,
            who=names.who(("guest", fact.hold.guest_id)),
            held_until=fact.hold.until_at,
        )
    if fact.state is BedState.OUT_OF_SERVICE and fact.outage is not None:
        until = fact.outage.expected_until
        return PlaceRow(
            fact.code,
            PlaceStatus.OUT_OF_SERVICE,
            reason=label_inside(texts, fact.outage.reason),
            expected_back=None if until is None else local_date(until),
        )
    if fact.state is BedState.ISOLATED:
        reason = label_inside(texts, BedState.ISOLATED)
        return PlaceRow(fact.code, PlaceStatus.OUT_OF_SERVICE, reason=reason)
    if fact.state is BedState.CLEANING:
        return PlaceRow(fact.code, PlaceStatus.CLEANING)
    return PlaceRow(fact.code, PlaceStatus.FREE if fact.approved else PlaceStatus.NOT_OPENED)


def _taken(
    fact: BedFact, facts: Facts, presence: Presence | None, names: PaperNames, now: datetime
) -> PlaceRow:
    if fact.stay is None:
        raise AssertionError("a taken place has a stay behind it")
    owner = owner_of(fact.stay)
    spell = facts.spells.get(presence.id) if presence else None
    if presence is not None and spell is None:
        status, since = PlaceStatus.IN, presence.starts_at
    else:
        status = PlaceStatus.OUT
        since = spell.starts_at if spell else facts.last_seen[owner]
    who = names.who(owner)
    named = isinstance(who, Named)
    check = facts.checks.get(owner)
    wake = presence.wake_at if presence else None
    return PlaceRow(
        fact.code,
        status,
        # Of a shielded woman the paper says no more than that the place is hers.
        at=since if named or owner[0] == "presence" else None,
        who=who,
        check_interval=check.interval_minutes if check else None,
        wake_at=wake if wake is not None and wake > now else None,
        back_at=spell.expected_back if spell else None,
        decision_ends=_decision_ends(facts, owner[1], now) if named else None,
        remark=names.remark(owner),
    )


def _decision_ends(facts: Facts, guest_id: int, now: datetime) -> date | None:
    decision = facts.decisions.get(guest_id)
    if decision is None or decision.last_day - local_date(now) > DECISION_SOON:
        return None
    return decision.last_day
