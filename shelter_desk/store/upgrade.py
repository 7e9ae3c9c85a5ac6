"""Bring a database to the program's schema: a fresh one walks every revision.

Migrations run on their own connection with foreign keys off, in one transaction with explicit
BEGIN, and are checked before they are kept (architecture.md 4).
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from shelter_desk import migrations
from shelter_desk.errors import FaultError
from shelter_desk.marking import mark
from shelter_desk.store.engine import Store


class NewerSchemaError(FaultError):
    """The database was made by a newer program."""

    sentence = mark(
        "This house was opened by a newer version of the program (schema {found}; this program"
        " knows {known}). Nothing was changed. Install the newer version on this machine."
    )


class ForeignDatabaseError(FaultError):
    """The database is not one of ours."""

    sentence = mark(
        "This is a database, but not a Shelter Desk house. Nothing was changed."
        " Choose the right folder."
    )


class BrokenReferencesError(FaultError):
    """A migration would leave rows that point nowhere."""

    sentence = mark(
        "The upgrade was stopped because rows would have lost what they belong to."
        " Nothing was changed; the house is as it was before. Tell those who maintain the program."
    )


def newest_revision() -> str:
    """Return the newest revision this program knows."""
    head = _scripts().get_current_head()
    if head is None:
        raise AssertionError("the program has no revisions")
    return head


def current_revision(store: Store) -> str | None:
    """Return the revision a database stands at, or ``None`` when it is empty.

    Raises :class:`ForeignDatabaseError` when it holds tables that are not ours.
    """
    with store.read() as session:
        return _revision(session.connection())


def needs_upgrade(store: Store) -> bool:
    """Say whether there are revisions to walk. Raises :class:`NewerSchemaError`."""
    found = current_revision(store)
    _refuse_newer(found)
    return found != newest_revision()


def upgrade(store: Store, to: str = "head") -> None:
    """Walk every revision the database lacks, all or nothing.

    The caller has made a copy first. Raises :class:`NewerSchemaError`,
    :class:`ForeignDatabaseError`, :class:`BrokenReferencesError`.
    """
    if not needs_upgrade(store):
        return
    with store.faults(), store.locked(), store.engine.connect() as connection:
        if store.on_file:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
        try:
            with connection.execution_options(desk_write=True).begin():
                _walk(connection, to)
                if store.on_file:
                    _refuse_broken_references(connection)
        finally:
            if store.on_file:
                # Back to the pool only as it was.
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")
                connection.rollback()


def _walk(connection: Connection, to: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _revision(connection: Connection) -> str | None:
    inspector = inspect(connection)
    tables = set(inspector.get_table_names())
    if "schema_revision" not in tables:
        if tables:
            raise ForeignDatabaseError
        return None
    found = connection.scalar(text("SELECT version_num FROM schema_revision"))
    return None if found is None else str(found)


def _refuse_newer(found: str | None) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if found is not None and found not in known:
        raise NewerSchemaError(found=found, known=newest_revision())


def _refuse_broken_references(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise BrokenReferencesError
