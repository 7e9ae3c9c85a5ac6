"""Copy every row of a server's house into an encrypted file of the same schema.

This is how a server's house comes into a copy that any desk can open: all tables of one moment,
the numbers of the rows as they are.
"""

from sqlalchemy import insert, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.schema import Table

from shelter_desk.models import Base
from shelter_desk.store.engine import Store

_ROWS = 2_000


def copy_tables(source: Store, target: Store) -> int:
    """Copy all rows of ``source`` into the empty file ``target`` of the same revision.

    That may be an older one, before an upgrade: then only what it has is copied. Returns how
    many. All or nothing on the target; one moment of the source (REPEATABLE READ).
    The target's triggers and constraints are at work, so that rows which break a rule do not
    get in; lost references are looked for afterwards by whoever checks the copy.
    """
    one_moment = source.engine.execution_options(isolation_level="REPEATABLE READ")
    with (
        source.faults(),
        target.faults(),
        one_moment.connect() as out,
        out.begin(),
        target.locked(),
        target.engine.connect() as into,
    ):
        # Rows may point at rows that come later: a card at the one it was merged into.
        into.exec_driver_sql("PRAGMA foreign_keys = OFF")
        into.rollback()
        try:
            with into.execution_options(desk_write=True).begin():
                present = inspect(into)
                names = set(present.get_table_names())
                return sum(
                    _copy(out, into, table, {c["name"] for c in present.get_columns(table.name)})
                    for table in Base.metadata.sorted_tables
                    if table.name in names
                )
        finally:
            into.exec_driver_sql("PRAGMA foreign_keys = ON")
            into.rollback()


def _copy(out: Connection, into: Connection, table: Table, present: set[str]) -> int:
    columns = [column for column in table.columns if column.name in present]
    order = list(table.primary_key.columns)
    result = out.execution_options(yield_per=_ROWS).execute(select(*columns).order_by(*order))
    count = 0
    for part in result.mappings().partitions():
        into.execute(insert(table), [dict(row) for row in part])
        count += len(part)
    return count
