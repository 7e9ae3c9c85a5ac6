"""The bed map (screens.md, Plasskart): the screen that holds its parts together."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.services.night_pictures import BedNights
from shelter_desk.services.snapshots import BedPicture, MapSnapshot, Person
from shelter_desk.terms import BedState
from shelter_desk.ui import actions as frame_actions
from shelter_desk.ui.actions import Context
from shelter_desk.ui.bed_map import actions
from shelter_desk.ui.bed_map.acts import MapActs
from shelter_desk.ui.bed_map.calls import MapCalls, house_calls
from shelter_desk.ui.bed_map.coming import ComingNights
from shelter_desk.ui.bed_map.doing import MapDoing, acts_for
from shelter_desk.ui.bed_map.head import MapHead
from shelter_desk.ui.bed_map.legend import Legend
from shelter_desk.ui.bed_map.model import BED_ID, BedModel, Place
from shelter_desk.ui.bed_map.night_page import night_page
from shelter_desk.ui.bed_map.pages import bed_page, placing_page
from shelter_desk.ui.bed_map.panel import MapPanel
from shelter_desk.ui.bed_map.placer import Placer
from shelter_desk.ui.bed_map.view import MapView
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.announce import announce

_AGAIN_MS = 30_000
_LOW = 400
_ONE_ACT = {BedState.FREE, BedState.CLEANING}
"""Where Enter does at once what is nearly always wanted; the menu has the rest."""
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
        self._choosing: tuple[Person, ...] = ()
        super().__init__(desk, parent)

    # -- layout ----------------------------------------------------------------------------

    def _build(self) -> None:
        desk = self.desk
        self.acts = MapActs(desk, self._calls, self)
        self.model = BedModel(desk.words, self)
        self.view = MapView(desk, self.model)
        self.coming = ComingNights(desk, self._calls, self.view, self)
        self.nights, self.nights_model = self.coming.view, self.coming.model
        self._faces = QStackedWidget()
        self._faces.addWidget(self.view)
        self._faces.addWidget(self.nights)
        self.placer = Placer(desk, self._calls, self.acts, self.view)
        self.doing = MapDoing(
            desk,
            self.acts,
            self.placer,
            self,
            chosen=self._place,
            hold=self._chosen_hold,
            in_nights=self._shows_nights,
        )
        self.head = MapHead(desk)
        self.legend = Legend(desk)
        self.panel = MapPanel(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        desk.actions.register(actions.NIGHTS, self._on_turn, enabled=self._may_turn)
        column.addWidget(self._faces, 1)
        column.addWidget(self.legend)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)

    def _connect(self) -> None:
        self.nights.chosen.connect(self._on_night_chosen)
        self.nights.opened.connect(self._on_night_opened)
        self.nights.menu_wanted.connect(self._on_night_opened)
        self.nights.left.connect(self._on_turn)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.menu_wanted.connect(self._on_menu)
        self.doing.give_wanted.connect(self._on_give)
        self.doing.panel_wanted.connect(self._on_panel)
        self.placer.began.connect(self._on_placing_began)
        self.placer.changed.connect(self._show_panel)
        self.placer.ended.connect(self._on_placing_ended)
        self.placer.refused.connect(self._on_refused)
        self.panel.go.connect(self.placer.go)
        self.panel.cancel.connect(self.placer.cancel)
        self.panel.picked.connect(self._on_picked)
        self.panel.left.connect(self._on_panel_left)
        self.panel.lost.connect(self.focus_first)
        self.acts.done.connect(self._on_done)
        self.acts.refused.connect(self._on_refused)
        self._again.timeout.connect(self._on_again)
        self._again.start()

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self.desk.words.say
        self.view.setAccessibleName(say("Places in the house"))
        self.nights.setAccessibleName(say("Places and the coming fourteen nights"))
        self.nights_model.say_anew()
        self.head.night.show_view(nights=self._shows_nights())
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
        if self._shows_nights():
            self.coming.ask()

    def focus_first(self) -> None:
        """Put the keyboard on the map; what is chosen on it is chosen for forms and palette."""
        self.doing.say_chosen()
        (self.nights if self._shows_nights() else self.view).setFocus(_FOCUS)

    def leave(self) -> None:
        """Forget what was half-done: nobody is left hanging between two places."""
        self.placer.end()

    def curtain(self, down: bool) -> None:
        """Show tokens instead of names at once, in the panel nothing; or names again."""
        self._choosing = ()
        if down:
            self.placer.end()
        self.model.set_curtained(down)
        self.nights_model.set_curtained(down)
        self._show_panel()

    def views(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the fourteen nights, and the way back to the map."""
        return [("nights", self._on_turn), ("map", self._on_turn)]

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys that are no actions."""
        say = self.desk.words.say
        return [
            ("← ↑ ↓ →", say("To the nearest place in that direction")),
            ("Enter", say("What can be done with the place; while moving: move here")),
            ("Esc", say("Cancel a move; from the fourteen nights back to the map")),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out hints that do not fit."""
        super().resizeEvent(event)
        self.head.placing.fold()
        # Large text in a low window: the map comes first, its cards say the states too.
        self.legend.allow(1 if self.height() < self.desk.theme.px(_LOW) else 3)

    # -- the coming nights -------------------------------------------------------------------

    def _shows_nights(self) -> bool:
        return self._faces.currentWidget() is self.nights

    def _may_turn(self) -> bool:
        return self.placer.placement is None and self.model.rowCount() > 0

    def _on_turn(self) -> None:
        """Turn from the map to the coming nights, or back, on the same place."""
        bed_id = self.view.bed
        self._faces.setCurrentWidget(self.view if self._shows_nights() else self.nights)
        self.head.night.show_view(nights=self._shows_nights())
        if self._shows_nights():
            self.coming.ask()
        else:
            self.view.go_to(bed_id)
        self.focus_first()
        self._show_panel()
        self.desk.actions.refresh()

    def _on_night_chosen(self, bed: BedNights, night: int) -> None:
        del night
        if self.view.bed != bed.bed_id:
            self.view.go_to(bed.bed_id)
        self._show_panel()
        self.desk.actions.refresh()

    def _on_night_opened(self) -> None:
        if not self.desk.curtain.down and self._place() is not None:
            self.coming.open_menu(self.doing.in_nights())

    def _chosen_hold(self) -> BedPicture | None:
        place = self._place()
        if not self._shows_nights() or place is None:
            return None
        return self.coming.hold_on(place.bed)

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
        self.placer.check(snapshot)
        # In this order: a button that is switched off would lose the keyboard before it is kept.
        self._show_panel()
        self.desk.actions.refresh()

    def _on_placing_began(self, title: str, act: str) -> None:
        self.head.show_placing(title, act)
        # Where the panel lies over the map, it would hide the beds that answer.
        self.panel_wanted.emit(False)

    def _on_placing_ended(self) -> None:
        self.head.show_night()
        self._choosing = ()
        self._show_panel()

    # -- what is chosen ----------------------------------------------------------------------

    def _place(self) -> Place | None:
        return self.model.place(self.view.bed)

    def _is_taken(self) -> bool:
        place = self._place() if self.placer.placement is None else None
        return place is not None and place.bed.stay_id is not None and bool(place.bed.person)

    def _on_chosen(self, bed_id: object) -> None:
        del bed_id
        # In this order: a button that is switched off would lose the keyboard before it is kept.
        self._show_panel()
        self.desk.actions.refresh()

    def _show_panel(self) -> None:
        words = self.desk.words
        if self.isVisible():
            self.doing.say_chosen()
        if self.desk.curtain.down:
            self.panel.show_nothing()
        elif self._choosing:
            return  # the list has the keyboard: it stays until it is left
        elif self.placer.placement is not None:
            page = placing_page(words, self.model, self.placer.placement, self._place())
            self.panel.show_placing(page)
        else:
            self._show_bed()

    def _show_bed(self) -> None:
        place, say = self._place(), self.desk.words.say
        bed, span = self.nights.bed, self.nights.span
        if self._shows_nights() and place is not None and bed is not None:
            night = self.nights.currentIndex().column()
            acts = self.doing.in_nights()
            page = night_page(self.desk.words, self.nights_model, place, bed, span, night, acts)
            self.panel.show_bed(page)
            return
        if place is None:
            if self.model.rowCount():
                self.panel.show_nothing(say("Bed map"), say("Choose a place to see who has it."))
            else:
                self.panel.show_nothing()
            return
        self.panel.show_bed(bed_page(self.desk.words, self.model, place, acts_for(place)))

    # -- Enter and menus ---------------------------------------------------------------------

    def _on_opened(self, bed_id: int) -> None:
        if self.desk.curtain.down:
            return
        if self.placer.placement is not None:
            self.placer.go()
            return
        place = self.model.place(bed_id)
        if place is None:
            return
        acts = acts_for(place)
        if place.bed.state in _ONE_ACT:
            self.desk.actions.action(acts[0].id).trigger()
        elif acts:
            self._on_menu(bed_id)
        else:
            self.panel_wanted.emit(True)

    def _on_menu(self, bed_id: int) -> None:
        place = self.model.place(bed_id)
        if place is None or self.placer.placement is not None or self.desk.curtain.down:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.doing.fill(menu, place)
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

    def _on_give(self) -> None:
        snapshot, say = self._snapshot, self.desk.words.say
        women = snapshot.without_bed if snapshot is not None else ()
        if not women:
            text = say("Everybody in the house has a place. Check her in on the board first (F2).")
            self.desk.notices.tell(Status.INFO, text)
            announce(self.view, text)
        elif len(women) == 1:
            self.placer.begin_giving(women[0])
        else:
            self._choosing = women
            self.panel_wanted.emit(True)
            self.panel.show_women(
                say("Who is to have a place?"), say("In the house without a place"), women
            )

    def _on_picked(self, number: int) -> None:
        women, self._choosing = self._choosing, ()
        if number < len(women):
            self.placer.begin_giving(women[number])

    def _on_done(self, bed_id: int) -> None:
        self.placer.is_acting = False
        self.desk.notices.clear()
        if self.placer.placement is not None:
            self.placer.end()
            self.view.go_to(bed_id)
            self.view.setFocus(_FOCUS)
        self._show_panel()

    def _on_refused(self, error: DeskError) -> None:
        self.placer.was_refused()
        text = self.desk.words.explain(error)
        self.desk.notices.tell(Status.WATCH, text)
        announce(self.view, text)
        self.refresh(None)


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
