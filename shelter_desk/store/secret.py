"""The house secret and the keys that come of it.

The secret is 32 random bytes, made once. On a file it is also the raw SQLCipher key. It lives
in memory only; on disk it stands wrapped in the sidecar (:mod:`shelter_desk.store.sidecar`).
"""

import hmac
import secrets
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from shelter_desk.store.key_errors import WrongKeyError

SECRET_BYTES = 32
_CHECK_BYTES = 16


@dataclass(frozen=True)
class HouseKey:
    """An opened house secret; its value stays out of ``repr`` and so out of reports."""

    house_id: UUID
    demo: bool
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES:
            raise ValueError(len(self.secret))


@dataclass(frozen=True)
class Keys:
    """The keys of a house, one for each use: no key serves two ends."""

    database: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    pseudonym: bytes = field(repr=False)

    @property
    def database_literal(self) -> str:
        """Return the raw key as SQLCipher wants it after ``PRAGMA key =``, quotes included."""
        return f"\"x'{self.database.hex()}'\""


def new_house_key(*, demo: bool = False) -> HouseKey:
    """Return a fresh house secret with a fresh house id."""
    return HouseKey(house_id=uuid4(), demo=demo, secret=secrets.token_bytes(SECRET_BYTES))


def derive(secret: bytes) -> Keys:
    """Return the keys of a house secret (HKDF-SHA-256, one label each; architecture.md 5)."""
    return Keys(
        database=secret,
        audit=expand(secret, "audit"),
        sealed=expand(secret, "sealed files"),
        pseudonym=expand(secret, "pseudonym"),
    )


def expand(secret: bytes, label: str, *, salt: bytes | None = None, length: int = 32) -> bytes:
    """Return ``length`` bytes that follow from ``secret`` for the one use ``label``."""
    # cryptography takes 30 ms to load; the first window is painted before a key is needed.
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    info = f"shelter-desk/1/{label}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def key_check(secret: bytes) -> bytes:
    """Return the value that tells this secret from another without giving it away."""
    return expand(secret, "key check", length=_CHECK_BYTES)


def check_secret(secret: bytes, check: bytes) -> None:
    """Raise :class:`WrongKeyError` unless ``check`` belongs to ``secret``.

    When it does and the file still will not open, then the file is damaged, not the key wrong.
    """
    if not hmac.compare_digest(key_check(secret), check):
        raise WrongKeyError
