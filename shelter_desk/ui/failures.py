"""What happens when the program itself breaks: a calm message and a report without data.

A report holds the kind of error and where in the code it happened: no message text (it may
hold a name or an SQL parameter), no local variables, no file paths outside the program.
"""

import sys
import threading
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from types import TracebackType

from shelter_desk.clock import Clock, SystemClock

_KEEP = 50


class _Where:
    """Where reports go and who is told; set once at start."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.clock: Clock = SystemClock()
        self.tell: Callable[[], object] | None = None


_where = _Where()


def describe(error: BaseException) -> str:
    """Return the lines of a report: kinds of error, module, function and line. Nothing else."""
    lines: list[str] = []
    current: BaseException | None = error
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines.extend(_places(current.__traceback__))
        current = current.__cause__ or current.__context__
        if current is not None:
            lines.append("because of")
    return "\n".join(lines) + "\n"


def _places(trace: TracebackType | None) -> list[str]:
    places: list[str] = []
    while trace is not None:
        frame = trace.tb_frame
        module = frame.f_globals.get("__name__", "?")
        places.append(f"  {module} {frame.f_code.co_qualname} line {trace.tb_lineno}")
        trace = trace.tb_next
    return places


def report(error: BaseException) -> Path | None:
    """Write a report of ``error`` and return its path; None when there is nowhere to write."""
    folder = _where.folder
    if folder is None:
        return None
    now = _where.clock.now().astimezone(UTC)
    path = folder / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{now:%Y-%m-%d %H:%M:%S} UTC\n{describe(error)}", encoding="utf-8")
        for old in sorted(folder.glob("report-*.txt"))[:-_KEEP]:
            old.unlink(missing_ok=True)
    except OSError:
        return None  # a full or read-only disk must not turn one failure into two
    return path


def install(
    *, folder: Path, clock: Clock, tell: Callable[[], object] | None = None
) -> Callable[[], None]:
    """Catch what no slot caught: report it into ``folder`` and call ``tell`` (GUI thread).

    Returns a function that puts everything back.
    """
    before = (_where.folder, _where.clock, _where.tell, sys.excepthook)
    _where.folder, _where.clock, _where.tell = folder, clock, tell
    sys.excepthook = _on_uncaught

    def put_back() -> None:
        _where.folder, _where.clock, _where.tell, sys.excepthook = before

    return put_back


def _on_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    report(error if error.__traceback__ is not None else error.with_traceback(trace))
    if _where.tell is not None and threading.current_thread() is threading.main_thread():
        _where.tell()
