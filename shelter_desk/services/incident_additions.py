"""«Fyll ut resten senere»: what was not known when an incident was reported is added to it.

Words are a line beside; a choice or a time that holds something already stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from shelter_desk.clock import from_local, local_date
from shelter_desk.errors import RefusedError
from shelter_desk.incident_terms import IncidentKind
from shelter_desk.marking import mark
from shelter_desk.models import (
    Assault,
    Incident,
    LogEntry,
    NaloxoneDose,
    SeriousCheck,
    StaffHarm,
)
from shelter_desk.models.log import LogMention
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.incident_fields import (
    NONE_KNOWN,
    Circumstances,
    Dose,
    HitColleague,
    body_from,
    check_doses,
    check_times,
)
from shelter_desk.services.incident_steps import write_staff_harm
from shelter_desk.services.lines import Subject, write_line
from shelter_desk.services.log_reading import may_read
from shelter_desk.services.overdoses import write_doses
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.written import NothingWrittenError, clean_short
from shelter_desk.terms import INCIDENT_SHORT_LIMIT, Level, LogKind, Right

RECENT = timedelta(days=14)
"""How long an incident is offered for more to be added."""

ADDED = mark("Added")


class NoSuchIncidentError(RefusedError):
    """It cannot be found."""

    sentence = mark("This incident cannot be found. Look at the log again.")


class KnownAlreadyError(RefusedError):
    """The field holds something."""

    sentence = mark(
        "What is filled in stays as it is. Leave out what stands there already, and write beside"
        " what was wrong."
    )


@dataclass(frozen=True)
class IncidentPicture:
    """An incident as a list shows it."""

    incident_id: int
    entry_id: int
    kind: IncidentKind
    happened_at: datetime
    person: Person | None
    place: str
    missing: tuple[str, ...]
    """Names of the columns that are still empty."""


@dataclass(frozen=True)
class MonthlyRow:
    """One case of violence or threat in the manager's list."""

    entry_id: int
    kind: IncidentKind
    happened_at: datetime
    place: str = ""
    by_whom: str = ""
    """Empty where it was only written in the log."""
    against: str = ""
    police: bool = False
    measure: str = ""
    deviation: str = ""
    staff_hit: int = 0
    staffing: int | None = None
    lone_work: bool | None = None


@writes(Right.BOARD)
def add_to_incident(
    tx: Tx,
    *,
    incident_id: int,
    known: Circumstances = NONE_KNOWN,
    doses: Sequence[Dose] = (),
    hit: Sequence[HitColleague] = (),
    inspectorate_told: bool | None = None,
    told: str = "",
    short: str = "",
    language: str = "nb",
) -> Done:
    """Add what has become known: empty fields are filled, words stand in a line beside.

    ``known.at`` says when that was, not when the incident was. Raises
    :class:`NoSuchIncidentError`, :class:`KnownAlreadyError`,
    :class:`~shelter_desk.services.written.NothingWrittenError` when there is nothing to add, and
    the errors of :mod:`shelter_desk.services.incident_fields`.
    """
    row = tx.session.get(Incident, incident_id, with_for_update=True)
    entry = tx.session.get(LogEntry, row.entry_id) if row is not None else None
    if row is None or row.voided_at is not None or entry is None or not may_read(tx, entry):
        raise NoSuchIncidentError
    columns, body = known.columns(), body_from(language, [(ADDED, told)])
    if not (columns or doses or hit or body or inspectorate_told is not None):
        raise NothingWrittenError
    for name, value in columns.items():
        if getattr(row, name) not in {None, ""}:
            raise KnownAlreadyError
        setattr(row, name, value)
    check_times(tx, [row.ambulance_called_at, row.ambulance_came_at, row.ambulance_left_at])
    check_times(tx, [row.police_called_at])
    given = check_doses(tx, doses, row.happened_at)
    query = select(func.count()).where(NaloxoneDose.incident_id == row.id)
    write_doses(tx, row, given, (tx.session.scalar(query) or 0) + 1)
    write_staff_harm(tx, row, hit, language)
    if inspectorate_told is not None:
        _consider(tx, row, told=inspectorate_told)
    line = write_line(
        tx,
        LogKind(row.kind.value),
        about=_about(tx, row),
        at=tx.now,
        level=Level.INFO,
        visibility=entry.visibility,
        automatic=not body,
        body=body,
        short=clean_short(short, INCIDENT_SHORT_LIMIT),
        params={"added": row.entry_id, "fields": sorted(columns)},
    )
    tx.touch(guest=row.guest_id, presence=row.presence_id)
    return tx.done(entry_id=line.id, row_id=row.id)


@reads(Right.BOARD)
def recent_incidents(tx: Tx) -> tuple[IncidentPicture, ...]:
    """Return the incidents of the last 14 days that this reader may read, newest first."""
    query = (
        select(Incident, LogEntry)
        .join(LogEntry, LogEntry.id == Incident.entry_id)
        .where(Incident.voided_at.is_(None), Incident.happened_at > tx.now - RECENT)
        .order_by(Incident.happened_at.desc(), Incident.id.desc())
    )
    rows = [row for row, entry in tx.session.execute(query) if may_read(tx, entry)]
    shower = Shower(tx, (row.guest_id for row in rows), (row.presence_id for row in rows))
    return tuple(
        IncidentPicture(
            incident_id=row.id,
            entry_id=row.entry_id,
            kind=row.kind,
            happened_at=row.happened_at,
            person=shower.person(row.guest_id, row.presence_id),
            place=row.place,
            missing=tuple(name for name in _OFTEN_LATER if getattr(row, name) in {None, ""}),
        )
        for row in rows
    )


_OFTEN_LATER = (
    "outcome", "ambulance_called_at", "ambulance_came_at", "ambulance_left_at",
    "police_called_at", "police_reference", "reported_to_police", "deviation",
    "manager_told_at", "debrief_by", "debrief_on", "staff_on_duty", "lone_work",
)  # fmt: skip


@reads(Right.READ_MANAGER)
def violence_and_threats(tx: Tx, *, year: int, month: int) -> tuple[MonthlyRow, ...]:
    """Return every case of violence and threat of a month, oldest first (domain.md a3)."""
    first = local_date(tx.now).replace(year=year, month=month, day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    midnight = datetime.min.time()
    query = (
        select(Incident, Assault)
        .join(Assault, Assault.incident_id == Incident.id)
        .where(
            Incident.kind.in_([IncidentKind.VIOLENCE, IncidentKind.THREAT]),
            Incident.happened_at >= from_local(first, midnight),
            Incident.happened_at < from_local(after, midnight),
        )
        .order_by(Incident.happened_at, Incident.id)
    )
    found = list(tx.session.execute(query))
    typed = tx.session.scalars(
        select(LogEntry).where(
            LogEntry.kind.in_([LogKind.VIOLENCE, LogKind.THREAT]),
            LogEntry.happened_at >= from_local(first, midnight),
            LogEntry.happened_at < from_local(after, midnight),
            LogEntry.id.not_in(select(Incident.entry_id)),
        )
    )
    hit = dict(
        iter(
            tx.session.execute(
                select(StaffHarm.incident_id, func.count()).group_by(StaffHarm.incident_id)
            )
        )
    )
    # What was only written in the log counts too: nothing is made less of by the way it came.
    written = [
        MonthlyRow(entry.id, IncidentKind(entry.kind.value), entry.happened_at)
        for entry in typed
        if not {"part", "added"} & set(entry.params)
    ]
    reported = [
        MonthlyRow(
            entry_id=row.entry_id,
            kind=row.kind,
            happened_at=row.happened_at,
            place=row.place,
            by_whom=assault.by_whom.value,
            against=assault.against.value,
            police=row.police_called_at is not None,
            measure=assault.measure.value if assault.measure else "",
            deviation=row.deviation,
            staff_hit=hit.get(row.id, 0),
            staffing=row.staff_on_duty,
            lone_work=row.lone_work,
        )
        for row, assault in found
    ]
    return tuple(sorted((*reported, *written), key=lambda row: (row.happened_at, row.entry_id)))


def _consider(tx: Tx, row: Incident, *, told: bool) -> None:
    check = tx.session.get(SeriousCheck, row.id)
    if check is None or check.considered_at is not None:
        raise KnownAlreadyError
    check.considered_at, check.inspectorate_told = tx.now, told


def _about(tx: Tx, row: Incident) -> list[Subject]:
    query = (
        select(LogMention.guest_id, LogMention.presence_id)
        .where(LogMention.entry_id == row.entry_id)
        .order_by(LogMention.id)
    )
    return [
        ("guest", guest_id) if guest_id is not None else ("presence", presence_id or 0)
        for guest_id, presence_id in tx.session.execute(query)
    ]
