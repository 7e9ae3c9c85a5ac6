"""The keyring of the operating system's account: the one place a house opens from by itself.

Only backends known by name are used. Others may write plain text (``keyrings.alt``) or keep
nothing (``null``). A keyring may also put up its own password window and answer minutes later,
so every call runs in a thread of its own with a limit; none belongs on the GUI thread.
"""

import contextlib
import importlib
import queue
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from shelter_desk.store.key_errors import (
    KeyringFaultError,
    KeyringForgetfulError,
    KeyringLockedError,
    KeyringMissingError,
    KeyringPlaintextError,
    KeyringProblemError,
    KeyringSilentError,
)

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

ACCEPTED = (
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.libsecret.Keyring",
)
"""Backends that keep a secret secret, best first where a machine has several."""

PROBE_SECONDS = 10.0
"""How long a keyring may take to answer the trial at start, in seconds."""

ANSWER_SECONDS = 60.0
"""How long it may take when a person may be typing the keyring's own password, in seconds."""

_CHAINER = "keyring.backends.chainer.ChainerBackend"
_NOTHING = ("keyring.backends.null.Keyring", "keyring.backends.fail.Keyring")
_TURNED_DOWN = {"KeyringLocked", "LockedException", "PromptDismissedException"}
_PROBE_SERVICE = "Shelter Desk trial"
HOUSE_KEY = "house key"
SERVER_PASSWORD = "server password"  # noqa: S105 - the name of what is kept
_T = TypeVar("_T")


@dataclass(frozen=True)
class AccountKeyring:
    """A keyring that was tried and keeps what it is given."""

    backend: "KeyringBackend"
    seconds: float = ANSWER_SECONDS

    def read(self, house_id: UUID, what: str = HOUSE_KEY) -> str | None:
        """Return what this account keeps for a house, or None."""
        backend = self.backend
        return _within(self.seconds, lambda: backend.get_password(_service(house_id), what))

    def write(self, house_id: UUID, value: str, what: str = HOUSE_KEY) -> None:
        """Keep ``value`` for a house, and make sure that it was kept.

        Raises :class:`KeyringProblemError` in one of its forms.
        """
        backend, service = self.backend, _service(house_id)

        def store() -> str | None:
            backend.set_password(service, what, value)
            return backend.get_password(service, what)

        if _within(self.seconds, store) != value:
            raise KeyringForgetfulError

    def forget(self, house_id: UUID) -> None:
        """Remove what is kept for a house, if anything is."""
        backend, service = self.backend, _service(house_id)

        def remove() -> None:
            for what in (HOUSE_KEY, SERVER_PASSWORD):
                if backend.get_password(service, what) is not None:
                    backend.delete_password(service, what)

        _within(self.seconds, remove)


def open_keyring(
    *,
    accepted: Iterable[str] = ACCEPTED,
    current: "Callable[[], KeyringBackend] | None" = None,
    probe_seconds: float = PROBE_SECONDS,
    answer_seconds: float = ANSWER_SECONDS,
) -> AccountKeyring:
    """Find this account's keyring and try it: write, read, delete, read.

    May block for ``probe_seconds``: never call it on the GUI thread. ``accepted`` and
    ``current`` (what the ``keyring`` package would use) are given by tests. Raises
    :class:`KeyringMissingError`, :class:`KeyringPlaintextError`, :class:`KeyringLockedError`,
    :class:`KeyringSilentError`, :class:`KeyringForgetfulError` or :class:`KeyringFaultError`.
    """
    names = tuple(accepted)

    def find_and_try() -> "KeyringBackend":
        backend = _find(names, current)
        _try(backend)
        return backend

    return AccountKeyring(_within(probe_seconds, find_and_try), answer_seconds)


def _find(
    accepted: tuple[str, ...], current: "Callable[[], KeyringBackend] | None"
) -> "KeyringBackend":
    """Return the accepted backend this account has."""
    # keyring reads every installed package's entry points when it is imported.
    import keyring  # noqa: PLC0415

    found = (current or keyring.get_keyring)()
    name = name_of(found)
    if name in accepted:
        return found
    if name == _CHAINER:
        chained: Iterable[KeyringBackend] = cast("Any", found).backends  # untyped there
        members = {name_of(member): member for member in chained}
        for wanted in accepted:
            if wanted in members:
                return members[wanted]
    elif name == _NOTHING[0]:
        raise KeyringMissingError  # somebody switched the keyring off on purpose
    # A frozen program has no entry points to find backends by: ask for them by name.
    for backend in _by_name(accepted):
        return backend
    if name in _NOTHING:
        raise KeyringMissingError
    raise KeyringPlaintextError(name=name)


def _by_name(names: Iterable[str]) -> "Iterator[KeyringBackend]":
    """Yield the backends of ``names`` that work on this machine."""
    for name in names:
        module, _, attribute = name.rpartition(".")
        # A backend of another system cannot be imported, or says RuntimeError.
        with contextlib.suppress(ImportError, AttributeError, RuntimeError):
            kind = getattr(importlib.import_module(module), attribute)
            if kind.viable:
                yield kind()


def name_of(backend: object) -> str:
    """Return the full name of a backend's own class: a subclass is another backend."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _try(backend: "KeyringBackend") -> None:
    """Raise :class:`KeyringForgetfulError` unless ``backend`` keeps and forgets as told."""
    user, value = secrets.token_hex(8), secrets.token_hex(32)
    backend.set_password(_PROBE_SERVICE, user, value)
    kept = backend.get_password(_PROBE_SERVICE, user)
    if kept != value:
        raise KeyringForgetfulError
    backend.delete_password(_PROBE_SERVICE, user)
    if backend.get_password(_PROBE_SERVICE, user) is not None:
        raise KeyringFaultError  # what cannot be removed cannot be replaced either


def _service(house_id: UUID) -> str:
    return f"Shelter Desk {house_id}"


def _within(seconds: float, job: Callable[[], _T]) -> _T:
    """Return ``job()`` run in a thread, or raise :class:`KeyringSilentError` after a while.

    A thread that hangs in a keyring's own window cannot be stopped; being a daemon, it does
    not keep the program alive, and its late answer is dropped.
    """
    answers: queue.SimpleQueue[tuple[_T] | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((job(),))
        except Exception as error:  # noqa: BLE001 - handed over to the asking thread
            answers.put(error)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise KeyringSilentError(seconds=round(seconds)) from None
    if isinstance(answer, tuple):
        return answer[0]
    raise _calm(answer) from answer


def _calm(error: Exception) -> KeyringProblemError:
    """Return the calm form of whatever a backend raised."""
    if isinstance(error, KeyringProblemError):
        return error
    cause: BaseException | None = error
    while cause is not None:
        if type(cause).__name__ in _TURNED_DOWN:
            return KeyringLockedError()
        cause = cause.__cause__ or cause.__context__
    if type(error).__name__ == "NoKeyringError":
        return KeyringMissingError()
    if type(error).__name__ == "PasswordSetError":
        return KeyringLockedError()
    return KeyringFaultError()
