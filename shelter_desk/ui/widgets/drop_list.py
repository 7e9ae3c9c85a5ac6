"""A list that drops from a field of a form; the field keeps the keyboard."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.painting import box, code_width, paint_code, paint_text

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_ROW, _HEADING = 34, 28
_MOST_HEIGHT = 360


@dataclass(frozen=True)
class DropRow:
    """A row; ``key`` comes back when it is picked. A ``heading`` cannot be picked."""

    key: object
    title: str
    icon: str = ""
    detail: str = ""
    code: str = ""
    heading: bool = False


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[DropRow, ...] = ()

    def give(self, rows: tuple[DropRow, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(part for part in (row.title, row.code, row.detail) if part)
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: DropRow = index.data(ROW)
        return QSize(option.rect.width(), self._theme.px(_HEADING if row.heading else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: DropRow = index.data(ROW)
        theme, tokens = self._theme, self._theme.tokens
        rect = QRectF(option.rect)
        ink, soft = QColor(tokens.text), QColor(tokens.muted)
        inner = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        if row.heading:
            paint_text(painter, inner, row.title, theme.font(13, SEMIBOLD), soft)
            return
        if self._view.currentIndex() == index:
            box(painter, rect, fill=QColor(tokens.selection), radius=6)
            paint_focus_ring(painter, rect, tokens)
            ink = QColor(tokens.selection_text)
            soft = ink if tokens.high_contrast else soft
        if row.icon:
            size = theme.px(18)
            where = QRectF(inner.left(), rect.center().y() - size / 2, size, size)
            paint_icon(painter, where, row.icon, soft)
            inner.setLeft(where.right() + theme.px(9))
        if row.detail:
            font = theme.font(13)
            width = QFontMetricsF(font).horizontalAdvance(row.detail)
            paint_text(painter, inner, row.detail, font, soft,
                       Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)  # fmt: skip
            inner.setRight(inner.right() - width - theme.px(10))
        font = theme.font(15)
        room = inner.adjusted(0, 0, -code_width(theme, row.code) if row.code else 0, 0)
        paint_text(painter, room, row.title, font, ink)
        if row.code:
            left = min(
                room.left() + QFontMetricsF(font).horizontalAdvance(row.title) + theme.px(8),
                room.right(),
            )
            paint_code(painter, QRectF(left, rect.top(), 60, rect.height()), theme, row.code)


class DropList(QFrame):
    """Rows under a field. ``picked(key)`` when one is chosen."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # A child of the window, not a window: whatever covers the window covers it too.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._model = _Rows(self)
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(_Delegate(theme, self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        column.addWidget(self._view)
        self._view.clicked.connect(self._on_clicked)
        theme.changed.connect(self.update)

    def show_under(
        self, field: QWidget, rows: tuple[DropRow, ...], *, current: object = None, width: int = 0
    ) -> None:
        """Show ``rows`` under ``field`` with the one of key ``current``, or the first, chosen."""
        window = field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._model.give(rows)
        if not rows:
            self.hide()
            return
        theme = self._theme
        wanted = sum(theme.px(_HEADING if row.heading else _ROW) for row in rows) + theme.px(14)
        height = min(wanted, theme.px(_MOST_HEIGHT))
        below = field.mapTo(window, QPoint(0, field.height() + 3))
        above = field.mapTo(window, QPoint(0, -3))
        own = max(field.width(), theme.px(width or 220))
        x = max(6, min(below.x(), window.width() - own - 6))
        room = window.height() - below.y() - 8
        if room < min(height, theme.px(160)) and above.y() > room:
            height = min(height, above.y() - 8)
            self.setGeometry(x, above.y() - height, own, height)
        else:
            self.setGeometry(x, below.y(), own, min(height, room))
        self.raise_()
        self.show()
        number = next((i for i, row in enumerate(rows) if row.key == current), 0)
        self._choose(number, 1)

    @property
    def current_key(self) -> object:
        """The key of the chosen row, None without one."""
        row = self._view.currentIndex().data(ROW)
        return row.key if isinstance(row, DropRow) else None

    def steer(self, event: QKeyEvent) -> bool:
        """Take arrows, page keys and Enter; say whether the key was for the list."""
        if not self.isVisible():
            return False
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        key = Qt.Key(event.key())
        if key in steps:
            step = steps[key]
            self._choose(self._view.currentIndex().row() + step, 1 if step > 0 else -1)
            return True
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            chosen = self.current_key
            if chosen is not None and not event.isAutoRepeat():
                self.picked.emit(chosen)
            return True
        return False

    def _choose(self, number: int, step: int) -> None:
        """Choose the row ``number``, or the next in the direction of ``step``; no heading."""
        rows = self._model.rows
        number = max(0, min(number, len(rows) - 1))
        for one in (step, -step):
            place = number
            while 0 <= place < len(rows) and rows[place].heading:
                place += one
            if 0 <= place < len(rows):
                break
        else:
            return
        index = self._model.index(place)
        self._view.setCurrentIndex(index)
        above = place - 1
        # A heading over the first row of a group belongs into the picture.
        if 0 <= above < len(rows) and rows[above].heading:
            self._view.scrollTo(self._model.index(above))
        self._view.scrollTo(index)
        self._view.viewport().update()
        announce(self, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, DropRow) and not row.heading:
            self.picked.emit(row.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        painter = QPainter(self)
        tokens = self._theme.tokens
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(tokens.edge), radius=8)
        painter.end()
