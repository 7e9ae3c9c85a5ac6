"""The list of women the house knows: who is here, who has a place, who has not been seen.

A shielded woman never stands in it, whoever reads, and is not counted (domain.md b11). That the
list was opened is in the audit before it is given (architecture.md 6).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select

from shelter_desk.clock import local_date
from shelter_desk.models import (
    Bed,
    BedStay,
    Guest,
    LogEntry,
    LogMention,
    OutSpell,
    Presence,
    Staff,
    Vedtak,
)
from shelter_desk.services.calling import Caller, Tx, reads
from shelter_desk.services.finding import findable, matching
from shelter_desk.services.not_seen import Missing, missing
from shelter_desk.services.reading import note_reading
from shelter_desk.services.snapshots import Person
from shelter_desk.terms import LogKind, PresenceKind, Right

MOST_ROWS = 400
"""Rows one answer has; further women are found by what is typed."""

VEDTAK_WARNING = timedelta(days=7)
"""How long before its last day a decision is said to end soon (as on board and paper)."""


class PeopleFilter(StrEnum):
    """What the list shows."""

    ALL = "all"
    INSIDE = "inside"
    WITH_PLACE = "with_place"
    MINE = "mine"
    NOT_SEEN = "not_seen"
    VEDTAK = "vedtak"


@dataclass(frozen=True)
class PersonRow:
    """One woman of the list."""

    guest_id: int
    person: Person
    presence_id: int | None
    inside_since: datetime | None
    out: bool
    bed_code: str | None
    key_worker: str
    deputy: str
    mine: bool
    """She is mine: I am her key worker or her deputy."""
    last_seen: datetime | None
    not_seen_days: int | None
    """Days since anybody saw her, once that is longer than the house's limit (domain.md e2)."""
    vedtak_until: date | None
    """None without the right to read cards."""
    vedtak_ends: bool
    same_alias: bool


@dataclass(frozen=True)
class PeopleList:
    """A page of the list. ``counts`` are of everybody listed, whatever is typed."""

    at: datetime
    rows: tuple[PersonRow, ...]
    counts: Mapping[PeopleFilter, int]
    more: int
    """How many rows did not fit."""


def people_list(
    caller: Caller, *, words: str = "", only: PeopleFilter = PeopleFilter.ALL
) -> PeopleList:
    """Return the women that match ``words`` and ``only``.

    Best match first; without words by alias, as the Norwegian alphabet goes. Slips of typing are
    forgiven as in the search of the board.
    """
    found = _list(caller, words=words, only=only)
    note_reading(caller, screen="people")
    return found


@dataclass(frozen=True)
class _Known:
    """A woman of the list before she is made a row of."""

    guest_id: int
    alias: str
    second_word: str
    alias_key: str
    key_worker_id: int | None
    deputy_id: int | None


@dataclass(frozen=True)
class _Facts:
    """What is known of all of them, by the number of the card."""

    presence: Mapping[int, tuple[int, datetime]]
    out_since: Mapping[int, datetime]
    beds: Mapping[int, str]
    vedtak: Mapping[int, date]
    missing: Mapping[int, Missing]
    """Who has not been seen for too long, as the house's limits have it (domain.md e2)."""


@reads(Right.BOARD)
def _list(tx: Tx, *, words: str, only: PeopleFilter) -> PeopleList:
    known = _known(tx)
    facts = _facts(tx)
    chosen = _chosen(tx, facts, known)
    wanted = known if only is PeopleFilter.ALL else [w for w in known if w.guest_id in chosen[only]]
    if words.strip():
        place = {number: rank for rank, number in enumerate(matching(tx, words))}
        wanted = sorted((w for w in wanted if w.guest_id in place), key=lambda w: place[w.guest_id])
    else:
        wanted = sorted(wanted, key=lambda w: _alphabet(f"{w.alias} {w.second_word}"))
    counts = {one: len(numbers) for one, numbers in chosen.items()}
    return PeopleList(
        at=tx.now,
        rows=_rows(tx, facts, wanted[:MOST_ROWS], _shared(known), chosen),
        counts=counts | {PeopleFilter.ALL: len(known)},
        more=max(0, len(wanted) - MOST_ROWS),
    )


def _known(tx: Tx) -> list[_Known]:
    query = select(
        Guest.id,
        Guest.alias,
        Guest.second_word,
        Guest.alias_key,
        Guest.key_worker_id,
        Guest.deputy_id,
    ).where(*findable(tx))
    return [_Known(*row) for row in tx.session.execute(query)]


def _shared(known: Sequence[_Known]) -> Collection[str]:
    count = Counter(woman.alias_key for woman in known)
    return {key for key, number in count.items() if number > 1}


_LETTERS = str.maketrans({"ä": "æ", "ö": "ø", "å": "\u00ff", "ü": "y"})


def _alphabet(name: str) -> str:
    """Return what names are sorted by: … z, æ, ø, å."""
    return name.casefold().translate(_LETTERS)


# -- facts -----------------------------------------------------------------------------------


def _facts(tx: Tx) -> _Facts:
    here = select(Presence.guest_id, Presence.id, Presence.starts_at).where(
        Presence.guest_id.is_not(None), Presence.ends_at.is_(None), Presence.voided_at.is_(None)
    )
    away = (
        select(Presence.guest_id, OutSpell.starts_at)
        .join(Presence, Presence.id == OutSpell.presence_id)
        .where(
            OutSpell.ends_at.is_(None),
            OutSpell.voided_at.is_(None),
            Presence.ends_at.is_(None),
            Presence.guest_id.is_not(None),
        )
    )
    beds = (
        select(BedStay.guest_id, Bed.code)
        .join(Bed, Bed.id == BedStay.bed_id)
        .where(
            BedStay.guest_id.is_not(None), BedStay.ends_at.is_(None), BedStay.voided_at.is_(None)
        )
    )
    out = {number: at for number, at in tx.session.execute(away) if number is not None}
    return _Facts(
        presence={
            number: (presence_id, at)
            for number, presence_id, at in tx.session.execute(here)
            if number is not None
        },
        out_since=out,
        beds={number: code for number, code in tx.session.execute(beds) if number is not None},
        vedtak=_vedtak(tx) if tx.may(Right.CARD) else {},
        missing={one.subject[1]: one for one in missing(tx) if one.subject[0] == "guest"},
    )


def _seen(
    tx: Tx, out_since: Mapping[int, datetime], wanted: Collection[int]
) -> dict[int, datetime]:
    """Return when each of these was seen last: here, going out, or met outside (domain.md a2)."""
    here = (
        select(Presence.guest_id, func.max(func.coalesce(Presence.ends_at, Presence.starts_at)))
        .where(Presence.guest_id.in_(wanted), Presence.voided_at.is_(None))
        .group_by(Presence.guest_id)
    )
    met = (
        select(LogMention.guest_id, func.max(LogEntry.happened_at))
        .join(LogEntry, LogEntry.id == LogMention.entry_id)
        .where(LogMention.guest_id.in_(wanted), LogEntry.kind == LogKind.OUTREACH)
        .group_by(LogMention.guest_id)
    )
    seen: dict[int, datetime] = dict(out_since)
    for query in (here, met):
        for guest_id, at in tx.session.execute(query):
            if guest_id is not None and at is not None:
                seen[guest_id] = max(seen.get(guest_id, at), at)
    return seen


def _vedtak(tx: Tx) -> dict[int, date]:
    """Return the last day of the decision that runs now, or of the one that comes."""
    query = (
        select(Vedtak.guest_id, func.max(Vedtak.last_day))
        .where(Vedtak.voided_at.is_(None), Vedtak.last_day >= local_date(tx.now))
        .group_by(Vedtak.guest_id)
    )
    return {row[0]: row[1] for row in tx.session.execute(query)}


def _chosen(tx: Tx, facts: _Facts, known: Sequence[_Known]) -> dict[PeopleFilter, Collection[int]]:
    """Return whom each filter leaves; the first leaves everybody and is not asked."""
    everybody = {woman.guest_id for woman in known}
    soon = local_date(tx.now) + VEDTAK_WARNING
    ending = {number for number, last in facts.vedtak.items() if last <= soon}
    return {
        PeopleFilter.INSIDE: everybody & (facts.presence.keys() - facts.out_since.keys()),
        PeopleFilter.WITH_PLACE: everybody & facts.beds.keys(),
        PeopleFilter.MINE: {woman.guest_id for woman in known if _mine(tx, woman)},
        PeopleFilter.NOT_SEEN: everybody & facts.missing.keys(),
        PeopleFilter.VEDTAK: everybody & ending,
    }


def _mine(tx: Tx, woman: _Known) -> bool:
    me = tx.actor.staff_id
    return me is not None and me in {woman.key_worker_id, woman.deputy_id}


# -- rows ------------------------------------------------------------------------------------


def _rows(
    tx: Tx,
    facts: _Facts,
    women: Sequence[_Known],
    shared: Collection[str],
    chosen: Mapping[PeopleFilter, Collection[int]],
) -> tuple[PersonRow, ...]:
    staff = {row.id: row.name for row in tx.session.execute(select(Staff.id, Staff.name))}
    seen = _seen(tx, facts.out_since, [woman.guest_id for woman in women])
    rows = []
    for woman in women:
        number = woman.guest_id
        presence_id, since = facts.presence.get(number, (None, None))
        gone = facts.missing.get(number)
        rows.append(
            PersonRow(
                guest_id=number,
                person=Person(
                    PresenceKind.NAMED,
                    alias=woman.alias,
                    second_word=woman.second_word,
                    place=facts.beds.get(number),
                    guest_id=number,
                    presence_id=presence_id,
                ),
                presence_id=presence_id,
                inside_since=since,
                out=number in facts.out_since,
                bed_code=facts.beds.get(number),
                key_worker=staff.get(woman.key_worker_id or 0, ""),
                deputy=staff.get(woman.deputy_id or 0, ""),
                mine=number in chosen[PeopleFilter.MINE],
                last_seen=gone.last_seen if gone else seen.get(number),
                not_seen_days=gone.gone // timedelta(days=1) if gone else None,
                vedtak_until=facts.vedtak.get(number),
                vedtak_ends=number in chosen[PeopleFilter.VEDTAK],
                same_alias=woman.alias_key in shared,
            )
        )
    return tuple(rows)
