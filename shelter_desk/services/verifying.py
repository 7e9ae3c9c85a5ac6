"""Is everything as it was written? The audit's chain, the words of the log, the database."""

from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.models import AuditEntry, Correction, LogEntry, LogMention
from shelter_desk.security.audit_chain import (
    AuditContent,
    ChainVerdict,
    Head,
    short_code,
    verify,
)
from shelter_desk.services.auditing import content_of
from shelter_desk.services.calling import (
    Caller,
    Changed,
    Done,
    Tx,
    reads,
    refuse_when_closed,
    writes,
)
from shelter_desk.services.lines import Subject, digest_of, facts_of
from shelter_desk.store.backup import integrity_problems
from shelter_desk.store.manifest import Manifest
from shelter_desk.terms import Right

_ROWS = 2_000


class Part(Enum):
    """What is looked at; the value is what to say meanwhile."""

    DATABASE = mark("Looking at the database")
    AUDIT = mark("Going through the audit: row {done}")
    LINES = mark("Comparing the lines of the log with the audit")


Progress = Callable[[Part, int], object]


class LineFault(Enum):
    """What is wrong with a line of the log or a correction; the value is the sentence."""

    CHANGED = mark("Line {number} of the log is not as it was written.")
    UNKNOWN = mark("Line {number} of the log is not in the audit.")
    GONE = mark("Line {number} of the log is in the audit, but not in the log.")
    CORRECTION_CHANGED = mark("Correction {number} of the log is not as it was written.")
    CORRECTION_UNKNOWN = mark("Correction {number} of the log is not in the audit.")
    CORRECTION_GONE = mark("Correction {number} of the log is in the audit, but not in the log.")


@dataclass(frozen=True)
class Verdict:
    """What was found. ``lines`` counts lines and corrections that were compared."""

    chain: ChainVerdict
    lines: int
    line_faults: tuple[tuple[LineFault, int], ...]
    database: tuple[str, ...]
    """What the database finds wrong with itself, in its own words."""
    compared_with_copy: bool
    """Whether the end of the audit was held against a copy's manifest."""

    @property
    def clean(self) -> bool:
        """Say whether nothing is wrong."""
        return self.chain.whole and not self.line_faults and not self.database


def verify_house(
    caller: Caller, *, newest_copy: Manifest | None = None, progress: Progress | None = None
) -> Verdict:
    """Look whether audit, log and database are as they were written.

    The audit's end is held against ``newest_copy``, since a chain alone does not notice that
    its end was cut off or the whole file put back. What was found is audited itself. Raises
    what every service raises.
    """
    tell = progress or (lambda *_: None)
    refuse_when_closed(caller.house)
    _may_verify(caller)
    tell(Part.DATABASE, 0)
    database = tuple(integrity_problems(caller.house.store))
    verdict = _look(caller, newest_copy=newest_copy, database=database, tell=tell)
    try:
        _note(caller.again(), verdict=verdict)
    except FaultError:
        if verdict.clean:
            raise
        # A damaged house may take no row any more; what is wrong with it is said all the same.
    return verdict


@reads(Right.VERIFY)
def _may_verify(tx: Tx) -> None:
    del tx


@reads(Right.VERIFY)
def _look(
    tx: Tx, *, newest_copy: Manifest | None, database: tuple[str, ...], tell: Progress
) -> Verdict:
    audited = _Audited()
    head = None
    if newest_copy is not None and newest_copy.audit_sequence:
        code = short_code(bytes.fromhex(newest_copy.audit_code))
        head = Head(newest_copy.audit_sequence, code)
    # A bad row ends the reading early; a server's cursor wants to be closed then.
    with closing(_rows(tx.session, audited, tell)) as rows:
        chain = verify(rows, tx.caller.house.audit_key, expected_head=head)
    tell(Part.LINES, chain.rows)
    # After a bad row nothing in the audit can be trusted to compare with.
    lines, faults = _compare(tx.session, audited) if chain.whole else (0, [])
    return Verdict(chain, lines, tuple(faults), database, head is not None)


@dataclass(frozen=True)
class _Audited:
    """What the audit holds of the lines: digests of words by (kind, number), of facts by number."""

    words: dict[tuple[str, int], str] = field(default_factory=dict)
    facts: dict[int, str] = field(default_factory=dict)


def _rows(
    session: Session, audited: _Audited, tell: Progress
) -> Generator[tuple[AuditContent, bytes], None, None]:
    """Give the audit from the first row, and gather the digests it holds of lines."""
    query = select(AuditEntry).order_by(AuditEntry.sequence).execution_options(yield_per=_ROWS)
    with session.scalars(query) as found:
        for number, row in enumerate(found, start=1):
            if number % _ROWS == 0:
                tell(Part.AUDIT, number)
            content = content_of(row)
            yield content, row.mac
            digest = content.details.get("digest")
            if content.subject_kind == "log_entry" and isinstance(digest, str):
                correction = content.details.get("correction")
                if isinstance(correction, int):
                    audited.words["correction", correction] = digest
                elif content.subject_id is not None:
                    audited.words["entry", content.subject_id] = digest
                    audited.facts[content.subject_id] = str(content.details.get("facts", ""))


def _compare(session: Session, audited: _Audited) -> tuple[int, list[tuple[LineFault, int]]]:
    faults = [(LineFault.CHANGED, number) for number in _other_facts(session, audited.facts)]
    left = dict(audited.words)
    count = 0
    for kind, model in (("entry", LogEntry), ("correction", Correction)):
        for row in session.execute(_words_of(model)):
            count += 1
            fault = _fault_of(row, left.pop((kind, row.id), None))
            found = fault and (_of_kind(fault, kind), row.id)
            if found and found not in faults:
                faults.append(found)
    faults += [(_of_kind(LineFault.GONE, kind), number) for kind, number in left]
    return count, faults


def _other_facts(session: Session, facts: dict[int, str]) -> list[int]:
    """Return the lines that are of another woman, time or place than when they were written."""
    mentions: dict[int, list[Subject]] = defaultdict(list)
    for row in session.execute(
        select(LogMention.entry_id, LogMention.guest_id, LogMention.presence_id)
    ):
        if row.guest_id is not None:
            mentions[row.entry_id].append(("guest", row.guest_id))
        else:
            mentions[row.entry_id].append(("presence", row.presence_id))
    entries = select(LogEntry).order_by(LogEntry.id).execution_options(yield_per=_ROWS)
    return [
        entry.id
        for entry in session.scalars(entries)
        if entry.id in facts and facts_of(entry, mentions[entry.id]) != facts[entry.id]
    ]


def _words_of(model: type[LogEntry] | type[Correction]) -> Any:  # noqa: ANN401 - a select of either
    return (
        select(model.id, model.body, model.short, model.body_digest, model.redaction_id)
        .order_by(model.id)
        .execution_options(yield_per=_ROWS)
    )


def _fault_of(row: Any, audited: str | None) -> LineFault | None:  # noqa: ANN401 - a row of either
    if audited is None:
        return LineFault.UNKNOWN
    if row.body_digest.hex() != audited:
        return LineFault.CHANGED
    # Of a line whose words were removed only the digest is left to compare.
    if row.redaction_id is None and digest_of(row.body, row.short) != row.body_digest:
        return LineFault.CHANGED
    return None


def _of_kind(fault: LineFault, kind: str) -> LineFault:
    return fault if kind == "entry" else LineFault[f"CORRECTION_{fault.name}"]


@writes(Right.VERIFY)
def _note(tx: Tx, *, verdict: Verdict) -> Done:
    tx.audit(
        "verify",
        clean=verdict.clean,
        rows=verdict.chain.rows,
        first_bad=verdict.chain.first_bad,
        line_faults=len(verdict.line_faults),
        database=len(verdict.database),
    )
    return Done(Changed(), tx.caller.operation)
