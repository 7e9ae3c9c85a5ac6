"""What each role may do (domain.md b8a): defaults of a new house, and the check."""

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark
from shelter_desk.terms import Right, Role


class NotAllowedError(RefusedError):
    """The person's role does not include this."""

    sentence = mark(
        "Your role does not include this. Nothing was changed."
        " Ask the shift lead if it has to be done now."
    )


class AccountClosedError(RefusedError):
    """The account has ended, perhaps while somebody was logged in with it."""

    sentence = mark("This account has ended. Ask the shift lead for a new one.")


class PinLockedError(RefusedError):
    """Five wrong PINs: the full password is needed."""

    sentence = mark("Five wrong PINs. Log in with your name and password instead.")


class PasswordFirstError(RefusedError):
    """Somebody with a one-time password must choose her own before anything else."""

    sentence = mark(
        "Choose your own password first: the one you were given only opens the door. Lock the"
        " desk and log in again."
    )


_DESK = {Right.BOARD, Right.SHIELDED_WITH_REASON}
_CARE = {Right.BOARD, Right.CARD, Right.READ_MANAGER_OWN, Right.SEND_AWAY, Right.PRINT_HANDOVER}
_LEAD = _CARE | {
    Right.READ_HEALTH,
    Right.SHIELDED,
    Right.SHIELD_GRADE,
    Right.BAR,
    Right.OCCUPANCY,
    Right.STAFF_TEMPORARY,
}

DEFAULT_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.RECEPTION: frozenset(_DESK | {Right.CARD_TODAY}),
    Role.MILIEU: frozenset(_CARE | {Right.SHIELDED_WITH_REASON}),
    Role.NURSE: frozenset(_CARE | {Right.SHIELDED_WITH_REASON, Right.READ_HEALTH}),
    Role.NIGHT: frozenset(_CARE | {Right.SHIELDED_ON_SHIFT, Right.READ_HEALTH}),
    Role.SHIFT_LEAD: frozenset(_LEAD),
    Role.MANAGER: frozenset(
        (_LEAD - {Right.READ_MANAGER_OWN})
        | {
            Right.READ_MANAGER,
            Right.EXPORT_ROWS,
            Right.HOUSE_PLAN,
            Right.IMPORT,
            Right.STAFF,
            Right.STAFF_ACCOUNTS,
            Right.BACKUP,
            Right.READ_AUDIT,
            Right.VERIFY,
        }
    ),
    Role.SYSTEM: frozenset({Right.STAFF_ACCOUNTS, Right.BACKUP, Right.VERIFY}),
}
"""Rights of each role in a new house; the table ``role_right`` is what counts afterwards."""

COMMAND_LINE_RIGHTS = frozenset(
    {
        Right.IMPORT,
        Right.PRINT_HANDOVER,
        Right.OCCUPANCY,
        Right.EXPORT_ROWS,
        Right.BACKUP,
        Right.VERIFY,
    }
)
"""What the command line may do: import, print, export, back up, verify (architecture.md 6)."""

PROGRAM_RIGHTS = frozenset({Right.BACKUP, Right.VERIFY, Right.BOARD, Right.HOUSE_PLAN, Right.STAFF})
"""What the program does by itself: its copies, and making a new house."""
