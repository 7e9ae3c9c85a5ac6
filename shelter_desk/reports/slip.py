"""Head and foot of the smaller prints: round form, bed plan, agreements (domain.md c4, c5)."""

from collections.abc import Sequence
from functools import partial

from shelter_desk.reports.base import (
    HEIGHT,
    LYING_HEIGHT,
    LYING_WIDTH,
    WIDTH,
    Block,
    Page,
    Pen,
    Sheet,
    document,
)
from shelter_desk.reports.handover_content import Anonymous, Named, Shielded, Who
from shelter_desk.reports.handover_head import (
    DEMO_WIDTH,
    FOOT,
    FOOT_HEIGHT,
    PAGE_HEAD,
    SUBTITLE,
    TITLE,
    TITLE_HEIGHT,
    demo_box,
    watermark,
)
from shelter_desk.reports.slip_content import Slip
from shelter_desk.reports.typeface import (
    LEADING,
    SMALL,
    Run,
    line_width,
    printable,
    shortened,
    text_width,
    wrap,
)
from shelter_desk.texts import Texts

TOP_OF_NEXT = PAGE_HEAD
"""Where the frame of page 2 and on begins, in points."""


class SlipWords:
    """The words of one smaller print, in its language."""

    def __init__(self, slip: Slip, title: str, subtitle: str) -> None:
        self.slip = slip
        self.texts = Texts(slip.language)
        self.say = self.texts.say
        self.title = title
        self.subtitle = subtitle
        self._see_app = self.say("see app")

    def clean(self, text: str) -> str:
        """Return what somebody wrote, ready to print."""
        return printable(text, self._see_app)

    def who(self, who: Who | None) -> str:
        """Return the alias, the number, or «skjermet · se app»."""
        match who:
            case Named():
                return self.clean(who.alias) or self.say("no alias · see app")
            case Anonymous():
                return self.say("anonymous {number}", number=who.number)
            case Shielded(number=None):
                return self.say("shielded · see app")
            case Shielded():
                return self.say("shielded {number} · see app", number=who.number)
            case None:
                return ""

    def copy(self) -> str:
        """Return «eksemplar 1 av 2», «eksemplar 0 – lagret fil» or «forhåndsvisning»."""
        slip = self.slip
        if slip.saved_file:
            return self.say("copy 0 – saved file")
        if slip.copy_number is None:
            return self.say("preview, not for use")
        return self.say("copy {number} of {total}", number=slip.copy_number, total=slip.copy_total)

    def number(self) -> str:
        """Return «utskrift nr. 1043-7F3A», or nothing for a preview."""
        return self.say("print no. {number}", number=self.slip.number) if self.slip.number else ""

    def meta(self) -> list[tuple[Run, ...]]:
        """Return the lines at the top right."""
        slip = self.slip
        unit = shortened(self.clean(slip.unit_code), 90)
        initials = shortened(self.clean(slip.printed_by), 40)
        as_of = self.texts.moment(slip.data_as_of)
        return [
            (
                Run(f"{unit} · " if unit else ""),
                Run(self.say("data from {moment}", moment=as_of), bold=True),
                Run(" · " + self.say("printed by {initials}", initials=initials)),
            ),
            (Run(" · ".join(part for part in (self.copy(), self.number()) if part)),),
            (Run(self.say("shred by {moment}", moment=self.texts.moment(slip.shred_by))),),
        ]


def width_of(*, lying: bool) -> float:
    """Return how wide the frame is, in points."""
    return LYING_WIDTH if lying else WIDTH


def bottom_of(*, lying: bool) -> float:
    """Return where the frame ends above the foot, in points."""
    return (LYING_HEIGHT if lying else HEIGHT) - FOOT_HEIGHT - 4


def title_block(words: SlipWords, *, lying: bool = False) -> Block:
    """Return the head of page 1."""
    wide, meta = width_of(lying=lying), words.meta()
    beside = max(line_width(line, SMALL) for line in meta)
    room = wide - beside - DEMO_WIDTH - 40
    title = wrap([Run(words.title, bold=True)], room, TITLE, most=1)[0]
    subtitle = wrap([Run(words.subtitle)], wide - beside - 14, SUBTITLE, most=2)
    notes = (
        wrap(
            [
                Run(
                    words.say(
                        "Made afterwards from what is kept. Names, shielding, remarks, agreed times"
                        " and the house's set-up are as they are now."
                    ),
                    bold=True,
                )
            ],
            wide,
        )
        if words.slip.looked_back
        else ()
    )
    high = max(len(meta) * SMALL * LEADING, TITLE_HEIGHT + len(subtitle) * SUBTITLE * LEADING)

    def draw(pen: Pen, y: float) -> None:
        pen.line(0, y, title, TITLE)
        if words.slip.demo:
            demo_box(pen, line_width(title, TITLE) + 14, y + 2)
        pen.lines(0, y + TITLE_HEIGHT, subtitle, SUBTITLE)
        for index, line in enumerate(meta):
            pen.line_right(wide, y + index * SMALL * LEADING, line, SMALL)
        pen.lines(0, y + high + 2, notes)

    return Block(high + len(notes) * 12 + 8, draw)


def sheet_of(words: SlipWords, pages: Sequence[Page], *, lying: bool = False) -> Sheet:
    """Return laid-out pages with the running head and the foot."""

    def head(pen: Pen, number: int, _total: int) -> None:
        if words.slip.demo:
            watermark(pen)
        if number > 1:
            right = width_of(lying=lying)
            if words.slip.demo:
                demo_box(pen, right - DEMO_WIDTH, 0)
                right -= DEMO_WIDTH + 14
            print_of = " · ".join(part for part in (words.copy(), words.number()) if part)
            pen.text_right(right, 2.5, print_of, SMALL)
            room = right - text_width(print_of, SMALL) - 14
            title = (Run(words.title, bold=True), Run(" · " + words.subtitle))
            pen.line(0, 2, wrap(title, room, most=1)[0])

    return Sheet(tuple(pages), head, partial(_foot, words, lying), lying)


def _foot(words: SlipWords, lying: bool, pen: Pen, number: int, total: int) -> None:  # noqa: FBT001 - bound by position
    wide, y = width_of(lying=lying), (LYING_HEIGHT if lying else HEIGHT) - FOOT_HEIGHT
    pen.rule(y, to=wide)
    keep = words.say("kept in the locked duty room · shredded after the shift")
    first = (Run(words.say("CONFIDENTIAL"), bold=True), Run(f" · {keep}"))
    pen.line(0, y + 3, first, FOOT)
    page = words.say("page {number} of {total}", number=number, total=total)
    pen.text_right(wide, y + 3, page, FOOT)
    low = y + 3 + FOOT * LEADING
    pen.text_right(wide, low, words.number(), FOOT)
    numbers = words.say(
        "Ambulance 113 · police 112 · fire 110 · out-of-hours doctor 116 117 · "
        "poisons information 22 59 13 00"
    )
    pen.text(0, low, shortened(numbers, wide - text_width(words.number(), FOOT) - 10), FOOT)


def finish(sheets: Sequence[Sheet], words: SlipWords) -> bytes:
    """Return the PDF, named after the report and nobody."""
    return document(sheets, title=words.title, language=words.slip.language)
