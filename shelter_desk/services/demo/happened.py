"""The rows of an incident of the past: what is counted beside its line (domain.md e2)."""

from datetime import datetime, timedelta

from shelter_desk.incident_terms import (
    AssaultAgainst,
    AssaultBy,
    Breathing,
    DoseGiver,
    HerWish,
    IncidentKind,
    IncidentOutcome,
    Measure,
    NaloxoneProduct,
    ThreatChannel,
)
from shelter_desk.models import (
    Assault,
    Incident,
    NaloxoneCount,
    NaloxoneDose,
    OutsideThreat,
    OutsideViolence,
    Overdose,
    SuicideConcern,
)
from shelter_desk.services.demo.ledger import Row
from shelter_desk.services.demo.past import Past
from shelter_desk.terms import LogKind

_TOLD_IN_WORDS = frozenset({LogKind.REPORTED_MISSING, LogKind.NEIGHBOUR})
"""What has no row of its own here."""

_SPRAYS = 40


def keep_incident(past: Past, kind: LogKind, woman: int | None, at: datetime) -> Row | None:
    """Keep an incident; the caller sets ``entry_id``. None for what is told in words alone."""
    if kind in _TOLD_IN_WORDS:
        return None
    what = IncidentKind(kind.value)
    row = past.ledger.add(
        Incident,
        entry_id=0,
        kind=what,
        guest_id=None if woman is None else past.guests[woman],
        presence_id=None,
        happened_at=at,
        written_at=past.now,
        by_staff=past.someone().staff_id,
        staff_on_duty=past.chance.choice((2, 3, 3, 4)),
        lone_work=False,
        outcome=IncidentOutcome.WENT_ALONG if what is IncidentKind.OVERDOSE else None,
        ambulance_called_at=at if what is IncidentKind.OVERDOSE else None,
        manager_told_at=past.now,
    )
    number = row["id"]
    match what:
        case IncidentKind.OVERDOSE:
            _overdose(past, number, at)
        case IncidentKind.VIOLENCE | IncidentKind.THREAT:
            past.ledger.link(
                Assault,
                incident_id=number,
                by_whom=AssaultBy.WOMAN,
                by_guest_id=None,
                against=past.chance.choice((AssaultAgainst.WOMAN, AssaultAgainst.STAFF)),
                against_guest_id=None if woman is None else past.guests[woman],
                physical=what is IncidentKind.VIOLENCE,
                verbal=True,
                alarm_used=False,
                measure=past.chance.choice((Measure.TALK, Measure.TALK, Measure.NONE)),
            )
        case IncidentKind.THREAT_FROM_OUTSIDE:
            past.ledger.link(
                OutsideThreat,
                incident_id=number,
                channel=ThreatChannel.DOOR,
                nothing_disclosed=True,
            )
        case IncidentKind.SUICIDE_RISK:
            past.ledger.link(
                SuicideConcern, incident_id=number, asked_directly=True, not_alone=True
            )
        case IncidentKind.VIOLENCE_OUTSIDE:
            past.ledger.link(
                OutsideViolence,
                incident_id=number,
                police=HerWish.LATER,
                assault_centre=HerWish.NO,
            )
    return row


def _overdose(past: Past, number: int, at: datetime) -> None:
    past.ledger.link(
        Overdose,
        incident_id=number,
        found_by="",
        responsive=False,
        breathing=Breathing.SLOW,
        suicide_asked=True,
    )
    for dose in (1, 2):
        past.ledger.add(
            NaloxoneDose,
            incident_id=number,
            number=dose,
            product=NaloxoneProduct.VENTIZOLVE,
            given_at=at + timedelta(minutes=3 * dose),
            nostril=None,
            given_by=DoseGiver.STAFF,
        )


def count_sprays(past: Past) -> None:
    """Count the sprays in the house."""
    actor = past.someone()
    row = past.ledger.add(
        NaloxoneCount, sprays=_SPRAYS, counted_at=past.now, by_staff=actor.staff_id
    )
    past.ledger.note(past.now, actor, "naloxone.count", ("naloxone_count", row["id"]))
