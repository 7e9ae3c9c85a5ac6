"""kill -9 at random moments: what was acknowledged is there, and the audit is whole."""

import random
from multiprocessing.connection import Connection

import pytest
from sqlalchemy import select

from shelter_desk.models import Bed
from shelter_desk.services.calling import House
from tests.engines import place_of
from tests.faults.checks import audit_is_whole, nothing_taken_twice, operations_in
from tests.faults.workers import processes, work_until_killed

pytestmark = pytest.mark.fault


def _acknowledged(pipe: Connection) -> list[str]:
    heard: list[str] = []
    try:
        while pipe.poll():
            heard.append(pipe.recv())
    except EOFError:
        pass
    return heard


def _live_and_die(house: House, bed_ids: list[int], chance: random.Random) -> list[str]:
    """Let a desk work, kill it at a random moment, and return what it had acknowledged."""
    context = processes()
    ours, theirs = context.Pipe(duplex=False)
    place = place_of(house)
    desk = context.Process(
        target=work_until_killed, args=(place, bed_ids, chance.randrange(2**32), theirs)
    )
    desk.start()
    theirs.close()
    assert ours.poll(30), "the desk never did anything"
    heard: list[str] = []
    desk.join(chance.uniform(0.0, 0.15))
    desk.kill()
    desk.join()
    heard += _acknowledged(ours)
    ours.close()
    return heard


@pytest.mark.parametrize(("engine", "small"), [("file", 50), ("server", 10)])
def test_what_was_acknowledged_survives_a_kill(
    request: pytest.FixtureRequest,
    engine: str,
    small: int,
    full: bool,  # noqa: FBT001 - a fixture
) -> None:
    house: House = request.getfixturevalue(f"house_on_{engine}")
    with house.store.read() as session:
        bed_ids = list(session.scalars(select(Bed.id)))
    chance = random.Random(20261120)
    heard: list[str] = []
    for _ in range(small * 10 if full else small):
        heard += _live_and_die(house, bed_ids, chance)
        assert set(heard) <= operations_in(house)
        nothing_taken_twice(house)
    audit_is_whole(house)
    assert len(heard) >= small
