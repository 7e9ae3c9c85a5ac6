"""The services Rapporter asks, so that tests can hand it others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ReportCalls:
    """Each is called as ``function(caller, **values)`` on the database thread.

    ``preview`` returns a ``Preview``, ``paper`` an ``OnPaper``, ``past`` the ``PastSheet`` rows.
    """

    preview: Callable[..., Any]
    paper: Callable[..., Any]
    past: Callable[..., Any]
    not_made: Callable[..., Any]
    shredded: Callable[..., Any]


def house_calls() -> ReportCalls:
    """Return the services of the house."""
    # Imported here: the window is painted before SQLAlchemy is loaded (architecture.md 8).
    from shelter_desk.services import handover, handover_past, report_desk  # noqa: PLC0415 - above

    return ReportCalls(
        preview=report_desk.preview_report,
        paper=report_desk.put_on_paper,
        past=handover_past.past_sheets,
        not_made=handover.note_not_made,
        shredded=handover.tick_shredded,
    )
