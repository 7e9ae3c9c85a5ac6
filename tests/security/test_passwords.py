"""Passwords and PINs: rules, hashes, and the wait after wrong ones."""

import unicodedata
from datetime import timedelta

import pytest

from shelter_desk.errors import BadInputError, DeskError
from shelter_desk.security import passwords
from shelter_desk.security.passwords import (
    LOGIN_COST,
    HashCost,
    PasswordIsLoginError,
    PasswordRecordError,
    PasswordTooLongError,
    PasswordTooPlainError,
    PasswordTooShortError,
    PinFormError,
    PinTooPlainError,
    check_password_rules,
    check_pin_rules,
    hash_password,
    needs_new_hash,
    one_time_password,
    pin_allowed,
    verify_nobody,
    verify_password,
    wait_after,
)
from shelter_desk.texts import Texts

CHEAP = HashCost(rounds=1, memory_kib=64, lanes=1)


def test_a_password_opens_and_another_does_not() -> None:
    kept = hash_password("tre små kråker", CHEAP)
    assert verify_password(kept, "tre små kråker")
    assert not verify_password(kept, "tre små kråkeR")
    assert not verify_password(kept, "")
    assert not verify_password(kept, "x" * 10_000_000)


def test_two_hashes_of_one_password_differ_and_hold_no_word_of_it() -> None:
    one, other = (hash_password("tre små kråker", CHEAP) for _ in range(2))
    assert one != other
    assert one.startswith("$argon2id$")
    assert "kråker" not in one


def test_letters_composed_by_another_keyboard_are_the_same() -> None:
    kept = hash_password("blåbær på øya", CHEAP)
    assert verify_password(kept, unicodedata.normalize("NFD", "blåbær på øya"))


def test_a_hash_of_an_older_cost_is_to_be_made_anew() -> None:
    kept = hash_password("tre små kråker", CHEAP)
    assert needs_new_hash(kept, LOGIN_COST)
    assert not needs_new_hash(kept, CHEAP)


def test_the_real_cost_is_at_least_what_owasp_asks_for() -> None:
    assert LOGIN_COST.rounds >= 2
    assert LOGIN_COST.memory_kib >= 19 * 1024
    kept = hash_password("tre små kråker")
    assert verify_password(kept, "tre små kråker")
    assert not needs_new_hash(kept)


def test_a_name_that_is_not_there_is_checked_all_the_same() -> None:
    assert not verify_nobody("whatever it is", CHEAP)


@pytest.mark.fault
@pytest.mark.parametrize("kept", ["", "nonsense", "$argon2id$v=19$m=64,t=1,p=1$AAAA", "\0"])
def test_a_damaged_hash_is_no_wrong_password(kept: str) -> None:
    with pytest.raises(PasswordRecordError):
        verify_password(kept, "tre små kråker")


# -- rules -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password", ["tre små kråker", "4kvt-9mxr-h2pd", "kari liker kaffe", "æ" * 9 + "øå"]
)
def test_a_long_password_of_any_kind_will_do(password: str) -> None:
    check_password_rules(password, "kari")


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("", PasswordTooShortError),
        ("niognitti", PasswordTooShortError),
        ("kort       ", PasswordTooShortError),
        ("aaaaaaaaaaaa", PasswordTooPlainError),
        ("AaAaAaAaAaAa", PasswordTooPlainError),
        ("121212121212", PasswordTooPlainError),
        ("kari.nordmann", PasswordIsLoginError),
        ("Kari.Nordmann2026!", PasswordIsLoginError),
        ("x" * 201, PasswordTooLongError),
    ],
)
def test_a_password_that_will_not_do_is_said_why(password: str, error: type[BadInputError]) -> None:
    with pytest.raises(BadInputError) as caught:
        check_password_rules(password, "kari.nordmann")
    assert type(caught.value) is error


@pytest.mark.parametrize("pin", ["2580", "13579", "00001111", "9274"])
def test_a_pin_is_four_to_eight_digits(pin: str) -> None:
    check_pin_rules(pin)


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "12 4", "१२३४", "²³²³", "-1234"])
def test_what_is_not_digits_is_no_pin(pin: str) -> None:
    with pytest.raises(PinFormError):
        check_pin_rules(pin)


@pytest.mark.parametrize("pin", ["0000", "1234", "98765", "11111111"])
def test_the_pins_others_try_first_are_refused(pin: str) -> None:
    with pytest.raises(PinTooPlainError):
        check_pin_rules(pin)


def test_one_time_passwords_are_readable_allowed_and_never_the_same() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        check_password_rules(password, "kari")
        assert [len(group) for group in password.split("-")] == [4, 4, 4]
        assert not set(password) & set("aeiouyl01")


# -- after wrong tries -------------------------------------------------------------------


def test_the_wait_grows_and_the_door_is_never_shut() -> None:
    waits = [wait_after(failures) for failures in range(40)]
    assert waits[:5] == [timedelta(0)] * 5
    assert waits[5:8] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert waits == sorted(waits)
    assert max(waits) == wait_after(10**9) == timedelta(minutes=5)


def test_five_wrong_pins_ask_for_the_password() -> None:
    assert [pin_allowed(failures) for failures in range(7)] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in vars(passwords).values()
        if isinstance(kind, type)
        and issubclass(kind, DeskError)
        and "sentence" in vars(kind)
        and kind.__module__ == passwords.__name__
    ],
    ids=lambda kind: kind.__name__,
)
def test_an_error_speaks_bokmaal_and_english(kind: type[DeskError]) -> None:
    error = kind(minimum=4, maximum=8)
    english, norwegian = Texts("en").explain(error), Texts("nb").explain(error)
    assert english != norwegian
    assert "{" not in english + norwegian
