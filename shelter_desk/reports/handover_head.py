"""Head, status strip, foot and signing lines of the handover sheet (domain.md c3, c4)."""

from collections.abc import Callable, Iterable, Sequence

from shelter_desk.reports.base import (
    GRID,
    HEIGHT,
    PAD,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WIDTH,
    Block,
    Pen,
)
from shelter_desk.reports.handover_words import Words
from shelter_desk.reports.tables import LINE, fitting
from shelter_desk.reports.typeface import (
    BOLD,
    LEADING,
    SMALL,
    Line,
    Run,
    line_width,
    shortened,
    text_width,
)

TITLE, SUBTITLE, FOOT = 15.0, 11.0, 8.0
TITLE_HEIGHT = 21.0
FOOT_HEIGHT = 2 * FOOT * LEADING + 4
SIGN_HEIGHT = 26.0
PAGE_HEAD = 24.0  # the running head of page 2 and on
DEMO, DEMO_WIDTH = "D E M O", 46.0
BIG = 14.0  # the two numbers of the status strip
ITEM_LINES = 2  # of each list in the status strip


def title_block(words: Words, notice: str) -> Block:
    """Return the head of page 1; ``notice`` says what is urgent on page 2, in the title line."""
    title, change, meta = words.title(), words.clock_change(), words.meta()
    beside = text_width(title, TITLE, bold=True) + 14
    beside_meta = max(line_width(line, SMALL) for line in meta[:2])
    demo_fits = beside + DEMO_WIDTH + 14 + beside_meta < WIDTH
    own_line = bool(notice) or (words.sheet.demo and not demo_fits)
    below = TITLE_HEIGHT if own_line else 0.0
    left = TITLE_HEIGHT + SUBTITLE * LEADING * (2 if change else 1)
    height = max(below + len(meta) * SMALL * LEADING, left) + 6

    def draw(pen: Pen, y: float) -> None:
        pen.text(0, y, title, TITLE, bold=True)
        if notice:
            wide = text_width(notice, 12, bold=True)
            pen.box(beside, y, wide + 12, 18, 1.2)
            pen.text(beside + 6, y + 2, notice, 12, bold=True)
        pen.text(0, y + TITLE_HEIGHT, words.day(), SUBTITLE)
        if change:
            pen.text(0, y + TITLE_HEIGHT + SUBTITLE * LEADING, change, bold=True)
        if words.sheet.demo:
            demo_box(pen, WIDTH - DEMO_WIDTH if own_line else beside, y + 2)
        for index, line in enumerate(meta):
            pen.line_right(WIDTH, y + below + index * SMALL * LEADING, line, SMALL)

    return Block(height, draw)


def demo_box(pen: Pen, x: float, y: float) -> None:
    """Draw the boxed word that no demo sheet is without."""
    pen.box(x, y, DEMO_WIDTH, 15, 0.8)
    wide = text_width(DEMO, SMALL, bold=True)
    pen.text(x + (DEMO_WIDTH - wide) / 2, y + 1.8, DEMO, SMALL, bold=True)


def watermark(pen: Pen) -> None:
    """Draw «DEMO» across the page, so pale that everything on it is read as before."""
    canvas = pen.canvas
    canvas.saveState()
    wide, high = (PAGE_HEIGHT, PAGE_WIDTH) if pen.lying else (PAGE_WIDTH, PAGE_HEIGHT)
    canvas.translate(wide / 2, high / 2)
    canvas.rotate(35 if pen.lying else 56)
    canvas.setStrokeGray(0.88)
    canvas.setLineWidth(0.6)
    size = 190
    text = canvas.beginText(-text_width("DEMO", size, bold=True) / 2, -size / 3)
    text.setFont(BOLD, size)
    text.setTextRenderMode(1)  # the outline only
    text.textOut("DEMO")
    text.setTextRenderMode(0)
    canvas.drawText(text)
    canvas.restoreState()


def running_head(pen: Pen, words: Words) -> None:
    """Draw the head of page 2 and on: a loose page still says which report it is of."""
    pen.line(0, 2, (Run(words.title(), bold=True), Run(" · " + words.day())))
    right = WIDTH
    if words.sheet.demo:
        demo_box(pen, WIDTH - DEMO_WIDTH, 0)
        right -= DEMO_WIDTH + 14
    pen.text_right(right, 2.5, f"{words.copy()} · {words.report()}", SMALL)


def foot(words: Words, pen: Pen, number: int, total: int) -> None:
    """Draw the two lines at the foot: confidentiality and telephone numbers need one each."""
    y = HEIGHT - FOOT_HEIGHT
    pen.rule(y)
    keep = words.say(
        "kept in the locked duty room · short texts are written by the shift, "
        "the rest is taken from the app"
    )
    first: Line = (Run(words.say("CONFIDENTIAL"), bold=True), Run(f" · {keep}"))
    numbers = words.say(
        "Ambulance 113 · police 112 · fire 110 · out-of-hours doctor 116 117 · "
        "poisons information 22 59 13 00"
    )
    low = y + 3 + FOOT * LEADING
    pen.line(0, y + 3, first, FOOT)
    page = words.say("page {number} of {total}", number=number, total=total)
    pen.text_right(WIDTH, y + 3, page, FOOT)
    pen.text(0, low, numbers, FOOT)
    pen.text_right(WIDTH, low, words.revision(), FOOT)


def signing_lines(words: Words) -> Block:
    """Return the lines on which the incoming shift signs."""
    middle = WIDTH / 2

    def draw(pen: Pen, y: float) -> None:
        for x, label in (
            (0.0, words.read_by()),
            (middle + 8, words.say("Gone through aloud with, at")),
        ):
            pen.text(x, y + 4, label, SMALL)
            pen.rule(y + SIGN_HEIGHT - 6, x, x + middle - 8, 0.6)

    return Block(SIGN_HEIGHT, draw)


# -- section 0 -----------------------------------------------------------------------------------


def strip(words: Words) -> Block:
    """Return the status strip: five fields, as high as the fullest of them."""
    status = words.sheet.status
    everybody = str(status.women + status.staff + status.others)
    sleeping = words.say("of {count}", count=status.capacity)
    in_house_width = max(132.0, text_width(words.in_house(), SMALL) + 2 * PAD)
    numbers_width = max(66.0, text_width(words.say("sleeping here"), SMALL) + 2 * PAD)
    lists = _lists(words)
    widths = _shares(lists, WIDTH - in_house_width - numbers_width)
    fields = [_field(items, width - 2 * PAD) for items, width in zip(lists, widths, strict=True)]
    lines = max(2, *(len(field) for field in fields))
    height = lines * LINE + 8

    def draw(pen: Pen, y: float) -> None:
        pen.box(0, y, WIDTH, height, 0.6)
        _number(pen, PAD, y, everybody, words.say("in the house"))
        pen.text(PAD, y + 4 + LINE, words.in_house(), SMALL)
        x = in_house_width
        pen.upright(x, y, y + height)
        _number(pen, x + PAD, y, str(status.sleeping), sleeping)
        pen.text(x + PAD, y + 4 + LINE, words.say("sleeping here"), SMALL)
        x += numbers_width
        for field, width in zip(fields, widths, strict=True):
            pen.upright(x, y, y + height, GRID)
            pen.lines(x + PAD, y + 4, field)
            x += width

    return Block(height + 2, draw)


def _number(pen: Pen, x: float, y: float, number: str, label: str) -> None:
    pen.text(x, y + 1, number, BIG, bold=True)
    pen.text(x + text_width(number, BIG, bold=True) + 4, y + 4, label)


Item = tuple[Run, list[Line], Callable[[int], str]]


def _lists(words: Words) -> tuple[tuple[Item, Item], ...]:
    """Return the three fields of lists: label, entries, and where those beyond its room are."""
    status = words.sheet.status
    short = 90.0

    def bold(entries: Iterable[str]) -> list[Line]:
        return [(Run(shortened(entry, short, bold=True), bold=True),) for entry in entries]

    codes, app = words.more_below, words.more_in_app
    out: list[Line] = [
        (
            Run(shortened(words.clean(row.code), short, bold=True), bold=True),
            Run(f" {shortened(words.clean(row.reason), short)}" if row.reason else ""),
        )
        for row in status.out_of_service
    ]
    expected = bold(words.expected(row) for row in status.expected)
    on_call = bold([words.clean(status.on_call)] if status.on_call.strip() else [])
    none: list[Line] = [(Run(words.say("none")),)]
    unsaid: list[Line] = [(Run(words.say("not given")),)]
    return (
        (
            (
                Run(words.texts.say_in("list", "Free") + " "),
                bold(map(words.clean, status.free)) or none,
                codes,
            ),
            (
                Run(words.texts.say_in("list", "To be cleaned") + " "),
                bold(map(words.clean, status.cleaning)) or none,
                codes,
            ),
        ),
        (
            (Run(words.texts.say_in("list", "Out of service") + " "), out or none, codes),
            (Run(words.texts.say_in("list", "Expected") + " "), expected or none, app),
        ),
        (
            (Run(words.on_duty() + " "), bold(map(words.clean, status.on_duty)) or unsaid, app),
            (Run(words.texts.say_in("list", "On call") + " "), on_call or unsaid, app),
        ),
    )


def _shares(lists: Sequence[Sequence[Item]], width: float) -> list[float]:
    """Share ``width`` between the fields: short ones get what they need, long ones the rest."""
    wanted = [
        2 * PAD
        + 2  # spaces are a little wider in bold
        + max(
            line_width([label, *(run for entry in entries for run in entry)])
            + text_width(", ") * (len(entries) - 1)
            for label, entries, _rest in items
        )
        for items in lists
    ]
    shares = [0.0] * len(wanted)
    left = width
    for count, index in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        shares[index] = min(wanted[index], left / (len(wanted) - count))
        left -= shares[index]
    return [share + left / len(wanted) for share in shares]


def _field(items: Iterable[Item], width: float) -> tuple[Line, ...]:
    """Return a field's lines; what an item's own lines cannot hold is counted."""
    return tuple(
        line
        for label, entries, rest in items
        for line in fitting((label,), entries, rest, width=width, most=ITEM_LINES)
    )
