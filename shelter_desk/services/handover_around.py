"""What else the handover sheet says by itself in sections 1, 4 and 5 (domain.md c3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shelter_desk.incident_terms import InfectionRoute
from shelter_desk.models import CheckPlan, Incident, LogEntry, Overdose
from shelter_desk.phrases.around_lines import own_room_words
from shelter_desk.phrases.incident_lines import observed_words
from shelter_desk.reports.handover_content import NotSeenRow, WatchRow
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.checks import NextCheck, in_force, next_checks, plan_subject
from shelter_desk.services.handover_names import PaperNames
from shelter_desk.services.isolated import isolations_now, owner_in
from shelter_desk.services.lines import Subject
from shelter_desk.services.missing import open_reports
from shelter_desk.services.not_seen import missing
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import OwnWatch, WatchLinePicture
from shelter_desk.terms import Level, Right
from shelter_desk.texts import Texts


def watch_rows_around(
    tx: Tx, texts: Texts, names: PaperNames, checks: Mapping[Subject, NextCheck]
) -> list[WatchRow]:
    """Return the lines of section 1 that the program fills itself: observation, own room.

    ``checks`` are those of the women in the house: who has left is looked after no more.
    """
    return [
        WatchRow(
            level=line.level,
            text=_words(texts, line),
            places=_places(names, line.subject),
            who=(names.who(line.subject),),
            next_check=line.next_check,
            since=line.since,
        )
        for line in _lines(tx, checks)
    ]


@reads(Right.BOARD)
def watch_around(tx: Tx) -> tuple[WatchLinePicture, ...]:
    """Return the same lines for the log: the program's own, nobody ends them by hand."""
    lines = _lines(tx, next_checks(tx))
    shower = Shower(
        tx,
        (number for what, number in (line.subject for line in lines) if what == "guest"),
        (number for what, number in (line.subject for line in lines) if what == "presence"),
    )
    pictures = []
    for number, line in enumerate(lines, start=1):
        person = shower.person(**{f"{line.subject[0]}_id": line.subject[1]})
        if person is None:
            continue
        pictures.append(
            WatchLinePicture(
                watch_id=-number,
                level=line.level,
                person=person,
                bed_code=None,
                what="",
                if_then="",
                next_check=line.next_check,
                since=line.since or tx.now,
                expires_at=line.until,
                by_itself=OwnWatch(line.route, line.tray),
            )
        )
    return tuple(pictures)


@dataclass(frozen=True)
class _Line:
    """A line of section 1 that the program fills: observed when there is no ``route``."""

    subject: Subject
    level: Level
    until: datetime
    next_check: datetime
    since: datetime | None = None
    route: InfectionRoute | None = None
    tray: bool = False


def _lines(tx: Tx, checks: Mapping[Subject, NextCheck]) -> list[_Line]:
    observed = [
        _Line(subject, Level.URGENT, until, checks[subject].due_at)
        for subject, until in observed_now(tx).items()
        if subject in checks
    ]
    return observed + [
        _Line(
            owner_in(row),
            Level.WATCH,
            row.review_at,
            _sooner(row.review_at, checks.get(owner_in(row))),
            since=row.starts_at,
            route=row.route,
            tray=row.meals_on_tray,
        )
        for row in isolations_now(tx)
    ]


def _words(texts: Texts, line: _Line) -> str:
    if line.route is None:
        return observed_words(texts, {"until": line.until.isoformat()})
    return own_room_words(texts, line.route, tray=line.tray)


def _sooner(review_at: datetime, check: NextCheck | None) -> datetime:
    return review_at if check is None else min(review_at, check.due_at)


def subjects_around(tx: Tx) -> set[Subject]:
    """Return of whom these sections speak, so that they have a name on paper."""
    return {
        *observed_now(tx),
        *(owner_in(row) for row in isolations_now(tx)),
        *(("guest", row.guest_id) for row in open_reports(tx)),
        *(one.subject for one in missing(tx)),
    }


def observed_now(tx: Tx) -> dict[Subject, datetime]:
    """Return who is looked after since an overdose, and until when (aware UTC)."""
    query = (
        select(CheckPlan)
        .join(Overdose, Overdose.plan_id == CheckPlan.id)
        .where(in_force(tx.now, past=tx.past))
        .order_by(CheckPlan.ends_at)
    )
    return {plan_subject(plan): plan.ends_at for plan in tx.session.scalars(query) if plan.ends_at}


def on_the_sheet(tx: Tx, entries: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    """Return the lines section 4 is made from: no part of a report twice, and none undone."""
    numbers = [entry.id for entry in entries]
    undone = set(
        tx.session.scalars(
            select(Incident.entry_id).where(
                Incident.entry_id.in_(numbers), Incident.voided_at.is_not(None)
            )
        )
    )
    return tuple(
        entry
        for entry in entries
        if entry.id not in undone
        and "part" not in entry.params
        and (entry.short or "added" not in entry.params)
    )


def reported_missing_now(tx: Tx) -> set[Subject]:
    """Return who is reported missing and not found."""
    return {("guest", row.guest_id) for row in open_reports(tx)}


def missing_rows(tx: Tx, texts: Texts, names: PaperNames) -> list[NotSeenRow]:
    """Return who is reported missing, with when; nobody stands in section 5 twice."""
    rows = []
    for row in open_reports(tx):
        last = row.last_seen_at or row.reported_at
        step = texts.say("reported missing {at}", at=texts.moment(row.reported_at))
        rows.append(NotSeenRow(names.who(("guest", row.guest_id)), (tx.now - last).days, step))
    return rows


def _places(names: PaperNames, subject: Subject) -> tuple[str, ...]:
    code = names.code(subject)
    return () if code is None else (code,)
