"""The side panel: what must be known when she comes, and what is so while she is here."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from shelter_desk.clock import local_date, night_of
from shelter_desk.models import (
    Bed,
    BedAttributeLink,
    BedStay,
    CheckPlan,
    Floor,
    Guest,
    GuestMessage,
    KeepApart,
    LogEntry,
    LogMention,
    Presence,
    Restriction,
    Room,
    Staff,
    Vedtak,
    WatchLine,
)
from shelter_desk.services.bed_answers import bed_answers
from shelter_desk.services.calling import Caller, Tx, reads
from shelter_desk.services.checks import in_force, next_checks
from shelter_desk.services.finding import last_seen
from shelter_desk.services.flags import CLOSE
from shelter_desk.services.reading import note_reading
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import ArrivalCard, KnowThis, Person, Verdict
from shelter_desk.services.standing import (
    UnknownGuestError,
    holds_for,
    known_guest,
    open_hold,
    open_presence,
    open_presences,
    open_spell,
    open_stay_of,
    subject_of,
)
from shelter_desk.terms import BedAttribute, Level, LogKind, PresenceKind, Right, Visibility

_VEDTAK_WARNING = timedelta(days=7)
_LINES = 6
_SCREEN = "card"


@dataclass(frozen=True)
class TodayLine:
    """A line of today about her: type, time and the numbers its words are made of."""

    kind: LogKind
    happened_at: datetime
    bed_code: str | None
    params: dict[str, object]
    initials: str


@dataclass(frozen=True)
class PresenceCard:
    """Somebody present, as the side panel shows her."""

    presence_id: int
    person: Person
    since: datetime
    out_since: datetime | None
    stay_id: int | None
    bed_id: int | None
    bed_code: str | None
    floor: str | None
    key_worker: str
    know: tuple[KnowThis, ...]
    lines: tuple[TodayLine, ...]
    expected_until: datetime | None = None
    children: int = 0
    needs_help_out: bool = False


def arrival_card(
    caller: Caller, *, guest_id: int | None = None, hold_id: int | None = None
) -> ArrivalCard:
    """Return what must be known when she comes, and the bed that suits best.

    Whose card it is, is told by ``guest_id`` or, for a woman the screen must not know the card
    of, by the ``hold_id`` she is expected by.
    Of a shielded woman no more than what to do: neither her key worker nor words about her nor
    where she was (domain.md b11). That the card was opened stands in the audit before it is
    given; where it cannot be written, the card stays shut (architecture.md 6).
    Raises :class:`shelter_desk.services.standing.UnknownGuestError`,
    :class:`shelter_desk.services.standing.HoldOverError`.
    """
    card, whose = _arrival_card(caller, guest_id=guest_id, hold_id=hold_id)
    note_reading(caller, screen=_SCREEN, guest_id=whose)
    return card


def presence_card(caller: Caller, *, presence_id: int) -> PresenceCard:
    """Return somebody present as the side panel shows her, names by the reader's right.

    Audited as :func:`arrival_card`; of somebody anonymous there is no card to open.
    Raises :class:`shelter_desk.services.standing.NotInsideError`.
    """
    card, guest_id = _presence_card(caller, presence_id=presence_id)
    if guest_id is not None:
        note_reading(caller, screen=_SCREEN, guest_id=guest_id)
    return card


@reads(Right.BOARD)
def _arrival_card(tx: Tx, *, guest_id: int | None, hold_id: int | None) -> tuple[ArrivalCard, int]:
    if hold_id is not None:
        guest_id = open_hold(tx, hold_id).guest_id
    if guest_id is None:
        raise UnknownGuestError
    guest = known_guest(tx, guest_id)
    shower = Shower(tx, [guest.id])
    person = shower.person(guest.id)
    if person is None:
        raise AssertionError("a known guest can be shown")
    best = next((a for a in bed_answers(tx, guest.id) if a.verdict is Verdict.BEST), None)
    held = holds_for(tx, [guest.id]).get(guest.id)
    card = ArrivalCard(
        person=person,
        key_worker="",
        know=(*_agreements(tx, guest), *_apart(tx, guest)),
        best_bed_id=best.bed_id if best else None,
        best_bed_code=_code(tx, best.bed_id) if best else None,
        best_bed_why=_attributes(tx, best.bed_id) if best else (),
        best_bed_floor=_floor(tx, best.bed_id) if best else "",
        held_until=held.until_at if held and best and held.bed_id == best.bed_id else None,
        last_seen=None,
        last_night=None,
        last_bed=None,
        wishes="",
    )
    if shower.shielded(guest.id):
        return card, guest.id
    night, bed_code = _last_night(tx, guest.id)
    card = replace(
        card,
        key_worker=_key_worker(tx, guest),
        know=know_this(tx, guest),
        last_seen=last_seen(tx, [guest.id]).get(guest.id),
        last_night=night,
        last_bed=bed_code,
        wishes=guest.wishes,
    )
    return card, guest.id


@reads(Right.BOARD)
def _presence_card(tx: Tx, *, presence_id: int) -> tuple[PresenceCard, int | None]:
    """Return the card, and whose it is even where it does not say so."""
    presence = open_presence(tx, presence_id)
    shower = Shower(tx, [presence.guest_id], [presence.id])
    person = shower.person(presence.guest_id, presence.id)
    if person is None:
        raise AssertionError("a presence on the board can be shown")
    stay = open_stay_of(tx, presence)
    spell = open_spell(tx, presence.id)
    named = presence.guest_id is not None and not shower.shielded(presence.guest_id)
    guest = tx.session.get(Guest, presence.guest_id) if named else None
    card = PresenceCard(
        presence_id=presence.id,
        person=person,
        since=presence.starts_at,
        out_since=spell.starts_at if spell else None,
        stay_id=stay.id if stay else None,
        bed_id=stay.bed_id if stay else None,
        bed_code=_code(tx, stay.bed_id) if stay else None,
        floor=_floor(tx, stay.bed_id) if stay else None,
        key_worker=_key_worker(tx, guest) if guest else "",
        know=(
            *_checks(tx, presence, in_words=guest is not None or presence.guest_id is None),
            *(know_this(tx, guest) if guest else ()),
        ),
        lines=_lines(tx, presence),
        expected_until=presence.expected_until,
        children=presence.children,
        needs_help_out=presence.needs_help_out,
    )
    return card, presence.guest_id


def know_this(tx: Tx, guest: Guest) -> tuple[KnowThis, ...]:
    """Return what must be known and nothing more (screens.md, Tavla)."""
    return (
        *_agreements(tx, guest),
        *_apart(tx, guest),
        *_watch(tx, guest),
        *_messages(tx, guest),
        *_vedtak(tx, guest),
    )


def _agreements(tx: Tx, guest: Guest) -> list[KnowThis]:
    query = select(Restriction.id).where(
        Restriction.guest_id == guest.id,
        Restriction.voided_at.is_(None),
        Restriction.lifted_at.is_(None),
        Restriction.starts_at <= tx.now,
        or_(Restriction.ends_at.is_(None), Restriction.ends_at > tx.now),
    )
    found = tx.session.scalar(query.limit(1)) is not None
    return [KnowThis("agreement", Level.WATCH)] if found else []


def _apart(tx: Tx, guest: Guest) -> list[KnowThis]:
    inside = {row.guest_id for row in open_presences(tx)} - {None, guest.id}
    query = select(KeepApart.guest_id, KeepApart.other_guest_id).where(
        KeepApart.ended_at.is_(None),
        or_(KeepApart.guest_id == guest.id, KeepApart.other_guest_id == guest.id),
    )
    pairs = tx.session.execute(query)
    others = {other if one == guest.id else one for one, other in pairs} & inside
    if not others:
        return []
    return [KnowThis("keep_apart", Level.WATCH, _names(tx, others))]


def _names(tx: Tx, guest_ids: set[int | None]) -> str:
    """Return who she should not meet, for those who decide it; for others nobody is named."""
    if not tx.may(Right.BAR):
        return ""
    shower = Shower(tx, guest_ids)
    people = [shower.person(guest_id) for guest_id in sorted(filter(None, guest_ids))]
    return ", ".join(
        f"{person.alias} {person.second_word}".strip()
        for person in people
        if person is not None and person.kind is PresenceKind.NAMED
    )


def _watch(tx: Tx, guest: Guest) -> list[KnowThis]:
    query = select(WatchLine).where(
        WatchLine.guest_id == guest.id,
        WatchLine.ended_at.is_(None),
        WatchLine.expires_at > tx.now,
    )
    return [
        KnowThis("watch", row.level, f"{row.what} {row.if_then}".strip())
        for row in tx.session.scalars(query)
    ]


def _checks(tx: Tx, presence: Presence, *, in_words: bool) -> list[KnowThis]:
    """Return the checks agreed with her; of a shielded woman only their times."""
    subject = subject_of(presence)
    check = next_checks(tx).get(subject)
    if check is None or check.paused:
        return []
    mine = CheckPlan.guest_id if subject[0] == "guest" else CheckPlan.presence_id
    query = (
        select(CheckPlan.agreed)
        .where(in_force(tx.now), mine == subject[1])
        .order_by(CheckPlan.interval_minutes, CheckPlan.id)
    )
    agreed = tx.session.scalar(query.limit(1)) if in_words else None
    level = Level.URGENT if check.interval_minutes <= CLOSE else Level.WATCH
    return [KnowThis("checks", level, agreed or "", at=check.due_at, every=check.interval_minutes)]


def _messages(tx: Tx, guest: Guest) -> list[KnowThis]:
    query = (
        select(GuestMessage)
        .where(
            GuestMessage.guest_id == guest.id,
            GuestMessage.given_at.is_(None),
            GuestMessage.voided_at.is_(None),
        )
        .order_by(GuestMessage.made_at, GuestMessage.id)
    )
    return [
        KnowThis("message", Level.INFO, row.text, row_id=row.id)
        for row in tx.session.scalars(query)
    ]


def _vedtak(tx: Tx, guest: Guest) -> list[KnowThis]:
    today = local_date(tx.now)
    last = tx.session.scalar(
        select(Vedtak.last_day)
        .where(Vedtak.guest_id == guest.id, Vedtak.voided_at.is_(None), Vedtak.last_day >= today)
        .order_by(Vedtak.last_day.desc())
        .limit(1)
    )
    if last is None or last - today > _VEDTAK_WARNING:
        return []
    return [KnowThis("vedtak_ends", Level.INFO, on=last)]


def _key_worker(tx: Tx, guest: Guest) -> str:
    staff = tx.session.get(Staff, guest.key_worker_id) if guest.key_worker_id else None
    return staff.name if staff else ""


def _code(tx: Tx, bed_id: int) -> str | None:
    return tx.session.scalar(select(Bed.code).where(Bed.id == bed_id))


def _floor(tx: Tx, bed_id: int) -> str:
    query = (
        select(Floor.name)
        .join(Room, Room.floor_id == Floor.id)
        .join(Bed, Bed.room_id == Room.id)
        .where(Bed.id == bed_id)
    )
    return tx.session.scalar(query) or ""


def _attributes(tx: Tx, bed_id: int) -> tuple[BedAttribute, ...]:
    query = (
        select(BedAttributeLink.attribute)
        .where(BedAttributeLink.bed_id == bed_id)
        .order_by(BedAttributeLink.attribute)
    )
    return tuple(tx.session.scalars(query))


def _last_night(tx: Tx, guest_id: int) -> tuple[date | None, str | None]:
    row = tx.session.execute(
        select(BedStay.ends_at, Bed.code)
        .join(Bed, Bed.id == BedStay.bed_id)
        .where(
            BedStay.guest_id == guest_id,
            BedStay.voided_at.is_(None),
            BedStay.ends_at.is_not(None),
        )
        .order_by(BedStay.starts_at.desc())
        .limit(1)
    ).first()
    if row is None or row[0] is None:
        return None, None
    return night_of(row[0] - timedelta(microseconds=1)), row[1]


def _lines(tx: Tx, presence: Presence) -> tuple[TodayLine, ...]:
    what, number = subject_of(presence)
    mine = LogMention.guest_id == number if what == "guest" else LogMention.presence_id == number
    query = (
        select(LogEntry, Bed.code, Staff.initials)
        .join(LogMention, LogMention.entry_id == LogEntry.id)
        .outerjoin(Bed, Bed.id == LogEntry.bed_id)
        .outerjoin(Staff, Staff.id == LogEntry.author_id)
        .where(
            mine,
            LogEntry.visibility == Visibility.ALL,
            LogEntry.happened_at >= presence.starts_at,
        )
        .order_by(LogEntry.happened_at.desc(), LogEntry.id.desc())
        .limit(_LINES)
    )
    return tuple(
        TodayLine(entry.kind, entry.happened_at, code, entry.params, initials or "")
        for entry, code, initials in tx.session.execute(query)
    )
