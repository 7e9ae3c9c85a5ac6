"""What every table shares: names for constraints, instants, enums stored by value."""

import enum
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, Enum, Integer, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, stored as whole microseconds since 1970 on both engines.

    Decision: docs/decisions/0010-instants-are-integers.md.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return microseconds; raises ``ValueError`` for a naive datetime."""
        del dialect
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the aware UTC datetime."""
        del dialect
        return None if value is None else EPOCH + timedelta(microseconds=value)


def to_micros(value: datetime) -> int:
    """Return whole microseconds since 1970 of an aware datetime."""
    if value.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return (value - EPOCH) // timedelta(microseconds=1)


BigId = BigInteger().with_variant(Integer, "sqlite")
"""Row numbers: SQLite only counts by itself on a plain INTEGER."""


def stored_by_value(kind: type[enum.Enum], rule: str = "") -> Enum:
    """Return a column type that stores an enum's values as text and checks them.

    ``rule`` names the check where two columns of a table have the same vocabulary.
    """
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=rule or _snake(kind.__name__),
        values_callable=lambda members: [member.value for member in members],
    )


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


class Base(DeclarativeBase):
    """The declarative base: one metadata, named constraints, instants in UTC."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy declares it without ClassVar
        datetime: Instant,
        date: Date,
        dict[str, Any]: JSON,
    }
