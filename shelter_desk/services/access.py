"""Personal log-in, quick change of user, and the accounts behind them (domain.md b8, b8a)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Staff
from shelter_desk.security.passwords import (
    LOGIN_COST,
    HashCost,
    check_password_rules,
    check_pin_rules,
    hash_password,
    pin_allowed,
    verify_nobody,
    verify_password,
    wait_after,
)
from shelter_desk.services.calling import (
    Actor,
    Caller,
    Done,
    House,
    Tx,
    finish,
    refuse_when_closed,
    writes,
)
from shelter_desk.services.rights import (
    AccountClosedError,
    NotAllowedError,
    PasswordFirstError,
    PinLockedError,
)
from shelter_desk.terms import ActorKind, Right, Role


class WrongPasswordError(RefusedError):
    """Log-in name or password is wrong; which of them is not said."""

    sentence = mark("The log-in name or the password is not right. Try again.")


class WaitError(RefusedError):
    """Five wrong passwords: a growing wait, never a shut door."""

    sentence = mark("Too many wrong passwords. Try again from {until}, or ask the shift lead.")


class WrongPinError(RefusedError):
    """The PIN is wrong."""

    sentence = mark("The PIN is not right. Try again.")


class LoginTakenError(RefusedError):
    """Two accounts cannot share a log-in name."""

    sentence = mark("There is an account with the log-in name {login} already.")


@dataclass(frozen=True)
class StaffChip:
    """An account as the lock screen shows it."""

    staff_id: int
    name: str
    initials: str
    has_pin: bool


@dataclass(frozen=True)
class LoggedIn:
    """Somebody who is logged in now."""

    actor: Actor
    login: str
    rights: frozenset[Right]
    must_change_password: bool
    has_pin: bool
    language: str


def people(house: House) -> tuple[StaffChip, ...]:
    """Return the accounts that may log in now, by name."""
    now = house.clock.now()
    with house.store.read() as session:
        rows = session.scalars(select(Staff).where(Staff.closed_at.is_(None)).order_by(Staff.name))
        return tuple(
            StaffChip(row.id, row.name, row.initials, row.pin_hash is not None)
            for row in rows
            if row.valid_until is None or row.valid_until > now
        )


def log_in(house: House, *, login: str, password: str) -> LoggedIn:
    """Log in with name and password.

    A wrong one is counted in the database before the answer, so that a kill does not help.
    Raises :class:`WrongPasswordError`, :class:`WaitError`, :class:`AccountClosedError`.
    """

    def find(session: Session) -> Staff | None:
        return session.scalars(
            select(Staff).where(Staff.login == login.strip().lower()).with_for_update()
        ).first()

    def check(staff: Staff, now: datetime) -> RefusedError | None:
        return _try_password(staff, password, now)

    found = _attempt(house, "log_in", find, check)
    if found is None:
        verify_nobody(password)
        raise WrongPasswordError
    return found


def _try_password(staff: Staff, password: str, now: datetime) -> RefusedError | None:
    """Count a wrong password and return why it is refused; forget the wrong ones after a right."""
    if staff.wait_until is not None and staff.wait_until > now:
        return _wait(staff.wait_until, now)
    if verify_password(staff.password_hash, password):
        staff.password_failures = staff.pin_failures = 0
        staff.wait_until = None
        return None
    staff.password_failures += 1
    wait = wait_after(staff.password_failures)
    staff.wait_until = now + wait if wait else None
    return _wait(staff.wait_until, now) if staff.wait_until else WrongPasswordError()


def _wait(until: datetime, now: datetime) -> WaitError:
    return WaitError(until=until, seconds=(until - now).total_seconds())


def log_in_with_pin(house: House, *, staff_id: int, pin: str) -> LoggedIn:
    """Change user quickly inside an unlocked session.

    Raises :class:`WrongPinError`, :class:`PinLockedError`, :class:`AccountClosedError`.
    """

    def find(session: Session) -> Staff | None:
        return session.get(Staff, staff_id, with_for_update=True)

    def check(staff: Staff, now: datetime) -> RefusedError | None:
        del now
        if staff.pin_hash is None or not pin_allowed(staff.pin_failures):
            return PinLockedError()
        if verify_password(staff.pin_hash, pin):
            staff.pin_failures = 0
            return None
        staff.pin_failures += 1
        return WrongPinError() if pin_allowed(staff.pin_failures) else PinLockedError()

    found = _attempt(house, "log_in_with_pin", find, check)
    if found is None:
        raise WrongPinError
    return found


def _attempt(
    house: House,
    name: str,
    find: Callable[[Session], Staff | None],
    check: Callable[[Staff, datetime], RefusedError | None],
) -> LoggedIn | None:
    """Run one attempt in one transaction that is kept also when the answer is no."""
    refuse_when_closed(house)

    def work(session: Session) -> tuple[LoggedIn | None, RefusedError | None]:
        now = house.clock.now()
        staff = find(session)
        if staff is None:
            # Somebody tried; the name that was typed may be a password, so it is not kept.
            tx = Tx(session, Caller(house, _NOBODY), now)
            tx.audit(name, ok=False)
            finish(tx, name)
            return None, None
        actor = _actor(staff)
        closed = staff.closed_at is not None or (
            staff.valid_until is not None and staff.valid_until <= now
        )
        refused = AccountClosedError() if closed else check(staff, now)
        tx = Tx(session, Caller(house, actor), now)
        tx.audit(name, subject=("staff", staff.id), ok=refused is None)
        finish(tx, name)
        if refused is not None:
            return None, refused
        return _logged_in(tx, staff), None

    found, refused = house.store.write(work)
    if refused is not None:
        raise refused
    return found


_NOBODY = Actor(ActorKind.PROGRAM, "program")


def _actor(staff: Staff) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        name=staff.name,
        initials=staff.initials,
        staff_id=staff.id,
        role=staff.role,
    )


def _logged_in(tx: Tx, staff: Staff) -> LoggedIn:
    return LoggedIn(
        actor=tx.actor,
        login=staff.login,
        rights=tx.rights,
        must_change_password=staff.must_change_password,
        has_pin=staff.pin_hash is not None,
        language=staff.language,
    )


# -- one's own account: no right needed beyond being logged in ---------------------------------


def log_out(caller: Caller) -> None:
    """Note that the person left the desk, also when her account has ended meanwhile."""
    refuse_when_closed(caller.house)

    def work(session: Session) -> None:
        tx = Tx(session, caller, caller.house.clock.now())
        tx.audit("log_out", subject=("staff", caller.actor.staff_id or 0))
        finish(tx, "log_out")

    caller.house.store.write(work)


def change_password(caller: Caller, *, old: str, new: str, cost: HashCost = LOGIN_COST) -> LoggedIn:
    """Change one's own password and return how one is logged in then.

    A wrong old one counts like a wrong one at log-in. Raises :class:`WrongPasswordError`,
    :class:`WaitError` and the errors of the password rules.
    """

    def change(staff: Staff) -> None:
        check_password_rules(new, staff.login)
        staff.password_hash = hash_password(new, cost)
        staff.must_change_password = False

    return _own(caller, "change_password", old, change)


def set_pin(caller: Caller, *, password: str, pin: str, cost: HashCost = LOGIN_COST) -> None:
    """Set one's own PIN; a wrong password counts like one at log-in.

    Raises :class:`WrongPasswordError`, :class:`WaitError` and the PIN rules' errors.
    """

    def change(staff: Staff) -> None:
        if staff.must_change_password:
            raise PasswordFirstError
        check_pin_rules(pin)
        staff.pin_hash = hash_password(pin, cost)
        staff.pin_failures = 0

    _own(caller, "set_pin", password, change)


def _own(caller: Caller, name: str, password: str, change: Callable[[Staff], None]) -> LoggedIn:
    """Change one's own account; a wrong password is counted and kept, as at log-in."""
    refuse_when_closed(caller.house)

    def work(session: Session) -> tuple[LoggedIn | None, RefusedError | None]:
        tx = Tx(session, caller, caller.house.clock.now())
        staff = session.get(Staff, caller.actor.staff_id or 0, with_for_update=True)
        if staff is None:
            raise NotAllowedError
        refused = _try_password(staff, password, tx.now)
        if refused is None:
            change(staff)
        tx.audit(name, subject=("staff", staff.id), ok=refused is None)
        finish(tx, name)
        return None if refused else _logged_in(tx, staff), refused

    done, refused = caller.house.store.write(work)
    if refused is not None or done is None:
        raise refused or NotAllowedError
    return done


@writes(Right.STAFF)
def create_staff(
    tx: Tx,
    *,
    login: str,
    name: str,
    initials: str,
    role: Role,
    password: str,
    must_change: bool = True,
    valid_until: datetime | None = None,
    cost: HashCost = LOGIN_COST,
) -> Done:
    """Make a personal account. Raises :class:`LoginTakenError` and the password rules' errors."""
    clean = login.strip().lower()
    if tx.session.scalar(select(Staff.id).where(Staff.login == clean)) is not None:
        raise LoginTakenError(login=clean)
    check_password_rules(password, clean)
    staff = Staff(
        login=clean,
        name=name.strip(),
        initials=initials.strip().upper(),
        role=role,
        password_hash=hash_password(password, cost),
        must_change_password=must_change,
        valid_until=valid_until,
        created_at=tx.now,
        created_by=tx.actor.staff_id,
    )
    tx.session.add(staff)
    tx.session.flush()
    tx.audit("create_staff", subject=("staff", staff.id), role=role.value)
    return tx.done(row_id=staff.id)
