"""The only way to words, dates and numbers a person reads.

Messages are English in the code (``en`` is complete by that), bokmål comes from
``resources/translations/nb.po``. A :class:`Texts` is handed to whoever speaks: the screen's
language and the sheet's language may differ.
"""

import datetime as dt
import gettext
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date, get_day_names, get_month_names
from babel.numbers import format_decimal

from shelter_desk.clock import local
from shelter_desk.errors import DeskError
from shelter_desk.resources import resource_path

LANGUAGES = ("nb", "en")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the message catalogue; English messages are the code's own."""
    if language == "en":
        return gettext.NullTranslations()
    source = resource_path("translations", f"{language}.po")
    compiled = source.with_suffix(".mo")
    if compiled.is_file() and (not source.is_file() or _newer(compiled, source)):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    # A checkout may not have compiled its catalogue yet; these imports are slow to load.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as file:
        catalogue = read_po(file, locale=language)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def _newer(compiled: Path, source: Path) -> bool:
    return compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns


_USUAL_WORD = "kvinne"
_house = {"word": _USUAL_WORD}

_HER = {
    "nb": re.compile(r"(?<![{\w])([Kk])vinn(e|en|er|ene|es|ens|ers|enes)\b"),
    "en": re.compile(r"(?<![{\w])([Ww])om(an|en)('s)?\b"),
}
_TOGETHER = re.compile(r"(?<![{\w])([Kk])vinne(?=liste|kort)")
_GUEST_ENDS = {
    "e": "", "en": "en", "er": "er", "ene": "ene",
    "es": "s", "ens": "ens", "ers": "ers", "enes": "enes",
}  # fmt: skip


def speak_of(word: str) -> None:
    """Say ``word`` (``kvinne`` or ``gjest``) wherever a message says woman, in this process.

    It is the house's choice (domain.md f), so all texts of the program follow it, paper too.
    """
    _house["word"] = word


def spoken_of() -> str:
    """Return the word that is said now."""
    return _house["word"]


@cache
def _as_guest(language: str, message: str) -> str:
    """Return a message that says guest where it said woman; names of values stay."""
    said = _HER[language].sub(_guest_nb if language == "nb" else _guest_en, message)
    return _TOGETHER.sub(lambda found: "Gjeste" if found[1] == "K" else "gjeste", said)


def _guest_nb(found: "re.Match[str]") -> str:
    return ("Gjest" if found[1] == "K" else "gjest") + _GUEST_ENDS[found[2]]


def _guest_en(found: "re.Match[str]") -> str:
    many, owns = found[2] == "en", found[3]
    word = ("Guest" if found[1] == "W" else "guest") + ("s" if many else "")
    return word + (("'" if many else "'s") if owns else "")


_YEAR_IS_PLAIN = dt.timedelta(days=300)


class Texts:
    """Words, dates and numbers in one language (``nb`` or ``en``)."""

    def __init__(self, language: str = "nb") -> None:
        if language not in LANGUAGES:
            raise ValueError(language)
        self.language = language
        self._locale = Locale.parse("nb_NO" if language == "nb" else "en_GB")
        self._messages = _catalogue(language)

    # -- words ---------------------------------------------------------------------------

    def say(self, message: str, /, **values: object) -> str:
        """Return ``message`` in this language, its ``{names}`` filled in for a reader."""
        return self._fill(self._messages.gettext(message), values)

    def say_in(self, context: str, message: str, /, **values: object) -> str:
        """Like :meth:`say`, where ``context`` keeps two meanings of one word apart."""
        return self._fill(self._messages.pgettext(context, message), values)

    def say_many(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Return the singular or plural message for ``count``, which fills ``{count}``."""
        values = {"count": count, **values}
        return self._fill(self._messages.ngettext(one, many, count), values)

    def explain(self, error: DeskError) -> str:
        """Return the calm sentence of an error."""
        return self.say(error.sentence, **error.values)

    def _fill(self, message: str, values: Mapping[str, object]) -> str:
        if _house["word"] != _USUAL_WORD:
            message = _as_guest(self.language, message)
        if not values:
            return message
        return message.format(**{name: self.show(value) for name, value in values.items()})

    def show(self, value: object) -> object:
        """Return a value as a reader expects it: dates, times and numbers in her format."""
        match value:
            case bool() | str():
                return value
            case dt.datetime():
                return self.time(value)
            case dt.date():
                return self.date(value)
            case dt.time():
                return f"{value:%H:%M}"
            case int() | float() | Decimal():
                return self.number(value)
            case _:
                return self.explain(value) if isinstance(value, DeskError) else value

    # -- dates and times: domain.md f, c4 --------------------------------------------------

    def time(self, instant: dt.datetime) -> str:
        """Return ``22:00`` for an aware instant, in the house's zone."""
        return f"{local(instant):%H:%M}"

    def date(self, day: dt.date) -> str:
        """Return ``21.11.2026`` (nb) or ``21/11/2026`` (en)."""
        return f"{day:%d.%m.%Y}" if self.language == "nb" else f"{day:%d/%m/%Y}"

    def short_date(self, day: dt.date) -> str:
        """Return ``21.11.`` (nb) or ``21 Nov`` (en)."""
        if self.language == "nb":
            return f"{day.day}.{day.month}."
        return format_date(day, "d MMM", locale=self._locale)

    def weekday(self, day: dt.date, *, width: Literal["wide", "abbreviated"] = "wide") -> str:
        """Return ``lørdag`` (``width="wide"``) or ``lør`` (``"abbreviated"``)."""
        return str(get_day_names(width, locale=self._locale)[day.weekday()]).rstrip(".")

    def day_then(self, day: dt.date, today: dt.date) -> str:
        """Return ``21.11.``, and ``21.11.2021`` where the year would be guessed wrong."""
        near = abs(today - day) < _YEAR_IS_PLAIN
        return self.short_date(day) if near else self.date(day)

    def month(self, day: dt.date) -> str:
        """Return the month's name: ``november``."""
        return str(get_month_names("wide", locale=self._locale)[day.month])

    def long_date(self, day: dt.date) -> str:
        """Return ``lørdag 21.11.2026``."""
        return f"{self.weekday(day)} {self.date(day)}"

    def moment(self, instant: dt.datetime) -> str:
        """Return ``lørdag 21.11. kl. 22:00`` (nb) or ``Saturday 21 Nov 22:00`` (en)."""
        day = local(instant).date()
        clock = f"kl. {self.time(instant)}" if self.language == "nb" else self.time(instant)
        return f"{self.weekday(day)} {self.short_date(day)} {clock}"

    def moment_then(self, instant: dt.datetime, now: dt.datetime) -> str:
        """Return :meth:`moment`, and ``lørdag 21.11.2021`` further back than most of a year."""
        day = local(instant).date()
        near = abs(local(now).date() - day) < _YEAR_IS_PLAIN
        return self.moment(instant) if near else self.long_date(day)

    def since(self, instant: dt.datetime, now: dt.datetime) -> str:
        """Return ``18:50`` today, ``fre 14:20`` within six days, ``3.11.`` before that.

        Further back than most of a year the year is said too.
        """
        day, today = local(instant).date(), local(now).date()
        if day == today:
            return self.time(instant)
        if dt.timedelta(0) < today - day < dt.timedelta(days=7):
            return f"{self.weekday(day, width='abbreviated')} {self.time(instant)}"
        return self.day_then(day, today)

    # -- numbers ---------------------------------------------------------------------------

    def number(self, value: float | Decimal, *, decimals: int = 0) -> str:
        """Return ``12 500`` or ``78,4``: a space between thousands in bokmål, never a dot."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, format=pattern, locale=self._locale)

    def percent(self, value: Decimal | None) -> str:
        """Return ``78,4 %`` with one decimal, or ``–`` when there is nothing to divide by."""
        return "–" if value is None else f"{self.number(value, decimals=1)}\N{NO-BREAK SPACE}%"
