"""Make the database of a new house: a whole one stands afterwards, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.engine import URL

from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.models import House
from shelter_desk.store.disk import calm_disk, file_mode, write_atomically
from shelter_desk.store.engine import DEMO_FILE, REAL_FILE, Store, open_file, open_server
from shelter_desk.store.grants import grant_desk_role
from shelter_desk.store.key_errors import HouseExistsError
from shelter_desk.store.lock_file import LockFile
from shelter_desk.store.places import Places, refuse_unsafe
from shelter_desk.store.secret import HouseKey
from shelter_desk.store.sidecar import WayIn, read_sidecar, to_bytes
from shelter_desk.store.upgrade import upgrade


class ServerHasHouseError(FaultError):
    """A new house is to be made on a server that has one."""

    sentence = mark(
        "The database on the server holds a house already. Nothing was changed."
        " Choose another database for the new one."
    )


def make_file(places: Places, key: HouseKey) -> Store:
    """Make the encrypted file of a new house with every table; raises a calm error.

    The caller has prepared the folder and made the key, and removes both if this fails.
    """
    refuse_unsafe(places.folder)
    with calm_disk(places.folder):
        # The write-ahead files take their rights from it.
        places.database.touch(exist_ok=False)
        places.database.chmod(file_mode(places.folder))
    store = open_file(places.database, key.secret)
    try:
        with store.faults(), store.locked(), store.engine.connect() as connection:
            number = DEMO_FILE if key.demo else REAL_FILE
            with connection.execution_options(desk_write=True).begin():
                connection.exec_driver_sql(f"PRAGMA application_id = {number}")
        upgrade(store)
    except BaseException:
        store.close()
        raise
    return store


def make_on_server(url: URL, desk_role: str = "", password: str | None = None) -> Store:
    """Make the schema of a new house on a server, as the owner's role; raises a calm error.

    ``desk_role`` gets what a desk needs. Raises
    :class:`shelter_desk.store.grants.ServerRoleMissingError`, :class:`ServerHasHouseError`, or
    :class:`shelter_desk.store.upgrade.ForeignDatabaseError` for tables that are not ours.
    """
    store = open_server(url, password=password)
    try:
        with store.faults(), store.engine.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS shelter_desk")
        upgrade(store)
        _refuse_any_house(store)
        if desk_role:
            grant_desk_role(store, desk_role)
    except BaseException:
        store.close()
        raise
    return store


def _refuse_any_house(store: Store) -> None:
    with store.read() as session:
        if session.scalar(select(House.id)) is not None:
            raise ServerHasHouseError


def wrap_for_next_desk(places: Places) -> str:
    """Return the key file with the recovery code as the only way in.

    It is kept in the database of a server, so that a further desk can be enrolled with the code
    (architecture.md 5).
    """
    sidecar = read_sidecar(places.key)
    for_code = replace(sidecar, wraps=sidecar.wraps_for(WayIn.RECOVERY))
    return to_bytes(for_code).decode()


@contextmanager
def being_made(places: Places) -> Iterator[None]:
    """Make a house inside: whatever happens, a whole one stands afterwards, or nothing.

    A mark stands in the folder meanwhile. Killed in between, the next one who comes finds the
    mark and takes the rest away: no one has ever opened that house. Raises
    :class:`HouseExistsError`, :class:`~shelter_desk.store.lock_file.HouseBusyError` while
    another process makes a house here, or a calm disk error.
    """
    _refuse_house(places)
    with _making(places):
        _refuse_house(places)
        if places.unfinished.exists():
            remove_unfinished(places)
        write_atomically(places.unfinished, b"")
        try:
            yield
        except BaseException:
            remove_unfinished(places)
            raise
        with calm_disk(places.folder):
            places.unfinished.unlink()


def take_away_unfinished(places: Places) -> None:
    """Take away what a killed attempt to make a house left here, if there was one.

    Raises :class:`~shelter_desk.store.lock_file.HouseBusyError` or a calm disk error.
    """
    if not places.unfinished.exists():
        return
    with _making(places):
        if places.unfinished.exists():
            remove_unfinished(places)


def _refuse_house(places: Places) -> None:
    with calm_disk(places.folder):
        if places.has_house():
            raise HouseExistsError(folder=str(places.folder))


@contextmanager
def _making(places: Places) -> Iterator[None]:
    """Be the only one who makes a house here, and leave no lock behind."""
    lock = places.unfinished.with_suffix(".making")
    with LockFile(lock).held(seconds=1.0):
        try:
            yield
        finally:
            for path in (lock, lock.with_name(lock.name + "-gate")):
                with suppress(OSError):
                    path.unlink(missing_ok=True)


def remove_unfinished(places: Places) -> None:
    """Take away what a broken-off ``init`` left: only files that did not exist before it."""
    for path in (
        places.database,
        places.database.with_name(places.database.name + "-wal"),
        places.database.with_name(places.database.name + "-shm"),
        places.key,
        places.unfinished,
    ):
        path.unlink(missing_ok=True)
