"""The services the log asks, so that tests can hand it others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shelter_desk.services.calling import Caller


@dataclass(frozen=True)
class LogCalls:
    """Each is called as ``function(caller, **values)`` on the database thread.

    Questions return the dataclasses of :mod:`shelter_desk.services.snapshots`, acts a ``Done``.
    """

    page: Callable[..., Any]
    write: Callable[..., Any]
    correct: Callable[..., Any]
    watch_lines: Callable[..., Any]
    add_watch: Callable[..., Any]
    renew_watch: Callable[..., Any]
    end_watch: Callable[..., Any]
    tasks: Callable[..., Any]
    add_task: Callable[..., Any]
    tick_task: Callable[..., Any]
    filling: Callable[..., Any]
    board: Callable[..., Any]
    type_ahead: Callable[..., Any]
    house_words: Callable[..., Any] | None = None
    watch_around: Callable[..., Any] | None = None


def house_calls() -> LogCalls:
    """Return the services of the house."""
    # Imported here: the window is painted before SQLAlchemy is loaded (architecture.md 8).
    from shelter_desk.services import (  # noqa: PLC0415 - see above
        board,
        finding,
        handover,
        handover_around,
        house_settings,
        log,
        log_reading,
        tasks,
        watch,
    )

    return LogCalls(
        page=log_reading.log_page,
        write=log.write_entry,
        correct=log.correct_entry,
        watch_lines=watch.watch_lines,
        add_watch=watch.add_watch,
        renew_watch=watch.renew_watch,
        end_watch=watch.end_watch,
        tasks=tasks.open_tasks,
        add_task=tasks.add_task,
        tick_task=tasks.tick_task,
        filling=handover.filling,
        board=board.board_snapshot,
        type_ahead=finding.type_ahead,
        house_words=house_settings.house_words,
        watch_around=handover_around.watch_around,
    )


def who_am_i(caller: Caller) -> int | None:
    """Return whose account is used: what she has half written is hers alone."""
    return caller.actor.staff_id
