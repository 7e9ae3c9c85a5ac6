"""What the women's screen says: where she is, when she was seen, what the filters are called."""

from dataclasses import dataclass
from datetime import datetime

from shelter_desk.marking import mark, mark_in
from shelter_desk.services.people import PeopleFilter, PersonRow
from shelter_desk.ui.theme import Status
from shelter_desk.ui.words import Words

FILTER_WORDS = {
    PeopleFilter.ALL: mark_in("women", "All"),
    PeopleFilter.INSIDE: mark_in("women", "In the house"),
    PeopleFilter.WITH_PLACE: mark_in("women", "With a place"),
    PeopleFilter.MINE: mark_in("women", "Mine"),
    PeopleFilter.NOT_SEEN: mark_in("women", "Not seen"),
    PeopleFilter.VEDTAK: mark_in("women", "Decision ends"),
}
FILTER_EMPTY = {
    PeopleFilter.ALL: mark("No women are registered yet."),
    PeopleFilter.INSIDE: mark("Nobody who can be listed here is in the house."),
    PeopleFilter.WITH_PLACE: mark("Nobody who can be listed here has a place."),
    PeopleFilter.MINE: mark("You are key worker or deputy for nobody yet."),
    PeopleFilter.NOT_SEEN: mark("Everybody has been seen lately."),
    PeopleFilter.VEDTAK: mark("No decision ends in the coming week."),
}


@dataclass(frozen=True)
class Whereabouts:
    """Where she is: a status with its words, or nothing to be said of it."""

    status: Status | None
    text: str
    icon: str | None = None


def whereabouts(words: Words, row: PersonRow, now: datetime) -> Whereabouts:
    """Return where she is now, or that nobody has seen her for too long."""
    say, texts = words.say, words.texts
    if row.not_seen_days is not None:
        days = max(1, row.not_seen_days)
        text = words.say_many("Not seen for {count} day", "Not seen for {count} days", days)
        return Whereabouts(Status.WATCH, text, "account-clock-outline")
    if row.out:
        return Whereabouts(Status.TAKEN_OUT, say("Out for a while"))
    if row.inside_since is not None:
        since = texts.since(row.inside_since, now)
        return Whereabouts(Status.TAKEN_INSIDE, say("Inside since {since}", since=since), "home")
    return Whereabouts(None, "")


def seen_words(words: Words, row: PersonRow, now: datetime) -> str:
    """Return when she was seen last."""
    if row.inside_since is not None and not row.out:
        return words.say("here now")
    return words.texts.since(row.last_seen, now) if row.last_seen is not None else "–"


def vedtak_words(words: Words, row: PersonRow) -> str:
    """Return until when her decision of a place runs."""
    return words.texts.date(row.vedtak_until) if row.vedtak_until is not None else ""
