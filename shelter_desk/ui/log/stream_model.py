"""The rows of the stream for the view: given a page, folded and unfolded by hand."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shelter_desk.services.snapshots import LogPage
from shelter_desk.ui.log import wording
from shelter_desk.ui.log.rows import (
    FoldRow,
    LineRow,
    MoreRow,
    Row,
    SectionRow,
    count_of,
    joined,
    rows_of,
)
from shelter_desk.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole

EMPTY = LogPage((), None)


class StreamModel(QAbstractListModel):
    """Rows of a page. Behind the curtain its sentences hold no name and no text."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._page = EMPTY
        self._rows: list[Row] = []
        self._opened: set[tuple[object, ...]] = set()
        self.curtained = False

    # -- rows ----------------------------------------------------------------------------------

    @property
    def page(self) -> LogPage:
        """What it was given."""
        return self._page

    @property
    def line_count(self) -> int:
        """How many lines are loaded."""
        return count_of(self._page)

    def give(self, page: LogPage) -> None:
        """Show this page and nothing else."""
        self._page = page
        self._make()

    def add(self, page: LogPage) -> None:
        """Show an older page under what is shown."""
        self._page = joined(self._page, page)
        self._make()

    def set_curtained(self, curtained: bool) -> None:
        """Say names and texts no more, or again."""
        self.beginResetModel()
        self.curtained = curtained
        self.endResetModel()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.beginResetModel()
        self.endResetModel()

    def toggle(self, number: int, *, wanted: bool | None = None) -> bool:
        """Open or close a fold or a long line; say whether there was anything to do."""
        row = self._rows[number]
        if isinstance(row, (SectionRow, MoreRow)) or (isinstance(row, LineRow) and row.inner):
            return False
        is_open = row.key in self._opened
        if wanted is not None and wanted == is_open:
            return False
        self._opened ^= {row.key}
        self._make()
        return True

    def _make(self) -> None:
        self.beginResetModel()
        self._rows = rows_of(self._page, self._opened)
        self.endResetModel()

    def row_at(self, number: int) -> Row:
        """Return a row."""
        return self._rows[number]

    def number_of(self, key: tuple[object, ...]) -> int | None:
        """Return where the row with this key is; None when it is not."""
        return next((i for i, row in enumerate(self._rows) if row.key == key), None)

    def fold_over(self, number: int) -> int:
        """Return the number of the fold that a line lies in; its own without one."""
        place = number
        while place > 0 and isinstance(row := self._rows[place], LineRow) and row.inner:
            place -= 1
        return place

    # -- what Qt asks --------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a sentence, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.sentence(row)
        return row if role == ROW else None

    def sentence(self, row: Row) -> str:
        """Return what a screen reader says of a row."""
        words = self._words
        match row:
            case SectionRow():
                said = f"{wording.section_title(words, row.section)} "
                said += wording.section_hours(words, row.section)
                return f"{said}, {self.count(row)}" if row.count is not None else said
            case FoldRow():
                said = wording.fold_words(words, row.lines)
                said = f"{said}, {wording.fold_counts(words, row.lines)}"
                state = words.say("open") if row.is_open else words.say("folded")
                return f"{said}, {state}"
            case LineRow():
                return wording.line_sentence(words, row.line, curtained=self.curtained)
            case MoreRow():
                return words.say("Show older lines")

    def count(self, row: SectionRow) -> str:
        """Return «32 linjer»."""
        return self._words.say_many("{count} line", "{count} lines", row.count or 0)
