"""The rail: one button a screen, with its key."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import box, paint_text

_WIDTH = 92
_TOP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class RailButton(QPushButton):
    """Icon, name and key of one screen."""

    def __init__(self, theme: Theme, spec: ActionSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spec = spec
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of a rail button."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(70))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark at the edge, ground, icon, name and key."""
        del event
        theme, tokens = self._theme, self._theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        card = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        ink = QColor(tokens.muted)
        if self.isChecked():
            box(painter, card, fill=QColor(tokens.selection), radius=6)
            mark = QRectF(rect.left(), rect.top() + theme.px(12), 4, rect.height() - theme.px(24))
            painter.fillRect(mark, QColor(tokens.accent))
            ink = QColor(tokens.selection_text if tokens.high_contrast else tokens.accent)
        elif self.underMouse():
            box(painter, card, fill=QColor(tokens.hover), radius=6)
            ink = QColor(tokens.text)
        if not self.isEnabled():
            ink = QColor(tokens.faint)
        size = theme.px(25)
        where = QRectF(card.center().x() - size / 2, card.top() + theme.px(8), size, size)
        paint_icon(painter, where, self._spec.icon, ink)
        weight = SEMIBOLD if self.isChecked() else REGULAR
        line = theme.px(17)
        name = QRectF(card.left(), where.bottom() + theme.px(1), card.width(), line)
        paint_text(painter, name, self.text(), theme.font(13, weight), ink, _TOP)
        key = QRectF(card.left(), name.bottom() - theme.px(2), card.width(), line)
        paint_text(painter, key, "".join(self._spec.keys[:1]), theme.font(12), ink, _TOP)
        if self.hasFocus():
            paint_focus_ring(painter, card, tokens)
        painter.end()


class Rail(QWidget):
    """The buttons of all screens, one under the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self.setFixedWidth(desk.theme.px(_WIDTH))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, desk.theme.px(8), 0, 0)
        self._column.setSpacing(desk.theme.px(2))
        self._column.addStretch(1)
        desk.words.changed.connect(self.retranslate)
        desk.actions.updated.connect(self._on_updated)

    def add(self, spec: ActionSpec) -> None:
        """Add a button for the registered action ``spec``."""
        button = RailButton(self._desk.theme, spec)
        self._group.addButton(button)
        self._buttons[spec.id] = button
        self._column.insertWidget(self._column.count() - 1, button)
        button.clicked.connect(self._desk.actions.action(spec.id).trigger)
        self.retranslate()
        self._on_updated()

    def check(self, action_id: str) -> None:
        """Mark the screen that is shown."""
        self._buttons[action_id].setChecked(True)

    def retranslate(self) -> None:
        """Name every screen in the present language."""
        self.setAccessibleName(self._desk.words.say("Screens"))
        for action_id, button in self._buttons.items():
            button.setText(self._desk.actions.text(action_id))
            keys = self._desk.actions.spec(action_id).keys
            button.setToolTip(" · ".join([button.text(), *keys]))

    def _on_updated(self) -> None:
        for action_id, button in self._buttons.items():
            button.setEnabled(self._desk.actions.action(action_id).isEnabled())
