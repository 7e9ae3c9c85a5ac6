"""The seat at the desk: who sits there, and her calls to the services."""

from importlib import import_module
from typing import TYPE_CHECKING

from shelter_desk.reports.fire_list_content import FireCounts
from shelter_desk.services import access, board
from shelter_desk.services.access import LoggedIn
from shelter_desk.services.calling import Actor, Caller, House
from shelter_desk.services.fire_keeper import (
    FireShelf,
    count_fire_list,
    print_fire_list_anyhow,
)
from shelter_desk.services.fire_list import FirePrint
from shelter_desk.terms import ActorKind
from shelter_desk.ui.fire.calls import FireCalls, Sent
from shelter_desk.ui.frame.facts import Connection, FrameFacts, NextCheck
from shelter_desk.ui.lock.session import AccessCalls, Session, SignedIn
from shelter_desk.ui.paper.press import Press
from shelter_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from datetime import datetime

_NOBODY = Actor(ActorKind.PROGRAM, "program")


class Seat:
    """Makes each call's :class:`Caller` for whoever is logged in, and answers the frame."""

    def __init__(self, house: House, session: Session) -> None:
        self._house = house
        self._session = session
        self.copied_at: datetime | None = None
        """When the newest copy of the house was made, aware UTC."""

    def caller(self) -> Caller:
        """Return a new call of the person logged in; before that, of the program itself."""
        person = self._session.person
        return Caller(self._house, _NOBODY if person is None else person.actor)

    def access(self) -> AccessCalls:
        """Return the service calls the lock screen makes."""
        return AccessCalls(
            log_in=self._log_in,
            use_pin=self._use_pin,
            change_password=self._change_password,
            set_pin=self._set_pin,
            locked=self._locked,
        )

    def fire(self, shelf: FireShelf | None, printer: str, tasks: type[Tasks]) -> FireCalls:
        """Return what the key of the fire list asks; ``printer`` is the one set for this desk."""

        def print_list(caller: Caller, *, language: str, at_lock: bool) -> FirePrint:
            asks = Caller(self._house, _NOBODY) if at_lock else caller
            return print_fire_list_anyhow(asks, language=language, shelf=shelf, at_lock=at_lock)

        def count(caller: Caller, *, at_lock: bool) -> FireCounts:
            asks = Caller(self._house, _NOBODY) if at_lock else caller
            return count_fire_list(asks, shelf=shelf)

        # A press of its own: a report that hangs in a printer never holds up the list.
        press = Press(tasks)

        def send(name: str, pdf: bytes, sent: Sent) -> None:
            paper = import_module("shelter_desk.ui.fire.paper")  # not before somebody prints
            paper.send(press, name, pdf, sent)

        def printer_now() -> str | None:
            paper = import_module("shelter_desk.ui.fire.paper")
            name: str | None = paper.printer_of_desk(printer)
            return name

        return FireCalls(print_list, count, printer_now, send, lambda: tasks(self.caller))

    def facts(self, caller: Caller) -> FrameFacts:
        """Return the numbers of the top bar and the status line; runs on the database thread."""
        state = board.desk_state(caller)
        check = None
        if state.next_check is not None:
            check = NextCheck(
                state.next_check, state.next_check_place or "", overdue=state.checks_overdue
            )
        return FrameFacts(
            in_house=state.women_inside + state.others_inside,
            free=state.places_free,
            shift=state.shift,
            shift_ends=state.shift_ends_at,
            next_check=check,
            copy_at=self.copied_at,
            connection=Connection.LOCAL if self._house.store.on_file else Connection.SERVER,
        )

    @staticmethod
    def _log_in(caller: Caller, *, login: str, password: str) -> SignedIn:
        return _signed_in(access.log_in(caller.house, login=login, password=password))

    @staticmethod
    def _use_pin(caller: Caller, *, staff_id: int, pin: str) -> SignedIn:
        return _signed_in(access.log_in_with_pin(caller.house, staff_id=staff_id, pin=pin))

    @staticmethod
    def _change_password(caller: Caller, *, old: str, new: str) -> SignedIn:
        return _signed_in(access.change_password(caller, old=old, new=new))

    @staticmethod
    def _set_pin(caller: Caller, *, password: str, pin: str) -> None:
        access.set_pin(caller, password=password, pin=pin)

    @staticmethod
    def _locked(caller: Caller) -> None:
        if caller.actor.staff_id is not None:
            access.log_out(caller)


def _signed_in(found: LoggedIn) -> SignedIn:
    if found.actor.staff_id is None:
        raise AssertionError("somebody logged in has an account")
    return SignedIn(
        staff_id=found.actor.staff_id,
        login=found.login,
        name=found.actor.name,
        initials=found.actor.initials,
        rights=found.rights,
        must_change_password=found.must_change_password,
        has_pin=found.has_pin,
        language=found.language,
        actor=found.actor,
    )
