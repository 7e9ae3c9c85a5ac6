"""The command palette: every action that can be done now, found by its words.

Each word typed must begin a word of the action or, from three letters on, stand in one; a slip
or two is forgiven in longer words. What begins with what was typed comes first.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz

from shelter_desk.ui.actions import ActionRegistry, ActionSpec, key_caption
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.search import Offer, SearchRow

WITH_WOMEN = 4
"""How many actions stand under women who match."""
EVERY = 60
"""How many the palette shows: all there are, in practice."""
_MEANT = 1
_INSIDE = 3
_ALIKE = 80


@dataclass(frozen=True)
class ActionKey:
    """The key of an action of the program, by its id."""

    action_id: str


def matching(registry: ActionRegistry, typed: str) -> tuple[list[ActionSpec], list[ActionSpec]]:
    """Return the actions that can be done now and match: those meant, and those perhaps meant.

    Every word typed begins a word of an action that is meant; those perhaps meant must never
    be what a quick Enter does. An empty text means all of them.
    """
    words = typed.casefold().split()
    found: list[tuple[int, int, ActionSpec]] = []
    for number, spec in enumerate(registry.specs()):
        if not spec.text or spec.id == "search" or not registry.action(spec.id).isEnabled():
            continue
        title = registry.text(spec.id).casefold()
        ranks = [rank for word in words if (rank := _rank(word, title)) is not None]
        if len(ranks) == len(words):
            found.append((max(ranks, default=0), number, spec))
    best = sorted(found, key=lambda one: one[:2])
    meant = [spec for rank, _, spec in best if rank <= _MEANT]
    return meant, [spec for rank, _, spec in best if rank > _MEANT]


def _rank(word: str, title: str) -> int | None:
    """Return how well a word fits a title: 0 begins it, 3 a slip away; None for not at all."""
    if title.startswith(word):
        return 0
    parts = title.replace("/", " ").split()
    if any(part.startswith(word) for part in parts):
        return 1
    if len(word) < _INSIDE:
        return None
    if word in title:
        return 2
    if len(word) > _INSIDE and any(fuzz.ratio(word, part[: len(word)]) >= _ALIKE for part in parts):
        return 3
    return None


def rows_of(desk: Desk, specs: list[ActionSpec], *, rule_above: bool) -> list[SearchRow]:
    """Return the rows of actions; ``rule_above`` parts them from what stands above."""
    return [
        SearchRow(
            key=ActionKey(spec.id),
            title=desk.actions.text(spec.id),
            icon=spec.icon or "chevron-right",
            hint_key=key_caption(spec.keys[0], desk.words) if spec.keys else "",
            rule_above=rule_above and number == 0,
        )
        for number, spec in enumerate(specs)
    ]


def whole_palette(desk: Desk) -> Offer:
    """Return what stands under the empty field: all that can be done now."""
    words = desk.words
    rows = tuple(rows_of(desk, matching(desk.actions, "")[0], rule_above=False))
    foot = (
        ("↑ ↓", words.say("choose")),
        ("Enter", words.say("do it")),
    )
    return Offer(rows=rows, foot=foot, text="", most=EVERY)
