"""The fire list (Brannliste): floor, room, place and alias, with squares to tick at the roll-call.

Source: domain.md b18 and c3. It is read outdoors, at night, by somebody in a hurry: larger type
than the other sheets, nobody left out, nothing about health, and what is not known says so.
"""

from collections.abc import Iterable, Sequence

from shelter_desk.clock import local_date
from shelter_desk.reports.base import (
    HEIGHT,
    PAD,
    WIDTH,
    Block,
    Group,
    Page,
    Pen,
    Sheet,
    document,
    flow,
    height_of,
    space,
)
from shelter_desk.reports.fire_list_content import FireFloor, FireList, FirePerson
from shelter_desk.reports.fire_list_words import Words
from shelter_desk.reports.handover_head import DEMO_WIDTH, demo_box, watermark
from shelter_desk.reports.typeface import (
    LEADING,
    SMALL,
    Line,
    Run,
    line_width,
    shortened,
    text_width,
    wrap,
)

TITLE, BIG, NAME, FOOT = 24.0, 17.0, 12.0, 8.0
PAGE_HEAD = 24.0
FOOT_HEIGHT = 2 * FOOT * LEADING + 4
BOTTOM = HEIGHT - FOOT_HEIGHT - 4
BAND_HEIGHT = 20.0
ROW_AIR = 4.0
SQUARE = 11.0
ROOM, PLACE, WHO, HELP, BESIDE = 26.0, 130.0, 190.0, 344.0, 440.0
"""Where the columns begin; the square stands at the left edge, where a pencil finds it."""
PAIR = 26.0, WIDTH / 2 + 26
HELP_LINES = 3
VISITOR_LINES = 2
GAP = 5.0


def render(fire: FireList, language: str) -> bytes:
    """Return the list as a PDF; the same list gives the same bytes."""
    words = Words(fire, language)
    first = Page()
    first.add(_top(words))
    pages = [first]
    # The gap above a group is part of its heading, so that no page begins with an empty one.
    flow([_spaced(group) for group in _groups(words)], pages, PAGE_HEAD, BOTTOM)
    closing = _closing(words)
    if pages[-1].filled + height_of(closing) > BOTTOM:
        pages.append(Page(filled=PAGE_HEAD))
    pages[-1].add(closing)

    def head(pen: Pen, number: int, _total: int) -> None:
        if fire.demo:
            watermark(pen)
        if number > 1:
            _running_head(pen, words)

    def foot(pen: Pen, number: int, total: int) -> None:
        _foot(pen, words, number, total)

    sheet = Sheet(pages=tuple(pages), head=head, foot=foot)
    return document([sheet], title=words.say("Fire list"), language=language)


# -- head and foot -------------------------------------------------------------------------------


def _top(words: Words) -> list[Block]:
    blocks = [_title(words)]
    if words.fire.kept or words.fire.looked_back:
        blocks += [_warning(words), space(GAP)]
    return [*blocks, _meeting_point(words), space(GAP), _total(words), *_help(words)]


def _title(words: Words) -> Block:
    fire = words.fire
    day = words.texts.long_date(local_date(fire.printed_at or fire.data_as_of))
    unit = shortened(words.clean(fire.unit_code), 120)
    meta: list[Line] = [
        (Run(f"{unit} · " if unit else ""), Run(words.as_of(), bold=True)),
        (Run(f"{words.printed()} · {words.number()}"),),
    ]
    title = words.say("Fire list")

    def draw(pen: Pen, y: float) -> None:
        pen.text(0, y, title, TITLE, bold=True)
        if fire.demo:
            demo_box(pen, text_width(title, TITLE, bold=True) + 14, y + 7)
        pen.text_right(WIDTH, y, day, 11, bold=True)
        for index, line in enumerate(meta):
            pen.line_right(WIDTH, y + 15 + index * SMALL * LEADING, line, SMALL)

    return Block(46, draw)


def _warning(words: Words) -> Block:
    text = words.looked_back() or words.say(
        "The database did not answer. This is the list kept {moment}; what has happened since is "
        "not on it.",
        moment=words.texts.moment(words.fire.data_as_of),
    )
    lines = wrap([Run(text, bold=True)], WIDTH - 16, 11)
    height = len(lines) * 11 * LEADING + 8

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, WIDTH, height, 1.6)
        pen.lines(8, y + 4, lines, 11)

    return Block(height, draw)


def _meeting_point(words: Words) -> Block:
    where = words.clean(words.fire.meeting_point)
    label = Run(words.say("Meeting point") + "  ")
    lines = wrap([label, Run(where, bold=True)], WIDTH - 16, 14, most=2)
    height = len(lines) * 14 * LEADING + 8
    start = 8 + line_width((label,), 14)

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, WIDTH, height, 1.2)
        pen.lines(8, y + 4, lines, 14)
        if not where:
            # Nobody has said where: a line to write on, rather than a guess.
            pen.rule(y + height - 7, start, WIDTH - 8, 0.6)

    return Block(height, draw)


def _total(words: Words) -> Block:
    number, label = str(words.fire.total), words.say("in the house")
    beside = text_width(number, BIG, bold=True) + 6
    left = beside + text_width(label, NAME) + 14
    lines = wrap([Run(words.inside())], WIDTH - left, NAME, most=2)

    def draw(pen: Pen, y: float) -> None:
        pen.text(0, y, number, BIG, bold=True)
        pen.text(beside, y + 4.6, label, NAME)
        pen.lines(left, y + 4.6, lines, NAME)

    return Block(8 + max(1, len(lines)) * NAME * LEADING, draw)


def _help(words: Words) -> list[Block]:
    places = words.help_places()
    if not places:
        return []
    label = Run(words.say("Needs help out") + " ", bold=True)
    for shown in range(len(places), -1, -1):
        rest = len(places) - shown
        parts = places[:shown] + ([words.say("and {count} more below", count=rest)] if rest else [])
        lines = wrap([label, Run(" · ".join(parts))], WIDTH, NAME)
        if len(lines) <= HELP_LINES:
            break
    return [Block(len(lines) * NAME * LEADING + 4, lambda pen, y: pen.lines(0, y, lines, NAME))]


def _running_head(pen: Pen, words: Words) -> None:
    pen.line(0, 2, (Run(words.say("Fire list"), bold=True), Run(" · " + words.as_of())))
    right = WIDTH
    if words.fire.demo:
        demo_box(pen, WIDTH - DEMO_WIDTH, 0)
        right -= DEMO_WIDTH + 14
    pen.text_right(right, 2.5, words.number(), SMALL)


def _foot(pen: Pen, words: Words, number: int, total: int) -> None:
    y = HEIGHT - FOOT_HEIGHT
    pen.rule(y)
    keep = words.say("shredded when the next list is printed · no information about health")
    pen.line(0, y + 3, (Run(words.say("CONFIDENTIAL"), bold=True), Run(f" · {keep}")), FOOT)
    low = y + 3 + FOOT * LEADING
    pen.text(0, low, words.say("Fire 110 · police 112 · ambulance 113"), FOOT)
    page = words.say("page {number} of {total}", number=number, total=total)
    pen.text_right(WIDTH, y + 3, page, FOOT)
    pen.text_right(WIDTH, low, words.number(), FOOT)


# -- the list ------------------------------------------------------------------------------------


def _spaced(group: Group) -> Group:
    return Group((space(GAP), *group.heading), group.rows, again=group.again or group.heading)


def _groups(words: Words) -> list[Group]:
    fire = words.fire
    groups = [_floor(words, floor) for floor in fire.floors]
    if fire.without_place:
        title = words.say("Without a place: living room, kitchen, yard")
        rows = [_row(words, "", person) for person in fire.without_place]
        count = len(fire.without_place) + sum(one.children for one in fire.without_place)
        groups.append(_group(words, title, rows, count))
    groups.append(_group(words, words.say("Staff on duty"), _names(words, fire.staff), None))
    visitors = fire.visitors or ()
    title = words.say("Visitors and volunteers")
    if fire.visitors is None:
        title = words.say("Visitors and volunteers: write them down here")
    blank = [_pair(("", "")) for _ in range(VISITOR_LINES)]
    rows = _names(words, visitors) if visitors else blank
    groups.append(_group(words, title, rows, None))
    if fire.out:
        title = words.say("Out just now: not counted")
        groups.append(_group(words, title, [_out(words)], None))
    return groups


def _floor(words: Words, floor: FireFloor) -> Group:
    rows: list[Block] = []
    for room in floor.rooms:
        name = words.clean(room.name)
        for index, person in enumerate(room.people):
            rows.append(_row(words, "" if index else name, person))
    count = sum(1 + one.children for room in floor.rooms for one in room.people)
    if not rows:
        rows = [_plain(words.say("Nobody sleeps here now."))]
    return _group(words, words.clean(floor.name), rows, count)


def _group(words: Words, title: str, rows: Sequence[Block], count: int | None) -> Group:
    def heading(name: str) -> tuple[Block, ...]:
        return (_band(name, "" if count is None else words.texts.number(count)),)

    again = heading(words.say("{title}, continued", title=title))
    return Group(heading(title), tuple(rows), again=again)


def _band(title: str, count: str) -> Block:
    room = WIDTH - 2 * PAD - text_width(count, 13, bold=True) - 10
    (line,) = wrap([Run(title, bold=True)], room, 13, most=1)

    def draw(pen: Pen, y: float) -> None:
        pen.band(y, BAND_HEIGHT)
        pen.line(PAD, y + 2, line, 13)
        pen.text_right(WIDTH - PAD, y + 2, count, 13, bold=True)

    return Block(BAND_HEIGHT, draw)


def _row(words: Words, room: str, person: FirePerson) -> Block:
    help_out = words.say("needs help out") if person.needs_help else ""
    # Without a bed there is no room to name: she begins where a room would stand.
    name = WHO if person.place else ROOM
    cells = (
        (ROOM, wrap([Run(room, bold=True)], PLACE - ROOM - PAD, NAME, most=2)),
        (PLACE, wrap([Run(words.clean(person.place), bold=True)], WHO - PLACE - PAD, NAME)),
        (name, wrap([Run(words.who(person.who))], HELP - name - PAD, NAME, most=2)),
        (HELP, wrap([Run(help_out, bold=True)], BESIDE - HELP - PAD, NAME)),
        (BESIDE, wrap([Run(words.children(person.children))], WIDTH - BESIDE, NAME)),
    )
    height = max(len(lines) for _, lines in cells) * NAME * LEADING + ROW_AIR

    def draw(pen: Pen, y: float) -> None:
        pen.box(PAD, y + ROW_AIR / 2 + (NAME * LEADING - SQUARE) / 2, SQUARE, SQUARE, 0.9)
        for x, lines in cells:
            pen.lines(x, y + ROW_AIR / 2, lines, NAME)
        if help_out:
            pen.box(HELP - 3, y + 1.5, BESIDE - HELP - 4, height - 3, 1.2)
        pen.rule(y + height)

    return Block(height, draw)


def _names(words: Words, names: Sequence[str]) -> list[Block]:
    """Return names with squares, two beside each other."""
    if not names:
        return [_plain(words.say("Nobody is entered as on duty."))]
    cleaned = [words.clean(name) or "–" for name in names]
    pairs = zip(cleaned[::2], [*cleaned[1::2], None], strict=False)
    return [_pair(pair) for pair in pairs]


def _pair(names: tuple[str, str | None]) -> Block:
    room = WIDTH / 2 - 34
    cells = [
        (x, wrap([Run(name)], room, NAME, most=1))
        for x, name in zip(PAIR, names, strict=True)
        if name is not None
    ]
    blank = not any(names)
    height = NAME * LEADING + (ROW_AIR + 4 if blank else ROW_AIR)

    def draw(pen: Pen, y: float) -> None:
        for x, lines in cells:
            box = y + (height - SQUARE) / 2
            pen.box(x - PAIR[0] + PAD, box, SQUARE, SQUARE, 0.9)
            pen.lines(x, y + ROW_AIR / 2, lines, NAME)
        pen.rule(y + height)

    return Block(height, draw)


def _plain(text: str) -> Block:
    height = NAME * LEADING + ROW_AIR

    def draw(pen: Pen, y: float) -> None:
        pen.text(PAD, y + ROW_AIR / 2, text, NAME)
        pen.rule(y + height)

    return Block(height, draw)


def _out(words: Words) -> Block:
    people = words.fire.out
    parts: Iterable[str] = (
        f"{words.clean(person.place)} {words.who(person.who)}".strip() for person in people
    )
    lines = wrap([Run(" · ".join(parts))], WIDTH - 2 * PAD, NAME)
    height = len(lines) * NAME * LEADING + ROW_AIR
    return Block(height, lambda pen, y: pen.lines(PAD, y + ROW_AIR / 2, lines, NAME))


def _closing(words: Words) -> list[Block]:
    """Return the lines on which the roll-call ends."""
    labels = (words.say("Everybody accounted for, at"), words.say("Missing"))
    low = 30.0

    def draw(pen: Pen, y: float) -> None:
        for x, label in zip((0.0, WIDTH / 2 + 8), labels, strict=True):
            pen.text(x, y + 12, label, NAME, bold=True)
            pen.rule(y + low, x + text_width(label, NAME, bold=True) + 6, x + WIDTH / 2 - 8, 0.6)

    return [Block(low + 2, draw)]
