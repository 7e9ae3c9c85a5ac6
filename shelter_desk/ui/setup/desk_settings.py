"""Saving a setting of this machine, in the form a field calls it."""

from collections.abc import Callable
from typing import Any

from shelter_desk.services.calling import Caller, Done
from shelter_desk.services.machine import Machine, change_desk_setting
from shelter_desk.settings import AnySetting


def desk_saver(machine: Machine | None, setting: AnySetting) -> Callable[..., Any]:
    """Return a service that saves ``setting`` of this machine."""

    def save(caller: Caller, *, value: Any) -> Done | None:  # noqa: ANN401 - a plain value
        if machine is None:
            return None
        plain = "" if value is None else value
        return change_desk_setting(caller, machine=machine, name=setting.name, value=plain)

    return save
