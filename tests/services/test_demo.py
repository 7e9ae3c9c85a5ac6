"""The demo house: full of life, the same for the same seed and clock, and sound."""

from uuid import UUID

import pytest

from shelter_desk.clock import FixedClock
from shelter_desk.models import LogEntry
from shelter_desk.security.passwords import hash_password
from shelter_desk.services import bed_map, board, log_reading, tasks, watch
from shelter_desk.services.access import log_in
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.demo import PASSWORD, build_demo
from shelter_desk.terms import BedState, PresenceKind
from tests.engines import CHEAP, FRIDAY_EVENING, Engines
from tests.faults.checks import audit_is_whole, nothing_taken_twice

DEMO_ID = UUID("5d6f9a52-6a39-4c1e-8f0a-0c1d7be3a0de")


def demo(engines: Engines, engine: str, *, days: int) -> House:
    place = engines.fresh(engine, blank=True)
    house = place.open(FixedClock(FRIDAY_EVENING))
    build_demo(
        house, house_id=DEMO_ID, hash_password=lambda word: hash_password(word, CHEAP), days=days
    )
    return house


@pytest.fixture(params=["file", "server"])
def demo_house(engines: Engines, request: pytest.FixtureRequest) -> House:
    return demo(engines, request.param, days=3)


def kari(house: House) -> Caller:
    return Caller(house, log_in(house, login="kari", password=PASSWORD).actor)


def test_every_screen_shows_something(demo_house: House) -> None:
    me = kari(demo_house)
    seen = board.board_snapshot(me)
    names = {row.person.alias for row in seen.inside}
    assert {"Lise", "Tone", "Eva", "Berit"} <= names
    assert any(row.person.kind is PresenceKind.SHIELDED for row in seen.inside)
    assert [row.person.alias for row in seen.out] == ["Siv"]
    assert [row.person.alias for row in seen.expected] == ["Rita"]
    assert seen.on_duty
    counts = bed_map.map_snapshot(me).counts
    assert counts[BedState.TAKEN_INSIDE] >= 4
    assert counts[BedState.HELD] == counts[BedState.OUT_OF_SERVICE] == 1
    assert len(watch.watch_lines(me)) == 3
    assert any(task.overdue for task in tasks.open_tasks(me))
    lines = [line for part in log_reading.log_page(me).sections for line in part.lines]
    assert any(line.corrections for line in lines)
    demo_house.store.close()


def test_it_is_sound(demo_house: House) -> None:
    nothing_taken_twice(demo_house)
    audit_is_whole(demo_house)
    demo_house.store.close()


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
    assert len(first) > 50
