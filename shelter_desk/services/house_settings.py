"""The house's own settings: read, and changed with an audit row."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.models import HouseSetting
from shelter_desk.services.calling import Changed, Done, Tx, reads, writes
from shelter_desk.settings import Values, Where, checked
from shelter_desk.terms import Right


def settings_of(session: Session) -> Values:
    """Return the settings of the house inside a transaction."""
    rows = session.execute(select(HouseSetting.name, HouseSetting.value))
    return Values({row.name: row.value["value"] for row in rows})


@reads(Right.BOARD)
def house_settings(tx: Tx) -> Values:
    """Return the settings of the house."""
    return settings_of(tx.session)


@writes(Right.HOUSE_PLAN)
def change_setting(tx: Tx, *, name: str, value: bool | int | str) -> Done:
    """Set a house setting (plain value). Raises the errors of ``settings.checked``."""
    checked({name: value}, Where.HOUSE)
    row = tx.session.get(HouseSetting, name)
    if row is None:
        tx.session.add(HouseSetting(name=name, value={"value": value}))
    else:
        row.value = {"value": value}
    tx.audit("change_setting", setting=name, value=value)
    return Done(Changed(plan=True), tx.caller.operation)
