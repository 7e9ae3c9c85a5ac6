"""Who calls a service: the house, who acts, and the number of the operation."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from shelter_desk.clock import Clock, SystemClock
from shelter_desk.store.engine import Store
from shelter_desk.terms import ActorKind, Role


@dataclass(frozen=True)
class House:
    """An open house: its store, its clock and the key of its audit."""

    store: Store
    audit_key: bytes = field(repr=False)
    clock: Clock
    workstation: str
    demo: bool = False
    writable: bool = True
    """False while ``--at`` looks at a moment of a real house (architecture.md 6)."""

    def looked_at(self) -> datetime:
        """Return when somebody looks, which is not the moment that is looked at."""
        return self.clock.now() if self.writable else SystemClock().now()


@dataclass(frozen=True)
class Actor:
    """Who acts. ``login`` numbers one log-in, so that reads are audited once for it."""

    kind: ActorKind
    name: str
    initials: str = ""
    staff_id: int | None = None
    role: Role | None = None
    login: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Caller:
    """A call: the house, who acts, and the number of the operation."""

    house: House
    actor: Actor
    operation: UUID = field(default_factory=uuid4)

    def again(self) -> "Caller":
        """Return the same caller with the number of a new operation."""
        return Caller(self.house, self.actor)
