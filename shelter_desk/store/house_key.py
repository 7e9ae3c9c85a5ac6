"""Make a house's key, open it, and change the ways in.

Nothing here belongs on the GUI thread: a keyring may ask for its password, and a passphrase
takes half a second.
"""

import base64
import binascii
import getpass
import platform
import secrets
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from shelter_desk.store import recovery_code
from shelter_desk.store.key_errors import (
    AccountNotEnrolledError,
    HouseExistsError,
    PassphraseNotSetError,
    PassphraseTooLongError,
    PassphraseTooShortError,
    WrongKeyError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from shelter_desk.store.keyrings import AccountKeyring
from shelter_desk.store.lock_file import LockFile
from shelter_desk.store.secret import HouseKey, new_house_key
from shelter_desk.store.sidecar import (
    PASSPHRASE_COST,
    KeyCost,
    Sidecar,
    WayIn,
    new_sidecar,
    read_sidecar,
    write_sidecar,
)

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 1024

DEMO_PASSPHRASE = "demo"  # noqa: S105 - public: a demo hides nothing
DEMO_COST = KeyCost(rounds=1, memory_kib=1024, lanes=1)


@dataclass(frozen=True)
class NewHouse:
    """A key just made: the code is shown once and printed, and kept nowhere."""

    key: HouseKey
    recovery_code: str = field(repr=False)
    recovery_number: int


def create_house_key(
    path: Path,
    *,
    demo: bool = False,
    keyring: AccountKeyring | None = None,
    account: str | None = None,
    passphrase: str | None = None,
    code: str | None = None,
    cost: KeyCost = PASSPHRASE_COST,
) -> NewHouse:
    """Make a house secret and its sidecar at ``path``; ``code`` is one printed beforehand.

    There is always a recovery code. Where ``keyring`` is given, this account is enrolled;
    where ``passphrase`` is given, it opens the house too. A house that has neither opens with
    the code alone: the caller says so to the person. A demo opens without any of them.

    Raises :class:`HouseExistsError` (a sidecar or a database file is there),
    :class:`PassphraseTooShortError`, :class:`KeyringProblemError` or a calm disk error; then
    no sidecar was written.
    """
    key = new_house_key(demo=demo)
    code = code or recovery_code.new_code()
    sidecar = new_sidecar(key).with_wrap(
        key, WayIn.RECOVERY, recovery_code.parse(code), label=str(1)
    )
    if passphrase is not None:
        sidecar = _with_passphrase(sidecar, key, passphrase, cost)
    elif demo:
        given = _passphrase_bytes(DEMO_PASSPHRASE)
        sidecar = sidecar.with_wrap(key, WayIn.PASSPHRASE, given, cost=DEMO_COST)
    _refuse_another(path)
    if keyring is not None:
        entry = _keep(keyring, key.house_id)
        sidecar = entry.added_to(sidecar, key, account)
    with _lock(path).held():
        _refuse_another(path)
        write_sidecar(path, sidecar)
    return NewHouse(key=key, recovery_code=code, recovery_number=1)


# -- opening -----------------------------------------------------------------------------


def unlock_with_keyring(path: Path, keyring: AccountKeyring) -> HouseKey:
    """Return the house key with what this account's keyring holds.

    Raises :class:`AccountNotEnrolledError` when it holds nothing that fits, another
    :class:`KeyringProblemError`, or what :func:`read_sidecar` raises.
    """
    sidecar = read_sidecar(path)
    entry = _entry(keyring.read(sidecar.house_id))
    for wrap in sidecar.wraps_for(WayIn.KEYRING):
        if wrap.id == entry.wrap_id:
            return sidecar.unwrap(wrap, entry.given)
    raise AccountNotEnrolledError  # this account was taken out, or an older key file put back


def unlock_with_recovery_code(path: Path, typed: str) -> HouseKey:
    """Return the house key with the code from the recovery sheet.

    Raises :class:`RecoveryCodeTypoError` or :class:`RecoveryCodeLengthError` for a typing
    error, :class:`WrongRecoveryCodeError` for a whole code of another house or an older sheet,
    or what :func:`read_sidecar` raises.
    """
    sidecar = read_sidecar(path)
    given = recovery_code.parse(typed)
    for wrap in sidecar.wraps_for(WayIn.RECOVERY):
        with suppress(WrongKeyError):
            return sidecar.unwrap(wrap, given)
    raise WrongRecoveryCodeError(number=sidecar.recovery_number)


def unlock_with_passphrase(path: Path, passphrase: str) -> HouseKey:
    """Return the house key with the house passphrase.

    Raises :class:`PassphraseNotSetError`, :class:`WrongPassphraseError`, or what
    :func:`read_sidecar` raises.
    """
    sidecar = read_sidecar(path)
    wraps = sidecar.wraps_for(WayIn.PASSPHRASE)
    if not wraps:
        raise PassphraseNotSetError
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise WrongPassphraseError
    for wrap in wraps:
        with suppress(WrongKeyError):
            return sidecar.unwrap(wrap, _passphrase_bytes(passphrase))
    raise WrongPassphraseError


def unlock_demo(path: Path) -> HouseKey:
    """Return the key of a demo house; raises :class:`WrongKeyError` on a real one."""
    if not read_sidecar(path).demo:
        raise WrongKeyError
    return unlock_with_passphrase(path, DEMO_PASSPHRASE)


# -- changing the ways in ----------------------------------------------------------------


def enrol_account(
    path: Path, key: HouseKey, keyring: AccountKeyring, account: str | None = None
) -> None:
    """Let this account open the house by itself from now on.

    Raises :class:`KeyringProblemError`, or what :func:`read_sidecar` raises.
    """
    read_sidecar(path).check(key)
    # The keyring may ask its person something: nobody else's writing waits for that.
    entry = _keep(keyring, key.house_id)
    _change(path, lambda sidecar: entry.added_to(sidecar, key, account))


def set_passphrase(
    path: Path, key: HouseKey, passphrase: str, *, cost: KeyCost = PASSPHRASE_COST
) -> None:
    """Give the house a passphrase, or another one: the old one stops working.

    Raises :class:`PassphraseTooShortError`, :class:`PassphraseTooLongError`, or what
    :func:`read_sidecar` raises.
    """
    _change(path, lambda sidecar: _with_passphrase(sidecar, key, passphrase, cost))


def renew_recovery_code(path: Path, key: HouseKey, *, code: str | None = None) -> NewHouse:
    """Return a new recovery code with its sheet number; the old one stops working.

    ``code`` is one that was printed beforehand.

    Raises what :func:`read_sidecar` raises, or a calm disk error: then the old code stands.
    """
    code = code or recovery_code.new_code()

    def renewed(sidecar: Sidecar) -> Sidecar:
        number = sidecar.recovery_number + 1
        return sidecar.with_wrap(key, WayIn.RECOVERY, recovery_code.parse(code), label=str(number))

    number = _change(path, renewed).recovery_number
    return NewHouse(key=key, recovery_code=code, recovery_number=number)


def remove_account(path: Path, account: str) -> None:
    """Stop an account of this machine from opening the house by itself.

    It does not take the secret from somebody who has already copied it.
    """
    _change(path, lambda sidecar: sidecar.without_account(account))


def account_name() -> str:
    """Return the name of the account this program runs as, with its machine's."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in a container
        user = "?"
    return f"{user}@{platform.node()}"


def _change(path: Path, step: Callable[[Sidecar], Sidecar]) -> Sidecar:
    """Change the sidecar alone: nobody else's change is lost."""
    with _lock(path).held():
        changed = step(read_sidecar(path))
        write_sidecar(path, changed)
    return changed


def _lock(path: Path) -> LockFile:
    return LockFile(path.with_suffix(".lock"))


def _refuse_another(path: Path) -> None:
    if path.exists() or path.with_suffix(".db").exists():
        raise HouseExistsError(folder=str(path.parent))


@dataclass(frozen=True)
class _Entry:
    """What a keyring keeps: which wrap it opens, and with what."""

    wrap_id: UUID
    given: bytes = field(repr=False)

    def added_to(self, sidecar: Sidecar, key: HouseKey, account: str | None) -> Sidecar:
        return sidecar.with_wrap(
            key,
            WayIn.KEYRING,
            self.given,
            label=account or account_name(),
            wrap_id=self.wrap_id,
        )


def _keep(keyring: AccountKeyring, house_id: UUID) -> _Entry:
    """Put a fresh secret into the account's keyring."""
    entry = _Entry(uuid4(), secrets.token_bytes(32))
    encoded = base64.b64encode(entry.given).decode("ascii")
    keyring.write(house_id, f"{entry.wrap_id}:{encoded}")
    return entry


def _entry(kept: str | None) -> _Entry:
    """Return what stands in a keyring's entry."""
    if kept is None:
        raise AccountNotEnrolledError
    wrap_id, _, encoded = kept.partition(":")
    try:
        return _Entry(UUID(wrap_id), base64.b64decode(encoded, validate=True))
    except (ValueError, binascii.Error) as error:
        raise AccountNotEnrolledError from error


def check_passphrase(passphrase: str) -> None:
    """Raise :class:`PassphraseTooShortError` or :class:`PassphraseTooLongError`."""
    if len(_passphrase_bytes(passphrase).decode()) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShortError(minimum=SHORTEST_PASSPHRASE)
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise PassphraseTooLongError(maximum=LONGEST_PASSPHRASE)


def _with_passphrase(sidecar: Sidecar, key: HouseKey, passphrase: str, cost: KeyCost) -> Sidecar:
    check_passphrase(passphrase)
    return sidecar.with_wrap(key, WayIn.PASSPHRASE, _passphrase_bytes(passphrase), cost=cost)


def _passphrase_bytes(passphrase: str) -> bytes:
    """Return the passphrase as it is compared: one form of æøå, no spaces around it."""
    return unicodedata.normalize("NFKC", passphrase).strip().encode()
