"""A soft sound while an agreed check is overdue, whatever covers the window (screens.md, «Frame»).

It comes once a minute. One key silences it for five minutes, also behind curtain and lock; that
it was silenced stands in the audit.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from shelter_desk.ui import actions
from shelter_desk.ui.actions import key_caption
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.facts import FrameFacts
from shelter_desk.ui.theme import Status

EVERY = timedelta(seconds=55)
"""A little under the minute in which the numbers are asked anew."""
SILENCE = timedelta(minutes=5)


class Bell(QObject):
    """Sounds for the numbers it is shown. ``note`` is the service that records the silence."""

    def __init__(
        self,
        desk: Desk,
        note: Callable[..., Any],
        *,
        sound: Callable[[], object] = QApplication.beep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._note = note
        self._sound = sound
        self._overdue = 0
        self._rang_at: datetime | None = None
        self._quiet_until: datetime | None = None
        desk.actions.register(actions.SILENCE, self.silence, enabled=lambda: self._overdue > 0)

    def show_facts(self, facts: FrameFacts) -> None:
        """Sound if a check is overdue and nobody has asked for silence."""
        now = self._desk.clock.now()
        before, check = self._overdue, facts.next_check
        self._overdue = 0 if check is None else check.overdue
        if (self._overdue > 0) is not (before > 0):
            self._desk.actions.refresh()
        if self._overdue == 0:
            self._rang_at = self._quiet_until = None
            return
        if self._quiet_until is not None and now < self._quiet_until:
            return
        if self._rang_at is not None and now - self._rang_at < EVERY:
            return
        if self._rang_at is None:
            self._say_key()
        self._rang_at = now
        self._sound()

    def _say_key(self) -> None:
        if self._desk.curtain.down:
            return
        key = key_caption(actions.SILENCE.keys[0], self._desk.words)
        say = self._desk.words.say
        text = say("A check is overdue. {key} silences the sound for five minutes.", key=key)
        self._desk.notices.tell(Status.URGENT, text)

    def silence(self) -> None:
        """Be quiet for five minutes, and have that recorded."""
        if self._overdue == 0:
            return  # the key works behind the lock, whether or not there is anything to hear
        self._quiet_until = self._desk.clock.now() + SILENCE
        self._desk.tasks.run(self._note, overdue=self._overdue)
