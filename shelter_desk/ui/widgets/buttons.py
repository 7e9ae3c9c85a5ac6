"""Buttons of the kit: icon, words and key cap, drawn from the tokens."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from shelter_desk.ui.theme import Status, Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import box, key_cap_width, paint_key_cap, paint_text


class Kind(StrEnum):
    """How much a button asks for attention."""

    PLAIN = "plain"
    PRIMARY = "primary"
    QUIET = "quiet"
    LINK = "link"
    GIVEN = "given"


class Button(QPushButton):
    """A button with an icon, words and a key cap; height 36, primary 42.

    ``key`` is the caption of the key cap. With :meth:`follow` it does and shows what a
    ``QAction`` does and shows.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        icon: str = "",
        key: str = "",
        kind: Kind = Kind.PLAIN,
        height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon_name = icon
        self._key = key
        self._detail = ""
        self._action: QAction | None = None
        self._says_action = False
        self._own_height = height
        self.kind = kind
        self.icon_only = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def follow(self, action: QAction, *, words: bool = True) -> None:
        """Trigger ``action`` and be enabled when it is; with ``words`` also say what it says."""
        self._action, self._says_action = action, words
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_action_changed)
        self._on_action_changed()

    def _on_action_changed(self) -> None:
        if self._action is None:
            return
        self.setEnabled(self._action.isEnabled())
        if self._says_action:
            self.setText(self._action.text())
            self.updateGeometry()

    def set_key(self, caption: str) -> None:
        """Set the caption of the key cap; empty for none."""
        self._key = caption
        self.updateGeometry()
        self.update()

    def set_icon_name(self, name: str) -> None:
        """Set the mdi6 icon; empty for none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_detail(self, text: str) -> None:
        """Set a small text at the right, where the key cap would be (a time, for example)."""
        self._detail = text
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Change how much attention it asks for."""
        self.kind = kind
        self.updateGeometry()
        self.update()

    def set_icon_only(self, icon_only: bool) -> None:
        """Show the icon alone; the words stay for the tool tip and the screen reader."""
        self.icon_only = icon_only
        self.setToolTip(self.text() if icon_only else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for icon, words and key cap."""
        theme = self._theme
        height = theme.px(42 if self.kind is Kind.PRIMARY else 36)
        if self.kind is Kind.LINK:
            height = theme.px(28)
        if self._own_height:
            height = theme.px(self._own_height)
        if self.icon_only:
            return QSize(theme.px(40), height)
        width = self._words_width() + 2 * self._pad()
        if self._icon_name:
            width += theme.px(18 + 8 if self.text() else 18)
        if self._key:
            width += key_cap_width(theme, self._key) + theme.px(10)
        return QSize(round(width + 0.5), height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut in a button."""
        return self.sizeHint()

    def _pad(self) -> int:
        return self._theme.px(2 if self.kind is Kind.LINK else 13)

    def _words_width(self) -> float:
        font = self._theme.font(15, self._weight())
        return QFontMetricsF(font).horizontalAdvance(self._words())

    def _words(self) -> str:
        return self.text().replace("&", "")

    def _weight(self) -> int:
        return SEMIBOLD if self.kind in {Kind.PRIMARY, Kind.LINK} else REGULAR

    def _ink(self) -> QColor:
        tokens, kind = self._theme.tokens, self.kind
        if not self.isEnabled():
            return QColor(tokens.faint)
        if kind is Kind.PRIMARY:
            return QColor(tokens.on_accent)
        if kind is Kind.LINK:
            return QColor(tokens.accent)
        if kind is Kind.GIVEN:
            return QColor(self._theme.look(Status.OK).foreground)
        return QColor(tokens.selection_text if self.isChecked() else tokens.text)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        tokens, kind = self._theme.tokens, self.kind
        over = self.isEnabled() and (self.underMouse() or self.isDown())
        line: QColor | None = QColor(tokens.line)
        fill: QColor | None = QColor(tokens.hover if over else tokens.raised)
        if kind is Kind.PRIMARY and self.isEnabled():
            accent = QColor(tokens.accent)
            fill, line = (accent.lighter(112) if over else accent), None
        elif kind in {Kind.QUIET, Kind.LINK}:
            line = None
            fill = QColor(tokens.selection) if over and kind is Kind.QUIET else None
            if over and tokens.high_contrast:
                fill = QColor(tokens.hover)
        elif kind is Kind.GIVEN:
            look = self._theme.look(Status.OK)
            fill = QColor(look.tint)
            line = QColor(look.foreground) if tokens.high_contrast else None
        if not self.isEnabled() and kind in {Kind.PLAIN, Kind.PRIMARY}:
            fill = QColor(tokens.window)
        if self.isChecked():
            fill = QColor(tokens.selection)
        box(painter, rect, fill=fill, line=line, radius=6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words and key cap; the focus ring last."""
        del event
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self._paint_ground(painter, rect)
        ink, icon = self._ink(), theme.px(18)
        words = 0.0 if self.icon_only else self._words_width()
        content = words
        if self._icon_name:
            content += icon + (theme.px(8) if words else 0)
        inner = rect.adjusted(self._pad(), 0, -self._pad(), 0)
        left = inner.left()
        centred = self.kind is Kind.PRIMARY or self.icon_only or not (self._key or self._detail)
        if self.kind is Kind.PRIMARY and self._key:
            content += key_cap_width(theme, self._key) + theme.px(10)
        if centred and self.kind is not Kind.LINK and self.property("align") != "left":
            left += max(0.0, (inner.width() - content) / 2)
        if self._icon_name:
            where = QRectF(left, rect.center().y() - icon / 2, icon, icon)
            paint_icon(painter, where, self._icon_name, ink)
            left = where.right() + theme.px(8)
        if not self.icon_only:
            font = theme.font(15, self._weight())
            room = QRectF(left, rect.top(), min(words, inner.right() - left) + 1, rect.height())
            paint_text(painter, room, self._words(), font, ink)
            self._paint_right(painter, inner, room.right(), ink)
        if self.hasFocus():
            paint_focus_ring(painter, rect, theme.tokens)
        painter.end()

    def _paint_right(self, painter: QPainter, inner: QRectF, words_end: float, ink: QColor) -> None:
        theme = self._theme
        if self._key:
            own = ink if self.kind is Kind.PRIMARY else None
            area = QRectF(inner)
            if self.kind is Kind.PRIMARY:
                wanted = words_end + theme.px(10) + key_cap_width(theme, self._key)
                area.setRight(min(inner.right(), wanted))
            paint_key_cap(painter, area, theme, self._key, colour=own)
        elif self._detail:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            font = theme.font(13)
            # Words come first: a detail that would lie over them is left to the screen's lines.
            if words_end + QFontMetricsF(font).horizontalAdvance(self._detail) <= inner.right():
                paint_text(painter, inner, self._detail, font, ink, right)
