"""What the board says: names, flags, provisions, in the reader's language and right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shelter_desk.marking import mark, mark_in
from shelter_desk.phrases import label, label_inside, lowered
from shelter_desk.services.snapshots import (
    BedAnswer,
    BoardFlag,
    BoardRow,
    Flag,
    GivenToday,
    Person,
    Verdict,
    VerdictReason,
)
from shelter_desk.terms import BedAttribute, Level, ProvisionKind
from shelter_desk.ui import naming
from shelter_desk.ui.curtain import token
from shelter_desk.ui.theme import Status
from shelter_desk.ui.words import Words


def said_name(words: Words, person: Person, *, curtained: bool = False) -> str:
    """Return her name as it may stand in a sentence now."""
    if curtained:
        return token(person.place)
    return naming.embedded(naming.name_of(words, person))


# -- flags -----------------------------------------------------------------------------------

FLAG_WORDS = {
    Flag.CLOSE_CHECKS: mark("Close checks"),
    Flag.OWN_ROOM: mark("Own room"),
    Flag.WATCH: mark("Keep an eye"),
    Flag.AGREEMENT: mark("Agreement applies"),
    Flag.MESSAGE: mark("Message for her"),
    Flag.WAKE: mark("Wake her"),
    Flag.SAME_NAME: mark("Two of this name"),
    Flag.WANTS_BED: mark("Wants a bed"),
    Flag.NOTE: mark("Note"),
}
_FLAG_ICONS = {
    Flag.CLOSE_CHECKS: "alert-octagon",
    Flag.OWN_ROOM: "shield-home-outline",
    Flag.WATCH: "flag",
    Flag.AGREEMENT: "handshake-outline",
    Flag.MESSAGE: "email-outline",
    Flag.WAKE: "alarm",
    Flag.SAME_NAME: "account-multiple-outline",
    Flag.WANTS_BED: "bed-clock",
    Flag.NOTE: "note-text-outline",
}
_FLAG_STATUS = {
    Flag.CLOSE_CHECKS: Status.WATCH,
    Flag.OWN_ROOM: Status.ISOLATED,
    Flag.WATCH: Status.WATCH,
    Flag.AGREEMENT: Status.INFO,
}


@dataclass(frozen=True)
class FlagLook:
    """How a flag is shown: word, icon, and a status colour or none. ``solid``: urgent now."""

    text: str
    icon: str
    status: Status | None
    solid: bool


def flag_look(words: Words, flag: BoardFlag, person: Person) -> FlagLook:
    """Return word, icon and colour of a flag."""
    status = _FLAG_STATUS.get(flag.flag)
    if flag.level is Level.URGENT:
        status = Status.URGENT
    elif flag.level is Level.WATCH and status is None:
        status = Status.WATCH
    return FlagLook(
        flag_words(words, flag, person),
        _FLAG_ICONS[flag.flag],
        status,
        solid=flag.level is Level.URGENT,
    )


def flag_words(words: Words, flag: BoardFlag, person: Person) -> str:
    """Return the words of a flag, with its time or text where it carries one."""
    if flag.flag is Flag.WAKE and flag.at is not None:
        return words.say("Wake her {at}", at=flag.at)
    if flag.flag is Flag.SAME_NAME and person.alias:
        return words.say("Two are called {name}", name=naming.embedded(naming.plain(person.alias)))
    if flag.flag is Flag.NOTE and flag.text:
        return naming.plain(flag.text)
    return words.say(FLAG_WORDS[flag.flag])


def urgency(row: BoardRow) -> int:
    """Return 0 for a row with something urgent, 1 for something to watch, else 2."""
    levels = {flag.level for flag in row.flags}
    if Level.URGENT in levels:
        return 0
    return 1 if Level.WATCH in levels else 2


# -- provisions ------------------------------------------------------------------------------

PROVISION_ICONS = {
    ProvisionKind.BREAKFAST: "silverware-fork-knife",
    ProvisionKind.LUNCH: "silverware-fork-knife",
    ProvisionKind.THURSDAY_DINNER: "silverware-fork-knife",
    ProvisionKind.SUPPER: "silverware-fork-knife",
    ProvisionKind.SHOWER: "shower-head",
    ProvisionKind.CLOTHES: "tshirt-crew-outline",
    ProvisionKind.LAUNDRY: "washing-machine",
    ProvisionKind.EQUIPMENT: "medical-bag",
    ProvisionKind.NALOXONE: "spray",
    ProvisionKind.PACKED_LUNCH: "food-takeout-box-outline",
    ProvisionKind.FOOD_BAG: "sack-outline",
    ProvisionKind.TALK: "chat-outline",
    ProvisionKind.SUPPORT_CONTACT: "phone-outline",
}
MEALS = (
    ProvisionKind.BREAKFAST,
    ProvisionKind.LUNCH,
    ProvisionKind.THURSDAY_DINNER,
    ProvisionKind.SUPPER,
)


def provision_word(words: Words, kind: ProvisionKind) -> str:
    """Return a provision's word as it stands on a button: one or two words."""
    if kind is ProvisionKind.SUPPORT_CONTACT:
        return words.say("Agencies")
    return label(words.texts, kind)


def given_words(words: Words, given: Iterable[GivenToday]) -> str:
    """Return what she has had today in one line: «dusj, klær»; the amount where above one."""
    amounts: dict[ProvisionKind, int] = {}
    for one in given:
        amounts[one.kind] = amounts.get(one.kind, 0) + one.amount
    parts = []
    for kind, amount in amounts.items():
        word = lowered(provision_word(words, kind))
        parts.append(f"{word} ×{amount}" if amount > 1 else word)
    return ", ".join(parts)


# -- beds and departures -----------------------------------------------------------------------

REASON_WORDS = {
    VerdictReason.FREE: mark_in("bed", "free"),
    VerdictReason.HELD_FOR_HER: mark("held for her"),
    VerdictReason.EXTRA_PLACE: mark("extra place"),
    VerdictReason.HERS: mark("hers already"),
    VerdictReason.TAKEN: mark("taken"),
    VerdictReason.HELD: mark("held for another"),
    VerdictReason.CLEANING: mark("to be cleaned first"),
    VerdictReason.OUT_OF_SERVICE: mark("out of service"),
    VerdictReason.SAME_ROOM: mark("keep apart: same room"),
    VerdictReason.NEXT_ROOM: mark("keep apart: next room"),
    VerdictReason.ISOLATED_ROOM: mark("for one alone just now"),
    VerdictReason.NOT_ALONE: mark("shared room"),
    VerdictReason.NO_OWN_TOILET: mark("no own toilet"),
    VerdictReason.NEEDS_VEDTAK: mark("needs a decision"),
    VerdictReason.CRISIS_PLACE: mark("crisis-shelter place"),
    VerdictReason.FITS_WISHES: mark("fits what she wants"),
}
VERDICT_WORDS = {
    Verdict.BEST: mark("fits best"),
    Verdict.YES: mark_in("verdict", "yes"),
    Verdict.WARNING: mark_in("verdict", "yes, but"),
    Verdict.SWAP: mark_in("verdict", "swap"),
    Verdict.NO: mark_in("verdict", "no"),
}
VERDICT_STATUS = {
    Verdict.BEST: Status.FREE,
    Verdict.YES: Status.FREE,
    Verdict.WARNING: Status.WATCH,
    Verdict.SWAP: Status.WATCH,
    Verdict.NO: Status.OUT_OF_SERVICE,
}
VERDICT_ICONS = {
    Verdict.BEST: "check-circle",
    Verdict.YES: "check-circle",
    Verdict.WARNING: "alert-outline",
    Verdict.SWAP: "swap-horizontal",
    Verdict.NO: "close",
}


def verdict_word(words: Words, answer: BedAnswer) -> str:
    """Return what a bed answers, in a word or two."""
    if VerdictReason.HELD_FOR_HER in answer.reasons:
        return words.say("held for her")
    if answer.verdict is Verdict.BEST:
        return words.say("fits best")
    return words.say_in("verdict", VERDICT_WORDS[answer.verdict])


def reason_words(words: Words, reasons: Iterable[VerdictReason]) -> str:
    """Return why, as a list."""
    said = []
    for reason in reasons:
        if reason is VerdictReason.FREE:
            said.append(words.say_in("bed", "free"))
        else:
            said.append(words.say(REASON_WORDS[reason]))
    return ", ".join(said)


def attribute_words(words: Words, attributes: Iterable[BedAttribute]) -> str:
    """Return what is particular about a bed, as a list."""
    return ", ".join(label_inside(words.texts, one) for one in attributes)


# -- times -------------------------------------------------------------------------------------


def over_by(words: Words, expected: datetime | None, now: datetime) -> str:
    """Return «42 min over» when ``expected`` has gone by, else nothing."""
    if expected is None or now <= expected:
        return ""
    minutes = int((now - expected).total_seconds() // 60)
    if minutes < 1:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return words.say("{minutes} min over", minutes=minutes)
    return words.say("{hours} h {minutes} min over", hours=hours, minutes=rest)
