"""The search field's other half: asks who matches, offers rows, and does what is picked."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from shelter_desk.clock import local_date
from shelter_desk.errors import DeskError
from shelter_desk.services.snapshots import SearchHit
from shelter_desk.ui import naming, palette
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.board.actions import ANONYMOUS
from shelter_desk.ui.board.calls import BoardCalls
from shelter_desk.ui.counter.specs import ASKED, SHIELDED, TURN_AWAY
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.search import Offer, SearchRow
from shelter_desk.ui.theme import Status
from shelter_desk.ui.words import Words

LEAST = 2
"""From how many letters on the search answers."""


@dataclass(frozen=True)
class HitKey:
    """The key of a woman's row."""

    guest_id: int


@dataclass(frozen=True)
class NewKey:
    """The key of «Sjekk inn en ny kvinne som …»."""


@dataclass(frozen=True)
class DoorKey:
    """The key of a form of the counter, by its id."""

    form_id: str


@dataclass(frozen=True)
class AnonymousKey:
    """The key of «Anonymt besøk»."""


def as_alias(text: str) -> str:
    """Return what was typed as an alias is written: its first letter a capital."""
    text = naming.plain(text)
    return text[:1].upper() + text[1:]


def hit_row(words: Words, hit: SearchHit, now: datetime, *, out: bool) -> SearchRow:
    """Return how a hit stands under the field."""
    texts, say = words.texts, words.say
    parts: list[str] = []
    if not hit.matched:
        parts.append(say("like what you wrote"))
    if hit.key_worker:
        parts.append(say("key worker {name}", name=hit.key_worker))
    chip: tuple[Status, str] | None = None
    hint = say("Check in")
    if hit.presence_id is None and hit.held_bed_code:
        held = naming.embedded(naming.plain(hit.held_bed_code))
        hint = say("Check in and give {code}", code=held)
        chip = (Status.HELD, say("{code} is held for her", code=held))
    if hit.presence_id is not None and out:
        chip, hint = (Status.TAKEN_OUT, say("Out for a while")), say("She is back")
    elif hit.presence_id is not None:
        chip, hint = (Status.TAKEN_INSIDE, say("Inside")), say("Go to her row")
        if hit.inside_since is not None:
            since = texts.since(hit.inside_since, now)
            parts.append(say("inside since {since}", since=since))
    elif hit.last_seen is not None:
        seen = local_date(hit.last_seen)
        day = f"{texts.weekday(seen)} {texts.day_then(seen, local_date(now))}"
        parts.append(say("last seen {day}", day=day))
    else:
        parts.append(say("not seen here before"))
    return SearchRow(
        key=HitKey(hit.guest_id),
        title=naming.name_of(words, hit.person),
        detail=" · ".join(parts),
        marked=hit.matched,
        code=hit.bed_code or "",
        chip=chip,
        hint=hint,
        hint_key="Enter",
    )


def warning_for(words: Words, hits: tuple[SearchHit, ...]) -> str:
    """Return the warning that two of a name are among the hits, if so."""
    for hit in hits:
        if hit.same_alias:
            name = naming.embedded(naming.plain(hit.person.alias))
            return words.say("Two are called {name}. Look at place and key worker.", name=name)
    return ""


class Finder(QObject):
    """Speaks with ``desk.search``. What is picked is announced, with the keys held.

    ``hit_shown(hit)`` follows the highlighted row (None for none), ``hit_picked(hit,
    modifiers)``, ``new_wanted(alias, modifiers)``, ``anonymous_wanted(modifiers)`` and
    ``more_wanted(hit)`` what is done with one.
    """

    hit_shown = Signal(object)
    hit_picked = Signal(object, object)
    new_wanted = Signal(str, object)
    anonymous_wanted = Signal(object)
    more_wanted = Signal(object)

    def __init__(self, desk: Desk, calls: BoardCalls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._hits: tuple[SearchHit, ...] = ()
        self._asked = ""
        self.out: frozenset[int] = frozenset()
        """The presences that are out for a while, as the board knows."""
        search = desk.search
        search.pass_keys.add("+")
        search.typed.connect(self._on_typed)
        search.opened.connect(self._on_opened)
        search.chosen.connect(self._on_chosen)
        search.picked.connect(self._on_picked)
        search.more.connect(self._on_more)

    @property
    def typed(self) -> str:
        """What stands in the field, as an alias is written."""
        return as_alias(self._desk.search.text)

    def namesake(self, alias: str) -> bool:
        """Whether the latest hits hold a woman called exactly ``alias``."""
        wanted = naming.plain(alias).casefold()
        return any(hit.person.alias.casefold() == wanted for hit in self._hits)

    # -- what is typed -----------------------------------------------------------------------

    def _on_typed(self, text: str) -> None:
        self._hits = ()
        self._asked = text
        if len(text.strip()) < LEAST or self._desk.curtain.down:
            self._desk.tasks.forget("search")
            self._desk.search.offer(None)
            return
        self._desk.tasks.run(
            self._calls.type_ahead,
            then=self._on_hits,
            failed=self._on_failed,
            latest="search",
            words=text,
        )

    def _on_opened(self) -> None:
        if not self._desk.search.text and not self._desk.curtain.down:
            self._desk.search.offer(palette.whole_palette(self._desk))

    def _on_hits(self, hits: tuple[SearchHit, ...]) -> None:
        if self._desk.curtain.down:
            return
        self._hits = hits
        self._desk.search.offer(self._offer(self._asked))

    def _on_failed(self, error: DeskError) -> None:
        self._desk.notices.tell(Status.WATCH, self._desk.words.explain(error))

    def _offer(self, text: str) -> Offer:
        words, now = self._desk.words, self._desk.clock.now()
        rows = [hit_row(words, hit, now, out=hit.presence_id in self.out) for hit in self._hits]
        meant, perhaps = self._actions(text)
        rows += palette.rows_of(self._desk, meant, rule_above=bool(rows))
        alias = as_alias(text)
        new = SearchRow(
            key=NewKey(),
            title=words.say("Check in a new woman as «{alias}»", alias=naming.embedded(alias)),
            icon="account-plus-outline",
            hint_key="Ctrl N",
            rule_above=bool(rows),
        )
        anonymous = SearchRow(
            key=AnonymousKey(), title=words.say("Anonymous visit"), icon="incognito"
        )
        last = palette.rows_of(self._desk, perhaps, rule_above=True)
        return Offer(
            rows=(*rows, new, anonymous, *self._doors(), *last),
            warning=warning_for(words, self._hits),
            count=words.say_many("{count} match", "{count} matches", len(self._hits)),
            foot=(
                ("↑ ↓", words.say("choose")),
                ("Shift Enter", words.say("came earlier")),
                ("Ctrl Enter", words.say("with a place")),
            ),
            text=text,
        )

    def _doors(self) -> list[SearchRow]:
        """Return what stands under every list, empty or not (domain.md b11)."""
        known = {spec.id for spec in self._desk.forms.specs()}
        return [
            SearchRow(
                key=DoorKey(spec.id),
                title=self._desk.words.say(spec.title),
                icon=spec.action.icon if spec.action is not None else "",
            )
            for spec in (SHIELDED, TURN_AWAY, ASKED)
            if spec.id in known
        ]

    def _actions(self, text: str) -> tuple[list[ActionSpec], list[ActionSpec]]:
        """Return the actions meant by what was typed, and those perhaps meant."""
        if len(text.strip()) <= LEAST:
            return [], []
        meant, perhaps = palette.matching(self._desk.actions, text)
        own = {ANONYMOUS.id, SHIELDED.id, TURN_AWAY.id, ASKED.id}  # they have rows of their own
        meant = [spec for spec in meant if spec.id not in own]
        perhaps = [spec for spec in perhaps if spec.id not in own]
        return meant[: palette.WITH_WOMEN], [] if self._hits else perhaps[: palette.WITH_WOMEN]

    # -- what is chosen ----------------------------------------------------------------------

    def _hit(self, key: object) -> SearchHit | None:
        if not isinstance(key, HitKey):
            return None
        return next((hit for hit in self._hits if hit.guest_id == key.guest_id), None)

    def _on_chosen(self, key: object) -> None:
        self.hit_shown.emit(self._hit(key))

    def _on_more(self, key: object) -> None:
        hit = self._hit(key)
        if hit is not None:
            self.more_wanted.emit(hit)

    def _on_picked(self, key: object, modifiers: object) -> None:
        if self._desk.curtain.down:
            return
        hit = self._hit(key)
        if hit is not None:
            self.hit_picked.emit(hit, modifiers)
        elif isinstance(key, NewKey):
            self.new_wanted.emit(as_alias(self._asked), modifiers)
        elif isinstance(key, AnonymousKey):
            self.anonymous_wanted.emit(modifiers)
        elif isinstance(key, DoorKey):
            self._desk.search.clear()
            self._desk.forms.open(key.form_id)
        elif isinstance(key, palette.ActionKey):
            self._desk.search.clear()
            self._desk.actions.action(key.action_id).trigger()
