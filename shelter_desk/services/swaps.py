"""Two women change places, also when the house is full (screens.md, Plasskart).

No third bed is needed: for the length of the transaction both stand on a parking place, that
is, on none. A desk that looks meanwhile sees both where they were or both where they are.
"""

from datetime import datetime

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.models import BedStay, Cleaning
from shelter_desk.services.beds import bed_of, refuse_unless_usable
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.lines import automatic_line
from shelter_desk.services.standing import open_stay, owner_of, waiting_cleaning
from shelter_desk.services.times import after, moment
from shelter_desk.terms import LogKind, Right, StayEnd


class SameStayError(BadInputError):
    """A place cannot be swapped with itself."""

    sentence = mark("Choose two places that two women have.")


@writes(Right.BOARD)
def swap_beds(tx: Tx, *, stay_id: int, other_stay_id: int, at: datetime | None = None) -> Done:
    """Let the women of two stays change places; both beds wait to be made up anew.

    Raises :class:`SameStayError`, :class:`~shelter_desk.services.standing.NoStayError` and what
    :func:`shelter_desk.services.beds.move_bed` raises.
    """
    if stay_id == other_stay_id:
        raise SameStayError
    # Always in the same order: two desks that swap the same two wait for each other, not both.
    first, second = (open_stay(tx, number) for number in sorted((stay_id, other_stay_id)))
    one, other = (first, second) if first.id == stay_id else (second, first)
    given = moment(tx, at)
    when = max(after(one.starts_at, given, at), after(other.starts_at, given, at))
    for stay in (first, second):
        bed_of(tx, stay.bed_id)
        tx.footprint.change(stay, ends_at=when, end_reason=StayEnd.MOVED)
    line = None
    for leaving, bed_id in ((one, other.bed_id), (other, one.bed_id)):
        line = _onward(tx, leaving, bed_id, when)
    for stay in (first, second):
        if waiting_cleaning(tx, stay.bed_id) is None:
            tx.footprint.make(Cleaning(bed_id=stay.bed_id, needed_at=when))
    return tx.done(entry_id=line, row_id=one.id, tasks=True)


def _onward(tx: Tx, leaving: BedStay, bed_id: int, when: datetime) -> int:
    refuse_unless_usable(tx, bed_id, when, leaving.guest_id)
    tx.footprint.make(
        BedStay(
            bed_id=bed_id,
            guest_id=leaving.guest_id,
            presence_id=leaving.presence_id,
            starts_at=when,
            moved_from=leaving.id,
        )
    )
    tx.touch(guest=leaving.guest_id, presence=leaving.presence_id, bed=bed_id)
    line = automatic_line(
        tx,
        LogKind.BED_MOVED,
        about=[owner_of(leaving)],
        at=when,
        bed_id=bed_id,
        from_bed=bed_of(tx, leaving.bed_id).code,
    )
    return line.id
