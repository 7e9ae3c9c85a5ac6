"""The rows of a roster as what they mean: aliases, a year, instants, days.

Local times are the house's; a day without a time counts as 12:00, where one night ends and the
next begins (domain.md d2).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TypeVar

from shelter_desk.clock import comes_twice, from_local, local, local_date
from shelter_desk.errors import BadInputError, DeskError
from shelter_desk.services.imports.csv_rows import Row
from shelter_desk.services.imports.problems import CellEmptyError, Problems
from shelter_desk.services.imports.roster_file import Field, Roster
from shelter_desk.services.imports.roster_problems import (
    AheadError,
    CellError,
    LeftFirstError,
    NeverCameError,
    NoLeapDayError,
    NotADayError,
    NotATimeError,
    NotAYearError,
    RemarkTooLongError,
    TwiceThatNightError,
)
from shelter_desk.services.names import alias_key, check_birth_year, clean_alias, clean_text

REMARK_LIMIT = 25
"""Longest remark, in characters: what fits beside a place on the sheet (domain.md c3)."""

T = TypeVar("T")

_NOON = time(12)
_MINUTE = timedelta(minutes=1)
_EARLIEST, _LATEST = 1900, 2199
_FEBRUARY, _LEAP_DAY = 2, 29

_DAY = r"(?:(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"
_DAY += r"|(?P<d2>[0-9]{1,2})[.] ?(?P<m2>[0-9]{1,2})[.] ?(?P<y2>[0-9]{4}))"
_TIME = r"(?:(?:T|,? (?:kl[.]? ?)?)(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
_TIME += r"(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
_TIME += r"(?: ?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2}))?)?"
_WHEN = re.compile(_DAY + _TIME, re.IGNORECASE)
_DAY_ALONE = re.compile(_DAY)
_YEAR = re.compile(r"[0-9]{4}")
_BETWEEN_NAMES = re.compile(r"[,;/|\r\n]")


@dataclass(frozen=True)
class When:
    """An instant (aware UTC); ``day_only`` when the roster gave no time."""

    at: datetime
    day_only: bool


@dataclass(frozen=True)
class Entry:
    """One woman of the roster. Instants are aware UTC; ``line`` is her row in the file."""

    line: int
    alias: str
    content: str = field(repr=False)
    """All her cells in a fixed order, to know the same row again."""
    other_names: tuple[str, ...] = ()
    birth_year: int | None = None
    key_worker: str = ""
    place: str = ""
    came: datetime | None = None
    left: datetime | None = None
    expected_out: datetime | None = None
    """An «out» that lies ahead."""
    decision_to: date | None = None
    remark: str = ""
    day_only: bool = False
    since_now: bool = False
    """She has a place but no «in»: she is in the house from the import on."""


def understand(roster: Roster, now: datetime, problems: Problems) -> tuple[Entry, ...]:
    """Return what the rows say at ``now`` (aware); what cannot be is added to ``problems``."""
    found = (_Reading(roster, row, now, problems).entry() for row in roster.rows)
    return tuple(entry for entry in found if entry is not None)


class _Reading:
    """One row being read."""

    def __init__(self, roster: Roster, row: Row, now: datetime, problems: Problems) -> None:
        self._roster = roster
        self._row = row
        self._now = now
        self._problems = problems

    def entry(self) -> Entry | None:
        """Return the row's entry, or None when something is wrong with it."""
        before = self._problems.count
        alias = self._alias()
        others = self._read(Field.OTHER_NAMES, _other_names) or ()
        year = self._read(Field.BIRTH_YEAR, self._year)
        came = self._read(Field.CAME, lambda cell: _when(cell, self._now))
        left = self._read(Field.LEFT, lambda cell: _when(cell, self._now))
        decision = self._read(Field.DECISION_TO, _day)
        remark = self._read(Field.REMARK, _remark) or ""
        place = clean_text(self._row[Field.PLACE])
        if self._problems.count == before:
            self._check_order(came, left, place)
        if alias is None or self._problems.count != before:
            return None
        since_now = came is None and bool(place)
        gone = left is not None and left.at <= self._now
        return Entry(
            line=self._row.line,
            alias=alias,
            content="\x1f".join(clean_text(self._row[what]) for what in Field),
            other_names=tuple(n for n in others if alias_key(n) != alias_key(alias)),
            birth_year=year,
            key_worker=clean_text(self._row[Field.KEY_WORKER]),
            place=place,
            came=self._now if since_now else came.at if came else None,
            left=left.at if left and gone else None,
            expected_out=left.at if left and not gone else None,
            decision_to=decision,
            remark=remark,
            day_only=any(when is not None and when.day_only for when in (came, left)),
            since_now=since_now,
        )

    def _alias(self) -> str | None:
        if self._row[Field.ALIAS]:
            return self._read(Field.ALIAS, clean_alias)
        self._problems.add(
            CellEmptyError(
                file=self._roster.name,
                row=str(self._row.line),
                column=self._roster.called[Field.ALIAS],
            )
        )
        return None

    def _year(self, cell: str) -> int:
        if not _YEAR.fullmatch(cell):
            raise NotAYearError
        check_birth_year(int(cell), local(self._now).year)
        return int(cell)

    def _check_order(self, came: When | None, left: When | None, place: str) -> None:
        if came is not None and came.at > self._now + _MINUTE:
            self._wrong(Field.CAME, AheadError())
        elif left is not None and came is None and not (place and left.at > self._now):
            self._wrong(Field.LEFT, NeverCameError())
        elif left is not None and came is not None and left.at <= came.at:
            self._wrong(Field.LEFT, LeftFirstError())

    def _read(self, what: Field, read: Callable[[str], T]) -> T | None:
        """Return what a cell says; None when it is empty, or wrong and added to problems."""
        cell = self._row[what]
        if not cell:
            return None
        try:
            return read(cell)
        except BadInputError as why:
            self._wrong(what, why)
            return None

    def _wrong(self, what: Field, why: DeskError) -> None:
        self._problems.add(cell_error(self._roster, self._row.line, what, why))


def cell_error(roster: Roster, line: int, what: Field, why: DeskError) -> CellError:
    """Return the problem that ``why`` is for a cell."""
    column = roster.called.get(what, what.value)
    return CellError(file=roster.name, row=str(line), column=column, why=why)


def _other_names(cell: str) -> tuple[str, ...]:
    names = [clean_alias(part) for part in _BETWEEN_NAMES.split(cell) if clean_text(part)]
    return tuple({alias_key(name): name for name in names}.values())


def _remark(cell: str) -> str:
    remark = clean_text(cell)
    if len(remark) > REMARK_LIMIT:
        raise RemarkTooLongError(length=len(remark), limit=REMARK_LIMIT)
    return remark


def _when(cell: str, now: datetime) -> When:
    found = _WHEN.fullmatch(clean_text(cell))
    if found is None:
        raise NotATimeError
    day = _date(found, NotATimeError)
    if found["hour"] is None:
        noon = from_local(day, _NOON)
        # She came today and it is still morning: noon is not meant, only the day.
        early = noon > now and day == local_date(now)
        return When(now if early else noon, day_only=True)
    try:
        at = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        raise NotATimeError from None
    if found["zone"]:
        return When(_with_zone(day, at, found["zone"]), day_only=False)
    if comes_twice(day, at):
        raise _twice(day, at)
    return When(from_local(day, at), day_only=False)


def _with_zone(day: date, at: time, zone: str) -> datetime:
    written = "+00:00" if zone in "Zz" else zone
    hours, minutes = int(written[1:3]), int(written[-2:])
    away = timedelta(hours=hours, minutes=minutes) * (-1 if written[0] == "-" else 1)
    if abs(away) >= timedelta(hours=24) or minutes >= 60:  # noqa: PLR2004 - minutes of an hour
        raise NotATimeError
    return datetime.combine(day, at, timezone(away)).astimezone(UTC)


def _twice(day: date, at: time) -> TwiceThatNightError:
    first, second = (from_local(day, at, second_time=later) for later in (False, True))
    return TwiceThatNightError(
        at=at,
        day=day,
        first=local(first).isoformat(timespec="minutes"),
        second=local(second).isoformat(timespec="minutes"),
    )


def _day(cell: str) -> date:
    found = _DAY_ALONE.fullmatch(clean_text(cell))
    if found is None:
        raise NotADayError
    return _date(found, NotADayError)


def _date(found: "re.Match[str]", otherwise: type[BadInputError]) -> date:
    year, month, day = (int(found[name] or found[f"{name}2"]) for name in "ymd")
    if not _EARLIEST <= year <= _LATEST:
        raise otherwise
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) == (_FEBRUARY, _LEAP_DAY):
            raise NoLeapDayError(year=str(year)) from None
        raise otherwise from None
