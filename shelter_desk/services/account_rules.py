"""What an account must be: name, log-in name, initials; and who may touch whose (domain.md b8a)."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Staff
from shelter_desk.services.calling import Tx
from shelter_desk.services.names import clean_text
from shelter_desk.services.written import says_something
from shelter_desk.terms import Right, Role

NAME_LIMIT, LOGIN_LIMIT, INITIALS_LIMIT = 80, 40, 4
SHORTEST_LOGIN = 2
_KEPT_BY_MANAGERS = {Role.MANAGER}


class NoNameError(BadInputError):
    """An account without a name."""

    sentence = mark("Write the name of the one who gets the account. Nothing was saved.")


class StaffNameTooLongError(BadInputError):
    """A name no list can show."""

    sentence = mark("The name has {length} characters; at most {limit} fit.")


class LoginFormError(BadInputError):
    """A log-in name that is hard to type."""

    sentence = mark(
        "A log-in name has 2 to {limit} letters, digits, points or hyphens and no spaces."
        " Nothing was saved."
    )


class InitialsFormError(BadInputError):
    """Initials of no or too many letters."""

    sentence = mark("Initials have 1 to {limit} letters. Nothing was saved.")


class InitialsTakenError(RefusedError):
    """Initials stand for somebody on paper: they are hers alone."""

    sentence = mark(
        "{name} has the initials {initials} already. Choose others, so that the sheet shows who"
        " wrote what."
    )


class UnknownStaffError(RefusedError):
    """There is no such account."""

    sentence = mark("This account is not there any more. Look at the list again.")


class LastManagerError(RefusedError):
    """A house without a manager could not be changed any more."""

    sentence = mark(
        "{name} is the only manager. Give somebody else the role of manager first; nothing was"
        " changed."
    )


class OwnAccountError(RefusedError):
    """Nobody closes her own account or changes her own role."""

    sentence = mark("This is your own account. Ask another manager to change it.")


class ManagersAccountError(RefusedError):
    """Only a manager keeps managers' accounts."""

    sentence = mark("Only a manager can make or change the account of a manager.")


def staff_of(tx: Tx, staff_id: int) -> Staff:
    """Return an account, locked. Raises :class:`UnknownStaffError`."""
    staff = tx.session.get(Staff, staff_id, with_for_update=True)
    if staff is None:
        raise UnknownStaffError
    return staff


def refuse_others_role(tx: Tx, *roles: Role) -> None:
    """Raise :class:`ManagersAccountError` where one who is no manager keeps a manager's account."""
    if not tx.may(Right.STAFF) and not _KEPT_BY_MANAGERS.isdisjoint(roles):
        raise ManagersAccountError


def refuse_last_manager(tx: Tx, staff: Staff) -> None:
    """Raise :class:`LastManagerError` when nobody else could change the house afterwards."""
    if staff.role is not Role.MANAGER or staff.closed_at is not None:
        return
    # Rows are locked, so that two desks cannot each take the other's manager away.
    query = (
        select(Staff)
        .where(Staff.role == Role.MANAGER, Staff.closed_at.is_(None), Staff.valid_until.is_(None))
        .order_by(Staff.id)
        .with_for_update()
    )
    if all(other.id == staff.id for other in tx.session.scalars(query)):
        raise LastManagerError(name=staff.name)


def clean_name(text: str) -> str:
    """Return a name fit to keep. Raises :class:`NoNameError`, :class:`StaffNameTooLongError`."""
    words = clean_text(text)
    if not says_something(words):
        raise NoNameError
    if len(words) > NAME_LIMIT:
        raise StaffNameTooLongError(length=len(words), limit=NAME_LIMIT)
    return words


def clean_login(text: str) -> str:
    """Return a log-in name fit to keep. Raises :class:`LoginFormError`."""
    login = clean_text(text).lower()
    fits = SHORTEST_LOGIN <= len(login) <= LOGIN_LIMIT and all(
        c.isalnum() or c in ".-_@" for c in login
    )
    if not fits:
        raise LoginFormError(limit=LOGIN_LIMIT)
    return login


def clean_initials(tx: Tx, text: str, staff_id: int | None) -> str:
    """Return initials nobody else has. Raises :class:`InitialsFormError` or that they are taken."""
    short = clean_text(text).upper()
    if not (1 <= len(short) <= INITIALS_LIMIT and short.isalnum()):
        raise InitialsFormError(limit=INITIALS_LIMIT)
    query = select(Staff).where(Staff.initials == short, *in_use(tx.now))
    for other in tx.session.scalars(query):
        if other.id != staff_id:
            raise InitialsTakenError(name=other.name, initials=short)
    return short


def in_use(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what holds of an account somebody can log in with at ``now``."""
    return (
        Staff.closed_at.is_(None),
        (Staff.valid_until.is_(None)) | (Staff.valid_until > now),
    )


def initials_of(name: str) -> str:
    """Return initials made from a name."""
    words = [word for word in name.split() if word[:1].isalnum()]
    letters = "".join(word[0] for word in words[:2]) if len(words) > 1 else name[:2]
    return "".join(c for c in letters if c.isalnum()).upper() or "V"


def free_of(wanted: str, taken: set[str], limit: int) -> str:
    """Return ``wanted``, with a number behind it where it is taken."""
    base = "".join(c for c in wanted if c.isalnum() or c in ".-")[: limit - 2] or "v"
    candidates = [base, *(f"{base}{number}" for number in range(2, 100))]
    return next((c for c in candidates if c.lower() not in taken), base)
