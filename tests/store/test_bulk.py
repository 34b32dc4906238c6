"""Rows that travel as columns arrive as they are, on both databases."""

import pytest

from engine.store.bulk import BY_TYPE, in_one
from engine.store.sql import Sql

PUT = "INSERT INTO strange (id, words, content, yes, mark) VALUES (?, ?, ?, ?, 'new')"
PUT_ONCE = f"{PUT} ON CONFLICT (id) DO NOTHING"
CHANGE = "UPDATE strange SET words = coalesce(?, words), content = ? WHERE id = ? AND mark = 'new'"
ALL = "SELECT id, words, content, yes, mark FROM strange ORDER BY id"
ROWS = [
    (1, "Beste ë \U0001f600 \"'\\{},NULL\n", b"\x00\xff\\x", True),
    (-(2**63), "", b"", False),
    (2**63 - 1, None, None, None),
]


@pytest.fixture
def sql(database):
    blob = "BLOB" if database.is_sqlite else "BYTEA"
    with database.connection() as connection:
        connection.exec_driver_sql(
            f"CREATE TABLE strange (id BIGINT PRIMARY KEY, words VARCHAR, content {blob}, yes BOOLEAN,"
            " mark VARCHAR)"
        )
        yield Sql(connection)


def shown(sql):
    return [tuple(row) for row in sql.rows(ALL)]


def test_writes_every_value_as_it_is(sql):
    assert sql.change_apart(PUT, ROWS) == len(ROWS)

    assert shown(sql) == sorted((*row, "new") for row in ROWS)


def test_writes_nothing_into_a_column_without_any_value(sql):
    sql.change_apart(PUT, [(1, None, None, None), (2, None, None, None)])

    assert shown(sql) == [(1, None, None, None, "new"), (2, None, None, None, "new")]


def test_leaves_alone_what_is_there_already(sql):
    sql.change_apart(PUT, ROWS[:1])

    sql.change_apart(PUT_ONCE, [(1, "other", b"", False), (2, "second", b"", False)])

    assert [row[1] for row in shown(sql)] == [ROWS[0][1], "second"]


def test_changes_each_row_by_itself_and_counts_what_it_found(sql):
    sql.change_apart(PUT, [(number, f"old {number}", b"old", True) for number in range(3)])

    found = sql.change_apart(CHANGE, [("new 0", b"a", 0), (None, None, 2), ("nobody", b"c", 9)])

    assert found == 2
    assert [row[:3] for row in shown(sql)] == [(0, "new 0", b"a"), (1, "old 1", b"old"), (2, "old 2", None)]


def test_does_nothing_for_no_rows(sql):
    assert sql.change_apart(PUT, []) == 0


def test_finds_what_is_among_many(sql):
    sql.change_apart(PUT, [(1, 'a "quoted" \\ one', b"", True), (2, "b", b"", True)])

    found = sql.rows("SELECT id FROM strange WHERE words {among}", ['a "quoted" \\ one', "nobody"])

    assert [number for (number,) in found] == [1]
    assert not sql.rows("SELECT id FROM strange WHERE words {among}", [])


def test_later_rows_about_one_record_keep_their_order(sql):
    sql.change_apart(PUT, [(1, "old", b"", True)])

    sql.change_later("UPDATE strange SET words = ? WHERE id = ?", ("first", 1))
    sql.change_later("UPDATE strange SET words = ? WHERE id = ?", ("second", 1))

    assert shown(sql)[0][1] == "second"


def test_refuses_a_statement_with_another_number_of_values():
    with pytest.raises(ValueError, match="2 values for"):
        in_one("UPDATE strange SET words = ? WHERE id = 1", (BY_TYPE[str], BY_TYPE[int]))
