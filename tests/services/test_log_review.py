"""The month's sample of who has read about whom, and its signature, on both engines."""

from datetime import UTC, date, datetime

import pytest

from shelter_desk.services.calling import House
from shelter_desk.services.log_review import MonthNotOverError, review_of, sign_review
from shelter_desk.services.reading import note_reading
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.terms import Role
from tests.engines import as_role, clock_of, women

NOVEMBER = date(2026, 11, 1)


def test_what_needed_a_reason_is_always_in_it_and_the_draw_stays(house: House) -> None:
    mina, liv = as_role(house, Role.MILIEU), as_role(house, Role.MANAGER)
    cards = women(house, 20)
    for number in cards:
        note_reading(mina.again(), screen="card", guest_id=number)
        note_reading(mina.again(), screen="history", guest_id=number)
    note_reading(mina.again(), screen="reveal", guest_id=cards[0], reason="ringte og spurte")
    first = review_of(liv.again(), month=NOVEMBER)
    assert first.total == 41
    assert len(first.rows) == 21
    assert [row.reason for row in first.rows if row.reason] == ["ringte og spurte"]
    assert review_of(liv.again(), month=NOVEMBER).rows == first.rows
    assert review_of(liv.again(), month=date(2026, 10, 1)).total == 0


def test_a_month_is_signed_when_it_is_over(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    note_reading(liv.again(), screen="card", guest_id=women(house, 1)[0])
    rows = [row.sequence for row in review_of(liv.again(), month=NOVEMBER).rows]
    with pytest.raises(MonthNotOverError):
        sign_review(liv.again(), month=NOVEMBER, looked=rows, asked=[])
    clock_of(house).moment = datetime(2026, 12, 1, 8, tzinfo=UTC)
    sign_review(liv.again(), month=NOVEMBER, looked=rows, asked=rows)
    signed = review_of(liv.again(), month=NOVEMBER)
    assert (signed.signed_by, signed.asked) == ("Liv Leder", 1)
    with pytest.raises(NotAllowedError):
        review_of(as_role(house, Role.SHIFT_LEAD), month=NOVEMBER)
