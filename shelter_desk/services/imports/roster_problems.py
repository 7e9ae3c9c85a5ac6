"""What may be wrong in a roster. No sentence repeats a cell: a cell may hold a name.

Row and column say where; the person has the file at hand.
"""

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.services.imports.problems import ProblemError


class CellError(ProblemError):
    """One cell; ``why`` is the error that says what is wrong with it."""

    sentence = mark("{file}, row {row}, column {column}: {why}")


class NationalNumberError(ProblemError):
    """Eleven digits: a national identity number, or a number that tells as much."""

    sentence = mark(
        "{file}, row {row}: a number of eleven digits, like a national identity number. "
        "Such numbers never come into this program; take it out of the file."
    )


class FileTooLargeError(ProblemError):
    """More bytes than a roster can have."""

    sentence = mark("{file} is larger than {limit} MB. That is no roster.")


class TooManyRowsError(ProblemError):
    """More rows than a roster can have."""

    sentence = mark("{file}: more than {limit} rows. That is no roster.")


class NoAliasColumnError(ProblemError):
    """The header lacks the one column that is compulsory; its cells are not repeated."""

    sentence = mark(
        "{file}, row 1: no column is called «alias» or «kallenavn». "
        "The first row must hold the names of the columns."
    )


class NotATimeError(BadInputError):
    """Neither a day nor a day with a time."""

    sentence = mark(
        "this is not a day with a time. Write 2026-11-21 21:12 or 21.11.2026 21:12; "
        "the time may be left out."
    )


class NotADayError(BadInputError):
    """Not a day."""

    sentence = mark("this is not a day. Write 2026-11-21 or 21.11.2026.")


class NoLeapDayError(BadInputError):
    """29 February in a common year."""

    sentence = mark("29 February {year} does not exist; {year} is not a leap year.")


class TwiceThatNightError(BadInputError):
    """In the hour that comes twice when summer time ends."""

    sentence = mark(
        "{at} comes twice on {day}, because the clock is set back at 03:00. "
        "Write {first} for the first time or {second} for the second."
    )


class NotAYearError(BadInputError):
    """Not a year of four digits."""

    sentence = mark("only the year is kept of a birth date: four digits, like 1984.")


class AheadError(BadInputError):
    """An arrival to come."""

    sentence = mark("this time has not come yet. A roster says who has come.")


class LeftFirstError(BadInputError):
    """Out is not after in."""

    sentence = mark("she cannot go out before she came in. Look at both times.")


class NeverCameError(BadInputError):
    """Out without in."""

    sentence = mark("there is a time she went out, but none at which she came in.")


class NoSuchPlaceError(BadInputError):
    """Not a bed of the house, or not in use then."""

    sentence = mark("the house has no such place in use at that time.")


class PlaceTakenError(BadInputError):
    """Somebody in the house has the bed then."""

    sentence = mark("the place is taken at that time.")


class PlaceTwiceError(BadInputError):
    """Another row has the bed then."""

    sentence = mark("row {other} has this place at the same time.")


class RemarkTooLongError(BadInputError):
    """Longer than the sheet has room for."""

    sentence = mark(
        "{length} characters; beside her place on the sheet there is room for {limit}. "
        "Nothing is cut off, so write it shorter."
    )
