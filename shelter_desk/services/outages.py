"""Beds out of service: why, until when, and back again (domain.md e1, d2)."""

from datetime import datetime

from sqlalchemy import select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Cleaning, Outage
from shelter_desk.services.beds import BedKeptError, bed_of, refuse_taken
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.standing import active_hold, out_of_service, waiting_cleaning
from shelter_desk.services.times import after
from shelter_desk.services.written import clean_note
from shelter_desk.terms import LogKind, OutageReason, Right

NOTE_LIMIT = 200


class OutAlreadyError(RefusedError):
    """The bed is out of service."""

    sentence = mark("Place {bed} is out of service already.")


class InServiceError(RefusedError):
    """The bed is not out of service."""

    sentence = mark("Place {bed} is in service already. Look at the map again.")


class BackPastError(BadInputError):
    """The bed was expected back before it went."""

    sentence = mark("{until} is past already. Say when the place is expected back, or leave it.")


@writes(Right.BOARD)
def take_out_of_service(
    tx: Tx,
    *,
    bed_id: int,
    reason: OutageReason,
    note: str = "",
    expected_until: datetime | None = None,
) -> Done:
    """Take a bed out of service from now; ``expected_until`` is aware UTC.

    A bed somebody has, or that is kept for somebody, stays: raises
    :class:`~shelter_desk.services.beds.BedTakenError`,
    :class:`~shelter_desk.services.beds.BedKeptError`, :class:`OutAlreadyError`,
    :class:`BackPastError`, :class:`~shelter_desk.services.beds.UnknownBedError`.
    """
    words = clean_note(note, NOTE_LIMIT)
    bed = bed_of(tx, bed_id)
    if expected_until is not None and expected_until <= tx.now:
        raise BackPastError(until=expected_until)
    refuse_taken(tx, bed)
    if out_of_service(tx, bed_id):
        raise OutAlreadyError(bed=bed.code)
    held = active_hold(tx, bed_id, tx.now)
    if held is not None:
        raise BedKeptError(bed=bed.code, until=held.until_at)
    row = Outage(
        bed_id=bed_id,
        reason=reason,
        note=words,
        starts_at=tx.now,
        expected_until=expected_until,
    )
    tx.footprint.make(row)
    line = automatic_line(
        tx,
        LogKind.OUT_OF_SERVICE,
        bed_id=bed_id,
        reason=reason.value,
        until=expected_until.isoformat() if expected_until else None,
    )
    tx.touch(bed=bed_id)
    return tx.done(entry_id=line.id, row_id=row.id)


@writes(Right.BOARD)
def back_in_service(tx: Tx, *, bed_id: int, clean_first: bool = False) -> Done:
    """Take a bed into service again, to be cleaned first if it must be.

    Raises :class:`InServiceError`, :class:`~shelter_desk.services.beds.UnknownBedError`.
    """
    bed = bed_of(tx, bed_id)
    row = tx.session.scalars(
        select(Outage).where(
            Outage.bed_id == bed_id, Outage.ends_at.is_(None), Outage.voided_at.is_(None)
        )
    ).first()
    if row is None:
        raise InServiceError(bed=bed.code)
    when = after(row.starts_at, tx.now, None)
    tx.footprint.change(row, ends_at=when)
    if clean_first and waiting_cleaning(tx, bed_id) is None:
        tx.footprint.make(Cleaning(bed_id=bed_id, needed_at=when))
    line = automatic_line(tx, LogKind.BACK_IN_SERVICE, bed_id=bed_id)
    tx.touch(bed=bed_id)
    return tx.done(entry_id=line.id, row_id=row.id)
