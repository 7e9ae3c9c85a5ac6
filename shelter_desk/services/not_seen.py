"""«Ikke sett»: who has a place or a key worker and has not been seen for too long.

The one place of the rule (domain.md e2); the house's limits are the settings ``not_seen_*``.
Seen is: in the house, or met or heard from outside. Nobody's absence is a reason to wait with
calling the police: the list only says when the house looks at it at the latest.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, true

from shelter_desk.models import (
    Bed,
    BedStay,
    ContactAttempt,
    Guest,
    LogEntry,
    LogMention,
    OutSpell,
    Presence,
    Staff,
)
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.house_settings import settings_of
from shelter_desk.services.lines import Subject
from shelter_desk.services.looking_back import not_yet, stood
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import NotSeenRow
from shelter_desk.services.standing import open_presences, owner_of, subject_of
from shelter_desk.settings import (
    NOT_SEEN_CALL_HOURS,
    NOT_SEEN_DECIDE_HOURS,
    NOT_SEEN_FIRST_HOURS,
    NOT_SEEN_VISITOR_DAYS,
    NOT_SEEN_VISITOR_LATE_DAYS,
    Values,
)
from shelter_desk.terms import LogKind, NotSeenStep, PresenceKind, Right

CONTACT = (LogKind.OUTREACH, LogKind.INQUIRY_IN)
"""Lines that say that somebody met her or heard from her (domain.md a2)."""
_VISITOR_TIMES = 4
"""A visitor stands on the list for so many times the later limit; then her card says it."""


@dataclass(frozen=True)
class Missing:
    """Somebody who has not been seen since ``last_seen`` (aware UTC)."""

    subject: Subject
    last_seen: datetime
    gone: timedelta
    step: NotSeenStep
    bed_code: str | None = None
    presence_id: int | None = None
    """Of one who is out for a while."""


@reads(Right.BOARD)
def not_seen(tx: Tx) -> tuple[NotSeenRow, ...]:
    """Return who has not been seen for too long, those with a place first, longest first."""
    return not_seen_rows(tx)


def not_seen_rows(tx: Tx) -> tuple[NotSeenRow, ...]:
    """Return the list as this reader may see it, inside a transaction.

    A shielded woman stands there by her place; without one she is left to those who know her.
    """
    rows = missing(tx)
    ids = [one.subject[1] for one in rows if one.subject[0] == "guest"]
    shower = Shower(tx, ids, [one.subject[1] for one in rows if one.subject[0] == "presence"])
    workers = dict(
        iter(
            tx.session.execute(
                select(Guest.id, Staff.name)
                .join(Staff, Staff.id == Guest.key_worker_id)
                .where(Guest.id.in_(ids))
            )
        )
    )
    found = []
    for one in rows:
        what, number = one.subject
        person = shower.person(number) if what == "guest" else shower.person(None, number)
        if person is None:
            continue
        named = person.kind is PresenceKind.NAMED
        if not named and one.bed_code is None:
            continue
        found.append(
            NotSeenRow(
                person=person,
                last_seen=one.last_seen,
                days=one.gone // timedelta(days=1),
                step=one.step,
                bed_code=one.bed_code,
                key_worker=workers.get(number, "") if named else "",
                presence_id=one.presence_id,
            )
        )
    return tuple(found)


def missing(tx: Tx) -> tuple[Missing, ...]:
    """Return everybody who counts as not seen now, whoever asks; named to nobody here."""
    settings = settings_of(tx.session)
    here, out = _present(tx)
    with_place = _with_place(tx, settings, here, out)
    visitors = _visitors(tx, settings, here | out.keys())
    return (*with_place, *visitors)


def _present(tx: Tx) -> tuple[set[Subject], dict[Subject, tuple[datetime, int]]]:
    """Return who is in the house, and since when those are out who are out for a while."""
    spells = select(OutSpell.presence_id, OutSpell.starts_at).where(
        stood(tx, OutSpell.starts_at, OutSpell.ends_at, OutSpell.voided_at)
    )
    since = {row.presence_id: row.starts_at for row in tx.session.execute(spells)}
    here: set[Subject] = set()
    out: dict[Subject, tuple[datetime, int]] = {}
    for presence in open_presences(tx):
        if presence.id in since:
            out[subject_of(presence)] = (since[presence.id], presence.id)
        else:
            here.add(subject_of(presence))
    return here, out


def _with_place(
    tx: Tx, settings: Values, here: set[Subject], out: dict[Subject, tuple[datetime, int]]
) -> list[Missing]:
    query = (
        select(BedStay, Bed.code)
        .join(Bed, Bed.id == BedStay.bed_id)
        .where(stood(tx, BedStay.starts_at, BedStay.ends_at, BedStay.voided_at))
        .order_by(Bed.sort, Bed.id)
    )
    stays: dict[Subject, tuple[datetime, str]] = {}
    for stay, code in tx.session.execute(query):
        if owner_of(stay) not in here:
            stays[owner_of(stay)] = (stay.starts_at, code)
    guests = [number for what, number in stays if what == "guest"]
    left, met = _left(tx, guests), _met(tx, guests)
    found = []
    for subject, (since, code) in stays.items():
        went, presence_id = out.get(subject, (since, None))
        moments: list[datetime | None] = [since, went]
        if subject[0] == "guest":
            moments += [left.get(subject[1]), met.get(subject[1])]
        seen = max(moment for moment in moments if moment is not None)
        step = _step_with_place(settings, tx.now - seen)
        if step is not None:
            found.append(Missing(subject, seen, tx.now - seen, step, code, presence_id))
    return sorted(found, key=lambda one: one.last_seen)


def _step_with_place(settings: Values, gone: timedelta) -> NotSeenStep | None:
    for setting, step in (
        (NOT_SEEN_DECIDE_HOURS, NotSeenStep.DECIDE),
        (NOT_SEEN_CALL_HOURS, NotSeenStep.CALL),
        (NOT_SEEN_FIRST_HOURS, NotSeenStep.SHOWN),
    ):
        if gone >= timedelta(hours=settings.get(setting)):
            return step
    return None


def _visitors(tx: Tx, settings: Values, present: Collection[Subject]) -> list[Missing]:
    first = timedelta(days=settings.get(NOT_SEEN_VISITOR_DAYS))
    late = timedelta(days=settings.get(NOT_SEEN_VISITOR_LATE_DAYS))
    since = tx.now - _VISITOR_TIMES * max(first, late)
    with_place = select(BedStay.guest_id).where(
        BedStay.guest_id.is_not(None),
        stood(tx, BedStay.starts_at, BedStay.ends_at, BedStay.voided_at),
    )
    query = (
        select(Presence.guest_id, func.max(Presence.ends_at))
        .join(Guest, Guest.id == Presence.guest_id)
        .where(
            Presence.starts_at >= since,
            not_yet(tx, Presence.voided_at),
            Presence.ends_at <= tx.now if tx.past else true(),
            Guest.key_worker_id.is_not(None),
            Guest.merged_into.is_(None),
            Guest.anonymised_at.is_(None),
            Guest.id.not_in(with_place),
        )
        .group_by(Presence.guest_id)
    )
    left = {
        guest_id: ended
        for guest_id, ended in tx.session.execute(query)
        if guest_id is not None and ended is not None and ("guest", guest_id) not in present
    }
    gone_long = {guest: ended for guest, ended in left.items() if tx.now - ended >= first}
    met = _met(tx, list(gone_long))
    found = []
    for guest_id, ended in gone_long.items():
        seen = max(ended, met.get(guest_id, ended))
        gone = tx.now - seen
        if gone >= first:
            step = NotSeenStep.VISITOR_LATE if gone >= late else NotSeenStep.VISITOR
            found.append(Missing(("guest", guest_id), seen, gone, step))
    return sorted(found, key=lambda one: (-one.last_seen.timestamp(), one.subject))


def _left(tx: Tx, guest_ids: list[int]) -> dict[int, datetime]:
    query = (
        select(Presence.guest_id, func.max(Presence.ends_at).label("at"))
        .where(
            Presence.guest_id.in_(guest_ids),
            not_yet(tx, Presence.voided_at),
            Presence.ends_at <= tx.now if tx.past else true(),
        )
        .group_by(Presence.guest_id)
    )
    return {row.guest_id: row.at for row in tx.session.execute(query) if row.guest_id and row.at}


def _met(tx: Tx, guest_ids: list[int]) -> dict[int, datetime]:
    written = (
        select(LogMention.guest_id, func.max(LogEntry.happened_at).label("at"))
        .join(LogEntry, LogEntry.id == LogMention.entry_id)
        .where(
            LogMention.guest_id.in_(guest_ids),
            LogEntry.kind.in_(CONTACT),
            LogEntry.written_at <= tx.now if tx.past else true(),
        )
        .group_by(LogMention.guest_id)
    )
    reached = (
        select(ContactAttempt.guest_id, func.max(ContactAttempt.at).label("at"))
        .where(
            ContactAttempt.guest_id.in_(guest_ids),
            ContactAttempt.reached,
            ContactAttempt.voided_at.is_(None),
        )
        .group_by(ContactAttempt.guest_id)
    )
    found: dict[int, datetime] = {}
    for query in (written, reached):
        for row in tx.session.execute(query):
            if row.guest_id and row.at:
                found[row.guest_id] = max(row.at, found.get(row.guest_id, row.at))
    return found
