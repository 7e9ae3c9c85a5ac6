"""Passwords and PINs of staff: Argon2id hashes, rules, one-time passwords, the growing wait.

Nothing here knows accounts or rows; services do. A hash takes its 50 to 100 ms on purpose and
belongs on the database thread.
"""

import itertools
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from shelter_desk.errors import BadInputError, FaultError
from shelter_desk.marking import mark

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
SHORTEST_PIN = 4
LONGEST_PIN = 8
PIN_FAILURES = 5
"""After so many wrong PINs in a row only the password opens (architecture.md 5)."""

_FREE_FAILURES = 4
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=5)
# No vowels, so that no word comes about; nothing that looks like something else.
_READABLE = "23456789bcdfghjkmnpqrstvwxz"
_ONE_TIME_GROUPS = 3
_ONE_TIME_GROUP = 4


@dataclass(frozen=True)
class HashCost:
    """What one guess costs (Argon2id): rounds, KiB of memory, lanes."""

    rounds: int
    memory_kib: int
    lanes: int


LOGIN_COST = HashCost(rounds=2, memory_kib=24 * 1024, lanes=1)
"""50 to 100 ms on a slow desk; the hashes lie inside the encrypted database besides."""


class PasswordTooShortError(BadInputError):
    """A new password is too short."""

    sentence = mark("A password has at least {minimum} characters. Several words are good.")


class PasswordTooLongError(BadInputError):
    """Something far too long was pasted."""

    sentence = mark("A password has at most {maximum} characters.")


class PasswordTooPlainError(BadInputError):
    """A new password is one character over and over."""

    sentence = mark("This password is too easily guessed. Choose one with different characters.")


class PasswordIsLoginError(BadInputError):
    """A new password is the log-in name, or little more."""

    sentence = mark("The password must be more than the log-in name. Choose another one.")


class PinFormError(BadInputError):
    """A new PIN is not four to eight digits."""

    sentence = mark("A PIN has {minimum} to {maximum} digits and nothing else.")


class PinTooPlainError(BadInputError):
    """A new PIN that others try first."""

    sentence = mark("This PIN is too easily guessed. Do not use equal digits or digits in a row.")


class PasswordRecordError(FaultError):
    """What is kept of a password is damaged."""

    sentence = mark(
        "The password kept for this account cannot be read. Nothing was changed. "
        "Ask the manager for a new one-time password."
    )


# -- rules -------------------------------------------------------------------------------


def check_password_rules(password: str, login: str) -> None:
    """Raise the calm error for a new password that will not do.

    Length counts, not kinds of characters; there is no expiry (NIST SP 800-63B).
    """
    form = _form(password)
    if len(password) > LONGEST_PASSWORD:
        raise PasswordTooLongError(maximum=LONGEST_PASSWORD)
    if len(form.strip()) < SHORTEST_PASSWORD:
        raise PasswordTooShortError(minimum=SHORTEST_PASSWORD)
    if len(set(form.casefold())) <= 2:  # noqa: PLR2004 - «aaaaaaaaaa», «abababababab»
        raise PasswordTooPlainError
    name = _form(login).casefold().strip()
    if name and form.casefold().replace(name, "").strip("0123456789 !?.,-_") == "":
        raise PasswordIsLoginError


def check_pin_rules(pin: str) -> None:
    """Raise the calm error for a new PIN that will not do."""
    if not (SHORTEST_PIN <= len(pin) <= LONGEST_PIN and pin.isascii() and pin.isdigit()):
        raise PinFormError(minimum=SHORTEST_PIN, maximum=LONGEST_PIN)
    steps = {int(after) - int(before) for before, after in itertools.pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise PinTooPlainError


def one_time_password() -> str:
    """Return a password to hand over once, easy to read and type: ``4kvt-9mxr-h2pd``."""
    groups = (
        "".join(secrets.choice(_READABLE) for _ in range(_ONE_TIME_GROUP))
        for _ in range(_ONE_TIME_GROUPS)
    )
    return "-".join(groups)


# -- hashes ------------------------------------------------------------------------------


def hash_password(password: str, cost: HashCost = LOGIN_COST) -> str:
    """Return the Argon2id hash of a password or PIN, with its salt and cost."""
    return _hasher(cost).hash(_form(password))


def verify_password(kept: str, typed: str) -> bool:
    """Say whether ``typed`` is the password or PIN whose hash is ``kept``.

    Raises :class:`PasswordRecordError` when ``kept`` is no hash.
    """
    from argon2.exceptions import (  # noqa: PLC0415 - loaded at the first log-in
        InvalidHashError,
        VerificationError,
        VerifyMismatchError,
    )

    if len(typed) > LONGEST_PASSWORD:
        return False
    try:
        return _hasher(LOGIN_COST).verify(kept, _form(typed))
    except VerifyMismatchError:
        return False
    except (InvalidHashError, VerificationError) as error:
        raise PasswordRecordError from error


def verify_nobody(typed: str, cost: HashCost = LOGIN_COST) -> bool:
    """Take the time a check takes and say no: a log-in name that is not there looks alike."""
    hash_password(typed[:LONGEST_PASSWORD], cost)
    return False


def needs_new_hash(kept: str, cost: HashCost = LOGIN_COST) -> bool:
    """Say whether a hash was made at another cost, and is to be made anew at this log-in."""
    return _hasher(cost).check_needs_rehash(kept)


def _hasher(cost: HashCost) -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 - loaded at the first log-in

    return PasswordHasher(
        time_cost=cost.rounds, memory_cost=cost.memory_kib, parallelism=cost.lanes
    )


def _form(text: str) -> str:
    """Return one form of æøå, whichever keyboard they came from."""
    return unicodedata.normalize("NFKC", text)


# -- after wrong tries -------------------------------------------------------------------


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after ``failures`` wrong passwords in a row.

    Nothing for the first four, then 5 s, 10 s, 20 s … and never more than five minutes: the
    door is never shut for good, somebody may need what is inside.
    """
    over = failures - _FREE_FAILURES - 1
    if over < 0:
        return timedelta(0)
    return min(_FIRST_WAIT * (1 << min(over, 16)), _LONGEST_WAIT)


def pin_allowed(failures: int) -> bool:
    """Say whether a PIN may still be tried after ``failures`` wrong ones in a row."""
    return failures < PIN_FAILURES
