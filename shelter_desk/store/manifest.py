"""What a copy says of itself: a small JSON file beside the encrypted database in the copy.

It holds no name and no note, and is signed with a key of the house, so that a copy cannot be
made to look newer or whole when it is not.
"""

import hmac
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.store.secret import expand

FORMAT = "shelter-desk copy"
VERSION = 1


class ManifestDamagedError(FaultError):
    """The copy's description is damaged or was written by somebody without the key."""

    sentence = mark(
        "The copy {file} is damaged or was changed: what it says of itself is not as it was"
        " written. Nothing was restored. Use another copy."
    )


class NewerCopyError(FaultError):
    """The copy is of a newer program."""

    sentence = mark(
        "The copy {file} was made by a newer Shelter Desk than this one. Nothing was restored."
        " Update the program on this machine."
    )


@dataclass(frozen=True)
class Manifest:
    """What was copied, and how to know it again."""

    house_id: str
    made_at: datetime
    revision: str
    audit_sequence: int
    audit_code: str
    """The code of the audit's last row in the copy, in hexadecimal; empty for an empty audit."""
    size: int
    sha256: str
    """Size in bytes and digest of the encrypted database in the copy."""
    source: str
    """``file`` or ``server``: what was copied; the copy itself is always a file."""


def to_bytes(manifest: Manifest, secret: bytes) -> bytes:
    """Return the signed file of a manifest."""
    content = _content(manifest)
    content["signature"] = _signature(content, secret)
    return json.dumps(content, indent=1, sort_keys=True).encode() + b"\n"


def from_bytes(data: bytes, secret: bytes, file: str) -> Manifest:
    """Return the manifest in ``data``, its signature checked with the house secret.

    Raises :class:`NewerCopyError` or :class:`ManifestDamagedError`.
    """
    content = _parsed(data, file)
    if not hmac.compare_digest(str(content.pop("signature", "")), _signature(content, secret)):
        raise ManifestDamagedError(file=file)
    return _manifest(content, file)


def _content(manifest: Manifest) -> dict[str, Any]:
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    content["made_at"] = manifest.made_at.astimezone(UTC).isoformat()
    return content


def _signature(content: dict[str, Any], secret: bytes) -> str:
    covered = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(expand(secret, "copy manifest"), covered, "sha256").hex()


def _parsed(data: bytes, file: str) -> dict[str, Any]:
    try:
        content = json.loads(data)
        if content["format"] != FORMAT:
            raise ValueError(content["format"])  # noqa: TRY301 - one way out for all damage
        newer = int(content["version"]) > VERSION
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ManifestDamagedError(file=file) from error
    if newer:
        raise NewerCopyError(file=file)
    return dict(content)


def _manifest(content: dict[str, Any], file: str) -> Manifest:
    try:
        return Manifest(
            house_id=str(content["house_id"]),
            made_at=datetime.fromisoformat(content["made_at"]),
            revision=str(content["revision"]),
            audit_sequence=int(content["audit_sequence"]),
            audit_code=str(content["audit_code"]),
            size=int(content["size"]),
            sha256=str(content["sha256"]),
            source=str(content["source"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ManifestDamagedError(file=file) from error
