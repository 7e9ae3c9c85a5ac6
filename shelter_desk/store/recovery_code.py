"""The recovery code: what a person copies from paper when nothing else opens the house.

Seven groups of five characters, for instance ``7Q0RD-…``. The first four of a group carry
20 random bits each (140 in all), the fifth is a check over GF(32) with a weight for each place
and each group: every single wrong character, every two characters swapped inside a group and
every two groups swapped are noticed, and the group is named.
"""

import secrets
import unicodedata
from collections.abc import Iterable

from shelter_desk.store.key_errors import RecoveryCodeLengthError, RecoveryCodeTypoError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
GROUPS = 7
GROUP_LENGTH = 5
LENGTH = GROUPS * GROUP_LENGTH
_DATA = GROUP_LENGTH - 1
_BITS = 5
ENTROPY_BYTES = (GROUPS * _DATA * _BITS + 7) // 8
_LOOKALIKES = str.maketrans({"O": "0", "Ø": "0", "I": "1", "L": "1", "|": "1"})
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: the powers of 2 run through all 31 values
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def new_code() -> str:
    """Return a fresh code, as it is printed."""
    return encode(secrets.randbits(GROUPS * _DATA * _BITS))


def encode(number: int) -> str:
    """Return the printed code of a 140-bit number."""
    symbols = [(number >> shift) & 31 for shift in range((GROUPS * _DATA - 1) * _BITS, -1, -_BITS)]
    groups = []
    for index in range(GROUPS):
        data = symbols[index * _DATA : (index + 1) * _DATA]
        groups.append("".join(ALPHABET[value] for value in (*data, _check(index, data))))
    return "-".join(groups)


def parse(typed: str) -> bytes:
    """Return the secret bytes of a typed code.

    Lower case, spaces, any dashes and dots, O for 0 and I or L for 1 are understood. Raises
    :class:`RecoveryCodeLengthError` when characters are missing or too many, and
    :class:`RecoveryCodeTypoError` naming the first group that does not add up.
    """
    characters = tidy(typed)
    if len(characters) != LENGTH:
        raise RecoveryCodeLengthError(wanted=LENGTH, groups=GROUPS, count=len(characters))
    number = 0
    for index in range(GROUPS):
        group = characters[index * GROUP_LENGTH : (index + 1) * GROUP_LENGTH]
        values = [_VALUES.get(character) for character in group]
        known = [value for value in values if value is not None]
        if len(known) < GROUP_LENGTH or _check(index, known[:_DATA]) != known[_DATA]:
            raise RecoveryCodeTypoError(group=index + 1, typed=group)
        for value in known[:_DATA]:
            number = number << _BITS | value
    return number.to_bytes(ENTROPY_BYTES, "big")


def tidy(typed: str) -> str:
    """Return the characters that count, look-alikes replaced: for a field that shows groups."""
    upper = unicodedata.normalize("NFKC", typed).upper().translate(_LOOKALIKES)
    return "".join(
        character
        for character in upper
        if unicodedata.category(character)[0] not in "ZC" and character not in "-‐‑‒–—−_.,·"
    )


def _check(index: int, data: Iterable[int]) -> int:
    """Return the check character's value for the group at ``index``."""
    total = _power(index)
    for place, value in enumerate(data, start=1):
        total ^= _multiply(_power(place), value)
    return total


def _power(exponent: int) -> int:
    value = 1
    for _ in range(exponent):
        value = _multiply(value, 2)
    return value


def _multiply(left: int, right: int) -> int:
    """Return the product in GF(32)."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        right >>= 1
        left <<= 1
        if left & 32:
            left ^= _POLYNOMIAL
    return product
