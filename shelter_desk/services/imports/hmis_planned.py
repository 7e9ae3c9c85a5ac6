"""What an import found and would do, as plain data, and how that is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from shelter_desk.marking import mark
from shelter_desk.services.imports.hmis_beds import PlannedBed, Span
from shelter_desk.services.imports.hmis_people import PlannedPerson
from shelter_desk.services.imports.problems import shown


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
class PlannedEnd:
    """A stay imported while it was open, and now has an end (``at``: aware UTC)."""

    person: str
    span: Span
    at: datetime


@dataclass(frozen=True)
class OpenHere:
    """A stay that an earlier import left open: first night in the house, and on this bed."""

    first: date
    bed: str
    since: date


@dataclass(frozen=True)
class Known:
    """What the house holds already, persons and beds by external id; empty for a first import."""

    people: frozenset[str] = frozenset()
    names: frozenset[tuple[str, str]] = frozenset()
    """Alias and second word of every woman in the house, both as ``name_key`` makes them."""
    name_key: Callable[[str], str] = str.casefold
    """What makes two names count as the same."""
    nights: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Nights of each person that need no place any more."""
    open: Mapping[str, OpenHere] = field(default_factory=dict)
    """Persons whose imported stay is open, as it was left; not in ``nights`` and ``taken``."""
    before: Mapping[tuple[str, date], str] = field(default_factory=dict)
    """The bed a person had up to a night, so that she keeps it when her nights go on."""
    extra: tuple[PlannedBed, ...] = ()
    """Extra places of an earlier import."""
    closed: Mapping[str, date] = field(default_factory=dict)
    """First night without a bed that the desk has closed."""
    taken: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Nights each bed is used."""


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
    ends: tuple[PlannedEnd, ...]
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
        return not (self.people or self.presences or self.ends)


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
    if plan.ends:
        lines.append(Note(mark("Open stays that have ended: {count}."), {"count": len(plan.ends)}))
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
