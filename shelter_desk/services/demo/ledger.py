"""Rows of a past that nobody sat through: made by the builders the services use, kept in order.

What happened is told in the order of time. Rows get their numbers here, so that they can point
at one another; everything is written at once, audit last, each of its rows chained to the one
before, as if a desk had written it (architecture.md 6).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Column, Table, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from shelter_desk.clock import local_date
from shelter_desk.models import AuditEntry, Base, LogEntry, LogMention
from shelter_desk.services.auditing import AuditNote, chained, head
from shelter_desk.services.calling import Actor, House
from shelter_desk.services.lines import Subject, audited_line, line_values
from shelter_desk.services.shifts import Hours, ShiftSpan, run_of, span
from shelter_desk.store.numbering import count_on
from shelter_desk.terms import Level, LogKind, Visibility

Row = dict[str, Any]
_ROWS = 2_000


@dataclass
class Ledger:
    """Rows to be written, by table, and what the audit says of them, oldest first."""

    house: House
    hours: Hours
    rows: defaultdict[type[Base], list[Row]] = field(default_factory=lambda: defaultdict(list))
    deeds: list[tuple[Actor, datetime, AuditNote]] = field(default_factory=list)
    printed: dict[datetime, datetime] = field(default_factory=dict)
    """When the sheet of a run was printed, by when the run began."""
    _runs: dict[date, list[ShiftSpan]] = field(default_factory=dict)

    def add(self, kind: type[Base], /, **values: object) -> Row:
        """Add a row with the next number of its table; it may be changed until it is written."""
        rows = self.rows[kind]
        row: Row = {"id": len(rows) + 1, **values}
        rows.append(row)
        return row

    def link(self, kind: type[Base], /, **values: object) -> None:
        """Add a row whose key is not a number of its own."""
        self.rows[kind].append(dict(values))

    def note(
        self,
        at: datetime,
        actor: Actor,
        action: str,
        subject: tuple[str, int] | None = None,
        *,
        screen: str | None = None,
        **details: object,
    ) -> None:
        """Note what somebody did for the audit; never a name or a note of hers."""
        self.deeds.append((actor, at, AuditNote(action, subject, screen, details=details)))

    def line(
        self,
        at: datetime,
        actor: Actor,
        kind: LogKind,
        *,
        about: Iterable[Subject] = (),
        happened_at: datetime | None = None,
        bed_id: int | None = None,
        level: Level = Level.INFO,
        visibility: Visibility = Visibility.ALL,
        body: str = "",
        short: str = "",
        **params: object,
    ) -> int:
        """Add a line of the log; without ``body`` it is one that the program writes."""
        values = line_values(
            actor,
            self._run(at),
            kind,
            written_at=at,
            happened_at=happened_at,
            bed_id=bed_id,
            level=level,
            visibility=visibility,
            automatic=not body,
            body=body,
            short=short,
            params={name: value for name, value in params.items() if value is not None},
        )
        entry = self.add(LogEntry, **values)
        subjects = tuple(about)
        for what, number in subjects:
            self.add(
                LogMention,
                entry_id=entry["id"],
                guest_id=number if what == "guest" else None,
                presence_id=number if what == "presence" else None,
            )
        # Its columns are enough: thousands of rows of the mapper's kind cost seconds.
        line = cast("LogEntry", SimpleNamespace(**entry))
        self.deeds.append((actor, at, audited_line(line, subjects)))
        return int(entry["id"])

    def _run(self, at: datetime) -> ShiftSpan:
        runs = self.runs_around(local_date(at))
        return run_of(runs, at, lambda run: self.printed.get(run.starts_at))

    def runs_around(self, day: date) -> list[ShiftSpan]:
        """Return the runs of a day, of the one before and of the one after, oldest first."""
        if day not in self._runs:
            days = (day - timedelta(days=1), day, day + timedelta(days=1))
            runs = [span(self.hours, name, one) for one in days for name in self.hours]
            self._runs[day] = sorted(runs, key=lambda run: run.starts_at)
        return self._runs[day]

    def write(self, session: Session) -> None:
        """Write it all: rows by what they point at, then the audit."""
        connection = session.connection()
        by_name = {kind.__tablename__: rows for kind, rows in self.rows.items()}
        for table in Base.metadata.sorted_tables:
            for part in _parts(_alike(table, by_name.get(table.name, []))):
                connection.execute(insert(table), part)
        house = self.house
        audit = chained(house.audit_key, head(session), house.workstation, self.deeds)
        for part in _parts(list(audit)):
            connection.execute(insert(AuditEntry), part)
        count_on(session)


def _alike(table: Table, rows: list[Row]) -> list[Row]:
    """Return the rows with the same columns each, as writing many at once wants them."""
    names = {name for row in rows for name in row}
    empty = {name: _default(table.c[name]) for name in names}
    return [empty | row for row in rows]


def _default(column: Column[Any]) -> object:
    default = column.default
    return default.arg if isinstance(default, ScalarElementColumnDefault) else None


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    for first in range(0, len(rows), _ROWS):
        yield rows[first : first + _ROWS]
