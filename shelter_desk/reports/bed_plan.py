"""The bed plan on paper (screens.md, Plasskart): A4 landscape, with names or without.

Floors lie over each other like a section through the house. Rooms keep their order and their
share of the width as on the house's plan; a row of rooms is as high as the fullest needs, because
type is never made smaller for a drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shelter_desk.reports.base import PAD, Block, Group, Page, Pen, flow, space
from shelter_desk.reports.handover_content import PlaceRow, PlaceStatus
from shelter_desk.reports.place_words import interval, state, status
from shelter_desk.reports.slip import (
    TOP_OF_NEXT,
    SlipWords,
    bottom_of,
    finish,
    sheet_of,
    title_block,
    width_of,
)
from shelter_desk.reports.slip_content import BedPlan, PlanRoom, Slip
from shelter_desk.reports.tables import LINE
from shelter_desk.reports.typeface import Line, Run, wrap

_WIDE = width_of(lying=True)
_GAP = 6.0
_KEPT = "\N{NO-BREAK SPACE}"
_NARROWEST = 92.0
"""Points: under this no place of a room can be read."""
_SAME_ROW = 0.5
"""Of a room's height in units: rooms that begin so near to each other stand in one row."""


def render(plan: BedPlan) -> bytes:
    """Return the plan as a PDF without a copy's number, or as the one copy it says it is."""
    return _document(plan, [plan.slip])


def render_copies(plan: BedPlan, total: int) -> bytes:
    """Return one PDF with ``total`` numbered copies."""
    slips = [replace(plan.slip, copy_number=one, copy_total=total) for one in range(1, total + 1)]
    return _document(plan, slips)


def _document(plan: BedPlan, slips: Sequence[Slip]) -> bytes:
    all_words = [_words(replace(plan, slip=slip)) for slip in slips]
    sheets = [sheet_of(words, _pages(plan, words), lying=True) for words in all_words]
    return finish(sheets, all_words[0])


def _words(plan: BedPlan) -> SlipWords:
    words = SlipWords(plan.slip, "", "")
    words.title = words.say("Bed map")
    words.subtitle = words.say("with names") if plan.names else words.say("without names")
    return words


def _pages(plan: BedPlan, words: SlipWords) -> list[Page]:
    first = Page()
    first.add([title_block(words, lying=True)])
    pages = [first]
    groups = [_floor(words, floor.name, floor.rooms) for floor in plan.floors]
    if not groups:
        first.add([_sentence(words.say("The house has no rooms yet"))])
    flow(groups, pages, TOP_OF_NEXT, bottom_of(lying=True))
    return pages


def _floor(words: SlipWords, name: str, rooms: Sequence[PlanRoom]) -> Group:
    heading = (space(_GAP), _band(words.clean(name)))
    again = (space(_GAP), _band(words.say("{title}, continued", title=words.clean(name))))
    lines = _lines(rooms)
    full = max((sum(room.width for room in line) for line in lines), default=1)
    rows = [_row(words, row, full) for line in lines for row in _fitting(line)]
    return Group(heading, tuple(rows), again=again)


def _band(title: str) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.band(y, 15, to=_WIDE)
        pen.text(PAD, y + 1.5, title, bold=True)

    return Block(17, draw)


def _sentence(text: str) -> Block:
    return Block(LINE + 6, lambda pen, y: pen.text(0, y + 3, text))


def _lines(rooms: Iterable[PlanRoom]) -> list[list[PlanRoom]]:
    """Return the rooms in rows, top row first and each from left to right."""
    rows: list[list[PlanRoom]] = []
    for room in sorted(rooms, key=lambda one: (one.top, one.left)):
        if rows and room.top - rows[-1][0].top < _SAME_ROW:
            rows[-1].append(room)
        else:
            rows.append([room])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _fitting(row: list[PlanRoom]) -> list[list[PlanRoom]]:
    """Return the row in as few parts as leave every room wide enough to be read."""
    most = int((_WIDE + _GAP) // (_NARROWEST + _GAP))
    return [row[start : start + most] for start in range(0, len(row), most)]


def _row(words: SlipWords, rooms: Sequence[PlanRoom], full: int) -> Block:
    """Return a row as wide as its rooms are of the floor's ``full`` width, in plan units."""
    gaps = _GAP * (len(rooms) - 1)
    share = _WIDE * sum(room.width for room in rooms) / max(1, full)
    free = min(_WIDE, max(share, len(rooms) * _NARROWEST + gaps)) - gaps
    widths = _shares([room.width for room in rooms], free)
    drawn = [_room(words, room, width - 2 * PAD) for room, width in zip(rooms, widths, strict=True)]
    height = max(len(lines) for lines in drawn) * LINE + 8

    def draw(pen: Pen, y: float) -> None:
        x = 0.0
        for lines, width, room in zip(drawn, widths, rooms, strict=True):
            pen.box(x, y, width, height, 1.0 if room.places else 0.4)
            pen.lines(x + PAD, y + 3, lines)
            x += width + _GAP

    return Block(height + _GAP, draw)


def _shares(units: Sequence[int], free: float) -> list[float]:
    """Share the width as the plan does, but leave nobody under the narrowest."""
    least = min(_NARROWEST, free / len(units))
    left, spare = free, sum(units)
    shares = [0.0] * len(units)
    for index in sorted(range(len(units)), key=units.__getitem__):
        wanted = left * units[index] / spare if spare else least
        shares[index] = max(least, wanted)
        left -= shares[index]
        spare -= units[index]
    return shares


def _room(words: SlipWords, room: PlanRoom, width: float) -> list[Line]:
    lines: list[Line] = [wrap([Run(words.clean(room.name))], width, most=1)[0]]
    for place in room.places:
        lines += _place(words, place, width)
    return lines


def _place(words: SlipWords, place: PlaceRow, width: float) -> list[Line]:
    said = [status(words.texts, place, words.slip.data_as_of)]
    if place.status is PlaceStatus.OUT_OF_SERVICE and place.reason:
        said = [f"{state(words.texts, place.status)}: {words.clean(place.reason)}"]
    if place.check_interval is not None:
        every = interval(words.texts, place.check_interval)
        said.append(words.say("checks every {interval}", interval=every).replace(" ", _KEPT))
    who = words.who(place.who)
    first: Line = (Run(words.clean(place.code), bold=True), Run(f"  {who}" if who else ""))
    more = wrap([Run(" · ".join(said))], width, most=2)
    return [*wrap(first, width, most=2), *more]
