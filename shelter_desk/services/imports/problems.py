"""What may be wrong in files that are handed over, each with its place.

Every problem names the file and, where there is one, the row (line number in the file, the
header being row 1) and the column. They are collected, so that one look shows them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark

SHOWN = 50
"""How many problems are kept with their place; the rest is counted."""


class ProblemError(BadInputError):
    """One thing wrong at one place."""


class NoFolderError(ProblemError):
    """The given path is no folder."""

    sentence = mark("«{folder}» is not a folder that can be read.")


class FileMissingError(ProblemError):
    """A file of the format is not there."""

    sentence = mark("{file} is missing in the folder.")


class FileUnreadableError(ProblemError):
    """The machine would not read the file."""

    sentence = mark("{file} could not be read. Check that you may open it, and try again.")


class FileEmptyError(ProblemError):
    """No header."""

    sentence = mark("{file} is empty: it has not even a row of column names.")


class EncodingError(ProblemError):
    """Bytes that are not UTF-8."""

    sentence = mark(
        "{file}, row {row}: the text is not UTF-8. Export the file as UTF-8 and try again."
    )


class NulError(ProblemError):
    """A NUL character."""

    sentence = mark("{file}, row {row}, column {column}: a NUL character. The file is damaged.")


class FieldCountError(ProblemError):
    """A row with too few or too many fields."""

    sentence = mark("{file}, row {row}: {found} fields, but the header has {expected}.")


class QuoteError(ProblemError):
    """Quotation marks that do not fit."""

    sentence = mark(
        "{file}, row {row}: a quotation mark is not closed, or stands in the wrong place."
    )


class CellTooLongError(ProblemError):
    """A cell beyond any sane size."""

    sentence = mark(
        "{file}, row {row}, column {column}: the cell is too long; "
        "at most {limit} characters are read."
    )


class ColumnTwiceError(ProblemError):
    """The same column name twice."""

    sentence = mark("{file}, row 1, column {column}: the name stands twice in the header.")


class ColumnMissingError(ProblemError):
    """A column that cannot be done without."""

    sentence = mark("{file}, row 1, column {column}: the column is missing.")


class CellEmptyError(ProblemError):
    """Nothing where something is needed."""

    sentence = mark("{file}, row {row}, column {column}: the cell is empty.")


class NotADateError(ProblemError):
    """Not a date as the format writes them."""

    sentence = mark(
        "{file}, row {row}, column {column}: «{value}» is not a date. Dates are written 2026-11-21."
    )


class NoSuchDayError(ProblemError):
    """29 February in a common year."""

    sentence = mark(
        "{file}, row {row}, column {column}: 29 February {year} does not exist; "
        "{year} is not a leap year."
    )


class DateUnlikelyError(ProblemError):
    """A date too far away to be meant."""

    sentence = mark("{file}, row {row}, column {column}: «{value}» is before 1900 or after 2199.")


class DateAheadError(ProblemError):
    """Something that has happened, on a day to come."""

    sentence = mark("{file}, row {row}, column {column}: {day} has not been yet.")


class NotANumberError(ProblemError):
    """Not a whole number from 0."""

    sentence = mark(
        "{file}, row {row}, column {column}: «{value}» is not a whole number from 0 to {limit}."
    )


class NotFoundError(ProblemError):
    """A reference to a row that is not there."""

    sentence = mark("{file}, row {row}, column {column}: «{value}» is not found in {other}.")


class OtherPersonError(ProblemError):
    """A row whose person is not the enrolment's."""

    sentence = mark(
        "{file}, row {row}, column {column}: «{value}» is not the person of the enrolment."
    )


class TwiceError(ProblemError):
    """An id that should be unique."""

    sentence = mark("{file}, row {row}, column {column}: «{value}» stands already in row {first}.")


class EndsFirstError(ProblemError):
    """An end before its beginning."""

    sentence = mark("{file}, row {row}, column {column}: {end} is before {start}.")


class TooManyBedsError(ProblemError):
    """More beds than any house has."""

    sentence = mark(
        "{file}, row {row}, column {column}: more than {limit} beds at once in one project."
    )


class ProjectUnknownError(ProblemError):
    """No such project; those that exist are named."""

    sentence = mark("{file}: project «{project}» is not there. These are: {projects}.")


class ProjectKindError(ProblemError):
    """The project lodges nobody."""

    sentence = mark(
        "{file}, row {row}, column {column}: «{project}» lodges nobody (type {kind}). "
        "These do: {projects}."
    )


class FilesRefusedError(BadInputError):
    """The files have one problem: ``problems`` holds it."""

    sentence = mark("{first} Nothing was imported.")

    def __init__(self, problems: Sequence[ProblemError], more: int = 0) -> None:
        self.problems = tuple(problems)
        """The first problems, in the order of the files (at most :data:`SHOWN`)."""
        self.more = more
        """How many there are beyond those."""
        self.others = len(self.problems) - 1 + more
        """How many there are beside the first."""
        super().__init__(first=self.problems[0], others=self.others)


class FilesRefusedManyError(FilesRefusedError):
    """The files have several problems: ``problems`` holds the first, ``more`` the rest."""

    sentence = mark("{first} Further errors in the files: {others}. Nothing was imported.")


@dataclass
class Problems:
    """What has been found so far."""

    kept: list[ProblemError] = field(default_factory=list)
    more: int = 0

    def add(self, problem: ProblemError) -> None:
        """Keep the problem, or only count it when there are many already."""
        if len(self.kept) < SHOWN:
            self.kept.append(problem)
        else:
            self.more += 1

    @property
    def count(self) -> int:
        """Return how many were found."""
        return len(self.kept) + self.more

    def refuse(self) -> None:
        """Raise :class:`FilesRefusedError` if anything was found."""
        if len(self.kept) == 1:
            raise FilesRefusedError(self.kept)
        if self.kept:
            raise FilesRefusedManyError(self.kept, self.more)


def shown(value: str) -> str:
    """Return a cell fit to be shown: short, and without what could upset a terminal."""
    short = value if len(value) <= 40 else value[:39] + "…"  # noqa: PLR2004 -- a line's worth
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in short
    )
