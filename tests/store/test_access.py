"""What a person may see of themselves: no table and no column is forgotten."""

import pytest

from engine.store.access import ELSEWHERE, MOMENTS, NOT_TOLD, TOLD, YES_OR_NO
from engine.store.columns import Moment
from engine.store.tables.schema import SCHEMA
from tests.builders import a_case, a_debtor
from tests.store.some_records import a_record, take_in


def test_every_table_is_told_or_somebody_wrote_why_not():
    lists = [*TOLD, *ELSEWHERE, *NOT_TOLD]

    assert sorted(lists) == sorted(SCHEMA.tables)
    assert all(len(why) > len("of others") for why in NOT_TOLD.values())


@pytest.mark.parametrize("table", sorted(SCHEMA.tables))
def test_what_hangs_on_a_person_or_case_is_told(table):
    columns = {column.name for column in SCHEMA.tables[table].columns}

    if columns & {"debtor_id", "case_id"}:
        assert table in TOLD


@pytest.mark.parametrize("table", sorted(TOLD))
def test_every_column_is_told_or_somebody_wrote_why_not(table):
    """What is left out is a column of that table, and what is told is made ready for who reads it."""
    columns = {column.name: column for column in SCHEMA.tables[table].columns}
    left_out = TOLD[table].left_out

    assert left_out.keys() <= columns.keys()
    for name, column in columns.items():
        if name not in left_out:
            assert isinstance(column.type, Moment) == (name in MOMENTS)
            assert (column.type.python_type is bool) == (name in YES_OR_NO)
            assert column.type.python_type is not bytes


def test_a_person_without_anything_gets_every_table(database):
    take_in(database, a_record(a_case("C-1"), a_debtor()))

    with database.read() as books:
        kept = books.kept_of("D-1", ["C-1"])
        nobody = books.kept_of("D-9", [])

    assert set(kept) == set(TOLD)
    assert [row["id"] for row in kept["debtor"]] == ["D-1"]
    assert all(isinstance(row["of_representative"], bool) for row in kept["contact_point"])
    assert all("T" in str(row["opened_at"]) for row in kept["case_"])
    assert not any(nobody.values())
