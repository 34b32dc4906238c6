"""Bad days of a database: it says what is wrong, and leaves nothing half-written."""

from contextlib import closing

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from engine.domain.errors import ConfigurationError, StoreUnavailable
from tests.builders import a_change, an_entry
from tests.store.conftest import a_database
from tests.store.some_records import some_records, take_in


def tell_each_connection(database, statement):
    """Give every new connection of a database one more habit."""
    database.close()

    def tell(connection, _):
        connection.execute(statement).fetchall()

    event.listen(database.engine, "connect", tell)


@pytest.fixture
def full(sqlite_url):
    """Open a database on a disk that has room for a few pages more."""
    database = a_database(sqlite_url)
    with database.connection() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    tell_each_connection(database, f"PRAGMA max_page_count = {pages + 20}")
    yield database
    database.close()


def test_a_full_disk_leaves_nothing_half_written(full, sqlite_url):
    take_in(full, *some_records(3))
    letters = [an_entry(f"case:C-{number}", content={"body": f"{number}" * 500}) for number in range(500)]

    def write_all():
        with full.begin() as books:
            books.set_house("greeting", "hello")
            books.append(letters)

    with pytest.raises(StoreUnavailable, match="disk is full: nothing was written"):
        write_all()

    roomy = a_database(sqlite_url)
    with roomy.begin() as books:
        assert books.house("greeting") is None
        assert books.ledger.subjects() == []
        assert len(books.case_ids()) == 3
        books.append(letters)
        assert books.verify("case:C-1") is None
    roomy.close()


def test_what_was_written_before_stays_when_the_disk_is_full(full):
    with full.begin() as books:
        books.append([an_entry()])

    with pytest.raises(StoreUnavailable), full.begin() as books:
        books.append([an_entry(public={"text": "x" * 500}) for _ in range(1000)])

    with full.begin() as books:
        books.append([an_entry()])
        assert [line.seq for line in books.lines("case:C-1")] == [1, 2]
        assert books.verify("case:C-1") is None


def test_says_that_somebody_else_is_writing(sqlite_database, sqlite_url):
    other = a_database(sqlite_url)
    tell_each_connection(other, "PRAGMA busy_timeout = 1")

    with (
        sqlite_database.begin(),
        pytest.raises(StoreUnavailable, match="another program is writing"),
        other.begin(),
    ):
        pass

    with other.begin() as books:
        books.set_house("greeting", "hello")
    other.close()


def test_says_on_postgresql_that_a_lock_takes_too_long(postgres, migrated_postgres):
    with (
        postgres.database(like=migrated_postgres) as url,
        closing(a_database(f"{url}&options=-c%20lock_timeout%3D100ms")) as hasty,
        hasty.begin() as first,
    ):
        first.append([an_entry()])

        with pytest.raises(StoreUnavailable, match="holds a lock"), hasty.begin() as second:
            second.append([an_entry()])


def test_reading_goes_on_while_somebody_writes(sqlite_database):
    with sqlite_database.begin() as writing, sqlite_database.read() as reading:
        writing.set_house("greeting", "hello")

        assert reading.house("greeting") is None


def test_a_reading_transaction_refuses_to_write(database):
    with pytest.raises((DatabaseError, StoreUnavailable), match="read"), database.read() as books:
        books.set_house("greeting", "hello")

    with database.begin() as books:
        assert books.house("greeting") is None
        books.set_house("greeting", "hello")


def test_says_that_the_tables_are_missing(tmp_path):
    database = a_database(f"sqlite:///{tmp_path / 'new.db'}")

    with pytest.raises(StoreUnavailable, match="minnelijk db upgrade"), database.read() as books:
        books.case_ids()
    database.close()


def test_says_on_postgresql_that_the_tables_are_missing(postgres_url):
    database = a_database(postgres_url)

    with pytest.raises(StoreUnavailable, match="minnelijk db upgrade"), database.read() as books:
        books.case_ids()
    database.close()


def test_says_that_postgresql_does_not_answer(tmp_path):
    database = a_database(f"postgresql+psycopg://postgres@/nothing?host={tmp_path}")

    with (
        pytest.raises(StoreUnavailable, match="nothing cannot be used: it does not answer"),
        database.begin(),
    ):
        pass


def test_says_that_the_folder_is_missing(tmp_path):
    database = a_database(f"sqlite:///{tmp_path / 'nowhere' / 'minnelijk.db'}")

    with pytest.raises(StoreUnavailable, match="folder exists"), database.begin():
        pass


def test_says_that_the_file_is_no_database(tmp_path):
    file = tmp_path / "letter.db"
    file.write_text("Beste Anna Jansen, " * 100, encoding="utf-8")
    database = a_database(f"sqlite:///{file}")

    with pytest.raises(StoreUnavailable, match="no SQLite database"), database.begin():
        pass
    database.close()


def test_a_fault_of_ours_is_not_called_trouble_of_the_database(database):
    with pytest.raises(DatabaseError, match="nonsense"), database.connection() as connection:
        connection.exec_driver_sql("nonsense")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://root@/x", "what"])
def test_refuses_an_address_that_it_does_not_know(url):
    with pytest.raises(ConfigurationError, match="sqlite:///FILE or"):
        a_database(url)


def test_an_error_shows_no_personal_data(database):
    with pytest.raises(DatabaseError) as error, database.begin() as books:
        books.put_change(a_change(debtor_id="nobody", words="Anna Jansen belt liever"))

    assert "Anna" not in str(error.value)


def test_sqlite_keeps_what_was_committed_through_a_power_cut(sqlite_database):
    asked = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}

    with sqlite_database.connection() as connection:
        answers = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked}

    assert answers == asked
