"""Labels of the vocabulary of incidents, isolation and visitors (domain.md e2)."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from shelter_desk.incident_terms import (
    AssaultAgainst,
    AssaultBy,
    Breathing,
    ContactWay,
    DoseGiver,
    HerWish,
    IncidentKind,
    IncidentOutcome,
    InfectionRoute,
    Measure,
    NaloxoneProduct,
    Nostril,
    PoliceLine,
    ThreatChannel,
    VisitorKind,
)
from shelter_desk.marking import mark_in

_INCIDENT_KIND = {
    IncidentKind.OVERDOSE: mark_in("incident", "Overdose"),
    IncidentKind.SUICIDE_RISK: mark_in("incident", "Danger of suicide"),
    IncidentKind.VIOLENCE_OUTSIDE: mark_in("incident", "Exposed to violence or abuse elsewhere"),
    IncidentKind.VIOLENCE: mark_in("incident", "Violence"),
    IncidentKind.THREAT: mark_in("incident", "Threat"),
    IncidentKind.THREAT_FROM_OUTSIDE: mark_in("incident", "Threat from outside"),
    IncidentKind.REPORTED_MISSING: mark_in("incident", "Reported missing"),
    IncidentKind.INFECTION: mark_in("incident", "Infection"),
    IncidentKind.FIRE_ALARM: mark_in("incident", "Fire alarm"),
    IncidentKind.EVACUATION: mark_in("incident", "Evacuation"),
    IncidentKind.WEAPON_FOUND: mark_in("incident", "Weapon found"),
    IncidentKind.SERIOUS_INJURY: mark_in("incident", "Serious injury"),
    IncidentKind.DEATH: mark_in("incident", "Death"),
}

_BREATHING = {
    Breathing.NORMAL: mark_in("breathing", "Normal"),
    Breathing.SLOW: mark_in("breathing", "Slow"),
    Breathing.NONE: mark_in("breathing", "Not breathing"),
}

_NALOXONE_PRODUCT = {
    NaloxoneProduct.VENTIZOLVE: mark_in("naloxone", "Ventizolve 1.26 mg"),
    NaloxoneProduct.NYXOID: mark_in("naloxone", "Nyxoid 1.8 mg"),
    NaloxoneProduct.OTHER: mark_in("naloxone", "Another spray"),
}

_NOSTRIL = {
    Nostril.LEFT: mark_in("nostril", "Left"),
    Nostril.RIGHT: mark_in("nostril", "Right"),
}

_DOSE_GIVER = {
    DoseGiver.STAFF: mark_in("dose giver", "Staff"),
    DoseGiver.OTHER_WOMAN: mark_in("dose giver", "Another woman"),
    DoseGiver.AMBULANCE: mark_in("dose giver", "Ambulance"),
    DoseGiver.OTHER: mark_in("dose giver", "Somebody else"),
}

_OUTCOME = {
    IncidentOutcome.STAYED: mark_in("outcome", "Stayed here"),
    IncidentOutcome.WENT_ALONG: mark_in("outcome", "Went along with the ambulance"),
    IncidentOutcome.LEFT: mark_in("outcome", "Left"),
    IncidentOutcome.DIED: mark_in("outcome", "Died"),
}

_POLICE_LINE = {
    PoliceLine.EMERGENCY: mark_in("police line", "112"),
    PoliceLine.SWITCHBOARD: mark_in("police line", "02800"),
}

_ASSAULT_BY = {
    AssaultBy.WOMAN: mark_in("assault by", "A woman here"),
    AssaultBy.VISITOR: mark_in("assault by", "A visitor"),
    AssaultBy.STAFF: mark_in("assault by", "A member of staff"),
    AssaultBy.UNKNOWN: mark_in("assault by", "Unknown"),
}

_ASSAULT_AGAINST = {
    AssaultAgainst.WOMAN: mark_in("assault against", "A woman here"),
    AssaultAgainst.STAFF: mark_in("assault against", "Staff"),
    AssaultAgainst.VISITOR: mark_in("assault against", "A visitor"),
    AssaultAgainst.THINGS: mark_in("assault against", "Things or the house"),
}

_MEASURE = {
    Measure.NONE: mark_in("measure", "None"),
    Measure.TALK: mark_in("measure", "Talk"),
    Measure.SENT_AWAY: mark_in("measure", "Sent away today"),
    Measure.BARRED: mark_in("measure", "Barred"),
}

_THREAT_CHANNEL = {
    ThreatChannel.DOOR: mark_in("threat channel", "At the door"),
    ThreatChannel.PHONE: mark_in("threat channel", "By phone"),
    ThreatChannel.MESSAGE: mark_in("threat channel", "By message"),
    ThreatChannel.NEARBY: mark_in("threat channel", "Seen near the house"),
    ThreatChannel.OTHER: mark_in("threat channel", "In another way"),
}

_HER_WISH = {
    HerWish.YES: mark_in("her wish", "Wants it"),
    HerWish.NO: mark_in("her wish", "Does not want it"),
    HerWish.LATER: mark_in("her wish", "Perhaps later"),
    HerWish.NOT_ASKED: mark_in("her wish", "Not asked yet"),
}

_CONTACT_WAY = {
    ContactWay.PHONE: mark_in("contact way", "Called her"),
    ContactWay.MESSAGE: mark_in("contact way", "Sent a message"),
    ContactWay.SEARCHED: mark_in("contact way", "Looked in and around the house"),
    ContactWay.VISITED: mark_in("contact way", "Went where she usually is"),
    ContactWay.NETWORK: mark_in("contact way", "Asked somebody she has agreed to"),
    ContactWay.SERVICES: mark_in("contact way", "Asked another service"),
    ContactWay.OTHER: mark_in("contact way", "In another way"),
}

_INFECTION_ROUTE = {
    InfectionRoute.DROPLET: mark_in("infection route", "Droplets"),
    InfectionRoute.CONTACT: mark_in("infection route", "Contact"),
    InfectionRoute.GUT: mark_in("infection route", "Stomach and bowel"),
}

_VISITOR_KIND = {
    VisitorKind.VISITOR: mark_in("visitor kind", "Visitor"),
    VisitorKind.CRAFTSMAN: mark_in("visitor kind", "Craftsman"),
    VisitorKind.VOLUNTEER: mark_in("visitor kind", "Volunteer"),
    VisitorKind.OFFICIAL: mark_in("visitor kind", "Partner or inspection"),
    VisitorKind.OTHER: mark_in("visitor kind", "Other"),
}

INCIDENT_TABLES: dict[type[Enum], tuple[str, Mapping[Any, str]]] = {
    IncidentKind: ("incident", _INCIDENT_KIND),
    Breathing: ("breathing", _BREATHING),
    NaloxoneProduct: ("naloxone", _NALOXONE_PRODUCT),
    Nostril: ("nostril", _NOSTRIL),
    DoseGiver: ("dose giver", _DOSE_GIVER),
    IncidentOutcome: ("outcome", _OUTCOME),
    PoliceLine: ("police line", _POLICE_LINE),
    AssaultBy: ("assault by", _ASSAULT_BY),
    AssaultAgainst: ("assault against", _ASSAULT_AGAINST),
    Measure: ("measure", _MEASURE),
    ThreatChannel: ("threat channel", _THREAT_CHANNEL),
    HerWish: ("her wish", _HER_WISH),
    ContactWay: ("contact way", _CONTACT_WAY),
    InfectionRoute: ("infection route", _INFECTION_ROUTE),
    VisitorKind: ("visitor kind", _VISITOR_KIND),
}
"""By vocabulary: the context of its words, and the word for each value."""
