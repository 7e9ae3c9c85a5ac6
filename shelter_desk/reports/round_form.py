"""Page 2 of the handover sheet: the form that the rounds of the night are ticked on.

Source: domain.md c3 («Tilsynsskjema»): places occupied by rounds, cells of at least 12 × 8 mm,
signs, a row for initials, and a word about the clocks on the nights they change.
"""

from collections import Counter
from datetime import datetime

from shelter_desk.reports.base import BAND_HEIGHT, MM, PAD, WIDTH, Block, Group, Pen
from shelter_desk.reports.handover_content import PlaceStatus, RoundRow
from shelter_desk.reports.handover_words import Words
from shelter_desk.reports.tables import LINE, band, paragraph
from shelter_desk.reports.typeface import LEADING, SMALL, Line, Run, text_width, wrap

CELL_WIDTH, CELL_HEIGHT = 12 * MM, 8 * MM  # at least
PLACE, WHO, INTERVAL = 32.0, 88.0, 40.0  # widths of the columns at the left
LEFT_WIDTH = PLACE + WHO + INTERVAL
MOST_COLUMNS = int((WIDTH - LEFT_WIDTH) // CELL_WIDTH)
HEAD_HEIGHT = 2 * SMALL * LEADING + 2
NOTE_LINE = 8 * MM
MOST_NOTES, FEWEST_NOTES = 12, 3

Columns = tuple[datetime | None, ...]  # None is a free column


def round_form(words: Words) -> list[Group]:
    """Return the form; more columns than a page is wide go on in a second table."""
    form = words.sheet.rounds
    title = words.say("Round form")
    columns: Columns = (*form.columns, *(None,) * max(0, form.free_columns))
    if not form.rows or not columns:
        nobody = words.say("No place is occupied.") if columns else words.say("No rounds.")
        return [Group((band(title),), (paragraph([Run(nobody)], 6),))]
    return [_table(words, title, part) for part in _parts(columns)]


def _parts(columns: Columns) -> list[Columns]:
    """Return the columns in as few parts as fit the width, the parts about equally many."""
    count = -(-len(columns) // MOST_COLUMNS)
    size, longer = divmod(len(columns), count)
    parts, start = [], 0
    for index in range(count):
        end = start + size + (index < longer)
        parts.append(columns[start:end])
        start = end
    return parts


def _table(words: Words, title: str, columns: Columns) -> Group:
    width = (WIDTH - LEFT_WIDTH) / len(columns)
    heading = (
        band(title, words.clock_change()),
        _legend(words),
        _heads(words, columns, width),
    )
    return Group(
        heading=heading,
        rows=tuple(_row(words, row, len(columns), width) for row in words.sheet.rounds.rows),
        closing=(_initials(words, len(columns), width),),
    )


def _legend(words: Words) -> Block:
    runs: list[Run] = []
    for sign, meaning in (
        ("✓", words.say("seen, breathing normally")),
        (words.texts.say_in("round sign", "S"), words.say("spoken with")),
        (words.texts.say_in("round sign", "O"), words.state(PlaceStatus.OUT)),
        ("!", words.say("see note")),
    ):
        runs += [Run("  ·  ")] if runs else []
        runs += [Run(sign, bold=True), Run(f"\N{NO-BREAK SPACE}{meaning}")]
    if words.sheet.clock_change is not None:
        runs.append(Run("  ·  " + words.say("the rounds are equally far apart")))
    return paragraph(runs, 6)


def _heads(words: Words, columns: Columns, width: float) -> Block:
    """Return the head of the table; a time that comes twice says which one it is."""
    times = [None if at is None else words.texts.time(at) for at in columns]
    all_times = Counter(words.texts.time(at) for at in words.sheet.rounds.columns)
    seen: Counter[str] = Counter()
    for at in words.sheet.rounds.columns:
        if columns[0] is None or at >= columns[0]:
            break
        seen[words.texts.time(at)] += 1
    labels: list[tuple[str, str]] = []
    for time in times:
        if time is None:
            labels.append(("", words.say("at")))
            continue
        seen[time] += 1
        which = words.say("first") if seen[time] == 1 else words.say("second")
        labels.append((time, which if all_times[time] > 1 else ""))

    def draw(pen: Pen, y: float) -> None:
        low = y + HEAD_HEIGHT - SMALL * LEADING - 1
        for x, name in (
            (PAD, words.say("Place")),
            (PLACE, words.say("Who")),
            (PLACE + WHO, words.texts.say_in("column", "Check")),
        ):
            pen.text(x, low, name, SMALL)
        for index, (time, which) in enumerate(labels):
            x = LEFT_WIDTH + index * width
            if not time:
                pen.text(x + 2, low, which, SMALL)
                continue
            top = y + 1 if which else low
            pen.text(x + (width - text_width(time, bold=True)) / 2, top, time, bold=True)
            if which:
                pen.text(x + (width - text_width(which, SMALL)) / 2, low, which, SMALL)
        pen.rule(y)
        _uprights(pen, y, HEAD_HEIGHT, len(columns), width)
        pen.rule(y + HEAD_HEIGHT, weight=0.8)

    return Block(HEAD_HEIGHT, draw)


def _row(words: Words, row: RoundRow, columns: int, width: float) -> Block:
    who = wrap([Run(words.who(row.who))], WHO - PAD, SMALL, most=2)
    code = wrap([Run(words.clean(row.code) or "–", bold=True)], PLACE - PAD, most=1)
    interval = wrap([Run(words.interval(row.check_interval))], INTERVAL - PAD, most=1)
    height = max(CELL_HEIGHT, len(who) * SMALL * LEADING + 2)

    def draw(pen: Pen, y: float) -> None:
        pen.line(PAD, y + (height - LINE) / 2, code[0])
        pen.lines(PLACE, y + (height - len(who) * SMALL * LEADING) / 2, who, SMALL)
        pen.line(PLACE + WHO, y + (height - LINE) / 2, interval[0])
        _uprights(pen, y, height, columns, width)
        pen.rule(y + height)

    return Block(height, draw)


def _initials(words: Words, columns: int, width: float) -> Block:
    label: Line = (Run(words.say("Initials of who went the round")),)
    lines = wrap(label, LEFT_WIDTH - 2 * PAD, SMALL, most=2)

    def draw(pen: Pen, y: float) -> None:
        pen.lines(PAD, y + (CELL_HEIGHT - len(lines) * SMALL * LEADING) / 2, lines, SMALL)
        pen.rule(y, weight=0.8)
        _uprights(pen, y, CELL_HEIGHT, columns, width)
        pen.rule(y + CELL_HEIGHT, weight=0.8)

    return Block(CELL_HEIGHT, draw)


def _uprights(pen: Pen, y: float, height: float, columns: int, width: float) -> None:
    for index in range(columns + 1):
        pen.upright(LEFT_WIDTH + index * width, y, y + height)


def note_lines(words: Words, room: float) -> list[Block]:
    """Return ruled lines for what «!» sends the reader to, if ``room`` points hold a few."""
    count = min(MOST_NOTES, int((room - BAND_HEIGHT) // NOTE_LINE))
    if count < FEWEST_NOTES:
        return []
    line = Block(NOTE_LINE, lambda pen, y: pen.rule(y + NOTE_LINE))
    return [band(words.say("Notes: place, time, what you saw")), *[line] * count]
