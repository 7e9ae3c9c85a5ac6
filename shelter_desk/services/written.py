"""What staff write: cleaned of what cannot be seen, never empty, never longer than fits."""

import re
import unicodedata
from datetime import datetime, timedelta

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.services.names import clean_text

BODY_LIMIT = 4000
"""Longest text of a log line, in characters."""

DUE_SLACK = timedelta(minutes=5)
"""How far back a due time may lie: the minute it took to write it."""


class NothingWrittenError(BadInputError):
    """Nothing that can be read was written."""

    sentence = mark("There is nothing written yet. Write what the next shift must know.")


class TextTooLongError(BadInputError):
    """More than a line of the log holds."""

    sentence = mark("The text has {length} characters; a line of the log holds {limit}.")


class ShortTooLongError(BadInputError):
    """More than fits on the handover sheet."""

    sentence = mark(
        "The words for the handover sheet have {length} characters; {limit} fit. Shorten them,"
        " the whole text stays in the log."
    )


class NoteTooLongError(BadInputError):
    """More than a field of a form holds."""

    sentence = mark("The text has {length} characters; {limit} fit here. Shorten it a little.")


class DueInPastError(BadInputError):
    """Something to do cannot have been due already."""

    sentence = mark("{at} is past already. Give a time that is still to come.")


def clean_body(text: str) -> str:
    """Return text of several lines in NFC, without control and direction marks.

    Lines keep their breaks; spaces at their ends and more than one empty line in a row go.
    Raises :class:`NothingWrittenError`, :class:`TextTooLongError`.
    """
    lines = [clean_text(line) for line in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)]
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if not says_something(body):
        raise NothingWrittenError
    if len(body) > BODY_LIMIT:
        raise TextTooLongError(length=len(body), limit=BODY_LIMIT)
    return body


def clean_short(text: str, limit: int) -> str:
    """Return text of one line, or nothing. Raises :class:`ShortTooLongError`."""
    short = clean_text(text)
    if not says_something(short):
        return ""
    if len(short) > limit:
        raise ShortTooLongError(length=len(short), limit=limit)
    return short


def clean_note(text: str, limit: int) -> str:
    """Return the text of a form's field on one line, or nothing.

    Raises :class:`NoteTooLongError`.
    """
    note = clean_text(text)
    if not says_something(note):
        return ""
    if len(note) > limit:
        raise NoteTooLongError(length=len(note), limit=limit)
    return note


def says_something(text: str) -> bool:
    """Say whether there is a letter, a digit or a sign in it (not only points and dashes)."""
    return any(unicodedata.category(c)[0] in "LNS" for c in text)


def cut(text: str, limit: int) -> str:
    """Return text of at most ``limit`` characters, cut between words with «…»."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] or head).rstrip(" ,.;:–-") + "…"


def refuse_past(due_at: datetime, now: datetime) -> None:
    """Raise :class:`DueInPastError` for a due time that is over (both aware UTC)."""
    if due_at < now - DUE_SLACK:
        raise DueInPastError(at=due_at)
