"""What the frame shows of the house: numbers and times, never a name."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shelter_desk.terms import ShiftName


class Connection(StrEnum):
    """Where the data is, and whether it answers."""

    LOCAL = "local"
    SERVER = "server"
    OFFLINE = "offline"


@dataclass(frozen=True)
class NextCheck:
    """The next agreed check: when (aware UTC), how many at that time, how many are overdue.

    ``place`` is a place code, shown only while the window is not locked.
    """

    at: datetime
    place: str = ""
    count: int = 1
    overdue: int = 0


@dataclass(frozen=True)
class FrameFacts:
    """Numbers of the top bar and the status line. Instants are aware UTC.

    ``free`` are free approved places; ``shift`` is the one running now.
    """

    in_house: int = 0
    free: int = 0
    shift: ShiftName | None = None
    shift_ends: datetime | None = None
    next_check: NextCheck | None = None
    copy_at: datetime | None = None
    connection: Connection = Connection.LOCAL


@dataclass(frozen=True)
class Who:
    """Who is logged in, as the frame shows it."""

    name: str
    initials: str
