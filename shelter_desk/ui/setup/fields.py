"""Fields of Oppsett that the form kit has no use for: a time of day, a day that has been."""

import re
from contextlib import suppress
from datetime import date

from PySide6.QtWidgets import QLineEdit

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.field import Field

_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")
_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})|(\d{4})-(\d{2})-(\d{2})")


class ClockTime(Field):
    """A time of day without a date: ``22``, ``2200``, ``22.00`` and ``22:00`` are the same."""

    def __init__(self, desk: Desk, label: str, *, help_line: str = "") -> None:
        super().__init__(desk, label, required=True, help_line=help_line)
        self.line = QLineEdit()
        self.line.setFixedHeight(desk.theme.px(36))
        self.line.setMaximumWidth(desk.theme.px(140))
        self.line.setMaxLength(12)
        self.line.textChanged.connect(self.changed)
        self.hold(self.line)

    @property
    def value(self) -> str | None:
        """The time as ``HH:MM``; None when empty or not one."""
        found = _CLOCK.fullmatch(self.line.text().strip())
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a clock

    @property
    def minute(self) -> int:
        """The local minute after midnight; 0 when it cannot be read."""
        hour, _, minute = (self.value or "0:0").partition(":")
        return int(hour) * 60 + int(minute)

    def is_empty(self) -> bool:
        """Say whether nothing is written."""
        return not self.line.text().strip()

    def unreadable(self) -> str:
        """Say how a time is written."""
        if self.is_empty() or self.value is not None:
            return ""
        return self._desk.words.say("Write a time of day, for example 22:00")

    def half(self) -> str | None:
        """Return what is written."""
        return self.line.text() or None

    def put(self, half: object) -> None:
        """Show a time."""
        self.line.setText(str(half))


class PastDay(Field):
    """A day that has been, as ``21.11.2026``; empty for none."""

    def __init__(self, desk: Desk, label: str, *, help_line: str = "") -> None:
        super().__init__(desk, label, help_line=help_line)
        self.line = QLineEdit()
        self.line.setFixedHeight(desk.theme.px(36))
        self.line.setMaximumWidth(desk.theme.px(180))
        self.line.setMaxLength(20)
        self.line.textChanged.connect(self.changed)
        self.hold(self.line)

    @property
    def day(self) -> date | None:
        """The day; None when empty or not one."""
        found = _DAY.fullmatch(self.line.text().strip())
        if found is None:
            return None
        parts = [int(part) for part in found.groups() if part is not None]
        year, month, day = parts if found[4] else parts[::-1]
        try:
            return date(year, month, day)
        except ValueError:
            return None

    @property
    def value(self) -> str:
        """The day as ``2026-11-21``; empty for none."""
        return self.day.isoformat() if self.day else ""

    def is_empty(self) -> bool:
        """Say whether nothing is written."""
        return not self.line.text().strip()

    def unreadable(self) -> str:
        """Say how a day is written."""
        if self.is_empty() or self.day is not None:
            return ""
        return self._desk.words.say("Write a day, for example 21.11.2026")

    def half(self) -> str | None:
        """Return what is written."""
        return self.line.text() or None

    def put(self, half: object) -> None:
        """Show a day: as a date, as it is kept, or as it was written."""
        text = str(half or "")
        with suppress(ValueError):
            text = self._desk.words.texts.date(date.fromisoformat(text))
        self.line.setText(text)
