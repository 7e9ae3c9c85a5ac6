"""The command line: opens the desk, or does one thing without a screen.

Exit codes: 0 done, 1 refused or failed (one plain line on standard error), 2 wrong usage,
130 broken off with Ctrl+C.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from shelter_desk.cli.asking import WrongUsage, chosen_language
from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.texts import Texts

REFUSED, WRONG_USAGE, BROKEN_OFF = 1, 2, 130

_OWN_FAULT = mark(
    "Something failed that should not. Nothing was saved by this command. A report without names"
    " lies in {folder}."
)
_OWN_FAULT_UNREPORTED = mark("Something failed that should not. Nothing was saved by this command.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what ``arguments`` (default: the process's own) ask; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _let_every_letter_through()
    _leave_no_memory_behind()
    texts = Texts(chosen_language(given, os.environ))
    try:
        from shelter_desk.cli.application import run  # noqa: PLC0415 - typer takes 50 ms

        return run(given, texts)
    except WrongUsage as error:
        print(f"{error}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return WRONG_USAGE
    except DeskError as error:
        _say_line(texts.explain(error))
        return REFUSED
    except KeyboardInterrupt:
        return BROKEN_OFF
    except BrokenPipeError:
        # The reader (``| head``) went away; nothing is left to be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback for a person
        _say_line(_own_fault(texts, error))
        return REFUSED


def _say_line(sentence: str) -> None:
    """Print one plain line on standard error, whatever a value in it holds."""
    print(" ".join(sentence.split()), file=sys.stderr)  # noqa: T201 - the command line speaks


def _own_fault(texts: Texts, error: Exception) -> str:
    """Write a report without data and return the sentence that says so."""
    if os.environ.get("SHELTER_DESK_DEBUG"):
        raise error
    from shelter_desk.clock import SystemClock  # noqa: PLC0415 - only when we fail
    from shelter_desk.store.places import find_places  # noqa: PLC0415 - the same
    from shelter_desk.ui import failures  # noqa: PLC0415 - the same; it holds no Qt

    folder = find_places().folder / "reports"
    put_back = failures.install(folder=folder, clock=SystemClock())
    try:
        written = failures.report(error)
    finally:
        put_back()
    if written is None:
        return texts.say(_OWN_FAULT_UNREPORTED)
    return texts.say(_OWN_FAULT, folder=str(folder))


def _let_every_letter_through() -> None:
    """Print æøå and « » on a terminal that lacks them as something, not as a breakdown."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _leave_no_memory_behind() -> None:
    """Let no crash write the memory, with keys and names in it, to a file."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        with suppress(ValueError, OSError):  # a limit that may not be moved is low already
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
