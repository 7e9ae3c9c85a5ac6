"""Who is logged in on this desk, and the service calls that decide it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from shelter_desk.terms import Right


class Person(Protocol):
    """A staff member as the log-in service answers (any frozen dataclass with these)."""

    @property
    def staff_id(self) -> int:
        """The account's number."""
        ...  # a protocol's body

    @property
    def login(self) -> str:
        """The name typed to log in."""
        ...  # a protocol's body

    @property
    def name(self) -> str:
        """The name colleagues use."""
        ...  # a protocol's body

    @property
    def initials(self) -> str:
        """Two or three letters."""
        ...  # a protocol's body

    @property
    def rights(self) -> frozenset[Right]:
        """What she or he may do."""
        ...  # a protocol's body

    @property
    def must_change_password(self) -> bool:
        """Whether the password was given by somebody else."""
        ...  # a protocol's body

    @property
    def has_pin(self) -> bool:
        """Whether a PIN may be used for quick changes of user."""
        ...  # a protocol's body


@dataclass(frozen=True)
class AccessCalls:
    """The services of access, each called as ``function(caller, **values)``.

    - ``log_in(caller, login, password)`` returns a :class:`Person`.
    - ``use_pin(caller, staff_id, pin)`` returns a :class:`Person`.
    - ``change_password(caller, staff_id, old_password, new_password)`` returns a
      :class:`Person`.
    - ``locked(caller)`` notes that the desk was locked; its answer is not waited for.

    They raise :class:`shelter_desk.errors.DeskError` with a sentence. A refusal that is to be
    waited out has ``seconds`` among its values.
    """

    log_in: Callable[..., Any]
    use_pin: Callable[..., Any]
    change_password: Callable[..., Any]
    locked: Callable[..., Any] | None = None


class Session(QObject):
    """The person at this desk, and those who have been here since the program started.

    ``changed`` follows every log-in, change of user and log-out.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._person: Person | None = None
        self._people: dict[int, Person] = {}

    @property
    def person(self) -> Person | None:
        """Who is logged in; None before the first log-in. Stays while the desk is locked."""
        return self._person

    @property
    def people(self) -> list[Person]:
        """Those who have logged in since the program started, the latest first."""
        return list(reversed(self._people.values()))

    def enter(self, person: Person) -> None:
        """Let ``person`` take over."""
        self._people.pop(person.staff_id, None)
        self._people[person.staff_id] = person
        self._person = person
        self.changed.emit()

    def leave(self) -> None:
        """Nobody is logged in any more; those who were are forgotten."""
        self._person = None
        self._people.clear()
        self.changed.emit()
