"""The curtain: whether names may be shown at this moment, in every window alike."""

from PySide6.QtCore import QObject, Signal


class CurtainState(QObject):
    """Down: screens paint place codes or «•••» instead of names, and no flags or notes.

    ``changed(down)`` is announced to every screen at once. Lifting is only done by whoever
    has checked the PIN; the curtain itself does not ask.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._down = False

    @property
    def down(self) -> bool:
        """Whether names are hidden now."""
        return self._down

    def lower(self) -> None:
        """Hide names now."""
        self._set(down=True)

    def lift(self) -> None:
        """Show names again."""
        self._set(down=False)

    def _set(self, *, down: bool) -> None:
        if down != self._down:
            self._down = down
            self.changed.emit(down)


CURTAINED = "•••"


def token(place_code: str | None) -> str:
    """Return what stands for a woman while the curtain is down: her place code or «•••»."""
    return place_code or CURTAINED
