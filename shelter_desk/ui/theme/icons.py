"""Icons: one glyph of Material Design Icons 6 in one colour, sharp at every scale.

The glyphs come from the font that QtAwesome ships. QtAwesome itself loads twelve fonts and
takes a third of a second to import, so only its one font and its table of names are read, and
only when the first icon is wanted.
"""

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap


@cache
def _fonts_folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("qtawesome")
    return Path(spec.submodule_search_locations[0]) / "fonts"


@cache
def _family() -> str:
    """Load the icon font into Qt and return its family name."""
    file = next(iter(sorted(_fonts_folder().glob("materialdesignicons6-webfont-*.ttf"))))
    number = QFontDatabase.addApplicationFont(str(file))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _glyphs() -> dict[str, str]:
    """Return the code point (hexadecimal) of each icon by name."""
    file = next(iter(sorted(_fonts_folder().glob("materialdesignicons6-*charmap*.json"))))
    names: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return names


def glyph(name: str) -> str:
    """Return the character of the icon ``name`` (without ``mdi6.``); raises ``KeyError``."""
    return chr(int(_glyphs()[name.removeprefix("mdi6.")], 16))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Paint the icon ``name`` centred in ``rect`` (logical pixels), as large as it fits."""
    font = QFont(_family())
    font.setPixelSize(max(1, round(min(rect.width(), rect.height()))))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, glyph(name))
    painter.restore()


class _GlyphEngine(QIconEngine):
    """Draws one glyph whenever Qt asks, so that no scale is ever blurred."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._disabled = disabled

    def clone(self) -> QIconEngine:
        """Return a copy, as Qt wants when an icon is shared."""
        return _GlyphEngine(self._name, self._colour, self._disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into ``rect``."""
        del state
        colour = self._disabled if mode == QIcon.Mode.Disabled else self._colour
        paint_icon(painter, QRectF(rect), self._name, QColor(colour))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a transparent pixmap of ``size`` device pixels with the glyph in it."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


@lru_cache(maxsize=512)
def icon(name: str, colour: str, disabled: str) -> QIcon:
    """Return the icon ``name`` in ``colour`` (``#RRGGBB``), in ``disabled`` where it is off."""
    glyph(name)  # an unknown name fails here, not as an empty square
    return QIcon(_GlyphEngine(name, colour, disabled))
