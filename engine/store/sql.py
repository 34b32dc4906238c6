"""
Plain SQL for many rows at once; rows are tuples, values are as in engine.store.columns.

One text serves both databases: `?` is a value, `{among}` means "is in this list", `{contact}` stands for the
columns of a record (engine.store.vocabulary), and `{pg:...}` stands only on PostgreSQL: on SQLite the
writing transaction is the lock.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import orjson
import sqlalchemy
from sqlalchemy import Connection, CursorResult

from engine.store.bulk import LIST_OF_TEXTS, columns_of, in_one
from engine.store.vocabulary import COLUMNS

POSTGRESQL_ONLY = re.compile(r"\{pg:(.*?)\}")
AMONG = {"sqlite": "IN (SELECT value FROM json_each(?))", "postgresql": f"= ANY({LIST_OF_TEXTS})"}

#: rows of a stream that are in memory together
AT_A_TIME = 1_000

Value = str | int | bytes | bool | None
Row = sqlalchemy.Row[*tuple[Any, ...]]


class Sql:
    """One transaction's way to the database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name
        self._later: tuple[str, list[tuple[Value, ...]]] = ("", [])

    @property
    def on_sqlite(self) -> bool:
        """Say which of the two databases it is."""
        return self._dialect == "sqlite"

    def rows(self, statement: str, *values: Value | list[str]) -> Sequence[Row]:
        """Read rows; a list stands for one `{among}`."""
        return self._run(statement, values).fetchall()

    def stream(self, statement: str, *values: Value) -> Iterator[Row]:
        """Read rows a few at a time, when there may be more of them than fit in memory."""
        self.catch_up()
        told = translated(statement, self._dialect)
        yield from self._connection.exec_driver_sql(told, values, execution_options={"yield_per": AT_A_TIME})

    def row(self, statement: str, *values: Value | list[str]) -> Row | None:
        """Read one row, if there is one."""
        return self._run(statement, values).fetchone()

    def change(self, statement: str, *values: Value | list[str]) -> int:
        """Run one statement that writes; gives how many rows it wrote."""
        return self._run(statement, values).rowcount

    def change_many(self, statement: str, rows: Sequence[tuple[Value, ...]]) -> int:
        """Run one statement for many rows in one go; gives how many rows it wrote."""
        self.catch_up()
        return self._run_many(statement, rows)

    def change_apart(self, statement: str, rows: Sequence[tuple[Value, ...]]) -> int:
        """
        Run one statement for many rows that are each about a record of its own; gives how many it wrote.

        PostgreSQL does them all at once, in no order: no row may need what another one wrote.
        """
        self.catch_up()
        return self._run_apart(statement, rows)

    def change_later(self, statement: str, row: tuple[Value, ...]) -> None:
        """Run one statement for a row, together with the rows that follow and before anything else."""
        if self._later[0] != statement:
            self.catch_up()
            self._later = (statement, [])
        self._later[1].append(row)

    def catch_up(self) -> None:
        """Write what was left for later."""
        statement, rows = self._later
        self._later = ("", [])
        # what a row is about comes last in it
        apart = len({row[-1] for row in rows}) == len(rows)
        run = self._run_apart if apart else self._run_many
        run(statement, rows)

    def _run(self, statement: str, values: Iterable[Value | list[str]]) -> CursorResult[*tuple[Any, ...]]:
        self.catch_up()
        ready = tuple(self._list(value) if isinstance(value, list) else value for value in values)
        return self._connection.exec_driver_sql(translated(statement, self._dialect), ready)

    def _list(self, values: list[str]) -> str | list[str]:
        return orjson.dumps(values).decode() if self.on_sqlite else values

    def _run_many(self, statement: str, rows: Sequence[tuple[Value, ...]]) -> int:
        if not rows:
            return 0
        return self._connection.exec_driver_sql(translated(statement, self._dialect), list(rows)).rowcount

    def _run_apart(self, statement: str, rows: Sequence[tuple[Value, ...]]) -> int:
        if self.on_sqlite or not rows:
            return self._run_many(statement, rows)
        kinds, columns = columns_of(rows)
        return self._connection.exec_driver_sql(in_one(statement, kinds), tuple(columns)).rowcount


@cache
def translated(statement: str, dialect: str) -> str:
    """Write a statement in the words of one database."""
    for word, meaning in {"among": AMONG[dialect], **COLUMNS}.items():
        statement = statement.replace(f"{{{word}}}", meaning)
    if dialect == "sqlite":
        return POSTGRESQL_ONLY.sub("", statement)
    return POSTGRESQL_ONLY.sub(r"\1", statement).replace("?", "%s")
