"""What screens are given: frozen pictures of one moment, names already by the reader's right.

Times are aware UTC. Words are made by the screen from the enums, through ``phrases``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shelter_desk.incident_terms import InfectionRoute, VisitorKind
from shelter_desk.terms import (
    BedAttribute,
    BedCategory,
    BedState,
    Level,
    LogKind,
    NotSeenStep,
    OutageReason,
    PresenceKind,
    ProvisionKind,
    RoomKind,
    ShiftName,
    TaskKind,
    Visibility,
)


@dataclass(frozen=True)
class Person:
    """How somebody is shown to this reader.

    ``alias`` is empty for an anonymous or shielded woman; then ``number`` tells her apart and
    ``place`` (a bed code) stands for her where there is one. ``second_word`` follows the alias
    where two of a name are known.
    """

    kind: PresenceKind
    alias: str = ""
    second_word: str = ""
    number: int | None = None
    place: str | None = None
    guest_id: int | None = None
    presence_id: int | None = None


class Flag(StrEnum):
    """What a row on the board tells to do; never what is wrong (screens.md, Tavla)."""

    CLOSE_CHECKS = "close_checks"
    OWN_ROOM = "own_room"
    WATCH = "watch"
    AGREEMENT = "agreement"
    MESSAGE = "message"
    WAKE = "wake"
    SAME_NAME = "same_name"
    WANTS_BED = "wants_bed"
    NOTE = "note"


@dataclass(frozen=True)
class BoardFlag:
    """A flag with the level that colours it and, for some, the time or text it carries."""

    flag: Flag
    level: Level = Level.INFO
    at: datetime | None = None
    text: str = ""


@dataclass(frozen=True)
class GivenToday:
    """One provision of today."""

    kind: ProvisionKind
    at: datetime
    amount: int
    provision_id: int


@dataclass(frozen=True)
class BoardRow:
    """Somebody present: a row of «I huset»."""

    presence_id: int
    person: Person
    since: datetime
    bed_id: int | None
    bed_code: str | None
    floor: str | None
    flags: tuple[BoardFlag, ...]
    next_check: datetime | None
    given: tuple[GivenToday, ...]
    key_worker: str
    shielded: bool


@dataclass(frozen=True)
class OutRow:
    """Somebody out for a while, with the bed that stays hers."""

    presence_id: int
    person: Person
    out_since: datetime
    expected_back: datetime | None
    bed_code: str | None


@dataclass(frozen=True)
class ExpectedRow:
    """Somebody expected: a bed is held for her until an hour of the clock."""

    guest_id: int | None
    """None for a shielded woman: her card is no business of the screen (domain.md b11)."""
    person: Person
    hold_id: int
    until: datetime
    """When the hold ends; past for one who has not come (``late``)."""
    bed_id: int
    bed_code: str
    late: bool = False


@dataclass(frozen=True)
class NotSeenRow:
    """Somebody with a place or a key worker who has not been seen for longer than the limit."""

    person: Person
    last_seen: datetime
    days: int
    """Whole days and nights since then."""
    step: NotSeenStep
    bed_code: str | None
    key_worker: str
    presence_id: int | None = None
    """Of one who is out for a while."""


@dataclass(frozen=True)
class DutyRow:
    """Somebody on duty now."""

    name: str
    initials: str
    on_call: bool
    duty_id: int = 0


@dataclass(frozen=True)
class VisitorRow:
    """Somebody in the house now who neither stays nor is employed here."""

    visitor_id: int
    name: str
    kind: VisitorKind
    whom: str
    since: datetime
    expected_until: datetime | None


@dataclass(frozen=True)
class BoardSnapshot:
    """The check-in board at one moment."""

    at: datetime
    inside: tuple[BoardRow, ...]
    out: tuple[OutRow, ...]
    expected: tuple[ExpectedRow, ...]
    not_seen: tuple[NotSeenRow, ...]
    on_duty: tuple[DutyRow, ...]
    children: int
    """How many children are with the women inside."""
    free_beds: tuple[str, ...]
    places_taken: int
    places_total: int
    shift: ShiftName
    shift_ends_at: datetime
    next_check: datetime | None
    next_check_place: str | None
    checks_overdue: int
    visitors: tuple[VisitorRow, ...] = ()


@dataclass(frozen=True)
class SearchHit:
    """A woman found by alias, with what tells two of a name apart."""

    guest_id: int
    person: Person
    matched: tuple[tuple[int, int], ...]
    """Spans of the alias that match, as (start, length) in characters; empty when alike."""
    key_worker: str
    last_seen: datetime | None
    inside_since: datetime | None
    presence_id: int | None
    bed_code: str | None
    same_alias: bool
    held_bed_id: int | None = None
    """The bed that is kept for her tonight."""
    held_bed_code: str | None = None


@dataclass(frozen=True)
class KnowThis:
    """What must be known when she comes; neutral words are chosen by ``kind``."""

    kind: str
    """``agreement`` (a restriction), ``keep_apart``, ``message`` or ``vedtak_ends``."""
    level: Level
    text: str = ""
    on: date | None = None
    row_id: int | None = None
    """Of a message: what it is ticked off by."""
    at: datetime | None = None
    every: int | None = None
    """Of ``checks``: when the next is due, and how many minutes lie between two."""


@dataclass(frozen=True)
class ArrivalCard:
    """The side panel before check-in: what must be known and nothing more."""

    person: Person
    key_worker: str
    know: tuple[KnowThis, ...]
    best_bed_id: int | None
    best_bed_code: str | None
    best_bed_why: tuple[BedAttribute, ...]
    """What is particular about the bed."""
    best_bed_floor: str
    held_until: datetime | None
    """Until when the bed is kept for her; None for one that is simply free."""
    last_seen: datetime | None
    last_night: date | None
    last_bed: str | None
    wishes: str


@dataclass(frozen=True)
class BedPicture:
    """A bed on the map."""

    bed_id: int
    code: str
    room_id: int
    approved: bool
    shielded: bool
    category: BedCategory | None
    attributes: tuple[BedAttribute, ...]
    state: BedState
    person: Person | None
    stay_id: int | None
    presence_id: int | None
    since: datetime | None
    until: datetime | None
    """Held until, out of service expected until, or expected back; by ``state``."""
    outage: OutageReason | None
    outage_note: str
    cleaning_id: int | None
    hold_id: int | None
    outage_id: int | None
    level: Level
    next_check: datetime | None


@dataclass(frozen=True)
class RoomPicture:
    """A room on the plan, position and size in plan units."""

    room_id: int
    name: str
    kind: RoomKind
    x: int
    y: int
    width: int
    height: int
    own_toilet: bool
    beds: tuple[BedPicture, ...]


@dataclass(frozen=True)
class FloorPicture:
    """A storey with its rooms."""

    floor_id: int
    name: str
    level: int
    rooms: tuple[RoomPicture, ...]


@dataclass(frozen=True)
class MapSnapshot:
    """The bed map at one moment, highest floor first."""

    at: datetime
    night: date
    floors: tuple[FloorPicture, ...]
    counts: dict[BedState, int]
    """How many approved places are in each state; extra places stand apart."""
    extra_free: int
    extra_taken: int
    without_bed: tuple[Person, ...]
    """Women present who have no bed, so that one can be given from the map."""


class Verdict(StrEnum):
    """What a bed answers when she is offered to it."""

    YES = "yes"
    BEST = "best"
    WARNING = "warning"
    SWAP = "swap"
    """Taken, but the two can change places."""
    NO = "no"


class VerdictReason(StrEnum):
    """Why a bed answers as it does."""

    FREE = "free"
    HELD_FOR_HER = "held_for_her"
    EXTRA_PLACE = "extra_place"
    HERS = "hers"
    TAKEN = "taken"
    HELD = "held"
    CLEANING = "cleaning"
    OUT_OF_SERVICE = "out_of_service"
    SAME_ROOM = "same_room"
    NEXT_ROOM = "next_room"
    ISOLATED_ROOM = "isolated_room"
    NOT_ALONE = "not_alone"
    NO_OWN_TOILET = "no_own_toilet"
    NEEDS_VEDTAK = "needs_vedtak"
    CRISIS_PLACE = "crisis_place"
    FITS_WISHES = "fits_wishes"


@dataclass(frozen=True)
class BedAnswer:
    """What one bed says to one woman."""

    bed_id: int
    verdict: Verdict
    reasons: tuple[VerdictReason, ...]


@dataclass(frozen=True)
class CorrectionLine:
    """A correction that stands beside its original."""

    correction_id: int
    body: str
    short: str
    reason: str
    written_at: datetime
    initials: str
    redacted: bool = False


@dataclass(frozen=True)
class LogLine:
    """One line of the log as this reader may see it."""

    entry_id: int
    kind: LogKind
    level: Level
    visibility: Visibility
    automatic: bool
    happened_at: datetime
    written_at: datetime
    initials: str
    shift: ShiftName
    shift_starts_at: datetime
    who: tuple[Person, ...]
    bed_code: str | None
    body: str
    short: str
    redacted: bool
    params: dict[str, object]
    corrections: tuple[CorrectionLine, ...]
    own: bool


@dataclass(frozen=True)
class ShiftSection:
    """The lines of one run of a shift, newest first."""

    shift: ShiftName
    starts_at: datetime
    ends_at: datetime
    on_duty: tuple[str, ...]
    lines: tuple[LogLine, ...]


@dataclass(frozen=True)
class LogPage:
    """A page of the stream, newest first; ``older_than`` asks for the next page."""

    sections: tuple[ShiftSection, ...]
    older_than: int | None


@dataclass(frozen=True)
class OwnWatch:
    """What the program watches by itself: a room to herself (``route``), else observation."""

    route: InfectionRoute | None
    tray: bool


@dataclass(frozen=True)
class WatchLinePicture:
    """A watch line that is in force. One with ``by_itself`` has no words and is not ended."""

    watch_id: int
    level: Level
    person: Person | None
    bed_code: str | None
    what: str
    if_then: str
    next_check: datetime | None
    since: datetime
    expires_at: datetime
    by_itself: OwnWatch | None = None


@dataclass(frozen=True)
class TaskPicture:
    """Something to do; ``overdue`` by the house's clock."""

    task_id: int
    kind: TaskKind
    text: str
    params: dict[str, object]
    due_at: datetime
    overdue: bool
    person: Person | None
    bed_code: str | None
    done_at: datetime | None


@dataclass(frozen=True)
class SheetFilling:
    """How full the coming sheet is, as the shift goes (screens.md, Vaktlogg, right side)."""

    from_shift: ShiftName
    to_shift: ShiftName
    words_page_one: int
    words_limit: int
    watch_lines: int
    watch_limit: int
    places: int
    tasks: int
    task_limit: int
    incidents: int
    incident_limit: int
    overdue: int
    printed: int


@dataclass(frozen=True)
class DeskState:
    """What the frame shows whatever the screen."""

    at: datetime
    women_inside: int
    others_inside: int
    places_free: int
    shift: ShiftName
    shift_ends_at: datetime
    next_check: datetime | None
    next_check_place: str | None
    checks_overdue: int
    can_undo: bool
