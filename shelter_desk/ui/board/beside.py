"""The lists beside the table: who is expected, who is out for a while."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from shelter_desk.services.snapshots import BoardSnapshot, ExpectedRow, OutRow
from shelter_desk.ui import naming
from shelter_desk.ui.board import wording
from shelter_desk.ui.board.inside_model import alphabetical
from shelter_desk.ui.curtain import token
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import (
    chip_width,
    code_width,
    paint_chip,
    paint_code,
    paint_text,
    paint_token,
)
from shelter_desk.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
_PASSING = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
_HEAD, _ROW, _GAP = 36, 55, 14


@dataclass(frozen=True)
class Heading:
    """A heading between the rows: ``EXPECTED`` or ``OUT``, and how many stand under it."""

    what: str
    count: int


Entry = Heading | ExpectedRow | OutRow
EXPECTED, OUT = "expected", "out"


def entry_key(entry: Entry) -> tuple[str, int]:
    """Return what tells an entry from others while its words change."""
    match entry:
        case Heading():
            return (entry.what, 0)
        case ExpectedRow():
            return ("hold", entry.hold_id)
        case OutRow():
            return ("presence", entry.presence_id)


class BesideModel(QAbstractListModel):
    """Headings and rows in one list; given a snapshot, applied as differences."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries: list[Entry] = []
        self._now: datetime | None = None
        self._curtained = False

    def give(self, snapshot: BoardSnapshot) -> None:
        """Show who is expected and who is out; rows that stay keep focus and selection."""
        self._now = snapshot.at
        wanted = self._arranged(snapshot.expected, snapshot.out)
        keys = {entry_key(entry) for entry in wanted}
        for number in range(len(self._entries) - 1, -1, -1):
            if entry_key(self._entries[number]) not in keys:
                self.beginRemoveRows(_NO_INDEX, number, number)
                del self._entries[number]
                self.endRemoveRows()
        for number, entry in enumerate(wanted):
            at = self._number_of(entry_key(entry))
            if at is None:
                self.beginInsertRows(_NO_INDEX, number, number)
                self._entries.insert(number, entry)
                self.endInsertRows()
            elif at != number:
                self.beginMoveRows(_NO_INDEX, at, at, _NO_INDEX, number)
                self._entries.insert(number, self._entries.pop(at))
                self.endMoveRows()
            self._entries[number] = entry
        if self._entries:
            # Every row: «42 min over» counts on although nothing was changed.
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def _arranged(self, expected: tuple[ExpectedRow, ...], out: tuple[OutRow, ...]) -> list[Entry]:
        if self._curtained:
            expected = tuple(sorted(expected, key=lambda row: row.bed_code or "\uffff"))
            out = tuple(sorted(out, key=lambda row: (row.bed_code or "\uffff", row.presence_id)))
        else:
            expected = tuple(sorted(expected, key=lambda row: row.until))
            out = tuple(sorted(out, key=self._out_key))
        entries: list[Entry] = []
        if expected:
            entries += [Heading(EXPECTED, len(expected)), *expected]
        return [*entries, Heading(OUT, len(out)), *out]

    def _out_key(self, row: OutRow) -> tuple[bool, datetime, str]:
        late = bool(self._now and wording.over_by(self._words, row.expected_back, self._now))
        return (not late, row.expected_back or row.out_since, alphabetical(row.person.alias))

    def _number_of(self, key: tuple[str, int]) -> int | None:
        for number, entry in enumerate(self._entries):
            if entry_key(entry) == key:
                return number
        return None

    def set_curtained(self, curtained: bool) -> None:
        """Show tokens instead of names; the order by place follows with the next snapshot."""
        self._curtained = curtained
        self.retranslate()

    @property
    def curtained(self) -> bool:
        """Whether names are hidden now."""
        return self._curtained

    def retranslate(self) -> None:
        """Let everything be asked for anew: the language has changed."""
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def number_of_presence(self, presence_id: int) -> int | None:
        """Return the row number of somebody out; None when she is not."""
        return self._number_of(("presence", presence_id))

    def entry_at(self, number: int) -> Entry:
        """Return what stands in a row."""
        return self._entries[number]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many entries there are, headings included."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keyboard pass over headings."""
        if index.isValid() and isinstance(self._entries[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, an accessible sentence, or the entry itself."""
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(entry)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(entry, Heading):
            return None if self._curtained else naming.tip(self.title(entry))
        return None

    def title(self, entry: Entry) -> str:
        """Return a heading's word or a woman's name (her token behind the curtain)."""
        if isinstance(entry, Heading):
            say = self._words.say
            return say("Expected") if entry.what == EXPECTED else say("Out for a while")
        if self._curtained:
            return token(entry.bed_code)
        return naming.name_of(self._words, entry.person)

    def detail(self, entry: Entry) -> str:
        """Return the second line: until when, or since when and until when."""
        words, texts = self._words, self._words.texts
        if self._curtained or isinstance(entry, Heading):
            return ""
        if isinstance(entry, ExpectedRow):
            if entry.bed_code:
                return words.say("the place is held until {until}", until=entry.until)
            return words.say("expected before {until}", until=entry.until)
        out = texts.since(entry.out_since, self._now or entry.out_since)
        if entry.expected_back is None:
            return words.say("out {since}", since=out)
        return words.say("out {since} · back {back}", since=out, back=entry.expected_back)

    def late(self, entry: Entry) -> str:
        """Return «42 min over» for somebody who should be back, else nothing."""
        if not isinstance(entry, OutRow) or self._now is None:
            return ""
        return wording.over_by(self._words, entry.expected_back, self._now)

    def sentence(self, entry: Entry) -> str:
        """Return an entry as one sentence for a screen reader."""
        if isinstance(entry, Heading):
            return f"{self.title(entry)}, {entry.count}"
        parts = [self.title(entry)]
        if not self._curtained and entry.bed_code:
            parts.append(self._words.say("place {code}", code=entry.bed_code))
        parts += [self.detail(entry), self.late(entry)]
        return ", ".join(part for part in parts if part)


class BesideDelegate(QStyledItemDelegate):
    """Paints headings and two-line rows."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return 36 for a heading (more under another list), 55 for a row."""
        entry = index.data(ENTRY)
        height = _ROW
        if isinstance(entry, Heading):
            height = _HEAD + (_GAP if index.row() else 0)
        return QSize(option.rect.width(), self._desk.theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        model, theme = index.model(), self._desk.theme
        if not isinstance(model, BesideModel):
            return
        entry: Entry = index.data(ENTRY)
        rect = QRectF(option.rect)
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and not model.curtained
        view = self.parent()
        focused = isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index
        if selected and focused:
            painter.fillRect(rect, theme.colour("selection"))
        painter.fillRect(line, theme.colour("line"))
        inner = rect.adjusted(theme.px(14), 0, -theme.px(14), -1)
        if isinstance(entry, Heading):
            self._paint_heading(
                painter, inner, model.title(entry), entry.count, first=not index.row()
            )
            return
        inverted = selected and focused
        ink = QColor(theme.tokens.selection_text if inverted else theme.tokens.text)
        self._paint_row(painter, inner, model, entry, ink)
        if focused:
            paint_focus_ring(painter, rect.adjusted(0, 0, 0, -1), theme.tokens, radius=1.0)

    def _paint_heading(
        self, painter: QPainter, rect: QRectF, title: str, count: int, *, first: bool
    ) -> None:
        theme = self._desk.theme
        if not first:
            rect = rect.adjusted(0, theme.px(_GAP), 0, 0)
        font = theme.font(16, SEMIBOLD)
        paint_text(painter, rect, title, font, theme.colour("text"))
        painter.setFont(font)
        rect.setLeft(rect.left() + painter.fontMetrics().horizontalAdvance(title) + theme.px(10))
        number = self._desk.words.texts.number(count)
        paint_text(painter, rect, number, theme.font(16), theme.colour("muted"))

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRectF,
        model: BesideModel,
        entry: ExpectedRow | OutRow,
        ink: QColor,
    ) -> None:
        theme = self._desk.theme
        right = rect.right()
        top = QRectF(rect.left(), rect.top() + theme.px(5), rect.width(), theme.px(25))
        if model.curtained:
            top = QRectF(rect)
        elif entry.bed_code:
            wide = code_width(theme, entry.bed_code)
            paint_code(
                painter, QRectF(right - wide, top.top(), wide, top.height()), theme, entry.bed_code
            )
            right -= wide + theme.px(8)
        late = model.late(entry)
        if late:
            wide = chip_width(theme, late)
            area = QRectF(right - wide, top.top(), wide, top.height())
            paint_chip(painter, area, theme, Status.WATCH, late, icon="clock-alert-outline")
            right -= wide + theme.px(8)
        top.setRight(right)
        if model.curtained:
            paint_token(painter, top, theme, model.title(entry))
            return
        weight = SEMIBOLD if entry.person.alias else REGULAR
        paint_text(painter, top, model.title(entry), theme.font(16, weight), ink)
        under = QRectF(rect.left(), top.bottom() - theme.px(2), rect.width(), theme.px(20))
        soft = ink if ink != theme.colour("text") else theme.colour("muted")
        paint_text(painter, under, model.detail(entry), theme.font(13), soft)


class BesideList(QListView):
    """``focused(entry)`` follows the keyboard, ``opened(entry)`` an Enter or a double click."""

    focused = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(object)

    def __init__(self, desk: Desk, model: BesideModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.entries = model
        self.setModel(model)
        self.setItemDelegate(BesideDelegate(desk, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.doubleClicked.connect(self._on_opened)
        desk.theme.changed.connect(self.viewport().update)

    def current_entry(self) -> ExpectedRow | OutRow | None:
        """Return the row the keyboard is on; None for a heading or without one."""
        index = self.currentIndex()
        entry = self.entries.entry_at(index.row()) if index.isValid() else None
        return None if isinstance(entry, Heading) else entry

    def go_to_presence(self, presence_id: int) -> bool:
        """Put the keyboard on somebody out; say whether she is."""
        number = self.entries.number_of_presence(presence_id)
        if number is None:
            return False
        self.setCurrentIndex(self.entries.index(number))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Announce the row the keyboard came to."""
        super().currentChanged(current, previous)
        self.viewport().update()
        entry = self.current_entry()
        if entry is not None and self.hasFocus():
            self.focused.emit(entry)

    def _on_opened(self, index: QModelIndex) -> None:
        entry = self.entries.entry_at(index.row())
        if not isinstance(entry, Heading):
            self.opened.emit(entry)

    def _on_menu_asked(self, position: object) -> None:
        index = self.indexAt(position)  # type: ignore[arg-type]  # Qt hands a QPoint
        entry = self.entries.entry_at(index.row()) if index.isValid() else None
        if entry is not None and not isinstance(entry, Heading):
            self.menu_wanted.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            entry = self.current_entry()
            if entry is not None and not event.isAutoRepeat():
                self.opened.emit(entry)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the search field."""
        del search

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the first row when none is taken, and say which it is."""
        super().focusInEvent(event)
        if self.current_entry() is None:
            for number in range(self.entries.rowCount()):
                if not isinstance(self.entries.entry_at(number), Heading):
                    self.setCurrentIndex(self.entries.index(number))
                    break
        entry = self.current_entry()
        if entry is not None and event.reason() not in _PASSING:
            self.focused.emit(entry)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()
