"""The real services of access in the shape the lock screen wants.

The services are imported when they are first called, on the database thread: the window is
painted before SQLAlchemy is loaded.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shelter_desk.ui.lock.session import AccessCalls, PinUsedUpError, Session, SignedIn

if TYPE_CHECKING:
    from shelter_desk.services.access import LoggedIn
    from shelter_desk.services.calling import Caller, House


def caller_maker(house: "House", session: Session) -> Callable[[], "Caller"]:
    """Return what :class:`ui.tasks.Tasks` calls for each call: the person logged in acts.

    Before the first log-in the program itself acts, which may do next to nothing.
    """

    def make() -> "Caller":
        from shelter_desk.services.calling import Actor, Caller  # noqa: PLC0415 - see above
        from shelter_desk.terms import ActorKind  # noqa: PLC0415 - beside the other

        person = session.person
        if isinstance(person, SignedIn):
            return Caller(house, person.answer.actor)
        return Caller(house, Actor(kind=ActorKind.PROGRAM, name="Shelter Desk"))

    return make


def access_calls() -> AccessCalls:
    """Return the calls of :mod:`shelter_desk.services.access`."""
    return AccessCalls(
        log_in=_log_in,
        use_pin=_use_pin,
        change_password=_change_password,
        set_pin=_set_pin,
        locked=_locked,
    )


def _signed_in(answer: "LoggedIn", login: str) -> SignedIn:
    return SignedIn(
        staff_id=answer.actor.staff_id or 0,
        login=login,
        name=answer.actor.name,
        initials=answer.actor.initials,
        rights=answer.rights,
        must_change_password=answer.must_change_password,
        has_pin=answer.has_pin,
        answer=answer,
    )


def _log_in(caller: "Caller", *, login: str, password: str) -> SignedIn:
    from shelter_desk.services import access  # noqa: PLC0415 - see the module

    return _signed_in(access.log_in(caller.house, login=login, password=password), login)


def _use_pin(caller: "Caller", *, staff_id: int, login: str, pin: str) -> SignedIn:
    from shelter_desk.services import access  # noqa: PLC0415 - see the module

    try:
        answer = access.log_in_with_pin(caller.house, staff_id=staff_id, pin=pin)
    except access.PinLockedError as error:
        raise PinUsedUpError from error
    return _signed_in(answer, login)


def _change_password(caller: "Caller", *, old: str, new: str) -> None:
    from shelter_desk.services import access  # noqa: PLC0415 - see the module

    access.change_password(caller, old=old, new=new)


def _set_pin(caller: "Caller", *, password: str, pin: str) -> None:
    from shelter_desk.services import access  # noqa: PLC0415 - see the module

    access.set_pin(caller, password=password, pin=pin)


def _locked(caller: "Caller") -> Any:  # noqa: ANN401 - the answer is not looked at
    from shelter_desk.services import access  # noqa: PLC0415 - see the module

    if caller.actor.staff_id is not None:
        access.log_out(caller)
