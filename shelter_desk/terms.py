"""The vocabulary every layer shares: what is stored by value and shown through ``phrases``.

Glossary: architecture.md section 3 and domain.md f.
"""

from datetime import timedelta
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is here as (domain.md b8)."""

    RECEPTION = "reception"
    MILIEU = "milieu"
    NURSE = "nurse"
    NIGHT = "night"
    SHIFT_LEAD = "shift_lead"
    MANAGER = "manager"
    SYSTEM = "system"


class Right(StrEnum):
    """What a role may do (domain.md b8a); checked in services."""

    BOARD = "board"
    CARD_TODAY = "card_today"
    CARD = "card"
    READ_HEALTH = "read_health"
    READ_MANAGER = "read_manager"
    READ_MANAGER_OWN = "read_manager_own"
    SHIELDED_WITH_REASON = "shielded_with_reason"
    SHIELDED_ON_SHIFT = "shielded_on_shift"
    SHIELDED = "shielded"
    SHIELD_GRADE = "shield_grade"
    SEND_AWAY = "send_away"
    BAR = "bar"
    PRINT_HANDOVER = "print_handover"
    OCCUPANCY = "occupancy"
    EXPORT_ROWS = "export_rows"
    HOUSE_PLAN = "house_plan"
    IMPORT = "import"
    STAFF = "staff"
    STAFF_TEMPORARY = "staff_temporary"
    STAFF_ACCOUNTS = "staff_accounts"
    BACKUP = "backup"
    READ_AUDIT = "read_audit"
    VERIFY = "verify"


class ActorKind(StrEnum):
    """Who acts: a person who logged in, the command line, or the program itself."""

    STAFF = "staff"
    COMMAND_LINE = "command_line"
    PROGRAM = "program"


class ShiftName(StrEnum):
    """The three shifts of a day (domain.md g)."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


class BedCategory(StrEnum):
    """What kind of place a bed is; drives the statistics (domain.md d2)."""

    EMERGENCY = "emergency"
    TEMPORARY = "temporary"
    CRISIS = "crisis"
    FLEX = "flex"


class BedAttribute(StrEnum):
    """What is particular about a bed, matched with what she needs."""

    GROUND_FLOOR = "ground_floor"
    NEAR_STAFF = "near_staff"
    OWN_DOOR = "own_door"
    OWN_TOILET = "own_toilet"
    LOWER_BUNK = "lower_bunk"
    SOCKET = "socket"
    PET = "pet"


class RoomKind(StrEnum):
    """What a room on the plan is for."""

    SLEEPING = "sleeping"
    RECEPTION = "reception"
    LIVING = "living"
    KITCHEN = "kitchen"
    TALK = "talk"
    HEALTH = "health"
    WASH = "wash"
    STAFF = "staff"
    STAIRS = "stairs"
    HALL = "hall"
    OUTDOOR = "outdoor"


class PresenceKind(StrEnum):
    """How somebody in the house is known."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    SHIELDED = "shielded"


class Destination(StrEnum):
    """Where she went when she checked out."""

    UNKNOWN = "unknown"
    OWN_HOME = "own_home"
    FRIENDS = "friends"
    STREET = "street"
    TREATMENT = "treatment"
    HOSPITAL = "hospital"
    CRISIS_CENTRE = "crisis_centre"
    OTHER_SHELTER = "other_shelter"
    AFTERCARE = "aftercare"
    CUSTODY = "custody"
    OTHER = "other"


class StayEnd(StrEnum):
    """Why a bed stay ended."""

    RELEASED = "released"
    MOVED = "moved"
    CHECKED_OUT = "checked_out"
    IMPORTED = "imported"


class OutageReason(StrEnum):
    """Why a bed is out of service (domain.md e1)."""

    BEDBUGS = "bedbugs"
    DAMAGE = "damage"
    CLEANING = "cleaning"
    INFECTION = "infection"
    RENOVATION = "renovation"
    STAFFING = "staffing"


class BedState(StrEnum):
    """What a bed looks like on the map (screens.md); derived, never stored."""

    FREE = "free"
    TAKEN_INSIDE = "taken_inside"
    TAKEN_OUT = "taken_out"
    HELD = "held"
    CLEANING = "cleaning"
    ISOLATED = "isolated"
    OUT_OF_SERVICE = "out_of_service"


class ProvisionKind(StrEnum):
    """What she is given (screens.md, Tavla)."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    THURSDAY_DINNER = "thursday_dinner"
    SUPPER = "supper"
    SHOWER = "shower"
    CLOTHES = "clothes"
    LAUNDRY = "laundry"
    EQUIPMENT = "equipment"
    NALOXONE = "naloxone"
    PACKED_LUNCH = "packed_lunch"
    FOOD_BAG = "food_bag"
    TALK = "talk"
    SUPPORT_CONTACT = "support_contact"


class TurnAwayReason(StrEnum):
    """Why somebody got no place (domain.md d2)."""

    FULL = "full"
    BARRED = "barred"
    NOT_TARGET_GROUP = "not_target_group"
    INFECTION = "infection"
    SHIELDING = "shielding"
    UNREST = "unrest"
    CHANGED_HER_MIND = "changed_her_mind"
    OTHER = "other"


class BedElsewhere(StrEnum):
    """Whether a woman who was turned away got a bed somewhere else."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class NotSeenStep(StrEnum):
    """How long somebody has not been seen, as what the house does about it (domain.md e2)."""

    SHOWN = "shown"
    CALL = "call"
    DECIDE = "decide"
    VISITOR = "visitor"
    VISITOR_LATE = "visitor_late"


class Level(StrEnum):
    """How much a line matters (domain.md e)."""

    INFO = "info"
    WATCH = "watch"
    URGENT = "urgent"


class Visibility(StrEnum):
    """Who may read a log line (domain.md e)."""

    ALL = "all"
    HEALTH = "health"
    MANAGER = "manager"


class CheckResult(StrEnum):
    """What a check found (screens.md, Vaktlogg)."""

    SEEN_BREATHING = "seen_breathing"
    SPOKEN = "spoken"
    OUT = "out"
    NO_ANSWER = "no_answer"
    SEE_NOTE = "see_note"


class RestrictionKind(StrEnum):
    """Sent away until the next morning, or barred for a period (domain.md b21)."""

    SENT_AWAY = "sent_away"
    BARRED = "barred"


class RestrictionScope(StrEnum):
    """What a restriction covers; food, equipment, naloxone and health help never."""

    DAY = "day"
    NIGHT = "night"
    BOTH = "both"


class KeepApartLevel(StrEnum):
    """Why two must not meet (domain.md e2)."""

    UNREST = "unrest"
    VIOLENCE = "violence"
    THREAT = "threat"


class TaskKind(StrEnum):
    """Where a task comes from."""

    MANUAL = "manual"
    CLEANING = "cleaning"
    SHRED = "shred"
    LINK_SHIELDED = "link_shielded"
    RESTRICTION = "restriction"
    FOLLOW_UP = "follow_up"


class Protection(StrEnum):
    """Grade of address protection (domain.md b11); anything but open means shielded."""

    OPEN = "UGRADERT"
    CONFIDENTIAL = "FORTROLIG"
    STRICT = "STRENGT_FORTROLIG"
    STRICT_ABROAD = "STRENGT_FORTROLIG_UTLAND"


class LogGroup(StrEnum):
    """Groups of log types (domain.md e1)."""

    PRESENCE = "presence"
    PLACE = "place"
    CARE = "care"
    HARM_REDUCTION = "harm_reduction"
    HEALTH = "health"
    COOPERATION = "cooperation"
    SAFETY = "safety"
    RULES = "rules"
    RUNNING = "running"
    SYSTEM = "system"


class LogKind(StrEnum):
    """Types of log lines (domain.md e1)."""

    # presence
    ARRIVAL = "arrival"
    OUT_FOR_A_WHILE = "out_for_a_while"
    BACK = "back"
    CHECKED_OUT = "checked_out"
    LEFT_WITHOUT_NOTICE = "left_without_notice"
    # place
    BED_GIVEN = "bed_given"
    BED_MOVED = "bed_moved"
    BED_HELD = "bed_held"
    BED_RELEASED = "bed_released"
    EXPECTED = "expected"
    TURNED_AWAY = "turned_away"
    OUT_OF_SERVICE = "out_of_service"
    BACK_IN_SERVICE = "back_in_service"
    CLEANED = "cleaned"
    # care
    TALK = "talk"
    MEAL = "meal"
    PACKED_LUNCH = "packed_lunch"
    FOOD_BAG = "food_bag"
    SHOWER_CLOTHES = "shower_clothes"
    REST = "rest"
    ACTIVITY = "activity"
    ACCOMPANIED = "accompanied"
    # harm reduction
    EQUIPMENT = "equipment"
    NALOXONE = "naloxone"
    EQUIPMENT_RETURNED = "equipment_returned"
    # health
    WOUND_CARE = "wound_care"
    HEALTH_HELP = "health_help"
    DOCTOR_CALLED = "doctor_called"
    OAT_APPOINTMENT = "oat_appointment"
    HEALTH_CONCERN = "health_concern"
    JOURNALLED = "journalled"
    # cooperation
    SUPPORT_CONTACT = "support_contact"
    OUTREACH = "outreach"
    INQUIRY_IN = "inquiry_in"
    DECISION = "decision"
    CONCERN_REPORTED = "concern_reported"
    DISCLOSED = "disclosed"
    ASKED_FOR_HER = "asked_for_her"
    # safety
    CHECK = "check"
    OVERDOSE = "overdose"
    SUICIDE_RISK = "suicide_risk"
    VIOLENCE_OUTSIDE = "violence_outside"
    VIOLENCE = "violence"
    THREAT = "threat"
    THREAT_FROM_OUTSIDE = "threat_from_outside"
    KEEP_APART = "keep_apart"
    NOT_SEEN = "not_seen"
    REPORTED_MISSING = "reported_missing"
    INFECTION = "infection"
    FIRE_ALARM = "fire_alarm"
    EVACUATION = "evacuation"
    WEAPON_FOUND = "weapon_found"
    SERIOUS_INJURY = "serious_injury"
    DEATH = "death"
    # rules
    ORAL_WARNING = "oral_warning"
    SENT_AWAY = "sent_away"
    BARRED = "barred"
    COMPLAINT = "complaint"
    REVIEWED = "reviewed"
    # running
    NOTE = "note"
    NEIGHBOUR = "neighbour"
    VISIT = "visit"
    BUILDING = "building"
    KEY = "key"
    ALARM_TEST = "alarm_test"
    GOODS_IN = "goods_in"
    # system
    UNDONE = "undone"
    PRINTED = "printed"


LOG_GROUPS: dict[LogGroup, tuple[LogKind, ...]] = {
    LogGroup.PRESENCE: (
        LogKind.ARRIVAL,
        LogKind.OUT_FOR_A_WHILE,
        LogKind.BACK,
        LogKind.CHECKED_OUT,
        LogKind.LEFT_WITHOUT_NOTICE,
    ),
    LogGroup.PLACE: (
        LogKind.BED_GIVEN,
        LogKind.BED_MOVED,
        LogKind.BED_HELD,
        LogKind.BED_RELEASED,
        LogKind.EXPECTED,
        LogKind.TURNED_AWAY,
        LogKind.OUT_OF_SERVICE,
        LogKind.BACK_IN_SERVICE,
        LogKind.CLEANED,
    ),
    LogGroup.CARE: (
        LogKind.TALK,
        LogKind.MEAL,
        LogKind.PACKED_LUNCH,
        LogKind.FOOD_BAG,
        LogKind.SHOWER_CLOTHES,
        LogKind.REST,
        LogKind.ACTIVITY,
        LogKind.ACCOMPANIED,
    ),
    LogGroup.HARM_REDUCTION: (
        LogKind.EQUIPMENT,
        LogKind.NALOXONE,
        LogKind.EQUIPMENT_RETURNED,
    ),
    LogGroup.HEALTH: (
        LogKind.WOUND_CARE,
        LogKind.HEALTH_HELP,
        LogKind.DOCTOR_CALLED,
        LogKind.OAT_APPOINTMENT,
        LogKind.HEALTH_CONCERN,
        LogKind.JOURNALLED,
    ),
    LogGroup.COOPERATION: (
        LogKind.SUPPORT_CONTACT,
        LogKind.OUTREACH,
        LogKind.INQUIRY_IN,
        LogKind.DECISION,
        LogKind.CONCERN_REPORTED,
        LogKind.DISCLOSED,
        LogKind.ASKED_FOR_HER,
    ),
    LogGroup.SAFETY: (
        LogKind.CHECK,
        LogKind.OVERDOSE,
        LogKind.SUICIDE_RISK,
        LogKind.VIOLENCE_OUTSIDE,
        LogKind.VIOLENCE,
        LogKind.THREAT,
        LogKind.THREAT_FROM_OUTSIDE,
        LogKind.KEEP_APART,
        LogKind.NOT_SEEN,
        LogKind.REPORTED_MISSING,
        LogKind.INFECTION,
        LogKind.FIRE_ALARM,
        LogKind.EVACUATION,
        LogKind.WEAPON_FOUND,
        LogKind.SERIOUS_INJURY,
        LogKind.DEATH,
    ),
    LogGroup.RULES: (
        LogKind.ORAL_WARNING,
        LogKind.SENT_AWAY,
        LogKind.BARRED,
        LogKind.COMPLAINT,
        LogKind.REVIEWED,
    ),
    LogGroup.RUNNING: (
        LogKind.NOTE,
        LogKind.NEIGHBOUR,
        LogKind.VISIT,
        LogKind.BUILDING,
        LogKind.KEY,
        LogKind.ALARM_TEST,
        LogKind.GOODS_IN,
    ),
    LogGroup.SYSTEM: (
        LogKind.UNDONE,
        LogKind.PRINTED,
    ),
}
"""Which group each type belongs to (domain.md e1)."""

AUTOMATIC_GROUPS = frozenset({LogGroup.PRESENCE, LogGroup.PLACE, LogGroup.SYSTEM})
"""Groups whose lines the program writes; nobody types them."""

INCIDENT_KINDS = frozenset(
    (set(LOG_GROUPS[LogGroup.SAFETY]) - {LogKind.CHECK, LogKind.KEEP_APART, LogKind.NOT_SEEN})
    | {LogKind.ASKED_FOR_HER, LogKind.SENT_AWAY}
)
"""Types that stand under «Hendelser» on the handover sheet (domain.md c3, section 4)."""

UNDO_FOR = timedelta(minutes=10)
"""How long an act can be undone (architecture.md 6)."""

WATCH_TEXT_LIMIT = 110
TASK_TEXT_LIMIT = 60
INCIDENT_SHORT_LIMIT = 60
ENTRY_SHORT_LIMIT = 140
"""Longest «kort til vaktrapport» by kind, in characters (domain.md c1; entries: the comps)."""

ALIAS_LIMIT = 64
"""Longest alias, in characters."""
