"""Let a server count on after rows were written with numbers of their own."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from shelter_desk.models import Base


def count_on(session: Session) -> None:
    """Set each table's counter to its highest number; a file needs none.

    SQLite counts on from the highest number by itself, PostgreSQL from its sequences.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        # A key that counts nothing (a sequence of our own, a link) has no counter.
        name = session.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"),
            {"table": table.name, "column": column.name},
        )
        highest = session.scalar(select(func.max(column)))
        if name is not None and highest is not None:
            session.execute(
                text("SELECT setval(:name, :highest)"), {"name": name, "highest": highest}
            )
