"""The beds as a list model: what stands on each card and what a screen reader says of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from shelter_desk.phrases import label
from shelter_desk.services.snapshots import (
    BedAnswer,
    BedPicture,
    FloorPicture,
    MapSnapshot,
    RoomPicture,
    Verdict,
)
from shelter_desk.terms import BedState, Level
from shelter_desk.ui import naming
from shelter_desk.ui.bed_map import wording
from shelter_desk.ui.curtain import CURTAINED
from shelter_desk.ui.theme import Status
from shelter_desk.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole
BED_ID = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()


@dataclass(frozen=True)
class Card:
    """What is painted on one bed: words only, names already hidden where they must be.

    ``note`` is the second line where there is no name. ``answer`` replaces the third line while
    somebody is being placed; ``leaving`` marks the bed she would leave.
    """

    code: str
    status: Status
    state: str
    name: str = ""
    is_named: bool = True
    token: str = ""
    detail: str = ""
    detail_status: Status | None = None
    note: str = ""
    foot: str = ""
    foot_icon: str = ""
    foot_status: Status | None = None
    flag: Status | None = None
    leaving: bool = False
    best: bool = False


@dataclass(frozen=True)
class Placing:
    """Somebody is being placed: the bed she would leave (none for a first place), the answers."""

    from_bed: int | None
    answers: dict[int, BedAnswer]


@dataclass(frozen=True)
class Place:
    """A bed with where it stands."""

    bed: BedPicture
    room: RoomPicture
    floor: FloorPicture

    @property
    def reads(self) -> tuple[BedPicture, str, str]:
        """All that is said of it; the other beds of its room are not."""
        return self.bed, self.room.name, self.floor.name


def _id_of(bed: BedPicture) -> int:
    return bed.bed_id


def places_of(snapshot: MapSnapshot | None) -> list[Place]:
    """Return every bed of a map in the house's order."""
    if snapshot is None:
        return []
    return [
        Place(bed, room, floor)
        for floor in snapshot.floors
        for room in floor.rooms
        for bed in room.beds
    ]


class BedModel(QAbstractListModel):
    """The beds, given as they are. Only rows that differ are announced as changed."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._places: list[Place] = []
        self._rows: dict[int, int] = {}
        self._now = datetime.fromtimestamp(0, UTC)
        self._placing: Placing | None = None
        self._curtained = False

    # -- what is given ---------------------------------------------------------------------

    def give(self, snapshot: MapSnapshot | None) -> bool:
        """Show this map; return whether rows came or went (then nothing keeps its number)."""
        places = places_of(snapshot)
        before = [place.bed.bed_id for place in self._places]
        # Minutes go by even when nothing happens: how long she is overdue is on the card.
        minute_before = self._now.replace(second=0, microsecond=0)
        self._now = snapshot.at if snapshot is not None else self._now
        all_of_them = minute_before != self._now.replace(second=0, microsecond=0)
        if [place.bed.bed_id for place in places] != before:
            self.beginResetModel()
            self._places = places
            self._rows = {place.bed.bed_id: row for row, place in enumerate(places)}
            self.endResetModel()
            return True
        old, self._places = self._places, places
        for row, (was, now) in enumerate(zip(old, places, strict=True)):
            if all_of_them or was.reads != now.reads:
                self.dataChanged.emit(self.index(row), self.index(row))
        return False

    def set_placing(self, placing: Placing | None) -> None:
        """Show answers on the cards, or take them away."""
        if placing != self._placing:
            self._placing = placing
            self.say_anew()

    def set_curtained(self, curtained: bool) -> None:
        """Hide names, or show them again."""
        self._curtained = curtained
        self.say_anew()

    def say_anew(self) -> None:
        """Announce that every card reads differently: language, curtain, answers."""
        if self._places:
            self.dataChanged.emit(self.index(0), self.index(len(self._places) - 1))

    # -- what is asked ---------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """The moment of the map."""
        return self._now

    def place(self, bed_id: int | None) -> Place | None:
        """Return a bed by its id."""
        row = self._rows.get(bed_id) if bed_id is not None else None
        return None if row is None else self._places[row]

    def place_at(self, index: Index) -> Place | None:
        """Return the bed of an index."""
        return self._places[index.row()] if index.isValid() else None

    def index_of(self, bed_id: int | None) -> QModelIndex:
        """Return the index of a bed; invalid for one that is not there."""
        row = self._rows.get(bed_id) if bed_id is not None else None
        return QModelIndex() if row is None else self.index(row)

    def answer(self, bed_id: int) -> BedAnswer | None:
        """Return what a bed answers now."""
        return self._placing.answers.get(bed_id) if self._placing is not None else None

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many beds there are."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the code, the card, a sentence for a screen reader, or a tool tip."""
        place = self.place_at(index)
        if place is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return naming.plain(place.bed.code)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.sentence(place)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(place)
        own = {CARD: self.card, BED_ID: _id_of}.get(role)
        return own(place.bed) if own is not None else None

    # -- words -----------------------------------------------------------------------------

    def sentence(self, place: Place) -> str:
        """Return what a screen reader says of a bed, its answer first where there is one."""
        words, bed = self._words, place.bed
        parts = wording.bed_sentence(words, bed, self._now, curtained=self._curtained)
        parts += [naming.plain(place.room.name), naming.plain(place.floor.name)]
        answer = self.answer(bed.bed_id)
        if self._leaves(bed):
            parts.insert(1, words.say("being moved from here"))
        elif answer is not None:
            parts.insert(1, wording.answer_words(words, answer))
        return ", ".join(parts)

    def _tip(self, place: Place) -> str:
        if self._curtained:
            return ""
        card = self.card(place.bed)
        parts = (card.code, card.state, card.name, card.detail or card.note, place.bed.outage_note)
        return naming.tip(" · ".join(naming.plain(part) for part in parts if part))

    def _leaves(self, bed: BedPicture) -> bool:
        return self._placing is not None and self._placing.from_bed == bed.bed_id

    def card(self, bed: BedPicture) -> Card:
        """Return what stands on a bed."""
        words = self._words
        status = wording.status_of(bed)
        detail, detail_status, note = self._second_line(bed)
        foot, icon, foot_status = self._third_line(bed)
        if self._curtained and detail_status is not None and self._placing is None:
            # Beside the token there is no room for it: better a line of its own than half of it.
            detail, detail_status, foot, foot_status = "", None, detail, detail_status
        named = bed.person is not None
        hidden = self._curtained
        answer = self.answer(bed.bed_id)
        return Card(
            code=naming.plain(bed.code),
            status=status,
            state=wording.state_word(words, status),
            name=naming.name_of(words, bed.person) if bed.person and not hidden else "",
            is_named=bed.person is not None and bool(bed.person.alias),
            token=CURTAINED if named and hidden else "",
            detail=detail,
            detail_status=detail_status,
            note=note,
            foot=foot,
            foot_icon=icon,
            foot_status=foot_status,
            flag=None if hidden else wording.LEVEL_STATUS.get(bed.level),
            leaving=self._leaves(bed),
            best=answer is not None and answer.verdict is Verdict.BEST,
        )

    def _second_line(self, bed: BedPicture) -> tuple[str, Status | None, str]:
        words, now = self._words, self._now
        until = wording.until_words(words, bed, now)
        late = Status.WATCH if wording.is_over(bed, now) else None
        if bed.state is BedState.OUT_OF_SERVICE:
            why = "" if self._curtained else wording.outage_words(words, bed)
            return "", None, ", ".join(part for part in (why, until) if part)
        if bed.state is BedState.CLEANING:
            return "", None, wording.since_words(words, bed.since, now)
        if bed.state is BedState.FREE:
            return "", None, wording.attribute_words(words, bed)
        if bed.next_check is not None and not self._curtained and not until:
            return words.say("check {at}", at=bed.next_check), None, ""
        return until, late, ""

    def _third_line(self, bed: BedPicture) -> tuple[str, str, Status | None]:
        words = self._words
        if self._leaves(bed):
            return words.say("being moved now"), "arrow-all", None
        answer = self.answer(bed.bed_id)
        if answer is not None:
            verdict = answer.verdict
            said = wording.answer_words(words, answer)
            return said, wording.VERDICT_ICONS[verdict], wording.VERDICT_STATUS[verdict]
        if bed.level is not Level.INFO and not self._curtained:
            return label(words.texts, bed.level), "", wording.LEVEL_STATUS[bed.level]
        if bed.person is not None and bed.state is not BedState.HELD:
            return wording.since_words(words, bed.since, self._now), "", None
        return "", "", None
