"""The list that drops from the search field: never takes the keyboard from it."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.ui.search import Offer, SearchRow
from shelter_desk.ui.theme import Status, Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.labels import KeyCap, Words
from shelter_desk.ui.widgets.painting import (
    box,
    chip_width,
    paint_chip,
    paint_code,
    paint_key_cap,
    paint_text,
)
from shelter_desk.ui.widgets.widths import OVERLAY_UNDER, PANEL_WIDTH

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class RowsModel(QAbstractListModel):
    """The rows on offer, given as they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[SearchRow, ...] = ()

    def give(self, rows: tuple[SearchRow, ...]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, a sentence for a screen reader, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            chip = row.chip[1] if row.chip else ""
            return ", ".join(part for part in (row.title, row.code, row.detail, chip) if part)
        if role == ROW:
            return row
        return None


class RowDelegate(QStyledItemDelegate):
    """Paints a row: title with the matching letters marked, code, detail, chip, hint."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return 52 for a row of two lines, 38 for an action."""
        row: SearchRow = index.data(ROW)
        height = 52 if row.detail else 38
        if row.rule_above:
            height += 13
        return QSize(option.rect.width(), self._theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: SearchRow = index.data(ROW)
        theme, tokens = self._theme, self._theme.tokens
        view = self.parent()
        chosen = isinstance(view, QListView) and view.currentIndex() == index
        rect = QRectF(option.rect)
        if row.rule_above:
            y = rect.top() + theme.px(6)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            rect.setTop(rect.top() + theme.px(13))
        ink, soft = QColor(tokens.text), QColor(tokens.muted)
        if chosen:
            box(painter, rect, fill=QColor(tokens.selection), radius=6)
            paint_focus_ring(painter, rect, tokens)
            ink = QColor(tokens.selection_text)
            soft = ink if tokens.high_contrast else soft
        inner = rect.adjusted(theme.px(13), theme.px(5), -theme.px(13), -theme.px(5))
        inner.setRight(self._paint_right(painter, inner, row, chosen=chosen, ink=ink))
        if row.icon:
            size = theme.px(19)
            where = QRectF(inner.left(), rect.center().y() - size / 2, size, size)
            paint_icon(painter, where, row.icon, soft)
            inner.setLeft(where.right() + theme.px(12))
        top = QRectF(inner)
        if row.detail:
            top.setHeight(inner.height() * 0.56)
            under = QRectF(inner.left(), top.bottom(), inner.width(), inner.height() - top.height())
            paint_text(painter, under, row.detail, theme.font(13), soft)
        self._paint_title(painter, top, row, ink)

    def _paint_title(self, painter: QPainter, rect: QRectF, row: SearchRow, ink: QColor) -> None:
        theme = self._theme
        font = theme.font(16, SEMIBOLD if row.detail else REGULAR)
        metrics = QFontMetricsF(font)
        paint_text(painter, rect, row.title, font, ink)
        accent = ink if theme.tokens.high_contrast else theme.colour("accent")
        base_line = rect.center().y() + metrics.ascent() / 2
        painter.setPen(QPen(accent, 1.4))
        for start, length in row.marked:
            left = rect.left() + metrics.horizontalAdvance(row.title[:start])
            right = rect.left() + metrics.horizontalAdvance(row.title[: start + length])
            if right <= rect.right():
                painter.drawLine(QPointF(left, base_line), QPointF(right - 0.5, base_line))
        if row.code:
            left = rect.left() + metrics.horizontalAdvance(row.title) + theme.px(10)
            paint_code(painter, QRectF(left, rect.top(), 60, rect.height()), theme, row.code)

    def _paint_right(
        self, painter: QPainter, rect: QRectF, row: SearchRow, *, chosen: bool, ink: QColor
    ) -> float:
        theme = self._theme
        right = rect.right()
        if row.hint_key and (chosen or not row.detail):
            area = QRectF(rect.left(), rect.top(), right - rect.left(), rect.height())
            right -= paint_key_cap(painter, area, theme, row.hint_key) + theme.px(8)
        if row.hint and chosen:
            font = theme.font(15, SEMIBOLD)
            width = QFontMetricsF(font).horizontalAdvance(row.hint)
            area = QRectF(right - width, rect.top(), width + 1, rect.height())
            accent = ink if theme.tokens.high_contrast else theme.colour("accent")
            paint_text(painter, area, row.hint, font, accent)
            right -= width + theme.px(10)
        if row.chip and not (chosen and row.hint):
            status, word = row.chip
            width = chip_width(theme, word)
            area = QRectF(right - width, rect.top(), width + 1, rect.height())
            paint_chip(painter, area, theme, status, word)
            right -= width + theme.px(10)
        return right


class PopupList(QFrame):
    """Rows under a field. ``picked(key, modifiers)``; ``highlighted(key)`` while steering."""

    picked = Signal(object, object)
    highlighted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # A child of the window, not a window: it cannot be left behind, and it is covered by
        # whatever covers the window.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._steered = False
        self._model = RowsModel(self)
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(RowDelegate(theme, self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setMouseTracking(True)
        self._view.viewport().setAutoFillBackground(False)
        self._warning = _Warning(theme)
        self._foot = QWidget()
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(theme.px(13), theme.px(6), theme.px(13), theme.px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(7), theme.px(7), theme.px(7), theme.px(7))
        column.setSpacing(theme.px(6))
        column.addWidget(self._warning)
        column.addWidget(self._view, 1)
        column.addWidget(self._foot)
        self._view.clicked.connect(self._on_clicked)
        theme.changed.connect(self.update)

    def show_under(self, field: QWidget, offer: Offer) -> None:
        """Show the rows of ``offer`` under ``field``, the first of them chosen."""
        window = field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        keep = self.current_key() if self._steered else None
        self._model.give(offer.rows[: offer.most])
        self._warning.set(offer.warning)
        self._show_foot(offer.foot)
        origin = field.mapTo(window, QPoint(0, field.height() + 4))
        width = min(max(field.width(), self._theme.px(560)), window.width() - origin.x() - 12)
        if window.width() < self._theme.px(OVERLAY_UNDER):
            # The side panel may lie over the screen then: it says what must be known.
            beside = window.width() - self._theme.px(PANEL_WIDTH) - 10
            width = min(self._theme.px(520), beside - 12)
            origin.setX(min(origin.x(), beside - width))
        self.setGeometry(origin.x(), origin.y(), width, self._height(window, origin, width))
        self.raise_()
        self.show()
        chosen = 0
        if keep is not None:
            chosen = next((i for i, row in enumerate(offer.rows) if row.key == keep), 0)
        self._choose(chosen)
        if offer.warning:
            announce(field, offer.warning)

    def _height(self, window: QWidget, origin: QPoint, width: int) -> int:
        theme = self._theme
        wanted = theme.px(16)
        option = QStyleOptionViewItem()
        delegate = self._view.itemDelegate()
        for number in range(self._model.rowCount()):
            wanted += delegate.sizeHint(option, self._model.index(number)).height()
        self._warning.setMaximumWidth(width)
        for part in (self._warning, self._foot):
            if not part.isHidden():
                wanted += part.sizeHint().height() + theme.px(6)
        return min(wanted, window.height() - origin.y() - 12)

    def _show_foot(self, keys: tuple[tuple[str, str], ...]) -> None:
        while (item := self._foot_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._foot_row.setSpacing(self._theme.px(8))
        for number, (caption, words) in enumerate(keys):
            if number:
                self._foot_row.addSpacing(self._theme.px(8))
            self._foot_row.addWidget(KeyCap(self._theme, caption))
            self._foot_row.addWidget(Words(self._theme, words, size=13, colour="muted"))
        self._foot_row.addStretch(1)
        self._foot.setVisible(bool(keys))

    # -- steering --------------------------------------------------------------------------

    def current_key(self) -> object:
        """Return the key of the chosen row, None without one."""
        row = self._view.currentIndex().data(ROW)
        return row.key if isinstance(row, SearchRow) else None

    def release(self) -> None:
        """Forget which row was chosen by hand: another text is being typed."""
        self._steered = False

    def steer(self, event: QKeyEvent) -> bool:
        """Take arrows, page keys and Enter; say whether the key was for the list."""
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 5,
            Qt.Key.Key_PageUp: -5,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._steered = True
            self._choose(self._view.currentIndex().row() + steps[key])
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            index = self._view.currentIndex()
            if index.isValid() and not event.isAutoRepeat():
                self.picked.emit(index.data(ROW).key, event.modifiers())
            return True
        return False

    def _choose(self, number: int) -> None:
        count = self._model.rowCount()
        if not count:
            self.highlighted.emit(None)
            return
        index = self._model.index(max(0, min(number, count - 1)))
        self._view.setCurrentIndex(index)
        self._view.scrollTo(index)
        self._view.viewport().update()
        self.highlighted.emit(index.data(ROW).key)
        announce(self, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())
        self.picked.emit(index.data(ROW).key, Qt.KeyboardModifier.NoModifier)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no name: a screen reader reaches hidden rows too, also behind the lock."""
        super().hideEvent(event)
        self._model.give(())
        self._warning.set("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        tokens = self._theme.tokens
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(tokens.edge), radius=8)
        painter.end()


class _Warning(QWidget):
    """A warning over the rows: two of a name, for example."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""

    def set(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(10, self._theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme
        look = theme.look(Status.WATCH)
        painter = QPainter(self)
        rect = QRectF(self.rect())
        colour = QColor(look.foreground)
        line = colour if theme.tokens.high_contrast else None
        box(painter, rect, fill=QColor(look.tint), line=line, radius=4)
        size = theme.px(18)
        where = QRectF(theme.px(13), rect.center().y() - size / 2, size, size)
        paint_icon(painter, where, "account-multiple-outline", colour)
        words = rect.adjusted(where.right() + theme.px(9), 0, -theme.px(8), 0)
        paint_text(painter, words, self._text, theme.font(15), colour)
        painter.end()
