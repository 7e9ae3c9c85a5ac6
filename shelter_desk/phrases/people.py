"""What a woman is called where she is shown: alias, number, or shielded."""

from shelter_desk.terms import PresenceKind
from shelter_desk.texts import Texts


def person_words(
    texts: Texts,
    kind: PresenceKind,
    *,
    alias: str = "",
    second_word: str = "",
    number: int | None = None,
    place: str | None = None,
) -> str:
    """Return «Lise», «Lise blå», «Anonym 3», «Skjermet 2» or «Skjermet K1».

    A shielded woman is told apart by her number or, with a bed, by its code (domain.md b11).
    """
    match kind:
        case PresenceKind.NAMED:
            return f"{alias} {second_word}".strip()
        case PresenceKind.ANONYMOUS:
            if number is None:
                return texts.say("Anonymous")
            return texts.say("Anonymous {number}", number=number)
        case PresenceKind.SHIELDED:
            if number is not None:
                return texts.say("Shielded {number}", number=number)
            return texts.say("Shielded {place}", place=place) if place else texts.say("Shielded")
