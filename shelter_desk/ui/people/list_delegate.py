"""Paints a row of the women's list: name, place, where she is, key worker, seen, decision."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shelter_desk.services.people import PersonRow
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.people import wording
from shelter_desk.ui.people.list_model import ROW, Column, Index, PeopleModel
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.painting import paint_chip, paint_code, paint_text, paint_token

HEIGHT, TIGHT_HEIGHT = 44, 36


class PeopleDelegate(QStyledItemDelegate):
    """One painter for all columns."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.tight = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the row height; widths are the view's."""
        del index
        return QSize(
            option.rect.width(), self._desk.theme.px(TIGHT_HEIGHT if self.tight else HEIGHT)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model, row = index.model(), index.data(ROW)
        if not isinstance(model, PeopleModel) or not isinstance(row, PersonRow):
            return
        theme, tokens = self._desk.theme, self._desk.theme.tokens
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and not model.curtained
        painter.fillRect(rect, QColor(tokens.selection if chosen else tokens.base))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        ink = QColor(tokens.selection_text if chosen else tokens.text)
        soft = ink if chosen and tokens.high_contrast else QColor(tokens.muted)
        text, inner = str(index.data() or ""), rect.adjusted(0, 0, -theme.px(8), -1)
        match Column(index.column()):
            case Column.NAME:
                inner.setLeft(rect.left() + theme.px(14))
                self._paint_name(painter, inner, row, text, ink)
            case Column.PLACE if row.bed_code and not model.curtained:
                paint_code(painter, rect, theme, row.bed_code)
            case Column.WHERE if not model.curtained:
                where = wording.whereabouts(self._desk.words, row, self._desk.clock.now())
                if where.status is not None:
                    paint_chip(painter, inner, theme, where.status, where.text, icon=where.icon)
            case Column.VEDTAK if row.vedtak_ends and not model.curtained:
                paint_chip(painter, inner, theme, Status.WATCH, text, icon="file-clock-outline")
            case _:
                paint_text(painter, inner, text, theme.font(14, tabular=True), soft)

    def _paint_name(
        self, painter: QPainter, rect: QRectF, row: PersonRow, text: str, ink: QColor
    ) -> None:
        theme = self._desk.theme
        if self._desk.curtain.down:
            paint_token(painter, rect, theme, text)
            return
        if row.mine:
            size = theme.px(17)
            where = QRectF(rect.right() - size, rect.center().y() - size / 2, size, size)
            paint_icon(painter, where, "account-heart-outline", ink)
            rect = rect.adjusted(0, 0, -size - theme.px(6), 0)
        paint_text(painter, rect, text, theme.font(17, SEMIBOLD), ink)
