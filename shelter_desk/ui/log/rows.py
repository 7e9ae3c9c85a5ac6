"""From a page of the log to the rows of the stream: shifts, folds, lines, «more»."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from shelter_desk.services.snapshots import LogLine, LogPage, ShiftSection
from shelter_desk.terms import LOG_GROUPS, Level, LogGroup

LEAST_FOLDED = 2
"""One automatic line alone is as short as its fold."""


@dataclass(frozen=True)
class SectionRow:
    """The head of a shift; ``count`` is None while older lines of it are not loaded."""

    section: ShiftSection
    count: int | None

    @property
    def key(self) -> tuple[object, ...]:
        """What the row is known by from one page to the next."""
        return ("section", self.section.shift, self.section.starts_at)


@dataclass(frozen=True)
class FoldRow:
    """Automatic lines in a row, folded together; newest first."""

    lines: tuple[LogLine, ...]
    is_open: bool

    @property
    def key(self) -> tuple[object, ...]:
        """The oldest line names the fold: newer ones join it."""
        return ("fold", self.lines[-1].entry_id)


@dataclass(frozen=True)
class LineRow:
    """A line; ``inner`` when its fold is open above it, ``whole`` when a long one is not cut."""

    line: LogLine
    inner: bool = False
    whole: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """The line's own number."""
        return ("line", self.line.entry_id)


@dataclass(frozen=True)
class MoreRow:
    """Asks for the next page."""

    older_than: int

    @property
    def key(self) -> tuple[object, ...]:
        """There is only one."""
        return ("more",)


Row = SectionRow | FoldRow | LineRow | MoreRow


def rows_of(page: LogPage, opened: Collection[tuple[object, ...]]) -> list[Row]:
    """Return the rows of a page; ``opened`` holds the keys of open folds and whole lines."""
    rows: list[Row] = []
    last = len(page.sections) - 1
    for number, section in enumerate(page.sections):
        partial = number == last and page.older_than is not None
        rows.append(SectionRow(section, None if partial else len(section.lines)))
        for run in _runs(section.lines):
            rows += _rows_of_run(run, opened)
    if page.older_than is not None:
        rows.append(MoreRow(page.older_than))
    return rows


def _rows_of_run(run: tuple[LogLine, ...], opened: Collection[tuple[object, ...]]) -> Iterator[Row]:
    if len(run) < LEAST_FOLDED:
        yield from (LineRow(line, whole=("line", line.entry_id) in opened) for line in run)
        return
    fold = FoldRow(run, is_open=False)
    is_open = fold.key in opened
    yield replace(fold, is_open=is_open)
    if is_open:
        yield from (LineRow(line, inner=True) for line in run)


def _runs(lines: tuple[LogLine, ...]) -> Iterator[tuple[LogLine, ...]]:
    """Return the lines in order: neighbours that fold together, every other line alone."""
    run: list[LogLine] = []
    for line in lines:
        if folds(line):
            run.append(line)
            continue
        if run:
            yield tuple(run)
            run = []
        yield (line,)
    if run:
        yield tuple(run)


def folds(line: LogLine) -> bool:
    """Say whether a line may be folded: written by the program, and nothing to watch."""
    return (
        line.automatic
        and line.level is Level.INFO
        and not line.corrections
        and line.kind not in LOG_GROUPS[LogGroup.SAFETY]
    )


def joined(first: LogPage, following: LogPage) -> LogPage:
    """Return two pages as one; a shift that goes on over the edge is one section."""
    sections = {(one.shift, one.starts_at): one for one in first.sections}
    for one in following.sections:
        key = (one.shift, one.starts_at)
        if key in sections:
            lines = {line.entry_id: line for line in (*sections[key].lines, *one.lines)}
            one = replace(  # noqa: PLW2901 - the section as it is with both pages
                one,
                lines=tuple(
                    sorted(lines.values(), key=lambda x: (x.happened_at, x.entry_id), reverse=True)
                ),
            )
        sections[key] = one
    ordered = sorted(sections.values(), key=lambda one: one.starts_at, reverse=True)
    return LogPage(tuple(ordered), following.older_than)


def count_of(page: LogPage) -> int:
    """Return how many lines a page holds."""
    return sum(len(section.lines) for section in page.sections)
