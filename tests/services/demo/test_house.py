"""The demo house: sound, the same for the same seed and clock, and at any hour of the day."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from shelter_desk.clock import FixedClock
from shelter_desk.models import LogEntry
from shelter_desk.security.passwords import hash_password
from shelter_desk.services import board, provisions
from shelter_desk.services.access import log_in
from shelter_desk.services.arrivals import check_in_anonymous
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.demo import PASSWORD, build_demo
from shelter_desk.services.verifying import verify_house
from shelter_desk.terms import ProvisionKind
from tests.engines import CHEAP, Engines, command_line
from tests.faults.checks import nothing_taken_twice

DEMO_ID = UUID("5d6f9a52-6a39-4c1e-8f0a-0c1d7be3a0de")
SATURDAY_2112 = datetime(2026, 11, 21, 20, 12, tzinfo=UTC)


def demo(engines: Engines, engine: str, *, at: datetime = SATURDAY_2112, days: int) -> House:
    house = engines.fresh(engine, blank=True).open(FixedClock(at))
    build_demo(
        house, house_id=DEMO_ID, hash_password=lambda word: hash_password(word, CHEAP), days=days
    )
    return house


def kari(house: House) -> Caller:
    return Caller(house, log_in(house, login="kari", password=PASSWORD).actor)


@pytest.mark.parametrize("engine", ["file", "server"])
def test_it_is_sound_and_goes_on(engines: Engines, engine: str) -> None:
    house = demo(engines, engine, days=8)
    nothing_taken_twice(house)
    assert verify_house(command_line(house)).clean
    me = kari(house)
    # Rows counted on: what comes next gets a number of its own on either engine.
    done = check_in_anonymous(me)
    assert done.row_id is not None
    provisions.give(me.again(), presence_id=done.row_id, kind=ProvisionKind.LUNCH)
    assert "Lise" in {row.person.alias for row in board.board_snapshot(me.again()).inside}
    house.store.close()


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 21, 19, 0, tzinfo=UTC),  # 20:00, the evening itself
        datetime(2026, 11, 21, 21, 15, tzinfo=UTC),  # 22:15, its end
        datetime(2026, 11, 21, 9, 0, tzinfo=UTC),  # a morning
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 02:30 the second time
        datetime(2027, 3, 28, 1, 10, tzinfo=UTC),  # 03:10, an hour after 01:10
    ],
)
def test_at_any_hour_it_is_evening_enough(engines: Engines, at: datetime) -> None:
    house = demo(engines, "file", at=at, days=2)
    seen = board.board_snapshot(kari(house))
    inside = {row.person.alias for row in seen.inside}
    assert {"Lise", "Mona", "Ingrid", "Marit", "Jorunn"} <= inside
    assert "Sissel" in {row.person.alias for row in seen.out}
    assert len(seen.on_duty) > 1
    # What lies ahead has not happened.
    with house.store.read() as session:
        newest = max(row.happened_at for row in session.query(LogEntry))
    assert newest <= at
    assert verify_house(command_line(house)).clean
    house.store.close()


def test_the_same_seed_and_clock_give_the_same_house(engines: Engines) -> None:
    def told(house: House) -> list[tuple[object, ...]]:
        with house.store.read() as session:
            rows = session.query(LogEntry).order_by(LogEntry.id)
            lines: list[tuple[object, ...]] = [
                (row.kind, row.happened_at, row.body, row.author_id) for row in rows
            ]
        house.store.close()
        return lines

    first, second = (told(demo(engines, "file", days=2)) for _ in range(2))
    assert first == second
    assert len(first) > 100
