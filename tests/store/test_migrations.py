"""The migrations make just the tables that the code knows, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from engine.domain.errors import StoreUnavailable
from engine.store.revision import is_current, known_revisions, refuse_other_tables
from engine.store.tables.schema import SCHEMA
from engine.store.upgrade import upgrade
from tests.store.conftest import a_database
from tests.store.earlier import REVISIONS, go_to, mark_as


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


def test_the_names_of_the_files_tell_the_revisions_and_which_is_the_newest():
    assert set(known_revisions()) == set(REVISIONS)
    assert known_revisions()[-1] == REVISIONS[-1]


@pytest.mark.parametrize("revision", [REVISIONS[0], REVISIONS[-2]])
def test_refuses_older_tables_and_says_what_renews_them(empty, revision):
    go_to(empty, revision)

    with pytest.raises(StoreUnavailable, match=f"older version .{revision}.*run `minnelijk db upgrade`"):
        refuse_other_tables(empty)

    upgrade(empty)
    refuse_other_tables(empty)


def test_refuses_a_database_without_tables(empty):
    with pytest.raises(StoreUnavailable, match="has no tables yet: run `minnelijk db upgrade`"):
        refuse_other_tables(empty)


@pytest.mark.parametrize("act", [refuse_other_tables, upgrade])
def test_leaves_the_tables_of_a_newer_program_alone(database, act):
    mark_as(database, "9999")

    with pytest.raises(StoreUnavailable, match=r"newer version .9999.*install the minnelijk that made them"):
        act(database)

    mark_as(database, REVISIONS[-1])
    refuse_other_tables(database)
