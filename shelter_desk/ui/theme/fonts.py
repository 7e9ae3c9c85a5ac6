"""Type: the system's own font, or Source Sans Pro where the system has none fit to read."""

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

# What a bare Linux answers when no desktop has chosen a font.
_STOPGAPS = ("dejavu", "bitstream vera", "sans serif", "helvetica", "nimbus", "fixed", "courier")
_BASE = 15.0
_SYSTEM_TO_BASE = 1.25


@cache
def _source_sans() -> str | None:
    """Load Source Sans Pro into Qt; return its family name, or None without the package."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "files"
    family = None
    for weight in ("Regular", "Semibold", "Bold", "It"):
        number = QFontDatabase.addApplicationFont(str(folder / f"SourceSansPro-{weight}.otf"))
        families = QFontDatabase.applicationFontFamilies(number)
        if families and weight == "Regular":
            family = families[0]
    return family


def reading_family(system: QFont) -> str:
    """Return the family to use: the system's, or the shipped one on a Linux without a good one."""
    family = QFontInfo(system).family()
    if sys.platform.startswith("linux") and family.casefold().startswith(_STOPGAPS):
        return _source_sans() or family
    return family


def scale_of(system: QFont) -> float:
    """Return how many times larger than the drawings everything is to be.

    The drawings are made for a system font of 12 logical pixels; the base size is 1.25 times
    the system's, so that a system text size set larger makes all of it larger.
    """
    pixels = QFontInfo(system).pixelSize()
    return max(1.0, pixels * _SYSTEM_TO_BASE / _BASE)
