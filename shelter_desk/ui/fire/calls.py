"""What the fire list's key asks of the services, and of the machine's printers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from shelter_desk.reports.fire_list_content import FireCounts


class ListOnPaper(Protocol):
    """What a print service answers with."""

    @property
    def pdf(self) -> bytes:
        """The list."""
        ...  # a protocol's body

    @property
    def kept(self) -> bool:
        """Whether it is the list kept for when the database does not answer."""
        ...  # a protocol's body


Sent = Callable[[bool], object]
"""Told at the end of a print: whether the printer took all of it."""


@dataclass(frozen=True)
class FireCalls:
    """``print_list(caller, language=, at_lock=)`` and ``count(caller, at_lock=)`` are services.

    ``printer()`` returns the name of the printer for this desk, or None; ``send(name, pdf, sent)``
    gives it a list.
    """

    print_list: Callable[..., ListOnPaper]
    count: Callable[..., FireCounts]
    printer: Callable[[], str | None]
    send: Callable[[str, bytes, Sent], object]
    tasks: Callable[[], Any]
    """Makes what runs the services: a thread of its own, which no other question holds up."""
