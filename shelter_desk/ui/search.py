"""The search field of the frame as screens see it: what was typed, what to offer, what was picked.

Whoever answers (the board) listens to ``typed``, asks its service and calls :meth:`offer`.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal

from shelter_desk.ui.theme.tokens import Status


@dataclass(frozen=True)
class SearchRow:
    """One row under the search field.

    ``key`` comes back when it is picked. ``marked`` are (start, length) of the letters of
    ``title`` that match. ``hint`` and ``hint_key`` say what Enter does (shown on the chosen
    row). ``chip`` is a status with its word. Rows with an ``icon`` and no ``detail`` are drawn
    as actions; ``rule_above`` draws a line over the row.
    """

    key: object
    title: str
    detail: str = ""
    marked: tuple[tuple[int, int], ...] = ()
    code: str = ""
    chip: tuple[Status, str] | None = None
    icon: str = ""
    hint: str = ""
    hint_key: str = ""
    rule_above: bool = False


@dataclass(frozen=True)
class Offer:
    """What stands under the search field: a warning first, rows, and a line of keys at the foot."""

    rows: tuple[SearchRow, ...]
    warning: str = ""
    count: str = ""
    foot: tuple[tuple[str, str], ...] = field(default=())
    text: str | None = None
    """What these rows answer; rows for another text than stands in the field are dropped."""
    most: int = 12
    """How many rows are shown at most; the list scrolls where they do not fit."""


class Search(QObject):
    """The conversation between the search field and whoever answers it.

    ``typed`` carries the text at every change, ``picked`` the key of a row and the keyboard
    modifiers held, ``chosen`` the key of the row that is merely highlighted (None for none),
    ``more`` asks for further choices on the highlighted row (arrow right).
    """

    typed = Signal(str)
    picked = Signal(object, object)
    chosen = Signal(object)
    more = Signal(object)
    closed = Signal()

    opened = Signal()
    """The field was asked for (Ctrl+K), not merely typed into."""
    offered = Signal(object)
    focus_asked = Signal()
    clear_asked = Signal()
    text_asked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.pass_keys: set[str] = set()
        """Characters an empty field leaves to shortcuts, for example ``{"+"}``."""

    def offer(self, offer: Offer | None) -> None:
        """Show rows under the field; None takes them away."""
        self.offered.emit(offer)

    def focus(self) -> None:
        """Put the cursor into the field, and let whoever answers offer something."""
        self.focus_asked.emit()
        self.opened.emit()

    def clear(self) -> None:
        """Empty the field and take the rows away."""
        self.clear_asked.emit()

    def type(self, text: str) -> None:
        """Add ``text`` to the field and put the cursor there: a letter typed on the board."""
        self.text_asked.emit(text)


NO_MODIFIER = Qt.KeyboardModifier.NoModifier
