"""A field for one of many: letters narrow the list, arrows and Enter choose."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.widgets.drop_list import DropList, DropRow

_ICON = 18


class ChoiceField(QLineEdit):
    """Shows what is chosen; while it is searched, what is typed.

    ``rows`` answers with the rows of the whole list; letters leave those whose words begin
    with them. ``chosen(key)`` follows every choice by hand.
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        rows: Callable[[], tuple[DropRow, ...]],
        *,
        drop_width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows
        self._key: object = None
        self._icon = ""
        self._title = ""
        self._drop_width = drop_width
        self._drop = DropList(theme, self)
        self.setFixedHeight(theme.px(36))
        self._make_room()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._on_edited)
        self._drop.picked.connect(self._on_picked)

    @property
    def key(self) -> object:
        """The key of what is chosen."""
        return self._key

    @property
    def drop(self) -> DropList:
        """The list."""
        return self._drop

    def choose(self, key: object) -> None:
        """Choose the row with ``key``, without a signal."""
        row = next((one for one in self._rows() if not one.heading and one.key == key), None)
        if row is None:
            return
        self._key, self._icon, self._title = row.key, row.icon, row.title
        self._make_room()
        self._show_chosen()

    def _make_room(self) -> None:
        px = self._theme.px
        self.setTextMargins(px(_ICON + 6) if self._icon else 0, 0, px(_ICON + 2), 0)

    def _show_chosen(self) -> None:
        self.setText(self._title)
        self.setCursorPosition(0)
        self.setAccessibleDescription(self._title)
        self.setToolTip("")
        self.update()

    def open_list(self, typed: str = "") -> None:
        """Show the list, narrowed by what is typed."""
        words = typed.casefold().split()
        rows: list[DropRow] = []
        for row in self._rows():
            if row.heading:
                if not words:
                    rows.append(row)
            elif all(
                any(part.startswith(word) for part in _parts(row.title)) or word in _whole(row)
                for word in words
            ):
                rows.append(row)
        if words:
            first = words[0]
            rows.sort(key=lambda row: not row.title.casefold().startswith(first))
        current = None if words else self._key
        self._drop.show_under(self, tuple(rows), current=current, width=self._drop_width)

    def close_list(self) -> None:
        """Take the list away and show what is chosen."""
        self._drop.hide()
        self._show_chosen()

    def _on_edited(self, text: str) -> None:
        self.open_list(text)

    def _on_picked(self, key: object) -> None:
        self.choose(key)
        self._drop.hide()
        self.selectAll()
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter steer the list; Space and Down open it; Esc leaves it."""
        if self._drop.steer(event):
            return
        key = event.key()
        if key == Qt.Key.Key_Escape and self._drop.isVisible():
            self.close_list()
            self.selectAll()
            return
        opens = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_F4}
        if key in opens or (key == Qt.Key.Key_Space and self.text() == self._title):
            self.open_list()
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list, or close it again."""
        super().mousePressEvent(event)
        if self._drop.isVisible():
            self.close_list()
        else:
            self.selectAll()
            self.open_list()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the whole text marked, so that letters replace it."""
        super().mouseReleaseEvent(event)
        self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the text, so that letters search."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what is chosen."""
        super().focusOutEvent(event)
        self.close_list()
        self.deselect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, the icon of what is chosen and the arrow."""
        super().paintEvent(event)
        theme = self._theme
        painter = QPainter(self)
        size = float(theme.px(_ICON))
        middle = self.height() / 2 - size / 2
        colour = theme.colour("muted")
        if self._icon:
            paint_icon(painter, QRectF(theme.px(9), middle, size, size), self._icon, colour)
        right = self.width() - theme.px(8) - size
        paint_icon(painter, QRectF(right, middle, size, size), "chevron-down", colour)
        painter.end()


def _parts(title: str) -> list[str]:
    return title.casefold().replace("/", " ").replace("-", " ").split()


def _whole(row: DropRow) -> str:
    return f"{row.title} {row.detail}".casefold()
