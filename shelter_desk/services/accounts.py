"""Accounts of those who work here: made, changed, given a new password, closed (domain.md b8a).

A manager may do all of it. The system keeper keeps accounts, but never a manager's: she would
open what her own role must not see. The shift lead makes an account for a day and gives
colleagues a new password; both stand in the manager's list of changes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from shelter_desk.clock import local_date
from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import AuditEntry, Staff
from shelter_desk.security.passwords import (
    LOGIN_COST,
    HashCost,
    hash_password,
    one_time_password,
)
from shelter_desk.services.access import LoginTakenError
from shelter_desk.services.account_rules import (
    INITIALS_LIMIT,
    LOGIN_LIMIT,
    OwnAccountError,
    UnknownStaffError,
    clean_initials,
    clean_login,
    clean_name,
    free_of,
    in_use,
    initials_of,
    refuse_last_manager,
    refuse_others_role,
    staff_of,
)
from shelter_desk.services.calling import Changed, Done, Tx, reads, writes
from shelter_desk.services.names import search_key
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.written import clean_note
from shelter_desk.terms import Right, Role

EXPERIENCE_LIMIT = 120
A_DAY = timedelta(hours=24)
"""How long the account of a temp lasts (domain.md b8a)."""
FOR_A_DAY = (Role.RECEPTION, Role.MILIEU, Role.NURSE, Role.NIGHT)
"""Roles an account for a day can have."""
_NOT_FOR_THE_LEAD = {Role.MANAGER, Role.SYSTEM, Role.SHIFT_LEAD}
_CHANGES = 200


class DayRoleError(RefusedError):
    """A temp does not become manager for a day."""

    sentence = mark("An account for a day cannot have this role. Ask the manager.")


class CertificateDayError(BadInputError):
    """A certificate cannot have been shown tomorrow."""

    sentence = mark("{day} is still to come. Write the day the police certificate was shown.")


@dataclass(frozen=True)
class Account:
    """An account as the list shows it."""

    staff_id: int
    login: str
    name: str
    initials: str
    role: Role
    valid_until: datetime | None
    closed_at: datetime | None
    must_change_password: bool
    police_certificate_on: date | None
    experience: str
    open: bool
    """Whether somebody can log in with it now."""


@dataclass(frozen=True)
class HandedOver:
    """A password to hand over once; it is kept nowhere."""

    changed: Changed
    operation: UUID
    staff_id: int
    name: str
    login: str
    password: str = field(repr=False)
    valid_until: datetime | None = None


@dataclass(frozen=True)
class AccountChange:
    """A line of the manager's list of changes: who did what to whose account."""

    at: datetime
    by: str
    action: str
    name: str
    role: Role | None


@reads(Right.STAFF, Right.STAFF_ACCOUNTS, Right.STAFF_TEMPORARY)
def accounts(tx: Tx) -> tuple[Account, ...]:
    """Return every account: those in use by name, then the closed ones."""
    rows = tx.session.scalars(select(Staff).order_by(Staff.name, Staff.id))
    found = [_account(row, tx.now) for row in rows]
    return tuple(sorted(found, key=lambda account: not account.open))


def _account(row: Staff, now: datetime) -> Account:
    ended = row.valid_until is not None and row.valid_until <= now
    return Account(
        staff_id=row.id,
        login=row.login,
        name=row.name,
        initials=row.initials,
        role=row.role,
        valid_until=row.valid_until,
        closed_at=row.closed_at,
        must_change_password=row.must_change_password,
        police_certificate_on=row.police_certificate_on,
        experience=row.experience,
        open=row.closed_at is None and not ended,
    )


# -- new accounts ------------------------------------------------------------------------------


@writes(Right.STAFF, Right.STAFF_ACCOUNTS)
def open_account(
    tx: Tx,
    *,
    login: str,
    name: str,
    initials: str,
    role: Role,
    cost: HashCost = LOGIN_COST,
) -> HandedOver:
    """Make a personal account with a password for the first log-in, which is returned once.

    Raises :class:`NoNameError`, :class:`StaffNameTooLongError`, :class:`LoginFormError`,
    :class:`InitialsFormError`, :class:`InitialsTakenError`,
    :class:`~shelter_desk.services.access.LoginTakenError`, :class:`ManagersAccountError`.
    """
    refuse_others_role(tx, role)
    return _open(tx, "open_account", _Wish(login, name, initials, role), cost)


@writes(Right.STAFF_TEMPORARY, Right.STAFF, Right.STAFF_ACCOUNTS)
def open_day_account(
    tx: Tx,
    *,
    name: str,
    role: Role,
    initials: str = "",
    cost: HashCost = LOGIN_COST,
) -> HandedOver:
    """Make an account for a temp that ends by itself after 24 hours (domain.md b8a).

    The log-in name is made from the name. Raises :class:`DayRoleError` and what
    :func:`open_account` raises.
    """
    if role not in FOR_A_DAY:
        raise DayRoleError
    words = clean_name(name)
    taken = set(tx.session.scalars(select(func.lower(Staff.initials)).where(*in_use(tx.now))))
    short = initials.strip() or free_of(initials_of(words), taken, INITIALS_LIMIT)
    logins = set(tx.session.scalars(select(Staff.login)))
    login = free_of(search_key(words.split()[0]) or "vikar", logins, LOGIN_LIMIT)
    wish = _Wish(login, words, short, role, tx.now + A_DAY)
    return _open(tx, "open_day_account", wish, cost)


@dataclass(frozen=True)
class _Wish:
    """An account as somebody wants it."""

    login: str
    name: str
    initials: str
    role: Role
    valid_until: datetime | None = None


def _open(tx: Tx, action: str, wish: _Wish, cost: HashCost) -> HandedOver:
    words, login = clean_name(wish.name), clean_login(wish.login)
    if tx.session.scalar(select(Staff.id).where(Staff.login == login)) is not None:
        raise LoginTakenError(login=login)
    initials = clean_initials(tx, wish.initials, None)
    password = one_time_password()
    staff = Staff(
        login=login,
        name=words,
        initials=initials,
        role=wish.role,
        password_hash=hash_password(password, cost),
        must_change_password=True,
        valid_until=wish.valid_until,
        created_at=tx.now,
        created_by=tx.actor.staff_id,
    )
    tx.session.add(staff)
    tx.session.flush()
    tx.audit(action, subject=("staff", staff.id), role=wish.role.value)
    return _handed(tx, staff, password)


def _handed(tx: Tx, staff: Staff, password: str) -> HandedOver:
    return HandedOver(
        changed=Changed(staff=True),
        operation=tx.caller.operation,
        staff_id=staff.id,
        name=staff.name,
        login=staff.login,
        password=password,
        valid_until=staff.valid_until,
    )


# -- changes -----------------------------------------------------------------------------------


@writes(Right.STAFF_TEMPORARY, Right.STAFF, Right.STAFF_ACCOUNTS)
def reset_password(tx: Tx, *, staff_id: int, cost: HashCost = LOGIN_COST) -> HandedOver:
    """Give a colleague a password for one log-in; her PIN goes, a wait ends.

    Raises :class:`UnknownStaffError`, :class:`ManagersAccountError` or, for a shift lead at an
    account beyond her own role, :class:`~shelter_desk.services.rights.NotAllowedError`.
    """
    staff = staff_of(tx, staff_id)
    refuse_others_role(tx, staff.role)
    keeps_accounts = tx.may(Right.STAFF) or tx.may(Right.STAFF_ACCOUNTS)
    if staff.role in _NOT_FOR_THE_LEAD and not keeps_accounts:
        raise NotAllowedError
    if staff.closed_at is not None:
        raise UnknownStaffError
    password = one_time_password()
    staff.password_hash = hash_password(password, cost)
    staff.must_change_password = True
    staff.pin_hash = None
    staff.password_failures = staff.pin_failures = 0
    staff.wait_until = None
    tx.audit("reset_password", subject=("staff", staff.id))
    return _handed(tx, staff, password)


@writes(Right.STAFF, Right.STAFF_ACCOUNTS)
def change_account(tx: Tx, *, staff_id: int, name: str, initials: str, role: Role) -> Done:
    """Change name, initials and role of an account.

    Raises :class:`LastManagerError`, :class:`OwnAccountError` for one's own role, and what
    :func:`open_account` raises.
    """
    staff = staff_of(tx, staff_id)
    refuse_others_role(tx, staff.role, role)
    if role is not staff.role:
        refuse_last_manager(tx, staff)
        if staff.id == tx.actor.staff_id:
            raise OwnAccountError
        tx.audit("change_role", subject=("staff", staff.id), role=role.value)
    staff.name = clean_name(name)
    staff.initials = clean_initials(tx, initials, staff.id)
    staff.role = role
    tx.audit("change_account", subject=("staff", staff.id))
    return Done(Changed(staff=True), tx.caller.operation)


@writes(Right.STAFF)
def set_staff_facts(
    tx: Tx, *, staff_id: int, police_certificate_on: date | None, experience: str = ""
) -> Done:
    """Note when a police certificate was shown (b27, nothing of its content) and experience.

    Raises :class:`UnknownStaffError`, :class:`CertificateDayError`, ``NoteTooLongError``.
    """
    staff = staff_of(tx, staff_id)
    if police_certificate_on is not None and police_certificate_on > local_date(tx.now):
        raise CertificateDayError(day=police_certificate_on)
    staff.police_certificate_on = police_certificate_on
    staff.experience = clean_note(experience, EXPERIENCE_LIMIT)
    tx.audit("set_staff_facts", subject=("staff", staff.id))
    return Done(Changed(staff=True), tx.caller.operation)


@writes(Right.STAFF, Right.STAFF_ACCOUNTS)
def close_account(tx: Tx, *, staff_id: int) -> Done:
    """End an account; what was written with it stays.

    Raises :class:`UnknownStaffError`, :class:`LastManagerError`, :class:`OwnAccountError`,
    :class:`ManagersAccountError`.
    """
    staff = staff_of(tx, staff_id)
    refuse_others_role(tx, staff.role)
    refuse_last_manager(tx, staff)
    if staff.id == tx.actor.staff_id:
        raise OwnAccountError
    if staff.closed_at is None:
        staff.closed_at = tx.now
        tx.audit("close_account", subject=("staff", staff.id))
    return Done(Changed(staff=True), tx.caller.operation)


@writes(Right.STAFF, Right.STAFF_ACCOUNTS)
def reopen_account(tx: Tx, *, staff_id: int) -> Done:
    """Open a closed account again, with its old password; one for a day stays ended.

    Raises :class:`UnknownStaffError`, :class:`ManagersAccountError`.
    """
    staff = staff_of(tx, staff_id)
    refuse_others_role(tx, staff.role)
    staff.initials = clean_initials(tx, staff.initials, staff.id)
    staff.closed_at = None
    tx.audit("reopen_account", subject=("staff", staff.id))
    return Done(Changed(staff=True), tx.caller.operation)


# -- the manager's list ------------------------------------------------------------------------

ACCOUNT_ACTS = {
    "create_staff": mark("New account"),
    "open_account": mark("New account"),
    "open_day_account": mark("New account for a day"),
    "reset_password": mark("New password given"),
    "change_account": mark("Name or initials changed"),
    "change_role": mark("Role changed"),
    "close_account": mark("Account closed"),
    "reopen_account": mark("Account opened again"),
    "set_right": mark("Rights of a role changed"),
}
"""What the list of changes shows, by the name in the audit; the value is what to say."""


@reads(Right.STAFF)
def account_changes(tx: Tx) -> tuple[AccountChange, ...]:
    """Return the newest changes of accounts and rights, newest first (domain.md b8a)."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.action.in_(ACCOUNT_ACTS))
        .order_by(AuditEntry.sequence.desc())
        .limit(_CHANGES)
    )
    names = {row.id: row.name for row in tx.session.execute(select(Staff.id, Staff.name))}
    return tuple(
        AccountChange(
            at=row.at,
            by=row.actor_name,
            action=row.action,
            name=names.get(row.subject_id or 0, "") if row.subject_kind == "staff" else "",
            role=_role(row.details.get("role")),
        )
        for row in tx.session.scalars(query)
    )


def _role(value: object) -> Role | None:
    return Role(str(value)) if value in set(Role) else None
