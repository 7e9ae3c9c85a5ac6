"""Whom something is about: chips, and a search that knows those in the house first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from shelter_desk.services.snapshots import BoardSnapshot, Person, SearchHit
from shelter_desk.terms import PresenceKind
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.drop_list import DropList, DropRow
from shelter_desk.ui.widgets.flow import FlowLayout
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box, paint_text

_CHIP = 26
_FROM_DATABASE = 2
"""From so many letters on, women who are not in the house are looked for as well."""


@dataclass(frozen=True)
class Whom:
    """Somebody a line or a form can be about, by her card or, without one, by her presence."""

    person: Person
    guest_id: int | None
    presence_id: int | None

    @property
    def key(self) -> tuple[str, int | None]:
        """What tells her apart from everybody else."""
        if self.guest_id is not None:
            return ("guest", self.guest_id)
        return ("presence", self.presence_id)


def whom(person: Person, *, presence_id: int | None = None) -> Whom:
    """Return a person of a snapshot as somebody a line can be about."""
    presence = person.presence_id if presence_id is None else presence_id
    guest = person.guest_id
    return Whom(person, guest, None if guest is not None else presence)


def inside_first(board: BoardSnapshot) -> tuple[Whom, ...]:
    """Return who has checked in: in the house first, then who is out for a while."""
    found = [_with_place(row.person, row.bed_code, row.presence_id) for row in board.inside]
    found += [_with_place(row.person, row.bed_code, row.presence_id) for row in board.out]
    return tuple(found)


def _with_place(person: Person, bed_code: str | None, presence_id: int) -> Whom:
    placed = person if person.place else _placed(person, bed_code)
    return whom(placed, presence_id=presence_id)


def _placed(person: Person, code: str | None) -> Person:
    return Person(
        person.kind,
        person.alias,
        person.second_word,
        person.number,
        code,
        person.guest_id,
        person.presence_id,
    )


class PersonChip(QPushButton):
    """Her name and place; Enter, Delete or a click takes her out."""

    removed = Signal(object)

    def __init__(self, desk: Desk, who: Whom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.who = who
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        self.retranslate()

    def retranslate(self) -> None:
        """Say who she is."""
        name = naming.with_place(self._desk.words, self.who.person)
        self.setText(name.replace("&", "&&"))
        self.setAccessibleName(self._desk.words.say("{name}, remove", name=name))
        self.updateGeometry()

    def _on_clicked(self) -> None:
        self.removed.emit(self.who)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, Backspace and Enter take her out, as Space does."""
        keys = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() in keys and not event.isAutoRepeat():
            self.removed.emit(self.who)
            return
        super().keyPressEvent(event)

    def _words(self) -> str:
        return naming.with_place(self._desk.words, self.who.person)

    def sizeHint(self) -> QSize:
        """Return room for the name and the cross, at most as much as a long name may have."""
        theme = self._desk.theme
        width = QFontMetricsF(theme.font(15, SEMIBOLD)).horizontalAdvance(self._words())
        return QSize(round(min(width, theme.px(260)) + theme.px(16 + 20)), theme.px(_CHIP))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, name and cross."""
        del event
        theme = self._desk.theme
        tokens = theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ink = QColor(tokens.selection_text if tokens.high_contrast else tokens.accent)
        box(painter, rect, fill=QColor(tokens.selection), radius=4)
        size = theme.px(16)
        cross = QRectF(rect.right() - size - 5, rect.center().y() - size / 2, size, size)
        room = rect.adjusted(theme.px(8), 0, 0, 0)
        room.setRight(cross.left() - theme.px(4))
        paint_text(painter, room, self._words(), theme.font(15, SEMIBOLD), ink)
        paint_icon(painter, cross, "close", ink)
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens, radius=4)
        painter.end()


class WhoField(QWidget):
    """A field of chips and a search. ``changed`` follows every chip; ``settled`` an Enter.

    With ``single`` one woman at most fits in.
    """

    changed = Signal()
    settled = Signal()

    def __init__(
        self,
        desk: Desk,
        type_ahead: Callable[..., Any],
        *,
        single: bool = False,
        known_only: bool = False,
        key: str = "log.who",
        parent: QWidget | None = None,
    ) -> None:
        """``key`` tells this field's questions from those of another.

        With ``known_only`` only women with a card are offered, also who is shown as shielded.
        """
        super().__init__(parent)
        self._desk = desk
        self._type_ahead = type_ahead
        self._single = single
        self._known_only = known_only
        self._key = key
        self._inside: tuple[Whom, ...] = ()
        self._others: tuple[Whom, ...] = ()
        self._offered: dict[tuple[str, int | None], Whom] = {}
        self._chips: list[PersonChip] = []
        theme = desk.theme
        self.label = Label(theme, colour="muted")
        self.line = QLineEdit()
        self.line.setProperty("bare", "true")
        self.line.setMinimumWidth(theme.px(90))
        self.line.setFixedHeight(theme.px(_CHIP))
        self.line.setMaxLength(64)
        self.line.installEventFilter(self)
        self.label.setFixedHeight(theme.px(_CHIP))
        self._flow = FlowLayout(self, gap=theme.px(6), fill_last=True)
        self._flow.setContentsMargins(theme.px(11), theme.px(5), theme.px(8), theme.px(5))
        self._flow.addWidget(self.label)
        self._flow.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.line)
        self.drop = DropList(theme, self)
        self.line.textEdited.connect(self._on_edited)
        self.drop.picked.connect(self._on_picked)
        theme.changed.connect(self.update)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        self.label.setText(say("Who"))
        self.line.setAccessibleName(say("Who it is about"))
        self.line.setPlaceholderText("" if self._chips else say("nobody, or type a name"))
        for chip in self._chips:
            chip.retranslate()

    # -- what it holds -----------------------------------------------------------------------

    @property
    def people(self) -> tuple[Whom, ...]:
        """Whom it holds, in the order they were chosen."""
        return tuple(chip.who for chip in self._chips)

    def know_inside(self, inside: Sequence[Whom]) -> None:
        """Offer these first: they have checked in."""
        self._inside = tuple(
            who
            for who in inside
            if who.person.kind is not PresenceKind.ANONYMOUS or not self._known_only
        )

    def add(self, who: Whom) -> None:
        """Put her in, once."""
        if who.key in {chip.who.key for chip in self._chips}:
            return
        if self._single:
            self.set_people(())
        chip = PersonChip(self._desk, who, self)
        chip.removed.connect(self.remove)
        self._chips.append(chip)
        self._flow.insert_before_last(chip)
        chip.show()
        self._refit()

    def remove(self, who: Whom) -> None:
        """Take her out."""
        for chip in [one for one in self._chips if one.who.key == who.key]:
            self._chips.remove(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refit()

    def set_people(self, people: Sequence[Whom]) -> None:
        """Hold exactly these."""
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for who in people:
            self.add(who)
        self._refit()

    def clear(self) -> None:
        """Hold nobody."""
        self.line.clear()
        self.drop.hide()
        self.set_people(())

    def _refit(self) -> None:
        self.retranslate()
        self._flow.invalidate()
        self.updateGeometry()
        self.changed.emit()

    # -- searching ---------------------------------------------------------------------------

    def _on_edited(self, text: str) -> None:
        typed = text.lstrip("@").strip()
        self._others = ()
        self._offer(typed)
        if len(typed) >= _FROM_DATABASE:
            self._desk.tasks.run(
                self._type_ahead, then=self._on_found, latest=self._key, words=typed, limit=8
            )
        else:
            self._desk.tasks.forget(self._key)

    def _on_found(self, hits: tuple[SearchHit, ...]) -> None:
        if not self.line.hasFocus():
            return
        inside = {who.key for who in self._inside}
        found = [whom(_placed(hit.person, hit.bed_code)) for hit in hits]
        self._others = tuple(who for who in found if who.key not in inside)
        self._offer(self.line.text().lstrip("@").strip())

    def open_all(self) -> None:
        """Offer everybody in the house."""
        self._offer("", always=True)

    def _offer(self, typed: str, *, always: bool = False) -> None:
        words = self._desk.words
        if not typed and not always and not self.line.text().startswith("@"):
            self.drop.hide()
            return
        held = {chip.who.key for chip in self._chips}
        here = [
            who
            for who in self._inside
            if who.key not in held and _matches(naming.with_place(words, who.person), typed)
        ]
        others = [who for who in self._others if who.key not in held]
        self._offered = {who.key: who for who in (*here, *others)}
        rows = [self._row(who) for who in here]
        if others:
            rows.append(DropRow(None, words.say("Not in the house now"), heading=True))
            rows += [self._row(who) for who in others]
        if not rows:
            rows.append(DropRow(None, words.say("Nobody of that name"), heading=True))
        self.drop.show_under(self, tuple(rows), width=300)

    def _row(self, who: Whom) -> DropRow:
        name = naming.embedded(naming.name_of(self._desk.words, who.person))
        return DropRow(who.key, name, code=who.person.place or "")

    def _on_picked(self, key: object) -> None:
        who = self._offered.get(key)  # type: ignore[call-overload]  # keys are our own
        self.line.clear()
        self.drop.hide()
        if who is not None:
            self.add(who)
            self.settled.emit()

    # -- keys ----------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: object) -> bool:
        """Steer the list from the line; Backspace in the empty line takes the last one out."""
        if watched is self.line:
            if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
                return self._on_key(event)
            if isinstance(event, QFocusEvent):
                if event.lostFocus():
                    self.drop.hide()
                self.update()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # as Qt hands them

    def _on_key(self, event: QKeyEvent) -> bool:
        if self.drop.steer(event):
            return True
        key = event.key()
        if key == Qt.Key.Key_Escape and self.drop.isVisible():
            self.drop.hide()
            return True
        if key == Qt.Key.Key_Down and not self.drop.isVisible():
            self.open_all()
            return True
        if key == Qt.Key.Key_Backspace and not self.line.text() and self._chips:
            self.remove(self._chips[-1].who)
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.settled.emit()
            return True
        return False

    def mousePressEvent(self, event: object) -> None:
        """Put the cursor into the line."""
        del event
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field around chips and line."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        focus = self.line.hasFocus()
        line = QColor(tokens.focus if focus else tokens.edge)
        width = float(tokens.focus_width) if focus else 1.0
        box(painter, rect, fill=QColor(tokens.raised), line=line, radius=6, width=width)
        painter.end()


def _matches(name: str, typed: str) -> bool:
    parts = name.casefold().split()
    return all(any(part.startswith(word) for part in parts) for word in typed.casefold().split())
