"""A migrated database of each kind, to import into."""

import os

import pytest

from engine.store.database import open_database
from engine.store.upgrade import upgrade
from engine.store.vault import KEY_LENGTH, Vault


def a_database(url):
    return open_database(url, Vault(bytes(KEY_LENGTH), os.urandom))


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory):
    """Make an empty migrated SQLite file once; a test gets a copy."""
    file = tmp_path_factory.mktemp("portfolio") / "empty.db"
    database = a_database(f"sqlite:///{file}")
    upgrade(database)
    database.close()
    return file


@pytest.fixture
def sqlite(empty_sqlite, tmp_path):
    """Open a migrated SQLite database."""
    file = tmp_path / "minnelijk.db"
    file.write_bytes(empty_sqlite.read_bytes())
    database = a_database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def empty_postgresql(postgres):
    """Make an empty migrated PostgreSQL database once; a test gets a copy."""
    with postgres.database() as url:
        database = a_database(url)
        upgrade(database)
        database.close()
        yield url


@pytest.fixture
def postgresql(postgres, empty_postgresql):
    """Open a migrated PostgreSQL database."""
    with postgres.database(like=empty_postgresql) as url:
        database = a_database(url)
        yield database
        database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """Open a migrated database of each kind."""
    return request.getfixturevalue(request.param)
