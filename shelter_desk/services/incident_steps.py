"""Steps that every report of an incident takes: its line, its row, what it starts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.incident_terms import IncidentKind
from shelter_desk.marking import mark
from shelter_desk.models import (
    CheckPlan,
    Guest,
    Incident,
    LogEntry,
    Presence,
    StaffHarm,
    Task,
    WatchLine,
)
from shelter_desk.models.base import Base
from shelter_desk.services.calling import Tx
from shelter_desk.services.house_settings import settings_of
from shelter_desk.services.incident_fields import (
    NAME_LIMIT,
    Circumstances,
    HitColleague,
    NobodyHurtError,
    body_from,
    happened,
)
from shelter_desk.services.lines import Subject, write_line
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.subjects import About, about
from shelter_desk.services.written import clean_note, clean_short, cut
from shelter_desk.settings import WATCH_HOURS
from shelter_desk.terms import (
    INCIDENT_SHORT_LIMIT,
    WATCH_TEXT_LIMIT,
    Level,
    LogKind,
    TaskKind,
    Visibility,
)
from shelter_desk.texts import Texts

STANDS = frozenset({
    IncidentKind.VIOLENCE,
    IncidentKind.THREAT,
    IncidentKind.SERIOUS_INJURY,
    IncidentKind.DEATH,
})  # fmt: skip
"""Kinds that are never undone, downgraded or voided; what was wrong is corrected beside."""


SAME_MOMENT = timedelta(minutes=10)
"""Two reports of one kind about one woman that lie this close are about the same thing."""


class ReportedAlreadyError(RefusedError):
    """A colleague was quicker."""

    sentence = mark(
        "A colleague has reported this already, {at}, as no. {number}. Add what you know to that"
        " one. What you wrote still stands here."
    )


def refuse_second_report(tx: Tx, kind: IncidentKind, subject: About, when: datetime) -> None:
    """Raise :class:`ReportedAlreadyError` for the same thing from two desks.

    Never asked for violence and threats: those are taken down each time (domain.md a3).
    """
    if subject.guest_id is not None:
        # Two desks that report about the same woman go one after the other.
        tx.session.get(Guest, subject.guest_id, with_for_update=True)
        mine = Incident.guest_id == subject.guest_id
    elif subject.presence_id is not None:
        tx.session.get(Presence, subject.presence_id, with_for_update=True)
        mine = Incident.presence_id == subject.presence_id
    else:
        return
    query = select(Incident).where(
        Incident.kind == kind,
        mine,
        Incident.voided_at.is_(None),
        Incident.happened_at > when - SAME_MOMENT,
        Incident.happened_at < when + SAME_MOMENT,
    )
    first = tx.session.scalars(query.limit(1)).first()
    if first is not None:
        raise ReportedAlreadyError(at=first.happened_at, number=str(first.entry_id))


def write_incident(
    tx: Tx,
    kind: IncidentKind,
    known: Circumstances,
    *,
    subjects: Iterable[Subject] = (),
    body: str = "",
    short: str = "",
    level: Level = Level.WATCH,
    visibility: Visibility = Visibility.ALL,
    **params: object,
) -> Incident:
    """Write the line and the row of an incident; the first subject is whom it is about."""
    when, listed = happened(tx, known), list(dict.fromkeys(subjects))
    entry = write_line(
        tx,
        LogKind(kind.value),
        about=listed,
        at=when,
        level=level,
        visibility=visibility,
        automatic=not body,
        room_id=known.room_id,
        body=body,
        short=clean_short(short, INCIDENT_SHORT_LIMIT),
        params={"incident": True, **{n: v for n, v in params.items() if v is not None}},
    )
    first = dict(listed[:1])
    row = Incident(
        entry_id=entry.id,
        kind=kind,
        guest_id=first.get("guest"),
        presence_id=first.get("presence"),
        happened_at=when,
        written_at=tx.now,
        by_staff=tx.actor.staff_id,
        **known.columns(),
    )
    keep(tx, kind, row)
    for what, number in listed:
        tx.touch(**{what: number})
    return row


def keep(tx: Tx, kind: IncidentKind, row: Base) -> None:
    """Add a row: with a way back where an incident of this kind may be undone."""
    if kind in STANDS:
        tx.session.add(row)
        tx.session.flush()
    else:
        tx.footprint.make(row)


def add_detail(tx: Tx, row: Base) -> None:
    """Add a row that stands and falls with its incident."""
    tx.session.add(row)
    tx.session.flush()


def whom(tx: Tx, guest_id: int | None, presence_id: int | None) -> list[Subject]:
    """Return whom it is about: nobody, her card, or her presence.

    Raises :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    if guest_id is None and presence_id is None:
        return []
    found = about(tx, guest_id, presence_id)
    if found.guest_id is not None:
        return [("guest", found.guest_id)]
    return [("presence", found.presence_id or 0)]


def about_of(subjects: list[Subject]) -> About:
    """Return the first subject as rows name it."""
    first = dict(subjects[:1])
    return About(first.get("guest"), first.get("presence"))


def start_checks(  # noqa: PLR0917 - the parts of one plan
    tx: Tx, subject: About, every: int, begins: datetime, ends: datetime, language: str
) -> CheckPlan:
    """Start checks that whoever reports has decided."""
    if tx.actor.staff_id is None:
        raise NotAllowedError
    plan = CheckPlan(
        guest_id=subject.guest_id,
        presence_id=subject.presence_id,
        interval_minutes=every,
        starts_at=begins,
        ends_at=ends,
        agreed=Texts(language).say(_AGREED),
        consent=False,
        decided_by=tx.actor.staff_id,
    )
    tx.footprint.make(plan)
    return plan


_AGREED = mark("See that she breathes normally, do not leave her alone")


def watch_for(
    tx: Tx, subject: About, what: str, step: str, next_at: datetime | None = None
) -> WatchLine:
    """Put an urgent line under «Følg med på», in force as long as the house says."""
    line = cut(clean_note(what, WATCH_TEXT_LIMIT), WATCH_TEXT_LIMIT // 2)
    row = WatchLine(
        level=Level.URGENT,
        guest_id=subject.guest_id,
        presence_id=subject.presence_id,
        what=line,
        if_then=clean_short(step, WATCH_TEXT_LIMIT - 1 - len(line)),
        next_check_at=next_at,
        since=tx.now,
        expires_at=tx.now + timedelta(hours=settings_of(tx.session).get(WATCH_HOURS)),
        author_id=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    return row


def follow_up(
    tx: Tx,
    incident: Incident,
    step: str,
    due_at: datetime,
    *,
    subject: About | None = None,
) -> Task:
    """Add a task of the program: what is still to be done about an incident, and by when."""
    row = Task(
        kind=TaskKind.FOLLOW_UP,
        params={"kind": incident.kind.value, "step": step},
        due_at=due_at,
        guest_id=subject.guest_id if subject else None,
        presence_id=subject.presence_id if subject else None,
        entry_id=incident.entry_id,
        made_at=tx.now,
        made_by=tx.actor.staff_id,
    )
    keep(tx, incident.kind, row)
    return row


def manager_line(
    tx: Tx, kind: IncidentKind, when: datetime, body: str, *, part: str
) -> LogEntry | None:
    """Write words only the manager and their writer may read; about nobody's card."""
    if not body:
        return None
    return write_line(
        tx,
        LogKind(kind.value),
        at=when,
        visibility=Visibility.MANAGER,
        body=body,
        params={"part": part},
    )


WORK = mark("Work being done")
CAUSE = mark("Assumed cause")
INJURY = mark("Injury")


def write_staff_harm(
    tx: Tx, incident: Incident, hit: Iterable[HitColleague], language: str
) -> None:
    """Keep which colleagues were hit, apart from any woman's record (domain.md b19).

    Raises :class:`~shelter_desk.services.incident_fields.NobodyHurtError`.
    """
    for one in hit:
        name = clean_note(one.name, NAME_LIMIT)
        if one.staff_id is None and not name:
            raise NobodyHurtError
        body = body_from(language, [(WORK, one.work), (CAUSE, one.cause), (INJURY, one.injury)])
        line = manager_line(tx, incident.kind, incident.happened_at, body, part="staff")
        add_detail(
            tx,
            StaffHarm(
                incident_id=incident.id,
                staff_id=one.staff_id,
                name=name,
                entry_id=line.id if line else None,
                injured=one.injured,
                follow_up_by=clean_note(one.follow_up_by, NAME_LIMIT),
                follow_up_on=one.follow_up_on,
            ),
        )
