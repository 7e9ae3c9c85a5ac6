"""The audit's chain: whatever is done to it, the first bad row is named."""

import unicodedata
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelter_desk.security.audit_chain import (
    START,
    AuditContent,
    Break,
    Head,
    canonical,
    mac,
    short_code,
    verify,
)
from shelter_desk.texts import Texts

KEY = bytes(range(32))
Row = tuple[AuditContent, bytes]

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | words
contents = st.builds(
    AuditContent,
    sequence=st.just(0),
    at=st.datetimes(timezones=st.just(UTC)),
    actor_kind=st.sampled_from(["staff", "system", "command_line"]),
    staff_id=st.none() | st.integers(1, 9),
    actor_name=words,
    role=words,
    workstation=words,
    action=words,
    subject_kind=st.none() | words,
    subject_id=st.none() | st.integers(1, 9),
    screen=st.none() | words,
    reason=st.none() | words,
    details=st.dictionaries(words, scalars | st.lists(scalars, max_size=3), max_size=3),
)


def _written(contents: list[AuditContent], key: bytes = KEY) -> list[Row]:
    rows: list[Row] = []
    previous = START
    for sequence, content in enumerate(contents, start=1):
        numbered = replace(content, sequence=sequence)
        previous = mac(key, previous, numbered)
        rows.append((numbered, previous))
    return rows


quick = settings(max_examples=40)  # a row has thirteen fields: making them is what takes time
chains = st.lists(contents, min_size=2, max_size=5).map(_written)


def _sample(count: int, action: str = "check_in") -> list[Row]:
    content = AuditContent(
        sequence=0,
        at=datetime(2026, 11, 21, 21, 45, tzinfo=UTC),
        actor_kind="staff",
        staff_id=1,
        actor_name="Kari",
        role="night",
        workstation="desk",
        action=action,
        subject_kind="guest",
        subject_id=7,
        screen="board",
        reason=None,
        details={"bed": 4},
    )
    return _written([replace(content, at=content.at + timedelta(minutes=n)) for n in range(count)])


@quick
@given(chains)
def test_an_untouched_chain_is_whole(rows: list[Row]) -> None:
    verdict = verify(rows, KEY, expected_head=Head(len(rows), short_code(rows[-1][1])))
    assert verdict.whole
    assert (verdict.rows, verdict.head) == (len(rows), Head(len(rows), short_code(rows[-1][1])))


@quick
@given(chains, contents, st.data())
def test_any_changed_field_is_found_in_its_row(
    rows: list[Row], other: AuditContent, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(
        st.sampled_from([f.name for f in fields(AuditContent) if f.name != "sequence"])
    )
    content, code = rows[place]
    changed = replace(content, **{name: getattr(other, name)})
    rows[place] = (changed, code)
    verdict = verify(rows, KEY)
    if canonical(changed) == canonical(content):
        assert verdict.whole
    else:
        assert (verdict.first_bad, verdict.found) == (place + 1, Break.CHANGED)
        assert verdict.rows == place


@quick
@given(chains, st.data())
def test_a_changed_code_is_found_in_its_row(rows: list[Row], data: st.DataObject) -> None:
    place, bit = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 255))
    content, code = rows[place]
    rows[place] = (content, (int.from_bytes(code, "big") ^ 1 << bit).to_bytes(32, "big"))
    verdict = verify(rows, KEY)
    assert (verdict.first_bad, verdict.found) == (place + 1, Break.CHANGED)


@quick
@given(chains, st.data())
def test_a_row_taken_out_is_found(rows: list[Row], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows) - 2))
    del rows[place]
    verdict = verify(rows, KEY)
    assert (verdict.first_bad, verdict.found) == (place + 1, Break.MISSING)


@quick
@given(chains, st.data())
def test_a_row_taken_out_and_the_rest_renumbered_is_found(
    rows: list[Row], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 2))
    del rows[place]
    rows = [(replace(content, sequence=n), code) for n, (content, code) in enumerate(rows, 1)]
    verdict = verify(rows, KEY)
    assert (verdict.first_bad, verdict.found) == (place + 1, Break.CHANGED)


@quick
@given(chains, st.data())
def test_two_rows_in_each_others_place_are_found(rows: list[Row], data: st.DataObject) -> None:
    one = data.draw(st.integers(0, len(rows) - 2))
    other = data.draw(st.integers(one + 1, len(rows) - 1))
    rows[one], rows[other] = rows[other], rows[one]
    assert verify(rows, KEY).first_bad == one + 1
    renumbered = [(replace(row, sequence=n), code) for n, (row, code) in enumerate(rows, 1)]
    verdict = verify(renumbered, KEY)
    assert (verdict.first_bad, verdict.found) == (one + 1, Break.CHANGED)


@quick
@given(chains, contents, st.data())
def test_a_row_put_in_is_found(rows: list[Row], other: AuditContent, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows)))
    forged = replace(other, sequence=place + 1)
    previous = rows[place - 1][1] if place else START
    rows.insert(place, (forged, mac(b"not the key" * 3, previous, forged)))
    verdict = verify(rows, KEY)
    assert (verdict.first_bad, verdict.found) == (place + 1, Break.CHANGED)


@quick
@given(chains, st.data())
def test_a_row_that_comes_twice_is_found(rows: list[Row], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    rows.insert(place + 1, rows[place])
    verdict = verify(rows, KEY)
    assert (verdict.first_bad, verdict.found) == (place + 1, Break.OUT_OF_ORDER)


@quick
@given(chains, st.data())
def test_a_tail_cut_off_is_found_by_a_remembered_head(rows: list[Row], data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(rows) - 1))
    head = Head(len(rows), short_code(rows[-1][1]))
    assert verify(rows[:left], KEY).whole  # by itself a chain cannot know
    verdict = verify(rows[:left], KEY, expected_head=head)
    assert (verdict.first_bad, verdict.found) == (left + 1, Break.CUT)


def test_a_house_put_back_and_gone_on_is_found_by_a_remembered_head() -> None:
    rows, other = _sample(5), _sample(5, action="check_out")
    head = Head(3, short_code(rows[2][1]))
    assert verify(rows, KEY, expected_head=head).whole
    verdict = verify(other, KEY, expected_head=head)
    assert (verdict.first_bad, verdict.found) == (3, Break.REPLACED)
    assert verdict.rows == 2


def test_an_empty_audit_is_whole_until_somebody_remembers_more() -> None:
    assert verify([], KEY).whole
    assert verify([], KEY, expected_head=Head(1, "000000")).first_bad == 1


def test_another_houses_key_finds_the_first_row_bad() -> None:
    assert verify(_sample(3), bytes(32)).first_bad == 1


def test_content_is_covered_in_one_form() -> None:
    row = _sample(1)[0][0]
    oslo = timezone(timedelta(hours=1))
    assert canonical(replace(row, at=row.at.astimezone(oslo))) == canonical(row)
    composed, decomposed = "Tåsen", unicodedata.normalize("NFD", "Tåsen")
    assert composed != decomposed
    assert canonical(replace(row, actor_name=decomposed, details={decomposed: [decomposed]})) == (
        canonical(replace(row, actor_name=composed, details={composed: [composed]}))
    )


def test_the_form_never_changes_between_versions() -> None:
    row, code = _sample(1)[0]
    assert canonical(row).decode() == (
        '{"action":"check_in","actor_kind":"staff","actor_name":"Kari","at":1795297500000000,'
        '"details":{"bed":4},"reason":null,"role":"night","screen":"board","sequence":1,'
        '"staff_id":1,"subject_id":7,"subject_kind":"guest","workstation":"desk"}'
    )
    assert code.hex() == "5f3aa1baf39168ec14533972792e6c8f40f26aca02719755598e7442fad91012"
    assert short_code(code) == "BWXA3E"


class Colour(StrEnum):
    """A stand-in for any value kept by its value."""

    RED = "red"


def test_an_enum_is_covered_as_its_value_and_a_tuple_as_a_list() -> None:
    row = _sample(1)[0][0]
    assert canonical(replace(row, details={"c": Colour.RED, "l": (1, 2)})) == (
        canonical(replace(row, details={"c": "red", "l": [1, 2]}))
    )


@pytest.mark.parametrize("value", [0.5, b"x", object(), {1, 2}, float("nan"), [1.0], {"a": 1.5}])
def test_what_two_databases_would_write_differently_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(replace(_sample(1)[0][0], details={"x": value}))


def test_a_code_of_the_wrong_length_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="31"):
        mac(KEY, bytes(31), _sample(1)[0][0])


@pytest.mark.parametrize("found", list(Break))
def test_each_break_is_said_in_both_languages(found: Break) -> None:
    english = Texts("en").say(found.value, sequence=12)
    norwegian = Texts("nb").say(found.value, sequence=12)
    assert english != norwegian
    assert "12" in english
    assert "12" in norwegian
