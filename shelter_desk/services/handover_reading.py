"""«Jeg har lest»: the incoming shift says that it has read the sheet, HASTER line by line.

Source: domain.md c1 (receiver reads back), screens.md (Vaktlogg). Who reads is noted by herself,
once a sheet; what is urgent is ticked one by one, because a paper can be taken without reading it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import HandoverPrint, HandoverReading, Staff, WatchLine
from shelter_desk.phrases.incident_lines import observed_words
from shelter_desk.services.calling import Done, Tx, reads, writes
from shelter_desk.services.checks import next_checks
from shelter_desk.services.handover_around import observed_now
from shelter_desk.services.handover_facts import subject_in
from shelter_desk.services.handover_names import PaperNames
from shelter_desk.services.handover_sheet import joined
from shelter_desk.services.snapshots import Person
from shelter_desk.services.subjects import Subjects
from shelter_desk.services.watch import in_force
from shelter_desk.terms import Level, Right
from shelter_desk.texts import Texts

_READABLE = timedelta(hours=12)
"""How long after its print a sheet is what a shift reads to begin with."""


class NothingToReadError(RefusedError):
    """There is no printed sheet of the last hours."""

    sentence = mark("No handover sheet has been printed for this shift yet.")


class UrgentUnreadError(BadInputError):
    """Something urgent is not ticked."""

    sentence = mark("Tick each urgent line when you have read it. Not ticked yet: {count}.")


class NoAccountError(RefusedError):
    """Only a person can read."""

    sentence = mark("Log in to say that you have read the sheet.")


@dataclass(frozen=True)
class UrgentLine:
    """A HASTER line as this reader may see it."""

    key: str
    """Which line it is, for :func:`note_read`."""
    person: Person | None
    bed_code: str | None
    words: str
    """For a line of the program in the language that was asked for, with whom it is about."""


@dataclass(frozen=True)
class ToRead:
    """The sheet a shift begins with: what is urgent, and who has read it (initials, when)."""

    print_id: int
    report_id: str
    printed_at: datetime
    urgent: tuple[UrgentLine, ...]
    read_by: tuple[tuple[str, datetime], ...]
    mine: datetime | None
    """When the person who asks has read it."""


@reads(Right.BOARD)
def sheet_to_read(tx: Tx, *, language: str = "nb") -> ToRead:
    """Return the newest printed sheet. Raises :class:`NothingToReadError`."""
    row = _newest(tx)
    query = (
        select(HandoverReading, Staff.initials)
        .join(Staff, Staff.id == HandoverReading.staff_id)
        .where(HandoverReading.print_id == row.id)
        .order_by(HandoverReading.read_at)
    )
    readings = tx.session.execute(query).all()
    mine = (reading for reading, _ in readings if reading.staff_id == tx.actor.staff_id)
    first = next(mine, None)
    return ToRead(
        print_id=row.id,
        report_id=row.report_id,
        printed_at=row.printed_at,
        urgent=_urgent(tx, language),
        read_by=tuple((initials, reading.read_at) for reading, initials in readings),
        mine=None if first is None else first.read_at,
    )


@writes(Right.BOARD)
def note_read(tx: Tx, *, print_id: int, keys: Collection[str], aloud: bool = False) -> Done:
    """Note that the actor has read a sheet, with every urgent line that stands now.

    ``aloud`` says that it was gone through with the shift before. Raises
    :class:`UrgentUnreadError`, :class:`NothingToReadError`, :class:`NoAccountError`.
    """
    if tx.actor.staff_id is None:
        raise NoAccountError
    row = tx.session.get(HandoverPrint, print_id, with_for_update=True)
    if row is None or row.copies == 0 or row.not_made_at is not None:
        raise NothingToReadError
    urgent = {line.key for line in _urgent(tx, "nb")}
    if urgent - set(keys):
        raise UrgentUnreadError(count=len(urgent - set(keys)))
    before = tx.session.scalars(
        select(HandoverReading).where(
            HandoverReading.print_id == row.id, HandoverReading.staff_id == tx.actor.staff_id
        )
    ).first()
    lines = {"keys": sorted(urgent)}
    if before is None:
        before = HandoverReading(
            print_id=row.id,
            staff_id=tx.actor.staff_id,
            read_at=tx.now,
            aloud=aloud,
            watch_lines=lines,
        )
        tx.session.add(before)
    else:
        before.aloud, before.watch_lines = before.aloud or aloud, lines
    if row.read_at is None:
        row.read_at, row.read_by = tx.now, tx.actor.staff_id
    tx.audit("handover.read", subject=("handover_print", row.id), urgent=len(urgent), aloud=aloud)
    return tx.done(row_id=row.id)


def _newest(tx: Tx) -> HandoverPrint:
    query = (
        select(HandoverPrint)
        .where(
            HandoverPrint.copies > 0,
            HandoverPrint.not_made_at.is_(None),
            HandoverPrint.printed_at > tx.now - _READABLE,
            HandoverPrint.printed_at <= tx.now,
        )
        .order_by(HandoverPrint.printed_at.desc(), HandoverPrint.id.desc())
    )
    row = tx.session.scalars(query.limit(1)).first()
    if row is None:
        raise NothingToReadError
    return row


def _urgent(tx: Tx, language: str) -> tuple[UrgentLine, ...]:
    """Return what the sheet has as HASTER: written by somebody, and who is under observation."""
    texts = Texts(language)
    rows = [row for row in in_force(tx) if row.level is Level.URGENT]
    here, observed = next_checks(tx), observed_now(tx)
    looked_after = {about: until for about, until in observed.items() if about in here}
    subjects = Subjects(tx, rows)
    abouts = [about for row in rows for about in subject_in(row)]
    names = PaperNames(tx, texts, [*abouts, *looked_after])
    written = [
        UrgentLine(
            f"watch:{row.id}",
            subjects.person(row),
            subjects.bed_code(row) or _place(names, row),
            joined(row.what, row.if_then),
        )
        for row in rows
        if not subjects.hidden(row)
    ]
    made = [
        UrgentLine(
            f"observed:{what}:{number}",
            None,
            None,
            f"{names.mention((what, number))}: "
            + observed_words(texts, {"until": until.isoformat()}),
        )
        for (what, number), until in looked_after.items()
    ]
    return (*made, *written)


def _place(names: PaperNames, row: WatchLine) -> str | None:
    """Return the code of the place she has now whom a line is about."""
    return next((code for about in subject_in(row) if (code := names.code(about))), None)
