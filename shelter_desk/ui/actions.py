"""The one registry of actions: it feeds keys, menus, rights and the help sheet.

An action belongs to the whole window or to one screen. Actions of a screen answer only while
that screen is shown, so that letters may act on the map and search on the board.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.words import Words


class Context(StrEnum):
    """Where an action answers."""

    GLOBAL = "global"
    BOARD = "board"
    MAP = "map"
    LOG = "log"
    PEOPLE = "people"
    REPORTS = "reports"
    SETUP = "setup"


@dataclass(frozen=True)
class ActionSpec:
    """What is known of an action before it does anything.

    ``text`` is English, marked for translation; ``keys`` are Qt key sequences, the first one
    is shown; ``right`` is needed to see it enabled, or one of ``one_of``; ``curtained`` says
    whether it works while the curtain is down; ``at_lock`` whether it works without anybody
    logged in.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    right: Right | None = None
    context: Context = Context.GLOBAL
    curtained: bool = True
    at_lock: bool = False
    one_of: tuple[Right, ...] = ()


# The key table of screens.md, «Frame»: the part that works today.
HELP = ActionSpec("help", mark("Help for this screen"), ("F1",), "help-circle-outline")
BOARD = ActionSpec("board", mark("Board"), ("F2",), "view-list-outline", Right.BOARD)
BED_MAP = ActionSpec("bed_map", mark("Bed map"), ("F3",), "floor-plan", Right.BOARD)
LOG = ActionSpec("log", mark("Daily log"), ("F4",), "notebook-outline", Right.BOARD)
PEOPLE = ActionSpec("people", mark("Women"), ("F6",), "account-group-outline", Right.BOARD)
REPORTS = ActionSpec("reports", mark("Reports"), ("F7",), "file-document-outline", Right.BOARD)
SETUP = ActionSpec(
    "setup",
    mark("Set-up"),
    ("F8",),
    "cog-outline",
    one_of=(
        Right.HOUSE_PLAN,
        Right.STAFF,
        Right.STAFF_ACCOUNTS,
        Right.STAFF_TEMPORARY,
        Right.BACKUP,
    ),
)
REFRESH = ActionSpec("refresh", mark("Refresh"), ("F5",), "refresh")
CURTAIN = ActionSpec("curtain", mark("Hide the board"), ("F9",), "eye-off-outline")
LOCK = ActionSpec("lock", mark("Lock"), ("Ctrl+L",), "lock-outline")
SEARCH = ActionSpec(
    "search", mark("Search or do something"), ("Ctrl+K",), "magnify", curtained=False
)
PRINT_HANDOVER = ActionSpec(
    "print_handover",
    mark("Print the handover sheet"),
    ("Ctrl+P",),
    "printer-outline",
    Right.PRINT_HANDOVER,
    curtained=False,
)
FIRE_LIST = ActionSpec("fire_list", mark("Fire list"), ("F12",), "fire", Right.BOARD, at_lock=True)
SILENCE = ActionSpec(
    "silence",
    mark("Silence the reminder for five minutes"),
    ("F10",),
    "bell-sleep-outline",
    at_lock=True,
)
UNDO = ActionSpec("undo", mark("Undo"), ("Ctrl+Z",), "undo", curtained=False)
FRAME_ACTIONS = (
    HELP, BOARD, BED_MAP, LOG, PEOPLE, REPORTS, REFRESH, CURTAIN, LOCK, SEARCH, PRINT_HANDOVER,
    FIRE_LIST, SILENCE, UNDO
)  # fmt: skip


@dataclass
class _Entry:
    """A registered action: what it is, what it does, and when it may."""

    spec: ActionSpec
    action: QAction
    enabled: Callable[[], bool] | None


class ActionRegistry(QObject):
    """Every action of the program by its id. ``updated`` follows any change of what is enabled."""

    updated = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._window: QWidget | None = None
        self._entries: dict[str, _Entry] = {}
        self._rights: frozenset[Right] | None = None
        self._context = Context.GLOBAL
        self._curtained = False
        self._shut = False
        self._covered = False
        theme.changed.connect(self._dress)
        words.changed.connect(self._dress)

    def attach(self, window: QWidget) -> None:
        """Let the keys of all actions, also later ones, answer in ``window``."""
        self._window = window
        window.addActions([entry.action for entry in self._entries.values()])

    def register(
        self,
        spec: ActionSpec,
        act: Callable[[], object],
        *,
        enabled: Callable[[], bool] | None = None,
    ) -> QAction:
        """Add an action that calls ``act``; return its ``QAction`` for buttons and menus.

        ``enabled`` is asked by :meth:`refresh`. Raises ``ValueError`` for an id or, within a
        context, a key that is taken.
        """
        self._check_free(spec)
        action = QAction(self)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        # Held keys must not check in five women.
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _checked=False: act())
        self._entries[spec.id] = entry = _Entry(spec, action, enabled)
        self._dress_one(entry)
        action.setEnabled(self._may(entry))
        if self._window is not None:
            self._window.addAction(action)
        return action

    def _check_free(self, spec: ActionSpec) -> None:
        if spec.id in self._entries:
            raise ValueError(spec.id)
        near = {spec.context, Context.GLOBAL}
        for entry in self._entries.values():
            everywhere = spec.context is Context.GLOBAL
            if (everywhere or entry.spec.context in near) and set(spec.keys) & set(entry.spec.keys):
                message = f"{spec.id}: {spec.keys} taken by {entry.spec.id}"
                raise ValueError(message)

    def action(self, action_id: str) -> QAction:
        """Return the ``QAction`` of an id; raises ``KeyError``."""
        return self._entries[action_id].action

    def spec(self, action_id: str) -> ActionSpec:
        """Return what is known of an id; raises ``KeyError``."""
        return self._entries[action_id].spec

    def specs(self, *contexts: Context) -> list[ActionSpec]:
        """Return the actions of these contexts (all without any), in order of registration."""
        return [
            entry.spec
            for entry in self._entries.values()
            if not contexts or entry.spec.context in contexts
        ]

    def text(self, action_id: str) -> str:
        """Return an action's words in the reader's language."""
        return self._words.say(self._entries[action_id].spec.text)

    # -- what may be done now ---------------------------------------------------------------

    def set_rights(self, rights: Iterable[Right] | None) -> None:
        """Hold these rights; None means that nobody is logged in and all that needs one is off."""
        self._rights = None if rights is None else frozenset(rights)
        self.refresh()

    def may(self, right: Right | None) -> bool:
        """Say whether whoever is logged in has ``right``; True where none is needed."""
        return right is None or right in (self._rights or frozenset())

    def set_context(self, context: Context) -> None:
        """Let the actions of the screen ``context`` answer, and no other screen's."""
        self._context = context
        self.refresh()

    def set_curtained(self, curtained: bool) -> None:
        """Switch off what must not work behind the curtain."""
        self._curtained = curtained
        self.refresh()

    def set_covered(self, covered: bool) -> None:
        """Switch off what belongs to the screen alone while a sheet lies over it."""
        self._covered = covered
        self.refresh()

    def set_shut(self, shut: bool) -> None:
        """Switch everything off while the lock covers the window, but for what needs no log-in."""
        self._shut = shut
        self.refresh()

    def refresh(self) -> None:
        """Ask again of every action whether it may be done."""
        for entry in self._entries.values():
            entry.action.setEnabled(self._may(entry))
        self.updated.emit()

    def _may(self, entry: _Entry) -> bool:
        spec = entry.spec
        if self._shut and spec.at_lock:
            return True
        if self._shut or (self._curtained and not spec.curtained):
            return False
        if spec.context is not Context.GLOBAL and (
            self._covered or spec.context is not self._context
        ):
            return False
        if not self.may(spec.right):
            return False
        if spec.one_of and not any(self.may(right) for right in spec.one_of):
            return False
        return entry.enabled is None or entry.enabled()

    # -- words and icons -------------------------------------------------------------------

    def _dress(self) -> None:
        for entry in self._entries.values():
            self._dress_one(entry)

    def _dress_one(self, entry: _Entry) -> None:
        entry.action.setText(self._words.say(entry.spec.text))
        if entry.spec.icon:
            entry.action.setIcon(self._theme.icon(entry.spec.icon))
        entry.action.setToolTip(entry.action.text())


def key_caption(keys: str, words: Words) -> str:
    """Return how a key sequence stands on a key cap: ``Ctrl K``, ``Enter``, ``Mellomrom``."""
    named = {
        "Return": "Enter",
        "Space": words.say_in("key", "Space"),
        "Del": words.say_in("key", "Del"),
        "Up": "↑", "Down": "↓", "Left": "←", "Right": "→",
    }  # fmt: skip
    parts = ["+"] if keys == "+" else keys.replace("++", "+plus").split("+")
    captions = ("+" if part == "plus" else part for part in parts)
    return " ".join(named.get(caption, caption) for caption in captions)
