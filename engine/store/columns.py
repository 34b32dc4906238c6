"""
How moments, days and money stand in rows: one convention for the ORM and for plain SQL.

A moment is a whole number of microseconds since 1970 in UTC, a day is ISO 8601 text, money is whole cents.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import BigInteger, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Word = TypeVar("Word", bound=StrEnum)

#: a number that grows by itself on both databases; SQLite wants exactly this word for it
GrowingNumber = BigInteger().with_variant(Integer, "sqlite")


def micros(at: datetime) -> int:
    """Write a moment as a number; raises ValueError when it has no time zone."""
    try:
        return (at - EPOCH) // MICROSECOND
    except TypeError:
        raise ValueError(f"{at} has no time zone: a moment in the database needs one") from None


def moment(number: int) -> datetime:
    """Read a moment from its number, in UTC."""
    # by place: by name it takes four times as long, and a case has a dozen moments
    return EPOCH + timedelta(0, 0, number)


def micros_or_none(at: datetime | None) -> int | None:
    """Write a moment that may be missing."""
    return None if at is None else micros(at)


def moment_or_none(number: int | None) -> datetime | None:
    """Read a moment that may be missing."""
    return None if number is None else moment(number)


def stored_bytes(value: bytes | str) -> bytes:
    """Read bytes as they are; SQLite keeps a text too, where somebody put one in their place."""
    return value.encode() if isinstance(value, str) else bytes(value)


def words(kind: type[Word]) -> Mapping[str, Word]:
    """List an enum by its words: reading a row looks them up, which is much faster than calling the enum."""
    return {word.value: word for word in kind}


class Moment(TypeDecorator[datetime]):
    """A moment in a column; one without a time zone is refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Write it."""
        return micros_or_none(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Read it."""
        return moment_or_none(value)


class Day(TypeDecorator[date]):
    """A day in a column."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Read it."""
        return None if value is None else date.fromisoformat(value)
