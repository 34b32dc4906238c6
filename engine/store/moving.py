"""Moving a whole house to another database, and seeing that nothing was lost or changed on the way."""

from collections.abc import Callable

from sqlalchemy import Connection, Table, func, select

from engine.domain.errors import NotAllowed, RecordBroken
from engine.store.copying import copy_everything
from engine.store.database import Database
from engine.store.tables.schema import SCHEMA

#: PostgreSQL gives out numbers from a counter of its own; after a copy it must stand behind the last one
CATCH_UP = (
    "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), coalesce(max({column}), 1)) FROM {table}"
)

Watch = Callable[[str], None]


def move_everything(source: Database, target: Database, watch: Watch = lambda _: None) -> dict[str, int]:
    """
    Copy every row into a database with the newest tables and no rows, then check it; gives rows by table.

    Raises NotAllowed when the target holds something, and RecordBroken when a count or a chain is not what
    it was: then the source is still the house, and the target is worth nothing.
    """
    refuse_unless_empty(target)
    copy_everything(source, target)
    with target.connection() as connection:
        _catch_up(connection)
    watch("copied")
    counts = _same_counts(source, target)
    watch("counted")
    _same_chains(source, target)
    watch("checked")
    return counts


def refuse_unless_empty(target: Database) -> None:
    """Raise NotAllowed when a table holds a row; but for what `db upgrade` itself wrote."""
    with target.reading() as connection:
        full = [
            table.name
            for table in SCHEMA.sorted_tables
            if table.name != "house" and _count(connection, table)
        ]
    if full:
        raise NotAllowed(f"the new database is not empty: there are rows in {', '.join(full)}")


def _catch_up(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    for table in SCHEMA.sorted_tables:
        for column in table.primary_key.columns:
            if column is table.autoincrement_column:
                connection.exec_driver_sql(CATCH_UP.format(table=table.name, column=column.name))


def _same_counts(source: Database, target: Database) -> dict[str, int]:
    with source.reading() as before, target.reading() as after:
        counts = {table.name: _count(before, table) for table in SCHEMA.sorted_tables}
        lost = [
            f"{table.name}: {_count(after, table)} of {counts[table.name]}"
            for table in SCHEMA.sorted_tables
            if table.name != "house" and _count(after, table) != counts[table.name]
        ]
    if lost:
        raise RecordBroken(f"rows were lost on the way: {'; '.join(lost)}")
    return counts


def _same_chains(source: Database, target: Database) -> None:
    """Check every chain where it is now, and that it ends as it ended where it was."""
    with source.read() as before, target.read() as after:
        subjects = after.ledger.subjects()
        if before.ledger.subjects() != subjects:
            raise RecordBroken("a chain of the ledger was lost on the way")
        for subject in subjects:
            if bad := after.verify(subject):
                raise RecordBroken(f"after the move a chain does not hold: {bad}")
        if before.ledger.ends() != after.ledger.ends():
            raise RecordBroken("a chain of the ledger does not end as it did")


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
