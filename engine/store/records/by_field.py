"""
Records whose columns are their fields: written and read field by field, by the type of each.

For records that are read a few at a time; what is read by the thousand has a reader of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from engine.store.columns import micros, moment
from engine.store.sql import Value

Record = TypeVar("Record")


class ByField(Generic[Record]):
    """The columns, statements and values of one kind of record in one table."""

    def __init__(self, kind: type[Record], table: str, key: str = "id") -> None:
        self._kind = kind
        self._names = [one.name for one in fields(kind)]  # type: ignore[arg-type]  # a dataclass
        self._types = [_plain_type(get_type_hints(kind)[name]) for name in self._names]
        columns = ", ".join(self._names)
        changed = ", ".join(f"{name} = excluded.{name}" for name in self._names if name != key)
        places = ", ".join("?" for _ in self._names)
        #: add it, or write how it stands now
        self.put = (
            f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - our own words
            f" ON CONFLICT ({key}) DO UPDATE SET {changed}"
        )
        #: all records; a condition comes behind it
        self.select = f"SELECT {columns} FROM {table}"  # noqa: S608 - our own words

    def written(self, record: Record) -> tuple[Value, ...]:
        """Write a record as the values of its columns."""
        return tuple(_written(getattr(record, name)) for name in self._names)

    def read(self, row: Sequence[Any]) -> Record:
        """Read a row as a record."""
        values = zip(self._names, self._types, row, strict=True)
        return self._kind(**{name: _reader(kind)(value) for name, kind, value in values})


def _plain_type(hint: Any) -> type:
    """Give the type of a field; one that may be missing counts as what it is when it is there."""
    there = [one for one in get_args(hint) if one is not NoneType]
    kind: type = there[0] if there else hint
    return kind


def _written(value: Any) -> Value:
    match value:
        case StrEnum():
            return value.value
        case datetime():
            return micros(value)
        case date():
            return value.isoformat()
        case _:
            plain: Value = value
            return plain


@cache
def _reader(kind: type) -> Callable[[Any], Any]:
    readers: dict[type, Callable[[Any], Any]] = {datetime: moment, date: date.fromisoformat}
    read = readers.get(kind, kind if issubclass(kind, StrEnum) else None)
    return _or_none(read) if read else _as_it_is


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _as_it_is(value: Any) -> Any:
    return value
