"""What the door hands over to the desk: an open house, or the fire list that was kept."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from shelter_desk.services.calling import House
from shelter_desk.services.copies import CopyKeeper, CopyState
from shelter_desk.services.fire_keeper import FireKeeper
from shelter_desk.services.machine import Machine
from shelter_desk.settings import Values
from shelter_desk.ui.drafts import Shelf


class Feed(Protocol):
    """What hears of other desks' writes."""

    def start(self) -> None:
        """Begin to listen."""
        ...  # a protocol's body

    def close(self) -> None:
        """Listen no more."""
        ...  # a protocol's body


class OpenedHouse(Protocol):
    """What the door hands over: the house and this machine's settings."""

    @property
    def house(self) -> House:
        """The open house."""
        ...  # a protocol's body

    @property
    def desk(self) -> Values:
        """This machine's settings."""
        ...  # a protocol's body

    @property
    def folder(self) -> Path:
        """The data folder."""
        ...  # a protocol's body

    def copies(self, told: Callable[[CopyState], object]) -> CopyKeeper:
        """Return what makes copies while the house is open."""
        ...  # a protocol's body

    def fire_keeper(self) -> FireKeeper:
        """Return what keeps the fire list while the house is open."""
        ...  # a protocol's body

    def drafts(self) -> Shelf:
        """Return where half-written text is kept."""
        ...  # a protocol's body

    def changes(self, heard: Callable[[], object]) -> Feed:
        """Return what hears of other desks' writes."""
        ...  # a protocol's body

    def machine(self) -> Machine:
        """Return this machine as Oppsett sees it."""
        ...  # a protocol's body

    def prefer(self, name: str, value: str) -> None:
        """Keep a choice of this machine: ``language`` or ``scheme``."""
        ...  # a protocol's body


class KeptFire(Protocol):
    """The fire list that was kept, for a house that does not open."""

    def moment(self, _caller: object, *, typed: str | None) -> datetime | None:
        """Return of when it is, aware UTC; None where there is none."""
        ...  # a protocol's body

    def pdf(self, _caller: object, *, typed: str | None, language: str) -> bytes:
        """Return it as a PDF."""
        ...  # a protocol's body
