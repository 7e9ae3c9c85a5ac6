"""Person-nights by domain.md d2: what counts, and what does not."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from shelter_desk.clock import counting_moment, from_local
from shelter_desk.models import BedStay, HouseSetting, OutSpell, Presence
from shelter_desk.services.calling import House, Tx, writes
from shelter_desk.services.nights import NightCount, PeriodError, PeriodTooLongError, nights
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.terms import PresenceKind, Right, Role
from shelter_desk.texts import Texts
from tests.engines import as_role, bed_id, command_line, program, woman

NIGHT = date(2026, 11, 18)
"""The tests' clock stands on the evening of the 20th."""


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a local time as an instant."""
    return from_local(day, time(hour, minute))


def evening(night: date = NIGHT) -> datetime:
    """Return 21:00 of a night."""
    return at(night, 21)


def morning(night: date = NIGHT) -> datetime:
    """Return 09:00 after a night."""
    return at(night + timedelta(days=1), 9)


def slept(
    house: House,
    guest: int | None,
    bed: str,
    began: datetime,
    ended: datetime | None,
    *,
    out: tuple[datetime, datetime | None] | None = None,
    present: bool = True,
    voided: bool = False,
) -> None:
    """Write a presence and a stay; anonymous without a guest."""

    def write(tx: Tx) -> None:
        gone = tx.now if voided else None
        presence = Presence(
            kind=PresenceKind.ANONYMOUS if guest is None else PresenceKind.NAMED,
            guest_id=guest,
            starts_at=began,
            ends_at=ended if present else began + timedelta(minutes=30),
            voided_at=gone,
        )
        tx.session.add(presence)
        tx.session.flush()
        stay = BedStay(
            bed_id=bed_id(house, bed),
            guest_id=guest,
            presence_id=presence.id if guest is None else None,
            starts_at=began,
            ends_at=ended,
            voided_at=gone,
        )
        tx.session.add(stay)
        if out is not None:
            spell = OutSpell(presence_id=presence.id, starts_at=out[0], ends_at=out[1])
            tx.session.add(spell)

    writes(Right.BOARD)(write)(program(house))


def count(house: House, first: date = NIGHT, last: date = NIGHT) -> NightCount:
    """Return the count as the command line asks for it."""
    return nights(command_line(house), first=first, last=last)


def test_a_bed_and_a_woman_at_four_are_a_night(house: House) -> None:
    slept(house, woman(house, "Lise"), "A1", evening(), morning())
    slept(house, woman(house, "Mona"), "EX", evening(), morning())
    slept(house, None, "A2", evening(), morning())
    assert count(house).per_night == ((NIGHT, 3, 1),)
    assert (count(house).total, count(house).extra) == (3, 1)


def test_what_is_not_a_night(house: House) -> None:
    four = counting_moment(NIGHT)
    slept(house, woman(house, "Gikk"), "A1", evening(), four)
    slept(house, woman(house, "Kom"), "A1", four + timedelta(minutes=1), morning())
    slept(house, woman(house, "Ute"), "A2", evening(), morning(), out=(evening(), morning()))
    slept(house, woman(house, "Borte"), "A3", evening(), morning(), present=False)
    slept(house, woman(house, "Feil"), "A4", evening(), morning(), voided=True)
    assert count(house).per_night == ((NIGHT, 0, 0),)


def test_the_moment_itself_and_who_is_back_count(house: House) -> None:
    four = counting_moment(NIGHT)
    slept(house, woman(house, "Sent"), "A1", four, morning())
    slept(house, woman(house, "Tilbake"), "A2", evening(), morning(), out=(evening(), four))
    assert count(house).total == 2


def test_every_night_of_the_period_is_told_and_open_stays_go_on(house: House) -> None:
    slept(house, woman(house, "Lise"), "A1", evening(date(2026, 11, 16)), None)
    result = count(house, date(2026, 11, 15), date(2026, 11, 18))
    assert [night for night, _, _ in result.per_night] == [
        date(2026, 11, day) for day in (15, 16, 17, 18)
    ]
    assert [number for _, number, _ in result.per_night] == [0, 1, 1, 1]


def test_nights_to_come_are_left_out_and_said(house_on_file: House) -> None:
    slept(house_on_file, woman(house_on_file, "Lise"), "A1", evening(), None)
    result = count(house_on_file, NIGHT, date(2026, 11, 30))
    # The night to the 20th is over, that to the 21st has not been counted yet.
    assert result.counted_to == date(2026, 11, 19)
    assert (result.total, result.ahead) == (2, 11)
    none = count(house_on_file, date(2026, 11, 20), date(2026, 11, 20))
    assert (none.per_night, none.counted_to, none.ahead) == ((), None, 1)


@pytest.mark.parametrize("night", [date(2026, 3, 28), date(2026, 10, 24)])
def test_the_nights_on_which_the_clock_changes(house_on_file: House, night: date) -> None:
    slept(
        house_on_file,
        woman(house_on_file, "Lise"),
        "A1",
        at(night + timedelta(days=1), 3, 30),
        morning(night),
    )
    assert count(house_on_file, night, night).total == 1


def test_the_counting_moment_is_the_houses(house_on_file: House) -> None:
    slept(
        house_on_file,
        woman(house_on_file, "Lise"),
        "A1",
        evening(),
        at(NIGHT + timedelta(days=1), 4, 30),
    )

    def later(tx: Tx) -> None:
        tx.session.add(HouseSetting(name="counting_time", value={"value": "05:00"}))

    assert count(house_on_file).total == 1
    writes(Right.BOARD)(later)(program(house_on_file))
    assert count(house_on_file).total == 0
    assert count(house_on_file).counting_time == time(5)


def test_periods_that_are_none(house_on_file: House) -> None:
    with pytest.raises(PeriodError) as wrong:
        count(house_on_file, date(2026, 11, 2), date(2026, 11, 1))
    assert Texts("nb").explain(wrong.value) == (
        "Den siste natta, 01.11.2026, er før den første, 02.11.2026."
    )
    with pytest.raises(PeriodTooLongError):
        count(house_on_file, date(1, 1, 1), date(9999, 12, 31))


def test_numbers_are_for_those_who_may(house_on_file: House) -> None:
    with pytest.raises(NotAllowedError):
        nights(as_role(house_on_file, Role.RECEPTION), first=NIGHT, last=NIGHT)
    assert nights(as_role(house_on_file, Role.MANAGER), first=NIGHT, last=NIGHT).total == 0


def test_a_stay_of_last_year_still_counts_where_it_lay(house_on_file: House) -> None:
    slept(
        house_on_file,
        woman(house_on_file, "Lise"),
        "A1",
        datetime(2025, 12, 31, 20, tzinfo=UTC),
        datetime(2026, 1, 2, 8, tzinfo=UTC),
    )
    assert count(house_on_file, date(2025, 12, 31), date(2025, 12, 31)).total == 1
    assert count(house_on_file, date(2026, 1, 1), date(2026, 1, 2)).total == 1
