"""Watch lines: what the shift watches, with what to do or when to look (domain.md c1, c3).

Old text copied forward is the commonest fault of handover sheets, so a line ends after 24 hours
unless somebody renews it, and says since when it stands.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import WatchLine
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.house_settings import settings_of
from shelter_desk.services.looking_back import stood
from shelter_desk.services.snapshots import WatchLinePicture
from shelter_desk.services.subjects import Subjects, about
from shelter_desk.services.written import NothingWrittenError, clean_short, refuse_past
from shelter_desk.settings import WATCH_HOURS
from shelter_desk.terms import WATCH_TEXT_LIMIT, Level, Right


class WatchWithoutStepError(BadInputError):
    """What to do is missing."""

    sentence = mark(
        "A watch line must say what to do: write «if … then …», or give the time of the next check."
    )


class WatchTooLongError(BadInputError):
    """Longer than a line of the sheet."""

    sentence = mark(
        "What to watch and if/then have {length} characters together; {limit} fit on the sheet."
    )


class WatchLevelError(BadInputError):
    """Information is not watched."""

    sentence = mark("A watch line is either urgent or to be watched. Choose one of the two.")


class NoSuchWatchError(RefusedError):
    """The line has ended."""

    sentence = mark("This watch line has ended already. Look at the list again.")


@writes(Right.BOARD)
def add_watch(
    tx: Tx,
    *,
    level: Level,
    what: str,
    if_then: str = "",
    next_check_at: datetime | None = None,
    guest_id: int | None = None,
    presence_id: int | None = None,
    bed_id: int | None = None,
) -> Done:
    """Add a watch line, in force as long as the house says (24 hours).

    ``next_check_at`` is aware UTC.

    Raises :class:`WatchLevelError`, :class:`WatchWithoutStepError`, :class:`WatchTooLongError`,
    :class:`~shelter_desk.services.written.NothingWrittenError`,
    :class:`~shelter_desk.services.written.DueInPastError` and
    :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    if level is Level.INFO:
        raise WatchLevelError
    line, step = clean_short(what, _ANY), clean_short(if_then, _ANY)
    if not line:
        raise NothingWrittenError
    if not step and next_check_at is None:
        raise WatchWithoutStepError
    if len(line) + len(step) >= WATCH_TEXT_LIMIT:
        raise WatchTooLongError(length=len(line) + len(step) + 1, limit=WATCH_TEXT_LIMIT)
    if next_check_at is not None:
        refuse_past(next_check_at, tx.now)
    whom = about(tx, guest_id, presence_id)
    row = WatchLine(
        level=level,
        guest_id=whom.guest_id,
        presence_id=whom.presence_id,
        bed_id=bed_id,
        what=line,
        if_then=step,
        next_check_at=next_check_at,
        since=tx.now,
        expires_at=_expires(tx),
        author_id=tx.actor.staff_id,
    )
    tx.footprint.make(row)
    tx.audit("watch.add", subject=("watch_line", row.id), level=level.value)
    return _done(tx, row)


@writes(Right.BOARD)
def renew_watch(tx: Tx, *, watch_id: int, next_check_at: datetime | None = None) -> Done:
    """Let a line stand for another 24 hours, with a new next check if one is given.

    Raises :class:`NoSuchWatchError`, :class:`~shelter_desk.services.written.DueInPastError`.
    """
    row = _standing(tx, watch_id)
    if next_check_at is not None:
        refuse_past(next_check_at, tx.now)
        tx.footprint.change(row, next_check_at=next_check_at, expires_at=_expires(tx))
    else:
        tx.footprint.change(row, expires_at=_expires(tx))
    tx.audit("watch.renew", subject=("watch_line", row.id))
    return _done(tx, row)


@writes(Right.BOARD)
def end_watch(tx: Tx, *, watch_id: int) -> Done:
    """End a line: it need not be watched any more. Raises :class:`NoSuchWatchError`."""
    row = _standing(tx, watch_id)
    tx.footprint.change(row, ended_at=tx.now)
    tx.audit("watch.end", subject=("watch_line", row.id))
    return _done(tx, row)


@reads(Right.BOARD)
def watch_lines(tx: Tx) -> tuple[WatchLinePicture, ...]:
    """Return the lines in force for this reader: urgent first, then by the next check."""
    rows = in_force(tx)
    subjects = Subjects(tx, rows)
    return tuple(
        WatchLinePicture(
            watch_id=row.id,
            level=row.level,
            person=subjects.person(row),
            bed_code=subjects.bed_code(row),
            what=row.what,
            if_then=row.if_then,
            next_check=row.next_check_at,
            since=row.since,
            expires_at=row.expires_at,
        )
        for row in rows
        if not subjects.hidden(row)
    )


def in_force(tx: Tx) -> list[WatchLine]:
    """Return the lines in force now: urgent first, then by the next check, then the oldest."""
    query = select(WatchLine).where(
        stood(tx, WatchLine.since, WatchLine.ended_at), WatchLine.expires_at > tx.now
    )
    return sorted(
        tx.session.scalars(query),
        key=lambda row: (
            row.level is not Level.URGENT,
            row.next_check_at or row.expires_at,
            row.id,
        ),
    )


_ANY = 10_000


def _expires(tx: Tx) -> datetime:
    return tx.now + timedelta(hours=settings_of(tx.session).get(WATCH_HOURS))


def _standing(tx: Tx, watch_id: int) -> WatchLine:
    row = tx.session.get(WatchLine, watch_id, with_for_update=True)
    if row is None or row.ended_at is not None or Subjects(tx, [row]).hidden(row):
        raise NoSuchWatchError
    return row


def _done(tx: Tx, row: WatchLine) -> Done:
    tx.touch(guest=row.guest_id, presence=row.presence_id, bed=row.bed_id)
    return tx.done(row_id=row.id, watch=True)
