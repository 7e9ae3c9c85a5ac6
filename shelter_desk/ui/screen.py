"""What every screen is made of."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shelter_desk.ui.actions import ActionSpec, Context
from shelter_desk.ui.desk import Desk


class Screen(QWidget):
    """A screen in the middle of the window.

    A subclass overrides :meth:`_build` (layout, no words), :meth:`retranslate` (words),
    :meth:`_connect` (signals), :meth:`refresh`, and what else it needs. The frame calls
    :meth:`refresh` when the screen is first shown, when something was announced, and for F5;
    a hidden screen is refreshed when it is next shown. ``panel_wanted`` opens (or closes) the
    side panel where the window is too narrow to show it always.
    """

    panel_wanted = Signal(bool)

    action: ClassVar[ActionSpec]
    """The action that opens this screen: its id, words, key and icon stand in the rail."""
    context: ClassVar[Context]
    takes_letters: ClassVar[bool] = False
    """Whether letters and digits typed on the screen go to the search field."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._build()
        self.retranslate()
        self._connect()
        desk.words.changed.connect(self.retranslate)
        desk.theme.changed.connect(self.restyle)
        desk.curtain.changed.connect(self.curtain)

    def _build(self) -> None:
        """Make widgets and layout."""

    def retranslate(self) -> None:
        """Set every word anew in the present language."""

    def restyle(self) -> None:
        """Take colours and icons anew after the scheme changed; repaints at least."""
        self.update()

    def _connect(self) -> None:
        """Connect signals to slots."""

    def curtain(self, down: bool) -> None:
        """Show tokens instead of names (``down``), or names again."""
        del down
        self.update()

    def side_panel(self) -> QWidget | None:
        """Return the widget of the side panel, the same one each time; None for no panel."""
        return None

    def refresh(self, changed: object | None = None) -> None:
        """Ask the services anew; ``changed`` says what changed, None means everything."""
        del changed

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()

    def leave(self) -> None:
        """Another screen is about to be shown, or the window to be locked."""

    def views(self) -> list[tuple[str, Callable[[], object]]]:
        """Return what the screen shows beyond the first sight: a short id, and what shows it."""
        return []

    def help_keys(self) -> list[tuple[str, str]]:
        """Return further lines of the help sheet: keys as on the key caps, and what they do."""
        return []
