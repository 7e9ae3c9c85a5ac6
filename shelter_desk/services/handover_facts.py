"""What the handover sheet is built from: rows of one moment, read once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, true

from shelter_desk.clock import local_date
from shelter_desk.models import (
    BedStay,
    KeepApart,
    LogEntry,
    LogMention,
    OutSpell,
    Presence,
    Restriction,
    Room,
    Task,
    Vedtak,
    WatchLine,
)
from shelter_desk.services.bed_facts import BedFact, bed_facts
from shelter_desk.services.calling import Tx
from shelter_desk.services.checks import NextCheck, next_checks
from shelter_desk.services.handover_around import on_the_sheet, subjects_around
from shelter_desk.services.handover_turn import Turn
from shelter_desk.services.lines import Subject
from shelter_desk.services.looking_back import not_yet, stood
from shelter_desk.services.standing import owner_of, subject_of
from shelter_desk.services.tasks import waiting
from shelter_desk.services.watch import in_force
from shelter_desk.terms import INCIDENT_KINDS, Level, LogKind, RestrictionKind


@dataclass(frozen=True)
class Facts:
    """The house at one moment, as the sheet needs it."""

    beds: tuple[BedFact, ...]
    presences: tuple[Presence, ...]
    spells: dict[int, OutSpell]
    checks: dict[Subject, NextCheck]
    watch: tuple[WatchLine, ...]
    tasks: tuple[Task, ...]
    entries: tuple[LogEntry, ...]
    mentions: dict[int, tuple[Subject, ...]]
    last_seen: dict[Subject, datetime]
    decisions: dict[int, Vedtak]
    restrictions: tuple[Restriction, ...]
    keep_apart: tuple[tuple[KeepApart, str | None], ...]
    around: frozenset[Subject] = frozenset()
    """Of whom the sheet speaks by itself: looked after, to be alone, reported missing."""

    def subjects(self) -> set[Subject]:
        """Return everybody the sheet may speak of."""
        found = {subject_of(presence) for presence in self.presences}
        found |= {("presence", presence.id) for presence in self.presences}
        found |= {owner_of(fact.stay) for fact in self.beds if fact.stay}
        found |= {("guest", fact.hold.guest_id) for fact in self.beds if fact.hold}
        rows: list[WatchLine | Task] = [*self.watch, *self.tasks]
        for row in rows:
            found |= set(subject_in(row))
        for subjects in self.mentions.values():
            found |= set(subjects)
        found |= self.around
        for pair, _ in self.keep_apart:
            found.add(("guest", pair.guest_id))
            if pair.other_guest_id is not None:
                found.add(("guest", pair.other_guest_id))
        return found


def subject_in(row: WatchLine | Task) -> tuple[Subject, ...]:
    """Return whom a watch line or a task is about, if it is about somebody."""
    if row.guest_id is not None:
        return (("guest", row.guest_id),)
    return (("presence", row.presence_id),) if row.presence_id is not None else ()


def facts_for(tx: Tx, turn: Turn) -> Facts:
    """Read what the sheet of this turn is about."""
    beds = bed_facts(tx)
    presences = tx.session.scalars(
        select(Presence)
        .where(stood(tx, Presence.starts_at, Presence.ends_at, Presence.voided_at))
        .order_by(Presence.starts_at, Presence.id)
    ).all()
    spells = tx.session.scalars(
        select(OutSpell).where(stood(tx, OutSpell.starts_at, OutSpell.ends_at, OutSpell.voided_at))
    )
    entries = on_the_sheet(tx, _entries(tx, turn))
    return Facts(
        beds=beds,
        presences=tuple(presences),
        spells={row.presence_id: row for row in spells},
        checks=next_checks(tx),
        watch=tuple(in_force(tx)),
        tasks=tuple(waiting(tx)),
        entries=entries,
        mentions=_mentions(tx, [entry.id for entry in entries]),
        last_seen=_last_seen(tx, [fact.stay for fact in beds if fact.stay]),
        decisions=_decisions(tx),
        restrictions=_restrictions(tx),
        keep_apart=_keep_apart(tx),
        around=frozenset(subjects_around(tx)),
    )


def _entries(tx: Tx, turn: Turn) -> tuple[LogEntry, ...]:
    """Return what was written since the giving shift began and belongs on its sheet."""
    urgent = LogEntry.level == Level.URGENT
    query = (
        select(LogEntry)
        .where(
            LogEntry.shift_starts_at >= turn.since,
            LogEntry.written_at <= tx.now if tx.past else true(),
            # What happened goes on paper also where the program wrote the line.
            or_(LogEntry.automatic.is_(False), LogEntry.kind.in_(INCIDENT_KINDS), urgent),
            or_(
                LogEntry.kind.in_(INCIDENT_KINDS),
                urgent,
                LogEntry.short != "",
            ),
        )
        .order_by(LogEntry.happened_at, LogEntry.id)
    )
    return tuple(tx.session.scalars(query))


def _mentions(tx: Tx, entry_ids: list[int]) -> dict[int, tuple[Subject, ...]]:
    query = (
        select(LogMention.entry_id, LogMention.guest_id, LogMention.presence_id)
        .where(LogMention.entry_id.in_(entry_ids))
        .order_by(LogMention.id)
    )
    found: defaultdict[int, list[Subject]] = defaultdict(list)
    for entry_id, guest_id, presence_id in tx.session.execute(query):
        found[entry_id].append(
            ("guest", guest_id) if guest_id is not None else ("presence", presence_id or 0)
        )
    return {entry_id: tuple(subjects) for entry_id, subjects in found.items()}


def _last_seen(tx: Tx, stays: list[BedStay]) -> dict[Subject, datetime]:
    """Return when each woman with a place was seen last: in the house, or by those outside."""
    guests = [stay.guest_id for stay in stays if stay.guest_id is not None]
    seen: dict[Subject, datetime] = {owner_of(stay): stay.starts_at for stay in stays}
    left = (
        select(Presence.guest_id, func.max(Presence.ends_at))
        .where(
            Presence.guest_id.in_(guests),
            not_yet(tx, Presence.voided_at),
            Presence.ends_at <= tx.now if tx.past else true(),
        )
        .group_by(Presence.guest_id)
    )
    met = (
        select(LogMention.guest_id, func.max(LogEntry.happened_at))
        .join(LogEntry, LogEntry.id == LogMention.entry_id)
        .where(
            LogMention.guest_id.in_(guests),
            LogEntry.kind == LogKind.OUTREACH,
            LogEntry.written_at <= tx.now if tx.past else true(),
        )
        .group_by(LogMention.guest_id)
    )
    for query in (left, met):
        for guest_id, at in tx.session.execute(query):
            if guest_id is not None and at is not None:
                seen["guest", guest_id] = max(seen["guest", guest_id], at)
    return seen


def _decisions(tx: Tx) -> dict[int, Vedtak]:
    today = local_date(tx.now)
    query = (
        select(Vedtak)
        .where(not_yet(tx, Vedtak.voided_at), Vedtak.first_day <= today, Vedtak.last_day >= today)
        .order_by(Vedtak.last_day)
    )
    return {row.guest_id: row for row in tx.session.scalars(query)}


def _restrictions(tx: Tx) -> tuple[Restriction, ...]:
    query = select(Restriction).where(
        Restriction.kind == RestrictionKind.BARRED,
        not_yet(tx, Restriction.voided_at),
        not_yet(tx, Restriction.lifted_at),
        Restriction.starts_at <= tx.now,
        or_(Restriction.ends_at.is_(None), Restriction.ends_at > tx.now),
    )
    return tuple(tx.session.scalars(query))


def _keep_apart(tx: Tx) -> tuple[tuple[KeepApart, str | None], ...]:
    query = (
        select(KeepApart, Room.name)
        .outerjoin(Room, Room.id == KeepApart.room_id)
        .where(not_yet(tx, KeepApart.ended_at), KeepApart.starts_at <= tx.now)
        .order_by(KeepApart.id)
    )
    return tuple((pair, room) for pair, room in tx.session.execute(query))
