"""The board's side panel: one page at a time, scrolled where the window is low."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from shelter_desk.ui.board.pages import Page
from shelter_desk.ui.desk import Desk


class BoardPanel(QWidget):
    """Holds the pages. Letters typed on a page that is no form go to the search field.

    ``left`` asks to put the keyboard back on the row (Esc).
    """

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pages: list[Page] = []
        self._page: Page | None = None
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._inside = QWidget()
        self._inside.setAutoFillBackground(False)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._scroll.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def add(self, page: Page) -> None:
        """Add a page; the first is shown."""
        self._pages.append(page)
        self._column.addWidget(page)
        page.setVisible(False)
        if self._page is None:
            self.show_page(page)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    def show_page(self, page: Page) -> None:
        """Show this page; scrolled to its head when it is another one."""
        if page is self._page:
            return
        before, self._page = self._page, page
        page.setVisible(True)
        if before is not None:
            before.setVisible(False)
        self._scroll.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        """Say every page anew."""
        for page in self._pages:
            page.retranslate()

    def clear(self) -> None:
        """Forget whoever is shown on any page: the curtain is falling."""
        for page in self._pages:
            page.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the row, letters go to the search field."""
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif plain and event.text()[:1].isalnum():
            self._desk.search.type(event.text())
        else:
            super().keyPressEvent(event)
