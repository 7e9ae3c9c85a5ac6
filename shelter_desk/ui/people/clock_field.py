"""A time of the day, of any day: «07:00», «7.30», «0645»."""

import re

from PySide6.QtWidgets import QLineEdit

from shelter_desk.marking import mark
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.field import Field

_CLOCK = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?$", re.ASCII)
_HOURS, _MINUTES = 24, 60
_HINT = mark("for example 07:00")


class ClockTime(Field):
    """Minutes after midnight as the clock on the wall shows it; None when empty."""

    def __init__(self, desk: Desk, label: str, *, help_line: str = "") -> None:
        super().__init__(desk, label, help_line=help_line)
        self.line = QLineEdit()
        self.line.setFixedHeight(desk.theme.px(36))
        self.line.setMaximumWidth(desk.theme.px(180))
        self.line.setMaxLength(12)
        self.line.textChanged.connect(self.changed)
        self.hold(self.line)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self.line.setPlaceholderText(self._desk.words.say(_HINT))

    @property
    def value(self) -> int | None:
        """The minutes; None when empty or not readable."""
        found = _CLOCK.fullmatch(self.line.text().strip())
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        return hour * _MINUTES + minute if hour < _HOURS and minute < _MINUTES else None

    def is_empty(self) -> bool:
        """Say whether nothing is written."""
        return not self.line.text().strip()

    def unreadable(self) -> str:
        """Say how a time is written."""
        if self.is_empty() or self.value is not None:
            return ""
        say = self._desk.words.say
        return say("Write the time as it stands on the clock, for example 07:00.")

    def half(self) -> str | None:
        """Return what is written."""
        return self.line.text() or None

    def put(self, half: object) -> None:
        """Show what was written."""
        self.line.setText(str(half))
