"""Reads what a screen reader is told by a running desk: the accessible tree over AT-SPI."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_REGISTRY = "org.a11y.atspi.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_SHOWING = 1 << 25
_PATIENCE_S = 10.0

Place = tuple[str, str]
"""Who owns an object on the bus, and its path."""


@dataclass(frozen=True)
class Node:
    """An object as a screen reader meets it."""

    role: str
    name: str
    description: str
    text: str
    shown: bool
    children: tuple["Node", ...] = field(default=(), repr=False)

    def all(self) -> Iterator["Node"]:
        """Yield this object and all under it."""
        yield self
        for child in self.children:
            yield from child.all()

    def words(self) -> str:
        """Return every word in it, hidden objects too, a line each."""
        return "\n".join(
            part for node in self.all() for part in (node.name, node.description, node.text) if part
        )

    def has(self, words: str) -> bool:
        """Say whether ``words`` stand in anything that is shown."""
        return any(
            words in f"{node.name}\n{node.description}\n{node.text}"
            for node in self.all()
            if node.shown
        )


class Reader:
    """A connection to the accessibility bus."""

    def __init__(self, connection: DBusConnection) -> None:
        self._bus = connection

    def desk(self, pid: int, *, hidden: bool = False) -> Node | None:
        """Return the tree of the process ``pid``; None while it has not registered.

        ``hidden``: also what lies under objects that are not shown.
        """
        for place in self._children((_REGISTRY, _ROOT)):
            if self._pid(place[0]) == pid:
                return self._node(place, hidden=hidden)
        return None

    def _pid(self, owner: str) -> int:
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        answer = self._ask(bus, "GetConnectionUnixProcessID", "s", owner)
        return int(answer[0]) if answer else 0

    def _node(self, place: Place, *, hidden: bool) -> Node | None:
        address = DBusAddress(place[1], place[0], _ACCESSIBLE)
        states = self._ask(address, "GetState")
        if states is None:
            return None  # it went away while the tree was read
        role = self._ask(address, "GetRoleName") or [""]
        bits = int(states[0][0])
        shown = bool(bits & _SHOWING)
        below = self._children(place) if shown or hidden else []
        children = (self._node(child, hidden=hidden) for child in below)
        return Node(
            role=str(role[0]),
            name=self._property(address, "Name"),
            description=self._property(address, "Description"),
            text=self._text(place),
            shown=shown,
            children=tuple(child for child in children if child is not None),
        )

    def _children(self, place: Place) -> list[Place]:
        address = DBusAddress(place[1], place[0], _ACCESSIBLE)
        answer = self._ask(address, "GetChildren")
        return [(owner, path) for owner, path in answer[0]] if answer else []

    def _text(self, place: Place) -> str:
        text = DBusAddress(place[1], place[0], "org.a11y.atspi.Text")
        answer = self._ask(text, "GetText", "ii", 0, -1)
        return str(answer[0]) if answer else ""

    def _property(self, address: DBusAddress, name: str) -> str:
        message = Properties(address).get(name)
        reply = self._bus.send_and_get_reply(message, timeout=_PATIENCE_S)
        if reply.header.message_type is MessageType.error:
            return ""
        return str(reply.body[0][1])

    def _ask(
        self, address: DBusAddress, method: str, signature: str | None = None, *values: object
    ) -> tuple[Any, ...] | None:
        message = new_method_call(address, method, signature, values)
        reply = self._bus.send_and_get_reply(message, timeout=_PATIENCE_S)
        if reply.header.message_type is MessageType.error:
            return None
        body: tuple[Any, ...] = reply.body
        return body


@contextmanager
def reading() -> Iterator[Reader]:
    """Connect to the accessibility bus of the tests' own session bus."""
    session = open_dbus_connection(bus=os.environ["DBUS_SESSION_BUS_ADDRESS"])
    try:
        launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        reply = session.send_and_get_reply(
            new_method_call(launcher, "GetAddress"), timeout=_PATIENCE_S
        )
        bus = open_dbus_connection(bus=str(reply.body[0]))
    finally:
        session.close()
    try:
        yield Reader(bus)
    finally:
        bus.close()
