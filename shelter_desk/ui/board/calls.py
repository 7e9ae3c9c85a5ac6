"""The services the board asks, so that tests can hand it others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class BoardCalls:
    """Each is called as ``function(caller, **values)`` on the database thread.

    Questions return the dataclasses of :mod:`shelter_desk.services.snapshots`, acts a ``Done``.
    """

    snapshot: Callable[..., Any]
    type_ahead: Callable[..., Any]
    arrival_card: Callable[..., Any]
    presence_card: Callable[..., Any]
    bed_answers: Callable[..., Any]
    bed_map: Callable[..., Any]
    check_in: Callable[..., Any]
    check_in_expected: Callable[..., Any]
    check_in_new: Callable[..., Any]
    check_in_anonymous: Callable[..., Any]
    go_out: Callable[..., Any]
    come_back: Callable[..., Any]
    check_out: Callable[..., Any]
    give_bed: Callable[..., Any]
    move_bed: Callable[..., Any]
    give: Callable[..., Any]
    give_message: Callable[..., Any]
    record_check: Callable[..., Any]


def house_calls() -> BoardCalls:
    """Return the services of the house."""
    # Imported here: the window is painted before SQLAlchemy is loaded (architecture.md 8).
    from shelter_desk.services import (  # noqa: PLC0415 - see above
        arrivals,
        bed_answers,
        bed_map,
        beds,
        board,
        cards,
        check_plans,
        finding,
        messages,
        provisions,
    )

    return BoardCalls(
        snapshot=board.board_snapshot,
        type_ahead=finding.type_ahead,
        arrival_card=cards.arrival_card,
        presence_card=cards.presence_card,
        bed_answers=bed_answers.answers,
        bed_map=bed_map.map_snapshot,
        check_in=arrivals.check_in,
        check_in_expected=arrivals.check_in_expected,
        check_in_new=arrivals.check_in_new,
        check_in_anonymous=arrivals.check_in_anonymous,
        go_out=arrivals.go_out,
        come_back=arrivals.come_back,
        check_out=arrivals.check_out,
        give_bed=beds.give_bed,
        move_bed=beds.move_bed,
        give=provisions.give,
        give_message=messages.give_message,
        record_check=check_plans.record_check,
    )
