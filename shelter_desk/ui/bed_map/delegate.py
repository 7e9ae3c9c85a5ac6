"""Paints a bed: code, state as icon, word, colour and shape, name, time, answer."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shelter_desk.ui import naming
from shelter_desk.ui.bed_map import wording
from shelter_desk.ui.bed_map.model import CARD, Card, Index
from shelter_desk.ui.theme import Status, Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import MEDIUM, REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import box, paint_shape, paint_text, paint_token
from shelter_desk.ui.words import Words

_SIDE, _TOP, _LINE = 9, 8, 22
_ICON, _ICON_GAP, _GAP = 17, 5, 8
_CODE_MOST = 64
_FLAG = 18


def card_width(theme: Theme, words: Words, codes: list[str]) -> float:
    """Return how wide a card must be for its code, its state and every answer it may give."""
    code_metrics = QFontMetricsF(theme.font(15, SEMIBOLD))
    word_metrics = QFontMetricsF(theme.font(14, MEDIUM))
    foot_metrics = QFontMetricsF(theme.font(13, SEMIBOLD))
    code = max((code_metrics.horizontalAdvance(naming.plain(code)) for code in codes), default=0)
    first = (
        min(code, theme.px(_CODE_MOST))
        + max(word_metrics.horizontalAdvance(word) for word in wording.all_state_words(words))
        + theme.px(_GAP + _ICON + _ICON_GAP)
    )
    third = max(foot_metrics.horizontalAdvance(word) for word in wording.all_answer_words(words))
    third += theme.px(_ICON + _ICON_GAP)
    return max(float(theme.px(130)), first, third) + 2 * theme.px(_SIDE) + 2


class BedDelegate(QStyledItemDelegate):
    """Paints one bed into the rectangle the map gives it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of the drawings; the map decides."""
        del option, index
        return QSize(self._theme.px(170), self._theme.px(82))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one bed; the chosen one has a ring."""
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        rect = QRectF(option.rect)
        self._ground(painter, rect, card)
        inner = rect.adjusted(self._px(_SIDE), self._px(_TOP), -self._px(_SIDE), -self._px(_TOP))
        line = self._px(_LINE)
        self._first(painter, QRectF(inner.left(), inner.top(), inner.width(), line), card)
        self._second(painter, QRectF(inner.left(), inner.top() + line, inner.width(), line), card)
        foot = QRectF(inner.left(), inner.top() + 2 * line, inner.width(), line)
        self._third(painter, foot, card)
        if option.state & QStyle.StateFlag.State_Selected:
            self._ring(painter, rect, option)

    def _px(self, length: float) -> float:
        return float(self._theme.px(length))

    def _ground(self, painter: QPainter, rect: QRectF, card: Card) -> None:
        theme = self._theme
        if card.leaving:
            box(
                painter, rect, fill=theme.colour("base"), line=theme.colour("accent"),
                width=1.4, dash=Qt.PenStyle.DashLine,
            )  # fmt: skip
            return
        paint_shape(painter, rect, theme, card.status)

    def _ring(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        theme, out = self._theme, 3.0
        around = rect.adjusted(-out, -out, out, out)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, around, theme.tokens, radius=8.0)
        else:
            box(painter, around, line=theme.colour("edge"), radius=8.0, width=1.5)

    def _first(self, painter: QPainter, rect: QRectF, card: Card) -> None:
        theme = self._theme
        colour = QColor(theme.look(card.status).foreground)
        right = rect.right()
        if card.flag is not None:
            size = self._px(_FLAG)
            where = QRectF(right - size, rect.center().y() - size / 2, size, size)
            look = theme.look(card.flag)
            paint_icon(painter, where, look.icon, QColor(look.foreground))
            right = where.left() - self._px(4)
        font = theme.font(15, SEMIBOLD)
        word_font = theme.font(14, MEDIUM)
        word = QFontMetricsF(word_font).horizontalAdvance(card.state) + 1
        needed = self._px(_GAP + _ICON + _ICON_GAP) + word
        code = min(
            QFontMetricsF(font).horizontalAdvance(card.code) + 1, right - rect.left() - needed
        )
        code = max(code, self._px(20))
        area = QRectF(rect.left(), rect.top(), code, rect.height())
        paint_text(painter, area, card.code, font, theme.colour("text"))
        icon = self._px(_ICON)
        left = area.right() + self._px(_GAP)
        where = QRectF(left, rect.center().y() - icon / 2, icon, icon)
        paint_icon(painter, where, theme.look(card.status).icon, colour)
        left = where.right() + self._px(_ICON_GAP)
        room = QRectF(left, rect.top(), max(0.0, right - left), rect.height())
        paint_text(painter, room, card.state, word_font, colour)

    def _second(self, painter: QPainter, rect: QRectF, card: Card) -> None:
        theme = self._theme
        left = rect.left()
        if card.token:
            paint_token(painter, rect.adjusted(0, 1, 0, -1), theme, card.token)
            left += self._px(84 + _GAP)
        elif card.name:
            font = theme.font(16, SEMIBOLD if card.is_named else REGULAR)
            wanted = QFontMetricsF(font).horizontalAdvance(card.name) + 1
            detail = QFontMetricsF(theme.font(13)).horizontalAdvance(card.detail)
            room = rect.width() - (detail + self._px(6) if card.detail else 0)
            width = min(wanted, max(room, rect.width() * 0.45))
            ink = theme.colour("muted" if card.leaving else "text")
            paint_text(
                painter, QRectF(left, rect.top(), width, rect.height()), card.name, font, ink
            )
            left += width + self._px(6)
        elif card.note:
            paint_text(painter, rect, card.note, theme.font(13), theme.colour("text"))
            return
        if card.detail:
            ink = theme.colour("muted")
            weight = REGULAR
            if card.detail_status is not None:
                ink = QColor(theme.look(card.detail_status).foreground)
                weight = MEDIUM
            room_left = QRectF(left, rect.top(), rect.right() - left, rect.height())
            paint_text(painter, room_left, card.detail, theme.font(13, weight), ink)

    def _third(self, painter: QPainter, rect: QRectF, card: Card) -> None:
        theme = self._theme
        if not card.foot:
            return
        status: Status | None = card.foot_status
        ink = theme.colour("muted")
        if status is not None:
            ink = QColor(theme.look(status).foreground)
        left = rect.left()
        if card.foot_icon:
            size = self._px(_ICON - 1)
            where = QRectF(left, rect.center().y() - size / 2, size, size)
            paint_icon(painter, where, card.foot_icon, ink)
            left = where.right() + self._px(_ICON_GAP)
        font = theme.font(13, SEMIBOLD if status is not None else REGULAR)
        paint_text(
            painter,
            QRectF(left, rect.top(), rect.right() - left, rect.height()),
            card.foot,
            font,
            ink,
        )
