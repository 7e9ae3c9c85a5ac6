"""What is known when somebody rings 113: where the house is, where she is, what was done (ISBAR).

On screen only. The call is never held up: the question only reads, and that it was asked is
noted by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from shelter_desk.clock import local_date
from shelter_desk.incident_terms import IncidentKind
from shelter_desk.models import (
    Bed,
    BedStay,
    Check,
    Floor,
    Guest,
    Incident,
    NaloxoneDose,
    Overdose,
    Room,
)
from shelter_desk.services.calling import Changed, Done, Tx, reads, writes
from shelter_desk.services.house_settings import settings_of
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.subjects import About, about
from shelter_desk.settings import HOUSE_ADDRESS, HOUSE_DOOR
from shelter_desk.terms import CheckResult, PresenceKind, Right

RECENT = timedelta(hours=6)
"""How long ago an incident is still what the call may be about."""


_ABOUT_HER = (IncidentKind.OVERDOSE, IncidentKind.SUICIDE_RISK, IncidentKind.SERIOUS_INJURY)


@dataclass(frozen=True)
class EmergencyCard:
    """What can be told. Everything about her may be unknown."""

    address: str
    door: str
    caller: str
    person: Person | None = None
    bed_code: str = ""
    room: str = ""
    floor: str = ""
    age: int | None = None
    remark: str = ""
    place: str = ""
    """Where it happened, as it was reported."""
    incident: IncidentKind | None = None
    incident_at: datetime | None = None
    doses: tuple[datetime, ...] = ()
    breathing: str = ""
    last_check: CheckResult | None = None
    last_check_at: datetime | None = None


@reads(Right.BOARD)
def emergency_card(
    tx: Tx, *, guest_id: int | None = None, presence_id: int | None = None
) -> EmergencyCard:
    """Return what is known of the house and of a woman, if one is chosen.

    A shielded woman is not named: 113 needs her place. Nobody is refused because of her.
    """
    settings = settings_of(tx.session)
    house = EmergencyCard(settings.get(HOUSE_ADDRESS), settings.get(HOUSE_DOOR), tx.actor.name)
    try:
        whom = about(tx, guest_id, presence_id)
    except UnknownGuestError:
        return house
    if whom.guest_id is None and whom.presence_id is None:
        return house
    person = Shower(tx, [whom.guest_id], [whom.presence_id]).person(whom.guest_id, whom.presence_id)
    code, room, floor = _place(tx, whom)
    guest = tx.session.get(Guest, whom.guest_id) if whom.guest_id is not None else None
    if person is None or person.kind is not PresenceKind.NAMED:
        guest = None
    incident = _incident(tx, whom)
    overdose = tx.session.get(Overdose, incident.id) if incident is not None else None
    check = _check(tx, whom)
    born = guest.birth_year if guest is not None else None
    return EmergencyCard(
        address=house.address,
        door=house.door,
        caller=house.caller,
        person=person,
        bed_code=code,
        room=room,
        floor=floor,
        age=local_date(tx.now).year - born if born is not None else None,
        remark=guest.sheet_remark if guest is not None else "",
        place=incident.place if incident is not None else "",
        incident=incident.kind if incident is not None else None,
        incident_at=incident.happened_at if incident is not None else None,
        doses=_doses(tx, incident),
        breathing=overdose.breathing.value if overdose and overdose.breathing else "",
        last_check=check.result if check is not None else None,
        last_check_at=check.done_at if check is not None else None,
    )


@writes(Right.BOARD)
def note_emergency(tx: Tx, *, guest_id: int | None = None, presence_id: int | None = None) -> Done:
    """Note that «Ring 113» was opened, and about whom."""
    subject = None
    if guest_id is not None:
        subject = ("guest", guest_id)
    elif presence_id is not None:
        subject = ("presence", presence_id)
    tx.audit("emergency.open", subject=subject, screen="emergency")
    return Done(Changed(), tx.caller.operation)


def _place(tx: Tx, whom: About) -> tuple[str, str, str]:
    mine = (
        BedStay.guest_id == whom.guest_id
        if whom.guest_id is not None
        else BedStay.presence_id == whom.presence_id
    )
    query = (
        select(Bed.code, Room.name.label("room"), Floor.name.label("floor"))
        .select_from(BedStay)
        .join(Bed, Bed.id == BedStay.bed_id)
        .join(Room, Room.id == Bed.room_id)
        .join(Floor, Floor.id == Room.floor_id)
        .where(mine, BedStay.ends_at.is_(None), BedStay.voided_at.is_(None))
    )
    row = tx.session.execute(query).first()
    return (row.code, row.room, row.floor) if row is not None else ("", "", "")


def _incident(tx: Tx, whom: About) -> Incident | None:
    mine = (
        Incident.guest_id == whom.guest_id
        if whom.guest_id is not None
        else Incident.presence_id == whom.presence_id
    )
    query = (
        select(Incident)
        .where(
            mine,
            Incident.kind.in_(_ABOUT_HER),
            Incident.voided_at.is_(None),
            Incident.happened_at > tx.now - RECENT,
        )
        .order_by(Incident.happened_at.desc(), Incident.id.desc())
        .limit(1)
    )
    return tx.session.scalars(query).first()


def _doses(tx: Tx, incident: Incident | None) -> tuple[datetime, ...]:
    if incident is None:
        return ()
    query = (
        select(NaloxoneDose.given_at)
        .where(NaloxoneDose.incident_id == incident.id)
        .order_by(NaloxoneDose.given_at)
    )
    return tuple(tx.session.scalars(query))


def _check(tx: Tx, whom: About) -> Check | None:
    mine = (
        Check.guest_id == whom.guest_id
        if whom.guest_id is not None
        else Check.presence_id == whom.presence_id
    )
    query = (
        select(Check)
        .where(mine, Check.voided_at.is_(None), Check.done_at > tx.now - RECENT)
        .order_by(Check.done_at.desc(), Check.id.desc())
        .limit(1)
    )
    return tx.session.scalars(query).first()
