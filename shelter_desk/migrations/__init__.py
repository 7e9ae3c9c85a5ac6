"""Alembic revisions. They import nothing that changes."""
