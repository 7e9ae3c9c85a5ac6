"""Rights of the role that desks use on a server: rows, not the schema, and never the audit.

Run by ``init`` as the owner of the schema (architecture.md 4). A desk whose role were the owner
could switch the triggers off; this one cannot.
"""

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.store.engine import Store

SCHEMA = "shelter_desk"

_ONLY_ADDED = ("audit_entry", "log_mention")
"""Tables a desk adds to and never changes."""

_REDACTED = {"log_entry": "body, short, redaction_id", "correction": "body, short, redaction_id"}
"""Tables of which a desk changes only what a redaction changes."""

_ONLY_READ = ("schema_revision",)


class ServerRoleMissingError(BadInputError):
    """The role for the desks is not on the server."""

    sentence = mark(
        "There is no role {role} on the server. No house was made. Let whoever looks after the"
        " server make the role first."
    )


def grant_desk_role(store: Store, role: str) -> None:
    """Give ``role`` what a desk needs, and no more. Raises :class:`ServerRoleMissingError`."""
    with store.faults(), store.engine.begin() as connection:
        known = connection.scalar(
            text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": role}
        )
        if not known:
            raise ServerRoleMissingError(role=role)
        for statement in _statements(connection, role):
            connection.exec_driver_sql(statement)


def _statements(connection: Connection, role: str) -> list[str]:
    quoted = connection.dialect.identifier_preparer.quote_identifier(role)
    statements = [
        f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC",
        f"REVOKE CREATE ON SCHEMA {SCHEMA} FROM {quoted}",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {quoted}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {quoted}",
    ]
    for table in sorted(inspect(connection).get_table_names(schema=SCHEMA)):
        name = f"{SCHEMA}.{table}"
        statements += [
            f"REVOKE ALL ON {name} FROM {quoted}",
            f"GRANT {_rights(table)} ON {name} TO {quoted}",
        ]
        if table in _REDACTED:
            statements.append(f"GRANT UPDATE ({_REDACTED[table]}) ON {name} TO {quoted}")
    return statements


def _rights(table: str) -> str:
    if table in _ONLY_READ:
        return "SELECT"
    if table in _ONLY_ADDED or table in _REDACTED:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"
