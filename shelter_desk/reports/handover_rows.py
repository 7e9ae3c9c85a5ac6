"""The rows of the handover sheet's sections, measured once and put where they fit.

Limits by kind (domain.md c5) are the writer's; here a row that is far over its limit is cut
with «… se app» so that one hostile note cannot push a whole section off the page.
"""

from dataclasses import dataclass

from shelter_desk.reports.base import PAD, WIDTH, Block
from shelter_desk.reports.handover_content import (
    IncidentRow,
    MorningRow,
    PlaceRow,
    PlaceStatus,
    TaskRow,
    WatchRow,
)
from shelter_desk.reports.handover_words import Words
from shelter_desk.reports.tables import SQUARE, Row, cell, cell_right, column_heads
from shelter_desk.reports.typeface import Run
from shelter_desk.terms import Level

TIGHTER_THAN_ROUNDS = 120  # minutes: an agreed check below this is a remark in itself
RIGHT = WIDTH - PAD


@dataclass(frozen=True)
class Place:
    """A row of section 2 with what decides whether it may be drawn together with others."""

    content: PlaceRow
    row: Row
    quiet: bool  # in, and nothing else to say
    empty: bool  # free, to be cleaned or not opened, and nothing else to say


@dataclass(frozen=True)
class Rows:
    """All rows of one sheet, in the order in which they are printed."""

    watch: tuple[Row, ...]  # urgent first
    urgent: int
    places: tuple[Place, ...]
    tasks: tuple[Row, ...]  # overdue first
    overdue: int
    incidents: tuple[tuple[IncidentRow, Row], ...]  # in order of time
    morning: tuple[Row, ...]


def rows_of(words: Words) -> Rows:
    """Return the measured rows of a sheet."""
    sheet = words.sheet
    never = sheet.data_as_of.max.replace(tzinfo=sheet.data_as_of.tzinfo)
    watch = sorted(
        sheet.watch, key=lambda row: (row.level is not Level.URGENT, row.next_check or never)
    )
    tasks = sorted(sheet.tasks, key=lambda row: (not row.overdue, row.due or never))
    watched = frozenset(code for row in watch for code in row.places)
    return Rows(
        watch=tuple(_watch(words, row) for row in watch),
        urgent=sum(row.level is Level.URGENT for row in watch),
        places=tuple(_place(words, row, watched=row.code in watched) for row in sheet.places),
        tasks=tuple(_task(words, row) for row in tasks),
        overdue=sum(row.overdue for row in tasks),
        incidents=tuple(
            (row, _incident(words, row)) for row in sorted(sheet.incidents, key=lambda row: row.at)
        ),
        morning=tuple(
            _morning(words, row) for row in sorted(sheet.tomorrow, key=lambda row: row.at or never)
        ),
    )


# -- section 1 -----------------------------------------------------------------------------------

_W_LEVEL, _W_PLACE, _W_WHO, _W_TEXT, _W_CHECK = PAD + 3, 54.0, 90.0, 168.0, 42.0


def watch_heads(words: Words) -> Block:
    """Return the column names of section 1."""
    return column_heads(
        (
            (_W_LEVEL, words.say("Level"), False),
            (_W_PLACE, words.say("Place"), False),
            (_W_WHO, words.say("Who"), False),
            (_W_TEXT, words.say("What, and if/then"), False),
            (RIGHT, words.texts.say_in("column", "Check"), True),
        )
    )


def _watch(words: Words, row: WatchRow) -> Row:
    urgent = row.level is Level.URGENT
    tail = "… " + words.say("see app")
    places = " ".join(words.clean(code) for code in row.places)
    who = ", ".join(words.who(who) for who in row.who)
    check = "" if row.next_check is None else words.when(row.next_check)
    return Row(
        (
            cell(_W_LEVEL, _W_PLACE - _W_LEVEL - 4, words.level(row.level), bold=urgent),
            cell(_W_PLACE, _W_WHO - _W_PLACE - 4, places, bold=True, most=3),
            cell(_W_WHO, _W_TEXT - _W_WHO - 3, who, most=3),
            cell(
                _W_TEXT,
                RIGHT - _W_CHECK - _W_TEXT - 4,
                words.watch_text(row),
                bold=urgent,
                most=5 if urgent else 3,
                tail=tail,
            ),
            cell_right(RIGHT, check, bold=True),
        ),
        bar=urgent,
    )


# -- section 2 -----------------------------------------------------------------------------------

_P_WHO, _P_STATUS, _P_CHECK, _P_REMARK = 42.0, 140.0, 240.0, 284.0


def place_heads(words: Words) -> Block:
    """Return the column names of section 2."""
    return column_heads(
        (
            (PAD, words.say("Place"), False),
            (_P_WHO, words.say("Who"), False),
            (_P_STATUS, words.say("Status"), False),
            (_P_CHECK, words.texts.say_in("column", "Check"), False),
            (_P_REMARK, words.say("Remark"), False),
        )
    )


def _place(words: Words, row: PlaceRow, *, watched: bool) -> Place:
    remark = words.remark(row, watched=watched)
    tight = row.check_interval is not None and row.check_interval < TIGHTER_THAN_ROUNDS
    silent = not remark and not tight
    return Place(
        content=row,
        row=Row(
            (
                cell(PAD, _P_WHO - PAD - 4, words.clean(row.code), bold=True, most=2),
                cell(_P_WHO, _P_STATUS - _P_WHO - 6, words.who(row.who), most=2),
                cell(_P_STATUS, _P_CHECK - _P_STATUS - 4, words.status(row), most=2),
                cell(_P_CHECK, _P_REMARK - _P_CHECK - 4, words.interval(row.check_interval)),
                cell(
                    _P_REMARK,
                    RIGHT - _P_REMARK,
                    remark,
                    most=2,
                    tail="… " + words.say("see app"),
                ),
            )
        ),
        quiet=silent and row.status is PlaceStatus.IN,
        empty=silent
        and row.who is None
        and row.status in {PlaceStatus.FREE, PlaceStatus.CLEANING, PlaceStatus.NOT_OPENED},
    )


# -- sections 3, 4 and 6 ---------------------------------------------------------------------------

_T_TIME = PAD + SQUARE + 8
_T_TEXT = _T_TIME + 50.0
_I_KIND, _I_TEXT, _I_NUMBER = 50.0, 150.0, 34.0


def _task(words: Words, row: TaskRow) -> Row:
    due = "" if row.due is None else words.when(row.due)
    overdue = (Run(words.say("Overdue"), bold=True), Run(" ")) if row.overdue else ()
    return Row(
        (
            cell(_T_TIME, _T_TEXT - _T_TIME - 4, due, bold=True),
            cell(
                _T_TEXT,
                RIGHT - _T_TEXT,
                *overdue,
                words.line(row.text),
                most=3 if row.overdue else 2,
                tail="… " + words.say("see app"),
            ),
        ),
        square=True,
        bar=False,
    )


def _morning(words: Words, row: MorningRow) -> Row:
    return _task(words, TaskRow(text=row.text, due=row.at))


def _incident(words: Words, row: IncidentRow) -> Row:
    number = "" if row.number is None else str(row.number)
    return Row(
        (
            cell(PAD, _I_KIND - PAD - 4, words.when(row.at), bold=True),
            cell(_I_KIND, _I_TEXT - _I_KIND - 6, words.clean(row.kind), most=2),
            cell(
                _I_TEXT,
                RIGHT - _I_NUMBER - _I_TEXT,
                words.line(row.text),
                most=2,
                tail="… " + words.say("see app"),
            ),
            cell_right(RIGHT, number),
        )
    )
