"""The services the women's screen asks, so that tests can hand it others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PeopleCalls:
    """Each is called as ``function(caller, **values)`` on the database thread."""

    list: Callable[..., Any]
    card: Callable[..., Any]
    history: Callable[..., Any]
    readers: Callable[..., Any]
    check_in: Callable[..., Any]
    shielded: Callable[..., Any]


def house_calls() -> PeopleCalls:
    """Return the services of the house."""
    # Imported here: the window is painted before SQLAlchemy is loaded (architecture.md 8).
    from shelter_desk.services import (  # noqa: PLC0415 - see above
        arrivals,
        card_readers,
        people,
        revealing,
        woman_card,
        woman_history,
    )

    return PeopleCalls(
        list=people.people_list,
        card=woman_card.open_card,
        history=woman_history.woman_history,
        readers=card_readers.card_readers,
        check_in=arrivals.check_in,
        shielded=revealing.shielded_cards,
    )
