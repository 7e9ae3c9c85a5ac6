"""Asks a window to close, as the cross of a window manager does (xdotool cannot)."""

import ctypes
import ctypes.util

_CLIENT_MESSAGE = 33
_CURRENT_TIME = 0
_LONGS = ctypes.c_long * 5


class _ClientMessage(ctypes.Structure):
    """``XClientMessageEvent``, padded to the size of an ``XEvent``."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", _LONGS),
        ("rest", ctypes.c_long * 24),
    )


def ask_to_close(display_name: str, window: int) -> None:
    """Send ``WM_DELETE_WINDOW`` to a window."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(display_name.encode()))
    if not display:
        raise OSError(display_name)

    def atom(name: str) -> int:
        return int(x11.XInternAtom(display, name.encode(), 0))

    message = _ClientMessage(
        type=_CLIENT_MESSAGE,
        window=window,
        message_type=atom("WM_PROTOCOLS"),
        format=32,
        data=_LONGS(atom("WM_DELETE_WINDOW"), _CURRENT_TIME, 0, 0, 0),
    )
    x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XCloseDisplay(display)
