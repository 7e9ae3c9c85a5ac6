"""What is known of a form before it is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from shelter_desk.ui.actions import ActionSpec

if TYPE_CHECKING:
    from shelter_desk.ui.desk import Desk
    from shelter_desk.ui.forms.sheet import Sheet

Maker = Callable[["Desk"], "Sheet"]


@dataclass(frozen=True)
class FormSpec:
    """A form by its id. ``title`` is English, marked for translation.

    ``make`` makes the sheet each time it is opened. With ``action`` the form stands in the
    palette, the menus and the help; its id and the form's are the same, and its right is needed
    to open the form.
    """

    id: str
    title: str
    make: Maker
    action: ActionSpec | None = None
    behind_curtain: bool = False
    """Whether it is shown while the curtain is down: such a sheet hides names by itself."""


def later(module: str, name: str) -> Maker:
    """Return a maker that loads ``module`` when the form is first opened.

    The window is painted before SQLAlchemy is loaded (architecture.md 8): a form may import
    services at its top when only this names it.
    """

    def make(desk: "Desk") -> "Sheet":
        sheet: Sheet = getattr(import_module(module), name)(desk)
        return sheet

    return make
