"""Spans of nights: union and difference, against the plainest way to say them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shelter_desk.services.imports.hmis_beds import OPEN, Span, merged, without

_FIRST = date(2024, 2, 20)
_spans = st.lists(
    st.builds(
        lambda first, nights: Span(
            _FIRST + timedelta(days=first),
            OPEN if nights is None else _FIRST + timedelta(days=first + nights),
        ),
        st.integers(0, 30),
        st.one_of(st.none(), st.integers(0, 9)),
    ),
    max_size=8,
)
_DAYS = [_FIRST + timedelta(days=day) for day in range(60)]


def nights_in(spans: "list[Span] | tuple[Span, ...]") -> set[date]:
    """Return the first sixty nights that are in any of the spans."""
    return {day for day in _DAYS if any(span.first <= day < span.end for span in spans)}


@given(_spans)
def test_merged_is_the_union_in_order_and_apart(spans: list[Span]) -> None:
    union = merged(spans)
    assert nights_in(union) == nights_in(spans)
    assert all(a.end < b.first for a, b in pairwise(union))


@given(_spans, _spans)
def test_without_is_the_difference(spans: list[Span], known: list[Span]) -> None:
    rest = without(spans, known)
    assert nights_in(rest) == nights_in(spans) - nights_in(known)
    assert all(span.first < span.end for span in rest)
    assert list(rest) == sorted(rest)
