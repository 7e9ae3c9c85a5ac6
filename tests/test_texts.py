"""Dates as people write them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from shelter_desk.texts import Texts, speak_of

NOW = datetime(2026, 11, 21, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "nb", "en"),
    [
        (date(2026, 11, 3), "3.11.", "3 Nov"),
        (date(2026, 1, 26), "26.1.", "26 Jan"),
        (date(2026, 1, 25), "25.01.2026", "25/01/2026"),
        (date(2021, 10, 27), "27.10.2021", "27/10/2021"),
    ],
)
def test_the_year_is_said_where_it_would_be_guessed_wrong(day: date, nb: str, en: str) -> None:
    assert Texts("nb").day_then(day, TODAY) == nb
    assert Texts("en").day_then(day, TODAY) == en
    assert Texts("nb").since(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), NOW) == nb


def test_a_moment_of_years_ago_is_a_day_with_its_year() -> None:
    texts = Texts("nb")
    recent = datetime(2026, 11, 18, 14, 21, tzinfo=UTC)
    assert texts.moment_then(recent, NOW) == texts.moment(recent) == "onsdag 18.11. kl. 15:21"
    old = datetime(2021, 10, 27, 7, tzinfo=UTC)
    assert texts.moment_then(old, NOW) == "onsdag 27.10.2021"


@pytest.fixture
def guest() -> Iterator[None]:
    speak_of("gjest")
    yield
    speak_of("kvinne")


@pytest.mark.usefixtures("guest")
def test_a_house_says_guest_everywhere_but_never_in_names() -> None:
    nb, en = Texts("nb"), Texts("en")
    message = "Kvinner i huset: {kvinne}, kvinnens plass, kvinneliste, kvinnene, Kvinnetiltaket"
    said = nb.say(message, kvinne="Kvinne 7")
    assert said == (
        "Gjester i huset: Kvinne 7, gjestens plass, gjesteliste, gjestene, Kvinnetiltaket"
    )
    assert en.say("Women: {women}, a woman's place", women=3) == "Guests: 3, a guest's place"
