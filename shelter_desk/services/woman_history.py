"""What happened with one woman, newest first: arrivals, stays, what she was given, the log.

Whole for who may read cards; reception sees today (domain.md b8a). Lines of the log are those
this reader may read. Opening it is audited as its own screen before it is given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from shelter_desk.clock import local
from shelter_desk.models import Bed, BedStay, LogEntry, OutSpell, Presence, Provision, Staff
from shelter_desk.services.calling import Caller, Tx, reads
from shelter_desk.services.log_reading import about_any, cards_of, lines_of, readable
from shelter_desk.services.reading import note_reading
from shelter_desk.services.revealed import named_guest
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.snapshots import LogLine
from shelter_desk.terms import LogKind, ProvisionKind, Right, StayEnd

PAGE = 20
"""Rows of each kind that one answer looks at."""

# The tables say these better: rows that were imported have no line at all.
_IN_TABLES = (
    LogKind.ARRIVAL,
    LogKind.OUT_FOR_A_WHILE,
    LogKind.BACK,
    LogKind.CHECKED_OUT,
    LogKind.LEFT_WITHOUT_NOTICE,
    LogKind.BED_GIVEN,
    LogKind.BED_MOVED,
    LogKind.BED_RELEASED,
)


@dataclass(frozen=True)
class HistoryItem:
    """One thing that happened: a fact with its parameters, something given, or a line."""

    at: datetime
    kind: LogKind | None = None
    params: dict[str, object] | None = None
    bed_code: str | None = None
    given: ProvisionKind | None = None
    amount: int = 1
    line: LogLine | None = None
    initials: str = ""


@dataclass(frozen=True)
class History:
    """Part of her history, newest first; ``older`` asks for what was before, None at the end."""

    items: tuple[HistoryItem, ...]
    older: datetime | None
    today_only: bool


def woman_history(caller: Caller, *, guest_id: int, before: datetime | None = None) -> History:
    """Return what happened before ``before`` (aware UTC; now unless said).

    Raises as :func:`shelter_desk.services.woman_card.open_card`, but asks for no reason: who
    may only see her for one, gives it when she opens the card.
    """
    found, known = _history(caller, guest_id=guest_id, before=before)
    note_reading(caller, screen="history", guest_id=known)
    return found


@reads(Right.BOARD)
def _history(tx: Tx, *, guest_id: int, before: datetime | None) -> tuple[History, int]:
    whole = tx.may(Right.CARD)
    if not whole and not tx.may(Right.CARD_TODAY):
        raise NotAllowedError
    guest = named_guest(tx, guest_id)
    reading = _Reading(tx, cards_of(tx, guest.id), before or tx.now + timedelta(minutes=1))
    items = sorted(reading.items(), key=lambda item: item.at, reverse=True)
    oldest = reading.horizon
    if oldest is not None:
        items = [item for item in items if item.at >= oldest]
    if not whole:
        morning = this_morning(tx.now)
        items, oldest = [item for item in items if item.at >= morning], None
    return History(tuple(items), oldest, today_only=not whole), guest.id


def this_morning(now: datetime) -> datetime:
    """Return when the house's day began: the latest 06:00 local (aware UTC in, local out)."""
    morning = local(now).replace(hour=6, minute=0, second=0, microsecond=0)
    return morning if local(now) >= morning else morning - timedelta(days=1)


class _Reading:
    """Reads a page of each kind; ``horizon`` is how far back all kinds are complete."""

    def __init__(self, tx: Tx, cards: set[int], before: datetime) -> None:
        self._tx = tx
        self._cards = cards
        self._before = before
        self.horizon: datetime | None = None

    def items(self) -> Iterator[HistoryItem]:
        """Give what happened, each kind by itself."""
        for part in (self._presences, self._spells, self._stays, self._given, self._lines):
            yield from part()

    def _cut(self, when: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
        return when < self._before

    def _full(self, times: list[datetime]) -> None:
        """Note how far back this kind reaches when there is more of it."""
        if len(times) >= PAGE:
            oldest = min(times)
            self.horizon = oldest if self.horizon is None else max(self.horizon, oldest)

    def _mine(self, column: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
        return column.in_(self._cards)

    def _presences(self) -> Iterator[HistoryItem]:
        query = (
            select(Presence)
            .where(
                self._mine(Presence.guest_id),
                Presence.voided_at.is_(None),
                self._cut(Presence.starts_at),
            )
            .order_by(Presence.starts_at.desc())
            .limit(PAGE)
        )
        rows = list(self._tx.session.scalars(query))
        self._full([row.starts_at for row in rows])
        for row in rows:
            yield HistoryItem(row.starts_at, LogKind.ARRIVAL, {})
            if row.ends_at is not None and row.ends_at < self._before:
                kind = LogKind.CHECKED_OUT
                if row.left_without_notice:
                    kind = LogKind.LEFT_WITHOUT_NOTICE
                where = {"destination": row.destination.value} if row.destination else {}
                yield HistoryItem(row.ends_at, kind, dict(where))

    def _spells(self) -> Iterator[HistoryItem]:
        query = (
            select(OutSpell)
            .join(Presence, Presence.id == OutSpell.presence_id)
            .where(
                self._mine(Presence.guest_id),
                OutSpell.voided_at.is_(None),
                self._cut(OutSpell.starts_at),
            )
            .order_by(OutSpell.starts_at.desc())
            .limit(PAGE)
        )
        rows = list(self._tx.session.scalars(query))
        self._full([row.starts_at for row in rows])
        for row in rows:
            back = {"back": row.expected_back.isoformat()} if row.expected_back else {}
            yield HistoryItem(row.starts_at, LogKind.OUT_FOR_A_WHILE, dict(back))
            if row.ends_at is not None and row.ends_at < self._before:
                yield HistoryItem(row.ends_at, LogKind.BACK, {})

    def _stays(self) -> Iterator[HistoryItem]:
        former, former_bed = aliased(BedStay), aliased(Bed)
        query = (
            select(BedStay, Bed.code, former_bed.code)
            .join(Bed, Bed.id == BedStay.bed_id)
            .outerjoin(former, former.id == BedStay.moved_from)
            .outerjoin(former_bed, former_bed.id == former.bed_id)
            .where(
                self._mine(BedStay.guest_id),
                BedStay.voided_at.is_(None),
                self._cut(BedStay.starts_at),
            )
            .order_by(BedStay.starts_at.desc())
            .limit(PAGE)
        )
        rows = self._tx.session.execute(query).all()
        self._full([row[0].starts_at for row in rows])
        for stay, code, from_code in rows:
            kind = LogKind.BED_MOVED if from_code else LogKind.BED_GIVEN
            params: dict[str, object] = {"from_bed": from_code} if from_code else {}
            yield HistoryItem(stay.starts_at, kind, params, code)
            ends = None if stay.end_reason is StayEnd.MOVED else stay.ends_at
            if ends is not None and ends < self._before:
                yield HistoryItem(ends, LogKind.BED_RELEASED, {}, code)

    def _given(self) -> Iterator[HistoryItem]:
        presences = select(Presence.id).where(self._mine(Presence.guest_id))
        query = (
            select(Provision, Staff.initials)
            .outerjoin(Staff, Staff.id == Provision.given_by)
            .where(
                or_(self._mine(Provision.guest_id), Provision.presence_id.in_(presences)),
                Provision.voided_at.is_(None),
                self._cut(Provision.given_at),
            )
            .order_by(Provision.given_at.desc())
            .limit(PAGE)
        )
        rows = self._tx.session.execute(query).all()
        self._full([row[0].given_at for row in rows])
        for row, initials in rows:
            yield HistoryItem(
                row.given_at, given=row.kind, amount=row.amount, initials=initials or ""
            )

    def _lines(self) -> Iterator[HistoryItem]:
        told = and_(LogEntry.automatic, LogEntry.kind.in_(_IN_TABLES))
        query = (
            select(LogEntry)
            .where(
                readable(self._tx),
                about_any(self._cards),
                ~told,
                self._cut(LogEntry.happened_at),
            )
            .order_by(LogEntry.happened_at.desc(), LogEntry.id.desc())
            .limit(PAGE)
        )
        rows = list(self._tx.session.scalars(query))
        self._full([row.happened_at for row in rows])
        for line in lines_of(self._tx, rows, by_right=True):
            yield HistoryItem(
                line.happened_at,
                line.kind,
                line.params,
                line.bed_code,
                line=line,
                initials=line.initials,
            )
