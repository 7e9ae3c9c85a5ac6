"""How things stand now: steps the services share, inside their transaction."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from shelter_desk.clock import night_of
from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import (
    BedStay,
    Cleaning,
    Guest,
    GuestExclusion,
    Hold,
    HoldNight,
    Outage,
    OutSpell,
    Presence,
)
from shelter_desk.services.calling import Tx
from shelter_desk.services.lines import Subject
from shelter_desk.services.looking_back import stood
from shelter_desk.services.showing import Shower


class NotInsideError(RefusedError):
    """She is not in the house (any more)."""

    sentence = mark("She is not in the house any more. Look at the board again.")


class UnknownGuestError(RefusedError):
    """There is no such card for this reader."""

    sentence = mark("This card cannot be found any more. Search again.")


class HoldOverError(RefusedError):
    """The hold is over."""

    sentence = mark("This place is not kept any more. Look at the map again.")


class NoStayError(RefusedError):
    """The stay is over."""

    sentence = mark("She does not have this place any more. Look at the map again.")


def known_guest(tx: Tx, guest_id: int) -> Guest:
    """Return the card, merges resolved, if it exists for this reader.

    Raises :class:`UnknownGuestError`.
    """
    guest = tx.session.get(Guest, guest_id)
    while guest is not None and guest.merged_into is not None:
        guest = tx.session.get(Guest, guest.merged_into)
    if guest is None or guest.anonymised_at is not None:
        raise UnknownGuestError
    if Shower(tx, [guest.id]).person(guest.id) is None:
        raise UnknownGuestError
    return guest


def open_presence(tx: Tx, presence_id: int) -> Presence:
    """Return a presence that is not over, if it exists for this reader.

    Raises :class:`NotInsideError`.
    """
    presence = tx.session.get(Presence, presence_id, with_for_update=True)
    if presence is None or presence.ends_at is not None or presence.voided_at is not None:
        raise NotInsideError
    if hidden(tx, presence.guest_id):
        raise NotInsideError
    return presence


def hidden(tx: Tx, guest_id: int | None) -> bool:
    """Say whether a woman does not exist for this reader (domain.md b11)."""
    if guest_id is None or tx.actor.staff_id is None:
        return False
    shut_out = select(GuestExclusion.guest_id).where(GuestExclusion.staff_id == tx.actor.staff_id)
    if tx.session.scalar(shut_out.limit(1)) is None:
        return False  # nearly always: then nobody's card need be looked at
    return Shower(tx, [guest_id]).person(guest_id) is None


def open_presences(tx: Tx) -> list[Presence]:
    """Return everybody who has checked in and not out."""
    query = select(Presence).where(
        stood(tx, Presence.starts_at, Presence.ends_at, Presence.voided_at)
    )
    return list(tx.session.scalars(query))


def subject_of(presence: Presence) -> Subject:
    """Return whom a log line about this presence mentions."""
    if presence.guest_id is not None:
        return ("guest", presence.guest_id)
    return ("presence", presence.id)


def open_spell(tx: Tx, presence_id: int) -> OutSpell | None:
    """Return the spell somebody is out on now."""
    return tx.session.scalars(
        select(OutSpell).where(
            OutSpell.presence_id == presence_id,
            OutSpell.ends_at.is_(None),
            OutSpell.voided_at.is_(None),
        )
    ).first()


def open_stay(tx: Tx, stay_id: int) -> BedStay:
    """Return a stay that is not over, of somebody who exists for this reader.

    Raises :class:`NoStayError`.
    """
    stay = tx.session.get(BedStay, stay_id, with_for_update=True)
    if stay is None or stay.ends_at is not None or stay.voided_at is not None:
        raise NoStayError
    if hidden(tx, stay.guest_id):
        raise NoStayError
    return stay


def open_stay_of(tx: Tx, presence: Presence) -> BedStay | None:
    """Return the open stay of whoever this presence is."""
    mine = (
        BedStay.guest_id == presence.guest_id
        if presence.guest_id is not None
        else BedStay.presence_id == presence.id
    )
    return tx.session.scalars(
        select(BedStay).where(mine, BedStay.ends_at.is_(None), BedStay.voided_at.is_(None))
    ).first()


def out_of_service(tx: Tx, bed_id: int) -> bool:
    """Say whether a bed is out of service now."""
    query = select(Outage.id).where(
        Outage.bed_id == bed_id, Outage.ends_at.is_(None), Outage.voided_at.is_(None)
    )
    return tx.session.scalar(query.limit(1)) is not None


def waiting_cleaning(tx: Tx, bed_id: int) -> Cleaning | None:
    """Return the cleaning a bed waits for."""
    return tx.session.scalars(
        select(Cleaning).where(
            Cleaning.bed_id == bed_id, Cleaning.done_at.is_(None), Cleaning.voided_at.is_(None)
        )
    ).first()


def active_hold(tx: Tx, bed_id: int, when: datetime) -> Hold | None:
    """Return the hold on a bed that counts at ``when``: its night, and not run out."""
    return tx.session.scalars(
        select(Hold)
        .join(HoldNight, HoldNight.hold_id == Hold.id)
        .where(
            HoldNight.bed_id == bed_id,
            HoldNight.night == night_of(when),
            HoldNight.active,
            Hold.ended_at.is_(None),
            Hold.until_at > when,
        )
    ).first()


def open_hold(tx: Tx, hold_id: int) -> Hold:
    """Return a hold that counts, of somebody who exists for this reader.

    Raises :class:`HoldOverError`.
    """
    hold = tx.session.get(Hold, hold_id, with_for_update=True)
    if hold is None or hold.ended_at is not None or hold.until_at <= tx.now:
        raise HoldOverError
    if hidden(tx, hold.guest_id):
        raise HoldOverError
    return hold


def holds_for(tx: Tx, guest_ids: Iterable[int]) -> dict[int, Hold]:
    """Return the hold that counts now for each of these women who has one."""
    query = (
        select(Hold)
        .join(HoldNight, HoldNight.hold_id == Hold.id)
        .where(
            Hold.guest_id.in_(list(guest_ids)),
            HoldNight.night == night_of(tx.now),
            HoldNight.active,
            Hold.ended_at.is_(None),
            Hold.until_at > tx.now,
        )
        .order_by(Hold.until_at.desc())
    )
    return {row.guest_id: row for row in tx.session.scalars(query)}


def owner_of(stay: BedStay) -> Subject:
    """Return whom a log line about this stay mentions."""
    if stay.guest_id is not None:
        return ("guest", stay.guest_id)
    if stay.presence_id is None:
        raise AssertionError("a stay belongs to somebody")
    return ("presence", stay.presence_id)
