"""What is shown: the screens, and the only package that knows Qt."""

import ctypes
import sys


def keep_singletons() -> None:
    """Make None, True and False outlive PySide6 6.12 on Python 3.11.

    PySide6 6.12.0 is compiled as if these were immortal, which they are from Python 3.12 on:
    every call into Qt that returns None takes away a reference to it, and after some thousand
    calls, a few minutes at a desk, the interpreter ends with «deallocating None». 6.11 has no
    package of Qt Pdf alone. So the counts are set as high as no evening brings down.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for one in (None, True, False, NotImplemented, ...):
            # The count is the first field of every object of CPython.
            count = ctypes.c_ssize_t.from_address(id(one))
            count.value = max(count.value, sys.maxsize >> 2)


keep_singletons()
