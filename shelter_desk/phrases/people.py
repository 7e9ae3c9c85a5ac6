"""What a woman is called where she is shown: alias, number, or shielded."""

from shelter_desk.marking import mark
from shelter_desk.terms import NotSeenStep, PresenceKind
from shelter_desk.texts import Texts

_NOT_SEEN = {
    NotSeenStep.CALL: mark("call her and her key worker"),
    NotSeenStep.DECIDE: mark("the shift lead decides"),
    NotSeenStep.VISITOR: mark("ask her key worker"),
    NotSeenStep.VISITOR_LATE: mark("her key worker decides"),
}


def not_seen_words(texts: Texts, step: NotSeenStep) -> str:
    """Return what the house does about an absence that long; nothing for the first step."""
    words = _NOT_SEEN.get(step)
    return "" if words is None else texts.say(words)


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
