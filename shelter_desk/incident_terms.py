"""The vocabulary of incidents, isolation and visitors: stored by value, shown by ``phrases``.

Field sets: domain.md e2. What is stored stays: the database checks these values.
"""

from enum import StrEnum


class IncidentKind(StrEnum):
    """What kind of incident; the values are those of the log line it belongs to."""

    OVERDOSE = "overdose"
    SUICIDE_RISK = "suicide_risk"
    VIOLENCE_OUTSIDE = "violence_outside"
    VIOLENCE = "violence"
    THREAT = "threat"
    THREAT_FROM_OUTSIDE = "threat_from_outside"
    REPORTED_MISSING = "reported_missing"
    INFECTION = "infection"
    FIRE_ALARM = "fire_alarm"
    EVACUATION = "evacuation"
    WEAPON_FOUND = "weapon_found"
    SERIOUS_INJURY = "serious_injury"
    DEATH = "death"


class Breathing(StrEnum):
    """How she breathed when she was found."""

    NORMAL = "normal"
    SLOW = "slow"
    NONE = "none"


class NaloxoneProduct(StrEnum):
    """Which spray was given."""

    VENTIZOLVE = "ventizolve"
    NYXOID = "nyxoid"
    OTHER = "other"


class Nostril(StrEnum):
    """Where a spray was given."""

    LEFT = "left"
    RIGHT = "right"


class DoseGiver(StrEnum):
    """Who gave a spray."""

    STAFF = "staff"
    OTHER_WOMAN = "other_woman"
    AMBULANCE = "ambulance"
    OTHER = "other"


class IncidentOutcome(StrEnum):
    """Where she was when it was over."""

    STAYED = "stayed"
    WENT_ALONG = "went_along"
    LEFT = "left"
    DIED = "died"


class PoliceLine(StrEnum):
    """Which number the police were called on."""

    EMERGENCY = "112"
    SWITCHBOARD = "02800"


class AssaultBy(StrEnum):
    """Who used violence or threats."""

    WOMAN = "woman"
    VISITOR = "visitor"
    STAFF = "staff"
    UNKNOWN = "unknown"


class AssaultAgainst(StrEnum):
    """Whom or what it was turned against."""

    WOMAN = "woman"
    STAFF = "staff"
    VISITOR = "visitor"
    THINGS = "things"


class Measure(StrEnum):
    """What was decided after violence or a threat."""

    NONE = "none"
    TALK = "talk"
    SENT_AWAY = "sent_away"
    BARRED = "barred"


class ThreatChannel(StrEnum):
    """How a threat from outside came."""

    DOOR = "door"
    PHONE = "phone"
    MESSAGE = "message"
    NEARBY = "nearby"
    OTHER = "other"


class HerWish(StrEnum):
    """Whether she wants a thing that was offered."""

    YES = "yes"
    NO = "no"
    LATER = "later"
    NOT_ASKED = "not_asked"


class ContactWay(StrEnum):
    """How staff tried to reach a woman who is not seen."""

    PHONE = "phone"
    MESSAGE = "message"
    SEARCHED = "searched"
    VISITED = "visited"
    NETWORK = "network"
    SERVICES = "services"
    OTHER = "other"


class InfectionRoute(StrEnum):
    """How an infection spreads: which precautions, never which illness (domain.md e2)."""

    DROPLET = "droplet"
    CONTACT = "contact"
    GUT = "gut"


class VisitorKind(StrEnum):
    """As what somebody who neither works nor stays here is in the house."""

    VISITOR = "visitor"
    CRAFTSMAN = "craftsman"
    VOLUNTEER = "volunteer"
    OFFICIAL = "official"
    OTHER = "other"
