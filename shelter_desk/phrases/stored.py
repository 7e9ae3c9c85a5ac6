"""What a line of the program keeps beside its kind, read back: codes, numbers, ISO instants."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import TypeVar

Params = Mapping[str, object]
E = TypeVar("E", bound=Enum)


def plain(params: Params, name: str) -> str:
    """Return a text, or nothing."""
    value = params.get(name)
    return value if isinstance(value, str) else ""


def instant(params: Params, name: str) -> datetime | None:
    """Return an aware instant, if there is one."""
    words = plain(params, name)
    return datetime.fromisoformat(words) if words else None


def member(kind: type[E], params: Params, name: str) -> E | None:
    """Return a value of a vocabulary, if there is one."""
    words = plain(params, name)
    return kind(words) if words else None
