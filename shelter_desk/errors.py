"""What can go wrong, each with the calm sentence that says so.

A sentence says what happened, what is safe and what to do. It is English here and translated
by :meth:`shelter_desk.texts.Texts.explain`, which also formats the values for the reader.
"""

from typing import ClassVar

from shelter_desk.marking import mark


class DeskError(Exception):
    """Anything the program tells a person calmly instead of breaking down."""

    sentence: ClassVar[str] = mark("Something went wrong. Nothing was changed.")

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__)
        self.values = values


class RefusedError(DeskError):
    """A rule of the house says no; the data is as it was."""


class FaultError(DeskError):
    """The surroundings failed: disk, key, network, server."""


class BadInputError(DeskError):
    """What was typed or handed over cannot be used."""


class LocalTimeMissingError(BadInputError):
    """A wall-clock time inside the hour that the change to summer time jumps over."""

    sentence = mark(
        "{at} does not exist on {day}: the clock goes from 02:00 to 03:00 that night. "
        "Choose a time before 02:00 or from 03:00."
    )


class LocalTimeTwiceError(BadInputError):
    """A wall-clock time inside the hour that comes twice, without saying which."""

    sentence = mark(
        "{at} comes twice on {day}, because the clock is set back at 03:00. "
        "Say whether you mean the first or the second."
    )
