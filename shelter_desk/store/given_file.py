"""A passphrase or a recovery code handed over in a file (``--passphrase-file``)."""

import codecs
from pathlib import Path

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark

_LARGEST = 16 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),  # what «>» writes in Windows PowerShell
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class GivenFileMissingError(BadInputError):
    """The file cannot be read."""

    sentence = mark("The file {file} cannot be read. Check its name and that you may read it.")


class GivenFileUnreadableError(BadInputError):
    """The file is empty, far too big, or no text."""

    sentence = mark(
        "The file {file} does not hold a passphrase or a code. "
        "Put it there as plain text, and nothing else."
    )


def read_given_file(path: Path) -> str:
    """Return the text in the file at ``path``, without spaces and empty lines around it.

    A recovery code may run over several lines. Raises
    :class:`GivenFileMissingError` or :class:`GivenFileUnreadableError`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise GivenFileMissingError(file=str(path)) from error
    encoding = next((name for start, name in _MARKS if data.startswith(start)), "utf-8")
    try:
        text = data.decode(encoding).strip()
    except UnicodeDecodeError as error:
        raise GivenFileUnreadableError(file=str(path)) from error
    if not text or len(data) > _LARGEST or "\0" in text:
        raise GivenFileUnreadableError(file=str(path))
    return text
