"""Paints a row of «I huset»: name, since, place, flags, next check, what she has had today."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shelter_desk.services.snapshots import BoardRow
from shelter_desk.terms import PresenceKind
from shelter_desk.ui.board import wording
from shelter_desk.ui.board.inside_model import ROW, Column, Index, InsideModel
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.theme import MEDIUM, REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import (
    chip_width,
    paint_bar,
    paint_chip,
    paint_code,
    paint_text,
    paint_token,
)

HEIGHT, TIGHT_HEIGHT = 44, 36
_GAP = 6
_MORE = 24


class InsideDelegate(QStyledItemDelegate):
    """One painter for all columns. ``marking`` shows a tick box before each name."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.marking = False
        self.tight = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the row height; widths are the view's."""
        del index
        height = TIGHT_HEIGHT if self.tight else HEIGHT
        return QSize(option.rect.width(), self._desk.theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        row = index.data(ROW)
        if not isinstance(model, InsideModel) or not isinstance(row, BoardRow):
            return
        theme, tokens = self._desk.theme, self._desk.theme.tokens
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and not model.curtained
        # Also where it is not selected: the view itself would show who was, behind the curtain.
        painter.fillRect(rect, QColor(tokens.selection if selected else tokens.base))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        ink = QColor(tokens.selection_text if selected else tokens.text)
        soft = ink if selected and tokens.high_contrast else QColor(tokens.muted)
        column = Column(index.column())
        inner = rect.adjusted(0, 0, -theme.px(8), -1)
        if column is Column.NAME:
            self._paint_name(painter, rect, index, ink=ink, marked=selected)
        elif column is Column.CHECK:
            self._paint_check(painter, inner, row, str(index.data() or ""), ink)
        elif model.curtained:
            return
        elif column is Column.SINCE:
            text = str(index.data() or "")
            size = 15 if text[:1].isdigit() else 13
            paint_text(painter, inner, text, theme.font(size, tabular=True), soft)
        elif column is Column.PLACE:
            if row.bed_code:
                paint_code(painter, rect, theme, row.bed_code)
            else:
                paint_text(painter, inner, "–", theme.font(15), soft)
        elif column is Column.FLAGS:
            self._paint_flags(painter, inner, row, ink)
        else:
            paint_text(painter, inner, str(index.data() or ""), theme.font(14), soft)

    def _paint_name(
        self, painter: QPainter, rect: QRectF, index: Index, *, ink: QColor, marked: bool
    ) -> None:
        theme = self._desk.theme
        row: BoardRow = index.data(ROW)
        if wording.urgency(row) == 0:
            paint_bar(painter, rect.adjusted(0, 0, 0, -1), theme, Status.URGENT)
        inner = rect.adjusted(theme.px(14), 0, -theme.px(8), -1)
        text = str(index.data() or "")
        if self._desk.curtain.down:
            paint_token(painter, inner, theme, text)
            return
        if self.marking:
            name = "checkbox-marked-outline" if marked else "checkbox-blank-outline"
            inner = self._before(painter, inner, name, ink)
        if row.person.kind is PresenceKind.SHIELDED or row.shielded:
            inner = self._before(painter, inner, "shield-lock-outline", ink)
        weight = SEMIBOLD if row.person.alias else REGULAR
        paint_text(painter, inner, text, theme.font(17, weight), ink)

    def _before(self, painter: QPainter, rect: QRectF, icon: str, ink: QColor) -> QRectF:
        size = self._desk.theme.px(17)
        where = QRectF(rect.left(), rect.center().y() - size / 2, size, size)
        paint_icon(painter, where, icon, ink)
        return rect.adjusted(size + self._desk.theme.px(7), 0, 0, 0)

    def _paint_check(
        self, painter: QPainter, rect: QRectF, row: BoardRow, text: str, ink: QColor
    ) -> None:
        theme = self._desk.theme
        overdue = row.next_check is not None and row.next_check <= self._desk.clock.now()
        if overdue or wording.urgency(row) == 0:
            # The colour would be lost on the inverted selection of high contrast.
            if not (theme.tokens.high_contrast and ink == QColor(theme.tokens.selection_text)):
                ink = QColor(theme.look(Status.URGENT).foreground)
            paint_text(painter, rect, text, theme.font(15, SEMIBOLD, tabular=True), ink)
        else:
            paint_text(painter, rect, text, theme.font(15, tabular=True), ink)

    def _paint_flags(self, painter: QPainter, rect: QRectF, row: BoardRow, ink: QColor) -> None:
        """Paint as many flags as fit with their words, the rest as icons."""
        theme, words = self._desk.theme, self._desk.words
        looks = [wording.flag_look(words, flag, row.person) for flag in row.flags]
        left = rect.left()
        for number, look in enumerate(looks):
            after = theme.px(_MORE) * (len(looks) - number - 1)
            room = QRectF(left, rect.top(), rect.right() - left - after, rect.height())
            wide = chip_width(theme, look.text)
            if number and wide > room.width():
                size = theme.px(17)
                where = QRectF(left, rect.center().y() - size / 2, size, size)
                colour = ink
                if look.status is not None and not theme.tokens.high_contrast:
                    colour = QColor(theme.look(look.status).foreground)
                paint_icon(painter, where, look.icon, colour)
                left = where.right() + theme.px(_GAP)
                continue
            if look.status is None:
                left += self._paint_plain(painter, room, look, ink)
            else:
                left += paint_chip(
                    painter, room, theme, look.status, look.text, icon=look.icon, solid=look.solid
                )
            left += theme.px(_GAP)

    def _paint_plain(
        self, painter: QPainter, rect: QRectF, look: wording.FlagLook, ink: QColor
    ) -> float:
        theme = self._desk.theme
        size, font = theme.px(17), theme.font(14, MEDIUM)
        where = QRectF(rect.left() + theme.px(6), rect.center().y() - size / 2, size, size)
        paint_icon(painter, where, look.icon, ink)
        words = QRectF(rect)
        words.setLeft(where.right() + theme.px(5))
        paint_text(painter, words, look.text, theme.font(14), ink, _LEFT)
        wide = QFontMetricsF(font).horizontalAdvance(look.text) + theme.px(28)
        return min(rect.width(), wide)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
