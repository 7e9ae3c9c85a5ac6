"""Reads a PDF back: what stands where."""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf import PdfReader

from shelter_desk.reports.base import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from shelter_desk.reports.typeface import text_width


@dataclass
class Span:
    """One line of one cell as drawn, in points from the lower left corner of the page."""

    page: int
    x: float
    y: float  # of the baseline
    size: float
    text: str
    end: float


@dataclass(frozen=True)
class Paper:
    """A PDF read once."""

    pages: list[str]
    spans: list[Span]  # without the pale word across a demo sheet


def read(pdf: bytes) -> Paper:
    """Read what is written, and where."""
    pages: list[str] = []
    found: list[Span] = []
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, start=1):

        def visit(
            text: str,
            _cm: list[float],
            tm: list[float],
            font: dict[str, object] | None,
            size: float,
            page_number: int = number,
        ) -> None:
            if not text.strip() or font is None or size > 100:
                return
            words = text.strip("\n")
            wide = text_width(words, size, bold="Bold" in str(font["/BaseFont"]))
            last = found[-1] if found else None
            if last and (last.page, last.x, last.y) == (page_number, tm[4], tm[5]):
                # The same line goes on in another weight.
                last.text += words
                last.end += wide
            else:
                found.append(Span(page_number, tm[4], tm[5], size, words, tm[4] + wide))

        pages.append(page.extract_text(visitor_text=visit))
    return Paper(pages, found)


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    return read(pdf).pages


def spans(pdf: bytes) -> list[Span]:
    """Return what is written, and where."""
    return read(pdf).spans


def flat(pdf: bytes) -> str:
    """Return the whole text with single spaces, so that line breaks do not matter."""
    return " ".join(" ".join(texts(pdf)).split())


def outside(paper: Paper) -> list[Span]:
    """Return what is written outside the margins."""
    slack = 0.6
    return [
        span
        for span in paper.spans
        if span.x < LEFT - slack
        or span.end > PAGE_WIDTH - RIGHT + slack
        or span.y - 0.27 * span.size < BOTTOM - slack
        or span.y + 0.76 * span.size > PAGE_HEIGHT - TOP + slack
    ]


def collisions(paper: Paper) -> Iterator[tuple[Span, Span]]:
    """Give what is written over something else, beside it or under it."""
    pages: dict[int, list[Span]] = defaultdict(list)
    for span in paper.spans:
        pages[span.page].append(span)
    for page in pages.values():
        page.sort(key=lambda span: span.y)
        for index, low in enumerate(page):
            for high in page[index + 1 :]:
                if high.y - low.y > 0.9 * low.size:
                    break
                if low.x < high.end - 0.6 and high.x < low.end - 0.6:
                    yield low, high


def assert_tidy(paper: Paper) -> None:
    """Check that nothing leaves the margins and nothing runs into its neighbour."""
    assert not outside(paper)
    assert not list(collisions(paper))


def assert_in_order(text: str, parts: tuple[str, ...]) -> None:
    """Check that the parts stand in the text, one after the other."""
    position = -1
    for part in parts:
        found = text.find(part, position + 1)
        assert found > position, f"{part!r} is missing or out of order"
        position = found
