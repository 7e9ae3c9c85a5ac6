"""The seat at the desk: who sits there, and her calls to the services."""

from dataclasses import dataclass, field

from shelter_desk.services import access, board
from shelter_desk.services.access import LoggedIn
from shelter_desk.services.calling import Actor, Caller, House
from shelter_desk.terms import ActorKind, Right
from shelter_desk.ui.frame.facts import Connection, FrameFacts, NextCheck
from shelter_desk.ui.lock.session import AccessCalls, Session

_NOBODY = Actor(ActorKind.PROGRAM, "program")


@dataclass(frozen=True)
class SeatedPerson:
    """Somebody logged in, as the frame and the lock screen want to know her."""

    staff_id: int
    login: str
    name: str
    initials: str
    rights: frozenset[Right]
    must_change_password: bool
    has_pin: bool
    language: str
    actor: Actor = field(repr=False)


class Seat:
    """Makes each call's :class:`Caller` for whoever is logged in, and answers the frame."""

    def __init__(self, house: House, session: Session) -> None:
        self._house = house
        self._session = session
        self._logged_in: dict[int, Actor] = {}

    def caller(self) -> Caller:
        """Return a new call of the person logged in; before that, of the program itself."""
        person = self._session.person
        return Caller(self._house, getattr(person, "actor", _NOBODY))

    def access(self) -> AccessCalls:
        """Return the service calls the lock screen makes."""
        return AccessCalls(
            log_in=self._log_in,
            use_pin=self._use_pin,
            change_password=self._change_password,
            locked=self._locked,
        )

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
            connection=Connection.LOCAL if self._house.store.on_file else Connection.SERVER,
        )

    def _log_in(self, caller: Caller, *, login: str, password: str) -> SeatedPerson:
        return self._seat(access.log_in(caller.house, login=login, password=password))

    def _use_pin(self, caller: Caller, *, staff_id: int, pin: str) -> SeatedPerson:
        return self._seat(access.log_in_with_pin(caller.house, staff_id=staff_id, pin=pin))

    def _change_password(
        self, caller: Caller, *, staff_id: int, old_password: str, new_password: str
    ) -> SeatedPerson:
        own = Caller(caller.house, self._logged_in[staff_id])
        return self._seat(access.change_password(own, old=old_password, new=new_password))

    def _locked(self, caller: Caller) -> None:
        if caller.actor.staff_id is not None:
            access.log_out(caller)

    def _seat(self, found: LoggedIn) -> SeatedPerson:
        if found.actor.staff_id is None:
            raise AssertionError("somebody logged in has an account")
        self._logged_in[found.actor.staff_id] = found.actor
        return SeatedPerson(
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
