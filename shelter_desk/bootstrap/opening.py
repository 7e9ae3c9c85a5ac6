"""Open the house that was asked for, and close it afterwards."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from shelter_desk import settings
from shelter_desk.bootstrap.choice import Choice, command_line_name
from shelter_desk.bootstrap.demo import Tell, open_demo
from shelter_desk.bootstrap.open_house import OpenHouse, fire_shelf, open_real
from shelter_desk.clock import SystemClock
from shelter_desk.errors import DeskError
from shelter_desk.services.calling import Actor
from shelter_desk.services.fire_list import FirePrint
from shelter_desk.services.house_settings import settings_of
from shelter_desk.store.opening import KeySource
from shelter_desk.store.places import find_places
from shelter_desk.terms import ActorKind
from shelter_desk.texts import speak_of


@contextmanager
def opened_house(choice: Choice, tell: Tell = lambda _percent: None) -> Iterator[OpenHouse]:
    """Open the house that was asked for, and close it afterwards.

    ``tell`` hears how many per cent of a demo are made. Raises a
    :class:`shelter_desk.errors.DeskError` that says why it does not open.
    """
    with ExitStack() as stack:
        house = open_demo(choice, stack, tell) if choice.demo else open_real(choice)
        stack.callback(house.house.store.close)
        stack.callback(speak_of, settings.WORD_FOR_HER.default)
        with suppress(DeskError), house.house.store.read() as session:
            speak_of(settings_of(session).get(settings.WORD_FOR_HER))
        yield house


@dataclass(frozen=True)
class KeptFire:
    """The kept fire list, for a doorway that cannot open the house."""

    choice: Callable[[], Choice]

    def moment(self, _caller: object, *, typed: str | None) -> datetime | None:
        """Return of when the kept list is, aware UTC; None where there is none or no key for it."""
        places = find_places(self.choice().data)
        try:
            return fire_shelf(places, self._keys(typed).unlock(places)).latest().data_as_of
        except DeskError:
            return None

    def pdf(self, _caller: object, *, typed: str | None, language: str) -> bytes:
        """Return the kept list as a PDF, noted for the audit. Raises a DeskError."""
        places = find_places(self.choice().data)
        shelf = fire_shelf(places, self._keys(typed).unlock(places))
        now = SystemClock().now()
        return shelf.print_kept(language=language, now=now, by=None, at_lock=True).pdf

    def _keys(self, typed: str | None) -> KeySource:
        return replace(self.choice().keys, typed=typed)


def kept_fire_list(choice: Choice) -> FirePrint:
    """Return the kept list on its way to paper, when the house does not open.

    The key alone is needed, and the print is noted for the audit. Raises
    :class:`~shelter_desk.services.fire_keeper.NoKeptListError`, or what the key raises.
    """
    places = find_places(choice.data)
    shelf = fire_shelf(places, choice.keys.unlock(places))
    by = Actor(ActorKind.COMMAND_LINE, command_line_name(), "kmd")
    return shelf.print_kept(language=choice.language, now=SystemClock().now(), by=by, at_lock=False)
