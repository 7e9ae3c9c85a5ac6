"""Persons of other programs become aliases with a birth year, and nothing else (domain.md b1)."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shelter_desk.services.imports.hmis_files import Client
from shelter_desk.terms import ALIAS_LIMIT

NAMELESS = "Uten navn"
"""The alias of a woman whose name is missing: data, so in the house's language."""

_HASH = re.compile(r"[0-9A-Fa-f]{32,}")
_LONG_NUMBER = re.compile(r"\d{5,}")
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class PlannedPerson:
    """A woman the house does not know yet; ``second_word`` tells equal aliases apart."""

    external_id: str
    alias: str
    second_word: str
    birth_year: int | None


def clean_alias(first_name: str) -> str:
    """Return a first name fit to be an alias: letters and what joins them, at most 64 long.

    Markup, control and direction characters go, and so do numbers long enough to tell who she
    is; a name with no letter left, or one that is a hash, becomes :data:`NAMELESS`.
    """
    text = unicodedata.normalize("NFC", _MARKUP.sub(" ", first_name))
    if _HASH.fullmatch(text.strip()):
        return NAMELESS
    text = _LONG_NUMBER.sub(" ", text)
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category[0] in "LMN" or character in "-'’.":
            kept.append(character)
        elif category[0] == "Z" or character in "\t\r\n\v\f_/,":
            kept.append(" ")
    words = " ".join("".join(kept).split())
    if not any(character.isalpha() for character in words):
        return NAMELESS
    while not words[0].isalnum():  # a mark that stands on nothing, a hyphen without a before
        words = words[1:]
    return words[:ALIAS_LIMIT].rstrip()


def name_people(
    clients: Iterable[Client], names: Iterable[tuple[str, str]], name_key: Callable[[str], str]
) -> tuple[PlannedPerson, ...]:
    """Return the persons with their aliases, in the order of their ids.

    Equal aliases are numbered through the second word: «Lise», «Lise 2». ``names`` are alias
    and second word of those the house has, as ``name_key`` makes them.
    """
    used = set(names)
    counters: dict[str, int] = {}
    people = []
    for client in sorted(clients, key=lambda client: natural(client.external_id)):
        alias = clean_alias(client.first_name)
        key = name_key(alias)
        second_word = "" if (key, "") not in used else str(counters.get(key, 2))
        while (key, name_key(second_word)) in used:
            second_word = str(int(second_word) + 1)
        if second_word:
            counters[key] = int(second_word) + 1
        used.add((key, name_key(second_word)))
        people.append(PlannedPerson(client.external_id, alias, second_word, client.birth_year))
    return tuple(people)


def natural(external_id: str) -> tuple[int, str]:
    """Return a key that sorts numbers by size and everything else by letters."""
    return (len(external_id), external_id)
