"""This machine as Oppsett sees it: its own settings, its copies, the ways into the house."""

from collections.abc import Callable
from dataclasses import dataclass

from shelter_desk import settings
from shelter_desk.services.calling import Caller, Changed, Done, Tx, writes
from shelter_desk.services.copies import CopyShelf
from shelter_desk.services.house_keys import HouseKeys
from shelter_desk.settings import Values, Where
from shelter_desk.store.manifest import Manifest
from shelter_desk.terms import Right


@dataclass(frozen=True)
class Machine:
    """What belongs to this machine and not to the house.

    ``desk`` reads the settings of the machine as they are now, ``keep`` writes one.
    """

    desk: Callable[[], Values]
    keep: Callable[[str, str | int], object]
    shelf: Callable[[], CopyShelf]
    newest_manifest: Callable[[], Manifest | None]
    keys: HouseKeys
    demo: bool = False


def change_desk_setting(caller: Caller, *, machine: Machine, name: str, value: str | int) -> Done:
    """Set a setting of this machine (plain value); audited, without its value.

    Raises the errors of ``settings.checked``, or a calm disk error.
    """
    settings.checked({name: value}, Where.DESK)
    done = _note(caller, name=name)
    machine.keep(name, value)
    return done


@writes(Right.HOUSE_PLAN, Right.BACKUP)
def _note(tx: Tx, *, name: str) -> Done:
    tx.audit("change_desk_setting", setting=name)
    return Done(Changed(), tx.caller.operation)
