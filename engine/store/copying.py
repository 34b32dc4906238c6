"""Copy everything from one database into an empty one, for play on a copy; from either kind into SQLite."""

from collections.abc import Set
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from engine.store.database import Database
from engine.store.tables.schema import SCHEMA

#: rows that are read and written at a time
BATCH = 5_000
#: the table of switches
SWITCHES = SCHEMA.tables["house"]


def copy_everything(source: Database, target: Database) -> None:
    """
    Copy every table; the target has the newest tables and no rows.

    Only the switches of the house may stand there already: what the target knows of itself stays.
    """
    with target.connection() as writes:
        copy_into(source, writes)


def copy_into(source: Database, writes: Connection) -> None:
    """Copy every table inside a transaction of the target; it sees what was committed when it began."""
    with source.reading() as reads:
        known = {key for (key,) in writes.execute(select(SWITCHES.c.key))}
        for table in SCHEMA.sorted_tables:
            _copy(table, reads, writes, known if table is SWITCHES else frozenset())


def _copy(table: Table, reads: Connection, writes: Connection, leave: Set[str]) -> None:
    rows = reads.execution_options(yield_per=BATCH).execute(select(table)).mappings()
    for batch in iter(lambda: [dict(row) for row in islice(rows, BATCH)], []):
        values: list[dict[str, Any]] = batch
        values = [row for row in values if row.get("key") not in leave] if leave else values
        if values:
            writes.execute(insert(table), values)
