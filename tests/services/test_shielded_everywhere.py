"""One shielded woman, every question the services answer, each role: seen only where it may."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta

import pytest

from shelter_desk import services
from shelter_desk.clock import local_date
from shelter_desk.services.arrivals import check_in
from shelter_desk.services.calling import QUESTIONS, House
from shelter_desk.services.check_plans import agree_checks
from shelter_desk.services.keep_apart import keep_apart
from shelter_desk.services.log import write_entry
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.people import PeopleFilter
from shelter_desk.services.provisions import give
from shelter_desk.services.tasks import add_task
from shelter_desk.services.watch import add_watch
from shelter_desk.terms import KeepApartLevel, Level, LogKind, Protection, ProvisionKind, Role
from tests.engines import as_role, bed_id, clock_of, woman

ALIAS = "Ærfugl"
UNASKED = (
    "shelter_desk.services.imports.",
    "shelter_desk.services.verifying.",
    "shelter_desk.services.log_reading._page",
    "shelter_desk.services.revealing._who",
)
"""What reads other people's files, goes through rows without showing any, or is asked as
``log_page`` and ``reveal``: that one takes a reason, and is tested with it."""
ASKED_FOR = {
    "log_page",
    "shelter_desk.services.keep_apart.kept_apart",
    "shelter_desk.services.revealing._cards",
    "shelter_desk.services.woman_card._card",
    "shelter_desk.services.woman_history._history",
}
"""Where somebody with the right has asked for shielded women, and sees them named."""
UNTRUSTED = (Role.RECEPTION, Role.MILIEU, Role.NURSE, Role.NIGHT, Role.SYSTEM)
TRUSTED = (Role.SHIFT_LEAD, Role.MANAGER)


def questions() -> dict[str, Callable[..., object]]:
    """Return every question of every service there is."""
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        importlib.import_module(module.name)
    asked = {name: ask for name, ask in QUESTIONS.items() if not name.startswith(UNASKED)}
    return asked | {"log_page": log_page}


def everything_in(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Give every plain value in an answer, with the name of the field it stands in."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from everything_in(getattr(value, one.name), one.name)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from everything_in(key, name)
            yield from everything_in(inner, str(key))
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for inner in value:
            yield from everything_in(inner, name)
    else:
        yield name, value


@pytest.fixture
def vera(house: House) -> int:
    """Return a shielded woman about whom everything is known that can be."""
    lead, now = as_role(house, Role.MANAGER), clock_of(house).now()
    made, lise = woman(house, ALIAS, protection=Protection.STRICT), woman(house, "Lise")
    check_in(lead.again(), guest_id=lise, bed_id=bed_id(house, "A3"))
    inside = check_in(lead.again(), guest_id=made, bed_id=bed_id(house, "A1")).row_id
    assert inside is not None
    give(lead.again(), presence_id=inside, kind=ProvisionKind.PACKED_LUNCH)
    write_entry(lead.again(), kind=LogKind.TALK, body="Rolig samtale", guest_ids=[made])
    add_task(lead.again(), text="Ring Nav", due_at=now + timedelta(hours=1), guest_id=made)
    add_watch(
        lead.again(),
        level=Level.URGENT,
        what="Uro",
        if_then="Hvis uro, så ring",
        guest_id=made,
    )
    agree_checks(
        lead.again(),
        interval_minutes=60,
        ends_at=now + timedelta(hours=9),
        agreed="banke på",
        consent=True,
        guest_id=made,
    )
    keep_apart(
        lead.again(),
        guest_id=made,
        other_guest_id=lise,
        level=KeepApartLevel.UNREST,
        review_on=local_date(now) + timedelta(days=7),
    )
    return made


def named_in(house: House, role: Role, vera: int) -> set[str]:
    """Return the questions whose answer to this role names her or carries her number."""
    caller = as_role(house, role)
    asked = questions()
    board = asked["shelter_desk.services.board.board_snapshot"]
    inside = {
        value
        for name, value in everything_in(board(as_role(house, Role.MANAGER)))
        if name == "presence_id"
    }
    given: dict[str, object] = {
        "guest_id": vera,
        "presence_id": max(number for number in inside if isinstance(number, int)),
        "hold_id": None,
        "words": ALIAS[:4],
        "names": True,
        "language": "nb",
        "only": PeopleFilter.ALL,
        "before": None,
        "earlier": None,
        "year": 2026,
        "month": 11,
        "first": local_date(clock_of(house).now()) - timedelta(days=3),
        "last": local_date(clock_of(house).now()),
    }
    seen = set()
    for full_name, ask in asked.items():
        wanted = list(inspect.signature(ask).parameters.values())[1:]
        unknown = [one.name for one in wanted if one.default is one.empty and one.name not in given]
        if unknown:
            raise AssertionError(f"{full_name} asks for {unknown}: say here what to give it")
        values = {one.name: given[one.name] for one in wanted if one.name in given}
        try:
            answer = ask(caller.again(), **values)
        except Exception as refusal:  # noqa: BLE001 - whatever a refusal says is an answer too
            answer = str(refusal) + repr(getattr(refusal, "values", ""))
        for name, value in everything_in(answer):
            if (isinstance(value, str) and ALIAS in value) or (
                name == "guest_id" and value == vera
            ):
                seen.add(full_name)
    return seen


@pytest.mark.parametrize("role", UNTRUSTED)
def test_who_may_not_know_is_never_given_her_name_or_number(
    house: House, vera: int, role: Role
) -> None:
    assert named_in(house, role, vera) == set()


@pytest.mark.parametrize("role", TRUSTED)
def test_who_may_know_sees_her_named_only_where_she_was_asked_for(
    house: House, vera: int, role: Role
) -> None:
    assert named_in(house, role, vera) <= ASKED_FOR
