"""Column types of the revisions, frozen here: nothing in this file may change meaning."""

import sqlalchemy as sa

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def one_of(constraint: str, values: str) -> sa.Enum:
    """Return a text column type whose CHECK allows the space-separated ``values``."""
    return sa.Enum(
        *values.split(), name=constraint, native_enum=False, create_constraint=True, length=40
    )
