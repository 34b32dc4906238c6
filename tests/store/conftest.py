"""A migrated database of each kind."""

import os

import pytest
from sqlalchemy import event

from engine.store.database import open_database
from engine.store.upgrade import upgrade
from engine.store.vault import Vault

HOUSE_KEY = bytes(range(32))


def a_database(url):
    return open_database(url, Vault(HOUSE_KEY, os.urandom))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """Make an empty migrated SQLite file once; a test gets a copy."""
    file = tmp_path_factory.mktemp("template") / "empty.db"
    database = a_database(f"sqlite:///{file}")
    upgrade(database)
    database.close()
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres):
    """Make an empty migrated PostgreSQL database once; a test gets a copy."""
    with postgres.database() as url:
        database = a_database(url)
        upgrade(database)
        database.close()
        yield url


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path):
    """Lend a migrated SQLite database."""
    file = tmp_path / "minnelijk.db"
    file.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{file}"


@pytest.fixture
def sqlite_database(sqlite_url):
    """Open a migrated SQLite database."""
    database = a_database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres, postgres_template):
    """Open a migrated PostgreSQL database."""
    with postgres.database(like=postgres_template) as url:
        database = a_database(f"{url}&options=-c%20lock_timeout%3D2s")
        yield database
        database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """Open a migrated database of each kind."""
    name = {"sqlite": "sqlite_database", "postgresql": "postgres_database"}[request.param]
    return request.getfixturevalue(name)


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
