"""What the first run asks of the door. Each call is made as ``function(caller, **values)``."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from shelter_desk.errors import DeskError
from shelter_desk.services.recovery import NewSheet


class PlanChoice(StrEnum):
    """Which rooms and beds the house begins with."""

    USUAL = "usual"
    EMPTY = "empty"
    FILE = "file"


@dataclass(frozen=True)
class Machine:
    """This machine: where the house will lie, and whether its account can open it by itself."""

    folder: str
    copies: str
    keyring_problem: DeskError | None = None


@dataclass(frozen=True)
class PlanFacts:
    """What a plan holds."""

    unit: str
    floors: int
    rooms: int
    beds: int


@dataclass(frozen=True)
class NewHouse:
    """Everything that was chosen. ``copies`` empty means beside the house."""

    unit: str
    plan: PlanChoice
    plan_file: str
    name: str
    login: str
    password: str = field(repr=False)
    passphrase: str = field(repr=False)
    copies: str
    language: str
    sheet: NewSheet


class FirstRun(Protocol):
    """The door of a machine without a house. Errors are DeskErrors with a sentence."""

    def prepare(self, _caller: object) -> Machine:
        """Take away what a killed run left, and look at the machine."""
        ...  # a protocol's body

    def look_at_plan(self, _caller: object, *, plan: PlanChoice, file: str) -> PlanFacts:
        """Return what a plan holds, or raise what is wrong with it."""
        ...  # a protocol's body

    def look_at_leader(
        self, _caller: object, *, name: str, login: str, password: str, passphrase: str
    ) -> None:
        """Raise what the first leader's account or the house passphrase cannot be."""
        ...  # a protocol's body

    def new_sheet(self, _caller: object, *, unit: str) -> NewSheet:
        """Return a recovery sheet to print."""
        ...  # a protocol's body

    def look_at_copies(self, _caller: object, *, folder: str) -> None:
        """Raise why copies cannot lie in ``folder``."""
        ...  # a protocol's body

    def make(self, _caller: object, *, wishes: NewHouse) -> None:
        """Make the house: all of it or nothing."""
        ...  # a protocol's body

    def choose_demo(self) -> None:
        """Open the demo house instead."""
        ...  # a protocol's body
