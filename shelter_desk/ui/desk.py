"""What every screen is given: the few shared things, and nothing of the window itself."""

from dataclasses import dataclass

from shelter_desk.clock import Clock
from shelter_desk.ui.actions import ActionRegistry
from shelter_desk.ui.curtain import CurtainState
from shelter_desk.ui.forms.chosen import ChosenNow
from shelter_desk.ui.forms.forms import Forms
from shelter_desk.ui.notices import Notices
from shelter_desk.ui.search import Search
from shelter_desk.ui.tasks import Tasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.words import Words


@dataclass(frozen=True)
class Desk:
    """The shared things of one running desk. ``demo`` puts the border and badge on."""

    theme: Theme
    words: Words
    clock: Clock
    tasks: Tasks
    actions: ActionRegistry
    curtain: CurtainState
    notices: Notices
    search: Search
    chosen: ChosenNow
    forms: Forms
    demo: bool = False


def make_desk(
    theme: Theme, words: Words, clock: Clock, tasks: Tasks, *, demo: bool = False
) -> Desk:
    """Return a desk with its own registry, curtain, notices and search."""
    actions, notices, chosen = ActionRegistry(theme, words), Notices(clock), ChosenNow()
    return Desk(
        theme=theme,
        words=words,
        clock=clock,
        tasks=tasks,
        actions=actions,
        curtain=CurtainState(),
        notices=notices,
        search=Search(),
        chosen=chosen,
        forms=Forms(actions, notices, tasks, words, chosen),
        demo=demo,
    )
