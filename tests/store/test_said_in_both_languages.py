"""Every error of the store has a sentence in both languages, with the same places to fill."""

import string

import pytest

from shelter_desk.errors import DeskError
from shelter_desk.store import disk, given_file, key_errors, lock_file, places, sealed
from shelter_desk.texts import Texts


def _errors() -> list[type[DeskError]]:
    return [
        kind
        for module in (disk, given_file, key_errors, lock_file, places, sealed)
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, DeskError)
        and kind.__module__ == module.__name__
        and "sentence" in vars(kind)
    ]


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("kind", _errors(), ids=lambda kind: kind.__name__)
def test_an_error_speaks_bokmaal_and_english(kind: type[DeskError]) -> None:
    values = dict.fromkeys(_places(kind.sentence), "x")
    english = Texts("en").explain(kind(**values))
    norwegian = Texts("nb").explain(kind(**values))
    assert english != norwegian
    assert "{" not in english + norwegian
    assert norwegian.endswith((".", "x"))
