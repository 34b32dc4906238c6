"""
Closing a database whose house moved elsewhere: the database itself refuses every write, whoever tries.

Programs that ran before the move and know nothing of it are refused too, also those of an older version.
"""

from collections.abc import Iterable

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from engine.domain.errors import ConfigurationError, HouseMoved, NotAllowed
from engine.store.database import Database
from engine.store.house_book import MOVED, SET
from engine.store.sql import translated
from engine.store.trouble import MOVED_TO

#: the switch of a database that a move fills: until the old one is closed nobody works with the new one
ARRIVING = "moving_in"

TAKE_OFF = "DELETE FROM house WHERE key = ?"
VERBS = ("INSERT", "UPDATE", "DELETE")
SQLITE_REFUSE = """
CREATE TRIGGER house_moved_{table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, {words}); END
"""
SQLITE_GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'house_moved_%'"
POSTGRESQL_REFUSE = """
CREATE FUNCTION refuse_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation';
END $$
"""
POSTGRESQL_GUARD = """
CREATE TRIGGER house_moved BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_moved({words})
"""
# also in a session that plays a replica, where ordinary triggers sleep
POSTGRESQL_ALWAYS = "ALTER TABLE {table} ENABLE ALWAYS TRIGGER house_moved"
POSTGRESQL_LIFT = "DROP FUNCTION IF EXISTS refuse_moved() CASCADE"
#: PostgreSQL ends one of two transactions that wait for each other; if it is ours, we try again
DEADLOCK, TRIES = "40P01", 10


def refuse_moved(database: Database) -> None:
    """Raise HouseMoved when the house went elsewhere, ConfigurationError when it has not quite come here."""
    if where := switch(database, MOVED):
        raise HouseMoved(_words(where))
    if switch(database, ARRIVING):
        raise ConfigurationError(
            f"the move into {database.name} broke off: the house is still in its old database, or the same"
            " `minnelijk db move` there finishes it"
        )


def switch(database: Database, key: str) -> str:
    """Read a switch; empty when it is not set."""
    with database.read() as books:
        return books.house(key) or ""


def set_switch(connection: Connection, key: str, value: str) -> None:
    """Write a switch; empty takes it off."""
    if value:
        connection.exec_driver_sql(translated(SET, connection.dialect.name), (key, value))
    else:
        connection.exec_driver_sql(translated(TAKE_OFF, connection.dialect.name), (key,))


def keep_writers_out(connection: Connection, tables: Iterable[str]) -> None:
    """Let nobody else write until this transaction ends; on SQLite its beginning did that."""
    if connection.dialect.name != "postgresql":
        return
    lock = f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE"
    for left in reversed(range(TRIES)):
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(lock)
                return
        except DBAPIError as error:
            if not left or getattr(error.orig, "sqlstate", "") != DEADLOCK:
                raise


def close(connection: Connection, tables: Iterable[str], where: str) -> None:
    """Write where the house went, and let the database refuse every write from the commit on."""
    set_switch(connection, MOVED, where)
    words = "'" + _words(where).replace("'", "''") + "'"
    # a percent sign in an address is no place for a value
    plain = connection.execution_options(no_parameters=True)
    if connection.dialect.name == "sqlite":
        for table in tables:
            for verb in VERBS:
                plain.exec_driver_sql(SQLITE_REFUSE.format(table=table, verb=verb, words=words))
        return
    plain.exec_driver_sql(POSTGRESQL_REFUSE)
    for table in tables:
        plain.exec_driver_sql(POSTGRESQL_GUARD.format(table=table, words=words))
        plain.exec_driver_sql(POSTGRESQL_ALWAYS.format(table=table))


def reopen(connection: Connection) -> None:
    """Take everything back that `close` did; raises NotAllowed where no house moved out."""
    if connection.dialect.name == "sqlite":
        for (name,) in connection.exec_driver_sql(SQLITE_GUARDS).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        connection.exec_driver_sql(POSTGRESQL_LIFT)
    gone = connection.exec_driver_sql(translated(TAKE_OFF, connection.dialect.name), (MOVED,)).rowcount
    if not gone:
        raise NotAllowed("no house moved out of this database")


def _words(where: str) -> str:
    return f"{MOVED_TO}{where}: set MINNELIJK_DATABASE_URL to that"
