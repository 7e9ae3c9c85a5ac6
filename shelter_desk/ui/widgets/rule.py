"""A thin line between the parts of a screen."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from shelter_desk.ui.theme import Theme


class Rule(QWidget):
    """A thin line between parts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("line"))
        painter.end()


class TurningRule(Rule):
    """A thin line that lies or stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.lie(flat=False)

    def lie(self, *, flat: bool) -> None:
        """Lie between what is above and below, or stand between left and right."""
        self.setMinimumSize(0, 0)
        self.setMaximumSize(16_777_215, 16_777_215)
        if flat:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)
