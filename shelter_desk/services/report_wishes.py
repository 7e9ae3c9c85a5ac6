"""What can be asked of Rapporter, and what comes back: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shelter_desk.services.calling import Changed
from shelter_desk.services.handover import WORDS_LIMIT, Earlier
from shelter_desk.terms import Right


class ReportKind(StrEnum):
    """What can be printed."""

    HANDOVER = "handover"
    FIRE_LIST = "fire_list"
    ROUND_FORM = "round_form"
    BED_PLAN = "bed_plan"
    RESTRICTIONS = "restrictions"


RIGHTS: Mapping[ReportKind, Right] = {
    ReportKind.HANDOVER: Right.PRINT_HANDOVER,
    ReportKind.FIRE_LIST: Right.BOARD,
    ReportKind.ROUND_FORM: Right.PRINT_HANDOVER,
    ReportKind.BED_PLAN: Right.BOARD,
    ReportKind.RESTRICTIONS: Right.CARD,
}


@dataclass(frozen=True)
class Wish:
    """One report as it is wanted: in which language, of which moment, with names or without."""

    kind: ReportKind
    language: str = "nb"
    earlier: Earlier | None = None
    """A handover that has been; None: the coming one."""
    names: bool = True
    """Of the bed plan: whose places they are."""


@dataclass(frozen=True)
class Preview:
    """A report to look at; a handover sheet says how full its first page is."""

    pdf: bytes
    words: int | None = None
    words_limit: int = WORDS_LIMIT
    overdue: int = 0


@dataclass(frozen=True)
class OnPaper:
    """A report on its way to printer or file: one document with all its copies."""

    pdf: bytes
    number: str
    """What it is called: the report's id, or the audit row it is."""
    file_name: str
    copies: int
    """0 for a saved file."""
    changed: Changed | None = None
    print_id: int | None = None
