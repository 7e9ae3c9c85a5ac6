"""Open or make the database of a house, and say calmly why not.

Two things make a house on a machine: the key file and the database (a file, or a server that
``desk.toml`` names). One without the other is never taken for a new house.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from shelter_desk import settings
from shelter_desk.errors import BadInputError, FaultError
from shelter_desk.marking import mark
from shelter_desk.models import House
from shelter_desk.settings import Values
from shelter_desk.store import house_key
from shelter_desk.store.disk import calm_disk, write_atomically
from shelter_desk.store.engine import (
    DEMO_FILE,
    Store,
    WrongKeyOrDamagedError,
    open_file,
    open_server,
)
from shelter_desk.store.key_errors import (
    PassphraseNotSetError,
    RecoveryCodeLengthError,
    RecoveryCodeTypoError,
    WrongRecoveryCodeError,
)
from shelter_desk.store.keyrings import AccountKeyring, open_keyring
from shelter_desk.store.places import NotAFolderError, Places, check_folder
from shelter_desk.store.secret import HouseKey
from shelter_desk.store.sidecar import read_sidecar
from shelter_desk.store.upgrade import current_revision, needs_upgrade, upgrade

_LARGEST_SECRET_FILE = 10_000


class NoHouseError(FaultError):
    """Neither key nor database is there."""

    sentence = mark(
        "There is no house in {folder}. Nothing was made. Choose the folder of the house,"
        " or make a new house with «shelter-desk init»."
    )


class HouseFileMissingError(FaultError):
    """The key is there, the database is not."""

    sentence = mark(
        "The key of the house is in {folder}, but the house file {file} is missing. No empty"
        " house was started in its place. Put the newest copy back with «shelter-desk restore»."
    )


class HouseFileEmptyError(FaultError):
    """The house file has no content at all."""

    sentence = mark(
        "The house file {file} in {folder} is empty. No new house was started in it."
        " Put the newest copy back with «shelter-desk restore»."
    )


class NotEncryptedError(FaultError):
    """A plain SQLite file stands in the house file's place."""

    sentence = mark(
        "The file {file} in {folder} is a database that is not encrypted, so it is not a Shelter"
        " Desk house. Nothing was changed. Choose the right folder."
    )


class HouseFileDamagedError(FaultError):
    """The key is the house's own; the file does not read with it."""

    sentence = mark(
        "The key is right, but the house file {file} in {folder} cannot be read: it is damaged,"
        " cut short, or another house's. Nothing was changed."
        " Put the newest copy back with «shelter-desk restore»."
    )


class OtherKindError(FaultError):
    """A demo's file lies with a real house's key, or the other way round."""

    sentence = mark(
        "In {folder} the key and the house file do not belong together: one is of a demo house,"
        " the other of a real one. Nothing was changed. Put the house's own file back."
    )


class UnfinishedHouseError(FaultError):
    """A database without a house in it: making it was broken off."""

    sentence = mark(
        "The house in {folder} was never finished: its database holds no house. Nothing was"
        " changed. Make it anew in an empty folder, or put a copy back."
    )


class OtherHouseError(FaultError):
    """The server holds another house than the key is for."""

    sentence = mark(
        "The database on the server holds another house than the key in {folder}."
        " Nothing was changed. Look at the server address in desk.toml."
    )


class ServerAddressError(BadInputError):
    """The server's address is not one."""

    sentence = mark(
        "The server address in desk.toml cannot be used. It looks like"
        " postgresql://role@server/database. Nothing was changed."
    )


class PasswordInAddressError(BadInputError):
    """A password stands in plain text in a file."""

    sentence = mark(
        "The server address in desk.toml holds a password in plain text. Take it out: the"
        " password belongs in the account's keyring or in a PGPASSFILE. Nothing was opened."
    )


class SecretFileError(BadInputError):
    """The file with passphrase or code cannot be read."""

    sentence = mark("The file {file} cannot be read, so the house was not opened.")


class UpgradeNotAllowedError(FaultError):
    """The desk's role on the server may not change the schema, and must."""

    sentence = mark(
        "The database on the server is from an older version of the program, and this desk's"
        " role may not upgrade it. Nothing was changed. Let whoever looks after the server run"
        " «shelter-desk upgrade --server URL» on this machine, with the owner's role in URL."
    )


@dataclass(frozen=True)
class KeySource:
    """Where the key comes from: a file with passphrase or recovery code, else the keyring."""

    passphrase_file: Path | None = None
    recovery_code_file: Path | None = None
    typed: str | None = field(default=None, repr=False)
    """Passphrase or recovery code, as somebody typed it at the door."""
    keyring: Callable[[], AccountKeyring] = open_keyring
    made: HouseKey | None = field(default=None, repr=False)
    """The key of a house that this process has just made."""

    def unlock(self, places: Places) -> HouseKey:
        """Return the house key.

        A demo house opens by itself. Raises :class:`NoHouseError`, :class:`SecretFileError`,
        or the errors of :mod:`shelter_desk.store.house_key`.
        """
        with calm_disk(places.folder):
            if not places.has_house():
                raise NoHouseError(folder=str(places.folder))
        sidecar = read_sidecar(places.key)
        if self.made is not None:
            sidecar.check(self.made)
            return self.made
        if self.typed is not None:
            return _unlock_typed(places, self.typed)
        if self.passphrase_file is not None:
            return house_key.unlock_with_passphrase(places.key, read_secret(self.passphrase_file))
        if self.recovery_code_file is not None:
            code = read_secret(self.recovery_code_file)
            return house_key.unlock_with_recovery_code(places.key, code)
        if sidecar.demo:
            return house_key.unlock_demo(places.key)
        return house_key.unlock_with_keyring(places.key, self.keyring())


def _unlock_typed(places: Places, typed: str) -> HouseKey:
    """Try what was typed as a recovery code if it looks like one, else as the passphrase.

    Raises the errors of :mod:`shelter_desk.store.house_key`.
    """
    try:
        return house_key.unlock_with_recovery_code(places.key, typed)
    except (RecoveryCodeLengthError, RecoveryCodeTypoError, WrongRecoveryCodeError) as no_code:
        try:
            return house_key.unlock_with_passphrase(places.key, typed)
        except PassphraseNotSetError:
            raise no_code from None


def read_secret(file: Path) -> str:
    """Return what a passphrase or code file holds; its last line break does not count.

    Raises :class:`SecretFileError`.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST_SECRET_FILE)
        return data.decode("utf-8-sig").rstrip("\r\n")
    except (OSError, ValueError):
        raise SecretFileError(file=str(file)) from None


def desk_settings(places: Places) -> Values:
    """Return this machine's settings; the defaults where there is no ``desk.toml``.

    Raises the errors of :func:`shelter_desk.settings.read_desk` or a calm disk error.
    """
    with calm_disk(places.folder):
        try:
            text = places.settings.read_text(encoding="utf-8-sig")
        except (FileNotFoundError, NotADirectoryError):
            return Values({})
        except ValueError:
            raise settings.SettingsFileError(file=str(places.settings), line="1") from None
    return settings.read_desk(text, str(places.settings))


def write_desk_settings(places: Places, values: Values) -> None:
    """Keep this machine's settings; raises a calm disk error."""
    write_atomically(places.settings, settings.write_desk(values).encode())


def server_url(values: Values) -> URL | None:
    """Return the server's address, or None where the house is a file.

    Raises :class:`ServerAddressError` or :class:`PasswordInAddressError`.
    """
    address = values.get(settings.SERVER_URL)
    return checked_url(address) if address else None


def checked_url(address: str) -> URL:
    """Return ``address`` as a URL of a PostgreSQL database without a password in it."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise ServerAddressError from None
    if url.get_backend_name() != "postgresql" or not url.database:
        raise ServerAddressError
    if url.password or "password" in url.query:
        raise PasswordInAddressError
    return url._replace(password=None)


# -- opening ---------------------------------------------------------------------------------


def open_store(
    places: Places,
    key: HouseKey,
    url: URL | None,
    *,
    password: str | None = None,
    before_upgrade: Callable[[Store], object],
) -> Store:
    """Open the database of the house, checked and at the program's schema.

    ``password`` is the server's; without it libpq looks in PGPASSFILE. ``before_upgrade`` makes
    the copy an upgrade starts from. Raises a :class:`FaultError` that
    says what is wrong; then nothing was changed.
    """
    if url is None:
        check_folder(places.folder)
        _look_at_file(places)
        store = open_file(places.database, key.secret)
    else:
        store = open_server(url, password=password)
    try:
        if url is None:
            _refuse_other_kind(store, places, key)
        _bring_up(store, places, before_upgrade)
        refuse_other_house(store, places, key)
    except BaseException:
        store.close()
        raise
    return store


def _look_at_file(places: Places) -> None:
    """Refuse what must not even be opened: SQLite makes a new database of an empty file."""
    names = {"file": places.database.name, "folder": str(places.folder)}
    with calm_disk(places.folder):
        if places.database.is_dir():
            raise NotAFolderError(folder=str(places.database))
        if not places.database.exists():
            raise HouseFileMissingError(**names)
        with places.database.open("rb") as file:
            start = file.read(16)
    if not start:
        raise HouseFileEmptyError(**names)
    if start == b"SQLite format 3\0":
        raise NotEncryptedError(**names)


def _bring_up(store: Store, places: Places, before_upgrade: Callable[[Store], object]) -> None:
    names = {"file": places.database.name, "folder": str(places.folder)}
    try:
        if current_revision(store) is None:
            raise UnfinishedHouseError(folder=str(places.folder))
        if not needs_upgrade(store):
            return
    except WrongKeyOrDamagedError as error:
        # The key file's check value has said that the key is this house's.
        raise HouseFileDamagedError(**names) from error
    if not store.on_file and not may_change_schema(store):
        raise UpgradeNotAllowedError
    before_upgrade(store)
    upgrade(store)


def _refuse_other_kind(store: Store, places: Places, key: HouseKey) -> None:
    """Refuse a demo's file with a real key, and the other way round."""
    try:
        with store.read() as session:
            number = session.connection().exec_driver_sql("PRAGMA application_id").scalar()
    except WrongKeyOrDamagedError as error:
        names = {"file": places.database.name, "folder": str(places.folder)}
        raise HouseFileDamagedError(**names) from error
    if (number == DEMO_FILE) != key.demo:
        raise OtherKindError(folder=str(places.folder))


def may_change_schema(store: Store) -> bool:
    """Say whether the role that is connected to the server may change the schema."""
    with store.read() as session:
        connection = session.connection()
        return bool(
            connection.exec_driver_sql(
                "SELECT has_schema_privilege(current_schema(), 'CREATE')"
            ).scalar()
        )


def refuse_other_house(store: Store, places: Places, key: HouseKey) -> None:
    """Raise :class:`OtherHouseError` unless the database holds the house the key is for."""
    with store.read() as session:
        found = session.scalar(select(House.house_uuid))
    if found is None:
        raise UnfinishedHouseError(folder=str(places.folder))
    if found != str(key.house_id):
        raise OtherHouseError(folder=str(places.folder))
