"""
Many rows in one statement, for PostgreSQL: each column travels as one array.

A statement for each row costs three times as much on our side and twice as much on that of the database.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

#: what Python has -> how a column of it travels: in PostgreSQL's binary form, which is the cheapest to write
BY_TYPE = {str: "%b::text[]", int: "%b::int8[]", bytes: "%b::bytea[]", bool: "%b::bool[]"}
LIST_OF_TEXTS = BY_TYPE[str]

#: how a column travels; empty: no row has a value for it
Kinds = tuple[str, ...]


def columns_of(rows: Sequence[tuple[Any, ...]]) -> tuple[Kinds, list[list[Any]]]:
    """Turn rows into columns: how each of them travels, and the values of those that hold any."""
    columns = [list(values) for values in zip(*rows, strict=True)]
    kinds = tuple(map(_kind, columns))
    return kinds, [values for kind, values in zip(kinds, columns, strict=True) if kind]


def _kind(values: Sequence[Any]) -> str:
    first = next((value for value in values if value is not None), None)
    return "" if first is None else BY_TYPE[type(first)]


@cache
def in_one(statement: str, kinds: Kinds) -> str:
    """
    Write a statement for one row as one for many: `INSERT ... VALUES (...)` or `UPDATE ... WHERE ...`.

    A column without any value is left out.
    """
    names = [f"v.c{place}" if kind else "NULL" for place, kind in enumerate(kinds)]
    parts = statement.split("?")
    if len(parts) != len(names) + 1:
        raise ValueError(f"{len(names)} values for: {statement}")
    written = "".join(part + name for part, name in zip(parts, [*names, ""], strict=True))
    present = ", ".join(name.removeprefix("v.") for name in names if name != "NULL")
    source = f" FROM unnest({', '.join(filter(None, kinds))}) AS v({present})"
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
