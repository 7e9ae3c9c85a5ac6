"""Oppsett: where the rooms lie on the map, floor by floor."""

from functools import partial

from PySide6.QtCore import Qt

from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.services import plan_changes
from shelter_desk.services.calling import Done
from shelter_desk.services.plan_overview import PlanFloor, PlanOverview, plan_overview
from shelter_desk.terms import Right
from shelter_desk.ui.forms.picked import Choice, Option
from shelter_desk.ui.setup.floor_canvas import FloorCanvas
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.words import Words

Place = tuple[int, int, int, int]


class MapPage(Section):
    """Rooms to draw to their places; what stands wall to wall is found by itself."""

    title = mark("The map")
    intro = mark(
        "Draw the rooms so that they lie as in the house. Rooms that share a wall count as"
        " neighbours when two women are to be kept apart."
    )
    icon = "floor-plan"
    rights = (Right.HOUSE_PLAN,)

    def build(self) -> None:
        """Make the choice of floor, the canvas and its line."""
        self._plan: PlanOverview | None = None
        self.floor = Choice(self.desk, mark("Floor"), self._floors)
        self.canvas = FloorCanvas(self.desk)
        self.trouble = Label(self.desk.theme, size=14, colour="status:watch", wrap=True)
        self.trouble.hide()
        self.column.addWidget(self.floor)
        self.column.addWidget(self.canvas)
        self.column.addWidget(self.trouble)
        self.line(
            mark(
                "Mouse: draw a room, or its lower right corner. Keys: arrows move the room, with"
                " Shift they change its size, with Ctrl by one unit, Page up and down choose"
                " another room, Esc puts it back."
            )
        )
        self.floor.changed.connect(self._show)
        self.canvas.placed.connect(self._on_placed)
        self.canvas.chosen.connect(self._on_chosen)

    def _floors(self, _words: Words) -> list[Option]:
        plan = self._plan
        floors = plan.floors if plan else ()
        return [Option(floor.floor_id, floor.name) for floor in floors if not floor.closed]

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self.floor.retranslate()
        self.canvas.setAccessibleName(self.desk.words.say("Rooms of the floor"))
        self.canvas.update()

    def refresh(self) -> None:
        """Ask for the plan."""
        self.desk.tasks.run(plan_overview, then=self.show_plan, latest="setup map")

    def show_plan(self, plan: PlanOverview) -> None:
        """Show the plan."""
        self._plan = plan
        options = self._floors(self.desk.words)
        if self.floor.value not in {one.value for one in options} and options:
            self.floor.choose(options[-1].value)
        self._show()

    def _show(self) -> None:
        floor = self._shown()
        if floor is not None:
            self.canvas.show_floor(floor)

    def _shown(self) -> PlanFloor | None:
        floors = self._plan.floors if self._plan else ()
        return next((one for one in floors if one.floor_id == self.floor.value), None)

    def _on_chosen(self, _room_id: int) -> None:
        self.trouble.hide()

    # -- saving --------------------------------------------------------------------------------

    def _on_placed(self, room_id: int, place: Place) -> None:
        floor = self._shown()
        room = next((r for r in floor.rooms if r.room_id == room_id), None) if floor else None
        if room is None:
            return
        text = self.desk.words.say("Moved on the map: {name}", name=room.name)
        undo = partial(self._place, room_id, room.place)
        self._place(room_id, place, partial(self._say, text, undo))

    def _place(self, room_id: int, place: Place, then: object = None) -> None:
        self.desk.tasks.run(
            plan_changes.place_room,
            then=then if callable(then) else None,
            failed=self._on_refused,
            room_id=room_id,
            place=place,
        )

    def _say(self, text: str, undo: partial[None], _done: Done) -> None:
        self.trouble.hide()
        self.desk.notices.act(text, undo=undo)

    def _on_refused(self, error: DeskError) -> None:
        self.canvas.refuse()
        self.trouble.setText(self.desk.words.explain(error))
        self.trouble.show()
        announce.announce(self, self.trouble.text(), urgent=True)

    def leave(self) -> None:
        """Put down what is in hand; what cannot lie there goes back."""
        if self.canvas.trouble:
            self.canvas.put_back()
            self.trouble.hide()
        self.canvas.put_down()

    def focus_first(self) -> None:
        """Put the keyboard on the floor's rooms."""
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
