"""The row over the board: who comes, who gets no place, who asks; and choosing several."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelter_desk.ui.actions import ActionSpec, key_caption
from shelter_desk.ui.board import actions
from shelter_desk.ui.counter import specs as counter
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.widgets.buttons import Button, Kind

_HEIGHT = 56
_SIDE, _GAP = 14, 8


class DoorRow(QWidget):
    """Buttons of the counter. Where they do not fit, words go first from those with a key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.setFixedHeight(theme.px(_HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(_SIDE), 0, theme.px(_SIDE), 0)
        row.setSpacing(theme.px(_GAP))
        self.anonymous = self._button(actions.ANONYMOUS, shows_key=True)
        self.new = self._button(actions.NEW)
        known = {spec.id for spec in desk.actions.specs()}
        self.doors = [
            self._button(spec.action)
            for spec in (counter.TURN_AWAY, counter.ASKED)
            if spec.action is not None and spec.id in known
        ]
        self.mark = self._button(actions.MARK, kind=Kind.QUIET)
        self.mark.setCheckable(True)
        for button in (self.anonymous, *self.doors, self.new):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.mark)
        self.setMinimumWidth(0)

    def _button(
        self, spec: ActionSpec, *, kind: Kind = Kind.PLAIN, shows_key: bool = False
    ) -> Button:
        desk = self._desk
        key = key_caption(spec.keys[0], desk.words) if shows_key else ""
        button = Button(desk.theme, icon=spec.icon, key=key, kind=kind)
        button.follow(desk.actions.action(spec.id))
        return button

    def fold(self) -> None:
        """Leave out what does not fit: the words of «A new woman» first."""
        buttons = [self.anonymous, *self.doors, self.new, self.mark]
        px = self._desk.theme.px
        for button in buttons:
            button.set_icon_only(False)
        room = self.width() - px(2 * _SIDE) - px(_GAP) * len(buttons)
        for button in (self.new, self.mark, *reversed(self.doors), self.anonymous):
            if sum(one.sizeHint().width() for one in buttons) <= room:
                return
            button.set_icon_only(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold anew."""
        super().resizeEvent(event)
        self.fold()
