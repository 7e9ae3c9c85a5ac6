"""The row under the map: every state with its look, its word and how many; extra places apart."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shelter_desk.services.snapshots import MapSnapshot
from shelter_desk.terms import BedState
from shelter_desk.ui.bed_map import wording
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.painting import paint_shape, paint_text

_SAMPLE = 24
_LINE = 36
_GAP, _NEAR = 15, 6
_STATES = (
    BedState.FREE,
    BedState.TAKEN_INSIDE,
    BedState.TAKEN_OUT,
    BedState.HELD,
    BedState.CLEANING,
    BedState.ISOLATED,
    BedState.OUT_OF_SERVICE,
)


@dataclass(frozen=True)
class Entry:
    """One state in the legend."""

    status: Status
    word: str
    count: str
    apart: bool = False


class Legend(QWidget):
    """Paints the entries from left to right, on as many lines as they need."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._snapshot: MapSnapshot | None = None
        self.entries: tuple[Entry, ...] = ()
        self._lines = 1
        self._most_lines = 3
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def give(self, snapshot: MapSnapshot) -> None:
        """Count the places of this map."""
        self._snapshot = snapshot
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        snapshot, words = self._snapshot, self._desk.words
        if snapshot is None:
            return
        entries = [
            Entry(
                wording.STATUS[state],
                wording.legend_word(words, state),
                words.texts.number(snapshot.counts.get(state, 0)),
            )
            for state in _STATES
        ]
        extra = snapshot.extra_free + snapshot.extra_taken
        if extra:
            count = words.say("{taken} of {total}", taken=snapshot.extra_taken, total=extra)
            entries.append(Entry(Status.EXTRA, words.say("Extra places"), count, apart=True))
        self.entries = tuple(entries)
        self.setAccessibleName(", ".join(f"{entry.word} {entry.count}" for entry in entries))
        self._fold()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self._fold()

    def sizeHint(self) -> QSize:
        """Return room for the lines."""
        return QSize(200, self._desk.theme.px(_LINE * self._lines + 6))

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(100, self.sizeHint().height())

    def allow(self, lines: int) -> None:
        """Take no more than so many lines; what is left out is still read aloud."""
        if lines != self._most_lines:
            self._most_lines = lines
            self._fold()
            self.update()

    def _fold(self) -> None:
        lines = max((line for line, _, _ in self.placed()), default=0) + 1
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def placed(self) -> list[tuple[int, QRectF, Entry]]:
        """Return the line and the rectangle of every entry."""
        theme = self._desk.theme
        word, bold = QFontMetricsF(theme.font(14)), QFontMetricsF(theme.font(14, SEMIBOLD))
        side, left, line = theme.px(16), float(theme.px(16)), 0
        found = []
        for entry in self.entries:
            width = theme.px(_SAMPLE + 2 * _NEAR) + word.horizontalAdvance(entry.word)
            width += bold.horizontalAdvance(entry.count) + 3
            if left + width > self.width() - side and left > side:
                line, left = line + 1, float(side)
                if line >= self._most_lines:
                    break
            top = theme.px(3) + line * theme.px(_LINE)
            found.append((line, QRectF(left, top, width, theme.px(_LINE)), entry))
            left += width + theme.px(_GAP)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries and the line above them."""
        del event
        theme = self._desk.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        for _, rect, entry in self.placed():
            self._paint_entry(painter, rect, entry)
        painter.end()

    def _paint_entry(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        theme = self._desk.theme
        size, high = theme.px(_SAMPLE), theme.px(22)
        sample = QRectF(rect.left(), rect.center().y() - high / 2, size, high)
        paint_shape(painter, sample, theme, entry.status, radius=4)
        icon = theme.px(13)
        where = QRectF(sample.center().x() - icon / 2, sample.center().y() - icon / 2, icon, icon)
        look = theme.look(entry.status)
        paint_icon(painter, where, look.icon, QColor(look.foreground))
        font, bold = theme.font(14), theme.font(14, SEMIBOLD)
        left = sample.right() + theme.px(_NEAR)
        wide = QFontMetricsF(font).horizontalAdvance(entry.word) + 1
        area = QRectF(left, rect.top(), wide, rect.height())
        paint_text(painter, area, entry.word, font, theme.colour("text"))
        left += wide + theme.px(_NEAR) - 1
        count = QRectF(left, rect.top(), rect.right() - left + 1, rect.height())
        paint_text(painter, count, entry.count, bold, theme.colour("text"))
