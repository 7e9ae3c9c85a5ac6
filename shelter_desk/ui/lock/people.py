"""The people of this session on the lock screen: a disc with initials and a first name each."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from shelter_desk.ui.lock.session import SignedIn
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import box, paint_text

_CENTRE = Qt.AlignmentFlag.AlignCenter


class PersonButton(QPushButton):
    """One person; ``staff_id`` None is for somebody else."""

    def __init__(self, theme: Theme, staff_id: int | None, name: str, initials: str) -> None:
        super().__init__(name)
        self._theme = theme
        self.staff_id = staff_id
        self._initials = initials
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(theme.px(92), theme.px(94))
        self.setToolTip(name)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, disc and name."""
        del event
        theme, tokens = self._theme, self._theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        if on:
            box(painter, rect, fill=QColor(tokens.selection), radius=6)
        side = theme.px(48)
        disc = QRectF(rect.center().x() - side / 2, theme.px(10), side, side)
        if on:
            box(painter, disc, fill=QColor(tokens.accent), radius=side / 2)
            if tokens.high_contrast:
                box(painter, disc, fill=QColor(tokens.window), radius=side / 2)
        else:
            ground, edge = QColor(tokens.base), QColor(tokens.edge)
            box(painter, disc, fill=ground, line=edge, radius=side / 2)
        ink = QColor(tokens.on_accent if on else tokens.text)
        if on and tokens.high_contrast:
            ink = QColor(tokens.text)
        if self._initials:
            paint_text(painter, disc, self._initials, theme.font(16, SEMIBOLD), ink, _CENTRE)
        else:
            size = theme.px(24)
            where = QRectF(0, 0, size, size)
            where.moveCenter(disc.center())
            paint_icon(painter, where, "account-switch-outline", ink)
        words = QRectF(4, disc.bottom() + theme.px(6), rect.width() - 8, theme.px(22))
        weight = SEMIBOLD if on else REGULAR
        colour = QColor(tokens.selection_text if on else tokens.text)
        first = self.text().split(" ")[0] if self.staff_id is not None else self.text()
        paint_text(painter, words, first, theme.font(15, weight), colour, _CENTRE)
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens)
        painter.end()


class PeopleRow(QWidget):
    """The people side by side, «somebody else» last; ``chosen(staff_id or None)``."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._other = ""
        self._buttons: list[PersonButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(6))

    def show_people(self, people: Sequence[SignedIn]) -> None:
        """Show these people instead of whoever stood here."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [
            PersonButton(self._theme, person.staff_id, person.name, person.initials)
            for person in people
        ]
        if self._buttons:
            self._buttons.append(PersonButton(self._theme, None, self._other, ""))
        for button in self._buttons:
            self._row.addWidget(button)
            button.clicked.connect(self._on_clicked)

    def choose(self, staff_id: int | None) -> None:
        """Mark one of them."""
        for button in self._buttons:
            button.setChecked(button.staff_id == staff_id)

    def set_other(self, words: str) -> None:
        """Name the button for somebody else."""
        self._other = words
        for button in self._buttons:
            if button.staff_id is None:
                button.setText(words)
                button.setToolTip(words)

    @property
    def buttons(self) -> list[PersonButton]:
        """The buttons from left to right."""
        return list(self._buttons)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, PersonButton):
            self.chosen.emit(button.staff_id)
