"""What is said aloud to someone who uses a screen reader; recorded, so that tests can listen."""

from collections import deque

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

said: deque[str] = deque(maxlen=100)
"""The latest announcements, oldest first; emptied by :func:`forget`."""


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Say ``text`` aloud where a screen reader runs. Never a name while the curtain is down."""
    said.append(text)
    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def forget() -> None:
    """Forget what was said: at lock, because sentences may hold names."""
    said.clear()
