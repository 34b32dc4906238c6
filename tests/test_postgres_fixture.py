"""The PostgreSQL that other tests lean on is real, empty at the start, and gone at the end."""

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool


def connect(url):
    return create_engine(url, poolclass=NullPool).begin()


def note_a_word(url):
    with connect(url) as connection:
        connection.execute(text("CREATE TABLE words (word text NOT NULL)"))
        connection.execute(text("INSERT INTO words VALUES ('afspraak')"))


def tables(url):
    with connect(url) as connection:
        return inspect(connection).get_table_names()


def test_keeps_what_was_written(postgres_url):
    note_a_word(postgres_url)

    with connect(postgres_url) as connection:
        words = connection.scalars(text("SELECT word FROM words")).all()

    assert words == ["afspraak"]


def test_locks_a_row_as_only_a_real_postgresql_does(postgres_url):
    note_a_word(postgres_url)
    claim = text("SELECT word FROM words FOR UPDATE SKIP LOCKED")

    with connect(postgres_url) as first, connect(postgres_url) as second:
        claimed = first.scalars(claim).all(), second.scalars(claim).all()

    assert claimed == (["afspraak"], [])


def test_lends_every_test_an_empty_database(postgres, postgres_url):
    note_a_word(postgres_url)

    with postgres.database() as another:
        assert tables(another) == []


def test_lends_a_copy_of_a_database_that_has_its_schema(postgres, postgres_url):
    note_a_word(postgres_url)

    with postgres.database(like=postgres_url) as copy:
        assert tables(copy) == ["words"]


def test_takes_the_database_back(postgres):
    with postgres.database() as url:
        note_a_word(url)

    with pytest.raises(OperationalError, match="does not exist"):
        tables(url)
