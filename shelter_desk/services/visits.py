"""What is agreed with somebody for this visit: till when, when to wake her, help at a fire.

The fields of domain.md e2, «Check-in fields». None of them is needed to come in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.standing import open_presence
from shelter_desk.services.written import clean_note
from shelter_desk.terms import Right

NOTE_LIMIT = 60
MOST_CHILDREN = 20
LONGEST = timedelta(days=14)
"""How far ahead a visit is planned at most."""


class VisitPastError(BadInputError):
    """A time of the visit lies behind."""

    sentence = mark("{at} is past already. Give a time that is still to come.")


class VisitFarError(BadInputError):
    """A time of the visit lies too far ahead."""

    sentence = mark("{at} is more than {days} days ahead. Look at the date.")


class ChildrenError(BadInputError):
    """Fewer than none, or more than anybody brings."""

    sentence = mark("The number of children must be from 0 to {most}.")


@dataclass(frozen=True)
class VisitFacts:
    """What stands about a visit now. Times are aware UTC."""

    presence_id: int
    expected_until: datetime | None
    wake_at: datetime | None
    needs_help_out: bool
    children: int
    note: str


@reads(Right.BOARD)
def visit_facts(tx: Tx, *, presence_id: int) -> VisitFacts:
    """Return what stands about a visit. Raises ``NotInsideError``."""
    row = open_presence(tx, presence_id)
    return VisitFacts(
        row.id, row.expected_until, row.wake_at, row.needs_help_out, row.children, row.note
    )


@writes(Right.BOARD)
def change_visit(
    tx: Tx,
    *,
    presence_id: int,
    expected_until: datetime | None = None,
    wake_at: datetime | None = None,
    needs_help_out: bool = False,
    children: int = 0,
    note: str = "",
) -> Done:
    """Set what is agreed for this visit; what is left out is taken away.

    Times are aware UTC; one that stood there before may have passed meanwhile. Raises
    :class:`~shelter_desk.services.standing.NotInsideError`, :class:`VisitPastError`,
    :class:`VisitFarError`, :class:`ChildrenError`,
    :class:`~shelter_desk.services.written.NoteTooLongError`.
    """
    words = clean_note(note, NOTE_LIMIT)
    if not 0 <= children <= MOST_CHILDREN:
        raise ChildrenError(most=MOST_CHILDREN)
    row = open_presence(tx, presence_id)
    for before, after in ((row.expected_until, expected_until), (row.wake_at, wake_at)):
        _check(tx, before, after)
    tx.footprint.change(
        row,
        expected_until=expected_until,
        wake_at=wake_at,
        needs_help_out=needs_help_out,
        children=children,
        note=words,
    )
    tx.audit("visit.change", subject=("presence", row.id))
    tx.touch(guest=row.guest_id, presence=row.id)
    return tx.done(row_id=row.id)


def _check(tx: Tx, before: datetime | None, after: datetime | None) -> None:
    if after is None or after == before:
        return
    if after <= tx.now:
        raise VisitPastError(at=after)
    if after - tx.now > LONGEST:
        raise VisitFarError(at=after, days=LONGEST.days)
