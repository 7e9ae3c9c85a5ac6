"""``house.key``: the house secret, wrapped once for each way in.

JSON, versioned, with a checksum (damage is told from a wrong key) and a key-check value (a
wrong key is told from a damaged database). It knows the house's id, the names of the accounts
of the machine that are enrolled, and nothing of anybody who comes to the house. It is a plain
value: it can be kept in a copy's folder or in PostgreSQL for the next desk as well.
"""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from shelter_desk.store.disk import calm_disk, write_atomically
from shelter_desk.store.key_errors import (
    DamagedSidecarError,
    MissingSidecarError,
    NewerSidecarError,
    WrongKeyError,
)
from shelter_desk.store.secret import HouseKey, check_secret, expand, key_check

FORMAT = "shelter-desk house key"
VERSION = 1
_LARGEST = 1 << 20
_SALT_BYTES = 16
_NONCE_BYTES = 12


class WayIn(StrEnum):
    """What a wrap is opened with."""

    KEYRING = "keyring"
    RECOVERY = "recovery"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way in, not a passphrase


@dataclass(frozen=True)
class KeyCost:
    """What one guess at a passphrase costs (Argon2id): rounds, KiB of memory, lanes."""

    rounds: int
    memory_kib: int
    lanes: int

    def bearable(self) -> bool:
        """Say whether a desk can pay this: a damaged file must not ask for all its memory."""
        return (
            1 <= self.rounds <= 64  # noqa: PLR2004 - far above any sensible choice
            and 8 * self.lanes <= self.memory_kib <= 1 << 20
            and 1 <= self.lanes <= 16  # noqa: PLR2004 - the same
        )


PASSPHRASE_COST = KeyCost(rounds=3, memory_kib=128 * 1024, lanes=2)
"""Half a second on a slow desk: the passphrase is asked for seldom and guessed at offline."""


@dataclass(frozen=True)
class Wrap:
    """The secret, encrypted for one way in."""

    way: WayIn
    id: UUID
    label: str
    """The account's name for a keyring, the sheet's number for a recovery code."""
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: KeyCost | None = None


@dataclass(frozen=True)
class Sidecar:
    """All of ``house.key``."""

    house_id: UUID
    demo: bool
    key_check: bytes
    wraps: tuple[Wrap, ...] = ()

    def wraps_for(self, way: WayIn) -> tuple[Wrap, ...]:
        """Return the wraps of one way in."""
        return tuple(wrap for wrap in self.wraps if wrap.way is way)

    @property
    def recovery_number(self) -> int:
        """Return the number of the recovery sheet that is valid now (0: none)."""
        return max((int(wrap.label) for wrap in self.wraps_for(WayIn.RECOVERY)), default=0)

    @property
    def has_passphrase(self) -> bool:
        """Say whether the house can be opened with a passphrase."""
        return bool(self.wraps_for(WayIn.PASSPHRASE))

    def with_wrap(
        self,
        key: HouseKey,
        way: WayIn,
        given: bytes,
        *,
        label: str = "",
        cost: KeyCost | None = None,
        wrap_id: UUID | None = None,
    ) -> "Sidecar":
        """Return this sidecar with a new wrap in the place of the old one of that way in.

        Only keyrings may have several, one for each account (``label``).
        """
        self.check(key)
        # AES-GCM takes 30 ms to load; it is needed when a house is opened, not before.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        blank = Wrap(
            way=way,
            id=wrap_id or uuid4(),
            label=label,
            salt=secrets.token_bytes(_SALT_BYTES),
            nonce=secrets.token_bytes(_NONCE_BYTES),
            sealed=b"",
            cost=cost,
        )
        cipher = AESGCM(_wrapping_key(blank, given))
        wrap = replace(blank, sealed=cipher.encrypt(blank.nonce, key.secret, self._bound(blank)))
        others = tuple(
            old
            for old in self.wraps
            if old.way is not way or (way is WayIn.KEYRING and old.label != label)
        )
        return replace(self, wraps=(*others, wrap))

    def without_account(self, label: str) -> "Sidecar":
        """Return this sidecar with an account's keyring wrap taken out."""
        return replace(
            self,
            wraps=tuple(w for w in self.wraps if w.way is not WayIn.KEYRING or w.label != label),
        )

    def unwrap(self, wrap: Wrap, given: bytes) -> HouseKey:
        """Return the house key that ``given`` opens.

        Raises :class:`WrongKeyError` when ``given`` is not what it was wrapped with.
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see with_wrap
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        try:
            secret = AESGCM(_wrapping_key(wrap, given)).decrypt(
                wrap.nonce, wrap.sealed, self._bound(wrap)
            )
        except InvalidTag:
            raise WrongKeyError from None
        key = HouseKey(house_id=self.house_id, demo=self.demo, secret=secret)
        self.check(key)
        return key

    def check(self, key: HouseKey) -> None:
        """Raise :class:`WrongKeyError` unless ``key`` is this house's."""
        if key.house_id != self.house_id:
            raise WrongKeyError
        check_secret(key.secret, self.key_check)

    def _bound(self, wrap: Wrap) -> bytes:
        """Return what a wrap is tied to: moved to another house or changed, it opens nothing."""
        cost = wrap.cost
        return _canonical(
            {
                "format": FORMAT,
                "version": VERSION,
                "house_id": str(self.house_id),
                "demo": self.demo,
                "way": wrap.way.value,
                "id": str(wrap.id),
                "label": wrap.label,
                "cost": [cost.rounds, cost.memory_kib, cost.lanes] if cost else None,
            }
        )


def new_sidecar(key: HouseKey) -> Sidecar:
    """Return the sidecar of a new house, without a way in yet."""
    return Sidecar(house_id=key.house_id, demo=key.demo, key_check=key_check(key.secret))


def _wrapping_key(wrap: Wrap, given: bytes) -> bytes:
    """Return the key of one wrap.

    Keyring secret and recovery code are random and long enough; a passphrase is not, so each
    guess at it is made dear.
    """
    if wrap.cost is None:
        return expand(given, f"wrap/{wrap.way.value}", salt=wrap.salt)
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - only with a passphrase

    return hash_secret_raw(
        given,
        wrap.salt,
        time_cost=wrap.cost.rounds,
        memory_cost=wrap.cost.memory_kib,
        parallelism=wrap.cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


# -- as bytes ----------------------------------------------------------------------------


def to_bytes(sidecar: Sidecar) -> bytes:
    """Return the file of a sidecar."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "house_id": str(sidecar.house_id),
        "application": "demo" if sidecar.demo else "real",
        "key_check": _text(sidecar.key_check),
        "wraps": [_wrap_fields(wrap) for wrap in sidecar.wraps],
    }
    content["checksum"] = hashlib.sha256(_canonical(content)).hexdigest()
    return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"


def _wrap_fields(wrap: Wrap) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "kind": wrap.way.value,
        "id": str(wrap.id),
        "label": wrap.label,
        "salt": _text(wrap.salt),
        "nonce": _text(wrap.nonce),
        "sealed": _text(wrap.sealed),
    }
    if wrap.cost:
        fields["argon2id"] = {
            "rounds": wrap.cost.rounds,
            "memory_kib": wrap.cost.memory_kib,
            "lanes": wrap.cost.lanes,
        }
    return fields


def from_bytes(data: bytes, path: Path) -> Sidecar:
    """Return the sidecar in ``data``, which was read at ``path``.

    Raises :class:`NewerSidecarError` or :class:`DamagedSidecarError`.
    """
    damaged = DamagedSidecarError(file=path.name, folder=str(path.parent))
    try:
        content = json.loads(data.decode())
        if content["format"] != FORMAT:
            raise damaged
        if isinstance(content["version"], int) and content["version"] > VERSION:
            raise NewerSidecarError
        checksum = content.pop("checksum")
        if hashlib.sha256(_canonical(content)).hexdigest() != checksum:
            raise damaged
        return Sidecar(
            house_id=UUID(content["house_id"]),
            demo={"demo": True, "real": False}[content["application"]],
            key_check=_bytes(content["key_check"]),
            wraps=tuple(_wraps(content["wraps"])),
        )
    # RecursionError: a foreign file may nest without end.
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged from error


def _wraps(listed: list[dict[str, Any]]) -> Iterator[Wrap]:
    for fields in listed:
        cost = KeyCost(**fields["argon2id"]) if "argon2id" in fields else None
        if cost and not cost.bearable():
            raise ValueError(cost)
        way = WayIn(fields["kind"])
        if (way is WayIn.PASSPHRASE) != (cost is not None):
            raise ValueError(way)
        yield Wrap(
            way=way,
            id=UUID(fields["id"]),
            label=str(int(fields["label"])) if way is WayIn.RECOVERY else str(fields["label"]),
            salt=_bytes(fields["salt"]),
            nonce=_bytes(fields["nonce"]),
            sealed=_bytes(fields["sealed"]),
            cost=cost,
        )


def _canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error


# -- on disk -----------------------------------------------------------------------------


def read_sidecar(path: Path) -> Sidecar:
    """Return the sidecar at ``path``.

    Raises :class:`MissingSidecarError`, :class:`DamagedSidecarError`,
    :class:`NewerSidecarError` or a calm disk error.
    """
    with calm_disk(path.parent):
        try:
            with path.open("rb") as file:
                data = file.read(_LARGEST + 1)
        except FileNotFoundError:
            raise MissingSidecarError(file=path.name, folder=str(path.parent)) from None
    if len(data) > _LARGEST:
        raise DamagedSidecarError(file=path.name, folder=str(path.parent))
    return from_bytes(data, path)


def write_sidecar(path: Path, sidecar: Sidecar) -> None:
    """Write the sidecar whole or not at all; raises the calm disk errors."""
    write_atomically(path, to_bytes(sidecar))
