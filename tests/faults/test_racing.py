"""Eight desks give random beds at once: nothing is taken twice, nobody sees a lock."""

from collections import Counter

import pytest
from sqlalchemy import select

from shelter_desk.models import Bed
from shelter_desk.services import arrivals
from shelter_desk.services.calling import House
from shelter_desk.terms import Role
from tests.engines import as_role, place_of, women
from tests.faults.checks import audit_is_whole, nothing_taken_twice, operations_in
from tests.faults.workers import processes, run_race

pytestmark = pytest.mark.fault

DESKS = 8
# What a desk may be told when another was quicker; anything else is a fault.
KIND_ANSWERS = {
    "BedTakenError",
    "BedJustTakenError",
    "BedNotCleanError",
    "HasBedAlreadyError",
    "NoStayError",
    "NothingToCleanError",
}


def test_eight_desks_never_take_a_bed_or_a_woman_twice(house: House, full: bool) -> None:  # noqa: FBT001 - a fixture
    seconds = 60.0 if full else 10.0
    me = as_role(house, Role.MILIEU)
    presences = [
        arrivals.check_in(me.again(), guest_id=guest_id).row_id for guest_id in women(house, 14)
    ]
    with house.store.read() as session:
        bed_ids = list(session.scalars(select(Bed.id)))
    place = place_of(house)
    with processes().Pool(DESKS) as pool:
        work = [(place, presences, bed_ids, seconds, seed) for seed in range(DESKS)]
        tallies = pool.map(run_race, work, chunksize=1)

    nothing_taken_twice(house)
    audit_is_whole(house)
    refused = sum((tally.refused for tally in tallies), Counter[str]())
    assert set(refused) <= KIND_ANSWERS, refused
    acknowledged = {str(operation) for tally in tallies for operation in tally.acknowledged}
    assert all(tally.acknowledged for tally in tallies), "a desk never got its turn"
    assert acknowledged <= operations_in(house)
    print(  # noqa: T201 - the figure is quoted
        f"\n{place.engine}: {len(acknowledged)} deeds and {sum(refused.values())} kind refusals in"
        f" {seconds:.0f} s, longest wait {max(t.longest for t in tallies):.2f} s"
    )
