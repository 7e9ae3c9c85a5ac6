"""What is shown: the only layer that knows Qt."""

import sys


def _keep_true_alive() -> None:
    """Give ``True`` references to spare, where losing them would end the interpreter.

    PySide6 6.12.0 gives back a reference to ``True`` that it never took, once for every
    ``emit``. From Python 3.12 on ``True`` cannot be lost; before that the interpreter stops
    with «bool_dealloc» after some two thousand signals: in the middle of an evening.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes  # noqa: PLC0415 - only these versions need it

    count = ctypes.c_ssize_t.from_address(id(True))
    if abs(count.value - sys.getrefcount(True)) < 8:  # noqa: PLR2004 - else it lies elsewhere
        count.value += sys.maxsize >> 16


_keep_true_alive()
