"""What an import will do, worked out before anything is written.

Persons become aliases with a birth year; bed nights become presence and a place over each
night's counting moment (domain.md d2), nights in a row one presence and one stay. A shelter
that registers entry and exit gets the nights from the entry up to the exit's date.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Note:
    """A line to be read: an English sentence to translate, and its values."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedPresence:
    """In the house from ``began`` to ``ended`` (aware UTC; None: still there)."""

    external_id: str
    person: str
    span: Span
    began: datetime
    ended: datetime | None


@dataclass(frozen=True)
class PlannedStay:
    """On a bed from ``began`` to ``ended`` (aware UTC; None: still hers)."""

    external_id: str
    person: str
    bed: str
    presence: str
    span: Span
    began: datetime
    ended: datetime | None


@dataclass(frozen=True)
class Known:
    """What the house holds already; empty for a first import."""

    people: frozenset[str] = frozenset()
    names: frozenset[tuple[str, str]] = frozenset()
    """Alias and second word of every woman in the house, both as ``name_key`` makes them."""
    name_key: Callable[[str], str] = str.casefold
    """What makes two names count as the same."""
    nights: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Nights of each person, by external id, that need no place any more."""
    beds: tuple[PlannedBed, ...] = ()
    """Extra places of an earlier import."""
    taken: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Nights each bed, by external id, is used."""


@dataclass(frozen=True)
class Plan:
    """All an import would add, each with the id by which it is known again."""

    source: str
    project: str
    project_name: str
    by_night: bool
    transitional: bool
    """Temporary housing rather than emergency overnight places."""
    people: tuple[PlannedPerson, ...]
    beds: tuple[PlannedBed, ...]
    presences: tuple[PlannedPresence, ...]
    stays: tuple[PlannedStay, ...]
    wanted: Mapping[str, tuple[Span, ...]]
    """All nights the files hold for each person, known ones too."""
    nights: int
    """Person-nights that are new, up to now."""
    extra_nights: int
    known_nights: int
    dropped: Mapping[str, tuple[str, ...]]
    deleted: int
    warnings: tuple[Note, ...]

    @property
    def adds_nothing(self) -> bool:
        """Say whether all of it is in the house already."""
        return not (self.people or self.presences)


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
    fresh = {
        person: without(spans, known.nights.get(person, ())) for person, spans in wanted.items()
    }
    runs = [Run(person, span) for person in sorted(fresh, key=natural) for span in fresh[person]]
    own = _beds(files, chosen, runs)
    pieces, beds = give_places(
        runs, (*own, *(bed for bed in known.beds if not bed.approved)), known.taken, project
    )
    if not own:
        warnings.append(Note(mark("No beds in Inventory.csv: every night is on an extra place.")))
    presences, stays = _timed(runs, pieces, now)
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
        wanted=wanted,
        nights=_count((run.span for run in runs), now),
        extra_nights=_count((stay.span for stay in stays if stay.bed in extra), now),
        known_nights=_count((s for spans in wanted.values() for s in spans), now)
        - _count((run.span for run in runs), now),
        dropped=files.dropped,
        deleted=files.deleted,
        warnings=tuple(warnings),
    )


def preview(plan: Plan) -> tuple[Note, ...]:
    """Return what to tell before (``--dry-run``) and after an import, line by line."""
    kind = (
        mark("Project {project} «{name}»: a shelter that registers each night.")
        if plan.by_night
        else mark("Project {project} «{name}»: a shelter that registers entry and exit.")
    )
    approved = [bed for bed in plan.beds if bed.approved]
    lines = [
        Note(kind, {"project": shown(plan.project), "name": shown(plan.project_name)}),
        Note(mark("Women: {count} new."), {"count": len(plan.people)}),
        Note(
            mark("Nights: {count} new, of which {extra} on an extra place; {known} known before."),
            {"count": plan.nights, "extra": plan.extra_nights, "known": plan.known_nights},
        ),
        Note(
            mark("Presences: {presences} new. Stays on a bed: {stays} new."),
            {"presences": len(plan.presences), "stays": len(plan.stays)},
        ),
        Note(
            mark("Beds: {approved} approved, {extra} extra."),
            {"approved": len(approved), "extra": len(plan.beds) - len(approved)},
        ),
    ]
    if plan.deleted:
        lines.append(
            Note(mark("Left out because they are deleted: {count} rows."), {"count": plan.deleted})
        )
    lines.extend(plan.warnings)
    lines.append(Note(mark("FirstName becomes an alias, and of DOB only the year is kept.")))
    lines.extend(
        Note(
            mark("Columns not taken over from {file}: {columns}."),
            {"file": file, "columns": ", ".join(shown(column) for column in columns)},
        )
        for file, columns in plan.dropped.items()
        if columns
    )
    return tuple(lines)


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


def _warn(warnings: list[Note], sentence: str, count: int) -> None:
    if count:
        warnings.append(Note(sentence, {"count": count}))


def _count(spans: Iterable[Span], now: datetime) -> int:
    """Return person-nights whose counting moment has been (domain.md d2)."""
    today = local_date(now)
    end = today if counting_moment(today - _NIGHT) < now else today - _NIGHT
    return sum(max(0, (min(span.end, end) - span.first).days) for span in spans)


# -- beds ------------------------------------------------------------------------------------


def _beds(files: HmisFiles, project: Project, runs: Sequence[Run]) -> tuple[PlannedBed, ...]:
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
    return beds_over_time(spans, project.external_id)


def _timed(
    runs: Sequence[Run], pieces: Iterable[Piece], now: datetime
) -> tuple[tuple[PlannedPresence, ...], tuple[PlannedStay, ...]]:
    """Return runs and their pieces with times of day."""

    def name(person: str, span: Span) -> str:
        return f"{person} {span.first}..{'' if span.is_open else span.end}"

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
