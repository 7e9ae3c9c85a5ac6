"""What a text should not hold: words that judge or diagnose, and names (domain.md b1, f)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from shelter_desk.marking import mark
from shelter_desk.terms import LogKind

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)

DIAGNOSES = frozenset({
    "adhd", "angst", "bipolar", "borderline", "demens", "depresjon", "depressiv", "diagnose",
    "diagnosen", "epilepsi", "hepatitt", "hiv", "psykose", "psykotisk", "ptsd", "schizofren",
    "schizofreni", "diagnosis", "anxiety", "depression", "hepatitis", "psychosis", "psychotic",
    "schizophrenia",
})  # fmt: skip
"""Words of the journal, not of the log."""

SUBSTANCES = frozenset({
    "amfetamin", "benzo", "cannabis", "fentanyl", "ghb", "hasj", "heroin", "kokain", "metadon",
    "morfin", "oxycontin", "rivotril", "subutex", "valium", "amphetamine", "cocaine", "hash",
    "methadone", "morphine",
})  # fmt: skip

JUDGING = {
    "nekter": "ønsket ikke", "nektet": "ønsket ikke", "misbruk": "rusbruk", "misbruker": "kvinne",
    "rusmisbruk": "rusbruk", "rusmisbruker": "kvinne", "narkoman": "kvinne", "rømt": "gikk",
    "skitten": "", "utagerende": "", "manipulerende": "", "overvåking": "tilsyn",
    "innlagt": "fikk plass", "utskrevet": "sjekket ut",
    "refuses": "did not want", "refused": "did not want", "junkie": "woman", "addict": "woman",
    "manipulative": "", "dirty": "",
}  # fmt: skip
"""Words to avoid and, where there is one, what to write instead (domain.md f)."""


FORM_OF: Mapping[object, str] = {
    LogKind.OVERDOSE: mark("Overdose"),
    LogKind.VIOLENCE: mark("Violence"),
    LogKind.THREAT: mark("Threat"),
    LogKind.THREAT_FROM_OUTSIDE: mark("Threat from outside"),
    LogKind.SUICIDE_RISK: mark("Danger of suicide"),
    LogKind.VIOLENCE_OUTSIDE: mark("Exposed to violence elsewhere"),
    LogKind.SERIOUS_INJURY: mark("Serious injury or death"),
    LogKind.DEATH: mark("Serious injury or death"),
    LogKind.REPORTED_MISSING: mark("Report her missing"),
    LogKind.NOT_SEEN: mark("Tried to reach her"),
    LogKind.INFECTION: mark("A room to herself"),
}
"""Kinds of lines that a form reports better than a line does: the words of its action."""


@dataclass(frozen=True)
class Hint:
    """A word somebody should look at again: ``kind`` is name, diagnosis, substance or judging."""

    kind: str
    word: str
    instead: str = ""


def hint_for(
    text: str, names: Iterable[str], own: Mapping[str, str] = MappingProxyType({})
) -> Hint | None:
    """Return the first word of ``text`` to think about; ``names`` are aliases not to be written.

    ``own`` are the house's words and what to write instead, which may be nothing.
    """
    known = {name.casefold() for name in names if len(name) > 1}
    for found in _WORD.finditer(text):
        word = found.group()
        plain = word.casefold()
        if plain in own:
            return Hint("own", word, own[plain])
        if plain in JUDGING:
            return Hint("judging", word, JUDGING[plain])
        if plain in DIAGNOSES:
            return Hint("diagnosis", word)
        if plain in SUBSTANCES:
            return Hint("substance", word)
        # A name with its capital: «bjørk» alone is a tree.
        if plain in known and word[:1].isupper():
            return Hint("name", word)
    return None


def hint_words(say: Any, hint: Hint | None) -> str:  # noqa: ANN401 - Words.say
    """Return what stands under the text: what it is for, or what to think about."""
    if hint is None:
        return str(say("Write what the next shift must know: no diagnosis and no other's name."))
    match hint.kind:
        case "name":
            return str(
                say(
                    "«{word}» is a name. Choose her in «Who» instead of writing it.", word=hint.word
                )
            )
        case "diagnosis":
            return str(
                say("«{word}» belongs in the journal. Write what to watch for.", word=hint.word)
            )
        case "substance":
            return str(say("«{word}» need not stand here. Write what you see.", word=hint.word))
    if hint.instead:
        return str(say("«{word}»: better «{instead}».", word=hint.word, instead=hint.instead))
    plain = (
        mark("«{word}» is one of the house's words to think about.")
        if hint.kind == "own"
        else mark("«{word}» judges. Write what you see and hear.")
    )
    return str(say(plain, word=hint.word))
