"""A list of women to choose one from, in the side panel of the map."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from shelter_desk.ui import naming
from shelter_desk.ui.theme import Theme

_LIST_ROW = 40


class WomenList(QListWidget):
    """Names to choose from. ``taken(number)`` is Enter or a click; ``left`` is Esc."""

    taken = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, names: list[str]) -> None:
        super().__init__()
        self.setFont(theme.font(16))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("background: transparent;")
        for name in names:
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(0, theme.px(_LIST_ROW)))
            item.setToolTip(naming.tip(name))
            self.addItem(item)
        self.itemClicked.connect(self._on_clicked)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.taken.emit(self.row(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Esc; the list does the rest."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat() and self.currentRow() >= 0:
                self.taken.emit(self.currentRow())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
