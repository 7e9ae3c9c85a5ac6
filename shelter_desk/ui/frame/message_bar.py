"""The message bar: one line under the top bar, in the way of nothing."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.notices import Notice
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Icon, Words


class MessageBar(QWidget):
    """Shows the latest notice until it is closed; Esc closes it too."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self.notice: Notice | None = None
        self._icon = Icon(theme, "", size=19)
        self.words = Words(theme, wrap=True)
        self.close_button = Button(theme, icon="close", kind=Kind.QUIET)
        self.close_button.set_icon_only(True)
        self.close_button.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(12))
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.close_button)
        desk.notices.told.connect(self.show_notice)
        desk.notices.cleared.connect(self.clear)
        desk.theme.changed.connect(self._dress)
        desk.words.changed.connect(self.retranslate)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Name the button; a notice that stands was written in the language of its moment."""
        self.close_button.setText(self._desk.words.say("Close the message"))
        self.close_button.setAccessibleName(self.close_button.text())

    def show_notice(self, notice: Notice) -> None:
        """Show ``notice`` instead of what stood there."""
        self.notice = notice
        self.words.setText(notice.text)
        self._dress()
        self.show()
        urgent = notice.status in {Status.URGENT, Status.ERROR}
        announce(self, notice.text, urgent=urgent)

    def clear(self) -> None:
        """Take the message away, words and all."""
        self.notice = None
        self.words.setText("")
        self.hide()

    def _dress(self) -> None:
        if self.notice is not None:
            look = self._desk.theme.look(self.notice.status)
            self._icon.set(look.icon, f"status:{self.notice.status.value}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground in the notice's tint and the bar at its left."""
        del event
        if self.notice is None:
            return
        look = self._desk.theme.look(self.notice.status)
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor(look.tint))
        painter.fillRect(QRectF(0, 0, 4, rect.height()), QColor(look.foreground))
        line = self._desk.theme.colour("line")
        painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), line)
        painter.end()
