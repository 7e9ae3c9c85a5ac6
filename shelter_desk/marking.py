"""Marks for words that are translated later, so that the lowest layers can carry them.

``scripts/translations.py`` collects what stands inside these calls (and inside ``say``,
``say_many`` and ``say_in`` of :mod:`shelter_desk.texts`).
"""


def mark(message: str) -> str:
    """Return the English message unchanged; it is translated where it is shown."""
    return message


def mark_in(context: str, message: str) -> str:
    """Return the English message unchanged; ``context`` keeps two meanings of it apart."""
    del context
    return message
