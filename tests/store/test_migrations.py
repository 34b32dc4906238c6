"""The migrations make just the tables that the code knows, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from engine.store.tables.schema import SCHEMA
from engine.store.upgrade import is_current, upgrade
from tests.store.conftest import a_database


def test_makes_the_tables_that_the_code_knows(database):
    with database.connection() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), SCHEMA)

    assert differences == []
    assert {"touchpoint", "send_queue", "case_", "debtor", "house"} <= SCHEMA.tables.keys()


def test_says_whether_a_database_is_current(tmp_path):
    database = a_database(f"sqlite:///{tmp_path / 'new.db'}")

    before = is_current(database)
    upgrade(database)
    after = is_current(database)
    database.close()

    assert (before, after) == (False, True)


def test_says_on_postgresql_whether_a_database_is_current(postgres_url):
    database = a_database(postgres_url)

    before = is_current(database)
    upgrade(database)
    after = is_current(database)
    database.close()

    assert (before, after) == (False, True)


def test_upgrades_twice_without_harm(database):
    with database.begin() as books:
        books.set_house("greeting", "hello")

    upgrade(database)

    with database.read() as books:
        assert books.house("greeting") == "hello"
