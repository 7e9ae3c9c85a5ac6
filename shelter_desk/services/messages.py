"""Messages for her: left by a colleague, given when she is next here (domain.md a2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import GuestMessage, Staff
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.showing import Shower
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import hidden, known_guest
from shelter_desk.services.subjects import card_of
from shelter_desk.services.written import NothingWrittenError, clean_note
from shelter_desk.terms import Right

MESSAGE_LIMIT = 200


class MessageGivenError(RefusedError):
    """A colleague was quicker."""

    sentence = mark("This message has been given or taken away already. Look at the list again.")


@dataclass(frozen=True)
class MessageRow:
    """A message that waits for her."""

    message_id: int
    person: Person
    text: str
    made_at: datetime
    made_by: str


@writes(Right.BOARD)
def leave_message(
    tx: Tx, *, text: str, guest_id: int | None = None, presence_id: int | None = None
) -> Done:
    """Leave a message for a woman with a card.

    Raises :class:`~shelter_desk.services.written.NothingWrittenError`,
    :class:`~shelter_desk.services.written.NoteTooLongError`,
    :class:`~shelter_desk.services.subjects.NoCardError`,
    :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    words = clean_note(text, MESSAGE_LIMIT)
    if not words:
        raise NothingWrittenError
    guest = card_of(tx, guest_id, presence_id)
    row = GuestMessage(guest_id=guest.id, text=words, made_at=tx.now, made_by=tx.actor.staff_id)
    tx.footprint.make(row)
    tx.audit("message.leave", subject=("guest", guest.id))
    tx.touch(guest=guest.id)
    return tx.done(row_id=row.id)


@writes(Right.BOARD)
def give_message(tx: Tx, *, message_id: int) -> Done:
    """Note that she has it. Raises :class:`MessageGivenError`."""
    row = _waiting_row(tx, message_id)
    tx.footprint.change(row, given_at=tx.now, given_by=tx.actor.staff_id)
    tx.audit("message.give", subject=("guest", row.guest_id))
    tx.touch(guest=row.guest_id)
    return tx.done(row_id=row.id)


@writes(Right.BOARD)
def drop_message(tx: Tx, *, message_id: int) -> Done:
    """Take a message away that is not needed any more. Raises :class:`MessageGivenError`."""
    row = _waiting_row(tx, message_id)
    tx.footprint.change(row, voided_at=tx.now)
    tx.audit("message.drop", subject=("guest", row.guest_id))
    tx.touch(guest=row.guest_id)
    return tx.done(row_id=row.id)


@reads(Right.BOARD)
def messages(tx: Tx, *, guest_id: int | None = None) -> tuple[MessageRow, ...]:
    """Return the messages that wait, of one woman or of all, the oldest first."""
    query = (
        select(GuestMessage, Staff.name)
        .outerjoin(Staff, Staff.id == GuestMessage.made_by)
        .where(GuestMessage.given_at.is_(None), GuestMessage.voided_at.is_(None))
        .order_by(GuestMessage.made_at, GuestMessage.id)
    )
    if guest_id is not None:
        query = query.where(GuestMessage.guest_id == known_guest(tx, guest_id).id)
    rows = tx.session.execute(query).all()
    shower = Shower(tx, (row.guest_id for row, _ in rows))
    return tuple(
        MessageRow(row.id, person, row.text, row.made_at, name or "")
        for row, name in rows
        if (person := shower.person(row.guest_id)) is not None
    )


def _waiting_row(tx: Tx, message_id: int) -> GuestMessage:
    row = tx.session.get(GuestMessage, message_id, with_for_update=True)
    if row is None or row.given_at is not None or row.voided_at is not None:
        raise MessageGivenError
    if hidden(tx, row.guest_id):
        raise MessageGivenError
    return row
