"""Rows of the ORM and plain SQL speak of the same moments; a naive one gets into neither."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError
from sqlmodel import Session, select

from engine.domain.money import cents, euro
from engine.store.columns import micros, moment
from engine.store.tables.cases import PaymentRow
from engine.store.tables.people import PauseRow
from tests.builders import NOW, a_pause, an_entry, days_ago
from tests.store.some_records import a_record, take_in


def test_the_orm_reads_what_plain_sql_wrote(database):
    pause = a_pause(until=datetime(2026, 10, 25, 2, 30, 0, 123456, timezone(timedelta(hours=2))))
    take_in(database, a_record())
    with database.begin() as books:
        books.put_pause(pause)

    with database.connection() as connection:
        row = Session(connection).exec(select(PauseRow)).one()
        moments = (row.since, row.until, row.ended_at)

    assert moments == (pause.since, pause.until, None)
    assert row.since.tzinfo is UTC


def test_plain_sql_reads_what_the_orm_wrote(database):
    take_in(database, a_record())
    pause = a_pause(until=NOW)
    row = PauseRow(**{name: getattr(pause, name) for name in ("id", "debtor_id", "since", "until", "source")})
    row.kind = pause.kind.value

    with database.connection() as connection, Session(connection) as session:
        session.add(row)
        session.flush()

    with database.read() as books:
        assert books.pauses_of("D-1") == [pause]


def test_the_orm_reads_days(database):
    take_in(database, a_record())
    with database.begin() as books:
        books.put_payment("C-1", 2000, date(2024, 2, 29), "bank-1", NOW)

    with database.connection() as connection:
        row = Session(connection).exec(select(PaymentRow)).one()

    assert (row.paid_on, row.noted_at) == (date(2024, 2, 29), NOW)


def test_the_orm_refuses_a_naive_moment(database):
    naive = NOW.replace(tzinfo=None)

    with database.connection() as connection, pytest.raises(StatementError, match="time zone"):
        Session(connection).exec(select(PauseRow).where(PauseRow.since == naive)).all()


@pytest.mark.parametrize(
    "at", [NOW, datetime(1900, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)]
)
def test_a_moment_is_kept_to_the_microsecond(at):
    assert moment(micros(at + timedelta(microseconds=1))) == at + timedelta(microseconds=1)


@pytest.mark.parametrize("whole", [0, 1, -1, 5, 12050, -99, 10**14])
def test_money_is_kept_to_the_cent(whole):
    assert cents(euro(whole)) == whole
    assert str(euro(whole)).partition(".")[2].isdigit()


def test_two_threads_write_on_sqlite_without_failing(sqlite_database):
    def write(name):
        for number in range(40):
            with sqlite_database.begin() as books:
                known = books.house(name)
                books.set_house(name, str(int(known or 0) + 1))
                books.append([an_entry("house", at=days_ago(number))])

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(write, ["anna", "bram"]))

    with sqlite_database.read() as books:
        assert (books.house("anna"), books.house("bram")) == ("40", "40")
        assert len(books.lines("house")) == 80
        assert books.verify("house") is None


def test_two_workers_on_postgresql_extend_one_chain_one_after_the_other(postgres_database):
    def write(_):
        for _ in range(20):
            with postgres_database.begin() as books:
                books.append([an_entry("house"), an_entry("house", content={"words": "ja"})])

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(write, range(2)))

    with postgres_database.read() as books:
        assert len(books.lines("house")) == 80
        assert books.verify("house") is None
