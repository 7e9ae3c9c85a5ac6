"""Oppsett: floors, rooms and beds as one list, each with its form."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.services import bed_changes, plan_changes
from shelter_desk.services.calling import Done
from shelter_desk.services.plan_overview import (
    PlanBed,
    PlanFloor,
    PlanOverview,
    PlanRoom,
    plan_overview,
)
from shelter_desk.terms import Right
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.setup.pick_list import PickList, PickRow
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.flow import FlowLayout
from shelter_desk.ui.widgets.labels import Words as Label

Thing = PlanFloor | PlanRoom | PlanBed
Key = tuple[str, int]


class _List(PickList):
    """The list; Alt and an arrow move a bed or a floor."""

    moved: Callable[[bool], None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and an arrow."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved(event.key() == Qt.Key.Key_Up)
            return
        super().keyPressEvent(event)


class PlanPage(Section):
    """Floors, rooms and beds: add, rename, order, close."""

    title = mark("Rooms and places")
    intro = mark(
        "Nothing is deleted: what is closed stays in the figures of former nights and can be"
        " opened again. Where the rooms lie on the map is set under «The map»."
    )
    icon = "bed-outline"
    rights = (Right.HOUSE_PLAN,)

    def build(self) -> None:
        """Make buttons and list."""
        theme = self.desk.theme
        self._plan: PlanOverview | None = None
        self.count = Label(theme, tabular=True, wrap=True)
        self.list = _List(theme, most=640)
        self.list.moved = self.move_chosen
        self.add_bed = Button(theme, icon="bed-outline")
        self.add_room = Button(theme, icon="door")
        self.add_floor = Button(theme, icon="layers-plus")
        self.edit = Button(theme, icon="pencil-outline", key="Enter")
        self.up = Button(theme, icon="arrow-up", key="Alt ↑")
        self.down = Button(theme, icon="arrow-down", key="Alt ↓")
        self.close_it = Button(theme, icon="close-circle-outline")
        row = FlowLayout(gap=theme.px(8))
        for button in (self.add_bed, self.add_room, self.add_floor):
            row.addWidget(button)
        below = FlowLayout(gap=theme.px(8))
        for button in (self.edit, self.up, self.down, self.close_it):
            below.addWidget(button)
        self.column.addWidget(self.count)
        self.column.addLayout(row)
        self.column.addLayout(below)
        self.column.addWidget(self.list)
        self.list.opened.connect(self.open_chosen)
        self.list.chosen.connect(self._on_chosen)
        self.edit.clicked.connect(self.open_chosen)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.close_it.clicked.connect(self.close_chosen)
        self.add_bed.clicked.connect(self._on_add_bed)
        self.add_room.clicked.connect(self._on_add_room)
        self.add_floor.clicked.connect(self._on_add_floor)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self.desk.words.say
        self.list.setAccessibleName(say("Floors, rooms and places"))
        self.add_bed.setText(say("New place"))
        self.add_room.setText(say("New room"))
        self.add_floor.setText(say("New floor"))
        self.edit.setText(say("Change"))
        self.up.setText(say("Up"))
        self.down.setText(say("Down"))
        for button in self.findChildren(Button):
            button.updateGeometry()
        self._fill()

    # -- showing -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the plan."""
        self.desk.tasks.run(plan_overview, then=self.show_plan, latest="setup plan")

    def show_plan(self, plan: PlanOverview) -> None:
        """Show the plan."""
        self._plan = plan
        self._fill()

    def _fill(self) -> None:
        if self._plan is None:
            return
        words = self.desk.words
        self.count.setText(
            words.say(
                "{approved} approved places, {extra} extra",
                approved=self._plan.approved,
                extra=self._plan.extra,
            )
        )
        self.list.give(tuple(self._rows(self._plan)))
        self._on_chosen(self.list.key)

    def _rows(self, plan: PlanOverview) -> Iterator[PickRow]:
        texts = self.desk.words.texts
        for floor in plan.floors:
            yield PickRow(
                ("floor", floor.floor_id),
                floor.name,
                mark=self._closed(floor),
                strong=True,
                dim=floor.closed,
            )
            for room in floor.rooms:
                yield PickRow(
                    ("room", room.room_id),
                    room.name,
                    mark=" · ".join(
                        part
                        for part in (
                            label(texts, room.kind),
                            room.zone,
                            texts.say("own toilet") if room.own_toilet else "",
                            self._closed(room),
                        )
                        if part
                    ),
                    indent=1,
                    icon="door",
                    dim=room.closed,
                )
                for bed in room.beds:
                    yield self._bed_row(bed)

    def _bed_row(self, bed: PlanBed) -> PickRow:
        texts = self.desk.words.texts
        parts = [label(texts, bed.category)] if bed.category else []
        if bed.next_category is not None:
            day, category = bed.next_category
            parts.append(
                texts.say("from {day}: {category}", day=day, category=label(texts, category))
            )
        parts += [] if bed.approved else [texts.say("extra place")]
        parts += [texts.say("shielded")] if bed.shielded else []
        parts += [label(texts, one) for one in sorted(bed.attributes)]
        return PickRow(
            ("bed", bed.bed_id),
            bed.code,
            " · ".join(parts),
            mark=self._closed(bed) or (texts.say("in use now") if bed.in_use else ""),
            icon="shield-lock-outline" if bed.shielded else "bed-outline",
            indent=2,
            dim=bed.closed,
        )

    def _closed(self, thing: Thing) -> str:
        return self.desk.words.say_in("part of the house", "closed") if thing.closed else ""

    # -- what is chosen ------------------------------------------------------------------------

    def _find(self, key: object) -> tuple[PlanFloor, PlanRoom | None, PlanBed | None] | None:
        if self._plan is None:
            return None
        for floor in self._plan.floors:
            if key == ("floor", floor.floor_id):
                return floor, None, None
            for room in floor.rooms:
                if key == ("room", room.room_id):
                    return floor, room, None
                for bed in room.beds:
                    if key == ("bed", bed.bed_id):
                        return floor, room, bed
        return None

    def _thing(self) -> Thing | None:
        found = self._find(self.list.key)
        if found is None:
            return None
        floor, room, bed = found
        return bed or room or floor

    def _on_chosen(self, _key: object) -> None:
        thing = self._thing()
        say = self.desk.words.say
        self.edit.setEnabled(thing is not None)
        self.close_it.setEnabled(thing is not None)
        closed = thing is not None and thing.closed
        self.close_it.setText(say("Open again") if closed else say("Close for good"))
        self.close_it.set_icon_name("restore" if closed else "close-circle-outline")
        movable = isinstance(thing, PlanFloor | PlanBed) and not closed
        self.up.setEnabled(movable)
        self.down.setEnabled(movable)

    # -- acts ----------------------------------------------------------------------------------

    def open_chosen(self, _key: object = None) -> None:
        """Open the form of what is chosen."""
        found = self._find(self.list.key)
        if found is None:
            return
        floor, room, bed = found
        if bed is not None and room is not None:
            self.desk.forms.open(
                "setup_bed", Chosen(bed_id=bed.bed_id), bed=bed, room_id=room.room_id
            )
        elif room is not None:
            self.desk.forms.open("setup_room", draft=f"room:{room.room_id}", room=room)
        else:
            self.desk.forms.open("setup_floor", draft=f"floor:{floor.floor_id}", floor=floor)

    def _on_add_bed(self) -> None:
        found = self._find(self.list.key)
        room = found[1] if found else None
        self.desk.forms.open("setup_bed", room_id=room.room_id if room else None)

    def _on_add_room(self) -> None:
        found = self._find(self.list.key)
        self.desk.forms.open("setup_room", floor_id=found[0].floor_id if found else None)

    def _on_add_floor(self) -> None:
        self.desk.forms.open("setup_floor")

    def _on_up(self) -> None:
        self.move_chosen(up=True)

    def _on_down(self) -> None:
        self.move_chosen(up=False)

    def move_chosen(self, up: bool) -> None:
        """Let the chosen floor or bed change places with its neighbour."""
        thing = self._thing()
        if isinstance(thing, PlanFloor) and not thing.closed:
            self._run(plan_changes.move_floor, "", {"floor_id": thing.floor_id, "up": up})
        elif isinstance(thing, PlanBed) and not thing.closed:
            self._run(bed_changes.move_bed_in_list, "", {"bed_id": thing.bed_id, "up": up})

    def close_chosen(self) -> None:
        """Close what is chosen, or open it again."""
        thing = self._thing()
        say = self.desk.words.say
        one: Callable[..., Done]
        other: Callable[..., Done]
        match thing:
            case PlanFloor():
                one, other = plan_changes.close_floor, plan_changes.reopen_floor
                name, values = thing.name, {"floor_id": thing.floor_id}
            case PlanRoom():
                one, other = plan_changes.close_room, plan_changes.reopen_room
                name, values = thing.name, {"room_id": thing.room_id}
            case PlanBed():
                one, other = bed_changes.close_bed, bed_changes.reopen_bed
                name, values = thing.code, {"bed_id": thing.bed_id}
            case _:
                return
        act, back = (other, one) if thing.closed else (one, other)
        text = (
            say("Open again: {name}", name=name)
            if thing.closed
            else say("Closed: {name}", name=name)
        )
        self._run(act, text, values, undo=lambda: self._run(back, "", values))

    def _run(
        self,
        service: Callable[..., Done],
        text: str,
        values: Mapping[str, Any],
        *,
        undo: Callable[[], object] | None = None,
    ) -> None:
        def done(_done: Done) -> None:
            if text:
                self.desk.notices.act(text, undo=undo)

        self.desk.tasks.run(service, then=done, **values)

    def focus_first(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
