"""The house's own settings: read, and changed with an audit row."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk import settings
from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.models import House, HouseSetting
from shelter_desk.services.calling import Changed, Done, Tx, reads, writes
from shelter_desk.services.names import clean_text
from shelter_desk.services.written import says_something
from shelter_desk.settings import Setting, Values, Where, checked
from shelter_desk.terms import Right

UNIT_CODE_LIMIT = 40

_NOT_SAID = {
    settings.HOUSE_ADDRESS.name,
    settings.HOUSE_DOOR.name,
    settings.HOUSE_RULES.name,
    settings.HINT_WORDS.name,
}
"""Settings whose words do not go into the audit."""

_GROWING: tuple[tuple[Setting[int], ...], ...] = (
    (
        settings.NOT_SEEN_FIRST_HOURS,
        settings.NOT_SEEN_CALL_HOURS,
        settings.NOT_SEEN_DECIDE_HOURS,
    ),
    (settings.NOT_SEEN_VISITOR_DAYS, settings.NOT_SEEN_VISITOR_LATE_DAYS),
)
"""Limits that come one after the other."""


class LimitsOrderError(BadInputError):
    """She would be called before it was noticed that she has not been seen."""

    sentence = mark(
        "These limits come one after the other: each must be more than the one before it."
        " Nothing was changed."
    )


class CountingTimeError(BadInputError):
    """A night is counted while people sleep, at a time that exists on every date."""

    sentence = mark("A night is counted between 03:00 and 06:00. Nothing was changed.")


class RoundsTimeError(BadInputError):
    """Rounds without a night."""

    sentence = mark("The rounds must end at another time than they begin. Nothing was changed.")


class UnitCodeError(BadInputError):
    """The name on every sheet."""

    sentence = mark(
        "The unit needs a short neutral name, at most {limit} characters: it stands on every"
        " sheet. Nothing was changed."
    )


def settings_of(session: Session) -> Values:
    """Return the settings of the house inside a transaction."""
    rows = session.execute(select(HouseSetting.name, HouseSetting.value))
    return Values({row.name: row.value["value"] for row in rows})


@reads(Right.BOARD)
def house_settings(tx: Tx) -> Values:
    """Return the settings of the house."""
    return settings_of(tx.session)


@reads(Right.BOARD)
def house_words(tx: Tx) -> Mapping[str, str]:
    """Return the house's words to think about, in small letters, and what to write instead."""
    lines = settings_of(tx.session).get(settings.HINT_WORDS).splitlines()
    pairs = (line.partition("=") for line in lines)
    return {word.strip().casefold(): better.strip() for word, _, better in pairs if word.strip()}


@writes(Right.HOUSE_PLAN)
def change_setting(tx: Tx, *, name: str, value: bool | int | str) -> Done:
    """Set a house setting (plain value).

    Raises the errors of ``settings.checked``, :class:`LimitsOrderError`,
    :class:`CountingTimeError`, :class:`RoundsTimeError`.
    """
    checked({name: value}, Where.HOUSE)
    _check_together(Values({**settings_of(tx.session).chosen, name: value}))
    row = tx.session.get(HouseSetting, name)
    if row is None:
        tx.session.add(HouseSetting(name=name, value={"value": value}))
    else:
        row.value = {"value": value}
    said = None if name in _NOT_SAID else value
    tx.audit("change_setting", setting=name, value=said)
    return Done(Changed(plan=True), tx.caller.operation)


def _check_together(values: Values) -> None:
    for limits in _GROWING:
        numbers = [values.get(setting) for setting in limits]
        if numbers != sorted(set(numbers)):
            raise LimitsOrderError
    counting = values.get(settings.COUNTING_TIME)
    if not settings.COUNTING_EARLIEST <= counting <= settings.COUNTING_LATEST:
        raise CountingTimeError
    if values.get(settings.ROUNDS_FROM) == values.get(settings.ROUNDS_UNTIL):
        raise RoundsTimeError


@reads(Right.BOARD)
def unit_code(tx: Tx) -> str:
    """Return the neutral name of the unit."""
    return tx.session.scalars(select(House.unit_code)).one()


@writes(Right.HOUSE_PLAN)
def set_unit_code(tx: Tx, *, code: str) -> Done:
    """Give the unit another neutral name. Raises :class:`UnitCodeError`."""
    words = clean_text(code)
    if not says_something(words) or len(words) > UNIT_CODE_LIMIT:
        raise UnitCodeError(limit=UNIT_CODE_LIMIT)
    tx.session.scalars(select(House).with_for_update()).one().unit_code = words
    tx.audit("set_unit_code")
    return Done(Changed(plan=True), tx.caller.operation)
