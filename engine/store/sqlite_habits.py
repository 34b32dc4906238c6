"""What SQLite must be told on each connection to be a safe place for one writer and many readers."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

#: how long a connection waits for another writer, in milliseconds
PATIENCE = 30_000

HABITS = (
    f"PRAGMA busy_timeout = {PATIENCE}",
    "PRAGMA journal_mode = WAL",
    # a line of the ledger that was committed survives a power cut
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # what is deleted or moved is overwritten: an erasure cannot find the old copies of a row afterwards
    "PRAGMA secure_delete = ON",
    # in KiB, for one connection: keeps the upper floors of all indexes at hand
    "PRAGMA cache_size = -32768",
    # pages: what many batches write again and again goes into the file itself once in 64 MB, not once a batch
    "PRAGMA wal_autocheckpoint = 16384",
)


def teach_sqlite(engine: Engine) -> None:
    """Give every connection its habits, and begin every transaction in our own words."""
    event.listen(engine, "do_connect", _on_do_connect)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_do_connect(_: object, __: object, told: list[Any], ___: object) -> None:
    """Make a file that is not there yet ourselves: SQLite would let everybody on the machine read it."""
    file = Path(told[0])
    # what is wrong with a place, SQLite says; what is no path is a database in memory
    with suppress(OSError):
        if file.is_absolute() and not file.exists():
            file.touch(mode=0o600)


def _on_connect(connection: Any, _: object) -> None:
    # the driver would begin transactions by itself, and too late
    connection.isolation_level = None
    for habit in HABITS:
        connection.execute(habit)


def _on_begin(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first and writes later fails under others."""
    reading = bool(connection.get_execution_options().get("reading"))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
