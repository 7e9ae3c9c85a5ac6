"""A list of things to change: two words a row, a mark at the right, the keyboard's way through."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import box, paint_text

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_TALL, _LOW = 48, 36
_INDENT = 22
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class PickRow:
    """A row. ``detail`` stands under the title, ``mark`` at the right; closed ones are dim."""

    key: object
    title: str
    detail: str = ""
    mark: str = ""
    icon: str = ""
    indent: int = 0
    strong: bool = False
    dim: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return ", ".join(part for part in (self.title, self.detail, self.mark) if part)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[PickRow, ...] = ()

    def give(self, rows: tuple[PickRow, ...]) -> None:
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
            return row.spoken
        return row if role == ROW else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        row: PickRow = index.data(ROW)
        return QSize(10, self._theme.px(_TALL if row.detail else _LOW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PickRow = index.data(ROW)
        theme, tokens = self._theme, self._theme.tokens
        rect = QRectF(option.rect)
        ink = QColor(tokens.faint if row.dim else tokens.text)
        soft = QColor(tokens.muted)
        if self._view.currentIndex() == index:
            box(painter, rect.adjusted(1, 1, -1, -1), fill=QColor(tokens.selection), radius=6)
            ink = QColor(tokens.selection_text)
            soft = ink if tokens.high_contrast else soft
            if self._view.hasFocus():
                paint_focus_ring(painter, rect.adjusted(1, 1, -1, -1), tokens)
        inner = rect.adjusted(theme.px(10 + _INDENT * row.indent), 0, -theme.px(10), 0)
        if row.icon:
            size = theme.px(18)
            where = QRectF(inner.left(), rect.center().y() - size / 2, size, size)
            paint_icon(painter, where, row.icon, soft)
            inner.setLeft(where.right() + theme.px(10))
        if row.mark:
            font = theme.font(13)
            width = QFontMetricsF(font).horizontalAdvance(row.mark)
            width = min(width, inner.width() / 2)
            end = QRectF(inner.right() - width, inner.top(), width, inner.height())
            paint_text(painter, end, row.mark, font, soft, _RIGHT)
            inner.setRight(end.left() - theme.px(10))
        title = theme.font(15, SEMIBOLD if row.strong else REGULAR)
        if not row.detail:
            paint_text(painter, inner, row.title, title, ink)
            return
        half = inner.height() / 2
        top = QRectF(inner.left(), inner.top() + theme.px(3), inner.width(), half)
        below = QRectF(inner.left(), top.bottom() - theme.px(2), inner.width(), half - theme.px(3))
        paint_text(painter, top, row.title, title, ink)
        paint_text(painter, below, row.detail, theme.font(13), soft)


class PickList(QListView):
    """Rows of which one is chosen. ``opened(key)`` for Enter and double click, ``chosen`` at each.

    As high as its rows, up to ``most`` of the drawings' pixels; then it scrolls.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, theme: Theme, *, most: int = 420, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most = most
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.viewport().update()

    def give(self, rows: tuple[PickRow, ...]) -> None:
        """Show other rows; the same thing stays chosen where it is still there."""
        before = self.key
        row_before = max(0, self.currentIndex().row())
        self._rows.give(rows)
        place = next((n for n, row in enumerate(rows) if row.key == before), None)
        if place is None and rows:
            place = min(row_before, len(rows) - 1)
        if place is not None:
            self.setCurrentIndex(self._rows.index(place))
        theme = self._theme
        wanted = sum(theme.px(_TALL if row.detail else _LOW) for row in rows) + theme.px(4)
        self.setFixedHeight(max(theme.px(_LOW), min(wanted, theme.px(self._most))))

    @property
    def key(self) -> object:
        """The key of the chosen row; None without one."""
        row = self.currentIndex().data(ROW)
        return row.key if isinstance(row, PickRow) else None

    @property
    def rows(self) -> tuple[PickRow, ...]:
        """The rows that are shown."""
        return self._rows.rows

    def choose(self, key: object) -> None:
        """Choose the row of ``key``, if it is there."""
        for number, row in enumerate(self._rows.rows):
            if row.key == key:
                self.setCurrentIndex(self._rows.index(number))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(ROW)
        self.chosen.emit(row.key if isinstance(row, PickRow) else None)

    def _on_opened(self, _index: QModelIndex) -> None:
        if self.key is not None:
            self.opened.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is the list's own."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.key is not None and not event.isAutoRepeat():
                self.opened.emit(self.key)
            return
        super().keyPressEvent(event)
