"""What was asked for, and who asks: the same for every way in."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from shelter_desk.store import house_key
from shelter_desk.store.opening import KeySource


@dataclass(frozen=True)
class Choice:
    """What was asked for on the command line."""

    data: Path | None = None
    demo: bool = False
    at: datetime | None = None
    """A moment, aware: the clock of a demo, or what is asked about on a real house."""
    language: str = "nb"
    language_asked: bool = False
    """Whether ``language`` was asked for on the command line, not merely what is usual."""
    keys: KeySource = field(default_factory=KeySource)


def command_line_name() -> str:
    """Return what the audit calls the command line of this account."""
    account = house_key.account_name().rpartition("@")[0] or "?"
    return f"kommandolinje ({account})"
