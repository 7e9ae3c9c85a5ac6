"""Small encrypted files beside the database: half-typed drafts, and lists kept for a bad day."""

import secrets
from pathlib import Path

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.store.disk import calm_disk, write_atomically

_MAGIC = b"SDsealed1"
_NONCE_BYTES = 12


class SealedDamagedError(FaultError):
    """A sealed file is damaged, of another house, or meant for something else."""

    sentence = mark(
        "A file that was kept encrypted beside the database cannot be read; it is damaged or "
        "belongs to another house. The database itself is not touched."
    )


def seal(key: bytes, data: bytes, purpose: str) -> bytes:
    """Return ``data`` encrypted (AES-256-GCM) with ``Keys.sealed``, bound to ``purpose``."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - 30 ms

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _MAGIC + nonce + AESGCM(key).encrypt(nonce, data, _bound(purpose))


def open_sealed(key: bytes, sealed: bytes, purpose: str) -> bytes:
    """Return what was sealed for ``purpose``; raises :class:`SealedDamagedError`."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - 30 ms
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - the same

    start = len(_MAGIC) + _NONCE_BYTES
    if not sealed.startswith(_MAGIC) or len(sealed) < start:
        raise SealedDamagedError
    try:
        return AESGCM(key).decrypt(sealed[len(_MAGIC) : start], sealed[start:], _bound(purpose))
    except InvalidTag:
        raise SealedDamagedError from None


def write_sealed(path: Path, key: bytes, data: bytes, purpose: str) -> None:
    """Write ``data`` sealed at ``path``, whole or not at all; raises the calm disk errors."""
    write_atomically(path, seal(key, data, purpose))


def read_sealed(path: Path, key: bytes, purpose: str) -> bytes | None:
    """Return what is sealed at ``path``, or None where there is no such file.

    Raises :class:`SealedDamagedError` or a calm disk error.
    """
    with calm_disk(path.parent):
        try:
            sealed = path.read_bytes()
        except FileNotFoundError:
            return None
    return open_sealed(key, sealed, purpose)


def _bound(purpose: str) -> bytes:
    return _MAGIC + purpose.encode()
