"""What can be done on the map with the place that is chosen, by key, button and menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from shelter_desk.services.snapshots import BedPicture
from shelter_desk.terms import BedState
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.bed_map import actions
from shelter_desk.ui.bed_map.acts import MapActs
from shelter_desk.ui.bed_map.model import Place
from shelter_desk.ui.bed_map.placer import Placer
from shelter_desk.ui.counter.specs import HOLD, OUT_OF_SERVICE
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen

_ABOUT_HER = ("visit", "isolate", "agree_checks", "keep_apart")
"""Forms the menu of a taken place offers, those the desk has."""
_BY_STATE: dict[BedState, tuple[ActionSpec, ...]] = {
    BedState.FREE: (actions.GIVE, actions.HOLD, actions.TO_CLEAN, actions.OUT_OF_SERVICE),
    BedState.HELD: (actions.GIVE, actions.FREE_HOLD, actions.TO_CLEAN),
    BedState.CLEANING: (actions.CLEANED, actions.OUT_OF_SERVICE),
    BedState.OUT_OF_SERVICE: (actions.INTO_SERVICE,),
}


def acts_for(place: Place) -> list[ActionSpec]:
    """Return what can be done with a place as it stands, the most usual first."""
    if place.bed.stay_id is not None and place.bed.person is not None:
        return [actions.MOVE, actions.RELEASE]
    return list(_BY_STATE.get(place.bed.state, ()))


class MapDoing(QObject):
    """Registers the map's actions and does them.

    ``chosen()`` returns the place the keyboard is on; ``hold()`` the place with the hold of a
    coming night while the nights are shown (``in_nights()``). ``give_wanted`` asks who is to have a
    place, ``panel_wanted`` for the side panel.
    """

    give_wanted = Signal()
    panel_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        acts: MapActs,
        placer: Placer,
        home: QWidget,
        *,
        chosen: Callable[[], Place | None],
        hold: Callable[[], BedPicture | None],
        in_nights: Callable[[], bool],
    ) -> None:
        super().__init__(home)
        self._desk = desk
        self._acts = acts
        self._placer = placer
        self._chosen = chosen
        self._hold = hold
        self._shows_nights = in_nights
        register = desk.actions.register
        register(actions.GIVE, self.give_wanted.emit, enabled=self._may_give)
        register(actions.MOVE, placer.begin_moving, enabled=self._is_taken)
        register(actions.RELEASE, self._on_release, enabled=self._is_taken)
        register(actions.CLEANED, self._on_cleaned, enabled=self._is_to_clean)
        register(actions.HOLD, self._on_hold, enabled=self._may_hold)
        register(actions.FREE_HOLD, self._on_free_hold, enabled=self._is_held)
        register(actions.TO_CLEAN, self._on_to_clean, enabled=self._is_free)
        register(actions.OUT_OF_SERVICE, self._on_out, enabled=self._may_go_out)
        register(actions.INTO_SERVICE, self._on_into_service, enabled=self._is_out_of_service)
        register(actions.PANEL, self.panel_wanted.emit)

    # -- when ----------------------------------------------------------------------------------

    def _place(self) -> Place | None:
        """Return the chosen place, unless somebody is being placed."""
        return self._chosen() if self._placer.placement is None else None

    def _stands(self, *states: BedState) -> bool:
        place = self._place()
        return place is not None and place.bed.state in states

    def _may_give(self) -> bool:
        return not self._shows_nights() and self._may_place()

    def _may_place(self) -> bool:
        return self._placer.placement is None and self._placer.has_places

    def _is_taken(self) -> bool:
        place = self._place()
        if place is None or self._shows_nights():
            return False
        return place.bed.stay_id is not None and bool(place.bed.person)

    def _is_to_clean(self) -> bool:
        return self._stands(BedState.CLEANING)

    def _is_held(self) -> bool:
        if self._shows_nights():
            return self._hold() is not None
        return self._stands(BedState.HELD)

    def _is_free(self) -> bool:
        return self._stands(BedState.FREE, BedState.HELD)

    def _is_out_of_service(self) -> bool:
        return self._stands(BedState.OUT_OF_SERVICE)

    def _may_hold(self) -> bool:
        return self._may_place() and self._has_form(HOLD.id)

    def _may_go_out(self) -> bool:
        return self._stands(BedState.FREE, BedState.CLEANING) and self._has_form(OUT_OF_SERVICE.id)

    def _has_form(self, form_id: str) -> bool:
        return any(spec.id == form_id for spec in self._desk.forms.specs())

    # -- doing it ------------------------------------------------------------------------------

    def _do(self, act: Callable[[BedPicture], None]) -> None:
        place = self._place()
        if place is not None and not self._placer.is_acting:
            self._placer.is_acting = True
            act(place.bed)

    def _on_release(self) -> None:
        self._do(self._acts.release)

    def _on_cleaned(self) -> None:
        self._do(self._acts.cleaned)

    def _on_free_hold(self) -> None:
        hold = self._hold()
        if hold is None:
            self._do(self._acts.release_hold)
        elif not self._placer.is_acting:
            self._placer.is_acting = True
            self._acts.release_hold(hold)

    def in_nights(self) -> list[ActionSpec]:
        """Return what can be done with a night of a place."""
        return [actions.FREE_HOLD if self._hold() is not None else actions.HOLD]

    def _on_to_clean(self) -> None:
        self._do(self._acts.to_clean)

    def _on_into_service(self) -> None:
        self._do(self._acts.into_service)

    def _on_hold(self) -> None:
        place = self._place()
        free = place is not None and place.bed.state is BedState.FREE
        bed_id = place.bed.bed_id if place is not None and free else None
        self._desk.forms.open(HOLD.id, Chosen(bed_id=bed_id))

    def _on_out(self) -> None:
        place = self._place()
        if place is not None:
            self._desk.forms.open(OUT_OF_SERVICE.id, Chosen(bed_id=place.bed.bed_id))

    # -- menu and choice -----------------------------------------------------------------------

    def fill(self, menu: QMenu, place: Place) -> None:
        """Offer in ``menu`` what can be done with a place and about whoever has it."""
        registry = self._desk.actions
        for spec in (*acts_for(place), actions.PANEL):
            menu.addAction(registry.action(spec.id))
        if place.bed.stay_id is None or place.bed.person is None:
            return
        forms = [registry.action(form_id) for form_id in _ABOUT_HER if self._has_form(form_id)]
        if forms:
            menu.addSeparator()
            menu.addActions([action for action in forms if action.isEnabled()])

    def say_chosen(self) -> None:
        """Let forms and palette start from the place that is chosen and from who has it."""
        place = self._chosen()
        if place is None or self._desk.curtain.down:
            self._desk.chosen.set(None)
            return
        bed, person = place.bed, place.bed.person
        guest_id = person.guest_id if person is not None else None
        self._desk.chosen.set(Chosen(guest_id, bed.presence_id, bed.bed_id, person))
