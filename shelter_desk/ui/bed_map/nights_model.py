"""The coming nights as a table: rows are places under their category, columns are nights."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shelter_desk.phrases import label, label_inside
from shelter_desk.services.night_pictures import BedNights, NightSpan, NightsSnapshot
from shelter_desk.terms import BedCategory, BedState
from shelter_desk.ui import naming
from shelter_desk.ui.bed_map import wording
from shelter_desk.ui.curtain import token
from shelter_desk.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_WEEKEND = 5


class Role(IntEnum):
    """What the view asks of a cell."""

    BED = Qt.ItemDataRole.UserRole
    SPAN = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Section:
    """A heading between the rows: a category, or None for extra places."""

    category: BedCategory | None


class NightsModel(QAbstractTableModel):
    """Given a snapshot; a heading is a row that cannot be chosen."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._snapshot: NightsSnapshot | None = None
        self._rows: list[Section | BedNights] = []
        self._curtained = False

    def give(self, snapshot: NightsSnapshot) -> None:
        """Show these nights."""
        rows: list[Section | BedNights] = []
        for bed in sorted(snapshot.beds, key=self._place_of):
            category = bed.category if bed.approved else None
            if not rows or self._category_of(rows[-1]) is not category:
                rows.append(Section(category))
            rows.append(bed)
        self.beginResetModel()
        self._snapshot, self._rows = snapshot, rows
        self.endResetModel()

    @staticmethod
    def _place_of(bed: BedNights) -> tuple[bool, int]:
        order = list(BedCategory)
        return (not bed.approved, order.index(bed.category) if bed.category else len(order))

    @staticmethod
    def _category_of(row: Section | BedNights) -> BedCategory | None:
        if isinstance(row, Section):
            return row.category
        return row.category if row.approved else None

    def set_curtained(self, curtained: bool) -> None:
        """Hide names, or show them again."""
        self._curtained = curtained
        self.say_anew()

    def say_anew(self) -> None:
        """Announce that everything reads differently."""
        if self._rows:
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows) - 1)

    # -- what is asked -------------------------------------------------------------------------

    @property
    def snapshot(self) -> NightsSnapshot | None:
        """What is shown."""
        return self._snapshot

    @property
    def curtained(self) -> bool:
        """Whether names are hidden now."""
        return self._curtained

    def row_at(self, row: int) -> Section | BedNights:
        """Return what stands in a row."""
        return self._rows[row]

    def row_of(self, bed_id: int | None) -> int | None:
        """Return the row of a bed."""
        for number, row in enumerate(self._rows):
            if isinstance(row, BedNights) and row.bed_id == bed_id:
                return number
        return None

    def is_weekend(self, night: int) -> bool:
        """Say whether a night is that of a Saturday or a Sunday."""
        return self._snapshot is not None and self._snapshot.nights[night].weekday() >= _WEEKEND

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many rows there are, headings included."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many nights there are."""
        if parent.isValid() or self._snapshot is None:
            return 0
        return len(self._snapshot.nights)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keyboard pass over headings."""
        if index.isValid() and isinstance(self._rows[index.row()], Section):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what lies on a bed in a night, in words or as it is."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, Section):
            text = self.section_words(row)
            said = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return text if said and index.column() == 0 else None
        return self._cell(row, index.column(), role)

    def _cell(self, row: BedNights, night: int, role: int) -> object:
        span = row.on(night)
        match role:
            case Role.BED:
                return row
            case Role.SPAN:
                return span
            case Qt.ItemDataRole.DisplayRole:
                return self.span_words(row, span) if span is not None else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.sentence(row, night)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the night's day, or the bed's code."""
        if role != Qt.ItemDataRole.DisplayRole or self._snapshot is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            row = self._rows[section]
            return naming.plain(row.code) if isinstance(row, BedNights) else ""
        return self.night_words(section)

    # -- words ---------------------------------------------------------------------------------

    def section_words(self, section: Section) -> str:
        """Return the heading of a category."""
        if section.category is None:
            return self._words.say("Extra places")
        return label(self._words.texts, section.category)

    def night_parts(self, night: int) -> tuple[str, str]:
        """Return «i natt» or «søn», and «22.11.»."""
        if self._snapshot is None:
            return "", ""
        texts, day = self._words.texts, self._snapshot.nights[night]
        weekday = texts.weekday(day, width="abbreviated")
        return self._words.say("tonight") if night == 0 else weekday, texts.short_date(day)

    def night_words(self, night: int) -> str:
        """Return «i natt 21.11.» or «søn 22.11.»."""
        return " ".join(self.night_parts(night))

    def name(self, row: BedNights, span: NightSpan) -> str:
        """Return her name, or what stands for it behind the curtain."""
        if span.person is None:
            return ""
        if self._curtained:
            return token(naming.plain(row.code))
        return naming.name_of(self._words, span.person)

    def span_words(self, row: BedNights, span: NightSpan) -> str:
        """Return what stands on a bar: her name, and what is known of its end."""
        words, parts = self._words, [self.name(row, span)]
        if span.outage is not None:
            parts.append(label(words.texts, span.outage))
        if span.state is BedState.CLEANING:
            parts.append(label(words.texts, span.state))
        if span.state is BedState.ISOLATED and span.until is not None:
            parts.append(words.say("until {at}", at=self._day(span)))
        if span.decision_ends is not None:
            day = words.texts.short_date(span.decision_ends)
            parts.append(words.say("decision until {day}", day=day))
        return " · ".join(part for part in parts if part)

    def _day(self, span: NightSpan) -> str:
        if span.until is None or self._snapshot is None:
            return ""
        return wording.day_or_time(self._words, span.until, self._snapshot.at)

    def sentence(self, row: BedNights, night: int) -> str:
        """Return a cell as one sentence for a screen reader."""
        words, span = self._words, row.on(night)
        parts = [words.say("place {code}", code=naming.plain(row.code)), self.night_words(night)]
        if span is None:
            parts.append(words.say_in("bed", "free"))
        else:
            parts.append(label_inside(words.texts, span.state))
            said = self.span_words(row, span)
            if said and span.state is not BedState.CLEANING:
                parts.append(said)
            if span.state is BedState.HELD and span.until is not None:
                parts.append(words.say("until {at}", at=self._day(span)))
        return ", ".join(parts)
