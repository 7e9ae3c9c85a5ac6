"""Beds over time out of inventory rows, and women's nights put on them.

All in nights, labelled by the evening's date (domain.md d2); times of day come later. A night
D is taken to reach from 12:00 on D to 12:00 on D+1, so that spans of nights that do not
overlap never overlap as times either.
"""

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

OPEN = date.max
"""The end of a span that has none."""

_NIGHT = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """Nights from ``first`` up to, not including, ``end``."""

    first: date
    end: date

    @property
    def nights(self) -> int:
        """Return how many nights; meaningless for an open span."""
        return (self.end - self.first).days

    @property
    def is_open(self) -> bool:
        """Say whether it has no end."""
        return self.end == OPEN


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the union as the fewest spans, in order; touching ones become one."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.end <= span.first:
            continue
        if result and span.first <= result[-1].end:
            result[-1] = Span(result[-1].first, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def without(spans: Iterable[Span], known: Iterable[Span]) -> tuple[Span, ...]:
    """Return the nights of ``spans`` that are in none of ``known``."""
    rest: list[Span] = []
    away = merged(known)
    at = 0
    for span in merged(spans):
        first = span.first
        while at < len(away) and away[at].end <= first:
            at += 1
        beside = at
        while beside < len(away) and away[beside].first < span.end:
            if first < away[beside].first:
                rest.append(Span(first, away[beside].first))
            first = max(first, away[beside].end)
            beside += 1
        if first < span.end:
            rest.append(Span(first, span.end))
    return tuple(rest)


@dataclass(frozen=True)
class PlannedBed:
    """A place: approved ones count in capacity, extra ones never do (domain.md d2).

    ``closes`` is the first night it is no longer there, None while it stays.
    """

    external_id: str
    number: int
    approved: bool
    opens: date
    closes: date | None

    @property
    def span(self) -> Span:
        """Return the nights it exists."""
        return Span(self.opens, self.closes or OPEN)


def capacity(rows: Iterable[tuple[int, Span]]) -> tuple[tuple[date, int], ...]:
    """Return how many beds there are from which night on; rows add up where they overlap."""
    changes: dict[date, int] = {}
    for beds, span in rows:
        changes[span.first] = changes.get(span.first, 0) + beds
        if not span.is_open:
            changes[span.end] = changes.get(span.end, 0) - beds
    steps = []
    now = 0
    for night in sorted(changes):
        now += changes[night]
        steps.append((night, now))
    return tuple(steps)


def beds_over_time(rows: Iterable[tuple[int, Span]], prefix: str) -> tuple[PlannedBed, ...]:
    """Return numbered beds, bed k being there while at least k are.

    A bed that goes and comes back is a new one: «prefix/3», then «prefix/3.2».
    """
    steps = capacity(rows)
    beds = []
    for number in range(1, max((beds for _, beds in steps), default=0) + 1):
        spans = merged(
            Span(night, steps[index + 1][0] if index + 1 < len(steps) else OPEN)
            for index, (night, beds_then) in enumerate(steps)
            if beds_then >= number
        )
        for generation, span in enumerate(spans, start=1):
            name = f"{prefix}/{number}" + (f".{generation}" if generation > 1 else "")
            closes = None if span.is_open else span.end
            beds.append(PlannedBed(name, number, True, span.first, closes))
    return tuple(beds)


@dataclass(frozen=True)
class Run:
    """Nights in a row that one woman slept in the house; ``likes`` is the bed she had before."""

    person: str
    span: Span
    likes: str | None = None


@dataclass(frozen=True)
class Piece:
    """A part of a run on one bed."""

    run: Run
    bed: str
    span: Span


class _Place:
    """A bed while places are given out."""

    def __init__(self, bed: PlannedBed, used: Iterable[Span]) -> None:
        self.bed = bed
        self._closes = bed.closes or OPEN
        spans = merged(used)
        # The nights it is used, in order and without overlap: beginnings and ends.
        self._firsts = [span.first for span in spans]
        self._ends = [span.end for span in spans]

    @property
    def is_used(self) -> bool:
        """Say whether anybody has or had it."""
        return bool(self._firsts)

    def free_until(self, night: date) -> date | None:
        """Return the first night after ``night`` that is not free, or None if it is not."""
        if not self.bed.opens <= night < self._closes:
            return None
        at = bisect_right(self._firsts, night)
        if at and self._ends[at - 1] > night:
            return None
        return min(self._closes, self._firsts[at]) if at < len(self._firsts) else self._closes

    def free_from(self, night: date) -> date:
        """Return the first night from ``night`` on that is free (OPEN: never)."""
        first = max(night, self.bed.opens)
        at = max(0, bisect_right(self._firsts, first) - 1)
        while at < len(self._firsts) and self._firsts[at] <= first:
            first = max(first, self._ends[at])
            at += 1
        return first if first < self._closes else OPEN

    def take(self, span: Span) -> None:
        """Use the bed these nights."""
        at = bisect_right(self._firsts, span.first)
        self._firsts.insert(at, span.first)
        self._ends.insert(at, span.end)


@dataclass(order=True, frozen=True)
class _Wait:
    """A woman to be placed from a night on. The order is the order of giving."""

    night: date
    is_new: bool  # who already sleeps on an extra place comes first
    since: date
    longest_first: int
    person: str
    run: Run = field(compare=False)
    extra: str | None = field(compare=False, default=None)


class _Giving:
    """Places being given out, night by night."""

    def __init__(
        self, beds: Sequence[PlannedBed], taken: Mapping[str, Iterable[Span]], prefix: str
    ) -> None:
        def place(bed: PlannedBed) -> _Place:
            return _Place(bed, taken.get(bed.external_id, ()))

        self.approved = [place(bed) for bed in beds if bed.approved]
        self.extra = [place(bed) for bed in beds if not bed.approved]
        self.pieces: list[Piece] = []
        self._last: dict[Run, int] = {}
        self._prefix = prefix

    def give(self, wait: _Wait) -> _Wait | None:
        """Place a woman from ``wait.night`` on; return how she goes on, if that is not all."""
        end = wait.run.span.end
        best = self._best(self.approved, wait.night, end, wait.run.likes)
        if best is not None:
            place, until = best
            self._put(wait.run, place, Span(wait.night, min(until, end)))
            return self._next(wait, until, end, None)
        frees = min((place.free_from(wait.night) for place in self.approved), default=OPEN)
        place = self._extra_place(wait, min(frees, end))
        until = min(place.free_until(wait.night) or end, frees)
        self._put(wait.run, place, Span(wait.night, min(until, end)))
        return self._next(wait, until, end, place.bed.external_id)

    @staticmethod
    def _best(
        places: Sequence[_Place], night: date, end: date, likes: str | None
    ) -> tuple[_Place, date] | None:
        """Return the first place free all the way to ``end``, else the one free longest.

        The bed she ``likes`` is asked first.
        """
        best = None
        if likes is not None:
            places = sorted(places, key=lambda place: place.bed.external_id != likes)
        for place in places:
            until = place.free_until(night)
            if until is None:
                continue
            if until >= end:
                return place, until
            if best is None or until > best[1]:
                best = place, until
        return best

    def _extra_place(self, wait: _Wait, end: date) -> _Place:
        own = [place for place in self.extra if place.bed.external_id == wait.extra]
        for place in (*own, *self.extra):
            until = place.free_until(wait.night)
            if until is not None and until >= end:
                return place
        # An extra place is there when it is needed: one that opened later is opened earlier.
        for at, place in enumerate(self.extra):
            if wait.night < place.bed.opens and not place.is_used:
                self.extra[at] = _Place(replace(place.bed, opens=wait.night), [])
                return self.extra[at]
        number = max((place.bed.number for place in self.extra), default=0) + 1
        bed = PlannedBed(f"{self._prefix}/extra/{number}", number, False, wait.night, None)
        self.extra.append(_Place(bed, []))
        return self.extra[-1]

    @staticmethod
    def _next(wait: _Wait, until: date, end: date, extra: str | None) -> _Wait | None:
        if until >= end:
            return None
        return replace(wait, night=until, is_new=False, extra=extra)

    def _put(self, run: Run, place: _Place, span: Span) -> None:
        place.take(span)
        at = self._last.get(run)
        if at is not None and self.pieces[at].bed == place.bed.external_id:
            self.pieces[at] = replace(
                self.pieces[at], span=Span(self.pieces[at].span.first, span.end)
            )
            return
        self._last[run] = len(self.pieces)
        self.pieces.append(Piece(run, place.bed.external_id, span))


def give_places(
    runs: Iterable[Run],
    beds: Sequence[PlannedBed],
    taken: Mapping[str, Iterable[Span]],
    prefix: str,
) -> tuple[tuple[Piece, ...], tuple[PlannedBed, ...]]:
    """Return on which bed each run is spent, and all beds with the extra places needed.

    A run keeps its bed. Only who had to begin on an extra place moves, the first night there
    is room, and whose bed is closed; so that on each night exactly as many lie on extra
    places as the beds are too few. Of those who come the same night, who stays longest
    chooses first. ``taken`` holds the nights beds are already used. The same input gives
    the same answer.
    """
    giving = _Giving(beds, taken, prefix)
    waiting = [
        _Wait(
            night=run.span.first,
            is_new=True,
            since=run.span.first,
            longest_first=-run.span.end.toordinal(),
            person=run.person,
            run=run,
            extra=run.likes,
        )
        for run in runs
    ]
    heapq.heapify(waiting)
    while waiting:
        rest = giving.give(heapq.heappop(waiting))
        if rest is not None:
            heapq.heappush(waiting, rest)
    everything = (*(place.bed for place in giving.approved), *(p.bed for p in giving.extra))
    return tuple(giving.pieces), everything
