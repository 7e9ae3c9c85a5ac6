"""What a row on the board tells to do; never what is wrong (screens.md, Tavla)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import or_, select

from shelter_desk.models import Guest, GuestMessage, Presence, Restriction, WatchLine
from shelter_desk.services.calling import Tx
from shelter_desk.services.checks import NextCheck
from shelter_desk.services.isolated import isolations_now, owner_in
from shelter_desk.services.lines import Subject
from shelter_desk.services.snapshots import BoardFlag, Flag
from shelter_desk.services.standing import subject_of
from shelter_desk.terms import Level

CLOSE = 30
"""Checks as often as this, in minutes, are close ones."""


def flags_of(
    tx: Tx,
    presences: Iterable[Presence],
    checks: dict[Subject, NextCheck],
    *,
    named: Collection[int],
) -> dict[int, tuple[BoardFlag, ...]]:
    """Return the flags of each presence, the most pressing first.

    ``named`` are the cards this reader sees by name: only they can share one, since a name that
    seems to stand alone and is flagged would say who the shielded woman is.
    """
    rows = list(presences)
    watched = _watched(tx)
    agreed = _under_agreement(tx)
    waiting = _messages(tx)
    namesakes = _namesakes(tx, named)
    alone = {owner_in(row): row.review_at for row in isolations_now(tx)}
    found: dict[int, tuple[BoardFlag, ...]] = {}
    for presence in rows:
        subject = subject_of(presence)
        flags: list[BoardFlag] = []
        check = checks.get(subject)
        if check is not None and check.interval_minutes <= CLOSE:
            flags.append(BoardFlag(Flag.CLOSE_CHECKS, Level.URGENT, check.due_at))
        if subject in alone:
            flags.append(BoardFlag(Flag.OWN_ROOM, Level.WATCH, alone[subject]))
        flags += watched.get(subject, [])
        if presence.guest_id in agreed:
            flags.append(BoardFlag(Flag.AGREEMENT))
        if presence.guest_id in waiting:
            flags.append(BoardFlag(Flag.MESSAGE, text=waiting[presence.guest_id]))
        if presence.wake_at is not None and presence.wake_at > tx.now:
            flags.append(BoardFlag(Flag.WAKE, at=presence.wake_at))
        if presence.guest_id in namesakes:
            flags.append(BoardFlag(Flag.SAME_NAME, text=namesakes[presence.guest_id]))
        if presence.note:
            flags.append(BoardFlag(Flag.NOTE, text=presence.note))
        found[presence.id] = tuple(flags)
    return found


def _watched(tx: Tx) -> dict[Subject, list[BoardFlag]]:
    query = select(WatchLine).where(WatchLine.ended_at.is_(None), WatchLine.expires_at > tx.now)
    found: defaultdict[Subject, list[BoardFlag]] = defaultdict(list)
    for line in tx.session.scalars(query):
        flag = BoardFlag(Flag.WATCH, line.level, line.next_check_at)
        if line.guest_id is not None:
            found[("guest", line.guest_id)].append(flag)
        elif line.presence_id is not None:
            found[("presence", line.presence_id)].append(flag)
    for flags in found.values():
        flags.sort(key=lambda flag: flag.level is not Level.URGENT)
        del flags[1:]
    return dict(found)


def watch_levels(tx: Tx) -> dict[Subject, Level]:
    """Return the highest level of a watch line for each woman who has one."""
    return {subject: flags[0].level for subject, flags in _watched(tx).items()}


def _under_agreement(tx: Tx) -> set[int]:
    query = select(Restriction.guest_id).where(
        Restriction.voided_at.is_(None),
        Restriction.lifted_at.is_(None),
        Restriction.starts_at <= tx.now,
        or_(Restriction.ends_at.is_(None), Restriction.ends_at > tx.now),
    )
    return set(tx.session.scalars(query))


def _messages(tx: Tx) -> dict[int, str]:
    """Return the oldest message that waits for each woman who has one."""
    query = (
        select(GuestMessage.guest_id, GuestMessage.text)
        .where(GuestMessage.given_at.is_(None), GuestMessage.voided_at.is_(None))
        .order_by(GuestMessage.made_at.desc(), GuestMessage.id.desc())
    )
    return {row.guest_id: row.text for row in tx.session.execute(query)}


def _namesakes(tx: Tx, named: Collection[int]) -> dict[int, str]:
    """Return the alias of each of these women whose alias another one of them has too."""
    query = select(Guest.id, Guest.alias, Guest.alias_key).where(Guest.id.in_(named))
    rows = list(tx.session.execute(query))
    count = Counter(row.alias_key for row in rows)
    return {row.id: row.alias for row in rows if count[row.alias_key] > 1}
