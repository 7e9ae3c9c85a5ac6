"""Runs the revisions on the connection the program hands over; there is no offline mode."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    transaction_per_migration=False,
    version_table="schema_revision",
)
context.run_migrations()
