"""Every setting once: its name, its type, its default and where it is kept.

Desk settings lie in ``desk.toml`` of the data folder and concern one machine; house settings
lie in the database (table ``house_setting``) and are the same at every desk.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Generic, TypeVar

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark

T = TypeVar("T", bool, int, str, time)


class SettingError(BadInputError):
    """A setting has a value it cannot have."""

    sentence = mark(
        "The setting {key} has the value {found}, which cannot be used. It must be {wanted}."
        " Nothing was changed; correct it and try again."
    )


class SettingUnknownError(BadInputError):
    """A setting nobody knows: most often a typing error."""

    sentence = mark(
        "There is no setting called {key}. Nothing was changed; look at the spelling and try again."
    )


class SettingsFileError(BadInputError):
    """The settings file is not TOML."""

    sentence = mark(
        "The settings file {file} cannot be read: it is damaged or mistyped near line {line}."
        " The house is not touched. Correct the file, or move it away to use the defaults."
    )


class Where(StrEnum):
    """Where a setting is kept."""

    DESK = "desk"
    HOUSE = "house"


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. Numbers are whole; their unit stands in the name.

    ``least`` and ``most`` bound a number; ``most`` bounds the length of a text (characters).
    """

    name: str
    default: T
    where: Where
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()

    def read(self, raw: object) -> T:
        """Return ``raw`` (from TOML or JSON) as this setting's type.

        Raises :class:`SettingError`.
        """
        kind = type(self.default)
        value: object = raw
        if kind is time and isinstance(raw, str):
            try:
                value = time.fromisoformat(raw)
            except ValueError:
                raise self._wrong(raw) from None
        # bool is an int in Python; a switch is not a number here.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self._wrong(raw)
        if isinstance(value, int) and not self._in_range(value):
            raise self._wrong(raw)
        if isinstance(value, str) and self.most is not None and len(value) > self.most:
            raise self._wrong(raw)
        if self.choices and value not in self.choices:
            raise self._wrong(raw)
        return value

    def plain(self, value: T) -> bool | int | str:
        """Return a value as it is kept."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def _in_range(self, value: int) -> bool:
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )

    def _wrong(self, raw: object) -> SettingError:
        return SettingError(key=self.name, found=repr(raw)[:60], wanted=self._wanted())

    def _wanted(self) -> str:
        if self.choices:
            return " / ".join(self.choices)
        match self.default:
            case bool():
                return "true / false"
            case int():
                return f"{self.least}–{self.most}"
            case time():
                return '"HH:MM"'
            case _:
                return f'"…" (0–{self.most})' if self.most else '"…"'


def _desk(name: str, default: T, **limits: int) -> Setting[T]:
    return Setting(name, default, Where.DESK, limits.get("least"), limits.get("most"))


def _house(name: str, default: T, **limits: int) -> Setting[T]:
    return Setting(name, default, Where.HOUSE, limits.get("least"), limits.get("most"))


# -- one machine: desk.toml ------------------------------------------------------------------

LANGUAGE = Setting("language", "nb", Where.DESK, choices=("nb", "en"))
SCHEME = Setting(
    "scheme", "system", Where.DESK, choices=("system", "light", "dark", "high_contrast")
)
WORKSTATION = _desk("workstation", "")
"""What the audit calls this desk; empty: the machine's name."""
SERVER_URL = _desk("server.url", "")
"""``postgresql://role@host/database``: several desks on one server; empty: the file."""
BACKUP_FOLDER = _desk("backup.folder", "")
"""Where copies go; empty: ``copies`` in the data folder."""
PRINTER = _desk("printer.name", "")
CURTAIN_MINUTES = _desk("lock.curtain_minutes", 2, least=1, most=60)
LOCK_MINUTES = _desk("lock.minutes", 10, least=1, most=120)
"""Both by the wall clock, so that sleep counts (domain.md b2)."""
TEXT_PERCENT = _desk("text_percent", 100, least=100, most=200)
"""Size of all words on this desk's screen, from its next start on."""

# -- the whole house: table house_setting ----------------------------------------------------

WORD_FOR_HER = Setting("word_for_her", "kvinne", Where.HOUSE, choices=("kvinne", "gjest"))
HOUSE_ADDRESS = _house("house_address", "", most=120)
HOUSE_DOOR = _house("house_door", "", most=120)
"""What 113 is told: where the house is and which door; on screen, never on the sheet."""
MEETING_POINT = _house("meeting_point", "", most=120)
HOUSE_RULES = _house("house_rules", "", most=6000)
HOUSE_RULES_ON = _house("house_rules_on", "", most=10)
"""The day of the house rules, as ``2026-01-31``; empty: not said."""
HOUSE_RULES_WITH = _house("house_rules_with", "", most=200)
"""With whom the rules were made (domain.md a3)."""
BREAKFAST_AT = _house("breakfast_at", time(9, 30))
LUNCH_AT = _house("lunch_at", time(12, 30))
THURSDAY_DINNER_AT = _house("thursday_dinner_at", time(16, 30))
SUPPER_AT = _house("supper_at", time(20))
"""Meals of the house (domain.md g), local time."""
COUNTING_TIME = _house("counting_time", time(4))
"""When a night is counted, local time (domain.md d2)."""
COUNTING_EARLIEST, COUNTING_LATEST = time(3), time(6)
ROUNDS_FROM = _house("rounds_from", time(22))
ROUNDS_UNTIL = _house("rounds_until", time(6))
ROUNDS_EVERY_MINUTES = _house("rounds_every_minutes", 120, least=15, most=480)
"""Base rounds of the night (domain.md e2)."""
NOT_SEEN_FIRST_HOURS = _house("not_seen_first_hours", 24, least=1, most=720)
NOT_SEEN_CALL_HOURS = _house("not_seen_call_hours", 48, least=1, most=720)
NOT_SEEN_DECIDE_HOURS = _house("not_seen_decide_hours", 72, least=1, most=720)
"""A woman with a place who is not seen: shown, called, decided on (domain.md e2)."""
NOT_SEEN_VISITOR_DAYS = _house("not_seen_visitor_days", 7, least=1, most=365)
NOT_SEEN_VISITOR_LATE_DAYS = _house("not_seen_visitor_late_days", 14, least=1, most=365)
"""A day visitor with a key worker who is not seen (domain.md e2)."""
WATCH_HOURS = _house("watch_hours", 24, least=1, most=24)
"""How long a watch line stands unless renewed (domain.md c1)."""
SHRED_AFTER_MINUTES = _house("shred_after_minutes", 30, least=0, most=720)
"""How long after the receiving shift a printed sheet is to be shredded (domain.md c3)."""
KEEP_STAYS_MONTHS = _house("keep_stays_months", 26, least=1, most=1200)
KEEP_INCIDENTS_MONTHS = _house("keep_incidents_months", 36, least=1, most=1200)
KEEP_RESTRICTIONS_MONTHS = _house("keep_restrictions_months", 6, least=1, most=1200)
KEEP_AUDIT_MONTHS = _house("keep_audit_months", 24, least=1, most=1200)
"""How long what is kept (domain.md b12): visits, stays and log; incidents; restrictions after
their end; the audit. Nothing is removed by these numbers yet."""
HINT_WORDS = _house("hint_words", "", most=4000)
"""Words of this house to think about while writing, one a line, ``word = better word``."""
REGULATIONS = _house("regulations", "")
"""The house's own words for rules (``services.regulations``), as JSON."""
BACKUP_EVERY_MINUTES = _house("backup_every_minutes", 15, least=5, most=240)
BACKUP_KEEP_NEWEST = _house("backup_keep_newest", 24, least=1, most=500)
BACKUP_KEEP_DAILY = _house("backup_keep_daily", 14, least=0, most=400)

AnySetting = Setting[bool] | Setting[int] | Setting[str] | Setting[time]

ALL: tuple[AnySetting, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Setting)
)
BY_NAME: Mapping[str, AnySetting] = {setting.name: setting for setting in ALL}


@dataclass(frozen=True)
class Values:
    """The settings that were chosen; everything else has its default."""

    chosen: Mapping[str, object]

    def get(self, setting: Setting[T]) -> T:
        """Return a setting's value. Raises :class:`SettingError` for one that cannot be."""
        if setting.name not in self.chosen:
            return setting.default
        return setting.read(self.chosen[setting.name])


def checked(chosen: Mapping[str, object], where: Where) -> Values:
    """Return ``chosen`` (name → plain value) when every name and value is right.

    Raises :class:`SettingUnknownError` or :class:`SettingError`.
    """
    for name, raw in chosen.items():
        setting = BY_NAME.get(name)
        if setting is None or setting.where is not where:
            raise SettingUnknownError(key=name)
        setting.read(raw)
    return Values(dict(chosen))


def read_desk(text: str, file: str) -> Values:
    """Return what ``desk.toml`` says; ``file`` names it in a sentence.

    Raises :class:`SettingsFileError`, :class:`SettingUnknownError` or :class:`SettingError`.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsFileError(file=file, line=line_of(error)) from None
    return checked(dict(_flat(content)), Where.DESK)


def line_of(error: tomllib.TOMLDecodeError) -> str:
    """Return the line a TOML error names, as text; newer Pythons know it as a number."""
    _, _, rest = str(error).partition("at line ")
    return rest.split(",")[0].split(" ")[0].rstrip(")") or "?"


def write_desk(values: Values) -> str:
    """Return ``values`` as the text of ``desk.toml``."""
    lines: list[str] = []
    tables: dict[str, list[str]] = {}
    for name, raw in sorted(values.chosen.items()):
        table, _, key = name.rpartition(".")
        line = f"{key} = {_literal(raw)}"
        (tables.setdefault(table, []) if table else lines).append(line)
    for table, entries in tables.items():
        lines += ["", f"[{table}]", *entries]
    return "\n".join([*lines, ""])


def _flat(content: Mapping[str, object], before: str = "") -> Iterable[tuple[str, object]]:
    for name, value in content.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
