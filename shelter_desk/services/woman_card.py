"""Her card: what the house knows of one woman, by the reader's right (domain.md b1, b8a, b11).

Whole for who may read cards; reception sees what today asks of it: who her key worker is, what
must be known, who must not learn that she is here. Who opened it is in the audit before it is
given; where that cannot be written, it stays shut (architecture.md 6).
"""

from dataclasses import fields, replace
from datetime import date, datetime

from sqlalchemy import func, or_, select

from shelter_desk.clock import local_date
from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import (
    Bed,
    BedStay,
    CheckPlan,
    Floor,
    Guest,
    GuestContact,
    GuestExclusion,
    GuestMessage,
    GuestNeed,
    GuestOtherName,
    LogEntry,
    LogMention,
    Presence,
    Room,
    Staff,
    Vedtak,
)
from shelter_desk.services.calling import Caller, Tx, reads
from shelter_desk.services.cards import know_this
from shelter_desk.services.checks import in_force, next_checks
from shelter_desk.services.finding import last_seen
from shelter_desk.services.keep_apart import apart_of
from shelter_desk.services.people import VEDTAK_WARNING
from shelter_desk.services.reading import note_reading
from shelter_desk.services.restriction_lists import in_force_for
from shelter_desk.services.revealed import named_guest
from shelter_desk.services.revealing import reveal
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import UnknownGuestError, known_guest, open_spell
from shelter_desk.services.woman_changes import Agreements
from shelter_desk.services.woman_pictures import (
    ChecksPicture,
    Colleague,
    ContactPicture,
    MessagePicture,
    VedtakPicture,
    VedtakState,
    WomanCard,
)
from shelter_desk.terms import BedAttribute, LogKind, PresenceKind, Protection, Right


class AnonymousCardError(RefusedError):
    """Of somebody anonymous nothing is kept."""

    sentence = mark("An anonymous woman has no card: only her visit is counted.")


class NotLinkedError(RefusedError):
    """A shielded arrival that nobody has linked to a card."""

    sentence = mark(
        "This shielded arrival is not linked to a card yet. The shift lead has a task to do it."
    )


def open_card(
    caller: Caller,
    *,
    guest_id: int | None = None,
    presence_id: int | None = None,
    reason: str = "",
) -> WomanCard:
    """Return her card; that it was opened stands in the audit before it is given.

    A shielded woman's card opens for who may see her, and to everybody else for a ``reason``,
    which is kept. Raises :class:`~shelter_desk.services.revealed.ShieldedCardError` when one is
    needed, :class:`AnonymousCardError`, :class:`NotLinkedError`,
    :class:`~shelter_desk.services.standing.UnknownGuestError`,
    :class:`~shelter_desk.services.rights.NotAllowedError`.
    """
    whose = _whose(caller, guest_id=guest_id, presence_id=presence_id)
    if reason:
        reveal(caller, reason=reason, guest_id=whose)
    card = _card(caller, guest_id=whose)
    note_reading(caller, screen="card", guest_id=card.guest_id)
    return card


@reads(Right.BOARD)
def _whose(tx: Tx, *, guest_id: int | None, presence_id: int | None) -> int:
    """Return whose card is meant; whether it may be opened is asked by the next question."""
    if not (tx.may(Right.CARD) or tx.may(Right.CARD_TODAY)):
        raise NotAllowedError
    if guest_id is not None:
        return known_guest(tx, guest_id).id
    presence = tx.session.get(Presence, presence_id) if presence_id is not None else None
    if presence is None or presence.voided_at is not None:
        raise UnknownGuestError
    if presence.guest_id is not None:
        return known_guest(tx, presence.guest_id).id
    raise NotLinkedError if presence.kind is PresenceKind.SHIELDED else AnonymousCardError


@reads(Right.BOARD)
def _card(tx: Tx, *, guest_id: int) -> WomanCard:
    guest = named_guest(tx, guest_id)
    shielded = Shower(tx, [guest.id]).shielded(guest.id)
    card = _today(tx, guest, shielded=shielded)
    if not tx.may(Right.CARD):
        return card
    graded = guest.protection is not Protection.OPEN
    return replace(
        card,
        whole=True,
        may_edit=tx.caller.house.writable,
        # The year stays with those who know why she is shielded (domain.md b11).
        birth_year=None if graded and not tx.may(Right.SHIELD_GRADE) else guest.birth_year,
        other_names=_other_names(tx, guest.id),
        last_contact=_last_contact(tx, guest.id),
        wishes=guest.wishes,
        agreements=_agreements(guest),
        key_worker_since=guest.key_worker_since,
        bed_needs=_bed_needs(tx, guest.id),
        vedtak=_vedtak(tx, guest.id),
        restrictions=in_force_for(tx, guest.id),
        apart=apart_of(tx, guest.id),
        checks=_checks(tx, guest.id),
        contacts=_contacts(tx, guest.id),
    )


def _today(tx: Tx, guest: Guest, *, shielded: bool) -> WomanCard:
    presence = tx.session.scalars(
        select(Presence).where(
            Presence.guest_id == guest.id,
            Presence.ends_at.is_(None),
            Presence.voided_at.is_(None),
        )
    ).first()
    spell = open_spell(tx, presence.id) if presence else None
    code, floor = _place(tx, guest.id)
    grades = tx.may(Right.SHIELD_GRADE)
    return WomanCard(
        guest_id=guest.id,
        person=Person(
            PresenceKind.NAMED,
            alias=guest.alias,
            second_word=guest.second_word,
            place=code,
            guest_id=guest.id,
            presence_id=presence.id if presence else None,
        ),
        whole=False,
        may_edit=False,
        shielded=shielded,
        grade=guest.protection if grades else None,
        awaiting_review=guest.awaiting_review and grades,
        shut_out=_shut_out(tx, guest.id) if grades else (),
        known_since=guest.created_at,
        key_worker=_colleague(tx, guest.key_worker_id),
        deputy=_colleague(tx, guest.deputy_id),
        mine=tx.actor.staff_id is not None
        and tx.actor.staff_id in {guest.key_worker_id, guest.deputy_id},
        presence_id=presence.id if presence else None,
        inside_since=presence.starts_at if presence else None,
        out_since=spell.starts_at if spell else None,
        bed_code=code,
        floor=floor,
        last_seen=last_seen(tx, [guest.id]).get(guest.id),
        know=know_this(tx, guest),
        must_not_know=guest.must_not_know,
        messages=_messages(tx, guest.id),
        agreements=replace(_agreements(guest), asked_for=""),
    )


# -- pieces ----------------------------------------------------------------------------------


def _agreements(guest: Guest) -> Agreements:
    return Agreements(**{one.name: getattr(guest, one.name) for one in fields(Agreements)})


def _bed_needs(tx: Tx, guest_id: int) -> tuple[BedAttribute, ...]:
    query = select(GuestNeed.attribute).where(
        GuestNeed.guest_id == guest_id, GuestNeed.ended_at.is_(None)
    )
    wanted = set(tx.session.scalars(query))
    return tuple(one for one in BedAttribute if one in wanted)


def _messages(tx: Tx, guest_id: int) -> tuple[MessagePicture, ...]:
    query = (
        select(GuestMessage, Staff.initials)
        .outerjoin(Staff, Staff.id == GuestMessage.made_by)
        .where(
            GuestMessage.guest_id == guest_id,
            GuestMessage.given_at.is_(None),
            GuestMessage.voided_at.is_(None),
        )
        .order_by(GuestMessage.made_at)
    )
    return tuple(
        MessagePicture(row.id, row.text, row.made_at, initials or "")
        for row, initials in tx.session.execute(query)
    )


def _colleague(tx: Tx, staff_id: int | None) -> Colleague | None:
    staff = tx.session.get(Staff, staff_id) if staff_id is not None else None
    if staff is None:
        return None
    over = staff.valid_until is not None and staff.valid_until <= tx.now
    return Colleague(staff.id, staff.name, gone=over or staff.closed_at is not None)


def _shut_out(tx: Tx, guest_id: int) -> tuple[Colleague, ...]:
    query = (
        select(Staff.id, Staff.name)
        .join(GuestExclusion, GuestExclusion.staff_id == Staff.id)
        .where(GuestExclusion.guest_id == guest_id)
        .order_by(Staff.name)
    )
    return tuple(Colleague(row.id, row.name) for row in tx.session.execute(query))


def _place(tx: Tx, guest_id: int) -> tuple[str | None, str | None]:
    row = tx.session.execute(
        select(Bed.code, Floor.name)
        .join(BedStay, BedStay.bed_id == Bed.id)
        .join(Room, Room.id == Bed.room_id)
        .join(Floor, Floor.id == Room.floor_id)
        .where(
            BedStay.guest_id == guest_id,
            BedStay.ends_at.is_(None),
            BedStay.voided_at.is_(None),
        )
    ).first()
    return (row.code, row.name) if row else (None, None)


def _other_names(tx: Tx, guest_id: int) -> tuple[str, ...]:
    query = (
        select(GuestOtherName.name)
        .where(GuestOtherName.guest_id == guest_id)
        .order_by(GuestOtherName.name_key)
    )
    return tuple(tx.session.scalars(query))


def _last_contact(tx: Tx, guest_id: int) -> datetime | None:
    """Return when somebody last spoke with her or met her, here or outside (domain.md a2)."""
    kinds = (LogKind.TALK, LogKind.OUTREACH, LogKind.INQUIRY_IN, LogKind.ACCOMPANIED)
    return tx.session.scalar(
        select(func.max(LogEntry.happened_at))
        .join(LogMention, LogMention.entry_id == LogEntry.id)
        .where(LogMention.guest_id == guest_id, LogEntry.kind.in_(kinds))
    )


def _vedtak(tx: Tx, guest_id: int) -> tuple[VedtakPicture, ...]:
    today = local_date(tx.now)
    query = (
        select(Vedtak)
        .where(Vedtak.guest_id == guest_id, Vedtak.voided_at.is_(None))
        .order_by(Vedtak.last_day.desc(), Vedtak.id.desc())
    )
    return tuple(
        VedtakPicture(row.id, row.first_day, row.last_day, row.office, _state(row, today))
        for row in tx.session.scalars(query)
    )


def _state(row: Vedtak, today: date) -> VedtakState:
    if row.last_day < today:
        return VedtakState.OVER
    if row.first_day > today:
        return VedtakState.COMING
    soon = row.last_day - today <= VEDTAK_WARNING
    return VedtakState.ENDS_SOON if soon else VedtakState.RUNNING


def _checks(tx: Tx, guest_id: int) -> ChecksPicture | None:
    presences = select(Presence.id).where(Presence.guest_id == guest_id, Presence.ends_at.is_(None))
    query = (
        select(CheckPlan, Staff.name)
        .outerjoin(Staff, Staff.id == CheckPlan.decided_by)
        .where(
            in_force(tx.now),
            or_(CheckPlan.guest_id == guest_id, CheckPlan.presence_id.in_(presences)),
        )
        .order_by(CheckPlan.interval_minutes, CheckPlan.id.desc())
        .limit(1)
    )
    row = tx.session.execute(query).first()
    if row is None:
        return None
    plan, decided_by = row
    due = next_checks(tx).get(("guest", guest_id))
    return ChecksPicture(
        interval_minutes=plan.interval_minutes,
        ends_at=plan.ends_at,
        agreed=plan.agreed,
        consent=plan.consent,
        decided_by=decided_by or "",
        next_at=due.due_at if due and not due.paused else None,
    )


def _contacts(tx: Tx, guest_id: int) -> tuple[ContactPicture, ...]:
    query = (
        select(GuestContact)
        .where(GuestContact.guest_id == guest_id, GuestContact.closed_at.is_(None))
        .order_by(GuestContact.institution, GuestContact.id)
    )
    return tuple(
        ContactPicture(row.id, row.institution, row.person, row.direct_line, row.note)
        for row in tx.session.scalars(query)
    )
