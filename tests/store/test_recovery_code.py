"""The recovery code: typed by a tired person from paper."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shelter_desk.store import recovery_code
from shelter_desk.store.key_errors import RecoveryCodeLengthError, RecoveryCodeTypoError

numbers = st.integers(min_value=0, max_value=2**140 - 1)


@given(numbers)
def test_a_code_gives_back_its_bytes(number: int) -> None:
    assert recovery_code.parse(recovery_code.encode(number)) == number.to_bytes(18, "big")


def test_a_new_code_is_seven_groups_of_five_and_never_the_same() -> None:
    codes = {recovery_code.new_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert [len(group) for group in code.split("-")] == [5] * 7
        assert not set(code) & set("ILOU")


@given(numbers, st.sampled_from(["", " ", "-", " – ", "\u00a0", "\t", "_", ".", "\u2011", "\n"]))
def test_case_and_separators_do_not_matter(number: int, separator: str) -> None:
    code = recovery_code.encode(number)
    typed = separator.join(code.lower().split("-"))
    assert recovery_code.parse(f"  {typed}\r\n") == recovery_code.parse(code)


@given(numbers, st.sampled_from("oOøØ"), st.sampled_from("iIlL|"))
def test_lookalikes_are_read_as_meant(number: int, nought: str, one: str) -> None:
    code = recovery_code.encode(number)
    assert recovery_code.parse(code.replace("0", nought).replace("1", one)) == (
        recovery_code.parse(code)
    )


@given(numbers, st.integers(0, 34), st.sampled_from(recovery_code.ALPHABET + "UÅ%€"))
def test_any_wrong_character_is_noticed_and_its_group_named(
    number: int, place: int, wrong: str
) -> None:
    characters = list(recovery_code.tidy(recovery_code.encode(number)))
    right, characters[place] = characters[place], wrong
    if wrong == right:
        assert recovery_code.parse("".join(characters))
        return
    with pytest.raises(RecoveryCodeTypoError) as caught:
        recovery_code.parse("".join(characters))
    assert caught.value.values["group"] == place // 5 + 1


@given(numbers, st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))
def test_two_characters_changed_about_in_a_group_are_noticed(
    number: int, group: int, one: int, other: int
) -> None:
    before = recovery_code.tidy(recovery_code.encode(number))
    characters = list(before)
    one, other = group * 5 + one, group * 5 + other
    characters[one], characters[other] = characters[other], characters[one]
    if "".join(characters) == before:
        return
    with pytest.raises(RecoveryCodeTypoError):
        recovery_code.parse("".join(characters))


@given(numbers, st.integers(0, 6), st.integers(0, 6))
def test_two_groups_changed_about_are_noticed(number: int, one: int, other: int) -> None:
    groups = recovery_code.encode(number).split("-")
    if one == other:
        return
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(RecoveryCodeTypoError) as caught:
        recovery_code.parse("-".join(groups))
    assert caught.value.values["group"] == min(one, other) + 1


@pytest.mark.parametrize("typed", ["", "   ", "7Q0RD", "0" * 34, "0" * 36, "-" * 35])
def test_a_code_of_the_wrong_length_says_how_many_were_typed(typed: str) -> None:
    with pytest.raises(RecoveryCodeLengthError) as caught:
        recovery_code.parse(typed)
    assert caught.value.values["count"] == len(typed.replace("-", "").strip())


@given(st.text(max_size=200))
def test_anything_typed_is_a_code_or_a_calm_error(typed: str) -> None:
    with contextlib.suppress(RecoveryCodeLengthError, RecoveryCodeTypoError):
        assert len(recovery_code.parse(typed)) == 18
