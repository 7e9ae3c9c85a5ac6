"""Letters and digits typed on a screen that wants it go to the search field."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.screen import Screen

_WRITING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
_PLAIN = {
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
}


class LettersToSearch(QObject):
    """An event filter of the application; ``screen_open`` tells which screen takes keys now."""

    def __init__(
        self, desk: Desk, screen_open: Callable[[], Screen | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._screen_open = screen_open

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a letter or digit that nobody is writing anywhere."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        screen = self._screen_open()
        if (
            screen is not None
            and screen.takes_letters
            and event.modifiers() in _PLAIN
            and event.text()[:1].isalnum()
            and isinstance(watched, QWidget)
            and not isinstance(watched, _WRITING)
            and (watched is screen or screen.isAncestorOf(watched))
        ):
            self._desk.search.type(event.text())
            return True
        return False
