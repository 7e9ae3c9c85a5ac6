"""The services the map asks, so that tests can hand it others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class MapCalls:
    """Each is called as ``function(caller, **values)`` on the database thread.

    Questions return the dataclasses of :mod:`shelter_desk.services.snapshots`, acts a ``Done``.
    """

    snapshot: Callable[..., Any]
    nights: Callable[..., Any]
    answers: Callable[..., Any]
    give_bed: Callable[..., Any]
    move_bed: Callable[..., Any]
    release_bed: Callable[..., Any]
    bed_cleaned: Callable[..., Any]
    swap_beds: Callable[..., Any]
    mark_for_cleaning: Callable[..., Any]
    release_hold: Callable[..., Any]
    back_in_service: Callable[..., Any]


def house_calls() -> MapCalls:
    """Return the services of the house."""
    # Imported here: the window is painted before SQLAlchemy is loaded (architecture.md 8).
    from shelter_desk.services import (  # noqa: PLC0415 - see above
        bed_answers,
        bed_map,
        beds,
        coming_nights,
        holds,
        outages,
        swaps,
    )

    return MapCalls(
        snapshot=bed_map.map_snapshot,
        nights=coming_nights.coming_nights,
        answers=bed_answers.answers,
        give_bed=beds.give_bed,
        move_bed=beds.move_bed,
        release_bed=beds.release_bed,
        bed_cleaned=beds.bed_cleaned,
        swap_beds=swaps.swap_beds,
        mark_for_cleaning=beds.mark_for_cleaning,
        release_hold=holds.release_hold,
        back_in_service=outages.back_in_service,
    )
