"""The words of lines about checks, rounds, restrictions, and who must not meet."""

from collections.abc import Mapping
from datetime import date

from shelter_desk.clock import local_date
from shelter_desk.marking import mark
from shelter_desk.phrases.labels import label, label_inside
from shelter_desk.phrases.stored import Params, instant, member, plain
from shelter_desk.terms import (
    CheckResult,
    KeepApartLevel,
    LogKind,
    RestrictionKind,
    RestrictionScope,
)
from shelter_desk.texts import Texts

_NEUTRAL = mark("We can neither confirm nor deny that anybody is here.")


def neutral_answer(texts: Texts) -> str:
    """Return what is said to whoever asks for a woman, always the same (domain.md b4)."""
    return texts.say(_NEUTRAL)


def check_words(texts: Texts, params: Params, bed: str) -> str:
    """Return the words of a check, of a plan, or of a round."""
    del bed
    if "every" in params:
        return _agreed(texts, params)
    if "round" in params:
        return _round(texts, params)
    if params.get("ended"):
        return texts.say("Agreed checks ended")
    result = member(CheckResult, params, "result")
    if result is CheckResult.NO_ANSWER:
        return texts.say("No answer: open the door, then 113")
    words = label(texts, LogKind.CHECK) if result is None else label(texts, result)
    following = instant(params, "next")
    if following is None:
        return words
    return texts.say("{what}, next {at}", what=words, at=following)


def sent_away_words(texts: Texts, params: Params, bed: str) -> str:
    """Return «Bortvist til 21.11. kl. 06:00»."""
    del bed
    until = instant(params, "until")
    if until is None:
        return label(texts, LogKind.SENT_AWAY)
    return texts.say("Sent away until {until}", until=until)


def barred_words(texts: Texts, params: Params, bed: str) -> str:
    """Return what she is barred from, until when, and when it is looked at again."""
    del bed
    scope = member(RestrictionScope, params, "scope")
    until, again = instant(params, "until"), _day(params, "review")
    if scope is None or again is None:
        return label(texts, LogKind.BARRED)
    covers = label_inside(texts, scope)
    if until is None:
        return texts.say("Barred {covers}, review {day}", covers=covers, day=again)
    # The day and not the hour: a bar lasts for days.
    last = local_date(until)
    return texts.say(
        "Barred {covers} until {until}, review {day}", covers=covers, until=last, day=again
    )


def reviewed_words(texts: Texts, params: Params, bed: str) -> str:
    """Return that a restriction was lifted, or stands until it is looked at again."""
    del bed
    kind = member(RestrictionKind, params, "of")
    if params.get("lifted"):
        if kind is RestrictionKind.SENT_AWAY:
            return texts.say("No longer sent away")
        return texts.say("No longer barred")
    again = _day(params, "review")
    if again is None:
        return label(texts, LogKind.REVIEWED)
    return texts.say("Reviewed, stands; next review {day}", day=again)


def keep_apart_words(texts: Texts, params: Params, bed: str) -> str:
    """Return that two are kept apart, why, or that it has ended."""
    del bed
    room, why = plain(params, "room"), member(KeepApartLevel, params, "why")
    if params.get("ended"):
        if room:
            return texts.say("No longer kept apart from {room}", room=room)
        return texts.say("No longer kept apart")
    if why is None:
        return label(texts, LogKind.KEEP_APART)
    reason = label_inside(texts, why)
    if room:
        return texts.say("Kept apart from {room}: {reason}", room=room, reason=reason)
    return texts.say("Kept apart: {reason}", reason=reason)


def asked_words(texts: Texts, params: Params, bed: str) -> str:
    """Return that somebody asked, and what was answered."""
    del params, bed
    return texts.say("Somebody asked for her; neither confirmed nor denied")


def _agreed(texts: Texts, params: Params) -> str:
    minutes, until = params.get("every"), instant(params, "until")
    words = _EVERY.get(minutes) if isinstance(minutes, int) else None
    if words is None or until is None:
        return label(texts, LogKind.CHECK)
    return texts.say("{how_often} until {until}", how_often=texts.say(words), until=until)


_EVERY: Mapping[int, str] = {
    15: mark("Checks agreed every 15 minutes"),
    30: mark("Checks agreed every 30 minutes"),
    60: mark("Checks agreed every hour"),
    120: mark("Checks agreed every 2 hours"),
    240: mark("Checks agreed every 4 hours"),
}


def _round(texts: Texts, params: Params) -> str:
    parts = [texts.say("Round ended: {count} seen", count=_count(params, "seen"))]
    for name, words in _ROUND.items():
        count = _count(params, name)
        if count:
            parts.append(texts.say(words, count=count))
    return ", ".join(parts)


_ROUND = {
    "out": mark("{count} out"),
    "no_answer": mark("{count} without an answer"),
    "left": mark("{count} not looked at"),
}


def _count(params: Params, name: str) -> int:
    value = params.get(name)
    return value if isinstance(value, int) else 0


def _day(params: Params, name: str) -> date | None:
    words = plain(params, name)
    return date.fromisoformat(words) if words else None
