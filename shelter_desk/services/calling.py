"""How a service is called: who acts, on which house, as which operation.

A service is a plain function of a transaction and plain values::

    @writes(Right.BOARD)
    def check_out(tx: Tx, *, presence_id: int) -> Done: ...

and is called with a :class:`Caller` in the transaction's place. The decorator opens the one
transaction, checks the right, sees to it that an operation happens once, writes the audit entry
last, commits, and turns a broken constraint into the kind sentence for it.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Operation, RoleRight, Staff
from shelter_desk.services.auditing import AuditNote, write_audit
from shelter_desk.services.caller import Actor, Caller, House
from shelter_desk.services.collisions import collision
from shelter_desk.services.rights import (
    COMMAND_LINE_RIGHTS,
    PROGRAM_RIGHTS,
    AccountClosedError,
    NotAllowedError,
    PasswordFirstError,
)
from shelter_desk.services.undoing import Footprint
from shelter_desk.store.changes import tell_others
from shelter_desk.terms import ActorKind, Right

# Who calls is named here too: a service imports all it needs from one module.
__all__ = [
    "Account",
    "Actor",
    "AlreadyDoneError",
    "Caller",
    "Changed",
    "ClosedForWritingError",
    "Done",
    "House",
    "P",
    "R",
    "Tx",
    "account_of",
    "finish",
    "happened",
    "reads",
    "refuse_second_time",
    "refuse_when_closed",
    "writes",
]


P = ParamSpec("P")
R = TypeVar("R")


class AlreadyDoneError(RefusedError):
    """The operation happened before: the answer was lost, the deed was not."""

    sentence = mark("This is done already: it was saved the first time. Nothing was done twice.")


class ClosedForWritingError(RefusedError):
    """A house that is looked at as of a given moment is not written to."""

    sentence = mark(
        "A moment of a real house can only be looked at. Leave out --at to change something."
    )


@dataclass(frozen=True)
class Changed:
    """What a write changed; each screen that is concerned asks its own question again."""

    guests: frozenset[int] = frozenset()
    presences: frozenset[int] = frozenset()
    beds: frozenset[int] = frozenset()
    log: bool = False
    tasks: bool = False
    watch: bool = False
    staff: bool = False
    plan: bool = False
    everything: bool = False

    @classmethod
    def all(cls) -> "Changed":
        """Return the change that concerns every screen: another desk wrote something."""
        return cls(log=True, tasks=True, watch=True, staff=True, plan=True, everything=True)


@dataclass(frozen=True)
class Done:
    """The answer of a write: what changed, what a status line says, whether it can be undone.

    ``entry_id`` is the automatic log line, whose words are made for the reader; ``row_id`` is
    the row made, where there is one.
    """

    changed: Changed
    operation: UUID
    can_undo: bool = False
    entry_id: int | None = None
    row_id: int | None = None


class Tx:
    """One transaction of one operation."""

    def __init__(self, session: Session, caller: Caller, now: datetime) -> None:
        self.session = session
        self.caller = caller
        self.now = now
        self.footprint = Footprint(session)
        self.notes: list[AuditNote] = []
        self.touched: set[tuple[str, int]] = set()
        self.past = not caller.house.writable
        """Whether ``now`` is a moment that is only looked at."""

    def at(self, moment: datetime) -> "Tx":
        """Return this transaction looking at ``moment`` (aware UTC) of the past."""
        looking = Tx(self.session, self.caller, moment)
        looking.past = True
        return looking

    @functools.cached_property
    def account(self) -> "Account":
        """How it is now with the account that acts."""
        return account_of(self.session, self.actor, self.now)

    @property
    def rights(self) -> frozenset[Right]:
        """What the actor may do now."""
        return self.account.rights

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self.caller.actor

    def allow(self, *rights: Right) -> None:
        """Raise :class:`NotAllowedError` unless the actor has one of ``rights`` now.

        Raises :class:`AccountClosedError` when the account has ended since the log-in, and
        :class:`PasswordFirstError` while she has only a one-time password.
        """
        if self.account.password_first:
            raise PasswordFirstError
        if self.rights.isdisjoint(rights):
            raise NotAllowedError

    def may(self, right: Right) -> bool:
        """Say whether the actor has ``right``."""
        return right in self.rights

    def touch(self, **numbers: int | None) -> None:
        """Say which ``guest``, ``presence`` and ``bed`` this operation is about."""
        self.touched |= {(what, number) for what, number in numbers.items() if number is not None}

    def done(
        self,
        *,
        entry_id: int | None = None,
        row_id: int | None = None,
        tasks: bool = False,
        watch: bool = False,
    ) -> Done:
        """Return the answer of this operation: what it touched is what changed."""

        def of(what: str) -> frozenset[int]:
            return frozenset(number for kind, number in self.touched if kind == what)

        return Done(
            Changed(
                guests=of("guest"),
                presences=of("presence"),
                beds=of("bed"),
                log=entry_id is not None,
                tasks=tasks,
                watch=watch,
            ),
            self.caller.operation,
            can_undo=not self.footprint.empty,
            entry_id=entry_id,
            row_id=row_id,
        )

    def audit(
        self,
        action: str,
        *,
        subject: tuple[str, int] | None = None,
        screen: str | None = None,
        reason: str | None = None,
        **details: object,
    ) -> None:
        """Note what goes into the audit when the transaction commits; never a name or a note."""
        self.notes.append(AuditNote(action, subject, screen, reason, details))


@dataclass(frozen=True)
class Account:
    """What an account may do, and whether it must choose its own password before that."""

    rights: frozenset[Right]
    password_first: bool = False


def account_of(session: Session, actor: Actor, now: datetime) -> Account:
    """Return what an actor may do in this house at ``now``, aware UTC (domain.md b8a).

    The account is asked each time: a temp's day ends, and a role changes, while she is logged in.
    Raises :class:`AccountClosedError`.
    """
    if actor.kind is ActorKind.COMMAND_LINE:
        return Account(COMMAND_LINE_RIGHTS)
    if actor.kind is ActorKind.PROGRAM:
        return Account(PROGRAM_RIGHTS)
    query = (
        select(RoleRight.right_name, Staff.must_change_password)
        .select_from(Staff)
        .outerjoin(RoleRight, RoleRight.role == Staff.role)
        .where(
            Staff.id == actor.staff_id,
            Staff.closed_at.is_(None),
            or_(Staff.valid_until.is_(None), Staff.valid_until > now),
        )
    )
    found = session.execute(query).all()
    if not found:
        raise AccountClosedError
    rights = frozenset(right for right, _ in found if right is not None)
    return Account(rights, password_first=found[0].must_change_password)


QUESTIONS: dict[str, Callable[..., object]] = {}
"""Every question there is, by its full name: what a test can ask in each role."""


def reads(
    *rights: Right,
) -> Callable[[Callable[Concatenate[Tx, P], R]], Callable[Concatenate[Caller, P], R]]:
    """Make a question of a function: one moment of the database, no change, right checked.

    One of ``rights`` is enough.
    """

    def decorate(function: Callable[Concatenate[Tx, P], R]) -> Callable[Concatenate[Caller, P], R]:
        @functools.wraps(function)
        def call(caller: Caller, /, *args: P.args, **values: P.kwargs) -> R:
            with caller.house.store.read() as session:
                tx = Tx(session, caller, caller.house.clock.now())
                tx.allow(*rights)
                return function(tx, *args, **values)

        QUESTIONS[f"{function.__module__}.{function.__qualname__}"] = call
        return call

    return decorate


def writes(
    *rights: Right,
) -> Callable[[Callable[Concatenate[Tx, P], R]], Callable[Concatenate[Caller, P], R]]:
    """Make an act of a function: one transaction, audited, done once; one of ``rights`` is enough.

    The call raises :class:`NotAllowedError`, :class:`AlreadyDoneError` when this operation
    happened before, :class:`ClosedForWritingError` on a house that is only looked at, and
    whatever kind sentence a broken constraint stands for.
    """

    def decorate(function: Callable[Concatenate[Tx, P], R]) -> Callable[Concatenate[Caller, P], R]:
        @functools.wraps(function)
        def call(caller: Caller, /, *args: P.args, **values: P.kwargs) -> R:
            refuse_when_closed(caller.house)

            def work(session: Session) -> R:
                tx = Tx(session, caller, caller.house.clock.now())
                tx.allow(*rights)
                refuse_second_time(tx)
                result = function(tx, *args, **values)
                finish(tx, function.__name__)
                return result

            try:
                return caller.house.store.write(work)
            except IntegrityError:
                # Another desk won the race. Once more, so that the function itself sees the
                # winner and can say who it was; the constraint has the last word.
                try:
                    return caller.house.store.write(work)
                except IntegrityError as error:
                    raise collision(error) from error

        return call

    return decorate


def refuse_when_closed(house: House) -> None:
    """Raise :class:`ClosedForWritingError` for a house that is only looked at."""
    if not house.writable:
        raise ClosedForWritingError


def refuse_second_time(tx: Tx) -> None:
    """Raise :class:`AlreadyDoneError` when this operation is in the database already."""
    if tx.session.get(Operation, str(tx.caller.operation)) is not None:
        raise AlreadyDoneError


def happened(caller: Caller, *, operation: UUID) -> bool:
    """Say whether an operation is in the database: asked after a lost connection."""
    with caller.house.store.read() as session:
        return session.get(Operation, str(operation)) is not None


def finish(tx: Tx, name: str) -> None:
    """Note the operation and write its audit rows: the last thing before the commit."""
    tx.session.flush()
    tx.session.execute(
        insert(Operation),
        [
            {
                "id": str(tx.caller.operation),
                "name": name,
                "at": tx.now,
                "staff_id": tx.actor.staff_id,
                "undo": tx.footprint.as_plain(tx.touched),
            }
        ],
    )
    notes = tx.notes or [AuditNote(name)]
    write_audit(tx.session, tx.caller.house.audit_key, tx.caller, tx.now, notes)
    tell_others(tx.session, str(tx.caller.operation))
