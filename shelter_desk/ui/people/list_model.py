"""The women as a table. Who has the keyboard keeps it when the rows come anew."""

from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shelter_desk.marking import mark
from shelter_desk.services.people import PersonRow
from shelter_desk.ui import naming
from shelter_desk.ui.curtain import token
from shelter_desk.ui.people import wording
from shelter_desk.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
_LAST = "\uffff"


class Column(IntEnum):
    """The columns, left to right."""

    NAME = 0
    PLACE = 1
    WHERE = 2
    WORKER = 3
    SEEN = 4
    VEDTAK = 5


HEADS = {
    Column.NAME: mark("Women"),
    Column.PLACE: mark("place"),
    Column.WHERE: mark("now"),
    Column.WORKER: mark("key worker"),
    Column.SEEN: mark("last seen"),
    Column.VEDTAK: mark("decision until"),
}


class PeopleModel(QAbstractTableModel):
    """The rows of the list, in the order they are given in."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._given: tuple[PersonRow, ...] = ()
        self._rows: tuple[PersonRow, ...] = ()
        self._now: datetime | None = None
        self._curtained = False

    # -- what it is given --------------------------------------------------------------------

    def give(self, rows: tuple[PersonRow, ...], now: datetime) -> None:
        """Show these rows; ``now`` (aware UTC) decides how a time is written."""
        self._now = now
        if [row.guest_id for row in rows] == [row.guest_id for row in self._given]:
            self._given = rows
            self._rows = self._ordered()
            self._tell()
            return
        self.beginResetModel()
        self._given = rows
        self._rows = self._ordered()
        self.endResetModel()

    def set_curtained(self, curtained: bool) -> None:
        """Show tokens instead of names, by place: an alphabet tells names; or names again."""
        if curtained == self._curtained:
            return
        self.beginResetModel()
        self._curtained = curtained
        self._rows = self._ordered()
        self.endResetModel()

    @property
    def curtained(self) -> bool:
        """Whether names are hidden now."""
        return self._curtained

    def _ordered(self) -> tuple[PersonRow, ...]:
        if not self._curtained:
            return self._given
        return tuple(sorted(self._given, key=lambda row: (row.bed_code or _LAST, row.guest_id)))

    def _tell(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def retranslate(self) -> None:
        """Let everything be asked for anew: the language has changed."""
        self._tell()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    # -- what it answers ---------------------------------------------------------------------

    def number_of(self, guest_id: int) -> int | None:
        """Return the row number of a woman; None when she is not in the table."""
        for number, row in enumerate(self._rows):
            if row.guest_id == guest_id:
                return number
        return None

    def row_at(self, number: int) -> PersonRow:
        """Return the dataclass of a row number."""
        return self._rows[number]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a column's head; behind the curtain only that of the tokens."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if self._curtained and section != Column.NAME:
            return ""
        return self._words.say(HEADS[Column(section)])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text, an accessible sentence or the dataclass."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(row) if column is Column.NAME else self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and not self._curtained:
            return naming.tip(self._text(row, column)) or None
        return None

    def _text(self, row: PersonRow, column: Column) -> str:
        words, now = self._words, self._now or row.last_seen
        if self._curtained:
            return token(row.bed_code) if column is Column.NAME else ""
        if now is None:
            return naming.name_of(words, row.person) if column is Column.NAME else ""
        texts = {
            Column.NAME: lambda: naming.name_of(words, row.person),
            Column.PLACE: lambda: row.bed_code or "–",
            Column.WHERE: lambda: wording.whereabouts(words, row, now).text,
            Column.WORKER: lambda: naming.plain(row.key_worker),
            Column.SEEN: lambda: wording.seen_words(words, row, now),
            Column.VEDTAK: lambda: wording.vedtak_words(words, row),
        }
        return texts[column]()

    def sentence(self, row: PersonRow) -> str:
        """Return a row as one sentence for a screen reader."""
        say = self._words.say
        if self._curtained:
            return self._text(row, Column.NAME)
        parts = [self._text(row, Column.NAME), self._text(row, Column.WHERE)]
        parts.append(say("place {code}", code=row.bed_code) if row.bed_code else say("no place"))
        if row.key_worker:
            parts.append(say("key worker {name}", name=row.key_worker))
        if row.last_seen is not None and (row.inside_since is None or row.out):
            parts.append(say("last seen {day}", day=self._text(row, Column.SEEN)))
        if row.vedtak_until is not None:
            parts.append(say("decision until {day}", day=row.vedtak_until))
        return ", ".join(part for part in parts if part)
