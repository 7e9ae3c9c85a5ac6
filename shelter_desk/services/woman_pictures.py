"""What a woman's card is made of: frozen pictures, by the reader's right (see woman_card)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shelter_desk.services.keep_apart import KeepApartPicture
from shelter_desk.services.restriction_lists import RestrictionPicture
from shelter_desk.services.snapshots import KnowThis, Person
from shelter_desk.services.woman_changes import Agreements
from shelter_desk.terms import BedAttribute, Protection


class VedtakState(StrEnum):
    """Where a decision stands today."""

    COMING = "coming"
    RUNNING = "running"
    ENDS_SOON = "ends_soon"
    OVER = "over"


@dataclass(frozen=True)
class Colleague:
    """A colleague on a card. ``gone``: her account has ended."""

    staff_id: int
    name: str
    gone: bool = False


@dataclass(frozen=True)
class VedtakPicture:
    """A decision of a place, both days inclusive."""

    vedtak_id: int
    first_day: date
    last_day: date
    office: str
    state: VedtakState


@dataclass(frozen=True)
class ContactPicture:
    """Somebody at an agency who works with her, with a direct line."""

    contact_id: int
    institution: str
    person: str
    direct_line: str
    note: str


@dataclass(frozen=True)
class ChecksPicture:
    """The checks agreed with her; ``decided_by`` where she has not agreed herself."""

    interval_minutes: int
    ends_at: datetime | None
    agreed: str
    consent: bool
    decided_by: str
    next_at: datetime | None


@dataclass(frozen=True)
class MessagePicture:
    """A message that waits for her."""

    message_id: int
    text: str
    made_at: datetime
    initials: str


@dataclass(frozen=True)
class WomanCard:
    """Her card at one moment. What the reader may not see is empty."""

    guest_id: int
    person: Person
    whole: bool
    """Whether the reader may see more than today."""
    may_edit: bool
    shielded: bool
    grade: Protection | None
    """None for a reader who may not see grades."""
    awaiting_review: bool
    shut_out: tuple[Colleague, ...]
    """Colleagues for whom she does not exist; empty for a reader who may not see grades."""
    known_since: datetime
    key_worker: Colleague | None
    deputy: Colleague | None
    mine: bool
    presence_id: int | None
    inside_since: datetime | None
    out_since: datetime | None
    bed_code: str | None
    floor: str | None
    last_seen: datetime | None
    know: tuple[KnowThis, ...]
    must_not_know: str
    messages: tuple[MessagePicture, ...]
    agreements: Agreements
    """For reception without what she has asked for."""
    birth_year: int | None = None
    other_names: tuple[str, ...] = ()
    last_contact: datetime | None = None
    wishes: str = ""
    key_worker_since: date | None = None
    bed_needs: tuple[BedAttribute, ...] = ()
    vedtak: tuple[VedtakPicture, ...] = ()
    restrictions: tuple[RestrictionPicture, ...] = ()
    apart: tuple[KeepApartPicture, ...] = ()
    checks: ChecksPicture | None = None
    contacts: tuple[ContactPicture, ...] = ()
