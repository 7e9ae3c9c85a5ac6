"""The stream of the log as this reader may see it, a page at a time, newest first.

Rights: domain.md b8a (read «helse», read «leder») in the query itself; a woman from whom the
reader is shut out does not exist for her, so neither do lines about that woman (b11).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from shelter_desk.models import (
    Bed,
    Correction,
    Guest,
    GuestExclusion,
    LogEntry,
    LogMention,
    Presence,
    Staff,
)
from shelter_desk.services.calling import Caller, Tx, reads
from shelter_desk.services.duty import first_names
from shelter_desk.services.reading import note_reading
from shelter_desk.services.shifts import ShiftSpan, hours_of, span_of
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import (
    CorrectionLine,
    LogLine,
    LogPage,
    Person,
    ShiftSection,
)
from shelter_desk.terms import LOG_GROUPS, Level, LogGroup, LogKind, Right, ShiftName, Visibility

PAGE = 100
"""Lines of one page."""

MOST = 500


@dataclass(frozen=True)
class _Wanted:
    kinds: frozenset[LogKind] | None
    level: Level | None
    own: bool
    guest_id: int | None
    words: str
    older_than: int | None
    limit: int


def log_page(
    caller: Caller,
    *,
    older_than: int | None = None,
    groups: Collection[LogGroup] | None = None,
    kinds: Collection[LogKind] | None = None,
    level: Level | None = None,
    own: bool = False,
    guest_id: int | None = None,
    words: str = "",
    limit: int = PAGE,
) -> LogPage:
    """Return a page of the log for this reader; that she reads it is in the audit first.

    ``older_than`` is the number the page before gave. ``words`` are searched in what was
    written, corrections too, whatever their case; all must be found. ``groups`` and ``kinds``
    together are what is shown (a kind of neither is not).
    """
    note_reading(caller, screen="log_search" if words else "log", guest_id=guest_id)
    wanted = _Wanted(
        _kinds(groups, kinds),
        level,
        own,
        guest_id,
        words,
        older_than,
        max(1, min(limit, MOST)),
    )
    return _page(caller, wanted=wanted)


@reads(Right.BOARD)
def _page(tx: Tx, *, wanted: _Wanted) -> LogPage:
    query = (
        select(LogEntry)
        .where(readable(tx), *_filters(tx, wanted))
        .order_by(LogEntry.id.desc())
        .limit(wanted.limit + 1)
    )
    rows = list(tx.session.scalars(query))
    more = len(rows) > wanted.limit
    rows = rows[: wanted.limit]
    # In the ordinary stream she is «Skjermet» as on board, map and paper: a screen is read over
    # the counter. Who asks for her lines, and may, sees her named.
    lines = lines_of(tx, rows, by_right=wanted.guest_id is not None)
    return LogPage(_sections(tx, rows, lines), rows[-1].id if more else None)


def _kinds(
    groups: Collection[LogGroup] | None, kinds: Collection[LogKind] | None
) -> frozenset[LogKind] | None:
    if groups is None and kinds is None:
        return None
    return frozenset(kinds or ()) | {kind for group in groups or () for kind in LOG_GROUPS[group]}


# -- who may read what -----------------------------------------------------------------------


def readable(tx: Tx) -> ColumnElement[bool]:
    """Return the condition under which this reader may read a line."""
    mine = false() if tx.actor.staff_id is None else LogEntry.author_id == tx.actor.staff_id
    allowed: list[ColumnElement[bool]] = [LogEntry.visibility == Visibility.ALL]
    health = LogEntry.visibility == Visibility.HEALTH
    allowed.append(health if tx.may(Right.READ_HEALTH) else and_(health, mine))
    manager = LogEntry.visibility == Visibility.MANAGER
    if tx.may(Right.READ_MANAGER):
        allowed.append(manager)
    elif tx.may(Right.READ_MANAGER_OWN):
        allowed.append(and_(manager, mine))
    condition = or_(*allowed)
    hidden = _hidden_guests(tx)
    if not hidden:
        return condition
    return and_(condition, ~about_any(hidden))


def about_any(cards: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that a line is about one of these cards, also by a presence."""
    presences = select(Presence.id).where(Presence.guest_id.in_(cards))
    return exists().where(
        LogMention.entry_id == LogEntry.id,
        or_(LogMention.guest_id.in_(cards), LogMention.presence_id.in_(presences)),
    )


def may_read(tx: Tx, entry: LogEntry) -> bool:
    """Say whether this reader may read one line."""
    query = select(LogEntry.id).where(LogEntry.id == entry.id, readable(tx))
    return tx.session.scalar(query) is not None


def _hidden_guests(tx: Tx) -> frozenset[int]:
    """Return the cards that do not exist for this reader, with all that were merged."""
    if tx.actor.staff_id is None:
        return frozenset()
    query = select(GuestExclusion.guest_id).where(GuestExclusion.staff_id == tx.actor.staff_id)
    hidden = set(tx.session.scalars(query))
    ask = hidden
    while ask:
        merged = select(Guest.id, Guest.merged_into).where(
            or_(Guest.merged_into.in_(ask), and_(Guest.id.in_(ask), Guest.merged_into.is_not(None)))
        )
        found = {number for row in tx.session.execute(merged) for number in row if number}
        ask = found - hidden
        hidden |= found
    return frozenset(hidden)


# -- filters ---------------------------------------------------------------------------------


def _filters(tx: Tx, wanted: _Wanted) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if wanted.older_than is not None:
        filters.append(LogEntry.id < wanted.older_than)
    if wanted.kinds is not None:
        filters.append(LogEntry.kind.in_(wanted.kinds))
    if wanted.level is not None:
        filters.append(LogEntry.level == wanted.level)
    if wanted.own:
        filters.append(LogEntry.author_id == tx.actor.staff_id)
    if wanted.guest_id is not None:
        filters.append(about_any(cards_of(tx, wanted.guest_id)))
        asked = Shower(tx, [wanted.guest_id], by_right=True).person(wanted.guest_id)
        if asked is None or asked.guest_id is None:
            # Lines found by her number would name her, whatever stands in them.
            filters.append(false())
    filters += [_holds(tx, word) for word in wanted.words.split()]
    return filters


def cards_of(tx: Tx, guest_id: int) -> set[int]:
    """Return the card and those that were merged into it."""
    cards = {guest_id}
    ask = cards
    while ask:
        ask = set(tx.session.scalars(select(Guest.id).where(Guest.merged_into.in_(ask)))) - cards
        cards |= ask
    return cards


def _holds(tx: Tx, word: str) -> ColumnElement[bool]:
    """Return the condition that a word stands somewhere in a line or its corrections.

    A scan for now; a full-text index takes its place when houses have years of lines.
    """
    if tx.session.get_bind().dialect.name == "sqlite":
        # LIKE knows case only for A–Z there; a class of both letters knows it for Å as well.
        pattern = "*" + "".join(_either_case(c) for c in word) + "*"
        found: list[ColumnElement[bool]] = [
            column.bool_op("GLOB")(pattern)
            for column in (LogEntry.body, LogEntry.short, Correction.body)
        ]
    else:
        found = [
            column.icontains(word, autoescape=True)
            for column in (LogEntry.body, LogEntry.short, Correction.body)
        ]
    body, short, corrected = found
    return or_(body, short, exists().where(Correction.entry_id == LogEntry.id, corrected))


def _either_case(character: str) -> str:
    lower, upper = character.lower(), character.upper()
    if len(lower) == len(upper) == 1 and lower != upper:
        return f"[{lower}{upper}]"
    return f"[{character}]" if character in "*?[" else character


# -- rows to lines ---------------------------------------------------------------------------


def lines_of(tx: Tx, rows: Sequence[LogEntry], *, by_right: bool) -> list[LogLine]:
    """Return lines as this reader may see them; ``by_right`` as :class:`Shower` has it."""
    numbers = [row.id for row in rows]
    mentions = _mentions(tx, numbers, by_right=by_right)
    corrections = _corrections(tx, numbers)
    initials = _initials(tx, (row.author_id for row in rows))
    beds = _bed_codes(tx, {row.bed_id for row in rows if row.bed_id is not None})
    return [
        LogLine(
            entry_id=row.id,
            kind=row.kind,
            level=row.level,
            visibility=row.visibility,
            automatic=row.automatic,
            happened_at=row.happened_at,
            written_at=row.written_at,
            initials=initials.get(row.author_id or 0, ""),
            shift=row.shift,
            shift_starts_at=row.shift_starts_at,
            who=mentions.get(row.id, ()),
            bed_code=beds.get(row.bed_id or 0),
            body=row.body or "",
            short=row.short,
            redacted=row.redaction_id is not None,
            params=row.params,
            corrections=corrections.get(row.id, ()),
            own=row.author_id is not None and row.author_id == tx.actor.staff_id,
        )
        for row in rows
    ]


def _mentions(tx: Tx, numbers: Sequence[int], *, by_right: bool) -> dict[int, tuple[Person, ...]]:
    query = (
        select(LogMention.entry_id, LogMention.guest_id, LogMention.presence_id)
        .where(LogMention.entry_id.in_(numbers))
        .order_by(LogMention.id)
    )
    rows = tx.session.execute(query).all()
    shower = Shower(
        tx, (row.guest_id for row in rows), (row.presence_id for row in rows), by_right=by_right
    )
    found: dict[int, list[Person]] = defaultdict(list)
    for row in rows:
        person = shower.person(row.guest_id, row.presence_id)
        if person is not None:
            found[row.entry_id].append(person)
    return {number: tuple(people) for number, people in found.items()}


def _corrections(tx: Tx, numbers: Sequence[int]) -> dict[int, tuple[CorrectionLine, ...]]:
    query = select(Correction).where(Correction.entry_id.in_(numbers)).order_by(Correction.id)
    rows = list(tx.session.scalars(query))
    initials = _initials(tx, (row.author_id for row in rows))
    found: dict[int, list[CorrectionLine]] = defaultdict(list)
    for row in rows:
        found[row.entry_id].append(
            CorrectionLine(
                correction_id=row.id,
                body=row.body or "",
                short=row.short,
                reason=row.reason,
                written_at=row.written_at,
                initials=initials.get(row.author_id or 0, ""),
                redacted=row.redaction_id is not None,
            )
        )
    return {number: tuple(lines) for number, lines in found.items()}


def _initials(tx: Tx, staff_ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {number for number in staff_ids if number is not None}
    query = select(Staff.id, Staff.initials).where(Staff.id.in_(wanted))
    return {row.id: row.initials for row in tx.session.execute(query)}


def _bed_codes(tx: Tx, bed_ids: set[int]) -> dict[int, str]:
    query = select(Bed.id, Bed.code).where(Bed.id.in_(bed_ids))
    return {row.id: row.code for row in tx.session.execute(query)}


# -- lines to sections -----------------------------------------------------------------------


def _sections(
    tx: Tx, rows: Sequence[LogEntry], lines: Sequence[LogLine]
) -> tuple[ShiftSection, ...]:
    hours = hours_of(tx.session)
    grouped: dict[ShiftSpan, list[LogLine]] = defaultdict(list)
    spans: dict[tuple[ShiftName, object], ShiftSpan] = {}
    for row, line in zip(rows, lines, strict=True):
        key = (row.shift, row.shift_starts_at)
        if key not in spans:
            spans[key] = span_of(hours, row.shift, row.shift_starts_at)
        grouped[spans[key]].append(line)
    return tuple(
        ShiftSection(
            shift=run.name,
            starts_at=run.starts_at,
            ends_at=run.ends_at,
            on_duty=first_names(tx, run),
            lines=tuple(
                sorted(
                    grouped[run],
                    key=lambda line: (line.happened_at, line.entry_id),
                    reverse=True,
                )
            ),
        )
        for run in sorted(grouped, key=lambda run: run.starts_at, reverse=True)
    )
