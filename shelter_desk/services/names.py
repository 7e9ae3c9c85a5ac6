"""Aliases: cleaned as typed, compared without case, found without accents and with slips."""

import unicodedata

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.terms import ALIAS_LIMIT

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "ł": "l"})


class AliasEmptyError(BadInputError):
    """Nothing that can be read was typed."""

    sentence = mark("An alias needs at least one letter or digit.")


class AliasTooLongError(BadInputError):
    """Longer than any list can show."""

    sentence = mark("The alias has {length} characters; at most {limit} fit on lists and paper.")


class BirthYearError(BadInputError):
    """Not a year somebody alive can be born in."""

    sentence = mark("{year} cannot be a birth year here. Leave it empty if it is not known.")


def clean_text(text: str) -> str:
    """Return text in NFC without control and direction marks, spaces folded.

    A right-to-left name keeps its letters; only the invisible marks that could turn the line
    around them go.
    """
    kept = (
        " " if unicodedata.category(c) in {"Zl", "Zp", "Zs"} or c in "\t\r\n" else c
        for c in unicodedata.normalize("NFC", text)
        if c in "\t\r\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return " ".join("".join(kept).split())


def clean_alias(text: str) -> str:
    """Return an alias fit to keep. Raises :class:`AliasEmptyError`, :class:`AliasTooLongError`."""
    alias = clean_text(text)
    if not any(c.isalnum() for c in alias):
        raise AliasEmptyError
    if len(alias) > ALIAS_LIMIT:
        raise AliasTooLongError(length=len(alias), limit=ALIAS_LIMIT)
    return alias


def alias_key(alias: str) -> str:
    """Return what two aliases are compared by: NFC, without case."""
    return unicodedata.normalize("NFC", alias.casefold())


def search_key(text: str) -> str:
    """Return what search compares: without case, accents and what a keyboard may lack."""
    folded = unicodedata.normalize("NFD", text.casefold().translate(_LETTERS))
    return "".join(c for c in folded if unicodedata.category(c) != "Mn")


def pairs_of(text: str) -> frozenset[str]:
    """Return the character pairs of each word, its beginning marked with ``^``."""
    words = search_key(text).split()
    return frozenset(
        pair for word in words for pair in (f"^{word}"[i : i + 2] for i in range(len(word)))
    )


def check_birth_year(year: int | None, this_year: int) -> None:
    """Raise :class:`BirthYearError` for a year outside the last 110."""
    if year is not None and not this_year - 110 <= year <= this_year:
        raise BirthYearError(year=str(year))
