"""The footprint of an operation: which rows it made and changed, so that it can be undone.

Undo is a compensating operation: rows made are voided, rows changed get their former values
back, nothing is deleted (architecture.md 6).
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from shelter_desk.models import Base

Plain = dict[str, Any]


class Footprint:
    """Collects the rows a transaction makes and changes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._steps: list[Plain] = []

    def make(self, row: Base) -> None:
        """Add a row; undo voids it."""
        self._session.add(row)
        self._session.flush()
        self._steps.append({"table": row.__tablename__, "id": _key(row), "made": True})

    def change(self, row: Base, **values: object) -> None:
        """Set columns of a row; undo sets them back, if they still are what was set here."""
        before = {name: to_plain(getattr(row, name)) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        self._session.flush()
        after = {name: to_plain(value) for name, value in values.items()}
        self._steps.append(
            {"table": row.__tablename__, "id": _key(row), "before": before, "after": after}
        )

    def as_plain(self, touched: Iterable[tuple[str, int]]) -> Plain:
        """Return what the operation row keeps: the steps, and whom and what they are about."""
        if not self._steps:
            return {}
        return {"steps": self._steps, "about": sorted(f"{what}:{n}" for what, n in touched)}

    @property
    def empty(self) -> bool:
        """Say whether there is nothing to undo."""
        return not self._steps


def to_plain(value: object) -> object:
    """Return a column's value as JSON can keep it."""
    match value:
        case datetime():
            return {"instant": value.astimezone(UTC).isoformat()}
        case date():
            return {"date": value.isoformat()}
        case Enum():
            return value.value
        case _:
            return value


def from_plain(value: object) -> object:
    """Return what :func:`to_plain` was given; enums come back as their stored value."""
    match value:
        case {"instant": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case _:
            return value


def _key(row: Base) -> list[object]:
    return [to_plain(part) for part in inspect(row).identity or ()]
