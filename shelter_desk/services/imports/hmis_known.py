"""What the house holds of a source already: the ground a further import is planned on."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.clock import from_local, local, night_of
from shelter_desk.models import Bed, BedStay, Guest, ImportLink, OutSpell, Presence
from shelter_desk.services.imports.hmis_beds import OPEN, PlannedBed, Span, merged
from shelter_desk.services.imports.hmis_plan import LEAVES
from shelter_desk.services.imports.hmis_planned import Known, OpenHere
from shelter_desk.services.names import alias_key
from shelter_desk.terms import Protection

PERSON, BED, PRESENCE, STAY = "person", "bed", "presence", "stay"
"""Kinds of links: what an external id was imported as."""

_NIGHT = timedelta(days=1)
_NOON = time(12)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Before:
    """A presence of an earlier import that nights may be added to, and its last stay."""

    presence_id: int
    stay_id: int | None
    bed: str | None


@dataclass(frozen=True)
class HouseSide:
    """What is known, and the rows it is known by."""

    known: Known
    guests: Mapping[str, int] = field(default_factory=dict)
    beds: Mapping[str, "BedRow"] = field(default_factory=dict)
    before: Mapping[tuple[str, date], Before] = field(default_factory=dict)
    """By person and the first night after."""
    open_rows: Mapping[str, "OpenRow"] = field(default_factory=dict)
    hidden: frozenset[tuple[str, str]] = frozenset()
    """Names of cards a new card must give no sign of (domain.md b11)."""


@dataclass(frozen=True)
class BedRow:
    """An imported bed as the house has it; ``used_until`` is OPEN while somebody has it."""

    bed_id: int
    room_id: int
    opens: date
    closes: date | None
    by_desk: bool
    used_until: date


@dataclass(frozen=True)
class OpenRow:
    """The rows of a stay that an import left open."""

    presence_id: int
    stay_id: int
    presence_link: str
    stay_link: str


@dataclass(frozen=True)
class _Stretch:
    """A presence or a stay, voided ones left out."""

    row_id: int
    guest_id: int | None
    bed_id: int | None
    starts_at: datetime
    ends_at: datetime | None

    @property
    def nights(self) -> Span:
        """Return the nights it touches, each from noon to noon."""
        first = night_of(self.starts_at)
        if self.ends_at is None:
            return Span(first, OPEN)
        return Span(first, night_of(self.ends_at - _MOMENT) + _NIGHT)


@dataclass(frozen=True)
class _Links:
    """Links of a source by kind: external id → row number."""

    person: Mapping[str, int]
    bed: Mapping[str, int]
    presence: Mapping[str, int]
    stay: Mapping[str, int]


@dataclass(frozen=True)
class _Rows:
    """The house's rows, as far as they matter here."""

    heads: Mapping[int, int]
    """Merged cards: the card each was merged into."""
    gone: frozenset[int]
    """Women made anonymous: nothing is added to them."""
    presences: Mapping[int, _Stretch]
    stays: Mapping[int, _Stretch]
    beds: Mapping[str, BedRow]
    out: frozenset[int]
    """Presences of women who are out for a while."""


def house_side(session: Session, source: str, project: str) -> HouseSide:
    """Return what the house holds of ``source``, as far as ``project`` is concerned."""
    links = _links(session, source, project)
    guests = session.execute(
        select(
            Guest.id,
            Guest.alias_key,
            Guest.second_key,
            Guest.protection,
            Guest.awaiting_review,
            Guest.merged_into,
            Guest.anonymised_at,
        )
    ).all()
    alive = [g for g in guests if g.merged_into is None and g.anonymised_at is None]
    plain = {g.id for g in alive if g.protection is Protection.OPEN and not g.awaiting_review}
    names = frozenset((g.alias_key, g.second_key) for g in alive if g.id in plain)
    hidden = frozenset((g.alias_key, g.second_key) for g in alive if g.id not in plain)
    if not links.person and not links.bed:
        return HouseSide(Known(names=names, name_key=alias_key), hidden=hidden)

    heads = {g.id: g.merged_into for g in guests if g.merged_into is not None}
    stays = _stays(session)
    rows = _Rows(
        heads=heads,
        gone=frozenset(g.id for g in guests if g.anonymised_at is not None),
        presences=_presences(session),
        stays=stays,
        beds=_beds(session, links, stays),
        out=_out(session),
    )
    return _Gathering(links, rows).result(names, hidden)


class _Gathering:
    """Puts the rows of the house beside the links of the source."""

    def __init__(self, links: _Links, rows: _Rows) -> None:
        self._links = links
        self._heads = rows.heads
        self._gone = rows.gone
        self._presences = rows.presences
        self._stays = rows.stays
        self._beds = rows.beds
        self._out = rows.out
        self._people = {guest: person for person, guest in links.person.items()}
        self._bed_names = {row.bed_id: name for name, row in rows.beds.items()}
        self._given: dict[int, list[datetime]] = {}
        """When each bed was given to somebody."""
        self._began: dict[int, list[datetime]] = {}
        """When each woman's presences and stays began."""
        self._last_stay: dict[tuple[int, datetime], _Stretch] = {}
        """The stay of a woman that ended at a moment."""
        self._of_guest: dict[int, list[tuple[bool, _Stretch]]] = {}
        """Presences (False) and stays (True) of each woman, merged cards as one."""
        for is_stay, stretch in (
            *((False, presence) for presence in rows.presences.values()),
            *((True, stay) for stay in rows.stays.values()),
        ):
            if stretch.guest_id is not None:
                guest = self._head(stretch.guest_id)
                of_guest = self._of_guest.setdefault(guest, [])
                of_guest.append((is_stay, stretch))
                self._began.setdefault(guest, []).append(stretch.starts_at)
                if is_stay and stretch.ends_at is not None:
                    self._last_stay[guest, stretch.ends_at] = stretch
            if stretch.bed_id is not None:
                self._given.setdefault(stretch.bed_id, []).append(stretch.starts_at)
        for starts in (*self._given.values(), *self._began.values()):
            starts.sort()

    def result(
        self, names: frozenset[tuple[str, str]], hidden: frozenset[tuple[str, str]]
    ) -> HouseSide:
        """Return everything the planning and the writing need."""
        open_here, open_rows = self._open()
        before = self._before()
        left_open = {row.presence_id for row in open_rows.values()}
        stays_left_open = {row.stay_id for row in open_rows.values()}
        taken: dict[str, list[Span]] = {}
        for stay in self._stays.values():
            name = self._bed_names.get(stay.bed_id or 0)
            if name is not None and stay.row_id not in stays_left_open:
                taken.setdefault(name, []).append(stay.nights)
        known = Known(
            people=frozenset(self._links.person),
            names=names,
            name_key=alias_key,
            nights=self._nights(left_open, stays_left_open),
            open=open_here,
            before={key: row.bed for key, row in before.items() if row.bed is not None},
            extra=tuple(_extra(name, row) for name, row in self._beds.items() if "/extra/" in name),
            closed={
                name: row.closes
                for name, row in self._beds.items()
                if row.by_desk and row.closes is not None
            },
            taken={name: merged(spans) for name, spans in taken.items()},
        )
        return HouseSide(
            known=known,
            guests=self._links.person,
            beds=self._beds,
            before=before,
            open_rows=open_rows,
            hidden=hidden,
        )

    def _head(self, guest: int) -> int:
        while guest in self._heads:
            guest = self._heads[guest]
        return guest

    def _nights(
        self, left_open: set[int], stays_left_open: set[int]
    ) -> dict[str, tuple[Span, ...]]:
        """Return the nights of each person that are imported, or that the desk wrote itself."""
        nights: dict[str, list[Span]] = {}
        for name, presence_id in self._links.presence.items():
            span = _span(name)
            person = self._person(presence_id)
            if person is not None and presence_id not in left_open:
                nights.setdefault(person, []).append(span)
        for person, guest in self._links.person.items():
            if guest in self._gone:
                nights[person] = [Span(date.min, OPEN)]
                continue
            for is_stay, stretch in self._of_guest.get(self._head(guest), ()):
                if stretch.row_id not in (stays_left_open if is_stay else left_open):
                    nights.setdefault(person, []).append(stretch.nights)
        return {person: merged(spans) for person, spans in nights.items()}

    def _person(self, presence_id: int) -> str | None:
        presence = self._presences.get(presence_id)
        if presence is None or presence.guest_id is None:
            return None
        return self._people.get(presence.guest_id)

    def _open(self) -> tuple[dict[str, OpenHere], dict[str, OpenRow]]:
        """Return the stays that an import left open and nobody has touched since."""
        stay_links = {
            row_id: name for name, row_id in self._links.stay.items() if _span(name).is_open
        }
        here, rows = {}, {}
        for name, presence_id in self._links.presence.items():
            presence = self._presences.get(presence_id)
            person = self._person(presence_id)
            if not _span(name).is_open or presence is None or person is None:
                continue
            if presence.ends_at is not None or presence_id in self._out:
                continue
            guest = self._head(presence.guest_id or 0)
            stays = [
                stretch
                for is_stay, stretch in self._of_guest.get(guest, ())
                if is_stay and stretch.ends_at is None
            ]
            if len(stays) != 1 or stays[0].row_id not in stay_links:
                continue
            bed = self._bed_names.get(stays[0].bed_id or 0)
            if bed is not None:
                link = stay_links[stays[0].row_id]
                here[person] = OpenHere(_span(name).first, bed, _span(link).first)
                rows[person] = OpenRow(presence_id, stays[0].row_id, name, link)
        return here, rows

    def _before(self) -> dict[tuple[str, date], Before]:
        """Return the imported presences that end as they were imported, with room after them."""
        before = {}
        for name, presence_id in self._links.presence.items():
            span = _span(name)
            presence = self._presences.get(presence_id)
            person = self._person(presence_id)
            if span.is_open or presence is None or person is None:
                continue
            left = from_local(span.end, LEAVES)
            if presence.ends_at != left:
                continue
            guest = self._head(presence.guest_id or 0)
            if _begins_by_day(self._began.get(guest, ()), left):
                continue
            last = self._last_stay.get((guest, left))
            bed = self._bed_names.get(last.bed_id or 0) if last is not None else None
            if last and bed and not _begins_by_day(self._given.get(last.bed_id or 0, ()), left):
                before[person, span.end] = Before(presence_id, last.row_id, bed)
            else:
                before[person, span.end] = Before(presence_id, None, None)
        return before


def _begins_by_day(starts: Sequence[datetime], left: datetime) -> bool:
    """Say whether something of ``starts`` (in order) lies in the half day from ``left`` on."""
    at = bisect_left(starts, left)
    return at < len(starts) and starts[at] < left + _NIGHT / 2


# -- rows ------------------------------------------------------------------------------------


def _links(session: Session, source: str, project: str) -> _Links:
    kinds: dict[str, dict[str, int]] = {PERSON: {}, BED: {}, PRESENCE: {}, STAY: {}}
    query = select(
        ImportLink.kind,
        ImportLink.external_id,
        ImportLink.guest_id,
        ImportLink.bed_id,
        ImportLink.presence_id,
        ImportLink.bed_stay_id,
    ).where(ImportLink.source == source)
    own = {BED: f"{project}/", PRESENCE: f"{project} ", STAY: f"{project} "}
    for kind, name, *numbers in session.execute(query):
        number = next((number for number in numbers if number is not None), None)
        if kind in kinds and number is not None and name.startswith(own.get(kind, "")):
            kinds[kind][name] = number
    return _Links(kinds[PERSON], kinds[BED], kinds[PRESENCE], kinds[STAY])


def _presences(session: Session) -> dict[int, _Stretch]:
    rows = session.execute(
        select(Presence.id, Presence.guest_id, Presence.starts_at, Presence.ends_at).where(
            Presence.voided_at.is_(None), Presence.guest_id.is_not(None)
        )
    )
    return {r.id: _Stretch(r.id, r.guest_id, None, r.starts_at, r.ends_at) for r in rows}


def _stays(session: Session) -> dict[int, _Stretch]:
    rows = session.execute(
        select(
            BedStay.id, BedStay.guest_id, BedStay.bed_id, BedStay.starts_at, BedStay.ends_at
        ).where(BedStay.voided_at.is_(None))
    )
    return {r.id: _Stretch(r.id, r.guest_id, r.bed_id, r.starts_at, r.ends_at) for r in rows}


def _beds(session: Session, links: _Links, stays: Mapping[int, _Stretch]) -> dict[str, BedRow]:
    used: dict[int, date] = {}
    for stay in stays.values():
        if stay.bed_id is not None:
            used[stay.bed_id] = max(used.get(stay.bed_id, date.min), stay.nights.end)
    rows = {
        row.id: row
        for row in session.execute(select(Bed.id, Bed.room_id, Bed.opened_at, Bed.closed_at))
    }
    beds = {}
    for name, bed_id in links.bed.items():
        row = rows[bed_id]
        closed: datetime | None = row.closed_at
        beds[name] = BedRow(
            bed_id=bed_id,
            room_id=row.room_id,
            opens=night_of(row.opened_at),
            closes=night_of(closed) if closed is not None else None,
            # An import closes at noon sharp; any other moment is the desk's own act.
            by_desk=closed is not None and local(closed).time() != _NOON,
            used_until=used.get(bed_id, date.min),
        )
    return beds


def _out(session: Session) -> frozenset[int]:
    query = select(OutSpell.presence_id).where(
        OutSpell.ends_at.is_(None), OutSpell.voided_at.is_(None)
    )
    return frozenset(session.scalars(query))


def _extra(name: str, row: BedRow) -> PlannedBed:
    number = int(name.rsplit("/", 1)[-1])
    return PlannedBed(name, number, False, row.opens, row.closes)


def _span(name: str) -> Span:
    """Return the span an external id ends with; see ``hmis_plan.spelled``."""
    first, end = name.rsplit(" ", 1)[-1].split("..")
    return Span(date.fromisoformat(first), date.fromisoformat(end) if end else OPEN)
