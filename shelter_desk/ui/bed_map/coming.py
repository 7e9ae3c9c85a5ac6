"""The fourteen nights beside the map: asked for, shown on the same place, and their menu."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QWidget

from shelter_desk.services.night_pictures import NightsSnapshot
from shelter_desk.services.snapshots import BedPicture
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.bed_map.calls import MapCalls
from shelter_desk.ui.bed_map.nights_model import NightsModel
from shelter_desk.ui.bed_map.nights_view import NightsView
from shelter_desk.ui.bed_map.view import MapView
from shelter_desk.ui.desk import Desk


class ComingNights(QObject):
    """Holds model and view; ``beside`` is the map, whose chosen place is theirs too."""

    def __init__(self, desk: Desk, calls: MapCalls, beside: MapView, home: QWidget) -> None:
        super().__init__(home)
        self._desk = desk
        self._calls = calls
        self._beside = beside
        self._home = home
        self.model = NightsModel(desk.words, self)
        self.view = NightsView(desk, self.model)

    def ask(self) -> None:
        """Ask what is known of the coming nights."""
        self._desk.tasks.run(self._calls.nights, then=self._on_nights, latest="bed_nights")

    def _on_nights(self, nights: NightsSnapshot) -> None:
        night = max(0, self.view.currentIndex().column())
        self.model.give(nights)
        self.view.go_to(self._beside.bed, night)

    def hold_on(self, bed: BedPicture) -> BedPicture | None:
        """Return a bed with the hold that lies on it in the chosen night."""
        span = self.view.span
        if span is None or span.hold_id is None:
            return None
        return replace(bed, hold_id=span.hold_id, person=span.person)

    def open_menu(self, specs: Sequence[ActionSpec]) -> None:
        """Offer what can be done with the chosen night."""
        menu = QMenu(self._home)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._desk.actions.action(spec.id) for spec in specs])
        menu.setActiveAction(menu.actions()[0])
        spot = self.view.visualRect(self.view.currentIndex()).bottomLeft()
        menu.popup(self.view.viewport().mapToGlobal(spot))
