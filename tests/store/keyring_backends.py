"""Small real keyring backends: one good, and each kind of bad one that desks have."""

import threading
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from shelter_desk.store.keyrings import AccountKeyring, name_of, open_keyring


class GoodKeyring(KeyringBackend):
    """Keeps what it is given, as long as it lives: one account's keyring."""

    priority: ClassVar[float] = -1  # never chosen by the keyring package itself

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own lacks types
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]


class ForgetfulKeyring(GoodKeyring):
    """Says yes and keeps nothing, as the null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password


class PlaintextKeyring(GoodKeyring):
    """Stands for ``keyrings.alt``'s: works well, into a readable file."""


class LockedKeyring(GoodKeyring):
    """The person closed the keyring's own window."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        del password
        raise KeyringLocked(f"{service} {username}")


class BrokenKeyring(GoodKeyring):
    """The service behind it has gone away."""

    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password
        raise InitError("no bus")


class KeepingKeyring(GoodKeyring):
    """Never lets go of what it has."""

    def delete_password(self, service: str, username: str) -> None:
        del service, username


class HangingKeyring(GoodKeyring):
    """Shows a window of its own that nobody answers until ``answered`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answered.wait(30)
        super().set_password(service, username, password)


def opened(backend: KeyringBackend, *, probe_seconds: float = 10) -> AccountKeyring:
    """Return ``backend`` tried and accepted by its name."""
    return open_keyring(
        accepted=[name_of(backend)], current=lambda: backend, probe_seconds=probe_seconds
    )
