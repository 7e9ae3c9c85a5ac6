"""What the side panel says, made from the map and the answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from shelter_desk.phrases import label
from shelter_desk.services.snapshots import BedAnswer, BedPicture, Person, Verdict
from shelter_desk.terms import BedState
from shelter_desk.ui import naming
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.bed_map import wording
from shelter_desk.ui.bed_map.model import BedModel, Place
from shelter_desk.ui.bed_map.panel import Answers, BedPage, Line, PlacingPage
from shelter_desk.ui.theme import Status
from shelter_desk.ui.words import Words


@dataclass
class Placement:
    """Somebody is being placed. Without ``stay_id`` it is her first place."""

    person: Person
    presence_id: int | None
    stay_id: int | None = None
    from_bed: BedPicture | None = None
    answers: dict[int, BedAnswer] | None = None
    dragged: bool = False
    dropped: bool = False
    """She was let go on a bed before the answers had come."""

    @property
    def from_id(self) -> int | None:
        """The bed she would leave."""
        return self.from_bed.bed_id if self.from_bed is not None else None

    @property
    def from_code(self) -> str:
        """The code of the bed she would leave."""
        return naming.plain(self.from_bed.code) if self.from_bed is not None else ""


def bed_page(words: Words, model: BedModel, place: Place, acts: Sequence[ActionSpec]) -> BedPage:
    """Return what is said of a chosen bed."""
    bed, now = place.bed, model.now
    status = wording.status_of(bed)
    facts: list[Line] = []
    if bed.person is not None and bed.state is not BedState.HELD and bed.since is not None:
        facts.append(Line("clock-outline", wording.since_words(words, bed.since, now)))
    until = wording.until_words(words, bed, now)
    if until:
        late = Status.WATCH if wording.is_over(bed, now) else None
        facts.append(Line("clock-alert-outline" if late else "clock-end", until, late))
    if bed.outage is not None:
        why = label(words.texts, bed.outage)
        note = wording.short(naming.plain(bed.outage_note))
        facts.append(Line("wrench-outline", f"{why}: {note}" if note else why))
    if bed.state is BedState.CLEANING:
        facts.append(Line("broom", wording.since_words(words, bed.since, now)))
    level = wording.LEVEL_STATUS.get(bed.level)
    if level is not None:
        icon = "alert-octagon" if level is Status.URGENT else "flag"
        facts.append(Line(icon, label(words.texts, bed.level), level))
    if bed.next_check is not None:
        text = words.say("next check {at}", at=bed.next_check)
        facts.append(Line("clock-check-outline", text))
    room = f"{naming.plain(place.room.name)}, {naming.plain(place.floor.name)}"
    facts.append(Line("map-marker-outline", room))
    if bed.category is not None:
        facts.append(Line("tag-outline", label(words.texts, bed.category)))
    if bed.attributes:
        facts.append(Line("information-outline", wording.attribute_words(words, bed)))
    return BedPage(
        code=naming.plain(bed.code),
        status=status,
        state=wording.state_word(words, status),
        name=naming.name_of(words, bed.person) if bed.person is not None else "",
        facts=tuple(facts),
        acts=tuple(acts),
        hint=_bed_hint(words, bed),
    )


def _bed_hint(words: Words, bed: BedPicture) -> str:
    if bed.state is BedState.CLEANING:
        return words.say("The place is not shown as free before it is cleaned.")
    if bed.state is BedState.FREE and not bed.approved:
        return words.say("An extra place does not count as capacity.")
    return ""


def placing_page(
    words: Words, model: BedModel, placement: Placement, target: Place | None
) -> PlacingPage:
    """Return what is said while somebody is being placed, for the bed that is chosen."""
    moving = placement.stay_id is not None
    leaving = target is not None and target.bed.bed_id == placement.from_id
    if leaving:
        target = None
    answer = model.answer(target.bed.bed_id) if target is not None else None
    code = naming.plain(target.bed.code) if target is not None else ""
    can = answer is not None and answer.verdict is not Verdict.NO
    go = ""
    if can:
        short = wording.short(code)
        go = words.say("Give {code}", code=short)
        if moving:
            go = words.say("Move to {code}", code=short)
        if answer is not None and answer.verdict is Verdict.SWAP:
            go = words.say("Swap with {code}", code=short)
    return PlacingPage(
        title=words.say("Move") if moving else words.say("Give a place"),
        name=naming.name_of(words, placement.person),
        from_code=placement.from_code,
        to_code=code,
        to_status=wording.VERDICT_STATUS[answer.verdict] if answer is not None else None,
        room=naming.plain(target.room.name) if target is not None else words.say("Choose a place"),
        reasons=_reasons(words, target, answer),
        go=go,
        then_title=words.say("When you move her") if moving else words.say("When you give it"),
        then=_then(words, placement, answer),
        answers=_answers(words, model, placement),
    )


def _reasons(words: Words, target: Place | None, answer: BedAnswer | None) -> tuple[Line, ...]:
    if target is None or answer is None:
        return ()
    status = wording.VERDICT_STATUS[answer.verdict]
    icon = {
        Verdict.BEST: "check",
        Verdict.YES: "check",
        Verdict.WARNING: "alert-outline",
        Verdict.SWAP: "swap-horizontal",
        Verdict.NO: "close",
    }[answer.verdict]
    lines = [Line(icon, text, status) for text in wording.why_words(words, answer.reasons)]
    if answer.verdict is Verdict.SWAP:
        lines.append(Line("information-outline", words.say("the two can swap"), Status.INFO))
    if answer.verdict not in {Verdict.NO, Verdict.SWAP} and target.bed.attributes:
        about = wording.attribute_words(words, target.bed)
        lines.append(Line("information-outline", about, Status.INFO))
    return tuple(lines)


def _then(words: Words, placement: Placement, answer: BedAnswer | None) -> tuple[Line, ...]:
    lines = []
    if answer is not None and answer.verdict is Verdict.SWAP:
        text = words.say("both places get a cleaning task: fresh bedding")
        lines.append(Line("broom", text, small=True))
    elif placement.from_bed is not None:
        text = words.say(
            "{code} gets a cleaning task and is not shown as free before it is done",
            code=wording.short(placement.from_code),
        )
        lines.append(Line("broom", text, small=True))
    lines.append(Line("notebook-outline", words.say("the daily log gets a line"), small=True))
    lines.append(Line("undo", words.say("can be undone for ten minutes"), small=True))
    return tuple(lines)


def _answers(words: Words, model: BedModel, placement: Placement) -> tuple[Answers, ...]:
    groups: dict[str, list[str]] = {"yes": [], "but": [], "swap": [], "no": []}
    answers = (placement.answers or {}).items()
    for bed_id, answer in sorted(answers, key=lambda one: one[1].verdict is not Verdict.BEST):
        place = model.place(bed_id)
        if place is None or bed_id == placement.from_id:
            continue
        group = {Verdict.WARNING: "but", Verdict.SWAP: "swap", Verdict.NO: "no"}.get(
            answer.verdict, "yes"
        )
        groups[group].append(naming.plain(place.bed.code)[:8])
    said = {
        "yes": ("check-circle", Status.FREE, words.say_in("verdict", "Yes")),
        "but": ("alert-outline", Status.WATCH, words.say_in("verdict", "Yes, but")),
        "swap": ("swap-horizontal", Status.WATCH, words.say_in("verdict", "Swap")),
        "no": ("close", None, words.say_in("verdict", "No")),
    }
    return tuple(
        Answers(icon, status, f"{word} {len(groups[group])}", _codes(groups[group]))
        for group, (icon, status, word) in said.items()
        if groups[group]
    )


_MOST_CODES = 24


def _codes(codes: list[str]) -> str:
    """Return codes in a row; a big house only its first ones."""
    shown = "  ".join(codes[:_MOST_CODES])
    return f"{shown} …" if len(codes) > _MOST_CODES else shown
