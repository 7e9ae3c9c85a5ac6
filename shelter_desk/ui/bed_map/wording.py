"""What the map says: names, states, answers, in the reader's language and right."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from shelter_desk.clock import local
from shelter_desk.marking import mark, mark_in
from shelter_desk.phrases import label, label_inside
from shelter_desk.services.snapshots import (
    BedAnswer,
    BedPicture,
    MapSnapshot,
    Person,
    Verdict,
    VerdictReason,
)
from shelter_desk.terms import BedState, Level
from shelter_desk.ui import naming
from shelter_desk.ui.theme import Status
from shelter_desk.ui.words import Words

_LONGEST = 60
_NOON = 12

STATUS = {
    BedState.FREE: Status.FREE,
    BedState.TAKEN_INSIDE: Status.TAKEN_INSIDE,
    BedState.TAKEN_OUT: Status.TAKEN_OUT,
    BedState.HELD: Status.HELD,
    BedState.CLEANING: Status.CLEANING,
    BedState.ISOLATED: Status.ISOLATED,
    BedState.OUT_OF_SERVICE: Status.OUT_OF_SERVICE,
}
_STATE_WORDS = {
    Status.FREE: mark_in("bed card", "Free"),
    Status.TAKEN_INSIDE: mark_in("bed card", "In"),
    Status.TAKEN_OUT: mark_in("bed card", "Out"),
    Status.HELD: mark_in("bed card", "Held"),
    Status.CLEANING: mark_in("bed card", "Cleaning"),
    Status.ISOLATED: mark_in("bed card", "Isolated"),
    Status.OUT_OF_SERVICE: mark_in("bed card", "Out of service"),
    Status.EXTRA: mark_in("bed card", "Extra place"),
}
STATUS_FREE, STATUS_NONE = Status.FREE, Status.WATCH
"""How a night with free places is counted, and one without."""
LEVEL_STATUS = {Level.WATCH: Status.WATCH, Level.URGENT: Status.URGENT}


# -- names -------------------------------------------------------------------------------------


def short(text: str) -> str:
    """Return ``text`` cut to what a sentence bears."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def said_name(words: Words, person: Person) -> str:
    """Return her name as it may stand in a sentence."""
    return naming.embedded(short(naming.name_of(words, person)))


# -- states ------------------------------------------------------------------------------------


def status_of(bed: BedPicture) -> Status:
    """Return how a bed is drawn: an extra place that is free has a look of its own."""
    if bed.state is BedState.FREE and not bed.approved:
        return Status.EXTRA
    return STATUS[bed.state]


def state_word(words: Words, status: Status) -> str:
    """Return the word on a card: «Inne», «Ute av drift»."""
    return words.say_in("bed card", _STATE_WORDS[status])


def all_state_words(words: Words) -> list[str]:
    """Return every word that may stand on a card, to make the cards wide enough."""
    return [state_word(words, status) for status in _STATE_WORDS]


def until_words(words: Words, bed: BedPicture, now: datetime) -> str:
    """Return until when, by the bed's state: «til 23:30», «42 min over», «til tirsdag»."""
    if bed.until is None:
        return ""
    if bed.state is BedState.TAKEN_OUT and bed.until < now:
        return over_words(words, now - bed.until)
    return words.say("until {at}", at=day_or_time(words, bed.until, now))


def is_over(bed: BedPicture, now: datetime) -> bool:
    """Say whether she was expected back before ``now``."""
    return bed.state is BedState.TAKEN_OUT and bed.until is not None and bed.until < now


def over_words(words: Words, late: timedelta) -> str:
    """Return how long somebody has been expected."""
    hours, minutes = divmod(int(late.total_seconds() // 60), 60)
    if not hours:
        return words.say("{minutes} min over", minutes=minutes)
    return words.say("{hours} h {minutes} min over", hours=hours, minutes=minutes)


def day_or_time(words: Words, at: datetime, now: datetime) -> str:
    """Return the time on the same or the coming night, else weekday or date."""
    day, today = local(at).date(), local(now).date()
    if abs(at - now) < timedelta(hours=_NOON) or day == today:
        return words.texts.time(at)
    if timedelta(0) < day - today < timedelta(days=7):
        return words.texts.weekday(day)
    return words.texts.short_date(day)


def since_words(words: Words, at: datetime | None, now: datetime) -> str:
    """Return «siden 20:15»."""
    return words.say("since {at}", at=words.texts.since(at, now)) if at else ""


def attribute_words(words: Words, bed: BedPicture) -> str:
    """Return what is particular about a bed, as a list."""
    return ", ".join(label_inside(words.texts, one) for one in bed.attributes)


def outage_words(words: Words, bed: BedPicture) -> str:
    """Return why a bed is out of service."""
    return label_inside(words.texts, bed.outage) if bed.outage is not None else ""


def night_words(words: Words, snapshot: MapSnapshot) -> tuple[str, str]:
    """Return «I kveld» and «lør 21.11.»; after midnight «Natt til» and the new day."""
    today = local(snapshot.at).date()
    texts = words.texts
    day = f"{texts.weekday(today, width='abbreviated')} {texts.short_date(today)}"
    if snapshot.night < today:
        return words.say("The night to"), day
    return words.say("This evening"), day


# -- answers -----------------------------------------------------------------------------------

_ANSWERS = {
    VerdictReason.FREE: mark("Yes, free"),
    VerdictReason.HELD_FOR_HER: mark("Yes, held for her"),
    VerdictReason.EXTRA_PLACE: mark("Yes, not counted"),
    VerdictReason.HERS: mark("No, hers already"),
    VerdictReason.TAKEN: mark("No, taken"),
    VerdictReason.HELD: mark("No, held"),
    VerdictReason.CLEANING: mark("No, not cleaned"),
    VerdictReason.OUT_OF_SERVICE: mark("No, out of service"),
    VerdictReason.SAME_ROOM: mark("No, keep apart"),
    VerdictReason.NEXT_ROOM: mark("Yes, but next door"),
    VerdictReason.ISOLATED_ROOM: mark("No, for one alone"),
    VerdictReason.NOT_ALONE: mark("No, shared room"),
    VerdictReason.NO_OWN_TOILET: mark("Yes, no own toilet"),
    VerdictReason.NEEDS_VEDTAK: mark("Yes, on a decision"),
    VerdictReason.CRISIS_PLACE: mark("Yes, crisis shelter"),
    VerdictReason.FITS_WISHES: mark("Yes, fits her wishes"),
}
_WHY = {
    VerdictReason.FREE: mark("the place is free"),
    VerdictReason.HELD_FOR_HER: mark("the place is held for her"),
    VerdictReason.EXTRA_PLACE: mark("an extra place, which does not count as capacity"),
    VerdictReason.HERS: mark("she has this place already"),
    VerdictReason.TAKEN: mark("somebody has this place"),
    VerdictReason.HELD: mark("the place is held for another woman"),
    VerdictReason.CLEANING: mark("the place is not cleaned yet"),
    VerdictReason.OUT_OF_SERVICE: mark("the place is out of service"),
    VerdictReason.SAME_ROOM: mark("keep apart: she is not to be in this room"),
    VerdictReason.NEXT_ROOM: mark("keep apart: next door to where she is not to be"),
    VerdictReason.ISOLATED_ROOM: mark("the room is for one woman alone just now"),
    VerdictReason.NOT_ALONE: mark("she is to have a room to herself, and others are in this one"),
    VerdictReason.NO_OWN_TOILET: mark("she is to have a room to herself; it has no own toilet"),
    VerdictReason.NEEDS_VEDTAK: mark("the place needs a decision, and none is entered"),
    VerdictReason.CRISIS_PLACE: mark("a crisis-shelter place: agree with the shift lead"),
    VerdictReason.FITS_WISHES: mark("fits what she wants"),
}
VERDICT_ICONS = {
    Verdict.BEST: "check-circle",
    Verdict.YES: "check-circle",
    Verdict.WARNING: "alert-outline",
    Verdict.SWAP: "swap-horizontal",
    Verdict.NO: "close",
}
VERDICT_STATUS = {
    Verdict.BEST: Status.FREE,
    Verdict.YES: Status.FREE,
    Verdict.WARNING: Status.WATCH,
    Verdict.SWAP: Status.WATCH,
    Verdict.NO: None,
}


def answer_words(words: Words, answer: BedAnswer) -> str:
    """Return a bed's answer as it stands on its card: «Nei, opptatt»."""
    if VerdictReason.HELD_FOR_HER in answer.reasons:
        return words.say("Yes, held for her")
    if answer.verdict is Verdict.BEST:
        return words.say("Yes, fits best")
    if answer.verdict is Verdict.SWAP:
        return words.say("Can swap")
    return words.say(_ANSWERS[answer.reasons[0]]) if answer.reasons else words.say("Yes, free")


def all_answer_words(words: Words) -> list[str]:
    """Return every answer that may stand on a card, to make the cards wide enough."""
    more = (mark("Yes, fits best"), mark("Can swap"))
    return [words.say(text) for text in (*_ANSWERS.values(), *more)]


def why_words(words: Words, reasons: Iterable[VerdictReason]) -> list[str]:
    """Return the reasons of an answer, each a line for the side panel."""
    return [words.say(_WHY[reason]) for reason in reasons]


# -- whole sentences ----------------------------------------------------------------------------


def bed_sentence(words: Words, bed: BedPicture, now: datetime, *, curtained: bool) -> list[str]:
    """Return the parts of what a screen reader says about a bed, without room and floor."""
    parts = [words.say("place {code}", code=short(naming.plain(bed.code)))]
    status = status_of(bed)
    if status is Status.EXTRA or not bed.approved:
        parts.append(words.say("extra place"))
    parts.append(label_inside(words.texts, bed.state))
    if bed.person is not None and not curtained:
        parts.append(said_name(words, bed.person))
    parts.append(until_words(words, bed, now))
    if not curtained:
        parts.append(outage_words(words, bed))
        if bed.level in LEVEL_STATUS:
            parts.append(label_inside(words.texts, bed.level))
        if bed.next_check is not None:
            parts.append(words.say("check {at}", at=bed.next_check))
    if bed.state in {BedState.TAKEN_INSIDE, BedState.TAKEN_OUT, BedState.CLEANING}:
        parts.append(since_words(words, bed.since, now))
    if bed.state is BedState.FREE:
        parts.append(attribute_words(words, bed))
    return [part for part in parts if part]


def legend_word(words: Words, state: BedState) -> str:
    """Return the word of a state in the legend."""
    return label(words.texts, state)
