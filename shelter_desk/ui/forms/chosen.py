"""What is selected on the screen that is shown: forms and the palette start from it."""

from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from shelter_desk.services.snapshots import Person
from shelter_desk.terms import PresenceKind


@dataclass(frozen=True)
class Chosen:
    """Whom or what an act is about; everything may be unsaid.

    A woman with a card has ``guest_id``; who is in the house also has ``presence_id``; an
    anonymous woman has only that. ``bed_id`` is a place, hers or one that is looked at.
    """

    guest_id: int | None = None
    presence_id: int | None = None
    bed_id: int | None = None
    person: Person | None = None

    @property
    def key(self) -> str:
        """What drafts of one form are told apart by; empty where nothing is chosen."""
        if self.guest_id is not None:
            return f"guest:{self.guest_id}"
        if self.presence_id is not None:
            return f"presence:{self.presence_id}"
        return "" if self.bed_id is None else f"bed:{self.bed_id}"


NOTHING = Chosen()


class ChosenNow(QObject):
    """Holds what is selected. The screen that is shown calls :meth:`set` at each selection."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = NOTHING

    @property
    def now(self) -> Chosen:
        """What is selected at this moment."""
        return self._now

    def set(self, chosen: Chosen | None) -> None:
        """Select something else; None for nothing."""
        wanted = chosen or NOTHING
        if wanted != self._now:
            self._now = wanted
            self.changed.emit()


def person_to_plain(person: Person) -> dict[str, Any]:
    """Return a person as plain values that can be kept in a file."""
    return {**asdict(person), "kind": person.kind.value}


def person_from_plain(plain: dict[str, Any]) -> Person:
    """Return what :func:`person_to_plain` was given; raises ``TypeError`` or ``ValueError``."""
    return Person(**{**plain, "kind": PresenceKind(plain["kind"])})
