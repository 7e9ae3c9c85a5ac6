"""Those in the house as a table: given rows, applied as differences, never a reset.

Focus and selection stay with the woman, not with the line. While the table is held (the
keyboard is in it) rows keep their places; they are sorted again when it is let go.
"""

from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shelter_desk.marking import mark, mark_in
from shelter_desk.services.snapshots import BoardRow
from shelter_desk.terms import PresenceKind
from shelter_desk.ui import naming
from shelter_desk.ui.board import wording
from shelter_desk.ui.curtain import token
from shelter_desk.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
SORT = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()
_NORWEGIAN = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})
_LAST = "\uffff"


class Column(IntEnum):
    """The columns, left to right."""

    NAME = 0
    SINCE = 1
    PLACE = 2
    FLAGS = 3
    CHECK = 4
    TODAY = 5


HEADS = {
    Column.NAME: mark("In the house"),
    Column.SINCE: mark("since"),
    Column.PLACE: mark("place"),
    Column.FLAGS: mark_in("board", "notice"),
    Column.CHECK: mark("check"),
    Column.TODAY: mark("today"),
}
_SHOWN_CURTAINED = {Column.NAME, Column.CHECK}
_KINDS = {PresenceKind.NAMED: 0, PresenceKind.SHIELDED: 1, PresenceKind.ANONYMOUS: 2}
SortKey = tuple[int, int, str, int]


def alphabetical(name: str) -> str:
    """Return what names are sorted by: æ, ø, å last, as the alphabet has them."""
    return name.casefold().translate(_NORWEGIAN)


def sort_key(row: BoardRow) -> SortKey:
    """Return where a row belongs: what is urgent first, then by name, then those without one."""
    person = row.person
    return (
        wording.urgency(row),
        _KINDS[person.kind],
        alphabetical(f"{person.alias} {person.second_word}") or (row.bed_code or ""),
        person.number or 0,
    )


def curtained_key(row: BoardRow) -> SortKey:
    """Return where a row belongs behind the curtain: by place, because an alphabet tells names."""
    return (0, 0, row.bed_code or _LAST, row.presence_id)


class InsideModel(QAbstractTableModel):
    """The rows of «I huset»."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: list[BoardRow] = []
        self._now: datetime | None = None
        self._held = False
        self._curtained = False

    # -- what it is given --------------------------------------------------------------------

    def give(self, rows: tuple[BoardRow, ...], now: datetime) -> None:
        """Show these rows; ``now`` (aware UTC) decides how a time is written."""
        wanted = {row.presence_id: row for row in rows}
        old_now, self._now = self._now, now
        for number in range(len(self._rows) - 1, -1, -1):
            if self._rows[number].presence_id not in wanted:
                self.beginRemoveRows(_NO_INDEX, number, number)
                del self._rows[number]
                self.endRemoveRows()
        for number, row in enumerate(self._rows):
            new = wanted[row.presence_id]
            if new != row or old_now is None:
                self._rows[number] = new
                self._tell(number, number)
        known = {row.presence_id for row in self._rows}
        new_rows = sorted((row for row in rows if row.presence_id not in known), key=self._key)
        if new_rows:
            first = len(self._rows)
            self.beginInsertRows(_NO_INDEX, first, first + len(new_rows) - 1)
            self._rows.extend(new_rows)
            self.endInsertRows()
        if old_now is not None and old_now.date() != now.date():
            self._tell(0, len(self._rows) - 1)
        if not self._held:
            self.sort_again()

    def hold(self) -> None:
        """Leave rows where they are: the keyboard is in the table."""
        self._held = True

    def let_go(self) -> None:
        """Sort again, now that nobody's hand is on the table."""
        self._held = False
        self.sort_again()

    @property
    def held(self) -> bool:
        """Whether rows keep their places now."""
        return self._held

    def set_curtained(self, curtained: bool) -> None:
        """Show tokens instead of names, sorted by place; or names again."""
        if curtained == self._curtained:
            return
        self._curtained = curtained
        if self._rows:
            self._tell(0, len(self._rows) - 1)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.sort_again()

    @property
    def curtained(self) -> bool:
        """Whether names are hidden now."""
        return self._curtained

    def sort_again(self) -> None:
        """Put every row where it belongs; indexes, and with them the selection, follow."""
        target = sorted(self._rows, key=self._key)
        if [row.presence_id for row in target] == [row.presence_id for row in self._rows]:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        where = {row.presence_id: number for number, row in enumerate(target)}
        after = [
            self.index(where[self._rows[index.row()].presence_id], index.column())
            for index in before
        ]
        self._rows = target
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _key(self, row: BoardRow) -> SortKey:
        return curtained_key(row) if self._curtained else sort_key(row)

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    # -- what it answers ---------------------------------------------------------------------

    def retranslate(self) -> None:
        """Let everything be asked for anew: the language has changed."""
        self._tell(0, len(self._rows) - 1)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def number_of(self, presence_id: int) -> int | None:
        """Return the row number of a presence; None when it is not in the table."""
        for number, row in enumerate(self._rows):
            if row.presence_id == presence_id:
                return number
        return None

    def row_at(self, number: int) -> BoardRow:
        """Return the dataclass of a row number."""
        return self._rows[number]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many are in the house."""
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
        """Return a column's head; behind the curtain only what is shown then has one."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if self._curtained and column not in _SHOWN_CURTAINED:
                return ""
            if column is Column.FLAGS:
                return self._words.say_in("board", "notice")
            return self._words.say(HEADS[column])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text, an accessible sentence, the dataclass or what to sort by."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == ROW:
            return row
        return self._key(row) if role == SORT else self._words_for(row, column, role)

    def _words_for(self, row: BoardRow, column: Column, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return self._tip(row, column) if role == Qt.ItemDataRole.ToolTipRole else None

    def _spoken(self, row: BoardRow, column: Column) -> str:
        return self.sentence(row) if column is Column.NAME else self._text(row, column)

    def _text(self, row: BoardRow, column: Column) -> str:
        words, texts = self._words, self._words.texts
        if self._curtained and column is Column.NAME:
            return token(row.bed_code)
        if self._curtained and column not in _SHOWN_CURTAINED:
            return ""
        match column:
            case Column.NAME:
                text = naming.name_of(words, row.person)
            case Column.SINCE:
                text = texts.since(row.since, self._now or row.since)
            case Column.PLACE:
                text = row.bed_code or "–"
            case Column.FLAGS:
                looks = (wording.flag_look(words, flag, row.person) for flag in row.flags)
                text = ", ".join(look.text for look in looks)
            case Column.CHECK:
                text = texts.time(row.next_check) if row.next_check else ""
            case Column.TODAY:
                text = wording.given_words(words, row.given)
        return text

    def _tip(self, row: BoardRow, column: Column) -> str | None:
        if self._curtained or column not in {Column.NAME, Column.FLAGS, Column.TODAY}:
            return None
        return naming.tip(self._text(row, column)) or None

    def sentence(self, row: BoardRow) -> str:
        """Return a row as one sentence for a screen reader."""
        say = self._words.say
        parts = [self._text(row, Column.NAME)]
        if self._curtained:
            if row.next_check:
                parts.append(say("check at {at}", at=row.next_check))
            return ", ".join(parts)
        parts.append(say("inside since {since}", since=self._text(row, Column.SINCE)))
        if row.bed_code:
            parts.append(say("place {code}", code=row.bed_code))
        else:
            parts.append(say("no place"))
        flags = self._text(row, Column.FLAGS)
        if flags:
            parts.append(flags)
        if row.next_check:
            parts.append(say("check at {at}", at=row.next_check))
        today = self._text(row, Column.TODAY)
        if today:
            parts.append(say("today: {given}", given=today))
        return ", ".join(parts)
