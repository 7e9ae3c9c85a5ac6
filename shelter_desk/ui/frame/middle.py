"""The middle of the window: rail, screen, side panel. Narrow windows lay the panel over."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.message_bar import MessageBar
from shelter_desk.ui.frame.rail import Rail
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.widths import OVERLAY_UNDER, PANEL_WIDTH


class SidePanel(QWidget):
    """340 wide. Holds the panel of each screen and, in its place, the curtain's own."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAutoFillBackground(True)
        self._stack = QStackedWidget()
        self._over: QWidget | None = None
        self._screen_panel: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._stack)
        self.close_button = Button(desk.theme, icon="close", kind=Kind.QUIET, parent=self)
        self.close_button.set_icon_only(True)
        self.close_button.clicked.connect(self.closed)
        self.close_button.hide()
        desk.words.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the panel and its button."""
        self.setAccessibleName(self._desk.words.say("Side panel"))
        self.close_button.setText(self._desk.words.say("Close the panel"))
        self.close_button.setAccessibleName(self.close_button.text())

    @property
    def has_content(self) -> bool:
        """Whether there is anything to show."""
        return self._over is not None or self._screen_panel is not None

    def show_for(self, widget: QWidget | None) -> None:
        """Hold the panel of the screen that is shown now."""
        self._screen_panel = widget
        self._choose()

    def lay_over(self, widget: QWidget | None) -> None:
        """Show ``widget`` instead of any screen's panel; None shows that again."""
        self._over = widget
        self._choose()

    def _choose(self) -> None:
        widget = self._over or self._screen_panel
        if widget is None:
            return
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def set_overlay(self, overlay: bool) -> None:
        """Show the close button while the panel lies over the screen."""
        self.close_button.setVisible(overlay and self._over is None)
        self.close_button.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the close button in the corner."""
        super().resizeEvent(event)
        hint = self.close_button.sizeHint()
        self.close_button.setGeometry(self.width() - hint.width() - 4, 4, hint.width(), 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line at the left edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, 1, self.height(), self._desk.theme.colour("line"))
        painter.end()


class Middle(QWidget):
    """Lays out rail, screens and panel by hand, because the panel may lie over the screens."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open = False
        self.rail = Rail(desk, self)
        self._centre = QWidget(self)
        self._centre.setAutoFillBackground(True)
        self._centre.setBackgroundRole(self.backgroundRole().Base)
        self.messages = MessageBar(desk)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self._centre)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.stack, 1)
        self.panel = SidePanel(desk, self)
        self.panel.closed.connect(self._on_closed)

    @property
    def is_overlay(self) -> bool:
        """Whether the panel lies over the screen instead of beside it."""
        return self.window().width() < self._desk.theme.px(OVERLAY_UNDER)

    def lay_above(self, widget: QWidget) -> None:
        """Put a line above the messages and the screen; it shows itself when it has to."""
        layout = self._centre.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made in __init__
        layout.insertWidget(0, widget)

    def open_panel(self, wanted: bool) -> None:
        """Show the panel, or take it away, where it lies over the screen."""
        self._open = wanted
        self.lay_out()

    def _on_closed(self) -> None:
        self.open_panel(wanted=False)

    def lay_out(self) -> None:
        """Give each part its place."""
        width, height = self.width(), self.height()
        rail = self.rail.width()
        panel = min(self._desk.theme.px(PANEL_WIDTH), max(0, width - rail))
        overlay = self.is_overlay
        shown = self.panel.has_content and (self._open or not overlay)
        self.rail.setGeometry(0, 0, rail, height)
        beside = panel if shown and not overlay else 0
        self._centre.setGeometry(QRect(rail, 0, max(0, width - rail - beside), height))
        self.panel.setGeometry(width - panel, 0, panel, height)
        self.panel.set_overlay(overlay)
        self.panel.setVisible(shown)
        self.panel.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the panel that lies over, then the message, with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            if self.is_overlay and self._open:
                self.open_panel(wanted=False)
                return
            if self.messages.isVisible():
                self.messages.clear()
                return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line at the right of the rail."""
        super().paintEvent(event)
        painter = QPainter(self)
        x = self.rail.width()
        painter.fillRect(x, 0, 1, self.height(), self._desk.theme.colour("line"))
        painter.end()
