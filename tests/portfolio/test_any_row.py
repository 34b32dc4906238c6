"""Whatever stands in a row or a file comes in or is refused; nothing breaks, and both databases take it."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.errors import ConfigurationError
from engine.portfolio.columns import NAMES
from engine.portfolio.read import read_rows
from tests.portfolio.some_rows import a_row, import_rows

RELAXED = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SIGNS = st.characters(codec=None)
ANY_CELL = st.one_of(
    st.text(SIGNS, max_size=30),
    st.sampled_from(["yes", "no", "0", "-1", "2026-02-29", "06 12345678", "a@post.example", "NL", "sms"]),
)
ANY_CELLS = st.dictionaries(st.sampled_from(NAMES), ANY_CELL, max_size=6)


@RELAXED
@given(several=st.lists(ANY_CELLS, min_size=1, max_size=4))
def test_any_cells_come_in_or_are_refused(database, several):
    rows = [a_row(case_id=f"C-{number}") | cells for number, cells in enumerate(several)]

    imported = import_rows(database, *rows)

    came_in = imported.added + imported.updated + imported.unchanged
    assert came_in + imported.rows_rejected == len(rows)


@RELAXED
@given(several=st.lists(ANY_CELLS, min_size=1, max_size=4))
def test_any_rows_twice_change_nothing_the_second_time(sqlite, several):
    rows = [a_row(case_id=f"C-{number}") | cells for number, cells in enumerate(several)]
    first = import_rows(sqlite, *rows)

    again = import_rows(sqlite, *rows)

    assert (again.added, again.updated) == (0, 0)
    assert again.rejects == first.rejects


@RELAXED
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.json"]))
def test_any_file_is_read_or_refused(tmp_path, content, name):
    header = b"case_id,debtor_id,creditor,debtor_name,description,invoice_number,invoice_date,due_on,amount\n"
    path = tmp_path / name
    path.write_bytes(header + content if name == "a.csv" else content)

    with suppress(ConfigurationError):
        rows = list(read_rows(path))
        assert [line for line, _ in rows] == sorted(line for line, _ in rows)
