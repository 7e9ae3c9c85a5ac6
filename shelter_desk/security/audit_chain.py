"""The audit's chain: canonical content, and a code that covers it and the row before."""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

START = bytes(32)
"""What stands before the first row."""


@dataclass(frozen=True)
class AuditContent:
    """What a row of the audit says, as the chain covers it."""

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


def canonical(content: AuditContent) -> bytes:
    """Return the bytes the code covers: sorted keys, UTC microseconds, NFC."""
    plain = asdict(content) | {
        "at": (content.at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    }
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def mac(key: bytes, previous: bytes, content: AuditContent) -> bytes:
    """Return the 32-byte code of a row that follows the one with code ``previous``."""
    return hmac.new(key, previous + canonical(content), hashlib.sha256).digest()
