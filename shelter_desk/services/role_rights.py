"""Which role may do what in this house: the table, and changes to it (domain.md b8a)."""

from collections.abc import Mapping

from sqlalchemy import select

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import RoleRight
from shelter_desk.services.calling import Changed, Done, Tx, reads, writes
from shelter_desk.services.rights import DEFAULT_RIGHTS
from shelter_desk.terms import Right, Role

ALWAYS = {
    Role.MANAGER: frozenset(
        {
            Right.BOARD,
            Right.HOUSE_PLAN,
            Right.STAFF,
            Right.STAFF_ACCOUNTS,
            Right.BACKUP,
            Right.READ_AUDIT,
            Right.VERIFY,
        }
    ),
}
"""What a role never loses: somebody must always be able to set the house right."""

ONLY = {Role.SYSTEM: frozenset({Right.STAFF_ACCOUNTS, Right.BACKUP, Right.VERIFY})}
"""All a role can ever have: the system keeper sees nothing of the women (domain.md b8)."""

NEVER_SHARED = frozenset({Right.STAFF})
"""What no other role than the manager's can be given."""


class RightStaysError(RefusedError):
    """Without it nobody could set the house right any more."""

    sentence = mark(
        "The manager keeps this right, so that somebody can always set the house right."
        " Nothing was changed."
    )


class RightNotForRoleError(RefusedError):
    """The role is what it is because it does not have this."""

    sentence = mark("This role cannot be given this right. Nothing was changed.")


@reads(Right.STAFF)
def rights_table(tx: Tx) -> Mapping[Role, frozenset[Right]]:
    """Return the rights of every role in this house."""
    table: dict[Role, set[Right]] = {role: set() for role in Role}
    for row in tx.session.scalars(select(RoleRight)):
        table[row.role].add(row.right_name)
    return {role: frozenset(rights) for role, rights in table.items()}


@writes(Right.STAFF)
def set_right(tx: Tx, *, role: Role, right: Right, given: bool) -> Done:
    """Give a role a right, or take it away; it holds from the next thing somebody does.

    Raises :class:`RightStaysError`, :class:`RightNotForRoleError`.
    """
    refuse_impossible(role, right, given=given)
    row = tx.session.get(RoleRight, (role, right))
    if given and row is None:
        tx.session.add(RoleRight(role=role, right_name=right))
    if not given and row is not None:
        tx.session.delete(row)
    tx.audit("set_right", role=role.value, right=right.value, given=given)
    return Done(Changed(staff=True), tx.caller.operation)


@writes(Right.STAFF)
def usual_rights(tx: Tx) -> Done:
    """Give every role the rights of a new house again."""
    rows = {(row.role, row.right_name): row for row in tx.session.scalars(select(RoleRight))}
    wanted = {(role, right) for role, rights in DEFAULT_RIGHTS.items() for right in rights}
    for key, row in rows.items():
        if key not in wanted:
            tx.session.delete(row)
    for role, right in wanted - set(rows):
        tx.session.add(RoleRight(role=role, right_name=right))
    tx.audit("set_right", usual=True)
    return Done(Changed(staff=True), tx.caller.operation)


def refuse_impossible(role: Role, right: Right, *, given: bool) -> None:
    """Raise where a change would lock everybody out, or open what a role must not see."""
    if not given and right in ALWAYS.get(role, frozenset()):
        raise RightStaysError
    allowed = ONLY.get(role, frozenset(Right))
    if given and (right not in allowed or (right in NEVER_SHARED and role is not Role.MANAGER)):
        raise RightNotForRoleError


def can_change(role: Role, right: Right) -> bool:
    """Say whether a cell of the table may be changed at all."""
    allowed = ONLY.get(role, frozenset(Right))
    shared = right not in NEVER_SHARED or role is Role.MANAGER
    return right not in ALWAYS.get(role, frozenset()) and right in allowed and shared
