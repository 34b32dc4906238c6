"""A migrated database of each kind."""

import os

import pytest
from sqlalchemy import event

from engine.store.database import open_database
from engine.store.vault import Vault

HOUSE_KEY = bytes(range(32))


def a_database(url):
    return open_database(url, Vault(HOUSE_KEY, os.urandom))


@pytest.fixture
def sqlite_url(migrated_file, tmp_path):
    """Lend a migrated SQLite database."""
    file = tmp_path / "minnelijk.db"
    file.write_bytes(migrated_file.read_bytes())
    return f"sqlite:///{file}"


@pytest.fixture
def sqlite_database(sqlite_url):
    """Open a migrated SQLite database."""
    database = a_database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres, migrated_postgres):
    """Open a migrated PostgreSQL database."""
    with postgres.database(like=migrated_postgres) as url:
        database = a_database(url)
        yield database
        database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """Open a migrated database of each kind."""
    name = {"sqlite": "sqlite_database", "postgresql": "postgres_database"}[request.param]
    return request.getfixturevalue(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """Lend a database without any table, of each kind."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    database = a_database(url if request.param == "sqlite" else request.getfixturevalue("postgres_url"))
    yield database
    database.close()


@pytest.fixture
def count_statements(database):
    """Count the statements that a call sends, many rows in one go counting once."""

    def count(call):
        sent = []
        with database.begin() as books:

            def note(_connection, _cursor, statement, *_):
                sent.append(statement)

            event.listen(database.engine, "before_cursor_execute", note)
            call(books)
            event.remove(database.engine, "before_cursor_execute", note)
        return len(sent)

    return count
