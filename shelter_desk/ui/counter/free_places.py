"""A choice among the places that can be given or kept now."""

from collections.abc import Sequence

from shelter_desk.phrases import label
from shelter_desk.services import bed_map
from shelter_desk.services.snapshots import MapSnapshot
from shelter_desk.terms import BedCategory, BedState
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.picked import Asked, Option


def free_bed_field(desk: Desk, text: str, *, required: bool = False, help_line: str = "") -> Asked:
    """Return a choice of free places in the house's order; ``value`` is the place's number."""

    def options(found: MapSnapshot) -> Sequence[Option]:
        return [
            Option(bed.bed_id, " · ".join((naming.plain(bed.code), *_about(desk, bed.category))))
            for floor in found.floors
            for room in floor.rooms
            for bed in room.beds
            if bed.state is BedState.FREE
        ]

    return Asked(desk, text, bed_map.map_snapshot, options, required=required, help_line=help_line)


def _about(desk: Desk, category: BedCategory | None) -> tuple[str, ...]:
    return () if category is None else (label(desk.words.texts, category),)
