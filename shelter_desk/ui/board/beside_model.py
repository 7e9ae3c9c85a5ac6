"""The lists beside the table as a model: expected, out for a while, not seen."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from shelter_desk.clock import local_date
from shelter_desk.marking import mark
from shelter_desk.phrases import not_seen_words
from shelter_desk.services.snapshots import BoardSnapshot, ExpectedRow, NotSeenRow, OutRow
from shelter_desk.terms import NotSeenStep
from shelter_desk.ui import naming
from shelter_desk.ui.board import wording
from shelter_desk.ui.board.inside_model import alphabetical
from shelter_desk.ui.curtain import token
from shelter_desk.ui.theme import Status
from shelter_desk.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
_A_WEEK = timedelta(days=7)
_LAST = "\uffff"
"""Sorts after every place code."""


@dataclass(frozen=True)
class Heading:
    """A heading between the rows: what they are, and how many stand under it."""

    what: str
    count: int


Someone = ExpectedRow | OutRow | NotSeenRow
Entry = Heading | Someone
EXPECTED, OUT, NOT_SEEN = "expected", "out", "not_seen"
_HEADINGS = {
    EXPECTED: mark("Expected"),
    OUT: mark("Out for a while"),
    NOT_SEEN: mark("Not seen"),
}
_STEP_STATUS = {
    NotSeenStep.SHOWN: Status.INFO,
    NotSeenStep.CALL: Status.WATCH,
    NotSeenStep.DECIDE: Status.URGENT,
    NotSeenStep.VISITOR: Status.INFO,
    NotSeenStep.VISITOR_LATE: Status.WATCH,
}


@dataclass(frozen=True)
class Alarm:
    """The chip of a row: a word with its colour and icon."""

    words: str
    status: Status
    icon: str


def entry_key(entry: Entry) -> tuple[str, object]:
    """Return what tells an entry from others while its words change."""
    match entry:
        case Heading():
            return (entry.what, 0)
        case ExpectedRow():
            return ("hold", entry.hold_id)
        case OutRow():
            return ("presence", entry.presence_id)
        case NotSeenRow():
            return ("not seen", entry.person.guest_id or entry.bed_code)


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
        wanted = self._arranged(snapshot)
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

    def _arranged(self, snapshot: BoardSnapshot) -> list[Entry]:
        expected, out = list(snapshot.expected), list(snapshot.out)
        not_seen = list(snapshot.not_seen)
        if self._curtained:
            # An order by time or name would tell who a token stands for.
            expected.sort(key=lambda row: row.bed_code)
            out.sort(key=lambda row: (row.bed_code or _LAST, row.presence_id))
            not_seen = [row for row in not_seen if row.bed_code]
            not_seen.sort(key=lambda row: row.bed_code or _LAST)
        else:
            expected.sort(key=lambda row: (not row.late, row.until))
            out.sort(key=self._out_key)
        entries: list[Entry] = []
        if expected:
            entries += [Heading(EXPECTED, len(expected)), *expected]
        entries += [Heading(OUT, len(out)), *out]
        if not_seen:
            entries += [Heading(NOT_SEEN, len(not_seen)), *not_seen]
        return entries

    def _out_key(self, row: OutRow) -> tuple[bool, datetime, str]:
        late = bool(self._now and wording.over_by(self._words, row.expected_back, self._now))
        return (not late, row.expected_back or row.out_since, alphabetical(row.person.alias))

    def _number_of(self, key: tuple[str, object]) -> int | None:
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
            return self._words.say(_HEADINGS[entry.what])
        if self._curtained:
            return token(entry.bed_code)
        return naming.name_of(self._words, entry.person)

    def detail(self, entry: Entry) -> str:
        """Return the second line: until when, since when, or what the house does about it."""
        if self._curtained:
            return ""
        match entry:
            case ExpectedRow():
                return self._expected_detail(entry)
            case OutRow():
                return self._out_detail(entry)
            case NotSeenRow():
                return self._not_seen_detail(entry)
        return ""

    def _expected_detail(self, entry: ExpectedRow) -> str:
        words = self._words
        if entry.late:
            return words.say("did not come; the place is not held any more")
        return words.say("the place is held until {until}", until=entry.until)

    def _out_detail(self, entry: OutRow) -> str:
        words, texts = self._words, self._words.texts
        out = texts.since(entry.out_since, self._now or entry.out_since)
        if entry.expected_back is None:
            return words.say("out {since}", since=out)
        return words.say("out {since} · back {back}", since=out, back=entry.expected_back)

    def _not_seen_detail(self, entry: NotSeenRow) -> str:
        words, texts = self._words, self._words.texts
        seen, today = local_date(entry.last_seen), local_date(self._now or entry.last_seen)
        day = texts.day_then(seen, today)
        if today - seen < _A_WEEK:
            day = f"{texts.weekday(seen)} {day}"
        parts = [words.say("last {day}", day=day), not_seen_words(texts, entry.step)]
        return " · ".join(part for part in parts if part)

    def alarm(self, entry: Entry) -> Alarm | None:
        """Return «42 min over», «3 døgn» or nothing."""
        if self._now is None or isinstance(entry, Heading):
            return None
        if isinstance(entry, NotSeenRow):
            count = self._words.say_many("{count} day", "{count} days", entry.days)
            return Alarm(count, _STEP_STATUS[entry.step], "account-clock-outline")
        expected = entry.until if isinstance(entry, ExpectedRow) else entry.expected_back
        late = wording.over_by(self._words, expected, self._now)
        return Alarm(late, Status.WATCH, "clock-alert-outline") if late else None

    def late(self, entry: Entry) -> str:
        """Return the words of the chip, or nothing."""
        alarm = self.alarm(entry)
        return alarm.words if alarm else ""

    def sentence(self, entry: Entry) -> str:
        """Return an entry as one sentence for a screen reader."""
        if isinstance(entry, Heading):
            return f"{self.title(entry)}, {entry.count}"
        parts = [self.title(entry)]
        if not self._curtained and entry.bed_code:
            parts.append(self._words.say("place {code}", code=entry.bed_code))
        parts += [self.detail(entry), self.late(entry)]
        return ", ".join(part for part in parts if part)
