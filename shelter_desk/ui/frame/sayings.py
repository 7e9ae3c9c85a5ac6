"""Sentences of the frame that several parts say: the next check, the shift. Never a name."""

from datetime import timedelta

from shelter_desk.marking import mark_in
from shelter_desk.terms import ShiftName
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.facts import FrameFacts, NextCheck

_SOON = timedelta(minutes=5)
_SHIFTS = {
    ShiftName.DAY: mark_in("shift", "day"),
    ShiftName.EVENING: mark_in("shift", "evening"),
    ShiftName.NIGHT: mark_in("shift", "night"),
}


def say_check(desk: Desk, check: NextCheck, *, neutral: bool = False) -> tuple[str, bool]:
    """Return the sentence of the next check and whether it presses.

    Behind curtain and lock (``neutral``) only time and numbers (screens.md, «Frame»).
    """
    words, now = desk.words, desk.clock.now()
    soon = check.at - now <= _SOON
    if neutral:
        text = words.say(
            "Check {at} ({count}) · overdue {overdue}",
            at=check.at,
            count=check.count,
            overdue=check.overdue,
        )
        return text, soon or check.overdue > 0
    minutes = round((check.at - now).total_seconds() / 60)
    place = f" {check.place}" if check.place else ""
    if minutes < 0:
        return words.say("Check{place} {minutes} min over", place=place, minutes=-minutes), True
    if soon:
        return words.say("Check{place} in {minutes} min", place=place, minutes=minutes), True
    return words.say("Check{place} at {at}", place=place, at=check.at), False


def say_shift(desk: Desk, facts: FrameFacts) -> str:
    """Return «kveld til 22:15»; «» while the shift is not known."""
    if facts.shift is None:
        return ""
    shift = desk.words.say_in("shift", _SHIFTS[facts.shift])
    if facts.shift_ends is None:
        return shift
    return desk.words.say("{shift} until {end}", shift=shift, end=facts.shift_ends)
