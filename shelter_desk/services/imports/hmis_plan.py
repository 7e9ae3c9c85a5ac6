"""What an import will do, worked out before anything is written.

Persons become aliases with a birth year; bed nights become presence and a place over each
night's counting moment (domain.md d2), nights in a row one presence and one stay. A shelter
that registers entry and exit gets the nights from the entry up to the exit's date.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from shelter_desk.clock import counting_moment, from_local, local_date
from shelter_desk.marking import mark
from shelter_desk.services.imports.hmis_beds import (
    OPEN,
    Piece,
    PlannedBed,
    Run,
    Span,
    beds_over_time,
    capacity,
    give_places,
    merged,
    without,
)
from shelter_desk.services.imports.hmis_files import MOST_BEDS, HmisFiles, Inventory, Project
from shelter_desk.services.imports.hmis_people import PlannedPerson, name_people, natural
from shelter_desk.services.imports.hmis_planned import (
    Known,
    Note,
    OpenHere,
    Plan,
    PlannedEnd,
    PlannedPresence,
    PlannedStay,
)
from shelter_desk.services.imports.problems import (
    Problems,
    ProjectKindError,
    ProjectUnknownError,
    TooManyBedsError,
    shown,
)

ARRIVES, MOVES, LEAVES = time(21), time(12), time(9)
"""Local times given to nights that come without: into the house, between beds, out again."""

_NIGHT = timedelta(days=1)
_SHELTER_ENTRY_EXIT, _SHELTER, _TRANSITIONAL, _SAFE_HAVEN = "0", "1", "2", "8"
_LODGING = (_SHELTER_ENTRY_EXIT, _SHELTER, _TRANSITIONAL, _SAFE_HAVEN)
_TRACKED_BY_ENTRY = "0"


def plan_import(files: HmisFiles, project: str, now: datetime, known: Known | None = None) -> Plan:
    """Return what importing ``project`` would add at ``now`` (aware).

    Raises :class:`FilesRefusedError` when there is no such project, when it lodges nobody, or
    when its beds are beyond belief.
    """
    known = known or Known()
    chosen = _choose(files, project)
    by_night = _is_by_night(chosen)
    warnings: list[Note] = []
    wanted = (
        _by_bed_nights(files, chosen, now, warnings)
        if by_night
        else _by_stays(files, chosen, now, warnings)
    )
    ends = _ends(wanted, known.open, now)
    here = {
        person: Span(stay.first, ends[person].span.end if person in ends else OPEN)
        for person, stay in known.open.items()
    }
    taken = {bed: list(spans) for bed, spans in known.taken.items()}
    for person, stay in known.open.items():
        taken.setdefault(stay.bed, []).append(Span(stay.since, here[person].end))
    runs = [
        Run(person, span, known.before.get((person, span.first)))
        for person in sorted(wanted, key=natural)
        for span in without(
            wanted[person],
            (*known.nights.get(person, ()), *((here[person],) if person in here else ())),
        )
    ]
    own = _beds(files, chosen, runs, known.closed)
    pieces, beds = give_places(runs, (*own, *known.extra), taken, project)
    if not own:
        warnings.append(Note(mark("No beds in Inventory.csv: every night is on an extra place.")))
    presences, stays = _timed(project, runs, pieces, now)
    extra = {bed.external_id for bed in beds if not bed.approved}
    return Plan(
        source=files.source,
        project=project,
        project_name=chosen.name,
        by_night=by_night,
        transitional=chosen.kind == _TRANSITIONAL,
        people=_people(files, chosen, known),
        beds=beds,
        presences=presences,
        stays=stays,
        ends=tuple(ends.values()),
        wanted=wanted,
        nights=_count((run.span for run in runs), now),
        extra_nights=_count((stay.span for stay in stays if stay.bed in extra), now),
        known_nights=_count((s for spans in wanted.values() for s in spans), now)
        - _count((run.span for run in runs), now),
        dropped=files.dropped,
        deleted=files.deleted,
        warnings=tuple(warnings),
    )


# -- the project -----------------------------------------------------------------------------


def _choose(files: HmisFiles, project: str) -> Project:
    problems = Problems()
    chosen = files.projects.get(project)
    lodging = [other for other in files.projects.values() if other.kind in _LODGING]
    if chosen is None:
        problems.add(
            ProjectUnknownError(
                file="Project.csv",
                project=shown(project),
                projects=_named(files.projects.values()),
            )
        )
    elif chosen.kind not in _LODGING:
        problems.add(
            ProjectKindError(
                file="Project.csv",
                row=str(chosen.line),
                column="ProjectType",
                project=shown(project),
                kind=shown(chosen.kind) or "–",
                projects=_named(lodging),
            )
        )
    problems.refuse()
    return files.projects[project]


def _named(projects: Iterable[Project]) -> str:
    ordered = sorted(projects, key=lambda project: natural(project.external_id))
    return ", ".join(f"{shown(p.external_id)} «{shown(p.name)}»" for p in ordered) or "–"


def _is_by_night(project: Project) -> bool:
    """Say whether its nights are registered one by one.

    From FY2024 the type tells (1 by night, 0 by entry and exit); before, type 1 was every
    emergency shelter and TrackingMethod told (3 by night, 0 by entry and exit).
    """
    return project.kind == _SHELTER and project.tracking != _TRACKED_BY_ENTRY


# -- nights ----------------------------------------------------------------------------------


def _by_bed_nights(
    files: HmisFiles, project: Project, now: datetime, warnings: list[Note]
) -> dict[str, tuple[Span, ...]]:
    """Return the nights of each person out of bed-night rows."""
    nights: dict[str, set[date]] = {}
    rows = outside = early = 0
    for row in files.bed_nights:
        enrollment = files.enrollments[row.enrollment]
        if enrollment.project != project.external_id:
            continue
        if counting_moment(row.night) >= now:
            early += 1
            continue
        rows += 1
        nights.setdefault(row.person, set()).add(row.night)
        left = enrollment.exit
        if row.night < enrollment.entry or (left is not None and row.night >= left):
            outside += 1
    double = rows - sum(len(of_person) for of_person in nights.values())
    _warn(warnings, mark("Bed nights entered twice, counted once: {count}."), double)
    _warn(
        warnings,
        mark("Bed nights outside their enrolment, counted all the same: {count}."),
        outside,
    )
    _warn(
        warnings,
        mark("Bed nights that are not over yet, left for the next import: {count}."),
        early,
    )
    return {
        person: merged(Span(night, night + _NIGHT) for night in of_person)
        for person, of_person in nights.items()
    }


def _by_stays(
    files: HmisFiles, project: Project, now: datetime, warnings: list[Note]
) -> dict[str, tuple[Span, ...]]:
    """Return the nights of each person out of entries and exits; open while there is no exit."""
    spans: dict[str, list[Span]] = {}
    days = early = 0
    for enrollment in files.enrollments.values():
        if enrollment.project != project.external_id:
            continue
        span = Span(enrollment.entry, enrollment.exit or OPEN)
        if span.first == span.end:
            days += 1
        elif from_local(span.first, ARRIVES) >= now:
            early += 1
        else:
            spans.setdefault(enrollment.person, []).append(span)
    union = {person: merged(of_person) for person, of_person in spans.items()}
    over = sum(len(of_person) for of_person in spans.values()) - sum(map(len, union.values()))
    _warn(warnings, mark("Enrolments that end the day they begin, without a night: {count}."), days)
    _warn(
        warnings,
        mark("Enrolments of the same woman that touch or overlap, made one stay: {count}."),
        over,
    )
    _warn(
        warnings,
        mark("Enrolments that have not begun yet, left for the next import: {count}."),
        early,
    )
    return union


def _ends(
    wanted: Mapping[str, Sequence[Span]], still_open: Mapping[str, OpenHere], now: datetime
) -> dict[str, PlannedEnd]:
    """Return the stays that were left open and have an end in these files."""
    ends = {}
    for person, stay in still_open.items():
        for span in wanted.get(person, ()):
            if span.first <= stay.first < span.end and stay.since < span.end < OPEN:
                at = min(from_local(span.end, LEAVES), now)
                ends[person] = PlannedEnd(person, Span(stay.first, span.end), at)
    return ends


def _warn(warnings: list[Note], sentence: str, count: int) -> None:
    if count:
        warnings.append(Note(sentence, {"count": count}))


def _count(spans: Iterable[Span], now: datetime) -> int:
    """Return person-nights whose counting moment has been (domain.md d2)."""
    today = local_date(now)
    end = today if counting_moment(today - _NIGHT) < now else today - _NIGHT
    return sum(max(0, (min(span.end, end) - span.first).days) for span in spans)


# -- beds ------------------------------------------------------------------------------------


def _beds(
    files: HmisFiles, project: Project, runs: Sequence[Run], closed: Mapping[str, date]
) -> tuple[PlannedBed, ...]:
    rows = [row for row in files.inventory if row.project == project.external_id]
    starts = [row.first for row in rows if row.first]
    earliest = min((run.span.first for run in runs), default=None)
    beginning = project.opened or min((*starts, *((earliest,) if earliest else ())), default=None)

    def span(row: Inventory) -> Span:
        first = row.first or min(filter(None, (beginning, row.last)), default=date(1900, 1, 1))
        return Span(first, row.last + _NIGHT if row.last else OPEN)

    spans = [(row.beds, span(row)) for row in rows]
    if max((beds for _, beds in capacity(spans)), default=0) > MOST_BEDS:
        problems = Problems()
        problems.add(
            TooManyBedsError(
                file="Inventory.csv",
                row=str(rows[-1].line),
                column="BedInventory",
                limit=MOST_BEDS,
            )
        )
        problems.refuse()
    return tuple(
        replace(bed, closes=min(bed.closes or OPEN, closed[bed.external_id]))
        if bed.external_id in closed
        else bed
        for bed in beds_over_time(spans, project.external_id)
    )


def spelled(span: Span) -> str:
    """Return a span as the last word of an external id: «2022-03-01..2022-03-04»."""
    return f"{span.first}..{'' if span.is_open else span.end}"


def _timed(
    project: str, runs: Sequence[Run], pieces: Iterable[Piece], now: datetime
) -> tuple[tuple[PlannedPresence, ...], tuple[PlannedStay, ...]]:
    """Return runs and their pieces with times of day."""

    def name(person: str, span: Span) -> str:
        return f"{project} {person} {spelled(span)}"

    def left(span: Span) -> datetime | None:
        return None if span.is_open else min(from_local(span.end, LEAVES), now)

    presences = tuple(
        PlannedPresence(
            external_id=name(run.person, run.span),
            person=run.person,
            span=run.span,
            began=from_local(run.span.first, ARRIVES),
            ended=left(run.span),
        )
        for run in runs
    )
    stays = tuple(
        PlannedStay(
            external_id=name(piece.run.person, piece.span),
            person=piece.run.person,
            bed=piece.bed,
            presence=name(piece.run.person, piece.run.span),
            span=piece.span,
            began=from_local(
                piece.span.first, ARRIVES if piece.span.first == piece.run.span.first else MOVES
            ),
            ended=left(piece.span)
            if piece.span.end == piece.run.span.end
            else from_local(piece.span.end, MOVES),
        )
        for piece in pieces
    )
    return presences, stays


def _people(files: HmisFiles, project: Project, known: Known) -> tuple[PlannedPerson, ...]:
    """Return the women enrolled in the project who are new to the house."""
    enrolled = {
        enrollment.person
        for enrollment in files.enrollments.values()
        if enrollment.project == project.external_id
    }
    new = (files.clients[person] for person in enrolled - known.people)
    return name_people(new, known.names, known.name_key)
