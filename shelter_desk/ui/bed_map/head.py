"""The row over the map: which night, who is without a place; or what is going on and its keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from shelter_desk.services.snapshots import MapSnapshot
from shelter_desk.ui.actions import key_caption
from shelter_desk.ui.bed_map import actions, wording
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import ElidedLabel, Icon, KeyCap
from shelter_desk.ui.widgets.labels import Words as Label

_HEIGHT = 56
_SIDE = 16


class NightRow(QWidget):
    """Which night the map shows, how many wait for a place, and the first act."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._nights = False
        theme = desk.theme
        self.night = Label(theme, size=16, weight=SEMIBOLD)
        self.day = Label(theme, size=16, colour="muted", tabular=True)
        self.waiting = ElidedLabel(theme, colour="muted")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.give = Button(theme, icon=actions.GIVE.icon, key=actions.GIVE.keys[0])
        self.give.follow(desk.actions.action(actions.GIVE.id))
        self.hold = Button(theme, icon=actions.HOLD.icon, key=actions.HOLD.keys[0])
        self.hold.follow(desk.actions.action(actions.HOLD.id))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(_SIDE), 0, theme.px(_SIDE), 0)
        row.setSpacing(theme.px(8))
        self.map_button = Button(theme, icon="floor-plan")
        self.nights_button = Button(theme, icon=actions.NIGHTS.icon, key=actions.NIGHTS.keys[0])
        for button in (self.map_button, self.nights_button):
            button.setCheckable(True)
            button.clicked.connect(self._on_view)
        row.addWidget(self.night)
        row.addWidget(self.day)
        row.addSpacing(theme.px(8))
        row.addWidget(self.map_button)
        row.addWidget(self.nights_button)
        row.addStretch(1)
        row.addWidget(self.waiting, 2)
        row.addSpacing(theme.px(4))
        row.addWidget(self.give)
        row.addWidget(self.hold)

    def _on_view(self) -> None:
        """Turn to the other view; a click on the one that is shown changes nothing."""
        if self.sender() is not (self.nights_button if self._nights else self.map_button):
            self._desk.actions.action(actions.NIGHTS.id).trigger()
        self.show_view(nights=self._nights)

    def show_view(self, *, nights: bool) -> None:
        """Show which of the two views is open."""
        self._nights = nights
        for button, on in ((self.map_button, not nights), (self.nights_button, nights)):
            button.setChecked(on)

    def fold(self) -> None:
        """Leave out words where they do not fit."""
        buttons = (self.map_button, self.nights_button, self.give, self.hold)
        px = self._desk.theme.px
        for button in buttons:
            button.set_icon_only(False)
        taken = self.night.sizeHint().width() + self.day.sizeHint().width()
        room = self.width() - taken - px(2 * _SIDE + 8 * 9)
        for button in (self.map_button, self.nights_button, self.hold, self.give):
            if sum(one.sizeHint().width() for one in buttons) <= room:
                return
            button.set_icon_only(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold anew."""
        super().resizeEvent(event)
        self.fold()

    def show_map(self, snapshot: MapSnapshot) -> None:
        """Say which night and how many wait."""
        words = self._desk.words
        night, day = wording.night_words(words, snapshot)
        self.night.setText(night)
        self.day.setText(day)
        count = len(snapshot.without_bed)
        waiting = words.say_many(
            "{count} in the house without a place",
            "{count} in the house without a place",
            count,
        )
        self.waiting.setText(waiting if count else "")

    def retranslate(self) -> None:
        """Say the words and the key anew."""
        say = self._desk.words.say
        self.map_button.setText(say("Map"))
        self.nights_button.setText(say("Fourteen nights"))
        self.give.set_key(key_caption(actions.GIVE.keys[0], self._desk.words))


class PlacingRow(QWidget):
    """Who is being placed, and the keys that do it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.title = ElidedLabel(theme, size=15, weight=SEMIBOLD, colour="selection_text")
        self.hint = ElidedLabel(theme, colour="selection_text")
        self._caps = QWidget()
        caps = QHBoxLayout(self._caps)
        caps.setContentsMargins(0, 0, 0, 0)
        caps.setSpacing(theme.px(7))
        self._words: list[Label] = []
        for caption in ("← ↑ ↓ →", "Enter", "Esc"):
            caps.addWidget(KeyCap(theme, caption))
            word = Label(theme, size=13, colour="selection_text")
            self._words.append(word)
            caps.addWidget(word)
            caps.addSpacing(theme.px(6))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(_SIDE), 0, theme.px(_SIDE) - theme.px(6), 0)
        row.setSpacing(theme.px(10))
        row.addWidget(Icon(theme, "arrow-all", size=19, colour="selection_text"))
        row.addWidget(self.title)
        row.addWidget(self.hint)
        row.addStretch(1)
        row.addWidget(self._caps)

    def say(self, title: str, act: str) -> None:
        """Say what is going on; ``act`` is what Enter does."""
        words = self._desk.words
        self.title.setText(title)
        self.hint.setText(words.say("Drop on a place, or use the keys."))
        for label, text in zip(
            self._words, (words.say("choose place"), act, words.say_in("key hint", "cancel")),
            strict=True,
        ):  # fmt: skip
            label.setText(text)
        self.fold()

    def fold(self) -> None:
        """Leave out what there is no room for."""
        theme = self._desk.theme
        taken = self.title.sizeHint().width() + theme.px(2 * _SIDE + 50)
        for part in (self._caps, self.hint):
            taken += part.sizeHint().width() + theme.px(10)
            part.setVisible(taken <= self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground that says that something is going on."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._desk.theme.colour("selection"))
        painter.end()


class MapHead(QStackedWidget):
    """One row for both, so that the map does not move when she is picked up."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setFixedHeight(desk.theme.px(_HEIGHT))
        self.night = NightRow(desk)
        self.placing = PlacingRow(desk)
        self.addWidget(self.night)
        self.addWidget(self.placing)

    def show_placing(self, title: str, act: str) -> None:
        """Say who is being placed."""
        self.setCurrentWidget(self.placing)
        self.placing.say(title, act)

    def show_night(self) -> None:
        """Say which night it is."""
        self.setCurrentWidget(self.night)
        self.placing.title.setText("")
