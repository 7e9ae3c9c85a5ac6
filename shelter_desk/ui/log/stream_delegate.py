"""Paints the rows of the stream: shift, fold, line, correction beside its original."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from shelter_desk.phrases import label
from shelter_desk.services.snapshots import CorrectionLine, LogLine
from shelter_desk.terms import INCIDENT_KINDS, Level, Visibility
from shelter_desk.ui.curtain import CURTAINED
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log import wording
from shelter_desk.ui.log.rows import FoldRow, LineRow, Row, SectionRow
from shelter_desk.ui.log.stream_model import ROW, Index, StreamModel
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import TOKEN_SIZE, paint_bar, paint_text, paint_token
from shelter_desk.ui.widgets.rich_line import Part, RichLine

HEADING, FOLD, LINE = 34, 34, 36
_TIME, _ICON, _KIND, _TEXT = 14, 68, 94, 226
_NARROW_TEXT = 196
_NARROW_UNDER = 760
_INITIALS = 40
_PAD = 8
_CUT_LINES = 6
"""A long text is cut after so many lines until it is opened."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOST_TOKENS = 6


@dataclass(frozen=True)
class _Laid:
    """A line laid out for a width: kind, text, corrections."""

    kind: RichLine
    text: RichLine
    corrections: tuple[RichLine, ...]
    height: int


class StreamDelegate(QStyledItemDelegate):
    """Rows as high as their text; what was laid out is kept until width, look or rows change."""

    def __init__(self, desk: Desk, view: QListView, model: StreamModel) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._stream = model
        self._laid: dict[tuple[object, ...], _Laid] = {}
        self._width = 0
        model.modelReset.connect(self.forget)
        desk.theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Lay everything out anew."""
        self._laid.clear()

    # -- sizes -----------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        del option
        row: Row = index.data(ROW)
        theme = self._desk.theme
        width = self._view.viewport().width()
        match row:
            case SectionRow():
                return QSize(width, theme.px(HEADING))
            case LineRow() if not self._stream.curtained:
                return QSize(width, self._lay(row, width).height)
            case LineRow():
                return QSize(width, theme.px(LINE))
            case _:
                return QSize(width, theme.px(FOLD))

    def _text_left(self, width: int) -> int:
        theme = self._desk.theme
        return theme.px(_NARROW_TEXT if width < theme.px(_NARROW_UNDER) else _TEXT)

    def _lay(self, row: LineRow, width: int) -> _Laid:
        if width != self._width:
            self._width = width
            self._laid.clear()
        key = (*row.key, row.whole)
        if key not in self._laid:
            self._laid[key] = self._laid_out(row, width)
        return self._laid[key]

    def _laid_out(self, row: LineRow, width: int) -> _Laid:
        theme, line = self._desk.theme, row.line
        left = self._text_left(width)
        room = width - left - theme.px(_INITIALS + 14)
        most = 0 if row.whole else _CUT_LINES
        ink = theme.colour("text")
        text = RichLine(self._text_parts(line, ink), room, most_lines=most)
        notes = tuple(
            RichLine(self._correction_parts(one, ink), room - theme.px(22), most_lines=most)
            for one in line.corrections
        )
        font, colour = self._kind_look(line)
        kind = RichLine(
            [Part(label(self._desk.words.texts, line.kind), font, colour)],
            left - theme.px(_KIND + 8),
            most_lines=3,
        )
        height = text.height + sum(note.height + theme.px(2) for note in notes)
        if text.cut:
            height += theme.px(20)
        height = max(height, kind.height) + 2 * theme.px(_PAD)
        return _Laid(kind, text, notes, max(theme.px(LINE), round(height + 0.5)))

    def _kind_look(self, line: LogLine) -> tuple[QFont, QColor]:
        theme = self._desk.theme
        if line.level is not Level.INFO:
            look = theme.look(wording.LEVEL_STATUS[line.level])
            return theme.font(15, SEMIBOLD), QColor(look.foreground)
        weight = SEMIBOLD if line.kind in INCIDENT_KINDS else REGULAR
        colour = "text" if line.kind in INCIDENT_KINDS else "muted"
        return theme.font(15, weight), theme.colour(colour)

    def _text_parts(self, line: LogLine, ink: QColor) -> list[Part]:
        theme, words = self._desk.theme, self._desk.words
        muted = theme.colour("muted")
        parts: list[Part] = []
        for number, person in enumerate(line.who):
            if number:
                parts.append(Part(", ", theme.font(15), muted))
            weight = SEMIBOLD if person.alias else REGULAR
            parts.append(Part(wording.name_of(words, person), theme.font(15, weight), ink))
            if person.place:
                parts.append(Part(f" {person.place}", theme.font(14), muted))
        if not line.who and line.bed_code and not line.automatic:
            parts.append(Part(line.bed_code, theme.font(15, SEMIBOLD), ink))
        if parts:
            parts.append(Part("  ", theme.font(15), ink))
        struck = bool(line.corrections)
        soft = struck or line.redacted or line.automatic
        body = wording.body_of(words, line)
        parts.append(Part(body, theme.font(15), muted if soft else ink, struck=struck))
        if line.visibility is not Visibility.ALL:
            only = words.say("only {who}", who=label(words.texts, line.visibility).lower())
            parts.append(Part(f"  {only}", theme.font(13), muted))
        return parts

    def _correction_parts(self, one: CorrectionLine, ink: QColor) -> list[Part]:
        theme, words = self._desk.theme, self._desk.words
        text = words.say("The words were removed.") if one.redacted else one.body
        note = wording.correction_note(words, one.written_at, one.initials, one.reason)
        return [
            Part(text, theme.font(15), ink),
            Part(f"  {note}", theme.font(13), theme.colour("muted")),
        ]

    # -- painting ----------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row = index.data(ROW)
        theme = self._desk.theme
        rect = QRectF(option.rect)
        current = self._view.currentIndex() == index and self._view.hasFocus()
        painter.save()
        match row:
            case SectionRow():
                self._paint_section(painter, rect, row)
            case FoldRow():
                self._paint_fold(painter, rect, row)
            case LineRow():
                if current:
                    painter.fillRect(rect, theme.colour("hover"))
                self._paint_line(painter, rect, row)
            case _:
                self._paint_more(painter, rect)
        under = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(under, theme.colour("line"))
        if current:
            ring = rect.adjusted(1, 0, -1, -1)
            paint_focus_ring(painter, ring, theme.tokens, radius=3)
        painter.restore()

    def _paint_section(self, painter: QPainter, rect: QRectF, row: SectionRow) -> None:
        theme, words = self._desk.theme, self._desk.words
        painter.fillRect(rect, theme.colour("window"))
        inner = rect.adjusted(theme.px(14), 0, -theme.px(14), -1)
        title = wording.section_title(words, row.section)
        font = theme.font(15, SEMIBOLD)
        paint_text(painter, inner, title, font, theme.colour("text"))
        painter.setFont(font)
        left = inner.left() + painter.fontMetrics().horizontalAdvance(title) + theme.px(12)
        muted, right = theme.colour("muted"), inner.right()
        if row.count is not None:
            count = self._stream.count(row)
            paint_text(painter, inner, count, theme.font(14), muted, _RIGHT)
            painter.setFont(theme.font(14))
            right -= painter.fontMetrics().horizontalAdvance(count) + theme.px(12)
        room = QRectF(left, inner.top(), max(0.0, right - left), inner.height())
        hours = wording.section_hours(words, row.section)
        paint_text(painter, room, hours, theme.font(14, tabular=True), muted)

    def _paint_fold(self, painter: QPainter, rect: QRectF, row: FoldRow) -> None:
        theme, words = self._desk.theme, self._desk.words
        size, muted = theme.px(18), theme.colour("muted")
        where = QRectF(theme.px(15), rect.center().y() - size / 2, size, size)
        paint_icon(painter, where, "chevron-down" if row.is_open else "chevron-right", muted)
        inner = rect.adjusted(theme.px(41), 0, -theme.px(14), -1)
        said = wording.fold_words(words, row.lines)
        counts = wording.fold_counts(words, row.lines)
        paint_text(painter, inner, f"{said}  ·  {counts}", theme.font(14, tabular=True), muted)

    def _paint_more(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._desk.theme
        inner = rect.adjusted(theme.px(41), 0, -theme.px(14), -1)
        size, accent = theme.px(18), theme.colour("accent")
        where = QRectF(theme.px(15), rect.center().y() - size / 2, size, size)
        paint_icon(painter, where, "chevron-double-down", accent)
        text = self._desk.words.say("Show older lines")
        paint_text(painter, inner, text, theme.font(15, SEMIBOLD), accent)

    def _paint_line(self, painter: QPainter, rect: QRectF, row: LineRow) -> None:
        theme, line = self._desk.theme, row.line
        width = round(rect.width())
        top = rect.top() + theme.px(_PAD)
        first = QRectF(rect.left(), top, rect.width(), theme.px(20))
        when = first.adjusted(theme.px(_TIME), 0, 0, 0)
        weight = REGULAR if row.inner else SEMIBOLD
        ink = theme.colour("muted" if row.inner else "text")
        time = self._desk.words.texts.time(line.happened_at)
        paint_text(painter, when, time, theme.font(15, weight, tabular=True), ink)
        right = QRectF(rect.right() - theme.px(_INITIALS + 14), top, theme.px(_INITIALS), 0)
        right.setHeight(first.height())
        paint_text(painter, right, line.initials, theme.font(14), theme.colour("muted"), _RIGHT)
        if self._stream.curtained:
            self._paint_tokens(painter, first, line)
            return
        if line.level is not Level.INFO:
            bar = rect.adjusted(0, 0, 0, -1)
            paint_bar(painter, bar, theme, wording.LEVEL_STATUS[line.level])
        _font, colour = self._kind_look(line)
        size = theme.px(18)
        where = QRectF(theme.px(_ICON), first.center().y() - size / 2, size, size)
        icon = wording.kind_icon(line.kind)
        if line.level is Level.URGENT:
            icon = wording.LEVEL_ICONS[Level.URGENT]
        paint_icon(painter, where, icon, colour)
        left = self._text_left(width)
        laid = self._lay(row, width)
        laid.kind.draw(painter, theme.px(_KIND), top)
        laid.text.draw(painter, left, top)
        below = top + laid.text.height
        if laid.text.cut:
            accent, font = theme.colour("accent"), theme.font(13, SEMIBOLD)
            room = QRectF(left, below, rect.width() - left, theme.px(20))
            text = self._desk.words.say("… the whole text with Space")
            paint_text(painter, room, text, font, accent)
            below += theme.px(20)
        for note in laid.corrections:
            below += theme.px(2)
            arrow = QRectF(left, below + theme.px(2), theme.px(16), theme.px(16))
            paint_icon(painter, arrow, "subdirectory-arrow-right", theme.colour("muted"))
            note.draw(painter, left + theme.px(22), below)
            below += note.height

    def _paint_tokens(self, painter: QPainter, first: QRectF, line: LogLine) -> None:
        """Paint what stands for her, and nothing of what was written or how urgent it was."""
        theme = self._desk.theme
        x = float(theme.px(_ICON))
        for person in line.who[:_MOST_TOKENS]:
            area = QRectF(x, first.top(), theme.px(TOKEN_SIZE.width()), first.height())
            paint_token(painter, area, theme, person.place or CURTAINED)
            x += theme.px(TOKEN_SIZE.width() + 6)
