"""Give a place, or move: every bed with its answer, best first, by keyboard."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from shelter_desk.services.cards import PresenceCard
from shelter_desk.services.snapshots import BedAnswer, BedPicture, MapSnapshot, Verdict
from shelter_desk.ui import naming
from shelter_desk.ui.board import wording
from shelter_desk.ui.board.acts import BoardActs
from shelter_desk.ui.board.calls import BoardCalls
from shelter_desk.ui.board.forms import Form
from shelter_desk.ui.board.who import Here
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import MEDIUM
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.painting import box, paint_code, paint_text
from shelter_desk.ui.words import Words

Index = QModelIndex | QPersistentModelIndex
OFFER = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
_ORDER = {Verdict.BEST: 0, Verdict.YES: 1, Verdict.WARNING: 2, Verdict.SWAP: 3, Verdict.NO: 4}
_ROW_HEIGHT = 50
_SHOWN_ROWS = 9


@dataclass(frozen=True)
class BedOffer:
    """A bed and what it answers."""

    bed: BedPicture
    floor: str
    room: str
    answer: BedAnswer


def offers_of(answers: tuple[BedAnswer, ...], plan: MapSnapshot) -> list[BedOffer]:
    """Return every bed with its answer, best first, else in the order of the house."""
    beds: dict[int, tuple[BedPicture, str, str]] = {}
    for floor in plan.floors:
        for room in floor.rooms:
            for bed in room.beds:
                beds[bed.bed_id] = (bed, floor.name, room.name)
    found = [BedOffer(*beds[answer.bed_id], answer) for answer in answers if answer.bed_id in beds]
    return sorted(found, key=lambda offer: _ORDER[offer.answer.verdict])


class BedModel(QAbstractListModel):
    """The beds on offer, given as they are."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._offers: list[BedOffer] = []

    def give(self, offers: list[BedOffer]) -> None:
        """Show these beds."""
        self.beginResetModel()
        self._offers = offers
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many beds there are."""
        return 0 if parent.isValid() else len(self._offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the code, a sentence for a screen reader, or the offer itself."""
        if not index.isValid():
            return None
        offer = self._offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.bed.code
        if role == OFFER:
            return offer
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._words
            return ", ".join(
                part for part in (offer.bed.code, self.answer(offer), self.why(offer)) if part
            ) or words.say("place {code}", code=offer.bed.code)
        return None

    def answer(self, offer: BedOffer) -> str:
        """Return what a bed answers, in a word or two."""
        return wording.verdict_word(self._words, offer.answer)

    def why(self, offer: BedOffer) -> str:
        """Return why, and what is particular about the bed."""
        words = self._words
        reasons = wording.reason_words(words, offer.answer.reasons)
        about = wording.attribute_words(words, offer.bed.attributes)
        return " · ".join(part for part in (reasons, offer.floor, about) if part)


class BedDelegate(QStyledItemDelegate):
    """Paints a bed on offer: code, answer with icon and word, why."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines."""
        del index
        return QSize(option.rect.width(), self._desk.theme.px(_ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one bed."""
        model, offer = index.model(), index.data(OFFER)
        if not isinstance(model, BedModel) or not isinstance(offer, BedOffer):
            return
        theme, tokens = self._desk.theme, self._desk.theme.tokens
        rect = QRectF(option.rect).adjusted(0, 0, 0, -theme.px(4))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        fill = tokens.selection if chosen else tokens.raised
        box(painter, rect, fill=QColor(fill), line=QColor(tokens.line), radius=6)
        ink = QColor(tokens.selection_text if chosen else tokens.text)
        inner = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        code = paint_code(painter, inner, theme, offer.bed.code)
        inner.setLeft(inner.left() + max(code, theme.px(40)) + theme.px(10))
        verdict = offer.answer.verdict
        colour = QColor(theme.look(wording.VERDICT_STATUS[verdict]).foreground)
        if chosen and tokens.high_contrast:
            colour = ink
        top = QRectF(inner.left(), rect.top() + theme.px(4), inner.width(), theme.px(21))
        size = theme.px(17)
        where = QRectF(top.left(), top.center().y() - size / 2, size, size)
        paint_icon(painter, where, wording.VERDICT_ICONS[verdict], colour)
        words = top.adjusted(size + theme.px(6), 0, 0, 0)
        paint_text(painter, words, model.answer(offer), theme.font(15, MEDIUM), colour)
        under = QRectF(inner.left(), top.bottom() - 1, inner.width(), theme.px(19))
        soft = ink if chosen and tokens.high_contrast else theme.colour("muted")
        paint_text(painter, under, model.why(offer), theme.font(13), soft)
        view = self.parent()
        if chosen and isinstance(view, QListView) and view.hasFocus():
            paint_focus_ring(painter, rect, tokens)


class BedList(QListView):
    """The beds on offer. A code that is typed is jumped to."""

    def __init__(self, desk: Desk, model: BedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setModel(model)
        self.setItemDelegate(BedDelegate(desk, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("background: transparent;")

    def fit(self) -> None:
        """Be as high as the beds are, up to nine of them."""
        count = min(_SHOWN_ROWS, max(1, self.model().rowCount()))
        self.setFixedHeight(self._desk.theme.px(_ROW_HEIGHT) * count)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()


class BedForm(Form):
    """Every bed with its answer; the best is chosen already, Enter gives it."""

    def __init__(self, desk: Desk, acts: BoardActs, calls: BoardCalls) -> None:
        super().__init__(desk, acts)
        self._calls = calls
        self._who: Here | None = None
        self._answers: tuple[BedAnswer, ...] | None = None
        self._plan: MapSnapshot | None = None
        self._card: PresenceCard | None = None
        self.model = BedModel(desk.words, self)
        self.list = BedList(desk, self.model)
        self.fields.addWidget(self.list)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.doubleClicked.connect(self._on_double_clicked)

    def open_for(self, who: Here) -> None:
        """Ask every bed about somebody present."""
        self._who = who
        self._answers = self._plan = self._card = None
        self.model.give([])
        self.list.fit()
        self.begin()
        tasks, presence = self._desk.tasks, who.presence_id
        calls = self._calls
        tasks.run(calls.presence_card, then=self._on_card, latest="bed_card", presence_id=presence)
        tasks.run(calls.bed_map, then=self._on_plan, latest="bed_plan")
        tasks.run(
            calls.bed_answers, then=self._on_answers, latest="bed_answers", presence_id=presence
        )
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_card(self, card: PresenceCard) -> None:
        self._card = card
        self._fill()

    def _on_plan(self, plan: MapSnapshot) -> None:
        self._plan = plan
        self._fill()

    def _on_answers(self, answers: tuple[BedAnswer, ...]) -> None:
        self._answers = answers
        self._fill()

    def _fill(self) -> None:
        if self._answers is None or self._plan is None or self._card is None:
            return
        self.model.give(offers_of(self._answers, self._plan))
        self.list.fit()
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        words, say = self._desk.words, self._desk.words.say
        self.list.setAccessibleName(say("Places"))
        if self._who is None:
            return
        has_bed = bool(self._who.bed_code)
        hint = say("Where shall she move?") if has_bed else say("Which place shall she have?")
        self._title(naming.name_of(words, self._who.person), self._who.bed_code, hint)
        self._say_button()

    def current(self) -> BedOffer | None:
        """Return the bed the keyboard is on."""
        offer = self.list.currentIndex().data(OFFER)
        return offer if isinstance(offer, BedOffer) else None

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        self._say_button()
        self.say_trouble("")
        said = current.data(Qt.ItemDataRole.AccessibleTextRole)
        if said and self.list.hasFocus():
            announce.announce(self.list, str(said))

    def _say_button(self) -> None:
        say, offer = self._desk.words.say, self.current()
        has_bed = self._who is not None and bool(self._who.bed_code)
        if offer is None:
            self.send_button.setText(say("Give the place"))
        elif has_bed:
            self.send_button.setText(say("Move to {code}", code=offer.bed.code))
        else:
            self.send_button.setText(say("Give {code}", code=offer.bed.code))
        self.send_button.setEnabled(offer is not None and offer.answer.verdict is not Verdict.NO)
        self.send_button.updateGeometry()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        del index
        self._on_send()

    def send(self) -> None:
        """Give the bed the keyboard is on, or say why not."""
        offer, who = self.current(), self._who
        if offer is None or who is None or self._card is None:
            return
        if offer.answer.verdict is Verdict.NO:
            why = self.model.why(offer)
            say = self._desk.words.say
            self.say_trouble(say("{code} cannot be given: {why}.", code=offer.bed.code, why=why))
            return
        self.wait()
        self._acts.give_bed(
            who,
            bed_id=offer.bed.bed_id,
            code=offer.bed.code,
            stay_id=self._card.stay_id,
            failed=self.refused,
        )
