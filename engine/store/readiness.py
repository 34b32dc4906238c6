"""Whether a database can be worked with, asked often and without writing anything."""

import os
from datetime import datetime
from pathlib import Path

from engine.domain.errors import StoreUnavailable
from engine.store.columns import moment
from engine.store.database import Database
from engine.store.house_key import prove_key
from engine.store.sql import Sql
from engine.store.vault import Vault

#: a file is read, not only opened: one that is no database shows only then
ANYTHING = "SELECT count(*) FROM sqlite_master"
ONLY_READ = "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on'"
#: lines have the moment of what they tell, and that may be past: the newest of a few stands for now
NEWEST = "SELECT max(at) FROM (SELECT at FROM touchpoint ORDER BY id DESC LIMIT 100) AS last_lines"

NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"

#: which file it is, whatever its name; nothing where there is no file
FileId = tuple[int, int] | None


def file_id(database: Database) -> FileId:
    """Say which file a database is; None on PostgreSQL, and while there is no file."""
    try:
        found = Path(database.name).stat() if database.is_sqlite else None
    except OSError:
        return None
    return found and (found.st_dev, found.st_ino)


def refuse_unusable(database: Database, file: FileId) -> None:
    """Raise StoreUnavailable unless it answers and may be written; on SQLite it must still be that `file`."""
    if database.is_sqlite:
        _refuse_other_file(database, file)
    with database.reading() as connection:
        only_read = not database.is_sqlite and connection.exec_driver_sql(ONLY_READ).scalar_one()
        if database.is_sqlite:
            connection.exec_driver_sql(ANYTHING)
    if only_read:
        raise StoreUnavailable(
            f"the database {database.name} can only be read: it stands by for another one, or was set so"
        )


def prove_key_of(database: Database, vault: Vault) -> None:
    """Raise ConfigurationError for a key of the house that does not open what stands here."""
    with database.reading() as connection:
        prove_key(Sql(connection), vault)


def newest_moment(database: Database) -> datetime | None:
    """Give the newest moment among the last lines of the record."""
    with database.reading() as connection:
        at = connection.exec_driver_sql(NEWEST).scalar()
    return None if at is None else moment(at)


def clock_of(database: Database) -> datetime:
    """Read the clock of a PostgreSQL; raises StoreUnavailable."""
    with database.reading() as connection:
        return moment(connection.exec_driver_sql(NOW).scalar_one())


def _refuse_other_file(database: Database, file: FileId) -> None:
    name = database.name
    found = file_id(database)
    if found is None:
        raise StoreUnavailable(f"the database {name} is not there any more: put it back, and start again")
    if found != file:
        raise StoreUnavailable(f"the file {name} was replaced while we had it open: start again")
    if not all(os.access(one, os.W_OK) for one in (name, Path(name).parent)):
        raise StoreUnavailable(f"the database {name} may not be written: check the rights on it")
