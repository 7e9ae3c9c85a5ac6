"""Labels: the word for each value of the vocabulary that a person sees.

Bokmål and tone: domain.md f (glossary) and e1 (types of log lines).
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from shelter_desk.marking import mark_in
from shelter_desk.phrases.incident_labels import INCIDENT_TABLES
from shelter_desk.terms import (
    BedAttribute,
    BedCategory,
    BedElsewhere,
    BedState,
    CheckResult,
    Destination,
    KeepApartLevel,
    Level,
    LogGroup,
    LogKind,
    OutageReason,
    PresenceKind,
    Protection,
    ProvisionKind,
    RestrictionKind,
    RestrictionScope,
    Role,
    RoomKind,
    ShiftName,
    TaskKind,
    TurnAwayReason,
    Visibility,
)
from shelter_desk.texts import Texts

_ROLE = {
    Role.RECEPTION: mark_in("role", "Reception"),
    Role.MILIEU: mark_in("role", "Milieu staff"),
    Role.NURSE: mark_in("role", "Nurse"),
    Role.NIGHT: mark_in("role", "Night worker"),
    Role.SHIFT_LEAD: mark_in("role", "Shift lead"),
    Role.MANAGER: mark_in("role", "Manager"),
    Role.SYSTEM: mark_in("role", "System keeper"),
}

_SHIFT_NAME = {
    ShiftName.DAY: mark_in("shift label", "Day"),
    ShiftName.EVENING: mark_in("shift label", "Evening"),
    ShiftName.NIGHT: mark_in("shift label", "Night"),
}

_BED_CATEGORY = {
    BedCategory.EMERGENCY: mark_in("bed category", "Emergency overnight"),
    BedCategory.TEMPORARY: mark_in("bed category", "Temporary housing"),
    BedCategory.CRISIS: mark_in("bed category", "Crisis-shelter place"),
    BedCategory.FLEX: mark_in("bed category", "Flexible place"),
}

_BED_ATTRIBUTE = {
    BedAttribute.GROUND_FLOOR: mark_in("bed attribute", "Ground floor"),
    BedAttribute.NEAR_STAFF: mark_in("bed attribute", "Near staff"),
    BedAttribute.OWN_DOOR: mark_in("bed attribute", "Own door"),
    BedAttribute.OWN_TOILET: mark_in("bed attribute", "Own toilet"),
    BedAttribute.LOWER_BUNK: mark_in("bed attribute", "Lower bunk"),
    BedAttribute.SOCKET: mark_in("bed attribute", "Socket by the bed"),
    BedAttribute.PET: mark_in("bed attribute", "Pet may stay"),
}

_ROOM_KIND = {
    RoomKind.SLEEPING: mark_in("room kind", "Bedroom"),
    RoomKind.RECEPTION: mark_in("room kind", "Reception"),
    RoomKind.LIVING: mark_in("room kind", "Living room"),
    RoomKind.KITCHEN: mark_in("room kind", "Kitchen"),
    RoomKind.TALK: mark_in("room kind", "Talking room"),
    RoomKind.HEALTH: mark_in("room kind", "Health room"),
    RoomKind.WASH: mark_in("room kind", "Shower and laundry"),
    RoomKind.STAFF: mark_in("room kind", "Staff room"),
    RoomKind.STAIRS: mark_in("room kind", "Stairs"),
    RoomKind.HALL: mark_in("room kind", "Hall"),
    RoomKind.OUTDOOR: mark_in("room kind", "Outdoor area"),
}

_PRESENCE_KIND = {
    PresenceKind.NAMED: mark_in("presence kind", "Known"),
    PresenceKind.ANONYMOUS: mark_in("presence kind", "Anonymous"),
    PresenceKind.SHIELDED: mark_in("presence kind", "Shielded"),
}

_DESTINATION = {
    Destination.UNKNOWN: mark_in("destination", "Not known"),
    Destination.OWN_HOME: mark_in("destination", "Own home"),
    Destination.FRIENDS: mark_in("destination", "Friends or family"),
    Destination.STREET: mark_in("destination", "Outdoors"),
    Destination.TREATMENT: mark_in("destination", "Treatment"),
    Destination.HOSPITAL: mark_in("destination", "Hospital"),
    Destination.CRISIS_CENTRE: mark_in("destination", "Crisis centre"),
    Destination.OTHER_SHELTER: mark_in("destination", "Another shelter"),
    Destination.AFTERCARE: mark_in("destination", "Aftercare or substance-free housing"),
    Destination.CUSTODY: mark_in("destination", "Custody or prison"),
    Destination.OTHER: mark_in("destination", "Elsewhere"),
}

_OUTAGE_REASON = {
    OutageReason.BEDBUGS: mark_in("outage reason", "Bedbugs"),
    OutageReason.DAMAGE: mark_in("outage reason", "Damage"),
    OutageReason.CLEANING: mark_in("outage reason", "Thorough cleaning"),
    OutageReason.INFECTION: mark_in("outage reason", "Infection"),
    OutageReason.RENOVATION: mark_in("outage reason", "Renovation"),
    OutageReason.STAFFING: mark_in("outage reason", "Staffing"),
}

_BED_STATE = {
    BedState.FREE: mark_in("bed state", "Free"),
    BedState.TAKEN_INSIDE: mark_in("bed state", "Taken, in the house"),
    BedState.TAKEN_OUT: mark_in("bed state", "Taken, out for a while"),
    BedState.HELD: mark_in("bed state", "Held"),
    BedState.CLEANING: mark_in("bed state", "To be cleaned"),
    BedState.ISOLATED: mark_in("bed state", "Isolated"),
    BedState.OUT_OF_SERVICE: mark_in("bed state", "Out of service"),
}

_PROVISION_KIND = {
    ProvisionKind.BREAKFAST: mark_in("provision", "Breakfast"),
    ProvisionKind.LUNCH: mark_in("provision", "Lunch"),
    ProvisionKind.THURSDAY_DINNER: mark_in("provision", "Thursday dinner"),
    ProvisionKind.SUPPER: mark_in("provision", "Supper"),
    ProvisionKind.SHOWER: mark_in("provision", "Shower"),
    ProvisionKind.CLOTHES: mark_in("provision", "Clothes"),
    ProvisionKind.LAUNDRY: mark_in("provision", "Laundry"),
    ProvisionKind.EQUIPMENT: mark_in("provision", "Equipment"),
    ProvisionKind.NALOXONE: mark_in("provision", "Naloxone"),
    ProvisionKind.PACKED_LUNCH: mark_in("provision", "Packed lunch"),
    ProvisionKind.FOOD_BAG: mark_in("provision", "Food bag"),
    ProvisionKind.TALK: mark_in("provision", "Talk"),
    ProvisionKind.SUPPORT_CONTACT: mark_in("provision", "Contact with support services"),
}

_TURN_AWAY_REASON = {
    TurnAwayReason.FULL: mark_in("turn-away reason", "Full"),
    TurnAwayReason.BARRED: mark_in("turn-away reason", "Barred"),
    TurnAwayReason.NOT_TARGET_GROUP: mark_in("turn-away reason", "Not the target group"),
    TurnAwayReason.INFECTION: mark_in("turn-away reason", "Infection, no suitable room"),
    TurnAwayReason.SHIELDING: mark_in("turn-away reason", "Conflict with shielding"),
    TurnAwayReason.UNREST: mark_in("turn-away reason", "Unrest or danger just now"),
    TurnAwayReason.CHANGED_HER_MIND: mark_in("turn-away reason", "Did not want it after all"),
    TurnAwayReason.OTHER: mark_in("turn-away reason", "Other"),
}

_BED_ELSEWHERE = {
    BedElsewhere.YES: mark_in("bed elsewhere", "Got a bed elsewhere"),
    BedElsewhere.NO: mark_in("bed elsewhere", "Got no bed elsewhere"),
    BedElsewhere.UNKNOWN: mark_in("bed elsewhere", "Not known"),
}

_LEVEL = {
    Level.INFO: mark_in("level", "Info"),
    Level.WATCH: mark_in("level", "Watch"),
    Level.URGENT: mark_in("level", "Urgent"),
}

_VISIBILITY = {
    Visibility.ALL: mark_in("visibility", "All on duty"),
    Visibility.HEALTH: mark_in("visibility", "Health"),
    Visibility.MANAGER: mark_in("visibility", "Manager"),
}

_CHECK_RESULT = {
    CheckResult.SEEN_BREATHING: mark_in("check result", "Seen, breathing normally"),
    CheckResult.SPOKEN: mark_in("check result", "Spoken with"),
    CheckResult.OUT: mark_in("check result", "Out"),
    CheckResult.NO_ANSWER: mark_in("check result", "No answer"),
    CheckResult.SEE_NOTE: mark_in("check result", "See note"),
}

_RESTRICTION_KIND = {
    RestrictionKind.SENT_AWAY: mark_in("restriction", "Sent away today"),
    RestrictionKind.BARRED: mark_in("restriction", "Barred"),
}

_RESTRICTION_SCOPE = {
    RestrictionScope.DAY: mark_in("restriction scope", "By day"),
    RestrictionScope.NIGHT: mark_in("restriction scope", "By night"),
    RestrictionScope.BOTH: mark_in("restriction scope", "Day and night"),
}

_KEEP_APART_LEVEL = {
    KeepApartLevel.UNREST: mark_in("keep-apart level", "Unrest"),
    KeepApartLevel.VIOLENCE: mark_in("keep-apart level", "Violence"),
    KeepApartLevel.THREAT: mark_in("keep-apart level", "Threat"),
}

_TASK_KIND = {
    TaskKind.MANUAL: mark_in("task kind", "Task"),
    TaskKind.CLEANING: mark_in("task kind", "Cleaning"),
    TaskKind.SHRED: mark_in("task kind", "Shredding"),
    TaskKind.LINK_SHIELDED: mark_in("task kind", "Shielded arrival"),
    TaskKind.RESTRICTION: mark_in("task kind", "Sent away"),
    TaskKind.FOLLOW_UP: mark_in("task kind", "Follow-up"),
}

_PROTECTION = {
    Protection.OPEN: mark_in("protection", "Open"),
    Protection.CONFIDENTIAL: mark_in("protection", "Address protection: confidential (code 7)"),
    Protection.STRICT: mark_in("protection", "Address protection: strictly confidential (code 6)"),
    Protection.STRICT_ABROAD: mark_in(
        "protection", "Address protection: strictly confidential, abroad"
    ),
}

_LOG_GROUP = {
    LogGroup.PRESENCE: mark_in("log group", "Present"),
    LogGroup.PLACE: mark_in("log group", "Place"),
    LogGroup.CARE: mark_in("log group", "Care"),
    LogGroup.HARM_REDUCTION: mark_in("log group", "Harm reduction"),
    LogGroup.HEALTH: mark_in("log group", "Health"),
    LogGroup.COOPERATION: mark_in("log group", "Cooperation"),
    LogGroup.SAFETY: mark_in("log group", "Safety"),
    LogGroup.RULES: mark_in("log group", "House rules"),
    LogGroup.RUNNING: mark_in("log group", "Running the house"),
    LogGroup.SYSTEM: mark_in("log group", "System"),
}

_LOG_KIND = {
    LogKind.ARRIVAL: mark_in("log kind", "Arrival"),
    LogKind.OUT_FOR_A_WHILE: mark_in("log kind", "Out for a while"),
    LogKind.BACK: mark_in("log kind", "Back"),
    LogKind.CHECKED_OUT: mark_in("log kind", "Checked out"),
    LogKind.LEFT_WITHOUT_NOTICE: mark_in("log kind", "Left without notice"),
    LogKind.BED_GIVEN: mark_in("log kind", "Place given"),
    LogKind.BED_MOVED: mark_in("log kind", "Moved"),
    LogKind.BED_HELD: mark_in("log kind", "Place held"),
    LogKind.BED_RELEASED: mark_in("log kind", "Place released"),
    LogKind.EXPECTED: mark_in("log kind", "Expected"),
    LogKind.TURNED_AWAY: mark_in("log kind", "Turned away"),
    LogKind.OUT_OF_SERVICE: mark_in("log kind", "Out of service"),
    LogKind.BACK_IN_SERVICE: mark_in("log kind", "Back in service"),
    LogKind.CLEANED: mark_in("log kind", "Cleaned"),
    LogKind.TALK: mark_in("log kind", "Talk"),
    LogKind.MEAL: mark_in("log kind", "Meal"),
    LogKind.PACKED_LUNCH: mark_in("log kind", "Packed lunch or coffee at the door"),
    LogKind.FOOD_BAG: mark_in("log kind", "Food bag"),
    LogKind.SHOWER_CLOTHES: mark_in("log kind", "Shower, clothes, laundry"),
    LogKind.REST: mark_in("log kind", "Rest"),
    LogKind.ACTIVITY: mark_in("log kind", "Activity"),
    LogKind.ACCOMPANIED: mark_in("log kind", "Accompanied to an appointment"),
    LogKind.EQUIPMENT: mark_in("log kind", "Equipment given out"),
    LogKind.NALOXONE: mark_in("log kind", "Naloxone given out"),
    LogKind.EQUIPMENT_RETURNED: mark_in("log kind", "Used equipment handed in"),
    LogKind.WOUND_CARE: mark_in("log kind", "Wound care"),
    LogKind.HEALTH_HELP: mark_in("log kind", "Health help given"),
    LogKind.DOCTOR_CALLED: mark_in("log kind", "Doctor contacted"),
    LogKind.OAT_APPOINTMENT: mark_in("log kind", "OAT appointment"),
    LogKind.HEALTH_CONCERN: mark_in("log kind", "Withdrawal or health concern"),
    LogKind.JOURNALLED: mark_in("log kind", "Entered in journal"),
    LogKind.SUPPORT_CONTACT: mark_in("log kind", "Contact with support services"),
    LogKind.OUTREACH: mark_in("log kind", "Outreach contact"),
    LogKind.INQUIRY_IN: mark_in("log kind", "Inquiry received"),
    LogKind.DECISION: mark_in("log kind", "Decision received or expiring"),
    LogKind.CONCERN_REPORTED: mark_in("log kind", "Report of concern sent"),
    LogKind.DISCLOSED: mark_in("log kind", "Information disclosed"),
    LogKind.ASKED_FOR_HER: mark_in("log kind", "Somebody asked for her"),
    LogKind.CHECK: mark_in("log kind", "Check"),
    LogKind.OVERDOSE: mark_in("log kind", "Overdose"),
    LogKind.SUICIDE_RISK: mark_in("log kind", "Danger of suicide"),
    LogKind.VIOLENCE_OUTSIDE: mark_in("log kind", "Exposed to violence or abuse elsewhere"),
    LogKind.VIOLENCE: mark_in("log kind", "Violence"),
    LogKind.THREAT: mark_in("log kind", "Threat"),
    LogKind.THREAT_FROM_OUTSIDE: mark_in("log kind", "Threat from outside"),
    LogKind.KEEP_APART: mark_in("log kind", "Keep apart"),
    LogKind.NOT_SEEN: mark_in("log kind", "Not seen"),
    LogKind.REPORTED_MISSING: mark_in("log kind", "Reported missing"),
    LogKind.INFECTION: mark_in("log kind", "Infection"),
    LogKind.FIRE_ALARM: mark_in("log kind", "Fire alarm"),
    LogKind.EVACUATION: mark_in("log kind", "Evacuation"),
    LogKind.WEAPON_FOUND: mark_in("log kind", "Weapon found"),
    LogKind.SERIOUS_INJURY: mark_in("log kind", "Serious injury"),
    LogKind.DEATH: mark_in("log kind", "Death"),
    LogKind.ORAL_WARNING: mark_in("log kind", "Oral warning"),
    LogKind.SENT_AWAY: mark_in("log kind", "Sent away today"),
    LogKind.BARRED: mark_in("log kind", "Barred for a period"),
    LogKind.COMPLAINT: mark_in("log kind", "Complaint"),
    LogKind.REVIEWED: mark_in("log kind", "Reviewed"),
    LogKind.NOTE: mark_in("log kind", "Note"),
    LogKind.NEIGHBOUR: mark_in("log kind", "Neighbour inquiry"),
    LogKind.VISIT: mark_in("log kind", "Visit or inspection"),
    LogKind.BUILDING: mark_in("log kind", "Caretaker and building"),
    LogKind.KEY: mark_in("log kind", "Key"),
    LogKind.ALARM_TEST: mark_in("log kind", "Alarm test"),
    LogKind.GOODS_IN: mark_in("log kind", "Goods received"),
    LogKind.UNDONE: mark_in("log kind", "Undone"),
    LogKind.PRINTED: mark_in("log kind", "Printed"),
}

_TABLES: dict[type[Enum], tuple[str, Mapping[Any, str]]] = {
    Role: ("role", _ROLE),
    ShiftName: ("shift label", _SHIFT_NAME),
    BedCategory: ("bed category", _BED_CATEGORY),
    BedAttribute: ("bed attribute", _BED_ATTRIBUTE),
    RoomKind: ("room kind", _ROOM_KIND),
    PresenceKind: ("presence kind", _PRESENCE_KIND),
    Destination: ("destination", _DESTINATION),
    OutageReason: ("outage reason", _OUTAGE_REASON),
    BedState: ("bed state", _BED_STATE),
    ProvisionKind: ("provision", _PROVISION_KIND),
    TurnAwayReason: ("turn-away reason", _TURN_AWAY_REASON),
    BedElsewhere: ("bed elsewhere", _BED_ELSEWHERE),
    Level: ("level", _LEVEL),
    Visibility: ("visibility", _VISIBILITY),
    CheckResult: ("check result", _CHECK_RESULT),
    RestrictionKind: ("restriction", _RESTRICTION_KIND),
    RestrictionScope: ("restriction scope", _RESTRICTION_SCOPE),
    KeepApartLevel: ("keep-apart level", _KEEP_APART_LEVEL),
    TaskKind: ("task kind", _TASK_KIND),
    Protection: ("protection", _PROTECTION),
    LogGroup: ("log group", _LOG_GROUP),
    LogKind: ("log kind", _LOG_KIND),
    **INCIDENT_TABLES,
}
# By type first: members of two vocabularies with the same stored value are equal as text.


def label(texts: Texts, value: Enum) -> str:
    """Return the word for a value, with a capital: «Følg med», «Ute av drift»."""
    context, words = _TABLES[type(value)]
    return texts.say_in(context, words[value])


def label_inside(texts: Texts, value: Enum) -> str:
    """Return the word for a value inside a sentence: «veggedyr», «følg med»."""
    return lowered(label(texts, value))


_ON_PAPER = {
    LogKind.ASKED_FOR_HER: mark_in("log kind on paper", "Asked for"),
    LogKind.VIOLENCE_OUTSIDE: mark_in("log kind on paper", "Violence elsewhere"),
    LogKind.SUPPORT_CONTACT: mark_in("log kind on paper", "Support services"),
    LogKind.OAT_APPOINTMENT: mark_in("log kind on paper", "Appointment"),
    LogKind.HEALTH_CONCERN: mark_in("log kind on paper", "Health concern"),
}
_PAPER = "log kind on paper"


def sheet_label(texts: Texts, kind: LogKind) -> str:
    """Return the word for a kind of line on the handover sheet: short, and never a diagnosis.

    Neither LAR nor abuse nor withdrawal goes on paper (domain.md c3, c5).
    """
    words = _ON_PAPER.get(kind)
    return label(texts, kind) if words is None else texts.say_in(_PAPER, words)


def lowered(words: str) -> str:
    """Return words without their capital; an abbreviation («LAR-avtale») keeps its own."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def has_labels(kind: type[Enum]) -> bool:
    """Say whether a vocabulary is one that a person sees."""
    return kind in _TABLES
