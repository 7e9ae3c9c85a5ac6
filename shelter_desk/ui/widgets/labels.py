"""Small labels: elided text, chip, place code, key cap, section header."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from shelter_desk.ui.theme import Status, Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.theme import REGULAR, SEMIBOLD
from shelter_desk.ui.widgets.painting import (
    chip_width,
    code_width,
    key_cap_width,
    paint_chip,
    paint_code,
    paint_key_cap,
    paint_text,
)


class Words(QLabel):
    """Plain text in a size, weight and colour token; follows the scheme. Never markup."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        size: float = 15,
        weight: int = REGULAR,
        colour: str = "text",
        wrap: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._colour = colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, weight, tabular=tabular))
        # Else the ground it is put on would decide, after the colour was set.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setWordWrap(wrap)
        self._dress()
        theme.changed.connect(self._dress)

    def set_colour(self, colour: str) -> None:
        """Use another colour token, or a status's foreground with ``"status:urgent"``."""
        self._colour = colour
        self._dress()

    def _dress(self) -> None:
        palette = self.palette()
        if self._colour.startswith("status:"):
            look = self._theme.look(Status(self._colour.removeprefix("status:")))
            palette.setColor(self.foregroundRole(), look.foreground)
        else:
            palette.setColor(self.foregroundRole(), self._theme.colour(self._colour))
        self.setPalette(palette)


class ElidedLabel(Words):
    """One line that is cut with «…» where it does not fit; the whole stands in the tool tip."""

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of three letters only."""
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.horizontalAdvance("mm…")), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, cut where it must be."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.contentsRect())
        metrics = QFontMetricsF(self.font())
        cut = metrics.horizontalAdvance(self.text()) > rect.width() + 0.5
        self.setToolTip(self.text() if cut else "")
        colour = self.palette().color(self.foregroundRole())
        paint_text(painter, rect, self.text(), self.font(), colour, self.alignment())
        painter.end()


class _Painted(QWidget):
    """A fixed-size painted piece with an accessible name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def minimumSizeHint(self) -> QSize:
        """Return the size hint."""
        return self.sizeHint()


class Chip(_Painted):
    """A status as colour, icon and word."""

    def __init__(
        self,
        theme: Theme,
        status: Status = Status.INFO,
        text: str = "",
        *,
        icon: str | None = None,
        solid: bool = False,
        height: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._tall = height
        self.set(status, text, icon=icon, solid=solid)

    def set(
        self, status: Status, text: str, *, icon: str | None = None, solid: bool = False
    ) -> None:
        """Show another status."""
        self.status, self.text, self.icon, self.solid = status, text, icon, solid
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for icon and word."""
        width = chip_width(self._theme, self.text, icon=self.icon != "")
        return QSize(round(width + 0.5), self._theme.px(self._tall))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        del event
        painter = QPainter(self)
        paint_chip(
            painter, QRectF(self.rect()), self._theme, self.status, self.text,
            icon=self.icon, solid=self.solid, tall=self._tall,
        )  # fmt: skip
        painter.end()


class CodeBadge(_Painted):
    """A place code in its frame."""

    def __init__(self, theme: Theme, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.set(code)

    def set(self, code: str) -> None:
        """Show another code; an empty one hides the badge."""
        self.code = code
        self.setAccessibleName(code)
        self.setVisible(bool(code))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the code."""
        return QSize(round(code_width(self._theme, self.code) + 0.5), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the code."""
        del event
        painter = QPainter(self)
        paint_code(painter, QRectF(self.rect()), self._theme, self.code)
        painter.end()


class KeyCap(_Painted):
    """The name of a key, drawn as a key."""

    def __init__(self, theme: Theme, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.set(caption)

    def set(self, caption: str) -> None:
        """Show another key."""
        self.caption = caption
        self.setAccessibleName(caption)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the caption."""
        return QSize(round(key_cap_width(self._theme, self.caption) + 0.5), self._theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key cap."""
        del event
        painter = QPainter(self)
        paint_key_cap(painter, QRectF(self.rect()), self._theme, self.caption)
        painter.end()


class Icon(_Painted):
    """One icon in a colour token or a status's foreground (``"status:ok"``)."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        size: int = 18,
        colour: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._size = size
        self.set(name, colour)

    def set(self, name: str, colour: str = "text") -> None:
        """Show another icon; an empty name shows nothing."""
        self.name, self.colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return the icon's square."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        del event
        if not self.name:
            return
        if self.colour.startswith("status:"):
            look = self._theme.look(Status(self.colour.removeprefix("status:")))
            colour = look.foreground
        else:
            colour = str(getattr(self._theme.tokens, self.colour))
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self.name, QColor(colour))
        painter.end()


class StatusLabel(QWidget):
    """A status as icon and word in its colour, without a ground."""

    def __init__(
        self, theme: Theme, status: Status, text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = Icon(theme, "", size=17)
        self._words = Words(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self._theme = theme
        self.set(status, text)

    def set(self, status: Status, text: str, *, icon: str | None = None) -> None:
        """Show another status."""
        colour = f"status:{status.value}"
        self._icon.set(icon or self._theme.look(status).icon, colour)
        self._words.set_colour(colour)
        self._words.setText(text)


class SectionHeader(QWidget):
    """A heading with a count, and room at the right."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Words(theme, text, size=16, weight=SEMIBOLD)
        self.count = Words(theme, size=16, colour="muted", tabular=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.px(8))
        self.row.addWidget(self.title)
        self.row.addWidget(self.count)
        self.row.addStretch(1)

    def set(self, text: str, count: str = "") -> None:
        """Set the heading and the number behind it."""
        self.title.setText(text)
        self.count.setText(count)
