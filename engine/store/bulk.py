"""
Many rows in one statement, for PostgreSQL: each column travels as one array.

A statement for each row costs three times as much on our side and twice as much on that of the database.
"""

from collections.abc import Sequence
from functools import cache
from struct import Struct
from typing import Any, ClassVar

from psycopg.adapt import Dumper
from psycopg.pq import Format

#: dimensions, whether there may be nothing, what the elements are, how many, and the number of the first
HEAD = Struct("!iiIii")
LENGTH = Struct("!i")
LONG_NUMBER = Struct("!iq")
NOTHING = LENGTH.pack(-1)


class Column:
    """The values of one column, in the order of the rows."""

    __slots__ = ("values",)

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values


class Texts(Column):
    """A column of texts."""

    __slots__ = ()


class Numbers(Column):
    """A column of whole numbers of at most 64 bits."""

    __slots__ = ()


class Blobs(Column):
    """A column of bytes."""

    __slots__ = ()


class Truths(Column):
    """A column of yes and no."""

    __slots__ = ()


#: what Python has -> how it travels
BY_TYPE: dict[type, type[Column]] = {str: Texts, int: Numbers, bytes: Blobs, bool: Truths}


class _ColumnDumper(Dumper):
    """Writes a column as PostgreSQL's own form of an array (array_recv in its source)."""

    format = Format.BINARY
    element: ClassVar[int]

    def dump(self, obj: Column) -> bytes:
        """Write the whole column."""
        values = obj.values
        head = HEAD.pack(1, 1, self.element, len(values), 1)
        if None not in values:
            return head + b"".join(self.packed(values))
        parts = iter(self.packed([value for value in values if value is not None]))
        return head + b"".join([NOTHING if value is None else next(parts) for value in values])

    def packed(self, values: Sequence[Any]) -> Sequence[bytes]:
        """Write values, each with its length before it."""
        raise NotImplementedError


class _TextsDumper(_ColumnDumper):
    oid, element = 1009, 25

    def packed(self, values: Sequence[str]) -> Sequence[bytes]:
        length = LENGTH.pack
        return [length(len(written)) + written for written in map(str.encode, values)]


class _NumbersDumper(_ColumnDumper):
    oid, element = 1016, 20

    def packed(self, values: Sequence[int]) -> Sequence[bytes]:
        number, size = LONG_NUMBER.pack, LONG_NUMBER.size - LENGTH.size
        return [number(size, value) for value in values]


class _BlobsDumper(_ColumnDumper):
    oid, element = 1001, 17

    def packed(self, values: Sequence[bytes]) -> Sequence[bytes]:
        length = LENGTH.pack
        return [length(len(value)) + value for value in values]


class _TruthsDumper(_ColumnDumper):
    oid, element = 1000, 16

    def packed(self, values: Sequence[bool]) -> Sequence[bytes]:
        length = LENGTH.pack(1)
        return [length + bytes([value]) for value in values]


DUMPERS: dict[type[Column], type[Dumper]] = {
    Texts: _TextsDumper,
    Numbers: _NumbersDumper,
    Blobs: _BlobsDumper,
    Truths: _TruthsDumper,
}


def teach_columns(connection: Any, _: object = None) -> None:
    """Let a new connection carry columns."""
    for column, dumper in DUMPERS.items():
        connection.adapters.register_dumper(column, dumper)


def columns_of(rows: Sequence[tuple[Any, ...]]) -> list[Column | None]:
    """Turn rows into columns; None for one that holds nothing at all."""
    return [_column(values) for values in zip(*rows, strict=True)]


def _column(values: Sequence[Any]) -> Column | None:
    first = next((value for value in values if value is not None), None)
    return None if first is None else BY_TYPE[type(first)](values)


@cache
def in_one(statement: str, is_there: tuple[bool, ...]) -> str:
    """
    Write a statement for one row as one for many: `INSERT ... VALUES (...)` or `UPDATE ... WHERE ...`.

    `is_there` says of each value whether it is there in any row; the others are left out.
    """
    names = [f"v.c{place}" if there else "NULL" for place, there in enumerate(is_there)]
    parts = statement.split("?")
    if len(parts) != len(names) + 1:
        raise ValueError(f"{len(names)} values for: {statement}")
    written = "".join(part + name for part, name in zip(parts, [*names, ""], strict=True))
    present = [name.removeprefix("v.") for name in names if name != "NULL"]
    source = f" FROM unnest({', '.join(['%s'] * len(present))}) AS v({', '.join(present)})"
    if written.startswith("UPDATE "):
        head, where, tail = written.partition(" WHERE ")
        return head + source + where + tail
    return _select(written, source)


def _select(insert: str, source: str) -> str:
    """Turn the values of an INSERT into a SELECT."""
    head, _, rest = insert.partition(" VALUES (")
    depth, end = 1, 0
    while depth:
        depth += {"(": 1, ")": -1}.get(rest[end], 0)
        end += 1
    return f"{head} SELECT {rest[: end - 1]}{source}{rest[end:]}"
