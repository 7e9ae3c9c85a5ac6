"""The rules the house works by: as they come with the program, and as the house has changed them.

Paragraph numbers are never in code (domain.md b3): they lie in ``resources/legal`` and, where the
house has changed one, in a setting of the house.
"""

import json
import tomllib
from dataclasses import dataclass
from functools import cache

from shelter_desk import settings
from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.models import HouseSetting
from shelter_desk.resources import resource_path
from shelter_desk.services.calling import Changed, Done, Tx, reads, writes
from shelter_desk.services.house_settings import settings_of
from shelter_desk.services.names import clean_text
from shelter_desk.services.written import NoteTooLongError
from shelter_desk.terms import Right

REFERENCE_LIMIT, TEXT_LIMIT = 200, 1000

_Own = dict[str, dict[str, dict[str, str]]]
"""Language → key → ``reference`` and ``text``."""


class UnknownRegulationError(BadInputError):
    """There is no such rule."""

    sentence = mark("This rule is not in the list any more. Look at it again.")


@dataclass(frozen=True)
class Regulation:
    """A rule: its name, where it stands, what it means here. ``own``: the house changed it."""

    key: str
    title: str
    reference: str
    text: str
    own: bool


@cache
def shipped(language: str) -> dict[str, dict[str, str]]:
    """Return the rules as they come with the program, by key, in their order."""
    with resource_path("legal", f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


@reads(Right.BOARD)
def regulations(tx: Tx, *, language: str) -> tuple[Regulation, ...]:
    """Return the rules in a language, with the house's own words where it has any."""
    own = _own(tx).get(language, {})
    return tuple(
        Regulation(
            key=key,
            title=rule["title"],
            reference=own.get(key, rule)["reference"],
            text=own.get(key, rule)["text"],
            own=key in own,
        )
        for key, rule in shipped(language).items()
    )


@writes(Right.HOUSE_PLAN)
def change_regulation(tx: Tx, *, language: str, key: str, reference: str, text: str) -> Done:
    """Write the house's own words for a rule; nothing at all brings back the program's.

    Raises ``NoteTooLongError``, :class:`UnknownRegulationError`.
    """
    usual = shipped(language).get(key)
    if usual is None:
        raise UnknownRegulationError
    words = {"reference": clean_text(reference), "text": clean_text(text)}
    for name, limit in (("reference", REFERENCE_LIMIT), ("text", TEXT_LIMIT)):
        if len(words[name]) > limit:
            raise NoteTooLongError(length=len(words[name]), limit=limit)
    own = _own(tx)
    ours = own.setdefault(language, {})
    ours.pop(key, None)
    if any(words.values()) and words != {name: usual[name] for name in words}:
        ours[key] = words
    _keep(tx, own)
    tx.audit("change_regulation", rule=key, language=language, own=key in ours)
    return Done(Changed(plan=True), tx.caller.operation)


def _own(tx: Tx) -> _Own:
    kept = settings_of(tx.session).get(settings.REGULATIONS)
    found: _Own = json.loads(kept) if kept else {}
    return found


def _keep(tx: Tx, own: _Own) -> None:
    value = {"value": json.dumps(own, ensure_ascii=False)}
    row = tx.session.get(HouseSetting, settings.REGULATIONS.name)
    if row is None:
        tx.session.add(HouseSetting(name=settings.REGULATIONS.name, value=value))
    else:
        row.value = value
