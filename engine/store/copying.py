"""Copy everything from one database into an empty one, for play on a copy; from either kind into SQLite."""

from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from engine.store.database import Database
from engine.store.tables.schema import SCHEMA

#: rows that are read and written at a time
BATCH = 5_000


def copy_everything(source: Database, target: Database) -> None:
    """Copy every table; the target has the newest tables and no rows."""
    with source.reading() as reads, target.connection() as writes:
        for table in SCHEMA.sorted_tables:
            _copy(table, reads, writes)


def _copy(table: Table, reads: Connection, writes: Connection) -> None:
    rows = reads.execution_options(yield_per=BATCH).execute(select(table)).mappings()
    for batch in iter(lambda: [dict(row) for row in islice(rows, BATCH)], []):
        values: list[dict[str, Any]] = batch
        writes.execute(insert(table), values)
