"""What a handover sheet says, in plain values: the hand-over between service and paper.

Whoever builds a :class:`HandoverSheet` has already asked the reader's rights: a woman is an
alias, a number or shielded, and free text is ready to print. Words for levels, states and
headings are made on the sheet, in the sheet's language. All instants are aware and in UTC.

This module must stay free of reportlab, which is slow to load.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from shelter_desk.terms import Level, ShiftName


class PlaceStatus(StrEnum):
    """What section 2 says about a place; an instant may stand beside it."""

    IN = "in"  # she is in the house, since
    OUT = "out"  # hers, but she is out, since
    EXPECTED = "expected"  # kept for her, expected at
    HELD = "held"  # kept, nobody named, until
    FREE = "free"
    CLEANING = "cleaning"  # to be cleaned
    OUT_OF_SERVICE = "out_of_service"
    NOT_OPENED = "not_opened"  # an extra place that nobody uses tonight


class ClockChange(StrEnum):
    """The night the clocks are set: forward in spring, back in autumn."""

    SPRING = "spring"
    AUTUMN = "autumn"


@dataclass(frozen=True)
class Named:
    """A woman by alias; the same first name twice: the caller has added the place code."""

    alias: str


@dataclass(frozen=True)
class Anonymous:
    """A woman without an alias, by the number of her presence."""

    number: int


@dataclass(frozen=True)
class Shielded:
    """A woman whose name does not go on paper: «skjermet · se app» (domain.md b11, c5)."""

    number: int | None = None


Who = Named | Anonymous | Shielded


@dataclass(frozen=True)
class WatchRow:
    """Section 1: what the shift must watch, with its if/then or its next check."""

    level: Level  # URGENT, or a line to watch
    text: str
    places: tuple[str, ...] = ()
    who: tuple[Who, ...] = ()
    next_check: datetime | None = None
    since: datetime | None = None  # printed when the line is older than the day of the sheet


@dataclass(frozen=True)
class PlaceRow:
    """Section 2: one place, empty ones too, in floor order."""

    code: str
    status: PlaceStatus
    at: datetime | None = None
    who: Who | None = None
    check_interval: int | None = None  # minutes between agreed checks
    wake_at: datetime | None = None
    back_at: datetime | None = None
    held_until: datetime | None = None
    decision_ends: date | None = None  # vedtak
    reason: str = ""  # why out of service, in the sheet's language
    expected_back: date | None = None  # when an outage is expected to end
    remark: str = ""  # at most 25 characters by the form's rule: allergy, diet


@dataclass(frozen=True)
class TaskRow:
    """Section 3: to be done before the shift ends."""

    text: str
    due: datetime | None = None
    overdue: bool = False


@dataclass(frozen=True)
class IncidentRow:
    """Section 4: what happened since the last handover."""

    at: datetime
    kind: str  # words in the sheet's language
    text: str
    number: int | None = None


@dataclass(frozen=True)
class NotSeenRow:
    """Section 5: somebody who has not been seen for whole days."""

    who: Who
    days: int
    step: str = ""  # what is decided, in the sheet's language


@dataclass(frozen=True)
class MorningRow:
    """Section 6: before ten o'clock tomorrow."""

    text: str
    at: datetime | None = None


@dataclass(frozen=True)
class OutOfServiceRow:
    """Status strip: a place that cannot be used, and why (in the sheet's language)."""

    code: str
    reason: str = ""


@dataclass(frozen=True)
class ExpectedRow:
    """Status strip: somebody expected, with or without a time."""

    who: Who
    at: datetime | None = None


@dataclass(frozen=True)
class StatusStrip:
    """Section 0: the house at a glance."""

    women: int
    staff: int
    others: int
    sleeping: int  # women in the house on an approved place
    capacity: int  # approved places that can be used
    free: tuple[str, ...] = ()
    cleaning: tuple[str, ...] = ()
    out_of_service: tuple[OutOfServiceRow, ...] = ()
    expected: tuple[ExpectedRow, ...] = ()
    on_duty: tuple[str, ...] = ()  # first names, the receiving shift
    on_call: str = ""


@dataclass(frozen=True)
class RoundRow:
    """Page 2: one occupied place (or, without a code, a woman on a sofa)."""

    code: str
    who: Who | None = None
    check_interval: int | None = None


@dataclass(frozen=True)
class RoundForm:
    """Page 2: the round form; columns from ``rounds.round_columns``."""

    columns: tuple[datetime, ...] = ()
    rows: tuple[RoundRow, ...] = ()
    free_columns: int = 4


@dataclass(frozen=True)
class HandoverSheet:
    """Everything one handover sheet says. Source of its parts: domain.md c3."""

    language: str  # "nb" or "en"
    from_shift: ShiftName
    to_shift: ShiftName
    day: date  # the date the receiving shift begins: the evening date of a night
    data_as_of: datetime
    printed_by: str  # initials
    unit_code: str  # neutral: neither name nor address of the house
    report_id: str  # 2026-11-20-N1
    shred_by: datetime
    status: StatusStrip
    audit_sequence: int
    audit_code: str
    replaces: str | None = None  # the report this one stands instead of
    copy_number: int | None = None
    copy_total: int | None = None
    saved_file: bool = False  # «eksemplar 0 – lagret fil»
    demo: bool = False
    watch: tuple[WatchRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    without_place: tuple[Who, ...] = ()  # in the house tonight without a place
    tasks: tuple[TaskRow, ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    not_seen: tuple[NotSeenRow, ...] = ()
    barred_count: int = 0
    barred_review_today: int = 0
    keep_apart: tuple[tuple[str, str], ...] = ()  # pairs of place codes
    tomorrow: tuple[MorningRow, ...] = ()
    clock_change: ClockChange | None = None
    looked_back: bool = False  # of a moment of the past, made from what is kept now
    not_handed_over: datetime | None = None  # when the shift ended by itself, nothing printed
    missed: tuple[tuple[ShiftName, date], ...] = ()  # shifts before that printed nothing
    rounds: RoundForm = field(default_factory=RoundForm)


def file_name(sheet: HandoverSheet) -> str:
    """Return the name a saved sheet gets: its report's and nobody's (domain.md c5)."""
    kept = "".join(c for c in sheet.report_id if c.isascii() and (c.isalnum() or c in "-_"))
    return f"rapport-{kept}.pdf"
