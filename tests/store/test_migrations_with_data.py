"""Every earlier revision, with rows in every table, comes up to the newest without losing a value."""

import pytest
from sqlalchemy import MetaData, insert, select

from engine.domain.touchpoint import Entry, LineKind
from engine.store.ledger import Ledger
from engine.store.revision import is_current
from engine.store.sql import Sql
from engine.store.upgrade import upgrade
from engine.store.vault import Vault
from tests.builders import NOW
from tests.store.conftest import HOUSE_KEY
from tests.store.earlier import REVISIONS, go_to

#: these are written by the ledger itself, so that their chains can be checked afterwards
WRITTEN_BY_THE_LEDGER = {"touchpoint", "content", "subject_key", "chain_head", "alembic_version"}
ROWS = 3


def tables_of(connection):
    known = MetaData()
    known.reflect(connection)
    return [
        table
        for table in known.sorted_tables
        if table.name not in WRITTEN_BY_THE_LEDGER and not table.name.startswith("sqlite")
    ]


def a_value(column, number):
    """Invent a value that fits a column, the same number for the same row in every table."""
    kind = column.type.python_type
    if kind is bool:
        return bool(number % 2)
    if kind in (int, float):
        return number
    return f"{number}".encode() if kind is bytes else f"{number:010d}"


def fill(database):
    """Write rows into every table that there is; gives the tables, and what stands in them."""
    with database.connection() as connection:
        tables = tables_of(connection)
        for table in tables:
            rows = [
                {column.name: a_value(column, number) for column in table.columns}
                for number in range(1, ROWS + 1)
            ]
            connection.execute(insert(table), rows)
        if connection.dialect.has_table(connection, "touchpoint"):
            write_lines(connection)
        return tables, everything(connection, tables)


def write_lines(connection):
    sql = Sql(connection)
    ledger = Ledger(sql, Vault(HOUSE_KEY, lambda size: b"7" * size))
    for number in range(ROWS):
        content = {"words": f"line {number}"}
        entry = Entry(
            subject="case:C-1", kind=LineKind.CASE, at=NOW, public={"number": number}, content=content
        )
        ledger.append([entry])
    sql.catch_up()


def everything(connection, tables):
    return {
        table.name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr) for table in tables
    }


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_earlier_revision_with_data_comes_up_to_the_newest(empty, revision):
    go_to(empty, revision)
    tables, before = fill(empty)

    upgrade(empty)

    assert is_current(empty)
    assert sum(map(len, before.values())) == ROWS * len(before) > 0
    with empty.reading() as connection:
        # only the columns that there were: a later revision may have added others
        assert everything(connection, tables) == before
    if revision >= "0003":
        with empty.read() as books:
            assert books.verify("case:C-1") is None
            assert [line.public["number"] for line in books.lines("case:C-1")] == [0, 1, 2]
