"""Rules of the house: shipped in both languages, changed by the manager, brought back."""

import pytest

from shelter_desk.services.calling import House
from shelter_desk.services.regulations import (
    Regulation,
    UnknownRegulationError,
    change_regulation,
    regulations,
    shipped,
)
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.written import NoteTooLongError
from shelter_desk.terms import Role
from tests.engines import as_role


def rule(house: House, key: str, language: str = "nb") -> Regulation:
    found = regulations(as_role(house, Role.NIGHT), language=language)
    return next(one for one in found if one.key == key)


def test_both_languages_have_the_same_rules_in_the_same_order() -> None:
    assert list(shipped("nb")) == list(shipped("en"))
    for language in ("nb", "en"):
        for words in shipped(language).values():
            assert set(words) == {"title", "reference", "text"}
            assert all(words.values())


def test_the_manager_puts_a_reference_right_and_takes_it_back(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    usual = rule(house, "secrecy")
    change_regulation(
        liv, language="nb", key="secrecy", reference="Ny forvaltningslov § 33", text=usual.text
    )
    assert rule(house, "secrecy").reference == "Ny forvaltningslov § 33"
    assert rule(house, "secrecy").own
    assert not rule(house, "secrecy", "en").own
    change_regulation(liv.again(), language="nb", key="secrecy", reference="", text="")
    assert rule(house, "secrecy") == usual


def test_what_a_rule_cannot_be(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    with pytest.raises(NoteTooLongError):
        change_regulation(liv, language="nb", key="secrecy", reference="x" * 201, text="")
    with pytest.raises(UnknownRegulationError):
        change_regulation(liv.again(), language="nb", key="ukjent", reference="x", text="x")
    with pytest.raises(NotAllowedError):
        change_regulation(
            as_role(house, Role.SHIFT_LEAD), language="nb", key="fire", reference="x", text="x"
        )
