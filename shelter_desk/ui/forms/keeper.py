"""What is half typed: kept for each form and each woman until it is saved or thrown away.

The keeper knows nothing of files. Whoever wants drafts to outlive the program takes
:meth:`Keeper.all` whenever ``written`` is announced, seals it, and gives it back with
:meth:`Keeper.put_all` when the same person has logged in again.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 700
"""A pause in typing: then what is half typed is worth keeping."""

Half = dict[str, Any]
"""The content of a form by field: text, numbers, truth values, lists and dicts of them."""


class Keeper(QObject):
    """Holds what is half typed. ``written`` is announced at pauses in typing and at changes."""

    written = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, Half] = {}
        self._open: Callable[[], tuple[str, Half | None]] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.written)

    # -- for forms ---------------------------------------------------------------------------

    def keep(self, key: str, half: Half | None) -> None:
        """Keep the content of one form; None forgets it."""
        self._set(key, half)
        self._pause.stop()
        self.written.emit()

    def look(self, key: str) -> Half | None:
        """Return what is kept of a form."""
        return self._kept.get(key)

    def forget(self, key: str) -> None:
        """Keep nothing of a form: it was saved, or emptied."""
        if self._kept.pop(key, None) is not None:
            self.written.emit()

    def watch(self, now: Callable[[], tuple[str, Half | None]] | None) -> None:
        """Ask ``now`` for the key and content of the form that is open; None when it closes."""
        self._open = now
        if now is None:
            self._pause.stop()

    def typed(self) -> None:
        """Something was typed into the open form."""
        self._pause.start()

    # -- for who keeps drafts over a lock or a crash ---------------------------------------

    def all(self) -> dict[str, Half]:
        """Return everything half typed, that of the open form too: plain values, fit for JSON."""
        if self._open is not None:
            self._set(*self._open())
        return dict(self._kept)

    def take_all(self) -> dict[str, Half]:
        """Return everything half typed and keep nothing."""
        taken = self.all()
        self.clear()
        return taken

    def put_all(self, kept: dict[str, Half]) -> None:
        """Keep this too: what :meth:`take_all` or :meth:`all` returned. Newer content stays."""
        self._kept = {**kept, **self._kept}

    def clear(self) -> None:
        """Keep nothing: somebody else has taken over."""
        self._kept.clear()
        self._pause.stop()

    def _set(self, key: str, half: Half | None) -> None:
        if half is None:
            self._kept.pop(key, None)
        else:
            self._kept[key] = half
