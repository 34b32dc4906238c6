"""A copy holds everything, from either kind of database."""

from engine.store.copying import copy_everything
from engine.store.tables.schema import SCHEMA
from engine.store.upgrade import upgrade
from tests.builders import a_change, a_contact, a_pause, a_task, an_entry
from tests.store.conftest import a_database
from tests.store.some_records import a_record, take_in


def count_rows(database):
    with database.connection() as connection:
        return {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - ours
            for table in SCHEMA.tables
        }


def test_a_copy_holds_everything_and_goes_on_by_itself(database, tmp_path):
    take_in(database, a_record(changes=(a_change(),)))
    with database.begin() as books:
        books.plan([a_contact()], {})
        books.put_pause(a_pause())
        books.open_tasks([a_task()])
        books.append([an_entry(content={"body": "Beste"})])
        books.set_house("greeting", "hello")
    copy = a_database(f"sqlite:///{tmp_path / 'copy.db'}")
    upgrade(copy)

    copy_everything(database, copy)

    assert count_rows(copy) == count_rows(database)
    with copy.begin() as books:
        books.append([an_entry()])
        assert books.verify("case:C-1") is None
        assert books.ledger.content(books.lines("case:C-1")[0]) == {"body": "Beste"}
        (copied,) = books.files(["D-1"])
    with database.read() as books:
        assert books.files(["D-1"]) == [copied]
        assert len(books.lines("case:C-1")) == 1
    copy.close()
