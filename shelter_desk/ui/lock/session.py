"""Who is logged in on this desk, and the service calls that decide it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from shelter_desk.terms import Right

DEMO_LOGIN, DEMO_PASSWORD = "kari", "demo"
"""An account of the demo house, so that the log-in screen can say how to try it."""


@dataclass(frozen=True)
class SignedIn:
    """A staff member who has shown who she is.

    ``actor`` is who acts in the services' eyes, for whoever makes their callers.
    """

    staff_id: int
    login: str
    name: str
    initials: str
    rights: frozenset[Right]
    must_change_password: bool = False
    has_pin: bool = False
    language: str = ""
    actor: Any = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class AccessCalls:
    """The services of access, each called as ``function(caller, **values)``.

    - ``log_in(caller, login, password)`` and ``use_pin(caller, staff_id, pin)`` return a
      :class:`SignedIn`.
    - ``change_password(caller, old, new)`` and ``set_pin(caller, password, pin)`` are for the
      person logged in, in whose name the call is made; their answer is not looked at.
    - ``locked(caller)`` notes that the person left; its answer is not waited for.

    They raise :class:`shelter_desk.errors.DeskError` with a sentence. A refusal that is to be
    waited out has ``until`` (aware UTC) among its values;
    :class:`~shelter_desk.services.rights.PinLockedError` makes the lock screen ask for the
    password.
    """

    log_in: Callable[..., Any]
    use_pin: Callable[..., Any]
    change_password: Callable[..., Any]
    set_pin: Callable[..., Any] | None = None
    locked: Callable[..., Any] | None = None


class Session(QObject):
    """The person at this desk, and those who have been here since the program started.

    ``changed`` follows every log-in, change of user and log-out.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._person: SignedIn | None = None
        self._people: dict[int, SignedIn] = {}

    @property
    def person(self) -> SignedIn | None:
        """Who is logged in; None before the first log-in. Stays while the desk is locked."""
        return self._person

    @property
    def people(self) -> list[SignedIn]:
        """Those who have logged in since the program started, the latest first."""
        return list(reversed(self._people.values()))

    def enter(self, person: SignedIn) -> None:
        """Let ``person`` take over."""
        self._people.pop(person.staff_id, None)
        self._people[person.staff_id] = person
        self._person = person
        self.changed.emit()

    def amend(self, *, has_pin: bool | None = None, must_change: bool | None = None) -> None:
        """Note what the person logged in has just changed of herself."""
        person = self._person
        if person is None:
            return
        if has_pin is not None:
            person = replace(person, has_pin=has_pin)
        if must_change is not None:
            person = replace(person, must_change_password=must_change)
        self.enter(person)

    def leave(self) -> None:
        """Nobody is logged in any more; those who were are forgotten."""
        self._person = None
        self._people.clear()
        self.changed.emit()
