"""The bed map (screens.md, Plasskart): the screen that holds its parts together."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.services.snapshots import BedAnswer, MapSnapshot, Person, Verdict
from shelter_desk.terms import BedState
from shelter_desk.ui import actions as frame_actions
from shelter_desk.ui.actions import Context
from shelter_desk.ui.bed_map import actions, wording
from shelter_desk.ui.bed_map.acts import MapActs
from shelter_desk.ui.bed_map.calls import MapCalls, house_calls
from shelter_desk.ui.bed_map.head import MapHead
from shelter_desk.ui.bed_map.legend import Legend
from shelter_desk.ui.bed_map.model import BED_ID, BedModel, Place, Placing
from shelter_desk.ui.bed_map.pages import Placement, bed_page, placing_page
from shelter_desk.ui.bed_map.panel import MapPanel
from shelter_desk.ui.bed_map.view import MapView
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.announce import announce

_AGAIN_MS = 30_000
_FOCUS = Qt.FocusReason.OtherFocusReason


class BedMapScreen(Screen):
    """Who has which place; give, move, release and clean by keys, menu and drag."""

    action = frame_actions.BED_MAP
    context = Context.MAP

    def __init__(
        self, desk: Desk, calls: MapCalls | None = None, parent: QWidget | None = None
    ) -> None:
        self._calls = calls or house_calls()
        self._snapshot: MapSnapshot | None = None
        self._placement: Placement | None = None
        self._choosing: tuple[Person, ...] = ()
        self._busy = False
        super().__init__(desk, parent)

    # -- layout ----------------------------------------------------------------------------

    def _build(self) -> None:
        desk = self.desk
        self.acts = MapActs(desk, self._calls, self)
        self._register()
        self.model = BedModel(desk.words, self)
        self.view = MapView(desk, self.model)
        self.head = MapHead(desk)
        self.legend = Legend(desk)
        self.panel = MapPanel(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        column.addWidget(self.legend)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)

    def _register(self) -> None:
        register = self.desk.actions.register
        register(actions.GIVE, self._on_give, enabled=self._may_give)
        register(actions.MOVE, self._on_move, enabled=self._is_taken)
        register(actions.RELEASE, self._on_release, enabled=self._is_taken)
        register(actions.CLEANED, self._on_cleaned, enabled=self._is_to_clean)
        register(actions.PANEL, self._on_panel)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.menu_wanted.connect(self._on_menu)
        self.view.escaped.connect(self._cancel)
        self.view.drag_started.connect(self._on_drag_started)
        self.view.dropped.connect(self._on_dropped)
        self.panel.go.connect(self._on_go)
        self.panel.cancel.connect(self._cancel)
        self.panel.picked.connect(self._on_picked)
        self.panel.left.connect(self._on_panel_left)
        self.acts.done.connect(self._on_done)
        self.acts.refused.connect(self._on_refused)
        self._again.timeout.connect(self._on_again)
        self._again.start()

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self.desk.words.say
        self.view.setAccessibleName(say("Places in the house"))
        self.view.empty_words = (
            say("The house has no rooms yet"),
            say(
                "Floors, rooms and places come with the house plan when the house is made, or"
                " with an import. Until then, women can be checked in on the board (F2)."
            ),
        )
        self.head.night.retranslate()
        self.legend.retranslate()
        self.model.say_anew()
        if self._snapshot is not None:
            self.head.night.show_map(self._snapshot)
            self.view.lay_out_anew()
        self._describe()
        self._show_panel()

    def _describe(self) -> None:
        empty = self._snapshot is not None and not self._snapshot.floors
        self.view.setAccessibleDescription(". ".join(self.view.empty_words) if empty else "")

    def restyle(self) -> None:
        """Repaint in the new colours."""
        super().restyle()
        self.view.viewport().update()
        self.legend.update()

    # -- the frame's wishes ------------------------------------------------------------------

    def side_panel(self) -> QWidget:
        """Return the panel of the chosen bed."""
        return self.panel

    def refresh(self, changed: object | None = None) -> None:
        """Ask for the map anew."""
        del changed
        self.desk.tasks.run(self._calls.snapshot, then=self._on_snapshot, latest="bed_map")

    def focus_first(self) -> None:
        """Put the keyboard on the map."""
        self.view.setFocus(_FOCUS)

    def leave(self) -> None:
        """Forget what was half-done: nobody is left hanging between two places."""
        self._end_placing()

    def curtain(self, down: bool) -> None:
        """Show tokens instead of names at once, in the panel nothing; or names again."""
        self._choosing = ()
        if down:
            self._end_placing()
        self.model.set_curtained(down)
        self._show_panel()

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys that are no actions."""
        say = self.desk.words.say
        return [
            ("← ↑ ↓ →", say("To the nearest place in that direction")),
            ("Enter", say("What can be done with the place; while moving: move here")),
            ("Esc", say("Cancel a move")),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out hints that do not fit."""
        super().resizeEvent(event)
        self.head.placing.fold()

    def _on_again(self) -> None:
        if self.isVisible() and self._snapshot is not None:
            self.refresh(None)

    # -- what the house says -----------------------------------------------------------------

    def _on_snapshot(self, snapshot: MapSnapshot) -> None:
        old, self._snapshot = self._snapshot, snapshot
        chosen = self.view.bed
        anew = self.model.give(snapshot)
        if anew or old is None or _walls(old) != _walls(snapshot):
            self.view.show_floors(snapshot.floors)
        if anew:
            self.view.go_to(chosen)
        if self.view.hasFocus() and self.view.bed is None and self.model.rowCount():
            self.view.go_to(self.model.index(0).data(BED_ID))
        self.legend.give(snapshot)
        self.head.night.show_map(snapshot)
        self._describe()
        self._check_placing()
        self.desk.actions.refresh()
        self._show_panel()

    def _check_placing(self) -> None:
        """End a move that somebody else has made impossible; else ask the beds again."""
        placing = self._placement
        if placing is None or self._busy:
            return
        place = self.model.place(placing.from_id)
        gone = placing.stay_id is not None and (
            place is None or place.bed.stay_id != placing.stay_id
        )
        waiting = self._snapshot.without_bed if self._snapshot is not None else ()
        placed = placing.stay_id is None and placing.presence_id not in {
            person.presence_id for person in waiting
        }
        if gone or placed:
            name = wording.said_name(self.desk.words, placing.person)
            self._end_placing()
            text = self.desk.words.say("{who} is no longer where she was. Look again.", who=name)
            self.desk.notices.tell(Status.WATCH, text)
            return
        self._ask_answers()

    # -- what is chosen ----------------------------------------------------------------------

    def _place(self) -> Place | None:
        return self.model.place(self.view.bed)

    def _is_taken(self) -> bool:
        place = self._place() if self._placement is None else None
        return place is not None and place.bed.stay_id is not None and bool(place.bed.person)

    def _is_to_clean(self) -> bool:
        place = self._place() if self._placement is None else None
        return place is not None and place.bed.state is BedState.CLEANING

    def _may_give(self) -> bool:
        return self._placement is None and self.model.rowCount() > 0

    def _on_chosen(self, bed_id: object) -> None:
        del bed_id
        self.desk.actions.refresh()
        self._show_panel()

    def _show_panel(self) -> None:
        words = self.desk.words
        if self.desk.curtain.down:
            self.panel.show_nothing()
        elif self._choosing:
            return  # the list has the keyboard: it stays until it is left
        elif self._placement is not None:
            page = placing_page(words, self.model, self._placement, self._place())
            self.panel.show_placing(page)
        else:
            self._show_bed()

    def _show_bed(self) -> None:
        place, say = self._place(), self.desk.words.say
        if place is None:
            if self.model.rowCount():
                self.panel.show_nothing(say("Bed map"), say("Choose a place to see who has it."))
            else:
                self.panel.show_nothing()
            return
        self.panel.show_bed(bed_page(self.desk.words, self.model, place, self._acts_for(place)))

    def _acts_for(self, place: Place) -> list[frame_actions.ActionSpec]:
        state = place.bed.state
        if state in {BedState.FREE, BedState.HELD}:
            return [actions.GIVE]
        if state is BedState.CLEANING:
            return [actions.CLEANED]
        if place.bed.stay_id is not None and place.bed.person is not None:
            return [actions.MOVE, actions.RELEASE]
        return []

    # -- Enter and menus ---------------------------------------------------------------------

    def _on_opened(self, bed_id: int) -> None:
        if self.desk.curtain.down:
            return
        if self._placement is not None:
            self._on_go()
            return
        place = self.model.place(bed_id)
        if place is None:
            return
        acts = self._acts_for(place)
        if len(acts) == 1:
            self.desk.actions.action(acts[0].id).trigger()
        elif acts:
            self._on_menu(bed_id)
        else:
            self.panel_wanted.emit(True)

    def _on_menu(self, bed_id: int) -> None:
        place = self.model.place(bed_id)
        if place is None or self._placement is not None or self.desk.curtain.down:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        registry = self.desk.actions
        for spec in (*self._acts_for(place), actions.PANEL):
            menu.addAction(registry.action(spec.id))
        spot = self.view.card_rect(bed_id).bottomLeft().toPoint() + QPoint(0, 4)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.view.viewport().mapToGlobal(spot))

    def _on_panel(self) -> None:
        self.panel_wanted.emit(True)

    def _on_panel_left(self) -> None:
        if self._choosing:
            self._choosing = ()
            self._show_panel()
        self.panel_wanted.emit(False)
        self.view.setFocus(_FOCUS)

    # -- acts --------------------------------------------------------------------------------

    def _on_release(self) -> None:
        place = self._place()
        if place is not None and not self._busy:
            self._busy = True
            self.acts.release(place.bed)

    def _on_cleaned(self) -> None:
        place = self._place()
        if place is not None and not self._busy:
            self._busy = True
            self.acts.cleaned(place.bed)

    def _on_give(self) -> None:
        snapshot, say = self._snapshot, self.desk.words.say
        women = snapshot.without_bed if snapshot is not None else ()
        if not women:
            text = say("Everybody in the house has a place. Check her in on the board first (F2).")
            self.desk.notices.tell(Status.INFO, text)
            announce(self.view, text)
        elif len(women) == 1:
            self._begin_giving(women[0])
        else:
            self._choosing = women
            self.panel_wanted.emit(True)
            self.panel.show_women(
                say("Who is to have a place?"), say("In the house without a place"), women
            )

    def _on_picked(self, number: int) -> None:
        women, self._choosing = self._choosing, ()
        if number < len(women):
            self._begin_giving(women[number])

    def _begin_giving(self, person: Person) -> None:
        self._begin(Placement(person, person.presence_id))

    def _on_move(self) -> None:
        self._begin_moving(dragged=False)

    def _begin_moving(self, *, dragged: bool) -> None:
        place = self._place()
        bed = place.bed if place is not None else None
        if bed is not None and bed.person is not None:
            self._begin(
                Placement(bed.person, bed.presence_id, bed.stay_id, from_bed=bed, dragged=dragged)
            )

    # -- placing -----------------------------------------------------------------------------

    def _begin(self, placing: Placement) -> None:
        self._placement = placing
        self.view.takes_escape = True
        words = self.desk.words
        name = wording.said_name(words, placing.person)
        if placing.from_bed is not None:
            code = wording.short(placing.from_code)
            title = words.say("Moving {who} from {code}.", who=name, code=code)
            act = words.say_in("key hint", "move")
        else:
            title = words.say("{who} is to have a place.", who=name)
            act = words.say_in("key hint", "give")
        self.head.show_placing(title, act)
        self.model.set_placing(Placing(placing.from_id, {}))
        # Where the panel lies over the map, it would hide the beds that answer.
        self.panel_wanted.emit(False)
        if not placing.dragged:
            self.view.setFocus(_FOCUS)
        announce(self.view, title)
        self.desk.actions.refresh()
        self._show_panel()
        self._ask_answers()

    def _ask_answers(self) -> None:
        placing = self._placement
        if placing is None:
            return
        values: dict[str, object] = {}
        if placing.presence_id is not None:
            values["presence_id"] = placing.presence_id
        elif placing.person.guest_id is not None:
            values["guest_id"] = placing.person.guest_id
        self.desk.tasks.run(
            self._calls.answers,
            then=self._on_answers,
            failed=self._on_no_answers,
            latest="map_answers",
            **values,
        )

    def _on_no_answers(self, error: DeskError) -> None:
        self._end_placing()
        self._on_refused(error)

    def _on_answers(self, answers: tuple[BedAnswer, ...]) -> None:
        placing = self._placement
        if placing is None:
            return
        first = placing.answers is None
        placing.answers = {answer.bed_id: answer for answer in answers}
        self.model.set_placing(Placing(placing.from_id, placing.answers))
        if placing.dropped:
            self._on_go()
            return
        if first and not placing.dragged:
            self._go_to_best(placing.answers)
        self._show_panel()

    def _go_to_best(self, answers: dict[int, BedAnswer]) -> None:
        """Stand on a bed that says yes, so that Enter is all that is left to do."""
        here = self.view.bed
        now = answers.get(here) if here is not None else None
        if now is None or now.verdict not in {Verdict.YES, Verdict.BEST}:
            best = [a.bed_id for a in answers.values() if a.verdict is Verdict.BEST]
            best += [a.bed_id for a in answers.values() if a.verdict is Verdict.YES]
            best += [a.bed_id for a in answers.values() if a.verdict is Verdict.WARNING]
            if best:
                self.view.go_to(best[0])
        place = self._place()
        if place is not None:
            announce(self.view, self.model.sentence(place))

    def _on_go(self) -> None:
        placing, place = self._placement, self._place()
        if placing is None or place is None or self._busy:
            return
        if placing.from_id == place.bed.bed_id:
            self._cancel()
            return
        answer = self.model.answer(place.bed.bed_id)
        if answer is None:
            return
        if answer.verdict is Verdict.NO:
            self._say_no(place, answer)
            return
        self._busy = True
        if placing.stay_id is not None:
            self.acts.move(placing.person, placing.stay_id, placing.from_code, place.bed)
        elif placing.presence_id is not None:
            self.acts.give(placing.person, placing.presence_id, place.bed)

    def _say_no(self, place: Place, answer: BedAnswer) -> None:
        words = self.desk.words
        why = ", ".join(wording.why_words(words, answer.reasons))
        code = wording.short(wording.plain(place.bed.code))
        text = words.say("{code} says no: {why}.", code=code, why=why)
        self.desk.notices.tell(Status.WATCH, text)
        announce(self.view, text)
        self._show_panel()

    def _cancel(self) -> None:
        placing = self._placement
        self._end_placing()
        if placing is not None:
            if placing.from_id is not None:
                self.view.go_to(placing.from_id)
            announce(self.view, self.desk.words.say("Cancelled. Nothing was changed."))
        self.view.setFocus(_FOCUS)

    def _end_placing(self) -> None:
        self._placement = None
        self._choosing = ()
        self.view.takes_escape = False
        self.view.stop_drag()
        self.desk.tasks.forget("map_answers")
        self.model.set_placing(None)
        self.head.show_night()
        self.desk.actions.refresh()
        self._show_panel()

    def _on_done(self, bed_id: int) -> None:
        self._busy = False
        self.desk.notices.clear()
        if self._placement is not None:
            self._end_placing()
            self.view.go_to(bed_id)
            self.view.setFocus(_FOCUS)
        self._show_panel()

    def _on_refused(self, error: DeskError) -> None:
        self._busy = False
        text = self.desk.words.explain(error)
        self.desk.notices.tell(Status.WATCH, text)
        announce(self.view, text)
        self.refresh(None)

    # -- drag --------------------------------------------------------------------------------

    def _on_drag_started(self, bed_id: int) -> None:
        if self.desk.curtain.down or self._busy or not self._can_drag(bed_id):
            return
        self.view.go_to(bed_id)
        place = self._place()
        if place is None or place.bed.person is None:
            return
        words = self.desk.words
        code = wording.short(wording.plain(place.bed.code))
        self.view.ghost = (
            wording.name_of(words, place.bed.person), words.say("from {code}", code=code)
        )  # fmt: skip
        self.view.begin_drag()
        self._begin_moving(dragged=True)

    def _can_drag(self, bed_id: int) -> bool:
        place = self.model.place(bed_id) if self._placement is None else None
        return place is not None and place.bed.stay_id is not None

    def _on_dropped(self, bed_id: int | None) -> None:
        placing = self._placement
        if placing is None:
            return
        if bed_id is None or bed_id == placing.from_id:
            self._cancel()
            return
        self.view.go_to(bed_id)
        if placing.answers is None:
            placing.dropped = True
            return
        answer = placing.answers.get(bed_id)
        place = self.model.place(bed_id)
        if answer is not None and place is not None and answer.verdict is Verdict.NO:
            self._cancel()
            self._say_no(place, answer)
            return
        self._on_go()


def _walls(snapshot: MapSnapshot) -> object:
    """Return what the drawing of the plan depends on."""
    return [
        (
            floor.floor_id,
            floor.name,
            [replace(room, beds=()) for room in floor.rooms],
            [(bed.bed_id, bed.code) for room in floor.rooms for bed in room.beds],
        )
        for floor in snapshot.floors
    ]
