"""The daily log: lines are written, corrected beside, never changed (domain.md b14, e)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Correction, LogEntry, Presence, Task
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.lines import Subject, digest_of, write_line
from shelter_desk.services.log_reading import may_read
from shelter_desk.services.standing import known_guest, subject_of
from shelter_desk.services.times import moment
from shelter_desk.services.written import (
    clean_body,
    clean_short,
    cut,
    refuse_past,
)
from shelter_desk.terms import (
    AUTOMATIC_GROUPS,
    ENTRY_SHORT_LIMIT,
    INCIDENT_KINDS,
    INCIDENT_SHORT_LIMIT,
    LOG_GROUPS,
    TASK_TEXT_LIMIT,
    Level,
    LogKind,
    Right,
    TaskKind,
    Visibility,
)

CLOCKS_APART = timedelta(minutes=5)
"""How far ahead a given time may lie: a desk whose clock runs a little fast."""

REASON_LIMIT = 120
"""Longest reason of a correction, in characters."""


class WrittenByProgramError(RefusedError):
    """The board and the map write lines of this kind."""

    sentence = mark(
        "Lines of this kind are written by the program when it happens on the board or the map."
        " Choose another kind, for example a note."
    )


class NoSuchLineError(RefusedError):
    """There is no such line for this reader."""

    sentence = mark("This line cannot be found. Look at the log again.")


class RemovedWordsError(RefusedError):
    """The words of this line were removed."""

    sentence = mark("The words of this line were removed, so it cannot be corrected any more.")


class FollowUpWithoutTimeError(BadInputError):
    """A follow-up without a time would never be due."""

    sentence = mark("A follow-up needs a time. Give the time it is due.")


class TooManyWomenError(BadInputError):
    """More women than one line can be about."""

    sentence = mark("One line can be about at most {limit} women. Write several lines.")


MOST_WOMEN = 30


@writes(Right.BOARD)
def write_entry(
    tx: Tx,
    *,
    kind: LogKind,
    body: str,
    short: str = "",
    guest_ids: Iterable[int] = (),
    presence_ids: Iterable[int] = (),
    happened_at: datetime | None = None,
    level: Level = Level.INFO,
    visibility: Visibility = Visibility.ALL,
    bed_id: int | None = None,
    follow_up_text: str = "",
    follow_up_due: datetime | None = None,
) -> Done:
    """Send a line to the log, with a task for whoever follows it up.

    ``body`` may have several lines and 4000 characters; ``short`` goes on the handover sheet
    (:func:`short_limit`). ``happened_at`` is aware UTC, now unless given. A follow-up with a time
    and no text takes the words of ``short``. Raises :class:`WrittenByProgramError`,
    :class:`FollowUpWithoutTimeError`, the errors of :mod:`shelter_desk.services.written`,
    :class:`~shelter_desk.services.times.FutureTimeError` and
    :class:`~shelter_desk.services.standing.UnknownGuestError`.
    """
    if typed_never(kind):
        raise WrittenByProgramError
    text, words = clean_body(body), clean_short(short, short_limit(kind))
    subjects = _subjects(tx, guest_ids, presence_ids)
    task_text = _follow_up_text(tx, follow_up_text, follow_up_due)
    entry = write_line(
        tx,
        kind,
        about=subjects,
        at=_happened(tx, happened_at),
        bed_id=bed_id,
        level=level,
        visibility=visibility,
        body=text,
        short=words,
    )
    if follow_up_due is not None:
        _follow_up(tx, entry, subjects, task_text, follow_up_due)
    for what, number in subjects:
        tx.touch(**{what: number})
    return tx.done(entry_id=entry.id, row_id=entry.id, tasks=follow_up_due is not None)


@writes(Right.BOARD)
def correct_entry(tx: Tx, *, entry_id: int, body: str, short: str = "", reason: str = "") -> Done:
    """Add a correction beside a line that is sent; the line itself stays (domain.md b14).

    Raises :class:`NoSuchLineError`, :class:`RemovedWordsError` and the errors of
    :mod:`shelter_desk.services.written`.
    """
    entry = tx.session.get(LogEntry, entry_id)
    if entry is None or not may_read(tx, entry):
        raise NoSuchLineError
    if entry.redaction_id is not None:
        raise RemovedWordsError
    text, words = clean_body(body), clean_short(short, short_limit(entry.kind))
    correction = Correction(
        entry_id=entry.id,
        body=text,
        body_digest=digest_of(text, words),
        short=words,
        reason=clean_short(reason, REASON_LIMIT),
        written_at=tx.now,
        author_id=tx.actor.staff_id,
    )
    tx.session.add(correction)
    tx.session.flush()
    tx.audit(
        "log.correct",
        subject=("log_entry", entry.id),
        correction=correction.id,
        digest=correction.body_digest.hex(),
    )
    return tx.done(entry_id=entry.id, row_id=correction.id)


def typed_never(kind: LogKind) -> bool:
    """Say whether lines of this kind are only written by the program (domain.md e1)."""
    return any(kind in LOG_GROUPS[group] for group in AUTOMATIC_GROUPS)


def short_limit(kind: LogKind) -> int:
    """Return how many characters «kort til vaktrapport» may have (domain.md c1)."""
    return INCIDENT_SHORT_LIMIT if kind in INCIDENT_KINDS else ENTRY_SHORT_LIMIT


def _happened(tx: Tx, at: datetime | None) -> datetime:
    if at is not None and tx.now < at <= tx.now + CLOCKS_APART:
        return tx.now
    return moment(tx, at)


def _subjects(tx: Tx, guest_ids: Iterable[int], presence_ids: Iterable[int]) -> list[Subject]:
    subjects = [("guest", known_guest(tx, guest_id).id) for guest_id in guest_ids]
    for presence_id in presence_ids:
        presence = tx.session.get(Presence, presence_id)
        if presence is None:
            raise NoSuchLineError
        what, number = subject_of(presence)
        subjects.append((what, known_guest(tx, number).id if what == "guest" else number))
    unique = list(dict.fromkeys(subjects))
    if len(unique) > MOST_WOMEN:
        raise TooManyWomenError(limit=MOST_WOMEN)
    return unique


def _follow_up_text(tx: Tx, text: str, due_at: datetime | None) -> str:
    words = clean_short(text, TASK_TEXT_LIMIT)
    if due_at is None and words:
        raise FollowUpWithoutTimeError
    if due_at is not None:
        refuse_past(due_at, tx.now)
    return words


def _follow_up(
    tx: Tx, entry: LogEntry, subjects: list[Subject], text: str, due_at: datetime
) -> None:
    # Everybody on duty reads tasks, and the sheet prints them: a line for few gives no words.
    open_line = entry.visibility is Visibility.ALL
    words = text or (cut(entry.short, TASK_TEXT_LIMIT) if open_line else "")
    about = dict(subjects[:1])
    tx.session.add(
        Task(
            kind=TaskKind.FOLLOW_UP,
            text=words,
            params={"kind": entry.kind.value} if open_line else {},
            due_at=due_at,
            guest_id=about.get("guest"),
            presence_id=about.get("presence"),
            entry_id=entry.id,
            made_at=tx.now,
            made_by=tx.actor.staff_id,
        )
    )
    tx.session.flush()
