"""Moving a whole house to another database, and seeing that nothing was lost or changed on the way."""

from collections.abc import Callable

from sqlalchemy import Connection, Table, func, select

from engine.domain.errors import NotAllowed, RecordBroken
from engine.store.closing import ARRIVING, close, keep_writers_out, refuse_moved, set_switch, switch
from engine.store.copying import copy_into
from engine.store.database import Database
from engine.store.house_book import MOVED
from engine.store.tables.schema import SCHEMA

#: PostgreSQL gives out numbers from a counter of its own; after a copy it must stand behind the last one
CATCH_UP = (
    "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), coalesce(max({column}), 1)) FROM {table}"
)

#: what nobody may change while a house moves, and afterwards; the last one: nobody renews old tables
EVERYTHING = (*(table.name for table in SCHEMA.sorted_tables), "alembic_version")

Watch = Callable[[str], None]


def move_everything(source: Database, target: Database, watch: Watch = lambda _: None) -> dict[str, int]:
    """
    Copy every row into a database with the newest tables and no rows, check it, and close the old database.

    Gives the rows by table. Meanwhile nobody else writes in the source, and from then on it refuses every
    write. Raises NotAllowed when the target holds something, RecordBroken when a count or a chain is not
    what it was, HouseMoved when the source is closed already; then the source is as it was, and a target
    that was empty still is. Who is killed between the two commits finds the source as it was, and a target
    that says of itself that it is not the house.
    """
    refuse_moved(source)
    with target.reading() as looks:
        _refuse_unless_empty(looks)
    with source.connection() as leaves:
        keep_writers_out(leaves, EVERYTHING)
        with target.connection() as arrives:
            _refuse_unless_empty(arrives)
            copy_into(source, arrives)
            _catch_up(arrives)
            watch("copied")
            counts = _same_counts(source, arrives)
            watch("counted")
            _same_chains(source, target, arrives)
            watch("checked")
            close(leaves, EVERYTHING, _name(target))
            set_switch(arrives, ARRIVING, _name(source))
    _open(target)
    return counts


def finish(source: Database, target: Database) -> dict[str, int]:
    """
    Open the new database of a move that closed the old one and then was killed; gives the rows by table.

    Nothing when there is nothing to finish. Raises HouseMoved when the source is closed, and not for this.
    """
    where = switch(source, MOVED)
    if not where:
        return {}
    if where != _name(target) or not switch(target, ARRIVING):
        refuse_moved(source)
    with target.reading() as there:
        counts = _counts(there)
    _open(target)
    return counts


def _open(target: Database) -> None:
    with target.connection() as connection:
        set_switch(connection, ARRIVING, "")


def _name(database: Database) -> str:
    return database.engine.url.render_as_string()


def _refuse_unless_empty(connection: Connection) -> None:
    """Raise NotAllowed when a table holds a row; but for what `db upgrade` itself wrote."""
    full = [name for name, count in _counts(connection).items() if count and name != "house"]
    if full:
        raise NotAllowed(
            f"the new database is not empty: there are rows in {', '.join(full)};"
            " if an earlier move left them there, make it anew"
        )


def _catch_up(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    for table in SCHEMA.sorted_tables:
        for column in table.primary_key.columns:
            if column is table.autoincrement_column:
                connection.exec_driver_sql(CATCH_UP.format(table=table.name, column=column.name))


def _same_counts(source: Database, arrives: Connection) -> dict[str, int]:
    with source.reading() as before:
        counts = _counts(before)
    lost = [
        f"{name}: {there} of {counts[name]}"
        for name, there in _counts(arrives).items()
        if name != "house" and there != counts[name]
    ]
    if lost:
        raise RecordBroken(f"rows were lost on the way: {'; '.join(lost)}")
    return counts


def _same_chains(source: Database, target: Database, arrives: Connection) -> None:
    """Check every chain where it is now, and that it ends as it ended where it was."""
    with source.read() as before, target.books_on(arrives) as after:
        subjects = after.ledger.subjects()
        if before.ledger.subjects() != subjects:
            raise RecordBroken("a chain of the ledger was lost on the way")
        for subject in subjects:
            if bad := after.verify(subject):
                raise RecordBroken(f"after the move a chain does not hold: {bad}")
        if before.ledger.ends() != after.ledger.ends():
            raise RecordBroken("a chain of the ledger does not end as it did")


def _counts(connection: Connection) -> dict[str, int]:
    return {table.name: _count(connection, table) for table in SCHEMA.sorted_tables}


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
