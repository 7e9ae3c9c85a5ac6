"""Forms of the plan: a floor, a room, a bed, a category from a day on."""

from typing import Any

from shelter_desk.marking import mark
from shelter_desk.services import bed_changes, plan_changes
from shelter_desk.services.plan_overview import (
    PlanBed,
    PlanFloor,
    PlanOverview,
    PlanRoom,
    plan_overview,
)
from shelter_desk.terms import BedAttribute, BedCategory, RoomKind
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.picked import Asked, Choice, OneOf, Option, Tick, Ticks, each, said
from shelter_desk.ui.forms.written import Day, ShortText

_OPEN = mark("Saved: {what}")


class FloorForm(Form):
    """A floor: its name, and where a new one comes."""

    def build(self) -> None:
        """Make the fields."""
        self._floor: PlanFloor | None = None
        self.called = self.add(
            "name",
            ShortText(
                self._desk, mark("Name of the floor"), limit=plan_changes.NAME_LIMIT, required=True
            ),
            plan_changes.PlaceNameError,
            plan_changes.FloorNameTakenError,
        )
        self.where = self.add(
            "below",
            OneOf(
                self._desk,
                mark("Where"),
                said(("above", mark("on top of the house")), ("below", mark("under the house"))),
                start="above",
            ),
        )

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the floor given, or with a new one."""
        super().begin(about)
        self._floor = given.get("floor")
        if self._floor is not None:
            self.called.put(self._floor.name)
            self.where.hide()

    def save(self) -> None:
        """Save it."""
        name = self.called.value
        sentence = self._desk.words.say(_OPEN, what=name)
        if self._floor is None:
            below = self.where.value == "below"
            self.run(plan_changes.add_floor, sentence, name=name, below=below)
        else:
            floor_id = self._floor.floor_id
            self.run(plan_changes.rename_floor, sentence, floor_id=floor_id, name=name)


class RoomForm(Form):
    """A room: floor, name, what it is for."""

    def build(self) -> None:
        """Make the fields."""
        self._room: PlanRoom | None = None
        self.floor = self.add(
            "floor", Asked(self._desk, mark("Floor"), plan_overview, _floors, required=True)
        )
        self.called = self.add(
            "name",
            ShortText(
                self._desk, mark("Name of the room"), limit=plan_changes.NAME_LIMIT, required=True
            ),
            plan_changes.PlaceNameError,
            plan_changes.RoomNameTakenError,
        )
        self.kind = self.add(
            "kind",
            Choice(
                self._desk, mark("What it is for"), each(RoomKind), start=RoomKind.SLEEPING,
                required=True,
            ),
        )  # fmt: skip
        self.zone = self.add(
            "zone",
            ShortText(
                self._desk,
                mark("Zone"),
                limit=plan_changes.ZONE_LIMIT,
                help_line=mark("For example «outdoor area» or «behind the locked door»."),
            ),
        )
        self.toilet = self.add("toilet", Tick(self._desk, mark("Own toilet")))

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the room given, or with a new one."""
        super().begin(about)
        self._room = room = given.get("room")
        if room is None:
            if given.get("floor_id") is not None:
                self.floor.choose(given["floor_id"])
            return
        self.floor.choose(room.floor_id)
        self.floor.setEnabled(False)
        self.called.put(room.name)
        self.kind.choose(room.kind)
        self.zone.put(room.zone)
        self.toilet.put(room.own_toilet)

    def save(self) -> None:
        """Save it."""
        values = {
            "name": self.called.value,
            "kind": self.kind.value,
            "zone": self.zone.value,
            "own_toilet": self.toilet.value,
        }
        sentence = self._desk.words.say(_OPEN, what=self.called.value)
        if self._room is None:
            self.run(plan_changes.add_room, sentence, floor_id=self.floor.value, **values)
        else:
            self.run(plan_changes.change_room, sentence, room_id=self._room.room_id, **values)


def _floors(plan: PlanOverview) -> list[Option]:
    return [Option(floor.floor_id, floor.name) for floor in plan.floors if not floor.closed]


def _rooms(plan: PlanOverview) -> list[Option]:
    return [
        Option(room.room_id, f"{room.name} · {floor.name}")
        for floor in plan.floors
        for room in floor.rooms
        if not room.closed
    ]


class BedForm(Form):
    """A bed: code, room, category, what is particular about it."""

    def build(self) -> None:
        """Make the fields."""
        self._bed: PlanBed | None = None
        self.code = self.add(
            "code",
            ShortText(
                self._desk, mark("Code of the place"), limit=bed_changes.CODE_LIMIT, required=True
            ),
            bed_changes.BedCodeError,
            bed_changes.BedCodeTakenError,
        )
        self.room = self.add(
            "room", Asked(self._desk, mark("Room"), plan_overview, _rooms, required=True),
            bed_changes.RoomClosedError,
        )  # fmt: skip
        self.category = self.add(
            "category",
            OneOf(
                self._desk,
                mark("Category"),
                each(BedCategory),
                start=BedCategory.EMERGENCY,
                required=True,
                help_line=mark("Decides which figures the nights belong to."),
            ),
        )
        self.valid_from = self.add(
            "valid_from",
            Day(
                self._desk,
                mark("The new category holds from"),
                help_line=mark("Empty means from today."),
            ),
            bed_changes.CategoryDayError,
        )
        self.approved = self.add(
            "approved",
            OneOf(
                self._desk,
                mark("Counts as"),
                said(
                    ("approved", mark("approved place (counts in the capacity)")),
                    ("extra", mark("extra place (never in the capacity)")),
                ),
                start="approved",
            ),
        )
        self.shielded = self.add(
            "shielded",
            Tick(
                self._desk,
                mark("Shielded place"),
                help_line=mark("Whoever sleeps there is shown as «shielded» and never by name."),
            ),
            bed_changes.BedInUseError,
        )
        self.attributes = self.add(
            "attributes", Ticks(self._desk, mark("What is particular"), each(BedAttribute))
        )
        self.valid_from.hide()
        self.category.changed.connect(self._on_category)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the bed given, or with a new one in the room given."""
        super().begin(about)
        if given.get("room_id") is not None:
            self.room.choose(given["room_id"])
        self._bed = bed = given.get("bed")
        if bed is None:
            return
        self.code.put(bed.code)
        if bed.category is not None:
            self.category.choose(bed.category)
        self.approved.choose("approved" if bed.approved else "extra")
        self.shielded.put(bed.shielded)
        self.attributes.tick(*bed.attributes)
        self._on_category()

    def _on_category(self) -> None:
        other = self._bed is not None and self.category.value is not self._bed.category
        self.valid_from.setVisible(other)

    def save(self) -> None:
        """Save it."""
        values = {
            "code": self.code.value,
            "room_id": self.room.value,
            "approved": self.approved.value == "approved",
            "shielded": self.shielded.value,
            "attributes": tuple(self.attributes.value),
        }
        sentence = self._desk.words.say(_OPEN, what=self.code.value)
        category = self.category.value
        if self._bed is None:
            self.run(bed_changes.add_bed, sentence, category=category, **values)
            return
        self.run(
            bed_changes.change_bed,
            sentence,
            bed_id=self._bed.bed_id,
            category=category,
            valid_from=self.valid_from.value if self.valid_from.isVisible() else None,
            **values,
        )
