"""A recovery code on its way to paper: printed, read back by two of its groups, never shown.

Whoever holds a :class:`NewSheet` can print it and ask whether a typed group is right; the code
itself is nowhere in its ``repr``, nor in what a screen is given.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.store import recovery_code
from shelter_desk.texts import Texts

ASKED = 2
"""How many groups are typed back from the paper."""


class SheetNotReadError(BadInputError):
    """The groups typed back are not those on the paper."""

    sentence = mark(
        "The groups are not those on the sheet yet, so the old way in stands. Look at the paper"
        " and write them again."
    )


@dataclass(frozen=True)
class NewSheet:
    """A sheet that is not in force before two of its groups were typed back.

    ``asked`` are the numbers of those groups, from 1; ``made_at`` is aware UTC.
    """

    unit: str
    number: int
    made_at: datetime
    asked: tuple[int, ...]
    code: str = field(repr=False)

    def pdf(self, language: str, *, hidden: bool = False) -> bytes:
        """Return the sheet; with ``hidden`` dots stand where the code is, to look at."""
        paper = import_module("shelter_desk.reports.recovery_sheet")  # reportlab: 150 ms
        sheet = paper.RecoverySheet(self.unit, self.number, self._groups, self.made_at)
        pdf: bytes = paper.render(sheet, Texts(language), hidden=hidden)
        return pdf

    def fits(self, group: int, typed: str) -> bool:
        """Say whether ``typed`` is the group with that number."""
        return secrets.compare_digest(
            recovery_code.tidy(typed).encode(), self._groups[group - 1].encode()
        )

    def check(self, typed: dict[int, str]) -> None:
        """Raise :class:`SheetNotReadError` unless every group asked for is right."""
        if not all(self.fits(group, typed.get(group, "")) for group in self.asked):
            raise SheetNotReadError

    @property
    def _groups(self) -> list[str]:
        return self.code.split("-")


def new_sheet(unit: str, number: int, now: datetime) -> NewSheet:
    """Return a sheet with a fresh code and two groups to be typed back."""
    numbers = range(1, recovery_code.GROUPS + 1)
    asked = tuple(sorted(secrets.SystemRandom().sample(numbers, ASKED)))
    return NewSheet(unit, number, now, asked, recovery_code.new_code())
