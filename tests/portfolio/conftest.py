"""A migrated database of each kind, to import into."""

import os

import pytest

from engine.store.database import open_database
from engine.store.vault import KEY_LENGTH, Vault


def a_database(url):
    return open_database(url, Vault(bytes(KEY_LENGTH), os.urandom))


@pytest.fixture
def sqlite(migrated_file, tmp_path):
    """Open a migrated SQLite database."""
    file = tmp_path / "minnelijk.db"
    file.write_bytes(migrated_file.read_bytes())
    database = a_database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture
def postgresql(postgres, migrated_postgres):
    """Open a migrated PostgreSQL database."""
    with postgres.database(like=migrated_postgres) as url:
        database = a_database(url)
        yield database
        database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """Open a migrated database of each kind."""
    return request.getfixturevalue(request.param)
