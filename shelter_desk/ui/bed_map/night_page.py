"""What the side panel says of one place in one of the coming nights."""

from collections.abc import Sequence

from shelter_desk.phrases import label
from shelter_desk.services.night_pictures import BedNights, NightSpan
from shelter_desk.terms import BedState
from shelter_desk.ui import naming
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.bed_map import wording
from shelter_desk.ui.bed_map.model import Place
from shelter_desk.ui.bed_map.nights_model import NightsModel
from shelter_desk.ui.bed_map.panel import BedPage, Line
from shelter_desk.ui.words import Words


def night_page(  # noqa: PLR0917 - all that is said stands in the cell and around it
    words: Words,
    model: NightsModel,
    place: Place,
    bed: BedNights,
    span: NightSpan | None,
    night: int,
    acts: Sequence[ActionSpec],
) -> BedPage:
    """Return what is said of the chosen night of a place, and what can be done."""
    day = model.night_words(night)
    day = day if night == 0 else words.say("the night {day}", day=day)
    facts = [Line("weather-night", day)]
    state = BedState.FREE if span is None else span.state
    status = wording.STATUS[state]
    if span is not None:
        facts += _about(words, model, span)
    room = f"{naming.plain(place.room.name)}, {naming.plain(place.floor.name)}"
    facts.append(Line("map-marker-outline", room))
    if bed.category is not None:
        facts.append(Line("tag-outline", label(words.texts, bed.category)))
    hint = ""
    if span is not None and night == 0 and span.person is not None and span.first == span.last:
        hint = words.say("Known for tonight only: the place is given anew each evening.")
    named = span is not None and span.person is not None
    return BedPage(
        code=naming.plain(bed.code),
        status=status,
        state=wording.state_word(words, status),
        name=naming.name_of(words, span.person) if named and span and span.person else "",
        facts=tuple(facts),
        acts=tuple(acts),
        hint=hint,
    )


def _about(words: Words, model: NightsModel, span: NightSpan) -> list[Line]:
    texts, facts = words.texts, []
    if span.outage is not None:
        facts.append(Line("wrench-outline", label(texts, span.outage)))
    if span.until is not None and model.snapshot is not None:
        at = texts.moment_then(span.until, model.snapshot.at)
        facts.append(Line("clock-end", words.say("until {at}", at=at)))
    if span.decision_ends is not None:
        day = texts.long_date(span.decision_ends)
        facts.append(
            Line("file-clock-outline", words.say("The last day is {day}.", day=day),
                 wording.STATUS_NONE)
        )  # fmt: skip
    if model.snapshot is not None:
        first, last = (texts.short_date(model.snapshot.nights[n]) for n in (span.first, span.last))
        count = span.last - span.first + 1
        nights = words.say_many("{count} night", "{count} nights", count)
        shown = first if count == 1 else f"{first}–{last}"
        facts.append(Line("calendar-range", f"{nights}, {shown}" if not span.goes_on else
                          words.say("{nights} and longer, from {first}", nights=nights,
                                    first=first)))  # fmt: skip
    return facts
