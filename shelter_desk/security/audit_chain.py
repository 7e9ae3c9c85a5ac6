"""The audit's chain: each row's code covers its content and the code of the row before.

Pure functions; rows are read and written in services. A chain alone does not notice that its
tail, or the whole file, was put back to an earlier state: for that the head (sequence and short
code) stands on each handover sheet and in each copy's manifest, and is handed to :func:`verify`
as ``expected_head`` (architecture.md 6).
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from shelter_desk.marking import mark

START = bytes(32)
"""What stands before the first row."""

SHORT_CODE_LENGTH = 6

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: read aloud and copied by hand
_BITS = 5
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class AuditContent:
    """What a row of the audit says, as the chain covers it.

    ``at`` is aware; ``details`` holds texts, whole numbers, booleans, None, and lists and
    mappings of these. No fractions: two databases do not write them alike.
    """

    sequence: int
    at: datetime
    actor_kind: str
    staff_id: int | None
    actor_name: str
    role: str
    workstation: str
    action: str
    subject_kind: str | None
    subject_id: int | None
    screen: str | None
    reason: str | None
    details: Mapping[str, object]


@dataclass(frozen=True)
class Head:
    """The end of a chain, as a sheet or a manifest remembers it."""

    sequence: int
    code: str


class Break(Enum):
    """What is wrong with the first bad row; the value is the sentence that says it."""

    MISSING = mark("Row {sequence} of the audit is missing.")
    OUT_OF_ORDER = mark("Row {sequence} of the audit stands where it does not belong.")
    CHANGED = mark("Row {sequence} of the audit was changed after it was written.")
    CUT = mark(
        "The audit ends before row {sequence}, but a printed sheet or a copy knows later rows: "
        "the end was cut off, or an older file was put back."
    )
    REPLACED = mark(
        "Row {sequence} of the audit is not the one a printed sheet or a copy knows: "
        "the house was put back to an older state and has gone on from there."
    )


@dataclass(frozen=True)
class ChainVerdict:
    """What :func:`verify` found.

    ``rows`` good rows stand before the first bad one; ``head`` is the last of them.
    """

    rows: int
    head: Head
    first_bad: int | None = None
    found: Break | None = None

    @property
    def whole(self) -> bool:
        """Say whether nothing is wrong."""
        return self.found is None


def canonical(content: AuditContent) -> bytes:
    """Return the bytes the code covers: JSON, sorted keys, UTC microseconds, NFC, UTF-8.

    Raises ``TypeError`` for a value that cannot be written alike everywhere.
    """
    plain = {
        "sequence": content.sequence,
        "at": (content.at - _EPOCH) // _MICROSECOND,
        "actor_kind": content.actor_kind,
        "staff_id": content.staff_id,
        "actor_name": content.actor_name,
        "role": content.role,
        "workstation": content.workstation,
        "action": content.action,
        "subject_kind": content.subject_kind,
        "subject_id": content.subject_id,
        "screen": content.screen,
        "reason": content.reason,
        "details": content.details,
    }
    text = _ENCODER.encode(_plain(plain))
    return text.encode()


def _plain(value: object) -> object:
    """Return ``value`` in the one form it is covered in."""
    # Asked a dozen times a row: the common kinds first, and by class, not by protocol.
    if isinstance(value, str):
        # A StrEnum's member is written as its value, on whatever Python.
        return str(value) if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, dict | Mapping):
        return {_plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(type(value).__name__)


def mac(key: bytes, previous: bytes, content: AuditContent) -> bytes:
    """Return the 32-byte code (HMAC-SHA-256) of a row that follows the one coded ``previous``."""
    if len(previous) != len(START):
        raise ValueError(len(previous))
    return hmac.digest(key, previous + canonical(content), hashlib.sha256)


def short_code(code: bytes) -> str:
    """Return the first 30 bits of a row's code as six characters for paper: ``7Q0RDK``."""
    number = int.from_bytes(code[:4], "big") >> 2
    shifts = range((SHORT_CODE_LENGTH - 1) * _BITS, -1, -_BITS)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in shifts)


def verify(
    rows: Iterable[tuple[AuditContent, bytes]], key: bytes, *, expected_head: Head | None = None
) -> ChainVerdict:
    """Go through ``rows`` from the first, in order of sequence, and name the first bad one.

    With ``expected_head`` a chain that is too short, or has another row there, is bad too.
    """
    previous, sequence = START, 0
    for content, code in rows:
        found = _wrong(content, code, sequence + 1, mac(key, previous, content))
        if found is not None:
            # A row that is missing has no content to show: its number is the one expected.
            bad = sequence + 1 if found is Break.MISSING else content.sequence
            return ChainVerdict(sequence, _head(sequence, previous), bad, found)
        head = _head(content.sequence, code)
        if expected_head and head.sequence == expected_head.sequence and head != expected_head:
            return ChainVerdict(
                sequence, _head(sequence, previous), content.sequence, Break.REPLACED
            )
        previous, sequence = code, content.sequence
    head = _head(sequence, previous)
    if expected_head and sequence < expected_head.sequence:
        return ChainVerdict(sequence, head, sequence + 1, Break.CUT)
    return ChainVerdict(sequence, head)


def _wrong(content: AuditContent, code: bytes, expected: int, right: bytes) -> Break | None:
    if content.sequence > expected:
        return Break.MISSING
    if content.sequence < expected:
        return Break.OUT_OF_ORDER
    return None if hmac.compare_digest(code, right) else Break.CHANGED


def _head(sequence: int, code: bytes) -> Head:
    return Head(sequence, short_code(code))
