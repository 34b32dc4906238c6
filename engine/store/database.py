"""The database: one SQLite file, or PostgreSQL; opens transactions and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import URL, Connection, Engine, RootTransaction, create_engine, make_url
from sqlalchemy.exc import ArgumentError

from engine.domain.errors import ConfigurationError
from engine.store.books import StoredBooks
from engine.store.sql import Sql
from engine.store.sqlite_habits import teach_sqlite
from engine.store.trouble import name_of, saying_what_is_wrong
from engine.store.turns import Doorstep, Turns
from engine.store.vault import Vault

#: how SQLAlchemy must be told to read: on PostgreSQL all statements of a reading see the same moment
READING: dict[str, dict[str, object]] = {
    "postgresql": {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"},
    "sqlite": {},
}

#: how long a statement waits for a row that somebody else holds; the address may say otherwise
LOCK_PATIENCE = "-c lock_timeout=30s"
#: PostgreSQL's own program library gives a server up that is silent: seconds for a connection, milliseconds
#: until what was sent must have arrived, and signs of life after half a minute of quiet; else whoever
#: waits for a machine that is gone waits for hours. The address may say otherwise.
GIVES_UP: dict[str, int] = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}


class Database:
    """Opens transactions; an answer to engine.ports.Store."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self.engine = engine
        self._vault = vault
        #: PostgreSQL lets many write at once
        self._turns: Turns | None = Turns() if self.is_sqlite else None
        self._doorstep: Doorstep | None = Doorstep(engine.url.database or "") if self.is_sqlite else None

    @contextmanager
    def begin(self) -> Iterator[StoredBooks]:
        """Open one writing transaction; raises StoreUnavailable when the database cannot be used."""
        with self.connection() as connection, self.books_on(connection) as books:
            yield books

    @contextmanager
    def read(self) -> Iterator[StoredBooks]:
        """Open one transaction that only reads and stands in nobody's way."""
        with self.reading() as connection:
            yield StoredBooks(Sql(connection), self._vault)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open one transaction that only reads, for checks and copies."""
        with self._transaction(reading=True) as connection:
            yield connection

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Open one writing transaction for migrations, copies and moves."""
        with self._transaction() as connection:
            yield connection

    @contextmanager
    def books_on(self, connection: Connection) -> Iterator[StoredBooks]:
        """Give the books inside a transaction of this database that is open already."""
        sql = Sql(connection)
        yield StoredBooks(sql, self._vault)
        sql.catch_up()

    @contextmanager
    def _transaction(self, *, reading: bool = False) -> Iterator[Connection]:
        options: dict[str, Any] = {}
        if reading:
            options = {"reading": True, **READING[self.engine.dialect.name]}
        with (
            self._turns.turn() if self._turns and not reading else nullcontext(),
            saying_what_is_wrong(self.engine.url),
            self.engine.connect() as plain,
            plain.execution_options(**options) as connection,
            self._begin(connection, reading=reading),
        ):
            yield connection

    def _begin(self, connection: Connection, *, reading: bool) -> RootTransaction:
        with self._doorstep.held() if self._doorstep and not reading else nullcontext():
            return connection.begin()

    @property
    def is_sqlite(self) -> bool:
        """Say whether it is one file for one machine."""
        return self.engine.dialect.name == "sqlite"

    @property
    def name(self) -> str:
        """Name it as people know it: its file, or its name at the server."""
        return name_of(self.engine.url)

    @property
    def address(self) -> str:
        """Give the address of a PostgreSQL database as its own programs read it, with its password."""
        return _for_libpq(self.engine.url)

    @property
    def for_programs(self) -> tuple[str, str]:
        """Give the address without its password, and the password, which nobody may see in a command."""
        return _for_libpq(self.engine.url.set(password=None)), self.engine.url.password or ""

    def forget(self) -> None:
        """Take what was erased out of SQLite's log too; on PostgreSQL that is what VACUUM is for."""
        if self.engine.dialect.name == "sqlite":
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
        if self._doorstep:
            self._doorstep.close()


def open_database(url: str, vault: Vault) -> Database:
    """
    Open a database: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.

    Raises ConfigurationError for any other address; that the database is there is seen at the first use.
    """
    address = _checked(url)
    gives_up = {} if address.drivername == "sqlite" else GIVES_UP
    asked = {word: value for word, value in gives_up.items() if word not in address.query}
    engine = create_engine(address, hide_parameters=True, connect_args=asked)
    if engine.dialect.name == "sqlite":
        teach_sqlite(engine)
    return Database(engine, vault)


def _checked(url: str) -> URL:
    """Refuse an address that this store does not know; PostgreSQL is told how long a lock may take."""
    fix = "use sqlite:///FILE or postgresql://USER@HOST/NAME"
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(f"the database address cannot be read: {fix}") from error
    named_file = address.drivername == "sqlite" and address.database not in {None, "", ":memory:"}
    if named_file:
        return address
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername != "postgresql+psycopg":
        raise ConfigurationError(f"there is no database for the address '{address.drivername}': {fix}")
    return address if "options" in address.query else address.update_query_dict({"options": LOCK_PATIENCE})


def _for_libpq(url: URL) -> str:
    where, mark, how = url.set(drivername="postgresql").render_as_string(hide_password=False).partition("?")
    # to PostgreSQL's own programs a plus is a plus, and no space
    return where + mark + how.replace("+", "%20")
