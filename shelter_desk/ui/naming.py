"""What people and places are called on every screen: names and codes as they may be shown."""

import html
import unicodedata

from shelter_desk.phrases import person_words
from shelter_desk.services.snapshots import Person
from shelter_desk.ui.words import Words

_STEERING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI"})
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def plain(text: str) -> str:
    """Return ``text`` on one line without the marks that turn the direction of writing.

    Names and codes are typed by people: such marks could make one look like another.
    """
    kept = "".join(sign for sign in text if sign not in _STEERING)
    return " ".join(kept.split())


def embedded(name: str) -> str:
    """Return ``name`` so that it may stand in a sentence whichever way it is written."""
    if any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in name):
        return f"{_ISOLATE}{name}{_END_ISOLATE}"
    return name


def tip(text: str) -> str:
    """Return ``text`` as a tool tip: Qt would take what looks like markup for markup."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def name_of(words: Words, person: Person) -> str:
    """Return what she is called, on one line: alias and second word, «Anonym 3», «Skjermet»."""
    shown = person_words(
        words.texts,
        person.kind,
        alias=person.alias,
        second_word=person.second_word,
        number=person.number,
    )
    return plain(shown)


def with_place(words: Words, person: Person) -> str:
    """Return her name with the place code behind it: «Lise A2»."""
    return " ".join(part for part in (embedded(name_of(words, person)), person.place) if part)


def screen_words(words: Words, screen: str) -> str:
    """Return where in the program somebody read."""
    said = {
        "card": words.say("opened her card"),
        "history": words.say("read her history"),
        "restrictions": words.say("read what limits her stay"),
        "reveal": words.say("was shown who she is"),
        "log": words.say("read the log about her"),
        "log_search": words.say("searched the log about her"),
        "readers": words.say("saw who has read about her"),
    }
    return said.get(screen, screen)
