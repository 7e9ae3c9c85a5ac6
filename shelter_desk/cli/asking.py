"""What every command is given: which house, which key, which language, which moment."""

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from shelter_desk import settings
from shelter_desk.clock import comes_twice, from_local
from shelter_desk.errors import LocalTimeTwiceError
from shelter_desk.marking import mark
from shelter_desk.texts import LANGUAGES, Texts

LANGUAGE_VARIABLE = "SHELTER_DESK_LANG"


class WrongUsage(Exception):  # noqa: N818 - no fault of anybody, only a command mistyped
    """The command was typed wrong; its text is what to print, in the person's language."""


class AtTwiceError(LocalTimeTwiceError):
    """A moment on the command line inside the hour that comes twice."""

    sentence = mark(
        "{at} comes twice on {day}, because the clock is set back at 03:00. Write"
        " {first} for the first and {second} for the second."
    )


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak: ``--lang``, the environment, ``desk.toml``, bokmål.

    Looked for before anything is parsed, so that help and mistakes are in it too.
    """
    finder = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    finder.add_argument("--lang")
    finder.add_argument("--data")
    try:
        found, _ = finder.parse_known_args(list(arguments))
    except argparse.ArgumentError:
        found = argparse.Namespace(lang=None, data=None)
    named = (found.lang, environment.get(LANGUAGE_VARIABLE, "").strip())
    for language in named:
        if language in LANGUAGES:
            return str(language)
    return _language_of_desk(found.data)


def _language_of_desk(data: str | None) -> str:
    from shelter_desk.store.places import find_places  # noqa: PLC0415 - asked for last

    try:
        file = find_places(Path(data) if data else None).settings
        text = file.read_text(encoding="utf-8-sig")
        return settings.read_desk(text, str(file)).get(settings.LANGUAGE)
    except Exception:  # noqa: BLE001 - what is wrong with it is said when the house is opened
        return settings.LANGUAGE.default


_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")


def moment(typed: str, texts: Texts) -> datetime:
    """Return the aware moment typed as ``2026-11-20T21:45``, in the house's zone.

    Raises :class:`WrongUsage`, :class:`AtTwiceError`, or
    :class:`shelter_desk.errors.LocalTimeMissingError`.
    """
    try:
        if not _MOMENT.fullmatch(typed):
            raise ValueError(typed)  # noqa: TRY301 - one way out for both
        given = datetime.fromisoformat(typed)
    except ValueError:
        raise WrongUsage(
            texts.say(
                "--at takes a date and a time, like 2026-11-20T21:45; not «{typed}».",
                typed=typed[:40],
            )
        ) from None
    if given.tzinfo is not None:
        return given
    day, at = given.date(), given.time()
    if comes_twice(day, at):
        plain = given.isoformat(timespec="minutes")
        raise AtTwiceError(at=at, day=day, first=f"{plain}+02:00", second=f"{plain}+01:00")
    return from_local(day, at)


def day(typed: str, option: str, texts: Texts) -> date:
    """Return the date typed as ``2026-11-20``; raises :class:`WrongUsage`."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise WrongUsage(
            texts.say(
                "{option} takes a date, like 2026-11-20; not «{typed}».",
                option=option,
                typed=typed[:40],
            )
        ) from None
