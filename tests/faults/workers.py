"""What other processes do in the fault tests: desks that work at random until told to stop."""

import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

from shelter_desk.clock import ShiftedClock
from shelter_desk.errors import DeskError
from shelter_desk.services import arrivals, beds
from shelter_desk.services.calling import Caller, Done
from shelter_desk.terms import Role
from tests.engines import FRIDAY_EVENING, Place, as_role, opened


def processes() -> Any:  # noqa: ANN401 - the context's type depends on the platform
    """Return a context whose children begin clean; where it can, from a warm server."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


@dataclass(frozen=True)
class Tally:
    """What one worker saw: deeds acknowledged, refusals and faults by kind, longest wait (s)."""

    acknowledged: tuple[UUID, ...]
    refused: Counter[str]
    longest: float


def race_for_beds(
    place: Place, presences: Sequence[int], bed_ids: Sequence[int], seconds: float, seed: int
) -> Tally:
    """Give, move and release random beds to random women for ``seconds``."""
    chance = random.Random(seed)
    acknowledged: list[UUID] = []
    refused: Counter[str] = Counter()
    longest = 0.0
    with opened(place, ShiftedClock.starting_at(FRIDAY_EVENING)) as house:
        me = as_role(house, Role.MILIEU)
        until = time.monotonic() + seconds
        mine: dict[int, int] = {}
        while time.monotonic() < until:
            call = me.again()
            began = time.monotonic()
            try:
                _one_deed(call, chance, presences, bed_ids, mine)
            except DeskError as error:
                refused[type(error).__name__] += 1
            else:
                acknowledged.append(call.operation)
            longest = max(longest, time.monotonic() - began)
    return Tally(tuple(acknowledged), refused, longest)


def _one_deed(
    call: Caller,
    chance: random.Random,
    presences: Sequence[int],
    bed_ids: Sequence[int],
    mine: dict[int, int],
) -> Done:
    bed_id = chance.choice(bed_ids)
    match chance.randrange(4):
        case 0 if mine:
            stay = chance.choice(list(mine))
            done = beds.move_bed(call, stay_id=stay, bed_id=bed_id)
            del mine[stay]
        case 1 if mine:
            stay, _ = mine.popitem()
            return beds.release_bed(call, stay_id=stay)
        case 2:
            return beds.bed_cleaned(call, bed_id=bed_id)
        case _:
            done = beds.give_bed(call, bed_id=bed_id, presence_id=chance.choice(presences))
    if done.row_id is not None:
        mine[done.row_id] = bed_id
    return done


def run_race(arguments: tuple[Place, Sequence[int], Sequence[int], float, int]) -> Tally:
    """Call :func:`race_for_beds` with one tuple, as a pool's ``map`` does."""
    return race_for_beds(*arguments)


def work_until_killed(
    place: Place, bed_ids: Sequence[int], seed: int, to_parent: Connection
) -> None:
    """Do real things for ever and report each one after it is acknowledged."""
    chance = random.Random(seed)
    with opened(place, ShiftedClock.starting_at(FRIDAY_EVENING)) as house:
        me = as_role(house, Role.MILIEU)
        inside: list[int] = []
        while True:
            call = me.again()
            try:
                match chance.randrange(4):
                    case 0 if inside:
                        arrivals.check_out(call, presence_id=inside.pop())
                    case 1:
                        beds.bed_cleaned(call, bed_id=chance.choice(bed_ids))
                    case 2:
                        done = arrivals.check_in_anonymous(call, bed_id=chance.choice(bed_ids))
                        inside.append(done.row_id or 0)
                    case _:
                        done = arrivals.check_in_anonymous(call)
                        inside.append(done.row_id or 0)
            except DeskError:
                continue
            to_parent.send(str(call.operation))
